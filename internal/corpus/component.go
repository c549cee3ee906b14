package corpus

import (
	"fmt"
	"strings"
)

// scope is what the markup of a component may speak of.
type scope struct {
	strings, lists, handlers []string
}

// component writes a function component.
func (s *source) component(name, export string) {
	props := s.some(2 + s.rng.IntN(4))
	sc := &scope{}
	typ := s.name(name + "Props")
	s.f("interface %s {", typ)
	for i, p := range props {
		switch i % 3 {
		case 0:
			s.f("  %s: string;", p)
			sc.strings = append(sc.strings, p)
		case 1:
			s.f("  %s?: { id: string; label: string; done?: boolean }[];", p)
			sc.lists = append(sc.lists, p)
		default:
			s.f("  %s?: number;", p)
			sc.strings = append(sc.strings, p)
		}
	}
	s.f("  onChange?: (next: string) => void;")
	s.f("}")
	s.f("")
	s.comment("")
	s.f("%sfunction %s({ %s, onChange }: %s) {", export, name, strings.Join(props, ", "), typ)
	s.body(sc, props)
	s.markup(sc, 2+s.rng.IntN(3))
	s.f("}")
}

// body writes the hooks and handlers of a component.
func (s *source) body(sc *scope, taken []string) {
	used := map[string]bool{}
	for _, t := range taken {
		used[t] = true
	}
	for _, name := range s.some(1 + s.rng.IntN(4)) {
		if used[name] {
			continue
		}
		used[name] = true
		switch s.rng.IntN(4) {
		case 0:
			s.f("  const [%s, set%s] = %s(%q);", name, upper(name), s.need("react", "useState"), pick(s.rng, prosaic))
			handler := "handle" + upper(name)
			s.f("  const %s = (event: React.ChangeEvent<HTMLInputElement>) => set%s(event.target.value);", handler, upper(name))
			sc.handlers = append(sc.handlers, handler)
			sc.strings = append(sc.strings, name)
		case 1:
			if len(sc.lists) == 0 {
				continue
			}
			list := pick(s.rng, sc.lists)
			s.f("  const %s = %s(() => (%s ?? []).filter((one) => one.label.length > %d), [%s]);", name, s.need("react", "useMemo"), list, s.rng.IntN(20), list)
			sc.lists = append(sc.lists, name)
		case 2:
			s.f("  const %s = %s(null as string | null);", name, s.need("react", "useRef"))
			s.comment("  ")
			s.f("  %s(() => {", s.need("react", "useEffect"))
			s.f("    if (%s.current === null) return;", name)
			s.f("    const timer = window.setTimeout(() => {")
			s.f("      %s.current = %q;", name, pick(s.rng, prosaic))
			s.f("    }, %d);", 100+s.rng.IntN(5000))
			s.f("    return () => window.clearTimeout(timer);")
			s.f("  }, []);")
		default:
			handler := "on" + upper(pick(s.rng, verbs)) + upper(name)
			s.f("  const %s = %s(async () => {", handler, s.need("react", "useCallback"))
			s.f("    try {")
			s.f("      await %s(\"/%s/%s\", { method: \"POST\", body: JSON.stringify({ %s: %s }) });", s.need("@/lib/api", "api"), strings.ToLower(pick(s.rng, nouns)), name, name, s.literal())
			s.f("      onChange?.(%q);", sentence(s.rng, 2))
			s.f("    } catch (error) {")
			s.f("      console.error(%q, error);", sentence(s.rng, 3))
			s.f("    }")
			s.f("  }, [onChange]);")
			sc.handlers = append(sc.handlers, handler)
		}
	}
	if s.rng.IntN(3) == 0 && len(sc.strings) > 0 {
		s.f("  if (!%s) {", pick(s.rng, sc.strings))
		s.f("    return <p className=%q>%s.</p>;", s.classes(), sentence(s.rng, 4))
		s.f("  }")
	}
}

// markup writes the return statement of a component.
func (s *source) markup(sc *scope, depth int) {
	s.f("  return (")
	s.element(sc, depth, "    ")
	s.f("  );")
}

func (s *source) classes() string {
	var b strings.Builder
	for i := range 1 + s.rng.IntN(5) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(pick(s.rng, classes))
	}
	return b.String()
}

func (s *source) attributes(sc *scope) string {
	var b strings.Builder
	switch s.rng.IntN(5) {
	case 0:
		fmt.Fprintf(&b, " className={%s(%q, %s)}", s.need("@/lib/cn", "cn"), s.classes(), s.condition(sc)+" && "+fmt.Sprintf("%q", pick(s.rng, classes)))
	case 1, 2, 3:
		fmt.Fprintf(&b, " className=%q", s.classes())
	}
	if s.rng.IntN(6) == 0 {
		fmt.Fprintf(&b, " style={{ color: %q, padding: %d }}", pick(s.rng, colors), s.rng.IntN(40))
	}
	if s.rng.IntN(8) == 0 {
		fmt.Fprintf(&b, " aria-label=%q", sentence(s.rng, 2))
	}
	return b.String()
}

func (s *source) condition(sc *scope) string {
	if len(sc.strings) == 0 {
		return fmt.Sprintf("Date.now() > %d", s.rng.IntN(1_000_000))
	}
	return fmt.Sprintf("%s === %q", pick(s.rng, sc.strings), pick(s.rng, prosaic))
}

func (s *source) inline(sc *scope) string {
	if len(sc.strings) > 0 && s.rng.IntN(3) == 0 {
		return sentence(s.rng, 1+s.rng.IntN(4)) + " {" + pick(s.rng, sc.strings) + "}"
	}
	return sentence(s.rng, 1+s.rng.IntN(7))
}

// element writes an element with what is in it, on lines of its own.
func (s *source) element(sc *scope, depth int, in string) {
	if depth == 0 || s.Len() > s.file.size {
		s.leaf(sc, in)
		return
	}
	tag := pick(s.rng, []string{"div", "div", "div", "section", "article", "header", "main", "aside", "nav"})
	s.f("%s<%s%s>", in, tag, s.attributes(sc))
	for range 1 + s.rng.IntN(3) {
		switch s.rng.IntN(6) {
		case 0:
			if len(sc.lists) > 0 {
				list := pick(s.rng, sc.lists)
				s.f("%s  <ul%s>", in, s.attributes(sc))
				s.f("%s    {(%s ?? []).map((one, index) => (", in, list)
				s.f("%s      <li key={one.id} data-index={index}%s>", in, s.attributes(sc))
				s.f("%s        {one.done ? <s>{one.label}</s> : one.label}", in)
				s.f("%s      </li>", in)
				s.f("%s    ))}", in)
				s.f("%s  </ul>", in)
				continue
			}
			s.leaf(sc, in+"  ")
		case 1:
			s.f("%s  {%s && (", in, s.condition(sc))
			s.element(sc, depth-1, in+"    ")
			s.f("%s  )}", in)
		case 2:
			s.f("%s  {%s ? (", in, s.condition(sc))
			s.leaf(sc, in+"    ")
			s.f("%s  ) : (", in)
			s.element(sc, depth-1, in+"    ")
			s.f("%s  )}", in)
		default:
			s.element(sc, depth-1, in+"  ")
		}
	}
	s.f("%s</%s>", in, tag)
}

// leaf writes an element without others in it.
func (s *source) leaf(sc *scope, in string) {
	switch s.rng.IntN(9) {
	case 0:
		s.f("%s<h%d%s>%s</h%d>", in, 2, s.attributes(sc), s.inline(sc), 2)
	case 1:
		if len(sc.handlers) > 0 {
			s.f("%s<button type=\"button\"%s onClick={() => void %s}>", in, s.attributes(sc), pick(s.rng, sc.handlers))
			s.f("%s  %s", in, s.inline(sc))
			s.f("%s</button>", in)
			return
		}
		s.f("%s<hr />", in)
	case 2:
		s.f("%s<label%s>", in, s.attributes(sc))
		s.f("%s  %s", in, s.inline(sc))
		s.f("%s  <input type=%q name=%q placeholder=%q />", in, pick(s.rng, []string{"text", "email", "number", "date"}), pick(s.rng, fields), sentence(s.rng, 2))
		s.f("%s</label>", in)
	case 3:
		s.need("next/link", "default Link")
		s.f("%s<Link href=\"/%s/%s\"><a%s>%s</a></Link>", in, strings.ToLower(pick(s.rng, nouns)), pick(s.rng, verbs), s.attributes(sc), s.inline(sc))
	case 4:
		if n := len(s.file.near); n > 0 {
			name := s.file.near[s.rng.IntN(n)]
			if name != s.file.name {
				s.need("./"+name, "default "+name)
				s.f("%s<%s %s=%q />", in, name, pick(s.rng, fields), sentence(s.rng, 2))
				return
			}
		}
		s.f("%s<img src=\"/img/%s.png\" alt=%q width={%d} />", in, strings.ToLower(pick(s.rng, nouns)), sentence(s.rng, 2), s.rng.IntN(800))
	case 5:
		s.f("%s<span%s>", in, s.attributes(sc))
		s.f("%s  {/* %s */}", in, sentence(s.rng, 5))
		s.f("%s  {%s}", in, s.literal())
		s.f("%s</span>", in)
	default:
		s.f("%s<p%s>", in, s.attributes(sc))
		s.f("%s  %s", in, s.inline(sc))
		s.f("%s</p>", in)
	}
}
