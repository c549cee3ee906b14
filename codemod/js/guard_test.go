package js

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Texts made to exhaust the parser: one unit over and over, two megabytes of
// it. A stack overflow ends a Go process without a panic, so each of them is
// parsed by a process of its own.
var hostile = []struct{ name, file, prefix, unit, suffix string }{
	{name: "arrays", unit: "["},
	{name: "parentheses", unit: "("},
	{name: "blocks", unit: "{"},
	{name: "objects", prefix: "x=", unit: "{a:"},
	{name: "not", unit: "!"},
	{name: "minus", unit: "- "},
	{name: "minus tight", unit: "-"},
	{name: "plus", unit: "+ "},
	{name: "tilde", unit: "~"},
	{name: "elements", unit: "<a>"},
	{name: "fragments", unit: "<>"},
	{name: "elements in braces", unit: "<a>{"},
	{name: "elements in text", unit: "<a>it's \"text\""},
	{name: "element as attribute", unit: "<a b="},
	{name: "element in attribute", unit: "<a b={"},
	{name: "spread attributes", unit: "<a {..."},
	{name: "closed elements", unit: "<a>", suffix: strings.Repeat("</a>", 1000)},
	{name: "conditions", unit: "a?"},
	{name: "conditions after colon", unit: "a?b:"},
	{name: "arrows", unit: "a=>"},
	{name: "arrows in parentheses", unit: "(a)=>"},
	{name: "async arrows", unit: "async a=>"},
	{name: "arrow defaults", unit: "(a="},
	{name: "assignments", unit: "a="},
	{name: "assignment operators", unit: "a+="},
	{name: "new", unit: "new "},
	{name: "typeof", unit: "typeof "},
	{name: "void", unit: "void "},
	{name: "delete", unit: "delete "},
	{name: "await", unit: "await "},
	{name: "async", unit: "async "},
	{name: "yield", prefix: "function*f(){", unit: "yield "},
	{name: "members", unit: "a."},
	{name: "optional members", unit: "a?."},
	{name: "optional indexes", unit: "a?.["},
	{name: "calls", unit: "a("},
	{name: "calls of calls", unit: "a()(", suffix: ""},
	{name: "curried calls", prefix: "a", unit: "()"},
	{name: "curried indexes", prefix: "a", unit: "[0]"},
	{name: "tagged templates", prefix: "a", unit: "``"},
	{name: "indexes", unit: "a["},
	{name: "additions", unit: "a+"},
	{name: "added strings", unit: "'a'+"},
	{name: "powers", unit: "a**"},
	{name: "commas", unit: "a,"},
	{name: "logical", unit: "a&&"},
	{name: "nullish", unit: "a??"},
	{name: "if", unit: "if(a)"},
	{name: "else", unit: "if(a);else "},
	{name: "else over lines", unit: "if(a){}\nelse\n"},
	{name: "for", unit: "for(;;)"},
	{name: "while", unit: "while(a)"},
	{name: "do", unit: "do "},
	{name: "with", unit: "with(a)"},
	{name: "labels", unit: "a:"},
	{name: "different labels over lines", unit: "a:\n"},
	{name: "try", unit: "try{"},
	{name: "switch", unit: "switch(a){case "},
	{name: "substitutions", unit: "`${"},
	{name: "substitutions with text", unit: "`a${b+"},
	{name: "functions", unit: "function(){"},
	{name: "function declarations", unit: "function f(){"},
	{name: "default parameters", unit: "function f(a="},
	{name: "class fields", unit: "class{a="},
	{name: "class heritage", unit: "class a extends "},
	{name: "computed keys", prefix: "x=", unit: "{["},
	{name: "methods", prefix: "x=", unit: "{a(){"},
	{name: "patterns", prefix: "let ", unit: "[{a:"},
	{name: "array patterns", prefix: "let ", unit: "["},
	{name: "decorators", unit: "@a("},
	{name: "decorators bare", unit: "@a "},
	{name: "imports", unit: "import("},
	{name: "spread", prefix: "f(", unit: "...["},
	{name: "for heads", unit: "for(a of ["},
	{name: "regexes", unit: "/a/.b("},
	{name: "comments and brackets", unit: "/* a */["},
	{name: "line comments and brackets", unit: "(// b\n"},
	{name: "strings and brackets", unit: "'a',["},
	{name: "newlines and not", unit: "!\n"},
	{name: "newlines and conditions", unit: "a ?\n"},
	{name: "newlines and arrows", unit: "a =>\n"},
	{name: "mixture", unit: "[!(a?{b:"},
	{name: "elements and conditions", unit: "<a>{b?"},
	{name: "templates and elements", unit: "`${<a>{"},
	{name: "regex that is none", unit: "a/b["},
	{name: "quotes in text", unit: "<p>it's {"},
	{name: "unclosed strings", unit: "'\n["},
	{name: "nothing but quotes", unit: "'"},
	{name: "nothing but backquotes", unit: "`"},
	{name: "nothing but slashes", unit: "/"},
	{name: "nothing but backslashes", unit: "\\"},
	{name: "nothing but less", unit: "<"},
	{name: "nothing but at", unit: "@"},
	{name: "nothing but hash", unit: "#"},
	{name: "open comments", unit: "/*"},
	{name: "nul", unit: "\x00"},
	{name: "invalid bytes", unit: "\xff"},

	{name: "brackets behind a division", prefix: "x={}/", unit: "(", suffix: "/1"},
	{name: "brackets behind divisions", unit: "a={}/(function(){b/c;"},
	{name: "operators behind a division", prefix: "x={}/", unit: "!", suffix: "/1"},
	{name: "brackets behind an apostrophe", prefix: "<a>'</a>;", unit: "["},
	{name: "brackets behind a comparison", prefix: "x={}<T>", unit: "(", suffix: "</T>"},
	{name: "else after else", unit: "a:if(b);else "},
	{name: "if in if", unit: "if(a)if(b)c;else "},
	{name: "ts brackets behind a generic arrow", file: "a.tsx", prefix: "x=<T,>(a)=>", unit: "[", suffix: "</T>"},
	{name: "ts brackets behind a bounded arrow", file: "a.tsx", prefix: "x=<T extends a>(a)=>", unit: "[", suffix: "</T>"},
	{name: "ts type arguments in a list", file: "a.ts", prefix: "let x:", unit: "A<b,"},
	{name: "ts modifiers in type arguments", file: "a.ts", prefix: "let x:", unit: "A<readonly "},
	{name: "ts predicates", file: "a.ts", prefix: "let x:", unit: "(a)=>a is "},
	{name: "ts getters", file: "a.ts", prefix: "let x:", unit: "{get a():"},
	{name: "ts index signatures", file: "a.ts", prefix: "let x:", unit: "{[a:"},
	{name: "ts mapped types", file: "a.ts", prefix: "let x:", unit: "{[a in "},
	{name: "ts constructors", file: "a.ts", prefix: "let x:", unit: "new()=>"},
	{name: "ts abstract constructors", file: "a.ts", prefix: "let x:", unit: "abstract new()=>"},
	{name: "ts type parameters", file: "a.ts", prefix: "type x=", unit: "<a extends "},
	{name: "ts indexed types", file: "a.ts", prefix: "type x=", unit: "a["},
	{name: "ts casts", file: "a.ts", prefix: "x ", unit: "as x "},
	{name: "ts cast chains", file: "a.ts", unit: "x as "},
	{name: "ts satisfies", file: "a.ts", prefix: "x ", unit: "satisfies x "},
	{name: "ts angle casts", file: "a.ts", unit: "<a>"},
	{name: "ts non-null", file: "a.ts", prefix: "x", unit: "!"},
	{name: "ts generics", file: "a.ts", prefix: "let x:", unit: "A<"},
	{name: "ts generics in tsx", file: "a.tsx", prefix: "let x:", unit: "A<"},
	{name: "ts generic calls", file: "a.ts", unit: "a<b>("},
	{name: "ts type arguments", file: "a.ts", unit: "a<"},
	{name: "ts tuples", file: "a.ts", prefix: "let x:", unit: "["},
	{name: "ts type parentheses", file: "a.ts", prefix: "let x:", unit: "("},
	{name: "ts object types", file: "a.ts", prefix: "let x:", unit: "{a:"},
	{name: "ts array types", file: "a.ts", prefix: "let x:a", unit: "[]"},
	{name: "ts unions", file: "a.ts", prefix: "let x:", unit: "a|"},
	{name: "ts function types", file: "a.ts", prefix: "let x:", unit: "()=>"},
	{name: "ts arrow parameters", file: "a.ts", unit: "(a:"},
	{name: "ts arrow annotations", file: "a.ts", unit: "(a):"},
	{name: "ts conditional types", file: "a.ts", prefix: "type x=", unit: "a extends b?c:"},
	{name: "ts conditional types left", file: "a.ts", prefix: "type x=", unit: "a extends "},
	{name: "ts keyof", file: "a.ts", prefix: "type x=", unit: "keyof "},
	{name: "ts typeof import", file: "a.ts", prefix: "type x=", unit: "typeof import("},
	{name: "ts template types", file: "a.ts", prefix: "type x=", unit: "`${"},
	{name: "ts infer", file: "a.ts", prefix: "type x=", unit: "infer "},
	{name: "ts namespaces", file: "a.ts", unit: "namespace a{"},
	{name: "ts dotted namespaces", file: "a.ts", prefix: "namespace a", unit: ".a"},
	{name: "ts enums", file: "a.ts", unit: "enum a{b="},
	{name: "ts abstract classes", file: "a.ts", unit: "abstract class a{b="},
	{name: "ts ambiguous arrows", file: "a.ts", unit: "a?(b):c=>"},
	{name: "ts ambiguous conditions", file: "a.ts", unit: "a?(b):"},
	{name: "ts nested ambiguous", file: "a.ts", unit: "a?(b=>"},
	{name: "tsx elements", file: "a.tsx", unit: "<a>"},
	{name: "tsx generic elements", file: "a.tsx", unit: "<a<b>>"},
	{name: "tsx generic arrows", file: "a.tsx", unit: "<a,>(b)=>"},
}

const guardCase = "CLERKCTL_GUARD_CASE"

func TestGuard(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for each text")
	}
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Args[0], "-test.run=^TestGuardChild$", "-test.v")
			cmd.Env = append(os.Environ(), guardCase+"="+h.name)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%.2000s", err, out)
			}
			line, _, _ := strings.Cut(string(out[max(0, strings.Index(string(out), "guard:")):]), "\n")
			t.Log(line)
		})
	}
}

// TestGuardChild is the child process of TestGuard.
func TestGuardChild(t *testing.T) {
	name := os.Getenv(guardCase)
	if name == "" {
		t.Skip("run by TestGuard")
	}
	for _, h := range hostile {
		if h.name != name {
			continue
		}
		if h.file == "" {
			h.file = "a.jsx"
		}
		src := h.prefix + strings.Repeat(h.unit, (2<<20)/len(h.unit)) + h.suffix
		debug.SetMaxStack(250 << 20) // a quarter of what Go allows
		start := time.Now()
		_, err := Parse(h.file, src)
		took := time.Since(start)
		var perr *ParseError
		if err != nil && !errors.As(err, &perr) {
			t.Errorf("error is a %T", err)
		}
		// What this guards against takes minutes; the bound only has to tell
		// that from a machine that is busy.
		if took > time.Minute {
			t.Errorf("took %v", took)
		}
		if perr != nil {
			fmt.Printf("guard: %s: %s %v\n", perr.Reason, perr.Text, took.Round(time.Millisecond))
		} else {
			fmt.Printf("guard: read %v\n", took.Round(time.Millisecond))
		}
		return
	}
	t.Fatalf("no case %q", name)
}

// Long files that people and their tools do write are not too deep.
func TestGuardReadsLongFiles(t *testing.T) {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "%d", strconv.Itoa(i)))
		}
		return b.String()
	}
	tests := []struct{ name, file, src string }{
		{"array of numbers", "a.js", "export default [" + repeat(270_000, "%d,") + "]"},
		{"array of objects", "a.js", "export const rows = [\n" + repeat(25_000, "  { id: %d, name: 'row %d', tags: ['a', \"b\"], at: -1.5e3 },\n") + "]\n"},
		{"object of objects", "a.ts", "export const icons: Record<string, Icon> = {\n" + repeat(20_000, "  icon%d: { width: 24, height: 24, path: 'M0 0h24v24H0z' },\n") + "}\n"},
		{"object without a comma at the end of functions", "a.js", "module.exports = {\n" + repeat(10_000, "  f%d(a) { return a ? [a] : !a },\n") + "}\n"},
		{"chain of additions", "a.js", "x = 'a'" + repeat(5_000, " +\n  b%d")},
		{"chain of strings", "a.js", "x = 'a'" + repeat(5_000, " +\n  'b%d'") + "\ny = 1"},
		{"statements without semicolons", "a.js", repeat(3_000, "const a%d = b ? c : !d\na%d.e = [f(g)]\nif (a%d) h()\n")},
		{"calls without semicolons", "a.js", repeat(20_000, "f(%d)\n")},
		{"awaits without semicolons", "a.js", "async function f() {\n" + repeat(20_000, "  await page.click('#a%d')\n") + "}\n"},
		{"else if without end", "a.js", "if (a) {}" + repeat(2_000, " else if (a === %d) { b() }") + "\n"},
		{"else if with semicolons", "a.js", "if (a) b()\n" + repeat(2_000, "else if (a === %d) b();\n")},
		{"loops without semicolons", "a.js", repeat(6_000, "for (const a of b) c(a)\nwhile (a%d) d()\nif (a) e()\nelse f()\n")},
		{"cases", "a.js", "switch (a) {\n" + repeat(8_000, "  case %d:\n    return 'a%d'\n") + "}\n"},
		{"cases that fall through", "a.js", "switch (a) {\n" + repeat(30_000, "  case 'a%d':\n") + "    b()\n}\n"},
		{"tests", "a.test.ts", "describe('a', () => {\n" + repeat(9_000, "  it('does %d', async () => {\n    expect(await a(b!)).toEqual([{ c: d as string }])\n  })\n\n") + "})\n"},
		{"functions", "a.js", repeat(12_000, "function f%d(a = {}) { return a?.b ?? -1 }\n")},
		{"async functions", "a.js", repeat(12_000, "export async function f%d() {}\n")},
		{"class members", "a.ts", "class A {\n" + repeat(12_000, "  private readonly a%d?: Map<string, B[]>\n  get b%d(): string { return '' }\n") + "}\n"},
		{"types", "a.ts", repeat(8_000, "export type A%d = Readonly<Record<keyof B, C | D>>\ninterface B%d { a: string\n b?: (c: D) => void }\n")},
		{"union", "a.ts", "type A =\n" + repeat(4_000, "  | 'name%d'\n")},
		{"casts", "a.ts", repeat(12_000, "const a%d = b as unknown as C<D>\n")},
		{"comparisons in a list", "a.ts", "x = [" + repeat(3_000, "a < %d, ") + "]"},
		{"elements", "a.jsx", "export default () => <ul>\n" + repeat(12_000, "  <li><b>{a%d}</b></li>\n") + "</ul>\n"},
		{"icons", "a.tsx", "export default () => <svg>" + repeat(12_000, "<path d=\"M%d 0\" fill='none' {...a}/>") + "</svg>\n"},
		{"spread attributes", "a.jsx", "x = <a " + repeat(11_000, "{...{ b: %d }} ") + "/>\n"},
		{"children in braces", "a.jsx", "x = <a>" + repeat(11_000, "{b ? c : d}") + "</a>\n"},
		{"text with brackets", "a.jsx", "export default () => <div>\n" + repeat(6_000, "<p>It's a list: (1) a; 2) b [c] :-( really? yes! {d}</p>\n") + "</div>\n"},
		{"regular expressions", "a.js", "x = [" + repeat(3_000, "/[({\\(](?:a|b)+?/, ") + "]"},
		{"minified", "a.js", "!function(){" + repeat(12_000, "var a%d=b&&c?d:(e,f),g=[];if(!a%d)throw a;") + "}();"},
		{"comma expressions", "a.js", "a(" + repeat(30_000, "b%d=c?d:e,") + "f)"},
		{"curried calls", "a.js", "yargs" + repeat(1_500, "\n  .option('a%d', { b: true })")},
		{"promises", "a.js", "a" + repeat(1_500, "\n  .then((b) => { return b ? c : d })")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Parse(tt.file, tt.src); err != nil {
				t.Errorf("%d bytes: %v", len(tt.src), err)
			}
		})
	}
}
