package rules

import (
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// What notices say about values that go on.
const (
	goesOn      = "is passed on whole, so see that what gets it allows for that"
	takenApart  = "is destructured, which fails without it; check it first or give it a default"
	iterated    = "is iterated, which fails without it; check it first or give it a default"
	indexes     = "is a key; check it first"
	calculated  = "is calculated with; check it first"
	searched    = "is searched by `in`, which fails without it; check it first"
	annotatedAs = "goes to a variable whose type does not allow for that"
)

// passed looks at a value that is not read where it stands.
func (u *nullable) passed(v nullableValue) {
	n := v.node
	if why := rejects(n); why != "" {
		u.notice(v, why+"; check it first")
		return
	}
	switch p := n.Parent().(type) {
	case *js.Declarator:
		if p.Init == n {
			u.declared(v, p)
		}
	case *js.Assign:
		if p.Y != n {
			break
		}
		switch p.X.(type) {
		case *js.Object, *js.Array:
			u.notice(v, takenApart)
		default:
			u.whole(v)
		}
	case *js.Binary:
		u.operand(v, p)
	case *js.Cond:
		if p.Test != n {
			u.goOn(v, p)
		}
	case *js.Await:
		u.goOn(v, p)
	case *js.Index:
		if p.Arg == n {
			u.notice(v, indexes)
		}
	case *js.ForIn:
		if p.X == n && (p.Of || v.whole) {
			u.notice(v, iterated)
		}
	case *js.Spread:
		u.notice(v, iterated)
	case *js.Property:
		switch {
		case p.Computed && p.Key == n:
			u.notice(v, indexes)
		case !slices.Contains(p.Decorators, n):
			u.whole(v)
		}
	case *js.Array:
		if !isDependencies(p) {
			u.whole(v)
		}
	case *js.Call:
		switch {
		case isObjectMethod(p.Callee, "keys"), isObjectMethod(p.Callee, "values"), isObjectMethod(p.Callee, "entries"):
			u.notice(v, iterated)
		case !isHarmless(p):
			u.whole(v)
		}
	case *js.Template:
		if p.Tag != nil {
			u.whole(v)
		}
	case *js.Yield:
		if u.f.Tok(u.f.TokenAt(p.Range().Start)+1) == "*" {
			u.notice(v, iterated)
		} else {
			u.whole(v)
		}
	case *js.New, *js.Return, *js.Throw, *js.Function, *js.Param, *js.JSXAttr, *js.ExportDefault:
		u.whole(v)
	}
}

// whole says that the value goes where nobody follows it. What is read from a
// nullable value does so all the time, and only types could tell where that
// matters.
func (u *nullable) whole(v nullableValue) {
	if v.whole {
		u.notice(v, goesOn)
	}
}

// goOn follows an expression that has the value of one of its parts.
func (u *nullable) goOn(v nullableValue, n js.Node) {
	u.follow(nullableValue{node: n, shown: v.shown, whole: v.whole})
}

// declared follows the value into a declaration.
func (u *nullable) declared(v nullableValue, d *js.Declarator) {
	target, ok := d.Target.(*js.Ident)
	switch {
	case !ok:
		u.notice(v, takenApart)
	case d.Type.Len() > 0:
		if !allowsNothing(u.f.Text(d.Type)) {
			u.notice(v, annotatedAs)
			v.whole = false // where it goes from there, that type answers for
		}
		u.name(target.Sym, v.whole)
	default:
		u.name(target.Sym, v.whole)
	}
}

// operand looks at a value that an operator takes.
func (u *nullable) operand(v nullableValue, b *js.Binary) {
	switch b.Op {
	case "||", "??":
		if b.Y == v.node {
			u.goOn(v, b)
		}
	case "&&":
		// On the left it comes through where it is missing.
		v.whole = v.whole && b.Y == v.node
		u.goOn(v, b)
	case ",":
		if b.Y == v.node {
			u.goOn(v, b)
		}
	case "-", "*", "/", "%", "**", "<", ">", "<=", ">=", "<<", ">>", ">>>", "&", "|", "^":
		u.notice(v, calculated)
	case "+":
		if !isText(b.X) && !isText(b.Y) {
			u.notice(v, calculated)
		}
	case "in":
		if b.Y == v.node {
			u.notice(v, searched)
		}
	}
}

// isText reports whether an expression is a string for certain: what is added
// to it becomes one.
func isText(n js.Node) bool {
	switch n := n.(type) {
	case *js.String, *js.Template:
		return true
	case *js.Binary:
		return n.Op == "+" && (isText(n.X) || isText(n.Y))
	}
	return false
}

// allowsNothing reports whether a type says that a value may be missing, or
// says nothing about it.
func allowsNothing(typ string) bool {
	for _, word := range strings.FieldsFunc(typ, func(r rune) bool { return !isWord(r) }) {
		switch word {
		case "undefined", "null", "any", "unknown":
			return true
		}
	}
	return false
}

func isWord(r rune) bool {
	return r == '_' || r == '$' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// isDependencies reports whether an array is the list by which a hook of
// React's tells that something has changed.
func isDependencies(a *js.Array) bool {
	call, ok := a.Parent().(*js.Call)
	return ok && len(call.Args) > 1 && call.Args[0] != js.Node(a) && strings.HasPrefix(calleeName(call), "use")
}

// isHarmless reports whether a call takes anything at all.
func isHarmless(call *js.Call) bool {
	switch n := call.Callee.(type) {
	case *js.Ident:
		return n.Sym.Kind == js.SymGlobal && (n.Name == "Boolean" || n.Name == "String")
	case *js.Member:
		console, ok := n.X.(*js.Ident)
		return ok && console.Name == "console" && console.Sym.Kind == js.SymGlobal
	}
	return false
}

// calleeName is the last name of what is called; "" where it has none.
func calleeName(call *js.Call) string {
	switch n := uncomma(call.Callee).(type) {
	case *js.Ident:
		return n.Name
	case *js.Member:
		return n.Name
	}
	return ""
}
