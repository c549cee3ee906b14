package rules

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// namesResource reports whether an annotation is the given resource of the
// SDK, by itself or in a union with null and undefined.
func namesResource(f *clerk.File, annotation js.Range, typ string) bool {
	for i := f.TokenAt(annotation.Start); i < len(f.Tokens) && f.Tokens[i].Start < annotation.End; i++ {
		switch {
		case f.Tokens[i].Kind == js.TokIdent, f.Tok(i) == ".", f.Tok(i) == "|":
		default:
			return false
		}
	}
	v := f.AnnotationValue(annotation)
	return v != nil && v.Kind == clerk.Instance && v.Name == typ
}

// typeQueries reports types that are computed from the hook's own type.
func (c *hookCheck) typeQueries() {
	eachTypeQuery(c.f.File, func(i int) {
		if at, ok := c.queried(i); ok && !isMockType(c.f.File, i) {
			c.report(c.undecided(), at, fmt.Sprintf("the type of `%s` is that of a function returning %s now; check what is made of it", c.h.Hook, c.shape()))
		}
	})
}

// queried is the hook's name in a typeof whose operand begins at token i, and
// whether it is named there.
func (c *hookCheck) queried(i int) (js.Range, bool) {
	f := c.f
	v := nameInType(f, i)
	for v != nil && v.Kind == clerk.Module && f.Tok(i+1) == "." {
		i += 2
		if f.Tok(i) != c.h.Hook {
			return js.Range{}, false
		}
		// A module of the project need not have every name of Clerk's.
		if v.Name == "" {
			return js.Range{}, false
		}
		v = &clerk.Value{Kind: clerk.Export, Name: f.Tok(i)}
	}
	return js.Range{Start: f.Tokens[i].Start, End: f.Tokens[i].End}, v.IsExport(c.h.Hook)
}

// isMockType reports whether the typeof whose operand begins at token i only
// says what a mock stands for: jest.MockedFunction<typeof useUser>. What the
// mock returns is looked at by itself.
func isMockType(f *js.File, i int) bool {
	return f.Tok(i-2) == "<" && (strings.HasPrefix(f.Tok(i-3), "Mock") || f.Tok(i-3) == "SpyInstance")
}

// nameInType is what the name at token i leads to, where only types are.
func nameInType(f *clerk.File, i int) *clerk.Value {
	name := f.Tok(i)
	if sym := scopeAt(f.File, f.Tokens[i].Start).Lookup(name); sym != nil {
		return f.SymbolValue(sym)
	}
	for _, d := range f.Imports {
		for _, item := range d.Names {
			if item.Local == name {
				return f.ItemValue(item)
			}
		}
	}
	return nil
}

// eachTypeQuery visits every `typeof name` within types, which the tree has
// no nodes for: i is the index of the first name's token.
func eachTypeQuery(f *js.File, visit func(i int)) {
	if !f.TypeScript {
		return
	}
	for i := 1; i < len(f.Tokens); i++ {
		t := &f.Tokens[i]
		if t.Kind == js.TokIdent && f.Tok(i-1) == "typeof" && f.IdentAt(t.Start) == nil {
			visit(i)
		}
	}
}

// scopeAt is the innermost scope of the file round an offset.
func scopeAt(f *js.File, offset int) *js.Scope {
	s := f.Module
next:
	for {
		for _, c := range s.Children {
			if c.Node.Range().Contains(offset) {
				s = c
				continue next
			}
		}
		return s
	}
}

// isQueried reports whether a type asks for the type of a symbol.
func isQueried(f *js.File, sym *js.Symbol) bool {
	found := false
	eachTypeQuery(f, func(i int) {
		if f.Tok(i) == sym.Name && scopeAt(f, f.Tokens[i].Start).Lookup(sym.Name) == sym {
			found = true
		}
	})
	return found
}

// isExported reports whether an export list or an exported declaration hands
// a symbol to other modules.
func isExported(f *js.File, sym *js.Symbol) bool {
	for _, d := range f.Exports {
		for _, n := range d.Names {
			if n.Sym == sym {
				return true
			}
		}
	}
	for _, id := range sym.Decls {
		stmt := js.Enclosing(id, func(n js.Node) bool { _, ok := n.(*js.VarDecl); return ok })
		if v, ok := stmt.(*js.VarDecl); ok && v.Export {
			return true
		}
	}
	return false
}
