package codemod

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// TestKeyEdits looks at the key `a` of a pattern when b is wanted beside it.
func TestKeyEdits(t *testing.T) {
	wish := func(drops bool, names ...string) func(*js.File, *js.Property) []*Finding {
		return func(f *js.File, key *js.Property) []*Finding {
			var list []*Finding
			change := KeyChange{Beside: key}
			if drops {
				change.Drop = key.Value.(*js.Ident).Sym.Refs[0].Range()
			}
			for _, n := range names {
				c := change
				c.Name, c.Local, _ = strings.Cut(n, ":")
				if c.Local == "" {
					c.Local = c.Name
				}
				list = append(list, &Finding{Keys: []KeyChange{c}})
			}
			if names == nil {
				list = append(list, &Finding{Keys: []KeyChange{change}})
			}
			return list
		}
	}
	for _, c := range []struct {
		name, before, after string
		findings            func(*js.File, *js.Property) []*Finding
	}{
		{"beside", "const { a, z } = m; a();", "const { a, b, z } = m; a();", wish(false, "b")},
		{"renamed", "const { a } = m; a();", "const { a, b: c } = m; a();", wish(false, "b:c")},
		{"two, one of them twice", "const { a } = m; a();", "const { a, b, c } = m; a();", wish(false, "b", "c", "b")},
		{"exchanged", "const { a, z } = m; a();", "const { b, z } = m; a();", wish(true, "b")},
		{"exchanged for two", "const { a, z } = m; a();", "const { b, c, z } = m; a();", wish(true, "b", "c")},
		{"another reference", "const { a } = m; a(); a();", "const { a, b } = m; a(); a();", wish(true, "b")},
		{"dropped", "const { a, z } = m; a();", "const { z } = m; a();", wish(true)},
		{"dropped, last", "const { z, a } = m; a();", "const { z } = m; a();", wish(true)},
		{"dropped, last with a comma", "const { z, a, } = m; a();", "const { z, } = m; a();", wish(true)},
		{"dropped, alone", "const { a } = m; a();", "const { a } = m; a();", wish(true)},
		{"dropped beside a comment", "const { a, /* z */ z } = m; a();", "const { a, /* z */ z } = m; a();", wish(true)},
		{"local name", "const { a: x, z } = m; x();", "const { b, z } = m; x();", wish(true, "b")},
		{"lines", "const {\n  a,\n  z,\n} = m; a();", "const {\n  a,\n  b,\n  z,\n} = m; a();", wish(false, "b")},
		{"lines without a last comma", "const {\r\n\ta\r\n} = m; a();", "const {\r\n\ta,\r\n\tb\r\n} = m; a();", wish(false, "b")},
		{"comment at the line's end", "const {\n  a, // first\n  z,\n} = m; a();", "const {\n  a, // first\n  b,\n  z,\n} = m; a();", wish(false, "b")},
		{"comment instead of a comma", "const {\n  a // first\n} = m; a();", "const {\n  a, // first\n  b\n} = m; a();", wish(false, "b")},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := js.Parse("a.js", c.before)
			if err != nil {
				t.Fatal(err)
			}
			var key *js.Property
			js.Walk(f.Program, func(n js.Node) bool {
				if p, ok := n.(*js.Property); ok && p.Name == "a" {
					key = p
				}
				return true
			})
			edits := keyEdits(f, c.findings(f, key))
			if err := checkEdits(c.before, edits); err != nil {
				t.Fatal(err)
			}
			if got := apply(c.before, edits); got != c.after {
				t.Errorf("got  %q\nwant %q", got, c.after)
			}
		})
	}
}

// TestKeyEditsKeepWhatIsPutIn checks that a key stays whose name a fix writes
// somewhere else.
func TestKeyEditsKeepWhatIsPutIn(t *testing.T) {
	src := "const { a, z } = m; a();"
	f, err := js.Parse("a.js", src)
	if err != nil {
		t.Fatal(err)
	}
	pattern := f.Program.Body[0].(*js.VarDecl).Decls[0].Target.(*js.ObjectPattern)
	key := pattern.Props[0]
	drop := key.Value.(*js.Ident).Sym.Refs[0].Range()
	edits := keyEdits(f, []*Finding{
		{Keys: []KeyChange{{Name: "b", Local: "b", Beside: key, Drop: drop}}},
		{Edits: []Edit{Insert(len(src), " const x = a();")}},
	})
	if got := apply(src, edits); got != "const { a, b, z } = m; a();" {
		t.Errorf("got %q", got)
	}
}
