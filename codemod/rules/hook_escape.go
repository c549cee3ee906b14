package rules

import "github.com/clerkctl/clerkctl/codemod/js"

// escapes reports whether a hook that is named but not called goes where its
// calls cannot be followed.
func (c *hookCheck) escapes(n js.Node) bool {
	switch p := n.Parent().(type) {
	case *js.Call:
		return !isTestHelper(p)
	case *js.Declarator:
		// An alias that holds nothing else is followed.
		id, ok := p.Target.(*js.Ident)
		return ok && !c.f.SymbolValue(id.Sym).IsExport(c.h.Hook)
	case *js.Assign:
		return p.Y == n && !isCommonJSExport(p)
	case *js.Property:
		if o, ok := p.Parent().(*js.Object); ok && p.Value == n {
			a, exported := o.Parent().(*js.Assign)
			return !exported || !isCommonJSExport(a)
		}
		return true
	case *js.Binary:
		switch p.Op {
		case "||", "??":
			return c.escapes(p)
		case "&&", ",":
			return p.Y == n && c.escapes(p)
		}
		return false
	case *js.Cond:
		return p.Test != n && c.escapes(p)
	case *js.Member:
		// Its own properties are nobody's result, its calls by another way are.
		return p.Name == "call" || p.Name == "apply" || p.Name == "bind"
	case *js.Index, *js.ExportDefault, *js.Unary, *js.ExprStmt,
		*js.If, *js.While, *js.For, *js.Switch, *js.Case:
		return false
	}
	return true
}

// isTestHelper reports whether a call only wraps a function for a test to
// look at: mocked(useUser), expect(useUser).
func isTestHelper(call *js.Call) bool {
	switch callee := call.Callee.(type) {
	case *js.Ident:
		return callee.Name == "mocked" || callee.Name == "expect"
	case *js.Member:
		return callee.Name == "mocked"
	}
	return false
}

// isCommonJSExport reports whether an assignment gives the module an export.
func isCommonJSExport(a *js.Assign) bool {
	x := a.X
	for {
		switch n := x.(type) {
		case *js.Member:
			if id, ok := n.X.(*js.Ident); ok && id.Name == "module" && id.Sym.Kind == js.SymGlobal && n.Name == "exports" {
				return true
			}
			x = n.X
		case *js.Ident:
			return n.Name == "exports" && n.Sym.Kind == js.SymGlobal
		default:
			return false
		}
	}
}
