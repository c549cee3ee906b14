package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// source is the text of one file while it is written. It is written with two
// spaces and semicolons; the file's own style comes last.
type source struct {
	strings.Builder
	rng  *rand.Rand
	file *file
	app  *plan

	imports map[string][]string // names by module; "default X" and "* as X" among them
	order   []string            // the modules, as they came up
	taken   map[string]bool     // names at the top level

	edits []string // old and new texts of the migration, in turn
}

// text is the text of file i.
func (p *plan) text(i int) string {
	f := &p.files[i]
	s := &source{
		rng: rand.New(rand.NewPCG(p.options.Seed, uint64(i)+1)), file: f, app: p,
		imports: map[string][]string{}, taken: map[string]bool{f.name: true},
	}
	for _, n := range f.near {
		s.taken[n] = true
	}
	// What the file is about stands somewhere between the rest.
	about := s.rng.IntN(max(f.size, 1)) / 2
	for done := false; !done || s.Len() < f.size-500; {
		if !done && s.Len() >= about {
			s.subject()
			done = true
			continue
		}
		s.unit()
	}
	return s.styled(s.head() + s.below())
}

// below is what stands below the imports. The edits come last, so that they have
// no say in what else is written.
func (s *source) below() string {
	text := s.String()
	if !s.app.options.Migrated {
		return text
	}
	return strings.NewReplacer(s.edits...).Replace(text)
}

// subject writes what makes the file one of its topic.
func (s *source) subject() {
	switch s.file.topic {
	case usesClerk:
		s.clerk()
	case foreign:
		s.foreign()
	case prose:
		s.prose()
	default:
		s.component(s.file.name, "export default ")
	}
}

// f writes a line, or several.
func (s *source) f(format string, args ...any) { fmt.Fprintf(s, format+"\n", args...) }

// need adds an import of a name and returns it.
func (s *source) need(module, name string) string {
	names, known := s.imports[module]
	if !known {
		s.order = append(s.order, module)
	}
	if !slices.Contains(names, name) {
		s.imports[module] = append(names, name)
	}
	return name
}

// name is a name for the top level that is not taken.
func (s *source) name(name string) string {
	for n, base := 2, name; s.taken[name]; n++ {
		name = fmt.Sprintf("%s%d", base, n)
	}
	s.taken[name] = true
	return name
}

// head is the import declarations.
func (s *source) head() string {
	var b strings.Builder
	if s.rng.IntN(4) == 0 {
		fmt.Fprintf(&b, "// %s.\n", sentence(s.rng, 6+s.rng.IntN(8)))
	}
	if s.rng.IntN(5) > 0 {
		if s.rng.IntN(2) == 0 {
			b.WriteString("import * as React from \"react\";\n")
		} else {
			b.WriteString("import React from \"react\";\n")
		}
	}
	for _, module := range s.order {
		var clause []string
		var braces []string
		for _, n := range s.imports[module] {
			if def, ok := strings.CutPrefix(n, "default "); ok {
				clause = append(clause, def)
			} else if strings.HasPrefix(n, "* ") {
				clause = append(clause, n)
			} else {
				braces = append(braces, n)
			}
		}
		if len(braces) > 3 && s.rng.IntN(2) == 0 {
			clause = append(clause, "{\n  "+strings.Join(braces, ",\n  ")+",\n}")
		} else if len(braces) > 0 {
			clause = append(clause, "{ "+strings.Join(braces, ", ")+" }")
		}
		if len(clause) == 0 {
			fmt.Fprintf(&b, "import %q;\n", module)
			continue
		}
		fmt.Fprintf(&b, "import %s from %q;\n", strings.Join(clause, ", "), module)
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// styled is the text in the file's own style.
func (s *source) styled(text string) string {
	if s.rng.IntN(8) == 0 {
		// Nothing that is written here begins a line with what would go on
		// with the one before.
		text = strings.ReplaceAll(text, ";\n", "\n")
	}
	switch s.rng.IntN(8) {
	case 0:
		text = indented(text, "\t")
	case 1:
		text = indented(text, "    ")
	}
	if s.rng.IntN(3) == 0 {
		head, rest, _ := strings.Cut(text, "\n\n")
		text = strings.ReplaceAll(head, `"`, "'") + "\n\n" + rest
	}
	if s.rng.IntN(30) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// indented puts unit in place of each two spaces that a line begins with.
func indented(text, unit string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		rest := strings.TrimLeft(line, " ")
		n := (len(line) - len(rest)) / 2
		lines[i] = strings.Repeat(unit, n) + rest
	}
	return strings.Join(lines, "")
}
