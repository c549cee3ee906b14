package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

// Types are read from the tokens: the tree does not have them.

// annotation is what the annotation at r says.
func (f *File) annotation(r js.Range) *Value {
	if r.Len() == 0 || !f.TypeScript {
		return nil
	}
	var at js.Node = f.Program
	js.Walk(f.Program, func(n js.Node) bool {
		inside := n == js.Node(f.Program) || n.Outer().Covers(r)
		if inside {
			at = n
		}
		return inside
	})
	return f.annotationAt(r, at)
}

// annotationAt is what the annotation at r says, which belongs to the node
// owner: its type parameters are in scope.
func (f *File) annotationAt(r js.Range, owner js.Node) *Value {
	if r.Len() == 0 || !f.TypeScript {
		return nil
	}
	p := typeReader{f: f, i: f.TokenAt(r.Start), owner: owner}
	v := p.read()
	if p.bad || p.i < len(f.Tokens) && f.Tokens[p.i].Start < r.End {
		return nil
	}
	return v.typed()
}

// typed marks a value as known by annotation only. The type null alone is
// nothing.
func (v *Value) typed() *Value {
	if v == nil || v.Kind == nullish {
		return nil
	}
	return v
}

// fieldType is what the annotation of a class field says.
func (f *File) fieldType(m *js.Property) *Value {
	if !f.TypeScript {
		return nil
	}
	i := f.TokenAt(m.KeyPos.End)
	for f.Tok(i) == "?" || f.Tok(i) == "!" {
		i++
	}
	if f.Tok(i) != ":" {
		return nil
	}
	p := typeReader{f: f, i: i + 1, owner: m}
	v := p.read()
	if p.bad {
		return nil
	}
	return v.typed()
}

// superArgument is the first type argument of the class that cls extends.
func (f *File) superArgument(cls *js.Class) *Value {
	if cls.Extends == nil || !f.TypeScript {
		return nil
	}
	i := f.TokenAt(cls.Extends.Outer().End)
	if f.Tok(i) != "<" {
		return nil
	}
	p := typeReader{f: f, i: i + 1, owner: cls}
	v := p.read()
	if p.bad || f.Tok(p.i) != "," && f.Tok(p.i) != ">" {
		return nil
	}
	return v.typed()
}

// cast is what the casts round a node say: the outermost counts.
func (f *File) cast(n js.Node) *Value {
	if !f.TypeScript {
		return nil
	}
	outer, inner := n.Outer(), n.Range()
	for i, end := f.TokenAt(outer.Start), f.TokenAt(inner.Start); i < end; i++ {
		if f.Tok(i) == "<" {
			p := typeReader{f: f, i: i + 1, owner: n}
			if v := p.read(); !p.bad && f.Tok(p.i) == ">" {
				return v.typed()
			}
			return nil
		}
	}
	var v *Value
	for i := f.TokenAt(inner.End); i < len(f.Tokens) && f.Tokens[i].Start < outer.End; {
		switch f.Tok(i) {
		case "as", "satisfies":
			p := typeReader{f: f, i: i + 1, owner: n}
			one := p.read()
			if p.bad || p.i <= i {
				return nil
			}
			v, i = one, p.i
		default:
			i++
		}
	}
	return v.typed()
}

// expected is the type that an object literal is annotated with, by the
// declaration that it initialises.
func (f *File) expected(o js.Node) *Value {
	if !f.TypeScript {
		return nil
	}
	var n js.Node = o
	lists := 0
	for {
		switch p := n.Parent().(type) {
		case *js.Declarator:
			if p.Init != n {
				return nil
			}
			return unlist(f.annotationAt(p.Type, p), lists)
		case *js.Param:
			if p.Default != n {
				return nil
			}
			return unlist(f.annotationAt(p.Type, p), lists)
		case *js.Property:
			if _, field := p.Parent().(*js.Class); !field || p.Value != n {
				return nil
			}
			return unlist(f.fieldType(p), lists)
		case *js.Array:
			lists++
			n = p
		case *js.Cond:
			if p.Test == n {
				return nil
			}
			n = p
		case *js.Assign:
			id, ok := p.X.(*js.Ident)
			if !ok || p.Op != "=" || len(id.Sym.Decls) != 1 {
				return nil
			}
			return unlist(f.annotated(id.Sym.Decls[0]), lists)
		default:
			return nil
		}
	}
}

func unlist(v *Value, times int) *Value {
	for ; times > 0; times-- {
		v = elem(v)
	}
	if v != nil && v.Kind != Props {
		return nil
	}
	return v
}
