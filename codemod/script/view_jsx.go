package script

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// element converts an element or a fragment.
func (b *builder) element(n *js.JSXElement, parent ref) ref {
	r := n.Range()
	closing := js.Range{Start: r.End, End: r.End}
	if !n.SelfClosing {
		closing.Start = b.closingTag(n)
	}
	if n.Tag == nil {
		i := b.open("JSXFragment", r, parent)
		opening := b.leaf("JSXOpeningFragment", n.OpenTag, i)
		children := list(b, n.Children, i, b.child)
		return b.close(i, opening, children, b.leaf("JSXClosingFragment", closing, i))
	}
	i := b.open("JSXElement", r, parent)
	o := b.open("JSXOpeningElement", n.OpenTag, i)
	name := b.tag(n.Tag, o)
	attrs := make([]ref, len(n.Attrs))
	for j, a := range n.Attrs {
		attrs[j] = b.attribute(a, o)
	}
	b.close(o, name, attrs, n.SelfClosing)
	children := list(b, n.Children, i, b.child)
	if n.SelfClosing {
		return b.close(i, o, children, none)
	}
	c := b.open("JSXClosingElement", closing, i)
	b.close(c, b.closingName(n, c))
	return b.close(i, o, children, c)
}

// closingTag is where the closing tag begins.
func (b *builder) closingTag(n *js.JSXElement) int {
	f := b.f
	at := n.Range().End - 1
	if n.CloseName.Len() > 0 {
		at = n.CloseName.Start
	}
	for t := f.TokenAt(at); t > 0 && f.Tokens[t].Start >= n.OpenTag.End; t-- {
		if f.Tok(t) == "<" {
			return f.Tokens[t].Start
		}
	}
	return n.Range().End
}

// tag converts the name of an opening tag.
func (b *builder) tag(n js.Node, parent ref) ref {
	i := none
	switch n := n.(type) {
	case *js.Ident:
		i = b.leaf("JSXIdentifier", n.Range(), parent, n.Name)
		b.bound(i, n.Sym)
	case *js.Member:
		i = b.open("JSXMemberExpression", n.Range(), parent)
		object := b.tag(n.X, i)
		b.close(i, object, b.leaf("JSXIdentifier", n.NamePos, i, n.Name))
	default:
		i = b.jsxName(n.Range(), parent)
	}
	b.numbers[n] = i
	return i
}

// jsxName converts a name as it is written: a, a-b, a:b.
func (b *builder) jsxName(r js.Range, parent ref) ref {
	text := b.f.Text(r)
	at := strings.IndexByte(text, ':')
	if at < 0 {
		return b.leaf("JSXIdentifier", r, parent, text)
	}
	i := b.open("JSXNamespacedName", r, parent)
	space := js.Range{Start: r.Start, End: r.Start + at}
	name := js.Range{Start: r.Start + at + 1, End: r.End}
	return b.close(i,
		b.leaf("JSXIdentifier", space, i, strings.TrimSpace(b.f.Text(space))),
		b.leaf("JSXIdentifier", name, i, strings.TrimSpace(b.f.Text(name))))
}

// closingName converts the name of a closing tag, which the tree has only as
// text. It refers to what the opening tag's does.
func (b *builder) closingName(n *js.JSXElement, parent ref) ref {
	text := b.f.Text(n.CloseName)
	parts := strings.Split(text, ".")
	if len(parts) == 1 {
		i := b.jsxName(n.CloseName, parent)
		if id, ok := n.Tag.(*js.Ident); ok {
			b.bound(i, id.Sym)
		}
		return i
	}
	var make func(parts []string, end int, parent ref) ref
	make = func(parts []string, end int, parent ref) ref {
		last := parts[len(parts)-1]
		word := strings.TrimSpace(last)
		start := end - len(last) + strings.Index(last, word)
		at := js.Range{Start: start, End: start + len(word)}
		if len(parts) == 1 {
			i := b.leaf("JSXIdentifier", at, parent, word)
			return i
		}
		i := b.open("JSXMemberExpression", js.Range{Start: n.CloseName.Start, End: at.End}, parent)
		object := make(parts[:len(parts)-1], end-len(last)-1, i)
		return b.close(i, object, b.leaf("JSXIdentifier", at, i, word))
	}
	return make(parts, n.CloseName.End, parent)
}

func (b *builder) attribute(a *js.JSXAttr, parent ref) ref {
	if a.Spread {
		i := b.open("JSXSpreadAttribute", a.Range(), parent)
		return b.close(i, b.expr(a.Value, i))
	}
	i := b.open("JSXAttribute", a.Range(), parent)
	name := b.jsxName(a.NamePos, i)
	value := none
	switch {
	case a.Value == nil:
	case strings.HasPrefix(b.f.Text(a.ValuePos), "{"):
		c := b.open("JSXExpressionContainer", a.ValuePos, i)
		value = b.close(c, b.expr(a.Value, c))
	default:
		value = b.expr(a.Value, i)
	}
	return b.close(i, name, value)
}

// child converts what stands between tags.
func (b *builder) child(n js.Node, parent ref) ref {
	switch n.(type) {
	case *js.JSXText, *js.JSXElement:
		outside := n.Outer()
		if b.f.Tok(b.f.TokenAt(outside.Start)-1) != "{" || isText(n) {
			return b.expr(n, parent)
		}
	}
	at := n.Outer()
	first, last := b.f.TokenAt(at.Start)-1, b.f.TokenAt(at.End)
	if b.f.Tok(first) == "{" && b.f.Tok(last) == "}" {
		at = js.Range{Start: b.f.Tokens[first].Start, End: b.f.Tokens[last].End}
	}
	if s, ok := n.(*js.Spread); ok {
		i := b.open("JSXSpreadChild", at, parent)
		return b.close(i, b.expr(s.X, i))
	}
	i := b.open("JSXExpressionContainer", at, parent)
	return b.close(i, b.expr(n, i))
}

func isText(n js.Node) bool { _, ok := n.(*js.JSXText); return ok }
