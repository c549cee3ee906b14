package rules

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// gather follows an expression to the names that it gives to pl.
func (s *survey) gather(pl *place, n js.Node, r route) {
	if s.steps--; s.steps < 0 {
		pl.hide(n)
		return
	}
	switch n := n.(type) {
	case nil:
	case *js.Object:
		s.object(pl, n, r)
	case *js.Cond:
		s.gather(pl, n.Then, r.fork(n, 0))
		s.gather(pl, n.Else, r.fork(n, 1))
	case *js.Binary:
		switch n.Op {
		case "&&": // what a falsy operand spreads is nothing
			s.gather(pl, n.Y, r.fork(n, 1))
		case "||", "??":
			s.gather(pl, n.X, r.fork(n, 0))
			s.gather(pl, n.Y, r.fork(n, 1))
		case ",":
			s.gather(pl, n.Y, r)
		default:
			pl.hide(n)
		}
	case *js.Literal:
		if n.Kind == js.LitOther || n.Kind == js.LitThis || n.Kind == js.LitSuper {
			pl.hide(n)
		}
	case *js.Ident:
		s.variable(pl, n, r)
	case *js.Call:
		if object := literalOf(n); object != nil {
			s.object(pl, object, r)
			return
		}
		if assigned, ok := assignArguments(n); ok {
			for _, arg := range assigned {
				s.gather(pl, arg, r)
			}
			return
		}
		pl.hide(n)
	default:
		pl.hide(n)
	}
}

// hide records an expression whose names cannot be seen.
func (pl *place) hide(n js.Node) {
	pl.open = true
	pl.unseen = append(pl.unseen, n)
}

// fork is the route on one side of a choice.
func (r route) fork(at js.Node, side int) route {
	return route{append(slices.Clip(r.path), branch{at, side}), r.via}
}

// through is the route into what a variable holds.
func (r route) through(b *bag) route {
	return route{r.path, append(slices.Clip(r.via), b)}
}

// object gives the keys of a literal to pl.
func (s *survey) object(pl *place, object *js.Object, r route) {
	for _, prop := range object.Props {
		switch {
		case prop.Kind == js.PropSpread:
			s.gather(pl, prop.Value, r)
		case prop.Computed && prop.Name == "":
			pl.open = true
		default:
			s.add(pl, prop, key{name: prop.Name, prop: prop, object: object}, r)
		}
	}
}

// add records that a key gets to pl.
func (s *survey) add(pl *place, n js.Node, k key, r route) {
	if s.steps--; s.steps < 0 {
		pl.open = true
		return
	}
	known := s.keys[n]
	if known == nil {
		known = &k
		s.keys[n] = known
		s.order = append(s.order, known)
	}
	sl := slot{known, r, pl}
	known.slots = append(known.slots, sl)
	pl.slots[k.name] = append(pl.slots[k.name], sl)
}

// variable follows a reference to what the variable holds.
func (s *survey) variable(pl *place, id *js.Ident, r route) {
	if id.Name == "undefined" && id.Sym.Kind == js.SymGlobal {
		return
	}
	b := s.bag(id.Sym)
	if b == nil {
		pl.hide(id)
		return
	}
	b.uses[id] = true
	if b.visiting {
		return
	}
	if id.Sym.Written() {
		pl.hide(id)
	} else if written := membersWritten(b.sym); len(written) > 0 {
		pl.open = true
		pl.written = append(pl.written, written...)
	}
	b.visiting = true
	s.gather(pl, b.init, r.through(b))
	b.visiting = false
}

// literalOf is the object literal that an expression certainly gives: itself,
// frozen, or remembered between renders; nil for any other expression.
func literalOf(n js.Node) *js.Object {
	switch n := n.(type) {
	case *js.Object:
		return n
	case *js.Call:
		if len(n.Args) == 0 {
			return nil
		}
		if isObjectMethod(n.Callee, "freeze") {
			return literalOf(n.Args[0])
		}
		if fn, ok := n.Args[0].(*js.Function); ok && remembers(n.Callee) {
			return literalOf(onlyResult(fn))
		}
	}
	return nil
}

// remembers reports whether the callee is React's useMemo.
func remembers(callee js.Node) bool {
	switch n := uncomma(callee).(type) {
	case *js.Member:
		return n.Name == "useMemo"
	case *js.Ident:
		return originalName(n.Sym) == "useMemo"
	}
	return false
}

// onlyResult is the expression that a function returns, where its body is
// nothing else.
func onlyResult(fn *js.Function) js.Node {
	if fn.Body == nil {
		return fn.Expr
	}
	if len(fn.Body.Body) != 1 {
		return nil
	}
	if r, ok := fn.Body.Body[0].(*js.Return); ok {
		return r.X
	}
	return nil
}

// isObjectMethod reports whether the callee is that function of the global
// Object.
func isObjectMethod(callee js.Node, name string) bool {
	m, ok := callee.(*js.Member)
	if !ok || m.Name != name {
		return false
	}
	object, ok := m.X.(*js.Ident)
	return ok && object.Name == "Object" && object.Sym.Kind == js.SymGlobal
}

// assignArguments are the objects that Object.assign copies from, where the
// call makes a new one.
func assignArguments(call *js.Call) ([]js.Node, bool) {
	if !isObjectMethod(call.Callee, "assign") || len(call.Args) == 0 {
		return nil, false
	}
	if _, fresh := call.Args[0].(*js.Object); !fresh {
		return nil, false
	}
	for _, arg := range call.Args {
		if _, spread := arg.(*js.Spread); spread {
			return nil, false
		}
	}
	return call.Args, true
}
