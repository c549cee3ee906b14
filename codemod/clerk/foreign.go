package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

// ImportOf is the module and the exported name that an expression stands for
// by scope, for modules that are not Clerk's: ("react", "memo") for memo,
// React.memo and react_1.default.memo. The name is "default" or "*" for those
// themselves. Both are empty where the expression is anything else.
func (f *File) ImportOf(n js.Node) (specifier, name string) { return f.importOf(n, 0) }

func (f *File) importOf(n js.Node, depth int) (specifier, name string) {
	if depth > 10 {
		return "", ""
	}
	switch n := n.(type) {
	case *js.Ident:
		return f.symbolImport(n.Sym, depth)
	case *js.Member:
		return memberImport(f.importOf(n.X, depth+1))(n.Name)
	case *js.Binary:
		if n.Op == "," {
			return f.importOf(n.Y, depth+1)
		}
	case *js.Await:
		if c, ok := n.X.(*js.ImportCall); ok {
			if s, ok := c.Arg.(*js.String); ok {
				return s.Value, "*"
			}
		}
	case *js.Call:
		if spec, ok := requireSpecifier(n); ok {
			return spec, "*"
		}
		if len(n.Args) > 0 {
			if inner, ok := n.Args[0].(*js.Call); ok {
				if spec, ok := requireSpecifier(inner); ok && isInterop(f, n) {
					return spec, "*"
				}
			}
		}
	}
	return "", ""
}

func (f *File) symbolImport(s *js.Symbol, depth int) (specifier, name string) {
	switch {
	case s.Import != nil:
		return s.Import.Decl.Specifier, s.Import.Imported
	case s.Kind == js.SymGlobal && s.Name == "React":
		return "react", "*"
	case len(s.Decls) != 1 || s.Written():
		return "", ""
	}
	switch p := s.Decls[0].Parent().(type) {
	case *js.Declarator:
		return f.importOf(p.Init, depth+1)
	case *js.Property:
		pattern, ok := p.Parent().(*js.ObjectPattern)
		if !ok || p.Kind == js.PropSpread {
			return "", ""
		}
		if d, ok := pattern.Parent().(*js.Declarator); ok && d.Init != nil {
			return memberImport(f.importOf(d.Init, depth+1))(p.Name)
		}
	}
	return "", ""
}

// memberImport is the export that a member of an export is: members of a
// namespace are its exports, and those of a default export too, as CommonJS
// modules are imported that way.
func memberImport(specifier, name string) func(member string) (string, string) {
	return func(member string) (string, string) {
		if specifier == "" || name != "*" && name != "default" || member == "" {
			return "", ""
		}
		return specifier, member
	}
}

// wrapped is the component that dynamic(), lazy(), memo() or styled()() returns,
// and what useMemo() and useCallback() keep.
func (f *File) wrapped(n *js.Call) *Value {
	if v := f.styled(n.Callee); v != nil {
		return v
	}
	if len(n.Args) == 0 {
		return nil
	}
	specifier, name := f.importOf(n.Callee, 0)
	switch {
	case specifier == "react" && name == "memo":
		return f.exported(n.Args[0])
	case specifier == "react" && name == "useCallback":
		return f.value(n.Args[0])
	case specifier == "react" && name == "useMemo":
		if fn, ok := n.Args[0].(*js.Function); ok && !fn.Async && !fn.Generator {
			return f.returned(fn)
		}
	case specifier == "react" && name == "lazy":
		return f.loaded(n.Args[0], 0)
	case (specifier == "next/dynamic" || specifier == "next/dynamic.js") && (name == "default" || name == "*"):
		return f.loaded(n.Args[0], 0)
	}
	return nil
}

// styled is the component in styled(C), which makes another that gives C what it
// is given, once it is called with the styles or tags a template of them.
func (f *File) styled(n js.Node) *Value {
	call, ok := n.(*js.Call)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	specifier, name := f.importOf(call.Callee, 0)
	for _, s := range stylers {
		if s.Module == specifier && s.Export == name {
			return f.exported(call.Args[0])
		}
	}
	return nil
}

// exported is what n leads to where that is an export of Clerk's.
func (f *File) exported(n js.Node) *Value {
	if v := f.value(n); v != nil && v.Kind == Export {
		return v
	}
	return nil
}

// returned is what all returns of a function give; nil where they differ.
func (f *File) returned(fn *js.Function) *Value {
	var v *Value
	for i, r := range returns(fn) {
		one := f.value(r)
		if i == 0 {
			v = one
		} else if v = merge(v, one); v == nil {
			return nil
		}
	}
	return v
}

// loaded is the component that a loader resolves to: a function that returns
// a promise, or the promise.
func (f *File) loaded(n js.Node, depth int) *Value {
	if n == nil || depth > 10 {
		return nil
	}
	switch n := n.(type) {
	case *js.Function:
		var v *Value
		for i, r := range returns(n) {
			one := f.loaded(r, depth+1)
			if i == 0 {
				v = one
			} else if v = merge(v, one); v == nil {
				return nil
			}
		}
		return v
	case *js.Object:
		for _, p := range n.Props {
			if p.Name == "default" && p.Kind == js.PropField {
				return f.component(f.value(p.Value))
			}
		}
		return nil
	case *js.Await:
		return f.loaded(n.X, depth+1)
	case *js.Call:
		m, ok := n.Callee.(*js.Member)
		if ok && m.Name == "then" && len(n.Args) > 0 {
			if x := f.value(m.X); x == nil || x.Kind != Promise {
				return nil
			}
			return f.loaded(n.Args[0], depth+1)
		}
	}
	v := f.value(n)
	if v != nil && v.Kind == Promise {
		v = v.Elem
	}
	return f.component(v)
}

// component is v, or the default export where v is a module.
func (f *File) component(v *Value) *Value {
	if v != nil && (v.Kind == Module || v.Kind == reference && v.Name == "*") {
		v = f.member(v, "default")
	}
	if v == nil || v.Kind != Export && v.Kind != reference {
		return nil
	}
	return v
}
