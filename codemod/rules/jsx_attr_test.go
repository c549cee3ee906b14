package rules

import (
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// parsed is a file for tests of edits.
func parsed(t *testing.T, path, src string) *js.File {
	t.Helper()
	f, err := js.Parse(path, src)
	if err != nil {
		t.Fatalf("parse %q: %v", src, err)
	}
	return f
}

// edited is the text after an edit; the result must parse.
func edited(t *testing.T, f *js.File, e codemod.Edit) string {
	t.Helper()
	text := f.Src[:e.Start] + e.New + f.Src[e.End:]
	if _, err := js.Parse(f.Path, text); err != nil {
		t.Errorf("the edited text does not parse: %v\n%s", err, text)
	}
	return text
}

func TestRemoveAttr(t *testing.T) {
	// Each text has one attribute x, which goes.
	tests := []struct{ name, before, after string }{
		{"alone", "<A x />", "<A />"},
		{"alone, tight", "<A x/>", "<A />"},
		{"alone, wide", "<A   x  />", "<A />"},
		{"alone, paired", "<A x></A>", "<A></A>"},
		{"alone, paired, wide", "<A x ></A>", "<A></A>"},
		{"alone, over lines", "<A\n  x\n/>", "<A />"},
		{"alone, over lines with CRLF", "<A\r\n  x\r\n/>", "<A />"},
		{"alone, tabs", "<A\n\tx={\n\t\ttrue\n\t}\n/>", "<A />"},
		{"alone, slash apart", "<A y x / >", "<A y / >"},
		{"member tag", "<C.A x/>", "<C.A />"},
		{"first", "<A x y />", "<A y />"},
		{"last", "<A y x />", "<A y />"},
		{"last, tight", "<A y x/>", "<A y/>"},
		{"last, paired", "<A y x></A>", "<A y></A>"},
		{"middle", "<A y x={1} z />", "<A y z />"},
		{"beside a spread", "<A {...p} x />", "<A {...p} />"},
		{"before a spread, tight", "<A x{...p} />", "<A{...p} />"},
		{"without space on either side", `<A y="1"x="2"z="3" />`, `<A y="1"z="3" />`},
		{"never joins words", `<A x="2"z="3" />`, `<A z="3" />`},
		{"own line", "<A\n  y\n  x\n  z\n/>", "<A\n  y\n  z\n/>"},
		{"value with a slash", `<A x="/" />`, "<A />"},
		{"value with an arrow", "<A x={() => 1 > 0} />", "<A />"},
		{"block comment before", "<A /* c */ x />", "<A /* c */ />"},
		{"block comment behind", "<A x /* c */ />", "<A /* c */ />"},
		{"line comment before, end on the next line", "<A\n  // c\n  x\n/>", "<A\n  // c\n/>"},
		{"line comment before, end on the same line", "<A\n  // c\n  x />", "<A\n  // c\n  />"},
		{"line comment before, attribute on the same line", "<A // c\n  x y />", "<A // c\n  y />"},
		{"line comment before, CRLF", "<A // c\r\n  x y />", "<A // c\r\n  y />"},
		{"line comment behind", "<A\n  x // c\n/>", "<A // c\n/>"},
		{"line comment behind, then more", "<A\n  x // c\n  y\n/>", "<A // c\n  y\n/>"},
		{"comment within the value", "<A x={/* c */ 1} />", "<A />"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := parsed(t, "a.jsx", "const e = "+tt.before+";\n")
			done := false
			js.Walk(f.Program, func(n js.Node) bool {
				elem, ok := n.(*js.JSXElement)
				if !ok {
					return true
				}
				for _, attr := range elem.Attrs {
					if attr.Name == "x" {
						done = true
						if got, want := edited(t, f, removeAttr(f, elem, attr)), "const e = "+tt.after+";\n"; got != want {
							t.Errorf("got  %q\nwant %q", got, want)
						}
					}
				}
				return true
			})
			if !done {
				t.Fatal("no attribute x in the tree")
			}
		})
	}
}
