package js

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseErrors(t *testing.T) {
	tests := []struct {
		name, src    string
		line, column int
		text         string
	}{
		{"a.js", "let a = 1\nlet a = 2\n", 2, 5, `The symbol "a" has already been declared`},
		{"a.js", "const a\n", 1, 7, `The constant "a" must be initialized`},
		{"a.js", "f(\n", 2, 1, "Unexpected end of file"},
		{"a.js", "let a: string\n", 1, 6, `Expected ";" but found ":"`},
		{"a.ts", "const a = <b>c</b>\n", 1, 19, "Unterminated regular expression"},
		{"a.ts", "let a = <T,>b\n", 1, 11, `Expected ">" but found ","`},
		{"a.js", "'unclosed\n", 1, 10, "Unterminated string literal"},
		{"a.js", "`unclosed\n", 2, 1, "Unterminated string literal"},
		{"a.js", "/* unclosed", 1, 12, "to terminate multi-line comment"},
		{"a.jsx", "<a></b>\n", 1, 6, `Unexpected closing "b" tag does not match opening "a" tag`},
		{"a.jsx", "<a>\n", 2, 1, "closing"},
		{"a.js", "x = `${`${\n", 2, 1, "Unexpected end of file"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.name, tt.src)
		var p *ParseError
		if !errors.As(err, &p) {
			t.Errorf("%q: error is %v", tt.src, err)
			continue
		}
		if p.Reason != Syntax {
			t.Errorf("%q: reason is %s", tt.src, p.Reason)
		}
		if tt.line > 0 && (p.Line != tt.line || p.Column != tt.column) {
			t.Errorf("%q: at %d:%d, want %d:%d (%s)", tt.src, p.Line, p.Column, tt.line, tt.column, p.Text)
		}
		if !strings.Contains(p.Text, tt.text) {
			t.Errorf("%q: text is %q, want %q", tt.src, p.Text, tt.text)
		}
	}
}

// Each complaint of the parser may cost it a walk over the text; a file that
// earns thousands of them must not take minutes.
func TestParseManyComplaints(t *testing.T) {
	tests := []struct{ name, prefix, unit, suffix string }{
		{"redeclarations", "", "let somewhat_long_name = 'and some more text';\n", ""},
		{"functions", "{", "function somewhat_long_name() { return }\nlet somewhat_long_name;", "}"},
		{"constants", "const a = 1;", "a = 'and some more text that makes it long';\n", ""},
		{"duplicate keys", "x = {", "somewhat_long_name: 'and some more text',\n", "}"},
		{"duplicate cases", "switch (a) {", "case 'somewhat long and some more text': a();\n", "}"},
		{"duplicate attributes", "x = <a ", "somewhat_long_name='and some more text'\n", "/>"},
		{"comparisons", "", "if (typeof a === 'nothing known to it') b();\n", ""},
		{"duplicate members", "class A {", "somewhat_long_name() { return }\n", "}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := tt.prefix + strings.Repeat(tt.unit, 40_000) + tt.suffix
			start := time.Now()
			_, err := Parse("a.jsx", src)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("%d bytes took %v", len(src), took)
			} else {
				t.Logf("%v: %v", took, err)
			}
		})
	}
}

func TestIsDeclaration(t *testing.T) {
	for name, want := range map[string]bool{
		"a.d.ts": true, "src/a.d.mts": true, "a.d.cts": true, "A.D.TS": true, `src\a.d.ts`: true, "a.css.d.ts": true, "a.d.css.ts": true,
		"a.ts": false, "d.ts": false, "a.d.tsx": false, "a.d.js": false, "a.d.dir/b.ts": false, "a.d/b.ts": false, "a.end.ts": false,
	} {
		if got := IsDeclaration(name); got != want {
			t.Errorf("IsDeclaration(%q) = %v", name, got)
		}
	}
}
