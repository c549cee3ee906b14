package js

import (
	"strings"
	"testing"
)

func TestRecheck(t *testing.T) {
	tests := []struct {
		what, name, before, after string
		onlyOwn                   bool   // esbuild lets it pass: the import may be of a type
		want                      string // part of the error; "" for none
	}{
		{what: "a syntax error", name: "a.js", before: "a()", after: "a(", want: "end of file"},
		{what: "a syntax error in types", name: "a.ts", before: "let a: b", after: "let a:", want: "end of file"},
		{what: "a name declared twice", name: "a.jsx", before: "const user = a; const b = 1", after: "const user = a; const user = 1", want: `"user" has already been declared`},
		{what: "a name imported twice", onlyOwn: true, name: "a.ts", before: "import { a } from 'b'", after: "import { a } from 'b'; import { a } from 'c'", want: `"a" has already been declared`},
		{what: "an import declared again", onlyOwn: true, name: "a.ts", before: "import { a } from 'b'", after: "import { a } from 'b'; const a = 1", want: `"a" has already been declared`},
		{what: "a namespace imported again", onlyOwn: true, name: "a.tsx", before: "import * as a from 'b'", after: "import * as a from 'b'; import a from 'c'", want: `"a" has already been declared`},
		{what: "an import in JavaScript", name: "a.js", before: "import { a } from 'b'", after: "import { a } from 'b'; import { a } from 'c'", want: `"a" has already been declared`},
		{what: "a parameter declared again", name: "a.js", before: "function f(a) { let b }", after: "function f(a) { let a }", want: `"a" has already been declared`},
		{what: "an attribute given twice", name: "a.jsx", before: "x = <A b='1' c='2' />", after: "x = <A b='1' b='2' />", want: `"b" attribute`},
		{what: "a key given twice", name: "a.js", before: "x = { a: 1, b: 2 }", after: "x = { a: 1, a: 2 }", want: `Duplicate key "a"`},
		{what: "an assignment to a constant", name: "a.js", before: "let a = 1; a = 2", after: "const a = 1; a = 2", want: "constant"},
		{what: "an assignment to an import", name: "a.js", before: "import { b } from 'c'; let a; a = 2", after: "import { a } from 'c'; a = 2", want: "import"},
		{what: "a constant without a value", name: "a.js", before: "let a", after: "const a", want: "must be initialized"},
		{what: "await where it cannot be", name: "a.js", before: "function f() { a }", after: "function f() { await a }", want: "await"},
		{what: "a return outside a function", name: "a.mjs", before: "export {}; a", after: "export {}; return", want: "return"},
		{what: "a second default export", name: "a.js", before: "export default a", after: "export default a; export default b", want: "default"},
		{what: "an element that is not closed", name: "a.jsx", before: "x = <a></a>", after: "x = <a>", want: "closing"},
		{what: "a template that is not closed", name: "a.js", before: "x = `a`", after: "x = `a", want: "Unterminated"},
		{what: "an error beside decorators of parameters", name: "a.ts", before: "class A { constructor(@B() c) { let d } }", after: "class A { constructor(@B() c) { let c } }", want: "already been declared"},
		{what: "a second of what was there once", name: "a.js", before: "x = { a: 1, a: 2, b: 3 }", after: "x = { a: 1, a: 2, a: 3 }", want: `Duplicate key "a"`},

		{what: "nothing changed", name: "a.tsx", before: "x = <A<B> c />", after: "x = <A<B> c />"},
		{what: "a duplicate that was there", name: "a.jsx", before: "x = <A b b />; y = user", after: "\n\n\nx = <A b b />; y = user?.id"},
		{what: "a duplicate key that was there", name: "a.ts", before: "x = { a: 1, a: 2 }; y = user", after: "y = user?.id;\n\nx = { a: 1, a: 2 }"},
		{what: "a constant that was assigned", name: "a.js", before: "const a = 1; a = 2; b()", after: "const a = 1;\n a = 2; c()"},
		{what: "a duplicate that is gone", name: "a.jsx", before: "x = <A b b />", after: "x = <A b />"},
		{what: "decorators of parameters", name: "a.ts", before: "class A { constructor(@B() c: D) { a } }", after: "class A { constructor(@B() c: D) { b } }"},
		{what: "a comparison with itself that was there", name: "a.js", before: "if (a === NaN) b()", after: "if (a === NaN) c()"},
		{what: "an import that was declared again", name: "a.ts", before: "import { a } from 'b'; class a {}; c()", after: "import { a } from 'b'; class a {}; d()"},
		{what: "an import shadowed", name: "a.ts", before: "import { a } from 'b'; a()", after: "import { a } from 'b'; { const a = 1 }"},
		{what: "shadowing", name: "a.js", before: "const a = 1; { b }", after: "const a = 1; { const a = 2 }"},
		{what: "a var declared twice", name: "a.js", before: "var a = 1", after: "var a = 1; var a = 2"},
		{what: "an unused import", name: "a.ts", before: "import { a } from 'b'; a()", after: "import { a, c } from 'b'; a()"},
		{what: "sloppy code", name: "a.js", before: "with (a) b", after: "with (a) c"},
		{what: "code switched off", name: "a.jsx", before: "x = false && <A b='1' />", after: "x = false && <A c='1' />"},
		{what: "a duplicate in code switched off", name: "a.jsx", before: "x = false && <A b='1' c='2' />", after: "x = false && <A b='1' b='2' />", want: `"b" attribute`},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			if _, err := Parse(tt.name, tt.before); err != nil {
				t.Fatalf("before: %v", err)
			}
			for which, err := range map[string]error{"own": Recheck(tt.name, tt.before, tt.after), "release": RecheckRelease(tt.name, tt.before, tt.after)} {
				if which == "release" && tt.onlyOwn {
					continue
				}
				switch {
				case tt.want == "" && err != nil:
					t.Errorf("%s: %v", which, err)
				case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
					t.Errorf("%s: error is %v, want %q", which, err, tt.want)
				}
			}
		})
	}
}

func TestRecheckGuards(t *testing.T) {
	deep := strings.Repeat("[", 200_000)
	if err := Recheck("a.js", "a", deep); err == nil || !strings.Contains(err.Error(), "nested deeper") {
		t.Errorf("error is %v", err)
	}
}

// What only esbuild's present release can read is refused with words that say
// so; what nobody can read is not.
func TestSecondOpinion(t *testing.T) {
	const newer = "import defer * as a from 'b'\na.c()\n"
	_, err := Parse("a.js", newer)
	if err == nil {
		t.Skip("the parser has learnt import defer")
	}
	if !strings.Contains(err.Error(), "present release reads this file") {
		t.Errorf("error is %v", err)
	}
	if _, err = Parse("a.js", "import from from from"); err == nil || strings.Contains(err.Error(), "present release") {
		t.Errorf("error is %v", err)
	}
}
