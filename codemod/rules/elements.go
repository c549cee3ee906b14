package rules

import (
	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// clerkType is the SDK's type whose methods the tables of components and
// redirects name.
const clerkType = "Clerk"

// element is one use of a component: <C …/>, or a call that makes it.
type element struct {
	// component is the exported name.
	component string
	// jsx is set for an element, call for createElement(C, …) and its like.
	jsx  *js.JSXElement
	call *js.Call
}

// head is what a finding about the whole element underlines.
func (e element) head() js.Range {
	switch {
	case e.jsx == nil:
		return e.call.Range()
	case e.jsx.OpenTag.Len() == 0:
		return e.jsx.Range()
	}
	return e.jsx.OpenTag
}

// shown is the component as messages name it.
func (e element) shown() string {
	if e.jsx != nil {
		return "<" + e.component + ">"
	}
	return e.component
}

// props is the object given to a call; nil when there is none.
func (e element) props() js.Node {
	if e.call == nil || len(e.call.Args) < 2 {
		return nil
	}
	return e.call.Args[1]
}

// elements visits every use of Clerk's components in source order.
func elements(p *codemod.Pass, visit func(element)) {
	for _, u := range p.File.Uses() {
		if u.Value.Kind != clerk.Export {
			continue
		}
		if e, ok := elementAt(u.Node, u.Value.Name); ok {
			visit(e)
		}
	}
}

// elementAt is the element that n names the component of.
func elementAt(n js.Node, component string) (element, bool) {
	switch parent := n.Parent().(type) {
	case *js.JSXElement:
		if parent.Tag == n {
			return element{component: component, jsx: parent}, true
		}
	case *js.Call:
		if len(parent.Args) > 0 && parent.Args[0] == n && makesElements(parent.Callee) {
			return element{component: component, call: parent}, true
		}
	}
	return element{}, false
}

// makesElements reports whether the callee is React's createElement or one of
// the functions that the JSX transform calls.
func makesElements(callee js.Node) bool {
	switch n := uncomma(callee).(type) {
	case *js.Member:
		return isFactory(n.Name)
	case *js.Ident:
		return isFactory(originalName(n.Sym))
	}
	return false
}

func isFactory(name string) bool {
	switch name {
	case "createElement", "jsx", "jsxs", "jsxDEV":
		return true
	}
	return false
}

// originalName is the name under which a module or an object gives what the
// symbol holds: that of the import, the destructured key or the member it was
// read from. It is "" for everything that the file makes itself.
func originalName(sym *js.Symbol) string {
	if sym.Import != nil {
		return sym.Import.Imported
	}
	if len(sym.Decls) != 1 {
		return ""
	}
	switch d := sym.Decls[0].Parent().(type) {
	case *js.Property:
		return d.Name
	case *js.Declarator:
		if m, ok := uncomma(d.Init).(*js.Member); ok && d.Target == js.Node(sym.Decls[0]) {
			return m.Name
		}
	}
	return ""
}

// uncomma is the last operand of (0, f), which is how transpilers call a
// function without its object.
func uncomma(n js.Node) js.Node {
	for {
		b, ok := n.(*js.Binary)
		if !ok || b.Op != "," {
			return n
		}
		n = b.Y
	}
}

// calledAt is the call whose callee n is; nil where n is not called.
func calledAt(n js.Node) *js.Call {
	for {
		switch parent := n.Parent().(type) {
		case *js.Call:
			if parent.Callee == n {
				return parent
			}
			return nil
		case *js.Binary:
			if parent.Op != "," || parent.Y != n {
				return nil
			}
			n = parent
		default:
			return nil
		}
	}
}

// methodCalls visits every call of a method of the SDK's types in source
// order.
func methodCalls(p *codemod.Pass, visit func(method *clerk.Value, call *js.Call)) {
	for _, u := range p.File.Uses() {
		if u.Value.Kind != clerk.Method {
			continue
		}
		if call := calledAt(u.Node); call != nil {
			visit(u.Value, call)
		}
	}
}

// argument is the i-th argument of a call, and whether it can be told: a
// spread before it moves it.
func argument(call *js.Call, i int) (arg js.Node, known bool) {
	for j, a := range call.Args {
		if _, spread := a.(*js.Spread); spread {
			return a, false
		}
		if j == i {
			return a, true
		}
	}
	return nil, true
}
