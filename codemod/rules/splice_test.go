package rules_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// TestSplices runs the rules over files that are put together at random from
// the statements of the cases: several hooks and imports in one file, code of
// one case within a function of another, statements on one line, statements
// without semicolons. No fix may be rejected or left undone, and a second run
// must change nothing.
func TestSplices(t *testing.T) {
	parts := splitCases(t)
	random := rand.New(rand.NewPCG(1, 2))
	runs := 400
	if testing.Short() {
		runs = 50
	}
	for runs > 0 {
		name, text := splice(random, parts)
		if _, err := js.Parse(name, text); err != nil {
			continue // two cases that cannot stand in one file
		}
		runs--
		o := defaults()
		o.Unsafe, o.PreferUseAuth, o.OptionalReads = random.IntN(2) == 0, random.IntN(2) == 0, random.IntN(2) == 0
		dir := t.TempDir()
		write(t, filepath.Join(dir, name), text)
		for _, f := range runIn(t, dir, o).Files {
			for _, l := range f.Findings {
				if l.Severity == codemod.Error && l.Fix == codemod.Safe && !l.Applied {
					t.Errorf("line %d: a safe fix of %s is not made", l.Place.Start.Line, l.Rule)
				}
			}
		}
		parseAll(t, dir)
		settled(t, dir, o)
		if t.Failed() {
			t.Fatalf("unsafe %v, useAuth preferred %v, optional reads %v, in\n%s", o.Unsafe, o.PreferUseAuth, o.OptionalReads, text)
		}
	}
}

// part is one source file of a case, taken apart.
type part struct {
	ext           string
	imports, body []string
}

func splitCases(t *testing.T) []part {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(casesDir, "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var parts []part
	for _, file := range files {
		c, err := readCase(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range c.before {
			if project.KindOf(f.Name) != project.Source {
				continue
			}
			tree, err := js.Parse(f.Name, string(f.Data))
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			p := part{ext: filepath.Ext(f.Name)}
			for _, n := range tree.Program.Body {
				if _, ok := n.(*js.Import); ok {
					p.imports = append(p.imports, tree.Text(n.Range()))
				} else {
					p.body = append(p.body, tree.Text(n.Range()))
				}
			}
			parts = append(parts, p)
		}
	}
	return parts
}

// splice makes a file of some statements of two to four parts.
func splice(random *rand.Rand, parts []part) (name, text string) {
	first := parts[random.IntN(len(parts))]
	var imports, body []string
	for i := range 2 + random.IntN(3) {
		p := first
		if i > 0 {
			p = parts[random.IntN(len(parts))]
		}
		if p.ext != first.ext {
			continue
		}
		for _, s := range p.imports {
			if !slices.Contains(imports, s) {
				imports = append(imports, s)
			}
		}
		some := slices.Clone(p.body)
		random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
		body = append(body, some[:min(4, len(some))]...)
	}
	if random.IntN(3) == 0 && len(body) > 1 {
		if at := strings.LastIndexByte(body[0], '{'); at >= 0 {
			inner := strings.TrimPrefix(strings.TrimPrefix(body[1], "export default "), "export ")
			body[0] = body[0][:at+1] + " " + inner + " " + body[0][at+1:]
			body = slices.Delete(body, 1, 2)
		}
	}
	separator := "\n"
	if random.IntN(4) == 0 {
		separator = " "
	}
	text = fmt.Sprintf("%s\n%s\n", strings.Join(imports, "\n"), strings.Join(body, separator))
	if random.IntN(5) == 0 {
		text = strings.ReplaceAll(text, ";\n", "\n")
	}
	return "file" + first.ext, text
}
