package rules

import (
	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// tokenArguments is what becomes of the arguments of one call.
type tokenArguments struct {
	edits []codemod.Edit
	// template is true where the call asks for a template by name.
	template bool
	// unsafe is true where it asks for the default token.
	unsafe bool
}

// arguments rewrites (name, options) to one object; ok is false where the
// arguments cannot be told apart.
func (c *tokenCheck) arguments(call *js.Call) (a tokenArguments, ok bool) {
	if len(call.Args) > 2 {
		return a, false
	}
	for _, arg := range call.Args {
		if _, spread := arg.(*js.Spread); spread {
			return a, false
		}
	}
	if len(call.Args) == 0 {
		return tokenArguments{unsafe: true}, true
	}
	name := call.Args[0]
	if c.isDefault(name) {
		return c.withoutName(call)
	}
	switch name.(type) {
	case *js.Object:
		// The new form already, on the wrong resource.
		return tokenArguments{unsafe: true}, len(call.Args) == 1
	case *js.Literal:
		return a, false // no name at all
	}

	a.template = true
	key := "{ " + c.move.Option + ": "
	if id, ok := name.(*js.Ident); ok && id.Name == c.move.Option && name.Outer() == name.Range() {
		key = "{ "
	}
	a.edits = append(a.edits, codemod.Insert(name.Outer().Start, key))
	if len(call.Args) == 1 {
		a.edits = append(a.edits, codemod.Insert(name.Outer().End, " }"))
		return a, true
	}
	options := call.Args[1]
	if isNothing(options) {
		inside := js.Range{Start: name.Outer().End, End: options.Outer().End}
		if len(c.f.CommentsIn(inside)) > 0 {
			return a, false
		}
		a.edits = append(a.edits, codemod.Replace(inside, " }"))
		return a, true
	}
	object, literal := options.(*js.Object)
	if !literal || options.Outer() != options.Range() {
		a.edits = append(a.edits,
			codemod.Insert(options.Outer().Start, "..."),
			codemod.Insert(options.Outer().End, " }"))
		return a, true
	}
	for _, p := range object.Props {
		if p.Name == c.move.Option {
			return a, false
		}
	}
	a.edits = append(a.edits, c.openObject(object)...)
	return a, true
}

// openObject takes away the brace that opens an object whose keys go on in
// the object that was opened before it; the brace that closes it closes that
// one.
func (c *tokenCheck) openObject(object *js.Object) []codemod.Edit {
	src := c.f.Src
	brace := object.Range().Start
	start, end := brace, brace+1
	for end < len(src) && (src[end] == ' ' || src[end] == '\t') {
		end++
	}
	if src[end] == '\n' || src[end] == '\r' {
		for start > 0 && (src[start-1] == ' ' || src[start-1] == '\t') {
			start--
		}
	}
	edits := []codemod.Edit{codemod.Delete(js.Range{Start: start, End: end})}
	if last := object.Range().End - 1; src[last-1] != ' ' && src[last-1] != '\n' && src[last-1] != '\t' {
		edits = append(edits, codemod.Insert(last, " "))
	}
	return edits
}

// isDefault reports whether the first argument asks for the default token.
func (c *tokenCheck) isDefault(n js.Node) bool {
	switch n := n.(type) {
	case *js.String:
		return n.Value == c.move.Default
	case *js.Literal:
		return n.Kind == js.LitUndefined
	}
	return false
}

// isNothing reports whether an argument gives no options.
func isNothing(n js.Node) bool {
	switch n := n.(type) {
	case *js.Object:
		return len(n.Props) == 0
	case *js.Literal:
		return n.Kind == js.LitUndefined || n.Kind == js.LitNull
	}
	return false
}

// withoutName takes the first argument away and keeps the options.
func (c *tokenCheck) withoutName(call *js.Call) (a tokenArguments, ok bool) {
	end := call.Parens.End - 1
	if len(call.Args) == 2 {
		end = call.Args[1].Outer().Start
		if isNothing(call.Args[1]) {
			end = call.Parens.End - 1
		}
	}
	dropped := js.Range{Start: call.Parens.Start + 1, End: end}
	if len(c.f.CommentsIn(dropped)) > 0 {
		return a, false
	}
	return tokenArguments{unsafe: true, edits: []codemod.Edit{codemod.Delete(dropped)}}, true
}
