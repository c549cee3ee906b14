package clerk

import (
	"unicode"
	"unicode/utf8"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// given is what the first parameter of a function holds because of where the
// function ends up: the props of a component that withUser, withSession or
// withClerk wrap, or the argument of a render function.
func (f *File) given(fn *js.Function) *Value {
	c := f.climber()
	c.climb(fn, fn.Name == nil || isComponentName(fn.Name.Name))
	if fn.Name != nil {
		c.symbol(fn.Name.Sym)
	}
	if c.rendered != nil {
		return c.rendered
	}
	return c.props()
}

// classProps are the props of a class component: what wraps it, and the type
// argument of the class that it extends.
func (f *File) classProps(cls *js.Class) *Value {
	if v, known := f.classes[cls]; known {
		return v
	}
	if f.classes == nil {
		f.classes = map[*js.Class]*Value{}
	}
	f.classes[cls] = nil
	v := f.readClassProps(cls)
	f.classes[cls] = v
	return v
}

func (f *File) readClassProps(cls *js.Class) *Value {
	c := f.climber()
	c.climb(cls, true)
	if cls.Name != nil {
		c.symbol(cls.Name.Sym)
	}
	v := c.props()
	if t := f.superArgument(cls); t != nil && t.Kind == Props {
		if v == nil {
			return t
		}
		return joinProps(t, v)
	}
	return v
}

// joinProps has the members of both; a's win.
func joinProps(a, b *Value) *Value {
	v := *a
	v.members = map[string]*Value{}
	for k, m := range b.members {
		v.members[k] = m
	}
	for k, m := range a.members {
		v.members[k] = m
	}
	if v.Name == "" {
		v.Name = b.Name
	}
	return &v
}

func isComponentName(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}

// climber follows a component from its definition to the calls that it is
// given to.
type climber struct {
	f        *File
	seen     map[*js.Symbol]bool
	members  map[string]*Value
	origin   Origin
	rendered *Value
}

func (f *File) climber() *climber { return &climber{f: f, seen: map[*js.Symbol]bool{}} }

func (c *climber) props() *Value {
	if c.members == nil {
		return nil
	}
	return &Value{Kind: Props, Origin: c.origin, members: c.members}
}

// climb looks at the place where the function, a reference to it, or the
// result of wrapping it stands. anyCall is true where a call of something
// unknown may be another wrapper.
func (c *climber) climb(n js.Node, anyCall bool) {
	for {
		switch p := n.Parent().(type) {
		case *js.Call:
			if len(p.Args) == 0 || p.Args[0] != n {
				return
			}
			v := c.f.value(p.Callee)
			if v != nil && v.Kind == Export {
				h, ok := c.f.types.Wrappers[v.Name]
				if !ok {
					return
				}
				c.add(v, h)
			} else if v != nil || !c.composed(p) && !anyCall {
				return
			}
			n = p
			anyCall = true
		case *js.Declarator:
			if id, ok := p.Target.(*js.Ident); ok && p.Init == n {
				c.symbol(id.Sym)
			}
			return
		case *js.JSXElement:
			if p.Tag == n {
				return
			}
			c.render(p)
			return
		case *js.JSXAttr:
			if e, ok := p.Parent().(*js.JSXElement); ok && p.Name == "children" {
				c.render(e)
			}
			return
		default:
			return
		}
	}
}

// composed looks for wrappers in compose(withUser, …)(C).
func (c *climber) composed(p *js.Call) bool {
	inner, ok := p.Callee.(*js.Call)
	if !ok {
		return false
	}
	found := false
	for _, a := range inner.Args {
		v := c.f.value(a)
		if v == nil || v.Kind != Export {
			continue
		}
		if h, ok := c.f.types.Wrappers[v.Name]; ok {
			c.add(v, h)
			found = true
		}
	}
	return found
}

// symbol looks at all places that refer to the component by name.
func (c *climber) symbol(s *js.Symbol) {
	if s == nil || c.seen[s] || len(c.seen) > 100 || s.Written() {
		return
	}
	c.seen[s] = true
	for _, r := range s.Refs {
		c.climb(r, isComponentName(s.Name))
	}
}

func (c *climber) add(wrapper *Value, h Held) {
	if c.members == nil {
		c.members = map[string]*Value{}
		c.origin = wrapper.Origin
		c.origin.Param = true
	}
	v := wrapper.derive(Instance, h.Type)
	v.Origin.Param = true
	if _, taken := c.members[h.Member]; !taken {
		c.members[h.Member] = v
	}
}

func (c *climber) render(e *js.JSXElement) {
	v := c.f.value(e.Tag)
	if v == nil || v.Kind != Export {
		return
	}
	if t, ok := c.f.types.Renderers[v.Name]; ok && c.rendered == nil {
		c.rendered = v.derive(Instance, t)
		c.rendered.Origin.Param = true
	}
}

// thisMember is what this.name holds: the props of a class component, an
// annotated field, a parameter that the constructor makes a field of.
func (f *File) thisMember(n js.Node, name string) *Value {
	cls := enclosingClass(n)
	if cls == nil {
		return nil
	}
	for _, m := range cls.Members {
		if m.Name != name || m.Kind != js.PropField || m.Computed {
			continue
		}
		if v := f.fieldType(m); v != nil || name != "props" {
			return v
		}
	}
	for _, m := range cls.Members {
		fn, ok := m.Value.(*js.Function)
		if !ok || m.Name != "constructor" || m.Kind != js.PropMethod {
			continue
		}
		for _, p := range fn.Params {
			id, ok := p.Target.(*js.Ident)
			if ok && id.Name == name && f.isFieldParam(id) {
				return f.annotationAt(p.Type, p)
			}
		}
	}
	if name == "props" {
		return f.classProps(cls)
	}
	return nil
}

// isFieldParam reports whether a constructor's parameter declares a field.
func (f *File) isFieldParam(id *js.Ident) bool {
	switch f.Tok(f.TokenAt(id.Range().Start) - 1) {
	case "public", "private", "protected", "readonly", "override":
		return f.TypeScript
	}
	return false
}

// enclosingClass is the class whose instance `this` is at n.
func enclosingClass(n js.Node) *js.Class {
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p := p.(type) {
		case *js.Function:
			if p.Arrow {
				continue
			}
			m, ok := p.Parent().(*js.Property)
			if !ok {
				return nil
			}
			cls, _ := m.Parent().(*js.Class)
			return cls
		case *js.Property:
			if cls, ok := p.Parent().(*js.Class); ok {
				return cls
			}
		}
	}
	return nil
}
