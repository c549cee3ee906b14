package rules

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// bag is a variable that was declared with an object literal, or with a choice
// that has one on some side.
type bag struct {
	sym  *js.Symbol
	init js.Node
	// uses are the references at which a place gets the object.
	uses map[*js.Ident]bool
	// annotated is true where a type makes the literal one of the SDK's.
	annotated bool
	visiting  bool
	// sealed remembers the answer of [survey.closed], reads those of
	// [bag.readBy].
	sealed *bool
	reads  map[string]bool
}

// bag is what a symbol holds; nil when that cannot be seen.
func (s *survey) bag(sym *js.Symbol) *bag {
	if b, known := s.bags[sym]; known {
		return b
	}
	var b *bag
	if len(sym.Decls) == 1 {
		d, ok := sym.Decls[0].Parent().(*js.Declarator)
		if ok && d.Target == js.Node(sym.Decls[0]) && holdsLiteral(d.Init) {
			b = &bag{sym: sym, init: d.Init, uses: map[*js.Ident]bool{}}
		}
	}
	s.bags[sym] = b
	return b
}

// holdsLiteral reports whether an expression gives an object literal, or may.
func holdsLiteral(n js.Node) bool {
	switch n := n.(type) {
	case *js.Object:
		return true
	case *js.Call:
		_, assigns := assignArguments(n)
		return assigns || literalOf(n) != nil
	case *js.Cond:
		return holdsLiteral(n.Then) || holdsLiteral(n.Else)
	case *js.Binary:
		switch n.Op {
		case "&&", "||", "??":
			return holdsLiteral(n.X) || holdsLiteral(n.Y)
		}
	}
	return false
}

// annotatedRoute is the route to an annotated object: through the variable
// that it is declared in, if it is declared in one.
func (s *survey) annotatedRoute(object *js.Object) route {
	var n js.Node = object
	for {
		switch parent := n.Parent().(type) {
		case *js.Cond, *js.Binary:
			n = parent
			continue
		case *js.Declarator:
			id, ok := parent.Target.(*js.Ident)
			if !ok || parent.Init != n {
				return route{}
			}
			if b := s.bag(id.Sym); b != nil {
				b.annotated = true
				return route{}.through(b)
			}
		}
		return route{}
	}
}

// closed reports whether the surveyed places are all that ever sees the
// literal, so that its keys can be renamed where they are written.
func (s *survey) closed(b *bag) bool {
	if b.sealed == nil {
		sealed := b.sym.Kind == js.SymConst && !s.exported(b.sym) && !s.isQueried(b.sym.Name) &&
			!slices.ContainsFunc(b.sym.Refs, func(ref *js.Ident) bool { return !b.uses[ref] })
		b.sealed = &sealed
	}
	return *b.sealed
}

// isQueried reports whether a type asks for the type of a variable of that
// name. The tree has no types, so that any variable of the name counts.
func (s *survey) isQueried(name string) bool {
	if s.queried == nil {
		s.queried = map[string]bool{}
		f := s.p.File.File
		for i := 1; f.TypeScript && i < len(f.Tokens); i++ {
			if f.Tokens[i].Kind == js.TokIdent && f.Tok(i-1) == "typeof" && f.IdentAt(f.Tokens[i].Start) == nil {
				s.queried[f.Tok(i)] = true
			}
		}
	}
	return s.queried[name]
}

// exported reports whether other modules can see the symbol.
func (s *survey) exported(sym *js.Symbol) bool {
	for _, d := range sym.Decls {
		if decl, ok := js.Enclosing(d, isVarDecl).(*js.VarDecl); ok && decl.Export {
			return true
		}
	}
	for _, e := range s.p.File.File.Exports {
		for _, name := range e.Names {
			if name.Sym == sym {
				return true
			}
		}
	}
	return false
}

func isVarDecl(n js.Node) bool { _, ok := n.(*js.VarDecl); return ok }

// membersWritten are the members of the variable that are assigned to or
// deleted.
func membersWritten(sym *js.Symbol) []memberWrite {
	var out []memberWrite
	for _, ref := range sym.Refs {
		switch m := ref.Parent().(type) {
		case *js.Member:
			if m.X == js.Node(ref) && js.IsWrite(m) {
				out = append(out, memberWrite{m, m.Name})
			}
		case *js.Index:
			if m.X == js.Node(ref) && js.IsWrite(m) {
				name, _ := m.Arg.(*js.String)
				w := memberWrite{node: m}
				if name != nil {
					w.name = name.Value
				}
				out = append(out, w)
			}
		}
	}
	return out
}

// memberWrite is a member that is written to; its name is "" where the text
// does not show it.
type memberWrite struct {
	node js.Node
	name string
}

// readBy reports whether the variable's member of that name is read or written
// anywhere in the file.
func (b *bag) readBy(name string) bool {
	read, known := b.reads[name]
	if !known {
		if b.reads == nil {
			b.reads = map[string]bool{}
		}
		read = readsOf(b.sym, name)
		b.reads[name] = read
	}
	return read
}

func readsOf(sym *js.Symbol, name string) bool {
	return slices.ContainsFunc(sym.Refs, func(ref *js.Ident) bool {
		switch parent := ref.Parent().(type) {
		case *js.Member:
			return parent.X == js.Node(ref) && parent.Name == name
		case *js.Index:
			literal, ok := parent.Arg.(*js.String)
			return ok && parent.X == js.Node(ref) && literal.Value == name
		case *js.Declarator:
			pattern, ok := parent.Target.(*js.ObjectPattern)
			return ok && slices.ContainsFunc(pattern.Props, func(p *js.Property) bool { return p.Name == name })
		}
		return false
	})
}
