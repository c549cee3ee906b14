package scaffold

import (
	"github.com/clerkctl/clerkctl/codemod/js"
)

// loaderAuth reports whether an expression is a loader that knows who is signed
// in: withServerSideAuth makes it, by itself or within the helpers that wrap
// it. call is the call that does so, where this file has it.
func (f *source) loaderAuth(n js.Node, depth int) (call *js.Call, done bool) {
	if depth > maxDepth {
		return nil, false
	}
	switch n := n.(type) {
	case *js.Call:
		switch {
		case f.isAuth(n.Callee):
			return n, true
		case f.makesAuth(n.Callee):
			return nil, true
		}
		for _, arg := range n.Args {
			if call, done := f.loaderAuth(arg, depth+1); done {
				return call, true
			}
		}
	case *js.Function:
		return nil, f.callsAuth(n.Range())
	case *js.Ident:
		if len(n.Sym.Decls) != 1 || n.Sym.Written() {
			return nil, false
		}
		switch d := n.Sym.Decls[0].Parent().(type) {
		case *js.Declarator:
			if d.Target == js.Node(n.Sym.Decls[0]) && d.Init != nil {
				return f.loaderAuth(d.Init, depth+1)
			}
		case *js.Function:
			return nil, d.Name == n.Sym.Decls[0] && f.callsAuth(d.Range())
		}
	}
	return nil, false
}

// isAuth reports whether an expression is withServerSideAuth, also where a
// module of the project passes it on.
func (f *source) isAuth(n js.Node) bool {
	from, name := f.ImportOf(n)
	for range maxDepth {
		if from == ssrModule {
			return name == authLoader
		}
		m := f.imported(from)
		if m == nil {
			return false
		}
		f = m
		from, name, _ = m.exported(name)
	}
	return false
}

// makesAuth reports whether an expression is a function of the project that
// makes loaders with withServerSideAuth.
func (f *source) makesAuth(n js.Node) bool {
	if id, ok := n.(*js.Ident); ok && id.Sym.Import == nil {
		return len(id.Sym.Decls) == 1 && f.callsAuth(declared(id.Sym.Decls[0]))
	}
	from, name := f.ImportOf(n)
	for range maxDepth {
		m := f.imported(from)
		if m == nil {
			return false
		}
		next, there, _ := m.exported(name)
		if next == "" {
			return m.callsAuth(m.exportedRange(name))
		}
		f, from, name = m, next, there
	}
	return false
}

// imported is the module of the project that an import names; nil for others.
func (f *source) imported(specifier string) *source {
	if specifier == "" || f.site.project == nil {
		return nil
	}
	path, ok := f.site.project.Resolve(f.Path, specifier)
	if !ok {
		return nil
	}
	m, err := f.site.module(path)
	if err != nil {
		return nil // it is none that can be told anything about
	}
	return m
}

// declared is the text of the declaration that introduces a name.
func declared(decl *js.Ident) js.Range {
	switch p := decl.Parent().(type) {
	case *js.Declarator, *js.Function:
		return p.Range()
	}
	return js.Range{}
}

// callsAuth reports whether withServerSideAuth is called within a part of the
// file.
func (f *source) callsAuth(within js.Range) bool {
	found := false
	js.Walk(f.Program, func(n js.Node) bool {
		if c, ok := n.(*js.Call); ok && within.Covers(c.Range()) && f.isAuth(c.Callee) {
			found = true
		}
		return !found
	})
	return found
}

// exportedRange is the text of the declaration that the module exports by a
// name; empty when it has none.
func (f *source) exportedRange(name string) js.Range {
	for _, e := range f.File.File.Exports {
		for _, n := range e.Names {
			if n.Exported == name && n.Sym != nil && len(n.Sym.Decls) == 1 {
				return declared(n.Sym.Decls[0])
			}
		}
	}
	for _, n := range f.Program.Body {
		switch n := n.(type) {
		case *js.FunctionDecl:
			if n.Export && n.Fn.Name != nil && n.Fn.Name.Name == name {
				return n.Range()
			}
		case *js.VarDecl:
			for _, d := range n.Decls {
				if n.Export && binds(d.Target, name) {
					return d.Range()
				}
			}
		case *js.ExportDefault:
			if name == "default" {
				return n.Range()
			}
		}
	}
	return js.Range{}
}
