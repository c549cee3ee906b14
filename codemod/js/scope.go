package js

// buildScopes walks the measured tree and records which scope binds each
// symbol. Who a reference means was decided by the parser; the scopes answer
// the other question, which names a place can see.
func (f *File) buildScopes() {
	f.scopes = map[Node]*Scope{}
	f.idents = make([]*Ident, len(f.Tokens))
	f.globals = map[string]*Symbol{}
	b := &scopeBuilder{f: f}
	b.child = func(n Node) { b.visit(n, b.scope) }
	f.Module = b.open(f.Program, nil, true)
	for _, d := range f.Imports {
		for _, n := range d.Names {
			if n.Sym != nil {
				b.bind(f.Module, n.Sym)
			}
		}
	}
	for _, s := range f.Program.Body {
		b.visit(s, f.Module)
	}
	for _, s := range f.Symbols {
		if s.Kind == SymGlobal && s.Scope == nil && len(s.Refs) > 0 {
			f.globals[s.Name] = s
		}
	}
}

type scopeBuilder struct {
	f *File
	// scope is where child visits; one closure for all nodes.
	scope *Scope
	child func(Node)
}

func (b *scopeBuilder) open(n Node, parent *Scope, function bool) *Scope {
	s := &Scope{Node: n, Parent: parent}
	s.Function = s
	if !function && parent != nil {
		s.Function = parent.Function
	}
	if parent != nil {
		parent.Children = append(parent.Children, s)
	}
	b.f.scopes[n] = s
	return s
}

func (b *scopeBuilder) bind(s *Scope, sym *Symbol) {
	if sym.Scope == nil {
		sym.Scope = s
	}
	if s.Names[sym.Name] == nil {
		if s.Names == nil {
			s.Names = map[string]*Symbol{}
		}
		s.Names[sym.Name] = sym
	}
}

func (b *scopeBuilder) all(nodes []Node, s *Scope) {
	for _, n := range nodes {
		if n != nil {
			b.visit(n, s)
		}
	}
}

func (b *scopeBuilder) visit(n Node, s *Scope) {
	switch n := n.(type) {
	case *Ident:
		b.ident(n, s)
		return
	case *Function:
		b.function(n, s, true)
		return
	case *FunctionDecl:
		if name := n.Fn.Name; name != nil {
			b.ident(name, s)
			if sym := b.f.hoisted[name.span.Start]; sym != nil {
				sym.Decls = append(sym.Decls, name)
				b.bind(s.Function, sym)
			}
		}
		b.function(n.Fn, s, false)
		return
	case *ClassDecl:
		if n.Class.Name != nil {
			b.bind(s, n.Class.Name.Sym)
		}
	case *Class:
		s = b.open(n, s, false)
	case *Property:
		if n.Kind == PropStaticBlock {
			s = b.open(n, s, true)
		}
	case *Block, *For, *ForIn, *Switch:
		s = b.open(n, s, false)
	case *Namespace:
		inner := b.open(n, s, true)
		if n.Name != nil {
			b.ident(n.Name, s)
		}
		b.all(n.Body, inner)
		return
	case *Try:
		b.visit(n.Block, s)
		if n.Catch != nil {
			inner := b.open(n.Catch, s, false)
			if n.Param != nil {
				b.visit(n.Param, inner)
			}
			b.all(n.Catch.Body, inner)
		}
		if n.Finally != nil {
			b.visit(n.Finally, s)
		}
		return
	}
	outer := b.scope
	b.scope = s
	n.children(b.child)
	b.scope = outer
}

// function visits a function; named is true where its name is its own affair,
// as that of a function expression is.
func (b *scopeBuilder) function(n *Function, s *Scope, named bool) {
	inner := b.open(n, s, true)
	for _, p := range n.Params {
		b.visit(p, inner)
	}
	if n.Body != nil {
		// A body shares its function's scope: nothing may be declared twice
		// in the two.
		b.f.scopes[n.Body] = inner
		b.all(n.Body.Body, inner)
	}
	if n.Expr != nil {
		b.visit(n.Expr, inner)
	}
	if named && n.Name != nil {
		b.ident(n.Name, inner) // last, for whatever else has the name hides it
	}
}

func (b *scopeBuilder) ident(n *Ident, s *Scope) {
	if n.synthetic {
		return
	}
	b.f.idents[n.first] = n
	if !n.Binding {
		n.Sym.Refs = append(n.Sym.Refs, n)
		return
	}
	n.Sym.Decls = append(n.Sym.Decls, n)
	if n.Sym.Kind == SymVar {
		s = s.Function
	}
	b.bind(s, n.Sym)
}
