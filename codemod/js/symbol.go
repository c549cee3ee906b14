package js

import (
	"slices"
	"sync/atomic"
)

// SymbolKind tells what introduced a name.
type SymbolKind uint8

// The kinds of symbols.
const (
	SymGlobal SymbolKind = iota // bound nowhere in the file
	SymImport                   // an import clause's local name
	SymVar
	SymLet
	SymConst
	SymFunction
	SymClass
	SymParam
	SymCatch
	SymOther // enum, namespace, arguments
)

// Symbol is one binding and everything that refers to it.
type Symbol struct {
	Name string
	Kind SymbolKind
	// Decls are the places that introduce the name, in source order: more
	// than one for a `var` or function that is declared again.
	Decls []*Ident
	// Refs are the places that read or write it, in source order. Bindings and
	// the items of export lists are not among them.
	Refs []*Ident
	// Scope is where the name is visible; nil for SymGlobal.
	Scope *Scope
	// Import is the clause item that introduced it, for SymImport.
	Import *ImportName

	// written remembers what Written said: it is asked at each reference, and
	// looks at all of them.
	written atomic.Uint32
}

// What a symbol remembers of its writes; 0 is that nobody has asked yet.
const (
	neverWritten = iota + 1
	isWritten
)

// Scope is a region of the file in which names are bound.
type Scope struct {
	// Node is the Program, *Function, *Block, *For, *ForIn, *Switch, *Try's
	// catch *Block, *Class or *Namespace that opens the scope.
	Node   Node
	Parent *Scope
	// Function is the nearest scope (itself included) that stops a `var`:
	// a *Function, the *Program, a *Namespace or a static block.
	Function *Scope
	Children []*Scope
	// Names are the symbols bound right here; nil when there are none.
	Names map[string]*Symbol
}

// Lookup finds what name means at this scope; nil if nothing in the file
// binds it.
func (s *Scope) Lookup(name string) *Symbol {
	for ; s != nil; s = s.Parent {
		if sym := s.Names[name]; sym != nil {
			return sym
		}
	}
	return nil
}

// Within reports whether s is outer or lies inside it.
func (s *Scope) Within(outer *Scope) bool {
	for ; s != nil; s = s.Parent {
		if s == outer {
			return true
		}
	}
	return false
}

// Written reports whether the symbol is ever assigned after its declaration,
// or declared more than once: then its first value says nothing about later
// ones.
func (s *Symbol) Written() bool {
	if known := s.written.Load(); known != 0 {
		return known == isWritten
	}
	if len(s.Decls) > 1 || slices.ContainsFunc(s.Refs, func(r *Ident) bool { return IsWrite(r) }) {
		s.written.Store(isWritten)
		return true
	}
	s.written.Store(neverWritten)
	return false
}

// IsWrite reports whether the reference is an assignment's target, an operand
// of ++ or --, or the head of a for-in loop, destructured or not.
func IsWrite(id Node) bool {
	child := id
	for p := id.Parent(); p != nil; child, p = p, p.Parent() {
		switch p := p.(type) {
		case *Assign:
			return p.X == child
		case *Unary:
			return p.Op == "++" || p.Op == "--" || p.Op == "delete"
		case *ForIn:
			return p.Init == child
		case *Property:
			if p.Value != child {
				return false
			}
		case *Object, *Array, *Spread:
		default:
			return false
		}
	}
	return false
}
