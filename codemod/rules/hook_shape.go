package rules

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// memberRead is one place at which a member of a followed value is named.
type memberRead struct {
	// node is the *js.Member, the *js.Index or the pattern's *js.Property.
	node js.Node
	name string
}

// resultFlow is what a file does with a value: the members that it reads, by
// whatever name the value has there, and nothing about where else it goes.
type resultFlow struct {
	f     *js.File
	reads []memberRead
	seen  []*js.Symbol
}

// followResult follows the value of an expression through declarations,
// aliases, assignments, patterns and defaults.
func followResult(f *js.File, n js.Node) *resultFlow {
	r := &resultFlow{f: f}
	r.expr(n)
	return r
}

func (r *resultFlow) expr(n js.Node) {
	switch p := n.Parent().(type) {
	case *js.Member:
		if p.X == n {
			r.reads = append(r.reads, memberRead{p, p.Name})
		}
	case *js.Index:
		if key, ok := p.Arg.(*js.String); ok && p.X == n {
			r.reads = append(r.reads, memberRead{p, key.Value})
		}
	case *js.Declarator:
		if p.Init == n {
			r.target(p.Target)
		}
	case *js.Param:
		if p.Default == n {
			r.target(p.Target)
		}
	case *js.ArrayPattern:
		if i := slices.Index(p.Defaults, n); i >= 0 {
			r.target(p.Items[i])
		}
	case *js.Assign:
		if p.Y == n {
			r.target(p.X)
			r.expr(p)
		}
	case *js.Binary:
		switch p.Op {
		case "||", "??":
			r.expr(p)
		case "&&", ",":
			if p.Y == n {
				r.expr(p)
			}
		}
	case *js.Cond:
		if p.Test != n {
			r.expr(p)
		}
	case *js.Await:
		r.expr(p)
	case *js.Property:
		if p.Default == n {
			r.target(p.Value)
		} else if literal, ok := p.Parent().(*js.Object); ok && p.Value == n && p.Kind == js.PropField && p.Name != "" {
			r.kept(literal, p.Name)
		}
	case *js.Array:
		r.item(p, slices.Index(p.Items, n))
	}
}

// kept follows the value into an object literal that keeps it under a key.
func (r *resultFlow) kept(literal js.Node, key string) {
	d, ok := literal.Parent().(*js.Declarator)
	if !ok || d.Init != literal {
		return
	}
	switch target := d.Target.(type) {
	case *js.ObjectPattern:
		r.underKey(target, key)
	case *js.Ident:
		for _, ref := range target.Sym.Refs {
			switch p := ref.Parent().(type) {
			case *js.Member:
				if p.X == js.Node(ref) && p.Name == key {
					r.expr(p)
				}
			case *js.Declarator:
				if pattern, ok := p.Target.(*js.ObjectPattern); ok && p.Init == js.Node(ref) {
					r.underKey(pattern, key)
				}
			}
		}
	}
}

func (r *resultFlow) underKey(pattern *js.ObjectPattern, key string) {
	for _, p := range pattern.Props {
		if p.Name == key && p.Kind != js.PropSpread {
			r.target(p.Value)
		}
	}
}

// item follows the value from an array literal into the pattern that takes it
// apart.
func (r *resultFlow) item(literal *js.Array, i int) {
	d, ok := literal.Parent().(*js.Declarator)
	if !ok || d.Init != js.Node(literal) {
		return
	}
	for j := range min(i, len(literal.Items)) {
		if _, spread := literal.Items[j].(*js.Spread); spread {
			return
		}
	}
	if pattern, ok := d.Target.(*js.ArrayPattern); ok && i >= 0 && i < len(pattern.Items) && pattern.Items[i] != nil {
		r.target(pattern.Items[i])
	}
}

// target follows the value into what it is assigned to.
func (r *resultFlow) target(n js.Node) {
	switch n := n.(type) {
	case *js.Ident:
		if slices.Contains(r.seen, n.Sym) {
			return
		}
		r.seen = append(r.seen, n.Sym)
		for _, ref := range n.Sym.Refs {
			r.expr(ref)
		}
	case *js.ObjectPattern:
		r.keys(n.Props)
	case *js.Object:
		r.keys(n.Props)
	}
}

func (r *resultFlow) keys(props []*js.Property) {
	for _, p := range props {
		if p.Kind != js.PropSpread && p.Name != "" {
			r.reads = append(r.reads, memberRead{p, p.Name})
		}
	}
}

// isDiscarded reports whether nothing takes the result of a call: it is a
// statement of its own, or is given to an empty pattern.
func isDiscarded(call *js.Call) bool {
	switch p := call.Parent().(type) {
	case *js.ExprStmt:
		return true
	case *js.Declarator:
		pattern, ok := p.Target.(*js.ObjectPattern)
		return ok && len(pattern.Props) == 0
	}
	return false
}
