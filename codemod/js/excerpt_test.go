package js

import (
	"strings"
	"testing"
)

const excerptSource = `import { useUser, useSession } from "@clerk/nextjs";
import { other } from "./other";
"use client";
type Props = { user: string };
const limit = 3;
function helper(a: number) { if (a > limit) { return other(a); } return <p title="x">{a}</p>; }
export const Page = ({ user }: Props) => {
  const me = useUser();
  const session = useSession();
  let count = 0;
  for (const x of [1, 2]) { count = count + x; helper(x); }
  switch (count) { case 1: helper(1); break; default: other(2); }
  const later = async () => { const t = await other(me); return t; };
  return <main a="1" b="2">{later}{count}{user}</main>;
};
class Thing { run() { const inner = 1; return inner + limit } }
export default Page;
`

// change is the change that puts text in place of the first old.
func change(t *testing.T, src, old, text string) Change {
	t.Helper()
	i := strings.Index(src, old)
	if i < 0 {
		t.Fatalf("%q is not in the source", old)
	}
	return Change{Range{i, i + len(old)}, text}
}

func applied(src string, changes []Change) string {
	var b strings.Builder
	at := 0
	for _, c := range changes {
		b.WriteString(src[at:c.Start])
		b.WriteString(c.New)
		at = c.End
	}
	b.WriteString(src[at:])
	return b.String()
}

func TestRecheckChanges(t *testing.T) {
	tests := []struct {
		what, old, text string
		want            string // part of the error; "" for none
		whole           bool   // no excerpt will do
	}{
		{what: "a pattern", old: "const me = useUser();", text: "const { isLoaded, user: me } = useUser();"},
		{what: "a statement more", old: "const me = useUser();", text: "const me = useUser();\n  const { token } = useSession();"},
		{what: "an import", old: "useUser,", text: "useUser, useAuth,"},
		{what: "an attribute", old: `a="1"`, text: `c="1"`},
		{what: "an attribute given twice", old: `a="1"`, text: `b="1"`, want: `"b" attribute`},
		{what: "a name that the function has", old: "const me", text: "const session = 1, me", want: "already been declared"},
		{what: "a name that the function has below", old: "const me", text: "const later = 1, me", want: "already been declared"},
		{what: "a parameter's name", old: "const me", text: "const user = 1, me", want: "already been declared"},
		{what: "an import's name", old: "const limit", text: "const other = 1, limit", want: "already been declared"},
		{what: "a class's name", old: "const limit", text: "const Thing = 1, limit", want: "already been declared"},
		{what: "an import that is a function", old: "useUser,", text: "useUser, helper,", want: "already been declared"},
		{what: "a variable made constant", old: "let count", text: "const count", want: "constant"},
		{what: "a constant assigned", old: "helper(x);", text: "limit = x;", want: "constant"},
		{what: "a declaration taken away", old: "let count = 0;", text: "count2();"},
		{what: "half a statement", old: "useUser()", text: "useUser(", want: "Unexpected", whole: true},
		{what: "brackets that two changes close", old: "useUser()", text: "useUser({ a: 1 })"},
		{what: "an attribute less", old: ` a="1"`, text: ""},
		{what: "an attribute of a variable", old: `a="1"`, text: "a={limit}"},
		{what: "an attribute that is given a variable", old: `a="1"`, text: "a={limit = 1}", want: "constant"},
		{what: "an operand that follows", old: "let count = 0;", text: "let count = 0 1", want: "Expected"},
		{what: "a function that waits no more", old: "async () =>", text: "() =>", want: "await", whole: true},
		{what: "a function that ends early", old: "let count = 0;", text: "}; { let count = 0;", want: "return", whole: true},
		{what: "a comment that hides what follows", old: "let count = 0;", text: "let count = 0; /*", want: "*/", whole: true},
		{what: "a second default export", old: "const limit = 3;", text: "export default 3; const limit = 3;", want: "default", whole: true},
	}
	f, err := Parse("a.tsx", excerptSource)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			changes := []Change{change(t, excerptSource, tt.old, tt.text)}
			text, ok := excerpt(f, changes)
			if ok == tt.whole {
				t.Errorf("the excerpt (%v):\n%s", ok, text)
			}
			switch err := RecheckChanges(f, changes, applied(excerptSource, changes)); {
			case tt.want == "" && err != nil:
				t.Errorf("error: %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error: %v, want one about %s", err, tt.want)
			}
		})
	}
}

// What an excerpt must not overlook: each change makes something wrong of what
// stands far from it. A text that begins with a bar is where the new one goes.
func TestExcerptsOverlookNothing(t *testing.T) {
	for _, tt := range []struct{ src, old, text string }{
		{"async function g() {\n  x;\n  await y;\n}\n", "|function", "\n"},
		{"for (;;) { x; break; }\n", "|{", "; "},
		{"const f = () => { x; return 2; }\n", "|{", "1; "},
		{"l: for (;;) { x; continue l; }\n", "|for", "1; "},
		{"q /w; function g() {\n return 1;\n}\n", "|/w", "/"},
		{"class A { async m() { x; await y; } }\n", "|m()", ";"},
		{"f // c\n (b); function g() {\nreturn 1 }\n", "\n (", " ("},
		{"let x = 1;\ng(1);\nx = 2;\n", "let", "const"},
		{"import x from 'x';\nconst y = 1;\ng(1);\nif (y == 1) g(2);\n", "y == 1", "y = 1"},
		{"import x from 'x';\ng(1);\nif (x == 1) g(2);\nconst z = 1;g(z == 1);\n", "(z == ", "(z = "},
		{"const y = 1;\ng(1);\na.y = 1;\n", "a.", ""},
		{"const y = 1;\ng(1);\nvoid [y] + [2];\n", "+ [", "; [y] = ["},
		{"class A { async m() { x; await y; } }\n", "async m", "async; m"},
		{"function f() { x; return 1; z }\n", "x", "\"{\"; }"},
		{"export { a as \"user\" }; const a = 1;\nexport { b }; const b = 1; g(1);\n", "{ b }", "{ b, b as \"user\" }"},
		{"function f(){ return /\"/; g('\"'); // \"\n }\n", "return ", "return y "},
		{"export { a as user }; const a = 1;\nexport const b = 1; g(1);\n", "const b", "const user"},
		{"g(1); return_(/\"/); h('\"'); // \"\n", "|/", "y "},
		{"{ a }\n/re/.test(b)\n", "|{", "x = "},
		{"{ a }\n<p/>\n", "|{", "x = "},
		{"const y = 1;\ng(1);\nvoid (\\u0079 == 1);\n", "==", "="},
		{"const y = 1;\ng(1);\nfunction f() { foo [y] = z; }\n", "foo", "return"},
		{"export { b }; const b = 1; g(1);\nexport const user = 1;", "{ b }", "{ b, b as \"user\" }"},
		{"const xbc = 1; g(1); let \\u0062c = 1;", "|\\u0062", "x"},
		{"g(1);\nfunction f() { a + b\n }\n", "|}", "[d] = e;"},
		{"function f() { const NaN = 1; g(x == NaN); }", "const NaN = 1;", "g(2);"},
		{"const t = <a>{() => { t = 1 }}</a>; let u2 = 1;", "let u2", "let t"},
		{"let t = 1; const s = <a b c>{() => { t = 1 }}</a>;", "let t", "const t"},
		{"const f = () => <a>{x}<b>{\"}</a>\"}</b></a>;", "|{x}", "\"{\""},
	} {
		for _, path := range []string{"a.js", "a.tsx"} {
			src := "import u from \"u\";\n" + tt.src
			f, err := Parse(path, src)
			if err != nil {
				t.Fatalf("%q: %v", src, err)
			}
			at, isPlace := strings.CutPrefix(tt.old, "|")
			c := change(t, src, at, tt.text)
			if isPlace {
				c.End = c.Start
			}
			after := applied(src, []Change{c})
			if compare(ownDiagnostics, path, src, after, dialectOf(path)) == nil {
				t.Errorf("%s: nothing is wrong with %q", path, after)
			}
			if RecheckChanges(f, []Change{c}, after) == nil {
				t.Errorf("%s: what is wrong with %q is overlooked", path, after)
			}
		}
	}
}

// FuzzRecheckChanges changes texts anywhere and asserts that what an excerpt
// passes the whole passes too.
func FuzzRecheckChanges(f *testing.F) {
	snippets := []string{"", ";", "user", "x = 1", "const user = 1;", " await ", "return", "{", "}", "(", ")", "async ", "limit", "\n",
		"session?.id", "break", "<p a />", "const ", ".user", ", b", "++", "/", " 1; ", "\"{\"; }", "{ \"}\"", "import q from 'q';", "let count", "var x;", "// ", "'", "yield", "=", "useUser().user", "default", "({ a: ", " })", "[u] = 1;", "return ", "u"}
	f.Add("import u from 'u'\nconst a = () => <p q r={u}><b c={() => { a = 1 }}>{u}</b>{u ? <i/> : <s>{u}</s>}</p>\n{ u }\n<u/>\n", []byte{14, 1, 7, 2, 0, 31, 9, 0, 2})
	f.Add("import type { T } from 'u'\nimport * as n from 'n'\ninterface T { a: n }\nexport { T }\nu\n[u] = n\nu + n\n", []byte{1, 1, 0, 20, 0, 3, 9, 0, 2})
	for i := range 12 {
		f.Add(excerptSource, []byte{byte(i * 20), byte(i), byte(i), byte(i * 7), 3, byte(i + 9)})
	}
	f.Add("export function* a() { yield 1\n(2) }\nlet b = 1\n[b] = c\n", []byte{20, 3, 4})
	f.Add("import u from 'u'\nexport { a as \"b\" }; const a = 1\nl: for (;;) { u; continue l }\nclass A { #a = 1; static { u } async m() { u; await this.#a } }\n", []byte{20, 1, 4, 9, 0, 25, 3, 0, 27})
	f.Add("import u from 'u'\nlet x = 1 // {\n(u); x = 2\nfunction f() { 'use strict'; u; return /\"/ } // \"\nf(x /u/ 2)\n", []byte{7, 0, 0, 9, 0, 25, 3, 0, 27})
	f.Add("module.exports = 1; with (a) b", []byte{20, 3, 4})
	f.Fuzz(func(t *testing.T, src string, plan []byte) {
		if len(src) > 4000 {
			return
		}
		file, err := Parse("a.tsx", src)
		if err != nil {
			return
		}
		// Changes begin and end where tokens do, as those of fixes do.
		var changes []Change
		at := 0
		for i := 0; i+2 < len(plan) && i < 12; i += 3 {
			first := at + int(plan[i])
			last := first + int(plan[i+1])%5
			if last >= len(file.Tokens) {
				break
			}
			changes = append(changes, Change{Range{file.Tokens[first].Start, file.Tokens[last].Start}, snippets[int(plan[i+2])%len(snippets)]})
			at = last + 1
		}
		text, ok := excerpt(file, changes)
		d := dialectOf("a.tsx")
		if !ok || len(ownDiagnostics("a.tsx", text, d)) > 0 {
			return
		}
		after := applied(src, changes)
		if err := compare(ownDiagnostics, "a.tsx", src, after, d); err != nil {
			t.Errorf("%q\nbecame %q\nof which an excerpt passes, %q\nbut: %v", src, after, text, err)
		}
	})
}
