package js

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// identIn finds the identifier that «guillemets» mark in a source, and parses
// the source without them.
func identIn(t *testing.T, name, src string) (*File, *Ident) {
	t.Helper()
	before, rest, ok := strings.Cut(src, "«")
	marked, after, ok2 := strings.Cut(rest, "»")
	if !ok || !ok2 {
		t.Fatalf("nothing is marked in %q", src)
	}
	f := mustParse(t, name, before+marked+after)
	id := f.IdentAt(len(before))
	if id == nil {
		t.Fatalf("no identifier %q in the tree of %q", marked, src)
	}
	return f, id
}

func TestIsWrite(t *testing.T) {
	tests := map[string]bool{
		"«a» = 1":                     true,
		"«a» += 1":                    true,
		"«a» ??= 1":                   true,
		"«a»++":                       true,
		"--«a»":                       true,
		"[«a»] = b":                   true,
		"[...«a»] = b":                true,
		"[«a» = 1] = b":               true,
		"[[«a»]] = b":                 true,
		"({ «a» } = b)":               true,
		"({ b: «a» } = c)":            true,
		"({ b: «a» = 1 } = c)":        true,
		"({ b: { c: [«a»] } } = d)":   true,
		"({ ...«a» } = b)":            true,
		"for («a» of b);":             true,
		"for («a» in b);":             true,
		"for ([«a»] of b);":           true,
		"for ({ b: «a» } of c);":      true,
		"delete «a»":                  true,
		"(«a») = 1":                   true,
		"«a»":                         false,
		"b = «a»":                     false,
		"b += «a»":                    false,
		"«a».b = 1":                   false,
		"«a»[b] = 1":                  false,
		"b[«a»] = 1":                  false,
		"«a».b++":                     false,
		"delete «a».b":                false,
		"[b = «a»] = c":               false,
		"({ [«a»]: b } = c)":          false,
		"({ b = «a» } = c)":           false,
		"[«a».b] = c":                 false,
		"for (b of «a»);":             false,
		"for (const b of [«a»]);":     false,
		"f([«a»])":                    false,
		"f({ «a» })":                  false,
		"f({ b: «a» })":               false,
		"f(...«a»)":                   false,
		"-«a»":                        false,
		"typeof «a»":                  false,
		"x = { b: «a» }":              false,
		"x = [«a», ...c]":             false,
		"for (b = «a»; ; ) break;":    false,
		"(b, «a»)":                    false,
		"for (x of [{ b: «a» }]);":    false,
		"({ b: c = { d: «a» } } = e)": false,
		"({ b: c[{ d: «a» }] } = e)":  false,
		"x = { ...«a» }":              false,
		"const { b = «a» } = c":       false,
		"const [b = { d: «a» }] = c":  false,
		"for (const [b = «a»] of c);": false,
		"class A { b = «a» }":         false,
		"class A { [«a»] = 1 }":       false,
		"export default «a»":          false,
		"<B c={«a»} />":               false,
		"<B {...«a»} />":              false,
		"<B>{«a»}</B>":                false,
		"`${«a»}`":                    false,
		"import(«a»)":                 false,
		"async () => { await «a» }":   false,
		"switch («a») {}":             false,
		"function f(b = «a») {}":      false,
		"for (; «a»; ) break;":        false,
		"new «a»":                     false,
	}
	for src, want := range tests {
		if _, id := identIn(t, "a.jsx", src); IsWrite(id) != want {
			t.Errorf("%s: IsWrite is %v", src, !want)
		}
	}
}

func TestLookup(t *testing.T) {
	f, id := identIn(t, "a.tsx", `
import A, { type T } from "a";
const b = 1;
function c(d, { e }) {
  var f1;
  if (b) { let g; var h; «mark»; { const inner = 1 } }
  try {} catch (k) {}
}
enum E { X }
const i = function j() {};
`)
	s := f.ScopeOf(id)
	for _, name := range []string{"A", "b", "c", "d", "e", "f1", "g", "h", "E", "i"} {
		if s.Lookup(name) == nil {
			t.Errorf("%s is not seen", name)
		}
	}
	for _, name := range []string{"T", "inner", "j", "k", "X", "mark", ""} {
		if s.Lookup(name) != nil {
			t.Errorf("%s is seen", name)
		}
	}
	if f.Global("mark") == nil || f.Global("mark").Scope != nil {
		t.Error("mark is no global")
	}
	if f.Global("b") != nil || f.Global("nothing") != nil {
		t.Error("b or nothing is a global")
	}
	if !s.Within(f.Module) || !s.Within(s) || f.Module.Within(s) {
		t.Error("Within is wrong")
	}
	if s.Function.Node != Node(EnclosingFunction(id)) || f.Module.Function != f.Module {
		t.Error("the scope's function is not the enclosing one")
	}
	if s.Lookup("h").Scope != s.Function {
		t.Error("var h is not the function's")
	}
}

// ScopeOf a node that opens a scope is that scope, also for a function's body.
func TestScopeOf(t *testing.T) {
	f := mustParse(t, "a.js", "function f(a) { a }")
	fn := f.Program.Body[0].(*FunctionDecl).Fn
	if s := f.ScopeOf(fn); s.Node != Node(fn) || f.ScopeOf(fn.Body) != s || f.ScopeOf(fn.Params[0].Target) != s {
		t.Error("a function, its parameters and its body do not share one scope")
	}
	if f.ScopeOf(f.Program) != f.Module || f.ScopeOf(f.Program.Body[0]) != f.Module {
		t.Error("the program's scope is not the module's")
	}
}

func TestStatementOf(t *testing.T) {
	tests := []struct{ src, stmt, list string }{
		{"a; «b»; c", "b;", "Program"},
		{"x = { a: [f(«b»)] };", "x = { a: [f(b)] };", "Program"},
		{"function f() { return «b» }", "return b", "Block"},
		{"function f(a = «b») { }", "function f(a = b) { }", "Program"},
		{"const f = () => «b».c;", "const f = () => b.c;", "Program"},
		{"const f = () => { «b».c };", "b.c", "Block"},
		{"if (a) «b»; else c;", "b;", ""},
		{"if (a) c; else «b»;", "b;", ""},
		{"if («b») c;", "if (b) c;", "Program"},
		{"if (a) { «b» }", "b", "Block"},
		{"for (;;) «b»;", "b;", ""},
		{"for (a of c) «b»;", "b;", ""},
		{"for (const a of «b»);", "for (const a of b);", "Program"},
		{"for (let a = «b»;;);", "for (let a = b;;);", "Program"},
		{"while (a) «b»;", "b;", ""},
		{"do «b»; while (a);", "b;", ""},
		{"do a; while («b»);", "do a; while (b);", "Program"},
		{"a: «b»;", "b;", ""},
		{"switch (a) { case 1: «b»; }", "b;", "Case"},
		{"switch (a) { case «b»: c; }", "switch (a) { case b: c; }", "Program"},
		{"switch («b») { case 1: c; }", "switch (b) { case 1: c; }", "Program"},
		{"try { «b» } finally { }", "b", "Block"},
		{"try { } catch (e) { «b» }", "b", "Block"},
		{"class A { m() { «b» } }", "b", "Block"},
		{"class A { m = «b»; }", "class A { m = b; }", "Program"},
		{"class A { static { «b» } }", "b", "Block"},
		{"export default «b»;", "export default b;", "Program"},
		{"export const a = «b»;", "export const a = b;", "Program"},
		{"namespace N { «b»; }", "b;", "Namespace"},
	}
	for _, tt := range tests {
		f, id := identIn(t, "a.ts", tt.src)
		stmt, list := StatementOf(id)
		if stmt == nil {
			t.Errorf("%s: no statement", tt.src)
			continue
		}
		kind := ""
		if list != nil {
			kind = reflect.TypeOf(list).Elem().Name()
		}
		if got := f.Text(stmt.Range()); got != tt.stmt || kind != tt.list {
			t.Errorf("%s: statement %q in %q, want %q in %q", tt.src, got, kind, tt.stmt, tt.list)
		}
		if s, l := StatementOf(stmt); s != stmt || l != list {
			t.Errorf("%s: the statement of the statement is another", tt.src)
		}
	}
	f := mustParse(t, "a.js", "a")
	if s, l := StatementOf(f.Program); s != nil || l != nil {
		t.Error("the program is in a statement")
	}
}

func TestEnclosingFunction(t *testing.T) {
	tests := map[string]string{
		"«a»":                                      "",
		"function f() { «a» }":                     "function f() { a }",
		"function f(b = «a») { }":                  "function f(b = a) { }",
		"function f() { return () => «a» }":        "() => a",
		"function f() { if (b) { for (;;) «a» } }": "function f() { if (b) { for (;;) a } }",
		"class A { m() { «a» } }":                  "() { a }",
		"x = { m() { «a» } }":                      "() { a }",
		"x = { get m() { return «a» } }":           "() { return a }",
		"f(async (b) => { await «a» })":            "async (b) => { await a }",
		"class A { m = «a» }":                      "",
	}
	for src, want := range tests {
		f, id := identIn(t, "a.js", src)
		got := ""
		if fn := EnclosingFunction(id); fn != nil {
			got = f.Text(fn.Range())
		}
		if got != want {
			t.Errorf("%s: in %q, want %q", src, got, want)
		}
	}
}

func TestTokensNamed(t *testing.T) {
	f := mustParse(t, "a.tsx", "import type { user } from 'user'; // user\n"+
		"type user2 = user; const a: user = user as user, b = `user${user}`, c = x.user, d = { user: 'user' };\n"+
		"const e = <user user=\"user\">user {user}</user>;\n")
	if n := f.TokensNamed("user"); n != 12 {
		t.Errorf("user is counted %d times", n)
	}
	if n := f.TokensNamed("user", Range{0, strings.Index(f.Src, "\n")}); n != 11 {
		t.Errorf("user is counted %d times after the first line", n)
	}
	if n := f.BareTokensNamed("user"); n != 11 {
		t.Errorf("user is counted %d times without members", n)
	}
	if n := f.TokensNamed("user", Range{0, len(f.Src)}); n != 0 {
		t.Errorf("user is counted %d times outside the file", n)
	}
	if n := f.TokensNamed("use"); n != 0 {
		t.Errorf("use is counted %d times", n)
	}
}

func TestTokenAt(t *testing.T) {
	f := mustParse(t, "a.js", "  ab  = `c` ;")
	for offset, want := range []string{"ab", "ab", "ab", "ab", "=", "=", "=", "`c`", "`c`", "`c`", "`c`", ";", ";", ""} {
		if got := f.Tok(f.TokenAt(offset)); got != want {
			t.Errorf("at %d: %q, want %q", offset, got, want)
		}
	}
	if f.Tok(-1) != "" || f.Tok(len(f.Tokens)) != "" || f.Tokens[len(f.Tokens)-1].Kind != TokEOF {
		t.Error("beyond the ends")
	}
}

func TestCommentsIn(t *testing.T) {
	f := mustParse(t, "a.js", "/*a*/ b /*c*/; // d\ne /*f*/")
	for _, tt := range []struct {
		r    Range
		want string
	}{
		{Range{0, len(f.Src)}, "/*a*/ /*c*/ // d /*f*/"},
		{Range{0, 1}, "/*a*/"},
		{Range{1, 8}, ""},
		{Range{8, 9}, "/*c*/"},
		{Range{6, 16}, "/*c*/ // d"},
		{Range{20, 20}, ""},
	} {
		var got []string
		for _, c := range f.CommentsIn(tt.r) {
			got = append(got, f.Text(c.Range))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%v: %q, want %q", tt.r, got, tt.want)
		}
	}
}

func TestWalk(t *testing.T) {
	f := mustParse(t, "a.js", "a(function () { b }, c)")
	var seen []string
	Walk(f.Program, func(n Node) bool {
		seen = append(seen, fmt.Sprintf("%T", n)[len("*js."):])
		_, fn := n.(*Function)
		return !fn
	})
	if want := []string{"Program", "ExprStmt", "Call", "Ident", "Function", "Ident"}; !slices.Equal(seen, want) {
		t.Errorf("visited %v", seen)
	}
	Walk(nil, func(Node) bool { t.Error("visited nil"); return true })
}

func TestRange(t *testing.T) {
	r := Range{2, 5}
	if r.Len() != 3 || !r.Contains(2) || r.Contains(5) || r.Contains(1) {
		t.Error("Len or Contains")
	}
	if !r.Covers(r) || !r.Covers(Range{3, 3}) || r.Covers(Range{1, 4}) || r.Covers(Range{4, 6}) {
		t.Error("Covers")
	}
}
