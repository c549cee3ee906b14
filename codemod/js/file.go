package js

// File is one parsed source file.
type File struct {
	// Path is the name that the file was parsed under; it decides the dialect.
	Path string
	// Src is the text, byte order mark included. Never changed.
	Src string
	// Program is the root of the tree.
	Program *Program
	// Imports and Exports are all such statements in source order, type-only
	// ones included.
	Imports []*ImportDecl
	Exports []*ExportDecl
	// Tokens are all tokens in source order, without comments.
	Tokens []Token
	// Comments in source order.
	Comments []Comment
	// Module is the outermost scope.
	Module *Scope
	// Symbols are all symbols of the file, unbound ones included.
	Symbols []*Symbol
	// TypeScript is true for .ts, .tsx, .mts and .cts.
	TypeScript bool

	scopes  map[Node]*Scope
	idents  []*Ident // by the index of the token
	globals map[string]*Symbol
	// hoisted are the variables that functions in blocks of sloppy code are
	// too, by the offset of the function's name.
	hoisted map[int]*Symbol
}

// Text is the source text of a range.
func (f *File) Text(r Range) string { return f.Src[r.Start:r.End] }

// ScopeOf is the innermost scope that encloses a node (for a node that opens
// a scope: the one it opens).
func (f *File) ScopeOf(n Node) *Scope {
	for ; n != nil; n = n.Parent() {
		if s := f.scopes[n]; s != nil {
			return s
		}
	}
	return f.Module
}

// Global is the symbol of a name that is bound nowhere in the file but used;
// nil if there is no such use.
func (f *File) Global(name string) *Symbol { return f.globals[name] }

// IdentAt is the identifier node that begins at offset; nil where the token
// there is not part of the tree (a type, say).
func (f *File) IdentAt(offset int) *Ident {
	if i := f.TokenAt(offset); f.Tokens[i].Start == offset {
		return f.idents[i]
	}
	return nil
}

// Bound are the names that the target of a declaration binds.
func Bound(target Node) []*Ident {
	var all []*Ident
	Walk(target, func(n Node) bool {
		if id, ok := n.(*Ident); ok && id.Binding {
			all = append(all, id)
		}
		return true
	})
	return all
}

// Walk visits n and all nodes below it in source order. visit returns whether
// to go on below the node.
func Walk(n Node, visit func(Node) bool) {
	var below func(Node)
	below = func(n Node) { // one function for all nodes
		if n != nil && visit(n) {
			n.children(below)
		}
	}
	below(n)
}

// Enclosing is the nearest ancestor of n (n itself not included) for which
// ok is true; nil when there is none.
func Enclosing(n Node, ok func(Node) bool) Node {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if ok(p) {
			return p
		}
	}
	return nil
}

// EnclosingFunction is the function whose body or parameters hold n; nil at
// the top level.
func EnclosingFunction(n Node) *Function {
	fn, _ := Enclosing(n, func(p Node) bool { _, ok := p.(*Function); return ok }).(*Function)
	return fn
}

// StatementOf is the statement that n is part of (n itself if it is one), and
// the list it stands in: the Program, *Block, *Case or *Namespace. list is nil
// where the statement is the body of an if, a loop or a label.
func StatementOf(n Node) (stmt, list Node) {
	for ; n != nil; n = n.Parent() {
		switch p := n.Parent().(type) {
		case *Program, *Block, *Case, *Namespace:
			if c, ok := p.(*Case); ok && c.Test == n {
				continue
			}
			return n, p
		case *If:
			if p.Then == n || p.Else == n {
				return n, nil
			}
		case *For:
			if p.Body == n {
				return n, nil
			}
		case *ForIn:
			if p.Body == n {
				return n, nil
			}
		case *While:
			if p.Body == n {
				return n, nil
			}
		case *Labeled:
			if p.Body == n {
				return n, nil
			}
		}
	}
	return nil, nil
}
