package corpus

import (
	"fmt"
	"strings"
)

// unit writes one thing of the top level.
func (s *source) unit() {
	switch s.rng.IntN(12) {
	case 0:
		s.typed()
	case 1:
		s.table()
	case 2, 3:
		s.helper()
	case 4:
		s.hook()
	case 5:
		s.reducer()
	case 6:
		s.context()
	case 7:
		s.styles()
	default:
		s.component(s.name(componentName(s.rng)), pick(s.rng, []string{"", "export ", "export "}))
	}
	s.f("")
}

func (s *source) comment(indent string) {
	if s.rng.IntN(4) == 0 {
		s.f("%s// %s.", indent, sentence(s.rng, 4+s.rng.IntN(9)))
	}
}

// some are n different fields.
func (s *source) some(n int) []string {
	perm := s.rng.Perm(len(fields))
	out := make([]string, n)
	for i := range out {
		out[i] = fields[perm[i]]
	}
	return out
}

func (s *source) typeName() string {
	return pick(s.rng, []string{"string", "string", "string", "number", "number", "boolean", "Date", "string[]", "string | null", "Record<string, unknown>"})
}

// members writes the members of an object type.
func (s *source) members(names []string) {
	for _, n := range names {
		optional := ""
		if s.rng.IntN(3) == 0 {
			optional = "?"
		}
		s.f("  %s%s: %s;", n, optional, s.typeName())
	}
}

func (s *source) typed() string {
	name := s.name(pick(s.rng, nouns) + pick(s.rng, []string{"Item", "Data", "Options", "Response", "Input", "Entry"}))
	if s.rng.IntN(2) == 0 {
		s.f("export interface %s {", name)
		s.members(s.some(3 + s.rng.IntN(7)))
		s.f("}")
	} else {
		s.f("type %s = {", name)
		s.members(s.some(3 + s.rng.IntN(5)))
		s.f("};")
	}
	return name
}

func (s *source) literal() string {
	switch s.rng.IntN(6) {
	case 0:
		return fmt.Sprint(s.rng.IntN(5000))
	case 1:
		return pick(s.rng, []string{"true", "false", "null"})
	case 2:
		return fmt.Sprintf("[%q, %q]", pick(s.rng, prosaic), pick(s.rng, prosaic))
	case 3:
		return fmt.Sprintf("%q", "/"+strings.ToLower(pick(s.rng, nouns))+"/"+pick(s.rng, verbs))
	}
	return fmt.Sprintf("%q", sentence(s.rng, 1+s.rng.IntN(4)))
}

func (s *source) table() {
	name := s.name(strings.ToUpper(pick(s.rng, nouns)) + "_" + pick(s.rng, []string{"OPTIONS", "ITEMS", "DEFAULTS", "ROUTES", "COLUMNS"}))
	keys := s.some(2 + s.rng.IntN(4))
	s.comment("")
	s.f("const %s = [", name)
	for range 2 + s.rng.IntN(8) {
		var parts []string
		for _, k := range keys {
			parts = append(parts, k+": "+s.literal())
		}
		s.f("  { %s },", strings.Join(parts, ", "))
	}
	s.f("]%s;", pick(s.rng, []string{"", " as const"}))
}

func (s *source) helper() {
	verb, noun := pick(s.rng, verbs), pick(s.rng, nouns)
	name := s.name(verb + noun)
	p := s.some(3)
	s.comment("")
	switch s.rng.IntN(5) {
	case 0:
		s.f("export const %s = (%s: number, %s = %d) => Math.round(%s * %d + %s) / %d;", name, p[0], p[1], s.rng.IntN(100), p[0], 1+s.rng.IntN(100), p[1], 1+s.rng.IntN(100))
	case 1:
		s.f("function %s(%s: string): string {", name, p[0])
		s.f("  switch (%s) {", p[0])
		for _, w := range s.some(2 + s.rng.IntN(5)) {
			s.f("    case %q:", w)
			s.f("      return %q;", sentence(s.rng, 1+s.rng.IntN(4)))
		}
		s.f("    default:")
		s.f("      return %s.trim().replace(/[^a-z0-9]+/gi, \"-\").toLowerCase();", p[0])
		s.f("  }")
		s.f("}")
	case 2:
		s.f("export function %s<T extends { %s: number; %s?: string }>(items: T[], %s: number): T[] {", name, p[0], p[1], p[2])
		s.f("  return items")
		s.f("    .filter((item) => item.%s > %s && item.%s !== %q)", p[0], p[2], p[1], pick(s.rng, prosaic))
		s.f("    .sort((a, b) => b.%s - a.%s)", p[0], p[0])
		s.f("    .slice(0, %d);", 5+s.rng.IntN(50))
		s.f("}")
	case 3:
		s.f("async function %s(%s: string, signal?: AbortSignal) {", name, p[0])
		s.f("  const response = await fetch(`/api/%s/${encodeURIComponent(%s)}?%s=%d`, { signal });", strings.ToLower(noun), p[0], p[1], s.rng.IntN(100))
		s.f("  if (!response.ok) {")
		s.f("    throw new Error(`%s: ${response.status}`);", sentence(s.rng, 3))
		s.f("  }")
		s.f("  const { %s, ...rest } = await response.json();", p[1])
		s.f("  return { %s: %s ?? %s, rest };", p[1], p[1], s.literal())
		s.f("}")
	default:
		s.f("const %s = (list: { %s: string; %s: number }[]) =>", name, p[0], p[1])
		s.f("  list.reduce<Record<string, number>>((sums, { %s, %s }) => {", p[0], p[1])
		s.f("    sums[%s] = (sums[%s] ?? 0) + %s;", p[0], p[0], p[1])
		s.f("    return sums;")
		s.f("  }, {});")
	}
}

func (s *source) hook() {
	noun := pick(s.rng, nouns)
	name := s.name("use" + pick(s.rng, qualities) + noun)
	p := s.some(3)
	state, effect := s.need("react", "useState"), s.need("react", "useEffect")
	api := s.need("@/lib/api", "api")
	s.comment("")
	s.f("export function %s(%s: string, { %s = %d }: { %s?: number } = {}) {", name, p[0], p[1], s.rng.IntN(50), p[1])
	s.f("  const [data, setData] = %s<{ %s: string }[]>([]);", state, p[2])
	s.f("  const [error, setError] = %s<Error | null>(null);", state)
	s.comment("  ")
	s.f("  %s(() => {", effect)
	s.f("    let stale = false;")
	s.f("    %s<{ %s: string }[]>(`/%s/${%s}?%s=${%s}`)", api, p[2], strings.ToLower(noun), p[0], p[1], p[1])
	s.f("      .then((next) => {")
	s.f("        if (!stale) setData(next);")
	s.f("      })")
	s.f("      .catch(setError);")
	s.f("    return () => {")
	s.f("      stale = true;")
	s.f("    };")
	s.f("  }, [%s, %s]);", p[0], p[1])
	s.f("  return { data, error, loading: !error && data.length === 0 };")
	s.f("}")
}

func (s *source) reducer() {
	noun := pick(s.rng, nouns)
	state, name := s.name(noun+"State"), s.name(camel(noun)+"Reducer")
	p := s.some(3 + s.rng.IntN(3))
	s.f("interface %s {", state)
	for _, f := range p {
		s.f("  %s: string | number;", f)
	}
	s.f("}")
	s.f("")
	s.f("export function %s(state: %s, action: { type: string; payload?: string }): %s {", name, state, state)
	s.f("  switch (action.type) {")
	for _, f := range p {
		s.f("    case %q: {", pick(s.rng, verbs)+upper(f))
		s.f("      const %s = action.payload ?? state.%s;", f, f)
		s.f("      return { ...state, %s };", f)
		s.f("    }")
	}
	s.f("    default:")
	s.f("      return state;")
	s.f("  }")
	s.f("}")
}

func (s *source) context() {
	noun := pick(s.rng, qualities) + pick(s.rng, nouns)
	ctx, provider, hook := s.name(noun+"Context"), s.name(noun+"Provider"), s.name("use"+noun+"Context")
	p := s.some(2)
	create, use, memo, state := s.need("react", "createContext"), s.need("react", "useContext"), s.need("react", "useMemo"), s.need("react", "useState")
	s.f("const %s = %s<{ %s: string; set%s: (next: string) => void } | null>(null);", ctx, create, p[0], upper(p[0]))
	s.f("")
	s.f("export function %s({ children, %s: initial = %q }: { children: React.ReactNode; %s?: string }) {", provider, p[1], pick(s.rng, prosaic), p[1])
	s.f("  const [%s, set%s] = %s(initial);", p[0], upper(p[0]), state)
	s.f("  const shared = %s(() => ({ %s, set%s }), [%s]);", memo, p[0], upper(p[0]), p[0])
	s.f("  return <%s.Provider value={shared}>{children}</%s.Provider>;", ctx, ctx)
	s.f("}")
	s.f("")
	s.f("export const %s = () => {", hook)
	s.f("  const value = %s(%s);", use, ctx)
	s.f("  if (!value) throw new Error(%q);", sentence(s.rng, 5))
	s.f("  return value;")
	s.f("};")
}

func (s *source) styles() {
	name := s.name(camel(pick(s.rng, nouns)) + "Css")
	s.f("const %s = `", name)
	for range 2 + s.rng.IntN(5) {
		s.f("  .%s-%s {", strings.ToLower(pick(s.rng, nouns)), pick(s.rng, fields))
		s.f("    color: %s;", pick(s.rng, colors))
		s.f("    margin: %dpx %drem;", s.rng.IntN(40), s.rng.IntN(4))
		s.f("    border-radius: ${%d / 2}px;", s.rng.IntN(20))
		s.f("  }")
	}
	s.f("`;")
}
