package rules

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// maxMakings bounds how many variables are looked at that are made of each other.
const maxMakings = 100

// reportMadeOf reports the old names given to elements of which only this is
// known: that they are made of the rule's component. A higher-order component,
// a list or an object of components may have it in them.
func reportMadeOf(p *codemod.Pass, rule string) {
	for _, t := range propTables(p.Target) {
		if t.rule != rule {
			continue
		}
		seen := map[*js.Symbol]bool{}
		for _, u := range p.File.Uses() {
			if _, used := elementAt(u.Node, t.component); !used && u.Value.IsExport(t.component) {
				madeOf(p, t, u.Node, seen)
			}
		}
	}
}

// madeOf looks at what is made of n.
func madeOf(p *codemod.Pass, t table, n js.Node, seen map[*js.Symbol]bool) {
	for _, id := range holders(n) {
		if seen[id.Sym] || len(seen) > maxMakings {
			continue
		}
		seen[id.Sym] = true
		for _, ref := range id.Sym.Refs {
			tag := outermost(ref)
			if v := p.File.ValueOf(tag); v != nil && v.Kind == clerk.Export {
				continue // all is known about it
			}
			if e, ok := elementAt(tag, t.component); ok {
				reportGiven(p, t, e, p.File.Text(tag.Range()))
			} else {
				madeOf(p, t, ref, seen)
			}
		}
	}
}

// reportGiven reports the old names that an element is given; shown is how the
// text names it.
func reportGiven(p *codemod.Pass, t table, e element, shown string) {
	givenNames(e, func(name string, at js.Range) {
		if c, ok := t.change(name); ok {
			p.Report(codemod.Finding{
				Fix: codemod.Manual, Range: at,
				Message: fmt.Sprintf("`%s` of %s is now `%s`; %s is made of it, so rename this if that is where it goes", c.old, t.component, c.new, shown),
			})
		}
	})
}

// holders are what the declaration that n is a part of binds, unless a function
// is between them: that gives what it likes.
func holders(n js.Node) []*js.Ident {
	for child := n; ; child = child.Parent() {
		switch parent := child.Parent().(type) {
		case nil, *js.Function, *js.Class, *js.JSXElement:
			return nil
		case *js.Declarator:
			if parent.Init != child {
				return nil
			}
			return js.Bound(parent.Target)
		}
	}
}

// outermost is the whole of a chain of members that begins with n.
func outermost(n js.Node) js.Node {
	for {
		m, ok := n.Parent().(*js.Member)
		if !ok || m.X != n {
			return n
		}
		n = m
	}
}

// givenNames visits the names that an element is given in plain sight.
func givenNames(e element, visit func(name string, at js.Range)) {
	if e.jsx != nil {
		for _, attr := range e.jsx.Attrs {
			if !attr.Spread {
				visit(attr.Name, attr.NamePos)
			}
		}
		return
	}
	if object, ok := e.props().(*js.Object); ok {
		for _, prop := range object.Props {
			if prop.Kind != js.PropSpread && prop.Name != "" {
				visit(prop.Name, keyPos(prop))
			}
		}
	}
}
