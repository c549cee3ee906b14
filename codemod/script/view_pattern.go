package script

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// target converts what is bound or assigned to: a name, a member, a pattern,
// or a literal that stands for one.
func (b *builder) target(n js.Node, parent ref) ref {
	if n == nil {
		return none
	}
	i := b.pattern(n, parent)
	b.numbers[n] = i
	return i
}

func (b *builder) pattern(n js.Node, parent ref) ref {
	r := n.Range()
	switch n := n.(type) {
	case *js.ObjectPattern:
		i := b.open("ObjectPattern", r, parent)
		return b.close(i, b.properties(n.Props, i, b.target, "RestElement"))
	case *js.Object:
		i := b.open("ObjectPattern", r, parent)
		return b.close(i, b.properties(n.Props, i, b.target, "RestElement"))
	case *js.ArrayPattern:
		i := b.open("ArrayPattern", r, parent)
		items := make([]ref, len(n.Items))
		for j, item := range n.Items {
			items[j] = b.withDefault(item, n.Defaults[j], i)
		}
		return b.close(i, items)
	case *js.Array:
		i := b.open("ArrayPattern", r, parent)
		return b.close(i, list(b, n.Items, i, b.target))
	case *js.Rest:
		i := b.open("RestElement", r, parent)
		return b.close(i, b.target(n.Target, i))
	case *js.Spread:
		i := b.open("RestElement", r, parent)
		return b.close(i, b.target(n.X, i))
	case *js.Assign:
		i := b.open("AssignmentPattern", r, parent)
		return b.close(i, b.target(n.X, i), b.expr(n.Y, i))
	}
	return b.expression(n, parent)
}

// withDefault converts a target and the value that it has by default.
func (b *builder) withDefault(target, value js.Node, parent ref) ref {
	if target == nil {
		return none
	}
	if value == nil {
		return b.target(target, parent)
	}
	i := b.open("AssignmentPattern", js.Range{Start: target.Range().Start, End: value.Outer().End}, parent)
	return b.close(i, b.target(target, i), b.expr(value, i))
}

// properties converts the members of an object or a pattern; convert is how
// their values are.
func (b *builder) properties(props []*js.Property, parent ref, convert func(js.Node, ref) ref, rest string) []ref {
	out := make([]ref, len(props))
	for j, p := range props {
		if p.Kind == js.PropSpread {
			i := b.open(rest, p.Range(), parent)
			out[j] = b.close(i, convert(p.Value, i))
			continue
		}
		i := b.open("Property", p.Range(), parent)
		b.numbers[p] = i
		kind := "init"
		switch p.Kind {
		case js.PropGetter:
			kind = "get"
		case js.PropSetter:
			kind = "set"
		}
		key := b.key(p, i)
		value := none
		switch {
		case p.Default != nil:
			value = b.withDefault(p.Value, p.Default, i)
		case p.Kind == js.PropMethod || kind != "init":
			value = b.method(p, i)
		default:
			value = convert(p.Value, i)
		}
		out[j] = b.close(i, key, value, kind, p.Kind == js.PropMethod, p.Shorthand, p.Computed)
	}
	return out
}

// key converts the key of a member.
func (b *builder) key(p *js.Property, parent ref) ref {
	if p.Computed {
		return b.expr(p.Key, parent)
	}
	switch k := p.Key.(type) {
	case *js.String:
		if k.Quote == 0 {
			return b.name(p.KeyPos, k.Value, parent)
		}
	case *js.Literal:
		if name, ok := strings.CutPrefix(p.Name, "#"); ok {
			return b.leaf("PrivateIdentifier", p.KeyPos, parent, name)
		}
	}
	return b.expr(p.Key, parent)
}

// method converts a method's function.
func (b *builder) method(p *js.Property, parent ref) ref {
	fn, ok := p.Value.(*js.Function)
	if !ok {
		return b.expr(p.Value, parent)
	}
	i := b.function(fn, "FunctionExpression", fn.Range(), parent)
	b.numbers[fn] = i
	return i
}

// class converts a class; r is its own text, without `export`.
func (b *builder) class(n *js.Class, kind string, r js.Range, parent ref) ref {
	i := b.open(kind, r, parent)
	decorators := b.decorators(n.Decorators, i)
	id := none
	if n.Name != nil {
		id = b.expr(n.Name, i)
	}
	extends := b.expr(n.Extends, i)

	f := b.f
	last := f.TokenAt(max(r.End-1, r.Start))
	braces := js.Range{Start: r.End, End: r.End}
	if open := int(f.Tokens[last].Match); open >= 0 && open < last {
		braces.Start = f.Tokens[open].Start
	}
	body := b.open("ClassBody", braces, i)
	members := make([]ref, len(n.Members))
	for j, m := range n.Members {
		members[j] = b.classMember(m, body)
	}
	b.close(body, members)
	return b.close(i, id, extends, body, decorators)
}

func (b *builder) classMember(m *js.Property, parent ref) ref {
	r := m.Range()
	if m.Kind == js.PropStaticBlock {
		i := b.open("StaticBlock", r, parent)
		block, _ := m.Value.(*js.Block)
		if block == nil {
			return b.close(i, []ref{})
		}
		return b.close(i, b.body(block.Body, i, false))
	}
	static := false
	for t := b.f.TokenAt(r.Start); b.f.Tokens[t].Start < m.KeyPos.Start; t++ {
		static = static || b.f.Tok(t) == "static"
	}
	if m.Kind == js.PropField {
		i := b.open("PropertyDefinition", r, parent)
		decorators := b.decorators(m.Decorators, i)
		key := b.key(m, i)
		return b.close(i, key, b.expr(m.Value, i), m.Computed, static, decorators)
	}
	kind := "method"
	switch {
	case m.Kind == js.PropGetter:
		kind = "get"
	case m.Kind == js.PropSetter:
		kind = "set"
	case m.Name == "constructor" && !static && !m.Computed:
		kind = "constructor"
	}
	i := b.open("MethodDefinition", r, parent)
	decorators := b.decorators(m.Decorators, i)
	key := b.key(m, i)
	return b.close(i, key, b.method(m, i), kind, m.Computed, static, decorators)
}

func (b *builder) decorators(nodes []js.Node, parent ref) []ref {
	out := make([]ref, len(nodes))
	for j, n := range nodes {
		at := n.Outer()
		if t := b.f.TokenAt(at.Start) - 1; b.f.Tok(t) == "@" {
			at.Start = b.f.Tokens[t].Start
		}
		i := b.open("Decorator", at, parent)
		out[j] = b.close(i, b.expr(n, i))
	}
	return out
}
