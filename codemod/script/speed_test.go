package script

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// page is a component of some 300 lines.
func page() string {
	var b strings.Builder
	b.WriteString("import { useUser } from \"@clerk/nextjs\";\n\n")
	for i := range 30 {
		fmt.Fprintf(&b, `export function Card%d({ title, items, onSelect }: Props) {
  const { user } = useUser();
  const visible = items.filter((item) => item.owner === user?.id && !item.hidden).slice(0, %d);
  return (
    <section className="card" data-index={%d}>
      <h2>{title}</h2>
      {visible.map((item) => <Item key={item.id} {...item} onClick={() => onSelect(item, "card")} />)}
    </section>
  );
}
`, i, i+3, i)
	}
	return b.String()
}

// counting is a visitor that reports every call.
const counting = `export default { name: "counting", visit: { CallExpression(node, ctx) { ctx.report({ node, message: ctx.text(node.callee) }); } } };`

// BenchmarkFile measures what rules of a project's own cost on a file of 300
// lines: making the view, and making it and asking the child. The control is
// parsing the same file.
func BenchmarkFile(b *testing.B) {
	src := page()
	parse := func() *clerk.File {
		f, err := js.Parse("page.tsx", src)
		if err != nil {
			b.Fatal(err)
		}
		return clerk.NewProject(clerk.ProjectOptions{}).File(f)
	}
	b.Run("control", func(b *testing.B) {
		for b.Loop() {
			parse()
		}
	})
	b.Run("view", func(b *testing.B) {
		for b.Loop() {
			text, err := json.Marshal(viewOf(parse(), "page.tsx", false))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(text))/float64(len(src)), "sent/text")
		}
	})
	b.Run("ask", func(b *testing.B) {
		dir := b.TempDir()
		write(b, filepath.Join(dir, "counting.js"), counting)
		s, err := Load(b.Context(), Options{Paths: []string{dir}})
		if err != nil || len(s.Problems) > 0 {
			b.Fatal(err, s.Problems)
		}
		defer s.Close()
		m := s.modules[0]
		for b.Loop() {
			if r := m.check(viewOf(parse(), "page.tsx", false), m.definitions, true)[0]; r.err != nil || len(r.Findings) != 150 {
				b.Fatal(r.err, len(r.Findings))
			}
		}
	})
}

// TestPrefilter checks that files which a rule cannot be about are not sent to
// it, and that the rules of a module are asked once about a file.
func TestPrefilter(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	one := func(name, rest string) string {
		return fmt.Sprintf(`{ name: %q, %s visit: { Program(node, ctx) { console.log(%q + " " + ctx.filename + " " + (globalThis.asked === ctx.program)); globalThis.asked = ctx.program; } } }`, name, rest, name)
	}
	for name, text := range map[string]string{
		"rules/r.js": "export default [" + strings.Join([]string{
			one("all", ""), one("mentions", `mentions: ["nothing", "second"],`), one("files", `files: "src/**/*.tsx",`), one("base", `files: ["*.test.ts"],`), one("none", `mentions: "nowhere",`),
		}, ",\n") + "];\n",
		"package.json": "{}", "src/a.tsx": "first();\n", "src/b.ts": "second();\n", "src/c.test.ts": "third();\n",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	heard := map[string]int{}
	s, err := Load(t.Context(), Options{Paths: []string{filepath.Join(dir, "rules")}, Console: func(_, text string) { heard[text]++ }})
	if err != nil || len(s.Problems) > 0 {
		t.Fatal(err, s.Problems)
	}
	defer s.Close()
	s.Use(s.Rules)
	result, err := codemod.Run(t.Context(), codemod.Options{Paths: []string{filepath.Join(dir, "src")}, Rules: s.Rules, Target: rules.Target("next"), Jobs: 1})
	if err != nil || len(result.Failures()) > 0 {
		t.Fatal(err, result.Failures())
	}
	// A second rule that is asked beside the first sees the same nodes.
	want := map[string]int{
		"all src/a.tsx false": 1, "files src/a.tsx true": 1,
		"all src/b.ts false": 1, "mentions src/b.ts true": 1,
		"all src/c.test.ts false": 1, "base src/c.test.ts true": 1,
	}
	if fmt.Sprint(heard) != fmt.Sprint(want) {
		t.Errorf("heard\n%v\nwant\n%v", heard, want)
	}
	// Nobody asks for all files: then only those are parsed that are about
	// something.
	for _, r := range s.Rules {
		if r.Everywhere != (len(r.Needles) == 0) {
			t.Errorf("%s: everywhere is %v, with %q", r.Name, r.Everywhere, r.Needles)
		}
	}
}

// TestLargeFiles checks that a visitor gets through the largest file that it is
// shown in the time that it has, and that one beyond that is named, and is no
// reason to give the rule up.
func TestLargeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for nearly all that a rule may have, which other instruments share")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "rules", "counting.js"), `export default { name: "counting", visit: { Program(node, ctx) { if (!node.body.length) throw 1; }, CallExpression(node, ctx) { if (ctx.text(node) === "last()") ctx.report({ node, message: "m" }); } } };`)
	line := "call(a.b);\n" // six nodes
	write(t, filepath.Join(dir, "app", "a.js"), strings.Repeat(line, (maxNodes-5)/6)+"last();\n")
	write(t, filepath.Join(dir, "app", "b.js"), strings.Repeat(line, maxNodes/6+1)+"last();\n")
	write(t, filepath.Join(dir, "app", "c.js"), "last();\n")
	s := loaded(t, filepath.Join(dir, "rules"))
	s.Use(s.Rules)
	result, err := codemod.Run(t.Context(), codemod.Options{Paths: []string{filepath.Join(dir, "app")}, Rules: s.Rules, Target: rules.Target("next"), Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	failures := result.Failures()
	if len(failures) != 1 || !strings.HasSuffix(failures[0].File, "b.js") || !strings.Contains(failures[0].Err.Error(), fmt.Sprintf("more than the %d ", maxNodes)) {
		t.Errorf("%v", failures)
	}
	if n := result.Count().Findings; n != 2 {
		t.Errorf("%d findings, want those of the files a and c", n)
	}
}
