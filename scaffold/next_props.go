package scaffold

import "github.com/clerkctl/clerkctl/codemod/js"

// appProps knows, for the module of an _app, which expressions are the props
// that Next.js calls it with, and which are the parts of them: the page's
// component and the page's props.
type appProps struct {
	f *source
	// apps are the functions and classes that the module exports as its
	// default, behind the calls that wrap them.
	apps map[js.Node]bool
	// depth is how many names a question has been followed through: one may be
	// bound to itself.
	depth int
	// rests are the names that a fix gives to what is left of page props.
	rests map[*js.ObjectPattern]string
}

const maxDepth = 20

const (
	component = "Component"
	pageProps = "pageProps"
)

func newAppProps(f *source) *appProps {
	a := &appProps{f: f, apps: map[js.Node]bool{}, rests: map[*js.ObjectPattern]string{}}
	for _, n := range f.Program.Body {
		if d, ok := n.(*js.ExportDefault); ok {
			a.findApp(d.X, 0)
		}
	}
	for _, e := range f.File.File.Exports {
		for _, name := range e.Names {
			if name.Exported == "default" && name.Sym != nil {
				a.findSymbol(name.Sym, 0)
			}
		}
	}
	return a
}

// findApp notes the functions and classes that an expression leads to.
func (a *appProps) findApp(n js.Node, depth int) {
	if depth > maxDepth {
		return
	}
	switch n := n.(type) {
	case *js.FunctionDecl:
		a.apps[n.Fn] = true
	case *js.Function:
		a.apps[n] = true
	case *js.ClassDecl:
		a.apps[n.Class] = true
	case *js.Class:
		a.apps[n] = true
	case *js.Ident:
		a.findSymbol(n.Sym, depth+1)
	case *js.Call:
		for _, arg := range n.Args {
			a.findApp(arg, depth+1)
		}
	}
}

func (a *appProps) findSymbol(s *js.Symbol, depth int) {
	for _, decl := range s.Decls {
		switch p := decl.Parent().(type) {
		case *js.Function:
			if p.Name == decl {
				a.apps[p] = true
			}
		case *js.Class:
			a.apps[p] = true
		case *js.Declarator:
			if p.Target == js.Node(decl) && p.Init != nil {
				a.findApp(p.Init, depth+1)
			}
		}
	}
}

// follow asks a question about what a name is bound to.
func (a *appProps) follow(question func() bool) bool {
	if a.depth == maxDepth {
		return false
	}
	a.depth++
	defer func() { a.depth-- }()
	return question()
}

// isProps reports whether an expression, or the name or pattern that binds a
// value, is the props of the _app.
func (a *appProps) isProps(n js.Node) bool {
	switch n := n.(type) {
	case *js.Member:
		return n.Name == "props" && isThis(n.X)
	case *js.Ident:
		if n.Binding {
			return a.bindsProps(n)
		}
		return len(n.Sym.Decls) == 1 && !n.Sym.Written() && a.follow(func() bool { return a.bindsProps(n.Sym.Decls[0]) })
	case *js.ObjectPattern:
		return a.bindsProps(n)
	}
	return false
}

// isThis tells `this`, which in a tag is an identifier to the parser.
func isThis(n js.Node) bool {
	switch n := n.(type) {
	case *js.Literal:
		return n.Kind == js.LitThis
	case *js.Ident:
		return n.Name == "this"
	}
	return false
}

// bindsProps reports whether a name or pattern is bound to the props: as the
// first parameter of the app, or of any function that takes a page's component
// by that parameter, or by a declaration.
func (a *appProps) bindsProps(target js.Node) bool {
	switch p := target.Parent().(type) {
	case *js.Declarator:
		return p.Target == target && p.Init != nil && a.isProps(p.Init)
	case *js.Param:
		fn, ok := p.Parent().(*js.Function)
		if !ok || len(fn.Params) == 0 || fn.Params[0] != p || p.Rest {
			return false
		}
		return a.apps[fn] || takesComponent(target)
	}
	return false
}

// takesComponent reports whether a parameter's member Component is read.
func takesComponent(target js.Node) bool {
	switch t := target.(type) {
	case *js.ObjectPattern:
		return property(t, component) != nil
	case *js.Ident:
		for _, ref := range t.Sym.Refs {
			switch p := ref.Parent().(type) {
			case *js.Member:
				if p.Name == component {
					return true
				}
			case *js.Declarator:
				if pattern, ok := p.Target.(*js.ObjectPattern); ok && p.Init == js.Node(ref) && property(pattern, component) != nil {
					return true
				}
			}
		}
	}
	return false
}

// property is the member of a pattern that binds a key; nil when there is none.
func property(p *js.ObjectPattern, key string) *js.Property {
	for _, m := range p.Props {
		if m.Kind != js.PropSpread && !m.Computed && m.Name == key {
			return m
		}
	}
	return nil
}

// isPart reports whether an expression is a member of the props.
func (a *appProps) isPart(n js.Node, key string) bool {
	switch n := n.(type) {
	case *js.Member:
		return n.Name == key && (a.isProps(n.X) || a.isRest(n.X, key))
	case *js.Ident:
		return len(n.Sym.Decls) == 1 && a.follow(func() bool { return a.bindsPart(n.Sym.Decls[0], key) })
	}
	return false
}

// isRest reports whether an expression is what is left of the props, a member
// of theirs among it.
func (a *appProps) isRest(n js.Node, key string) bool {
	id, ok := n.(*js.Ident)
	return ok && len(id.Sym.Decls) == 1 && a.follow(func() bool { return a.bindsRest(id.Sym.Decls[0], key) })
}

func (a *appProps) bindsRest(decl *js.Ident, key string) bool {
	p, ok := decl.Parent().(*js.Property)
	if !ok || p.Kind != js.PropSpread {
		return false
	}
	pattern, ok := p.Parent().(*js.ObjectPattern)
	return ok && a.isProps(pattern) && property(pattern, key) == nil
}

// bindsPart reports whether the place that introduces a name gives it a member
// of the props.
func (a *appProps) bindsPart(decl *js.Ident, key string) bool {
	switch p := decl.Parent().(type) {
	case *js.Property:
		pattern, ok := p.Parent().(*js.ObjectPattern)
		if !ok {
			return false
		}
		if p.Kind == js.PropSpread {
			// What is left of the page's props has the state that Clerk put
			// there, unless that is taken out by name.
			outer, ok := pattern.Parent().(*js.Property)
			return ok && key == pageProps && a.isKey(outer, key) && property(pattern, "__clerk_ssr_state") == nil || a.restOf(pattern, key)
		}
		return a.isKey(p, key)
	case *js.Declarator:
		if p.Target == js.Node(decl) {
			return p.Init != nil && a.isPart(p.Init, key)
		}
	}
	return false
}

// restOf reports whether pattern takes apart a member of the props, so that its
// rest stands for it.
func (a *appProps) restOf(pattern *js.ObjectPattern, key string) bool {
	d, ok := pattern.Parent().(*js.Declarator)
	return ok && key == pageProps && d.Target == js.Node(pattern) && d.Init != nil && a.isPart(d.Init, key) && property(pattern, "__clerk_ssr_state") == nil
}

// isKey reports whether a property of a pattern reads the member of the props.
func (a *appProps) isKey(p *js.Property, key string) bool {
	pattern, ok := p.Parent().(*js.ObjectPattern)
	return ok && p.Name == key && !p.Computed && a.isProps(pattern)
}
