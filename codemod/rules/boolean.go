package rules

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// isBoolean reports whether the text proves that n is a boolean: an operator
// that makes one, a variable annotated as one or declared with one.
func isBoolean(f *js.File, n js.Node) bool {
	return booleanProof{f, map[*js.Symbol]bool{}}.expression(n)
}

type booleanProof struct {
	f    *js.File
	seen map[*js.Symbol]bool
}

func (b booleanProof) expression(n js.Node) bool {
	if n == nil {
		return false
	}
	if cast, ok := castType(b.f, n); ok {
		return isBooleanType(cast)
	}
	switch n := n.(type) {
	case *js.Literal:
		return n.Kind == js.LitBool
	case *js.Unary:
		return n.Op == "!" || n.Op == "delete"
	case *js.Binary:
		switch n.Op {
		case "==", "!=", "===", "!==", "<", ">", "<=", ">=", "in", "instanceof":
			return true
		case "&&", "||", "??":
			return b.expression(n.X) && b.expression(n.Y)
		case ",":
			return b.expression(n.Y)
		}
	case *js.Cond:
		return b.expression(n.Then) && b.expression(n.Else)
	case *js.Assign:
		return n.Op == "=" && b.expression(n.Y)
	case *js.Call:
		callee, ok := n.Callee.(*js.Ident)
		return ok && callee.Name == "Boolean" && callee.Sym.Kind == js.SymGlobal
	case *js.Ident:
		return b.variable(n.Sym)
	}
	return false
}

func (b booleanProof) variable(sym *js.Symbol) bool {
	if len(sym.Decls) != 1 || b.seen[sym] {
		return false
	}
	b.seen[sym] = true
	switch d := sym.Decls[0].Parent().(type) {
	case *js.Declarator:
		if d.Target != js.Node(sym.Decls[0]) {
			return false
		}
		if d.Type.Len() > 0 {
			return isBooleanType(b.f.Text(d.Type))
		}
		return !sym.Written() && b.expression(d.Init)
	case *js.Param:
		if d.Target != js.Node(sym.Decls[0]) || d.Rest {
			return false
		}
		if d.Type.Len() > 0 {
			return isBooleanType(b.f.Text(d.Type))
		}
		// The compiler takes the parameter's type from its default.
		return b.f.TypeScript && d.Default != nil && b.expression(d.Default)
	case *js.Property:
		return b.memberOf(d)
	}
	return false
}

// memberOf proves a destructured parameter by the object type written beside
// its pattern: `{ back }: { back: boolean }`.
func (b booleanProof) memberOf(key *js.Property) bool {
	pattern, ok := key.Parent().(*js.ObjectPattern)
	if !ok || key.Name == "" {
		return false
	}
	param, ok := pattern.Parent().(*js.Param)
	if !ok || param.Type.Len() == 0 {
		return false
	}
	return isBooleanType(memberType(b.f, param.Type, key.Name))
}

// memberType is the type of a member in an object type that r holds; "" where
// it has no such member or is no object type.
func memberType(f *js.File, r js.Range, name string) string {
	i := f.TokenAt(r.Start)
	if f.Tok(i) != "{" {
		return ""
	}
	depth := 0
	for ; i < len(f.Tokens) && f.Tokens[i].Start < r.End; i++ {
		switch f.Tok(i) {
		case "{", "(", "[", "<":
			depth++
		case "}", ")", "]", ">":
			depth--
		case name:
			after := i + 1
			if f.Tok(after) == "?" {
				after++
			}
			if depth != 1 || f.Tok(after) != ":" || f.Tok(i-1) == "." {
				continue
			}
			end := after + 1
			for end < len(f.Tokens) && (end == after+1 || !f.Tokens[end].NewlineBefore) && !strings.Contains(";,}", f.Tok(end)) {
				end++
			}
			return f.Src[f.Tokens[after].End:f.Tokens[end-1].End]
		}
	}
	return ""
}

// isBooleanType reports whether every member of the union is boolean, but for
// the ways to have no value.
func isBooleanType(text string) bool {
	found := false
	for _, part := range strings.Split(text, "|") {
		switch strings.Trim(part, " \t\r\n()") {
		case "boolean", "true", "false":
			found = true
		case "undefined", "null", "":
		default:
			return false
		}
	}
	return found
}

// castType is the type that n is cast to at the end, if it is.
func castType(f *js.File, n js.Node) (string, bool) {
	r, outer := n.Range(), n.Outer()
	after := f.Src[r.End:outer.End]
	if i := strings.LastIndex(after, " as "); i >= 0 {
		return strings.TrimRight(after[i+len(" as "):], " \t\r\n)"), true
	}
	if strings.HasPrefix(f.Src[outer.Start:r.Start], "<") {
		if end := strings.IndexByte(f.Src[outer.Start:r.Start], '>'); end > 0 {
			return f.Src[outer.Start+1 : outer.Start+end], true
		}
	}
	return "", false
}
