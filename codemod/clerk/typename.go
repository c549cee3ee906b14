package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

// reference reads a type's name with its arguments.
func (p *typeReader) reference() *Value {
	f := p.f
	at := p.i
	names := p.path()
	args := p.optionalArguments()
	if p.bad {
		return nil
	}
	name := names[0]
	if p.isParameter(name) {
		return nil
	}
	if d := f.localType(name, f.Tokens[at].Start); d != nil {
		if len(names) > 1 {
			return nil
		}
		return p.declared(d)
	}
	item := f.importNamed(name)
	if item != nil && item.Sym != nil && p.owner != nil {
		// A class or enum of that name nearer than the import.
		if s := f.ScopeOf(p.owner).Lookup(name); s != item.Sym && s != nil && (s.Kind == js.SymClass || s.Kind == js.SymOther) {
			return nil
		}
	}
	if item == nil {
		if s := f.Module.Lookup(name); s != nil && (s.Kind == js.SymClass || s.Kind == js.SymOther) {
			return nil
		}
		return p.standard(names, args)
	}
	v := f.importValue(item)
	if v == nil {
		return p.framework(item, names, args)
	}
	for _, n := range names[1:] {
		v = f.member(v, n)
	}
	return p.typeOf(v, args)
}

// typeOf is an object of the type that an export names.
func (p *typeReader) typeOf(v *Value, args []*Value) *Value {
	if v == nil || v.Kind != Export {
		return nil
	}
	t := p.f.types
	var out *Value
	switch {
	case isClass(v):
		out = v.derive(Instance, t.Class)
	case t.Names[v.Name] != "":
		out = v.derive(Instance, t.Names[v.Name])
		if len(args) == 2 { // CreateMagicLinkFlowReturn<Params, Resource>
			out.Elem = args[1]
		}
	case t.Props[v.Name]:
		out = v.derive(Props, v.Name)
	case t.Holders[v.Name].Member != "":
		h := t.Holders[v.Name]
		out = v.derive(Props, v.Name)
		held := v.derive(Instance, h.Type)
		held.Origin.Typed = true
		out.members = map[string]*Value{h.Member: held}
		if len(args) > 0 && args[0] != nil && args[0].Kind == Props {
			out = joinProps(out, args[0])
		}
	default:
		return nil
	}
	out.Origin.Typed = true
	return out
}

// standard is a type of the language or of a global namespace.
func (p *typeReader) standard(names []string, args []*Value) *Value {
	first := func() *Value {
		if len(args) > 0 {
			return args[0]
		}
		return nil
	}
	if len(names) > 1 {
		if names[0] == "React" {
			return p.react(names[1], args)
		}
		return nil
	}
	switch names[0] {
	case "Array", "ReadonlyArray":
		return listOf(first())
	case "Promise", "PromiseLike":
		v := first()
		if v == nil {
			return nil
		}
		p := v.derive(Promise, "")
		p.Elem = v
		return p
	case "Readonly", "Partial", "Required", "NonNullable", "Omit", "Pick", "Exclude", "Extract":
		return first()
	}
	return nil
}

// framework is a type that a package of no interest exports round another.
func (p *typeReader) framework(item *js.ImportName, names []string, args []*Value) *Value {
	name := item.Imported
	if name == "*" || name == "default" {
		if len(names) != 2 {
			return nil
		}
		name = names[1]
	} else if len(names) != 1 {
		return nil
	}
	switch item.Decl.Specifier {
	case "react", "preact", "preact/compat":
		return p.react(name, args)
	case "next":
		if name == "NextPage" {
			return componentOf(args)
		}
	}
	return nil
}

// react is a type of React's.
func (p *typeReader) react(name string, args []*Value) *Value {
	switch name {
	case "FC", "FunctionComponent", "VFC", "VoidFunctionComponent", "ComponentType":
		return componentOf(args)
	case "PropsWithChildren", "PropsWithRef":
		if len(args) > 0 {
			return args[0]
		}
	case "ComponentProps", "ComponentPropsWithRef", "ComponentPropsWithoutRef":
		if len(args) == 0 || args[0] == nil || args[0].Kind != query {
			return nil
		}
		c := args[0].Elem
		if props := p.f.types.Components[c.Name]; c.Kind == Export && props != "" {
			v := c.derive(Props, props)
			v.Origin.Typed = true
			return v
		}
	}
	return nil
}

func componentOf(args []*Value) *Value {
	if len(args) == 0 || args[0] == nil {
		return nil
	}
	return &Value{Kind: component, Elem: args[0], Origin: args[0].Origin}
}
