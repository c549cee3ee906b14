package prove

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// binding is a variable of an edited declaration.
type binding struct {
	name string
	decl *js.VarDecl
	// function is the number of the function that it is in, of those of the
	// file: edits do not add any before it.
	function int
	// whole is true where it takes all that a call with arguments gives.
	whole bool
}

// bindings are the variables of the declarations that a range touches, or that
// the range is in.
func (in *instrument) bindings(r js.Range) []binding {
	var all []binding
	add := func(d *js.VarDecl) {
		if !inList(d) {
			return
		}
		function := in.functionsBefore(d.Range().Start)
		for _, one := range d.Decls {
			if one.Init == nil || !touched(one.Range(), r) {
				continue
			}
			call, isCall := one.Init.(*js.Call)
			_, plain := one.Target.(*js.Ident)
			for _, id := range js.Bound(one.Target) {
				all = append(all, binding{id.Name, d, function, plain && isCall && len(call.Args) > 0})
			}
		}
	}
	for n := in.innermost(r); n != nil; n = n.Parent() {
		switch n := n.(type) {
		case *js.VarDecl:
			add(n)
			return all
		case *js.Block:
			for _, s := range n.Body {
				if d, ok := s.(*js.VarDecl); ok && touched(d.Range(), r) {
					add(d)
				}
			}
			return all
		case *js.Function, *js.Program:
			return all
		}
	}
	return all
}

// inList reports whether another statement can follow a declaration.
func inList(d *js.VarDecl) bool {
	_, ok := d.Parent().(*js.Block)
	return ok
}

func touched(a, b js.Range) bool { return a.Start <= b.End && b.Start <= a.End }

// functionsBefore counts the functions of the file that begin before a place.
func (in *instrument) functionsBefore(at int) int {
	n := 0
	js.Walk(in.file.Program, func(node js.Node) bool {
		if f, ok := node.(*js.Function); ok && f.Range().Start < at {
			n++
		}
		return node.Range().Start < at
	})
	return n
}

// watch has the runs tell what the variables hold that edited declarations of
// the old text bind. An edit may be reached and what it gives still go nowhere
// that shows: into a condition that is false, or behind a return.
func watch(old, new *instrument, was, is []binding, shapes []string) {
	seen := map[string]bool{}
	for _, b := range was {
		if b.whole || slices.Contains(shapes, b.name) || seen[fmt.Sprint(b.function, b.name)] {
			continue
		}
		seen[fmt.Sprint(b.function, b.name)] = true
		// Its own declaration, or else the last of that function: a variable
		// that is gone has to show, too.
		var at *js.VarDecl
		for _, other := range is {
			switch {
			case other.function != b.function:
			case other.name == b.name && other.whole:
				at = nil
			case other.name == b.name || at == nil || !bound(is, b) && other.decl.Range().Start > at.Range().Start:
				at = other.decl
			}
		}
		if at == nil {
			continue
		}
		old.add(b.decl.Range().End, 3, fmt.Sprintf(";globalThis.__twin.value(%q,%s);", b.name, b.name))
		new.add(at.Range().End, 3, fmt.Sprintf(";globalThis.__twin.value(%q,typeof %s===\"undefined\"?void 0:%s);", b.name, b.name, b.name))
	}
}

// bound reports whether one of a list binds the name of b in its function.
func bound(list []binding, b binding) bool {
	return slices.ContainsFunc(list, func(other binding) bool { return other.function == b.function && other.name == b.name })
}
