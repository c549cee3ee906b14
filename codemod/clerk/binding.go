package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

// symbol is what a name holds, internal kinds included.
func (f *File) symbol(s *js.Symbol) *Value {
	if s == nil || f.depth > maxDepth {
		return nil
	}
	if v, known := f.symbols[s]; known {
		return v
	}
	if f.symbols == nil {
		f.symbols = map[*js.Symbol]*Value{}
	}
	f.symbols[s] = nil
	f.depth++
	v := f.evalSymbol(s)
	f.depth--
	f.symbols[s] = v
	return v
}

func (f *File) evalSymbol(s *js.Symbol) *Value {
	switch {
	case s.Import != nil:
		return f.importValue(s.Import)
	case s.Kind == js.SymGlobal:
		switch s.Name {
		case f.types.Global:
			return f.global()
		case "window", "globalThis", "self":
			return &Value{Kind: globalObject}
		}
		return nil
	}
	if len(s.Decls) == 1 && !s.Written() {
		return f.target(s.Decls[0])
	}
	if v := f.assigned(s); v != nil {
		return v
	}
	for _, d := range s.Decls {
		if v := f.annotated(d); v != nil {
			return v
		}
	}
	return nil
}

// assigned is what all values ever given to a name agree on; null and
// undefined have no say.
func (f *File) assigned(s *js.Symbol) *Value {
	var v *Value
	first := true
	add := func(source js.Node, one *Value) bool {
		if source == nil || isNullish(source) {
			return true
		}
		if first {
			v, first = one, false
		} else {
			v = merge(v, one)
		}
		return v != nil
	}
	for _, d := range s.Decls {
		switch p := d.Parent().(type) {
		case *js.Declarator:
			if loop, ok := forOf(p); ok {
				if !add(loop.X, f.target(d)) {
					return nil
				}
			} else if p.Init != nil && !add(p.Init, f.value(p.Init)) {
				return nil
			}
		default:
			if !add(d, f.target(d)) {
				return nil
			}
		}
	}
	for _, r := range s.Refs {
		if !js.IsWrite(r) {
			continue
		}
		if a, ok := r.Parent().(*js.Assign); ok {
			one := f.value(a)
			if a.Op != "=" {
				one = f.value(a.Y)
			}
			if !add(a.Y, one) {
				return nil
			}
			continue
		}
		if !add(r, f.target(r)) {
			return nil
		}
	}
	return v
}

// target is the value that arrives at a binding or an assignment's target: a
// name, or a pattern.
func (f *File) target(t js.Node) *Value {
	switch p := t.Parent().(type) {
	case *js.Property:
		return f.propertyRead(p)
	case *js.ArrayPattern, *js.Array:
		if v := f.value(p); v != nil && v.Kind == List {
			return v.Elem
		}
	case *js.Rest:
		return f.restOf(p)
	case *js.Spread:
		return f.restOf(p)
	case *js.Declarator:
		return f.declared(p)
	case *js.Param:
		return f.param(p)
	case *js.Assign:
		if p.X == t {
			return f.value(p.Y)
		}
		return f.target(p) // a default: { a = x } in an assignment's pattern
	case *js.ForIn:
		if p.Of && p.Init == t {
			return elem(f.value(p.X))
		}
	}
	return nil
}

// restOf is the list that `...rest` takes the end of.
func (f *File) restOf(n js.Node) *Value {
	if v := f.value(n.Parent()); v != nil && v.Kind == List {
		return v
	}
	return nil
}

func elem(v *Value) *Value {
	if v != nil && v.Kind == List {
		return v.Elem
	}
	return nil
}

// propertyRead is the value that a pattern's property reads; nil for the
// properties of literals. What `...rest` collects is seen as the whole.
func (f *File) propertyRead(p *js.Property) *Value {
	switch o := p.Parent().(type) {
	case *js.ObjectPattern:
	case *js.Object:
		if !isPattern(o) {
			return nil
		}
	default:
		return nil
	}
	v := f.value(p.Parent())
	if v == nil || p.Kind == js.PropSpread {
		return v
	}
	return f.member(v, p.Name)
}

// isPattern reports whether an object or array literal is an assignment's
// target.
func isPattern(n js.Node) bool {
	for {
		switch p := n.Parent().(type) {
		case *js.Assign:
			if p.X == n {
				return true
			}
			// A default value within a pattern is no pattern.
			return false
		case *js.ForIn:
			return p.Init == n
		case *js.Property:
			if p.Value != n {
				return false
			}
			n = p
		case *js.Object, *js.Array, *js.Spread:
			n = p
		default:
			return false
		}
	}
}

// declared is what a declarator's target gets.
func (f *File) declared(d *js.Declarator) *Value {
	if loop, ok := forOf(d); ok {
		return elem(f.value(loop.X))
	}
	if v := f.value(d.Init); v != nil {
		return v
	}
	return f.annotationAt(d.Type, d)
}

func forOf(d *js.Declarator) (*js.ForIn, bool) {
	decl := d.Parent()
	if decl == nil {
		return nil, false
	}
	loop, ok := decl.Parent().(*js.ForIn)
	return loop, ok && loop.Of && loop.Init == decl
}

// annotated is what the annotation of a declaration says of the name in it.
func (f *File) annotated(d *js.Ident) *Value {
	switch p := d.Parent().(type) {
	case *js.Declarator:
		return f.annotationAt(p.Type, p)
	case *js.Param:
		return f.annotationAt(p.Type, p)
	}
	return nil
}

// param is what a parameter is called with.
func (f *File) param(p *js.Param) *Value {
	fn, ok := p.Parent().(*js.Function)
	if !ok {
		return nil // a catch binding
	}
	if p.Rest {
		return nil
	}
	v := f.annotationAt(p.Type, p)
	if v != nil && v.Kind != Props {
		return v
	}
	for i, q := range fn.Params {
		if q == p {
			given := f.argument(fn, i)
			if v == nil {
				return given
			}
			if given != nil && given.Kind == Props {
				return joinProps(v, given)
			}
		}
	}
	return v
}

// argument is what a function's i-th parameter is called with, where the
// function's place tells: callbacks of promises and arrays, components that
// are given to withUser and its like, and render functions.
func (f *File) argument(fn *js.Function, i int) *Value {
	if c, ok := fn.Parent().(*js.Call); ok && c.Callee != js.Node(fn) {
		if v, ok := f.callbackArgument(c, fn, i); ok {
			return v
		}
	}
	if i > 0 {
		return nil
	}
	if m, ok := fn.Parent().(*js.Property); ok && takesProps(m) {
		if cls, ok := m.Parent().(*js.Class); ok {
			return f.classProps(cls)
		}
	}
	if d, ok := fn.Parent().(*js.Declarator); ok {
		if v := f.annotationAt(d.Type, d); v != nil && v.Kind == component {
			return v.Elem
		}
	}
	return f.given(fn)
}

// takesProps reports whether a method of a class component is called with
// props first.
func takesProps(m *js.Property) bool {
	switch m.Name {
	case "constructor", "shouldComponentUpdate", "componentDidUpdate", "getSnapshotBeforeUpdate",
		"componentWillReceiveProps", "UNSAFE_componentWillReceiveProps", "getDerivedStateFromProps":
		return m.Kind == js.PropMethod && !m.Computed
	}
	return false
}

// callbackArgument is the i-th argument of the callback fn in the call c.
func (f *File) callbackArgument(c *js.Call, fn *js.Function, i int) (v *Value, ok bool) {
	m, isMember := c.Callee.(*js.Member)
	first := len(c.Args) > 0 && c.Args[0] == js.Node(fn)
	if isMember && first {
		x := f.value(m.X)
		switch {
		case x == nil:
		case x.Kind == Promise && m.Name == "then":
			if i == 0 {
				return x.Elem, true
			}
			return nil, true
		case x.Kind == List:
			switch m.Name {
			case "map", "filter", "find", "findLast", "findIndex", "forEach", "some", "every", "flatMap":
				if i == 0 {
					return x.Elem, true
				}
			case "sort", "toSorted":
				return x.Elem, true
			case "reduce", "reduceRight":
				if i == 1 {
					return x.Elem, true
				}
			}
			return nil, true
		}
	}
	if first && i == 0 {
		if v := f.value(c.Callee); v != nil && v.Kind == Method {
			if t := f.types.Types[v.Type][v.Name].Callback; t != "" {
				return v.derive(Instance, t), true
			}
		}
	}
	return nil, false
}
