package rules

import (
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

func TestIsBoolean(t *testing.T) {
	tests := []struct {
		path, src string
		want      bool
	}{
		{"a.js", "f(true)", true},
		{"a.js", "f(!a)", true},
		{"a.js", "f(!!a)", true},
		{"a.js", "f(a === b)", true},
		{"a.js", "f(a > 1)", true},
		{"a.js", "f('x' in a)", true},
		{"a.js", "f(a instanceof B)", true},
		{"a.js", "f(!a && !b)", true},
		{"a.js", "f(a ? true : !b)", true},
		{"a.js", "f(Boolean(a))", true},
		{"a.js", "const b = !a; f(b)", true},
		{"a.js", "const b = !a, c = b; f(c)", true},
		{"a.ts", "let b: boolean = g(); b = h(); f(b)", true},
		{"a.ts", "function g(b: boolean) { f(b) }", true},
		{"a.ts", "function g(b?: boolean | null) { f(b) }", true},
		{"a.ts", "function g(b = true) { f(b) }", true},
		{"a.ts", "function g({ b }: { b: boolean }) { f(b) }", true},
		{"a.ts", "function g({ c, b: d }: { c: string; b?: boolean }) { f(d) }", true},
		{"a.ts", "function g({ b }: {\n  c: string\n  b: boolean\n}) { f(b) }", true},
		{"a.ts", "f(a as boolean)", true},
		{"a.ts", "f(a as unknown as boolean)", true},

		{"a.js", "f(a)", false},
		{"a.js", "f(a.b)", false},
		{"a.js", "f(a())", false},
		{"a.js", "f(0)", false},
		{"a.js", "f(a && b)", false},
		{"a.js", "f(!a || b)", false},
		{"a.js", "f(a ? !b : c)", false},
		{"a.js", "f({})", false},
		{"a.js", "let b = !a; b = {}; f(b)", false},
		{"a.js", "function g(b = true) { f(b) }", false},
		{"a.js", "function Boolean() {} f(Boolean(a))", false},
		{"a.js", "const a = b, b = a; f(a)", false},
		{"a.ts", "function g(b: boolean | Options) { f(b) }", false},
		{"a.ts", "function g(b: undefined) { f(b) }", false},
		{"a.ts", "function g(...b: boolean[]) { f(b) }", false},
		{"a.ts", "function g({ b }: { c: boolean; b: Options }) { f(b) }", false},
		{"a.ts", "function g({ b }: { c: { b: boolean }; b: Options }) { f(b) }", false},
		{"a.ts", "function g({ b }: Props) { f(b) }", false},
		{"a.ts", "f(true as any)", false},
	}
	for _, tt := range tests {
		f := parsed(t, tt.path, tt.src)
		found := false
		js.Walk(f.Program, func(n js.Node) bool {
			call, ok := n.(*js.Call)
			if !ok {
				return true
			}
			if callee, ok := call.Callee.(*js.Ident); ok && callee.Name == "f" {
				found = true
				if got := isBoolean(f, call.Args[0]); got != tt.want {
					t.Errorf("%s: isBoolean = %v, want %v", tt.src, got, tt.want)
				}
			}
			return true
		})
		if !found {
			t.Errorf("%s: no call of f", tt.src)
		}
	}
}
