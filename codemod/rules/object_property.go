package rules

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// removeProperty is the edit that takes a property out of an object literal,
// together with the comma that would be left over. Comments stay.
func removeProperty(f *js.File, object *js.Object, prop *js.Property) codemod.Edit {
	r, braces := prop.Range(), object.Range()
	inside := js.Range{Start: braces.Start + 1, End: braces.End - 1}
	if len(object.Props) == 1 && !commented(f, js.Range{Start: inside.Start, End: r.Start}) && !commented(f, js.Range{Start: r.End, End: inside.End}) {
		return codemod.Delete(inside)
	}

	next := f.TokenAt(r.End)
	start := beforeSpace(f.Src, r.Start)
	if f.Tok(next) != "," {
		// The last property, without a trailing comma: the comma before it
		// goes, unless a comment stands between the two.
		before := f.TokenAt(r.Start) - 1
		if f.Tok(before) == "," && f.Tokens[before].End == start {
			r.Start = f.Tokens[before].Start
			return removeSpaced(f, beforeSpace(f.Src, r.Start), r)
		}
		return removeSpaced(f, start, r)
	}
	comma := f.Tokens[next]
	if between := (js.Range{Start: r.End, End: comma.Start}); commented(f, between) {
		kept := strings.TrimLeft(f.Text(between), " \t\r\n")
		return codemod.Replace(js.Range{Start: r.Start, End: comma.End}, kept)
	}
	if f.Tok(next+1) == "}" {
		return removeSpaced(f, start, js.Range{Start: r.Start, End: comma.End})
	}
	return codemod.Delete(js.Range{Start: r.Start, End: afterSpace(f.Src, comma.End)})
}
