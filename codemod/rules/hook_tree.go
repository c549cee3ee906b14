package rules

import "github.com/clerkctl/clerkctl/codemod/js"

// isCast reports whether something other than parentheses stands round an
// expression: a cast, or a non-null assertion.
func isCast(f *js.File, n js.Node) bool {
	inner, outer := n.Range(), n.Outer()
	if _, element := n.(*js.JSXElement); !element && f.Tok(f.TokenAt(inner.Start)) == "<" {
		return true // <T>x
	}
	for i := f.TokenAt(outer.Start); f.Tokens[i].Start < inner.Start; i++ {
		if f.Tok(i) != "(" {
			return true
		}
	}
	for i := f.TokenAt(inner.End); f.Tokens[i].Start < outer.End; i++ {
		if f.Tok(i) != ")" {
			return true
		}
	}
	return false
}

// isParenthesised reports whether parentheses of its own stand directly round
// an expression.
func isParenthesised(f *js.File, n js.Node) bool {
	inner, outer := n.Range(), n.Outer()
	before, after := f.TokenAt(inner.Start)-1, f.TokenAt(inner.End)
	return before >= 0 && f.Tok(before) == "(" && f.Tok(after) == ")" &&
		outer.Start <= f.Tokens[before].Start && f.Tokens[after].End <= outer.End
}

// castAfter is the first token of the cast that follows an expression
// directly: `!`, `as` or `satisfies`; "" when there is none.
func castAfter(f *js.File, n js.Node) string {
	if n.Range().End < n.Outer().End {
		if t := f.Tok(f.TokenAt(n.Range().End)); t != ")" {
			return t
		}
	}
	return ""
}

// castBefore reports whether an angle-bracket cast stands directly before an
// expression.
func castBefore(f *js.File, n js.Node) bool {
	before := f.TokenAt(n.Range().Start) - 1
	return n.Outer().Start < n.Range().Start && f.Tok(before) == ">"
}

// form is what a new expression is made of, as far as its neighbours mind.
type form int

const (
	atom     form = iota // an identifier or a member
	negation             // !x
	both                 // x && y
)

// needsParens reports whether a new expression has to be written within
// parentheses in the place of the call n: without them its neighbours would
// tear it apart.
func needsParens(f *js.File, n js.Node, as form) bool {
	if as == atom || isParenthesised(f, n) {
		return false
	}
	switch castAfter(f, n) {
	case "":
	case "!":
		return true
	default:
		return as == both
	}
	if castBefore(f, n) {
		return as == both
	}
	switch p := n.Parent().(type) {
	case *js.Member, *js.Index, *js.Template, *js.Class:
		return !within(p, n)
	case *js.Call:
		return p.Callee == n
	case *js.New:
		return p.Callee == n
	case *js.Unary, *js.Await:
		return as == both
	case *js.Binary:
		switch p.Op {
		case ",", "||", "&&":
			return false
		case "**":
			return as == both || p.X == n
		}
		return as == both
	}
	return false
}

// pointless is the operator that a negation in the place of n would make no
// sense before, so that compilers take it for a mistake: !x ?? y, !x in y. It
// is "" where there is none.
func pointless(n js.Node, as form) string {
	b, ok := n.Parent().(*js.Binary)
	if !ok || as != negation || b.X != n {
		return ""
	}
	switch b.Op {
	case "??", "in", "instanceof":
		return b.Op
	}
	return ""
}

// within reports whether n stands between brackets of its parent, where any
// expression may.
func within(parent, n js.Node) bool {
	switch p := parent.(type) {
	case *js.Index:
		return p.Arg == n
	case *js.Template:
		return p.Tag != n
	case *js.Class:
		return p.Extends != n
	}
	return false
}

// isTested reports whether only the truth of an expression counts where it
// stands.
func isTested(f *js.File, n js.Node) bool {
	if castAfter(f, n) != "" || castBefore(f, n) {
		return false
	}
	switch p := n.Parent().(type) {
	case *js.If:
		return p.Test == n
	case *js.While:
		return p.Test == n
	case *js.For:
		return p.Test == n
	case *js.Cond:
		return p.Test == n || isTested(f, p)
	case *js.Unary:
		return p.Op == "!"
	case *js.Binary:
		switch p.Op {
		case "||":
			// A falsy left side is thrown away, and a truthy one is true.
			return p.X == n || isTested(f, p)
		case "&&":
			return isTested(f, p)
		}
	}
	return false
}

// startsStatement reports whether an expression is the first thing of a
// statement: there an opening parenthesis would continue the line before.
func startsStatement(n js.Node) bool {
	stmt, _ := js.StatementOf(n)
	return stmt != nil && stmt.Range().Start == n.Range().Start
}
