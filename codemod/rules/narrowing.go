package rules

import "github.com/clerkctl/clerkctl/codemod/js"

// absence is a set of the two ways in which a value can be missing that are
// ruled out.
type absence uint8

const (
	notNull absence = 1 << iota
	notUndefined
	present = notNull | notUndefined
)

// narrowing knows where the text itself has made sure that one value is there:
// within `if (user)`, after `if (!user) return`, on the right of `user &&`. It
// follows what TypeScript understands, and what holds when the code runs.
type narrowing struct {
	f *js.File
	// is reports whether an expression is the value; nil where no expression
	// can be it again.
	is func(js.Node) bool
	// constant is true for a const: what is known of it holds in the
	// functions that are made there, too.
	constant bool
	// lessons are what the statements of each list teach, read once: a list
	// is asked for every use of the value below it.
	lessons map[js.Node][]lesson
}

// lesson is what a statement makes sure of for those that follow it.
type lesson struct {
	after int // offset
	sure  absence
}

// ofSymbol is the narrowing of what a name holds. A name that is written
// again has none.
func ofSymbol(f *js.File, sym *js.Symbol) narrowing {
	if sym.Written() {
		return narrowing{}
	}
	return newNarrowing(f, sym, func(x js.Node) bool {
		id, ok := x.(*js.Ident)
		return ok && id.Sym == sym
	})
}

// ofMembers is the narrowing of a member of sym that is read at these places.
func ofMembers(f *js.File, sym *js.Symbol, members []js.Node) narrowing {
	these := make(map[js.Node]bool, len(members))
	for _, m := range members {
		these[m] = true
	}
	return newNarrowing(f, sym, func(x js.Node) bool { return these[x] })
}

func newNarrowing(f *js.File, sym *js.Symbol, is func(js.Node) bool) narrowing {
	return narrowing{f: f, is: is, constant: sym.Kind == js.SymConst, lessons: map[js.Node][]lesson{}}
}

// known reports whether a check that encloses a place, or that comes before it
// on every way there, rules out that the value is missing.
func (n narrowing) known(use js.Node) bool {
	if n.is == nil {
		return false
	}
	var sure absence
	for child, p := use, use.Parent(); p != nil; child, p = p, p.Parent() {
		if !n.crosses(p) {
			return false
		}
		if sure |= n.at(p, child); sure == present {
			return true
		}
	}
	return false
}

// crosses reports whether what is known outside of p is still so inside.
func (n narrowing) crosses(p js.Node) bool {
	switch p := p.(type) {
	case *js.Class:
		return false
	case *js.Function:
		if !n.constant {
			return false
		}
		switch parent := p.Parent().(type) {
		case *js.FunctionDecl:
			return false // may be called before the check
		case *js.Property:
			return parent.Kind == js.PropMethod || !p.Method
		}
	}
	return true
}

// at is what p says about the value where its part child is.
func (n narrowing) at(p, child js.Node) absence {
	switch p := p.(type) {
	case *js.Binary:
		if p.Y == child {
			switch p.Op {
			case "&&":
				return n.learns(p.X, true)
			case "||":
				return n.learns(p.X, false)
			}
		}
	case *js.Cond:
		switch child {
		case p.Then:
			return n.learns(p.Test, true)
		case p.Else:
			return n.learns(p.Test, false)
		}
	case *js.If:
		switch child {
		case p.Then:
			return n.learns(p.Test, true)
		case p.Else:
			return n.learns(p.Test, false)
		}
	case *js.While:
		if p.Body == child && !p.Do {
			return n.learns(p.Test, true)
		}
	case *js.For:
		if p.Test != nil && (p.Body == child || p.Update == child) {
			return n.learns(p.Test, true)
		}
	case *js.Program:
		return n.before(p, p.Body, child)
	case *js.Block:
		return n.before(p, p.Body, child)
	case *js.Case:
		return n.before(p, p.Body, child)
	case *js.Namespace:
		return n.before(p, p.Body, child)
	}
	return 0
}

// before is what the statements of a list say that come before one of them.
func (n narrowing) before(owner js.Node, list []js.Node, stmt js.Node) absence {
	known, ok := n.lessons[owner]
	if !ok {
		known = n.taught(list)
		n.lessons[owner] = known
	}
	var sure absence
	for _, l := range known {
		if l.after <= stmt.Range().Start {
			sure |= l.sure
		}
	}
	return sure
}

// taught is what the statements of a list teach: those that leave where the
// value is missing.
func (n narrowing) taught(list []js.Node) []lesson {
	var all []lesson
	for _, s := range list {
		check, ok := s.(*js.If)
		if !ok {
			continue
		}
		var sure absence
		if n.leaves(check.Then) {
			sure |= n.learns(check.Test, false)
		}
		if check.Else != nil && n.leaves(check.Else) {
			sure |= n.learns(check.Test, true)
		}
		if sure != 0 {
			all = append(all, lesson{check.Range().End, sure})
		}
	}
	return all
}

// leaves reports whether what follows a statement in its list is not reached
// from it.
func (n narrowing) leaves(stmt js.Node) bool {
	switch s := stmt.(type) {
	case *js.Return, *js.Throw:
		return true
	case *js.Block:
		for _, inner := range s.Body {
			if n.leaves(inner) {
				return true
			}
		}
	case *js.If:
		return s.Else != nil && n.leaves(s.Then) && n.leaves(s.Else)
	case *js.Other:
		switch n.f.Tok(n.f.TokenAt(s.Range().Start)) {
		case "break", "continue":
			return true
		}
	}
	return false
}

// learns is what a test says about the value when it holds, or does not.
func (n narrowing) learns(test js.Node, holds bool) absence {
	if isCast(n.f, test) {
		return 0
	}
	switch t := test.(type) {
	case *js.Unary:
		if t.Op == "!" {
			return n.learns(t.X, !holds)
		}
	case *js.Binary:
		switch t.Op {
		case "&&", "||":
			x, y := n.learns(t.X, holds), n.learns(t.Y, holds)
			if holds == (t.Op == "&&") {
				return x | y
			}
			return x & y
		case ",":
			return n.learns(t.Y, holds)
		case "==", "===", "!=", "!==":
			equal := (t.Op == "==" || t.Op == "===") == holds
			loose := len(t.Op) == 2
			return n.compared(t.X, t.Y, equal, loose) | n.compared(t.Y, t.X, equal, loose)
		case "instanceof":
			if holds && n.is(t.X) {
				return present
			}
		}
	}
	if holds && (n.is(test) || n.begins(test)) {
		return present
	}
	return 0
}

// begins reports whether an expression is a member that is reached from the
// value: where it is anything at all, the value is there.
func (n narrowing) begins(x js.Node) bool {
	switch x.(type) {
	case *js.Member, *js.Index:
	default:
		return false
	}
	for {
		x = object(x)
		if x == nil || x.Range() != x.Outer() {
			return false
		}
		if n.is(x) {
			return true
		}
	}
}

// compared is what a comparison of x with a constant says.
func (n narrowing) compared(x, constant js.Node, equal, loose bool) absence {
	if isCast(n.f, x) {
		return 0
	}
	if t, ok := x.(*js.Unary); ok && t.Op == "typeof" {
		kind, ok := constant.(*js.String)
		switch {
		case !ok:
			return 0
		case n.is(t.X):
			return typeIs(kind.Value, equal)
		case equal != (kind.Value == "undefined") && n.begins(t.X):
			return present // a chain that stops gives undefined, not null
		}
		return 0
	}
	itself := n.is(x)
	if !itself && !n.begins(x) {
		return 0
	}
	switch {
	case isNull(constant) && loose, isUndefined(constant) && loose:
		if !equal {
			return present
		}
	case isNull(constant):
		if !equal && itself {
			return notNull
		}
	case isUndefined(constant):
		if equal {
			return 0
		}
		if itself {
			return notUndefined
		}
		return present
	case equal && isConstant(constant):
		return present
	}
	return 0
}

// typeIs is what the answer of typeof says.
func typeIs(kind string, equal bool) absence {
	switch {
	case equal && kind == "object":
		return notUndefined
	case equal && kind != "undefined":
		return present
	case !equal && kind == "undefined":
		return notUndefined
	}
	return 0
}

func isNull(n js.Node) bool {
	l, ok := n.(*js.Literal)
	return ok && l.Kind == js.LitNull
}

func isUndefined(n js.Node) bool {
	if id, ok := n.(*js.Ident); ok {
		return id.Name == "undefined" && id.Sym.Kind == js.SymGlobal
	}
	l, ok := n.(*js.Literal)
	return ok && l.Kind == js.LitUndefined
}

// isConstant reports whether an expression is a literal that is not nullish.
func isConstant(n js.Node) bool {
	switch n := n.(type) {
	case *js.String:
		return true
	case *js.Literal:
		return n.Kind == js.LitBool || n.Kind == js.LitNumber || n.Kind == js.LitBigInt
	}
	return false
}

// object is what a member is read of, or a function called by; nil for any
// other expression.
func object(n js.Node) js.Node {
	switch n := n.(type) {
	case *js.Member:
		return n.X
	case *js.Index:
		return n.X
	case *js.Call:
		return n.Callee
	}
	return nil
}
