package scaffold

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// wrap plans to put a provider round the page.
func (a *appProps) wrap(p *Plan) error {
	pages, calls := a.renderings()
	if len(pages)+len(calls) == 0 {
		return cannot(nil, "the place where the page is rendered was not found: no <%s> that comes from the app's props", component).withHint(appHint()...)
	}
	if len(calls) > 0 && len(pages)+len(calls) > 1 {
		return cannot(calls[0], "the page is rendered in several ways; put one %s round all of them", provider)
	}
	fix := &codemod.Finding{}
	local := a.f.importName(fix, nextPackage, provider, "ClerkAuthProvider")
	var targets []js.Node
	for _, e := range pages {
		target := a.outermost(e)
		for _, before := range targets {
			switch {
			case before == target:
			case before.Range().Covers(target.Range()) || target.Range().Covers(before.Range()):
				return cannot(target, "the page is rendered in several places, one inside the other; put one %s round all of them", provider)
			case !exclusive(before, target):
				return cannot(target, "the page is rendered several times at once; put one %s round all of it", provider)
			default:
				continue
			}
			target = nil
			break
		}
		if target != nil {
			targets = append(targets, target)
		}
	}
	for _, target := range targets {
		props, ok := a.allPageProps(fix, target)
		if !ok {
			return a.noPageProps(target)
		}
		fix.Edits = append(fix.Edits, a.f.wrapElement(target, local, props)...)
	}
	for _, c := range calls {
		props, ok := a.allPageProps(fix, c)
		if !ok {
			return a.noPageProps(c)
		}
		fix.Edits = append(fix.Edits,
			codemod.Insert(c.Range().Start, fmt.Sprintf("%s(%s, %s, ", a.f.Text(c.Callee.Range()), local, props)),
			codemod.Insert(c.Range().End, ")"))
	}
	return a.f.patch(p, appRole, fix, "wraps the page in "+provider)
}

func (a *appProps) noPageProps(at js.Node) error {
	return cannot(at, "all of the page's props would have to be passed on here, and they are not at hand").
		withHint("<"+provider+" {...pageProps}>", "  …", "</"+provider+">")
}

// renderings are the elements and calls that render the page.
func (a *appProps) renderings() (elements []*js.JSXElement, calls []*js.Call) {
	js.Walk(a.f.Program, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.JSXElement:
			if n.Tag != nil && a.isPart(n.Tag, component) {
				elements = append(elements, n)
			}
		case *js.Call:
			if len(n.Args) > 0 && a.isPart(n.Args[0], component) {
				if module, name := a.f.ImportOf(n.Callee); module == "react" && name == "createElement" {
					calls = append(calls, n)
				}
			}
		}
		return true
	})
	return elements, calls
}

// outermost is what a provider goes round: the page, or the outermost component
// of the project's own round it, which may come to ask who is signed in.
// Where a call makes of the page what is returned, as page layouts do, it is
// that.
func (a *appProps) outermost(e *js.JSXElement) js.Node {
	var out js.Node = e
	// What stands directly round an element with a key looks at the key.
	keyed := slices.ContainsFunc(e.Attrs, func(at *js.JSXAttr) bool { return at.Name == "key" })
	for n := e.Parent(); n != nil; n = n.Parent() {
		switch n := n.(type) {
		case *js.JSXElement:
			if a.isOwn(n.Tag) || keyed {
				out, keyed = n, slices.ContainsFunc(n.Attrs, func(at *js.JSXAttr) bool { return at.Name == "key" })
			}
		case *js.Cond, *js.Binary:
		case *js.Call:
			if isWhole(n) {
				return n
			}
			return out
		default:
			return out
		}
	}
	return out
}

// isOwn reports whether a tag is a component that the project has written.
func (a *appProps) isOwn(tag js.Node) bool {
	for {
		m, ok := tag.(*js.Member)
		if !ok {
			break
		}
		tag = m.X
	}
	id, ok := tag.(*js.Ident)
	if !ok {
		return false
	}
	if id.Sym.Import == nil {
		return id.Sym.Kind != js.SymGlobal
	}
	from := id.Sym.Import.Decl.Specifier
	if strings.HasPrefix(from, ".") {
		return true
	}
	_, own := a.f.site.project.Resolve(a.f.Path, from)
	return own
}

// exclusive reports whether no two nodes are rendered at a time: they stand in
// the two arms of a condition, or in different statements.
func exclusive(x, y js.Node) bool {
	for n := x.Parent(); n != nil; n = n.Parent() {
		if !n.Range().Covers(y.Range()) {
			continue
		}
		switch n := n.(type) {
		case *js.Cond:
			return n.Then.Outer().Covers(x.Range()) != n.Then.Outer().Covers(y.Range()) && !n.Test.Range().Covers(x.Range())
		case *js.Block, *js.If, *js.Switch, *js.Case, *js.Program:
			return returned(x, n) && returned(y, n)
		}
		return false
	}
	return false
}

// returned reports whether a node is part of what a return below outer gives.
func returned(n, outer js.Node) bool {
	for ; n != nil && n != outer; n = n.Parent() {
		if _, ok := n.(*js.Return); ok {
			return true
		}
	}
	return false
}

// wrapElement puts a component round an element. Where the element has a line
// to itself, or is all that is returned, the component gets lines of its own.
func (f *source) wrapElement(n js.Node, component, props string) []codemod.Edit {
	r, nl, unit := n.Range(), f.newline(), f.indentUnit()
	open, end := "<"+component+" {..."+props+"}>", "</"+component+">"
	before, behind := "", ""
	if _, ok := n.(*js.JSXElement); !ok {
		before, behind = "{", "}"
	}
	if f.alone(r.Start) {
		indent := f.indent(r.Start)
		edits := []codemod.Edit{codemod.Insert(r.Start, open+nl+indent+unit+before)}
		edits = append(edits, f.deeper(r, unit)...)
		return append(edits, codemod.Insert(r.End, behind+nl+indent+end))
	}
	if n.Outer() == r && isWhole(n) {
		indent := f.indent(r.Start)
		edits := []codemod.Edit{codemod.Insert(r.Start, "("+nl+indent+unit+open+nl+indent+unit+unit+before)}
		edits = append(edits, f.deeper(r, unit+unit)...)
		return append(edits, codemod.Insert(r.End, behind+nl+indent+unit+end+nl+indent+")"))
	}
	return []codemod.Edit{codemod.Insert(r.Start, open+before), codemod.Insert(r.End, behind+end)}
}

// isWhole reports whether an expression is all that a function returns.
func isWhole(n js.Node) bool {
	switch p := n.Parent().(type) {
	case *js.Return:
		return true
	case *js.Function:
		return p.Expr == n
	}
	return false
}
