package rules

import (
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

func TestRemoveProperty(t *testing.T) {
	// Each text has one property x, which goes.
	tests := []struct{ name, before, after string }{
		{"alone", "{ x: 1 }", "{}"},
		{"alone, tight", "{x: 1}", "{}"},
		{"alone, trailing comma", "{ x: 1, }", "{}"},
		{"alone, over lines", "{\n  x: 1,\n}", "{}"},
		{"alone, shorthand", "{ x }", "{}"},
		{"alone, quoted", `{ "x": 1 }`, "{}"},
		{"first", "{ x: 1, y: 2 }", "{ y: 2 }"},
		{"first, tight", "{x:1,y:2}", "{y:2}"},
		{"last", "{ y: 2, x: 1 }", "{ y: 2 }"},
		{"last, tight", "{y:2,x:1}", "{y:2}"},
		{"last, trailing comma", "{ y: 2, x: 1, }", "{ y: 2, }"},
		{"last, over lines, trailing comma", "{\n  y: 2,\n  x: 1,\n}", "{\n  y: 2,\n}"},
		{"last, over lines", "{\n  y: 2,\n  x: 1\n}", "{\n  y: 2\n}"},
		{"first, over lines", "{\n  x: 1,\n  y: 2,\n}", "{\n  y: 2,\n}"},
		{"first, over lines, CRLF", "{\r\n  x: 1,\r\n  y: 2,\r\n}", "{\r\n  y: 2,\r\n}"},
		{"middle", "{ y: 2, x: 1, z: 3 }", "{ y: 2, z: 3 }"},
		{"after a spread", "{ ...y, x: 1 }", "{ ...y }"},
		{"before a spread", "{ x: 1, ...y }", "{ ...y }"},
		{"commas first", "{\n  y: 2\n, x: 1\n}", "{\n  y: 2\n}"},
		{"line comment behind", "{\n  x: 1, // c\n  y: 2,\n}", "{\n  // c\n  y: 2,\n}"},
		{"line comment before", "{\n  // c\n  x: 1,\n}", "{\n  // c\n}"},
		{"line comment before, end on the same line", "{ // c\n  x: 1 }", "{ // c\n  }"},
		{"line comment between comma and property", "{\n  y: 2, // c\n  x: 1\n}", "{\n  y: 2, // c\n}"},
		{"block comment behind", "{ x: 1 /* c */, y: 2 }", "{ /* c */ y: 2 }"},
		{"line comment before the comma", "{\n  x: 1 // c\n  , y: 2 }", "{\n  // c\n   y: 2 }"},
		{"value with braces", "{ x: { a: 1, b: [2] }, y: 2 }", "{ y: 2 }"},
		{"method", "{ x() { return 1 }, y: 2 }", "{ y: 2 }"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := parsed(t, "a.js", "f("+tt.before+");\n")
			done := false
			js.Walk(f.Program, func(n js.Node) bool {
				object, ok := n.(*js.Object)
				if !ok {
					return true
				}
				for _, prop := range object.Props {
					if prop.Name == "x" {
						done = true
						if got, want := edited(t, f, removeProperty(f, object, prop)), "f("+tt.after+");\n"; got != want {
							t.Errorf("got  %q\nwant %q", got, want)
						}
					}
				}
				return true
			})
			if !done {
				t.Fatal("no property x in the tree")
			}
		})
	}
}
