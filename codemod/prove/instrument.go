package prove

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// An insertion is text that is put into a module so that its run tells more.
// None has a line break: places stay what they are.
type insertion struct {
	at, order int
	text      string
}

// instrument puts probes where the edited ranges are evaluated, and stand-ins
// in the place of what is masked. plain are the ranges whose evaluation needs
// no probe: those of types, and of import declarations.
type instrument struct {
	file  *js.File
	adds  []insertion
	masks []js.Range // what has been replaced
}

// innermost is the smallest node around a range.
func (in *instrument) innermost(r js.Range) js.Node {
	var at js.Node = in.file.Program
	for {
		var inner js.Node
		js.Walk(at, func(c js.Node) bool {
			if c == at {
				return true
			}
			if outer := c.Outer(); outer.Covers(r) && (inner == nil || outer.Len() < inner.Outer().Len()) {
				inner = c
			}
			return false
		})
		if inner == nil {
			return at
		}
		at = inner
	}
}

// probe makes the evaluation of a range known under a number. It is false where
// the range is never evaluated on its own: a type, an import.
func (in *instrument) probe(number int, r js.Range) bool {
	call := fmt.Sprintf("globalThis.__twin.probe(%d)", number)
	n := in.innermost(r)
	if d, ok := n.(*js.Import); ok && d != nil {
		return false
	}
	for ; n != nil; n = n.Parent() {
		switch p := n.Parent().(type) {
		case nil:
			return false // among statements: nothing that is evaluated
		case *js.Binary:
			if n == p.Y && (p.Op == "&&" || p.Op == "||" || p.Op == "??") {
				in.wrap(n, call)
				return true
			}
		case *js.Cond:
			if n != p.Test {
				in.wrap(n, call)
				return true
			}
		case *js.Param, *js.ObjectPattern, *js.ArrayPattern:
		case *js.Function:
			if p.Expr != nil {
				in.wrap(p.Expr, call)
				return true
			}
			if p.Body != nil {
				in.begin(p.Body, call)
				return true
			}
		case *js.Block:
			in.statement(n, call)
			return true
		case *js.Program, *js.Case:
			if c, ok := p.(*js.Case); ok && n == c.Test {
				break
			}
			switch n.(type) {
			case *js.Import, *js.Export, *js.Other:
				return false
			}
			in.statement(n, call)
			return true
		case *js.If:
			if n != p.Test {
				in.body(n, call)
				return true
			}
		case *js.For:
			if n == p.Body {
				in.body(n, call)
				return true
			}
		case *js.ForIn:
			if n == p.Body {
				in.body(n, call)
				return true
			}
		case *js.While:
			if n == p.Body {
				in.body(n, call)
				return true
			}
		}
	}
	return false
}

func (in *instrument) add(at, order int, text string) {
	in.adds = append(in.adds, insertion{at, order, text})
}

// wrap evaluates the probe before an expression.
func (in *instrument) wrap(n js.Node, call string) {
	r := n.Outer()
	in.add(r.Start, 1, "("+call+",(")
	in.add(r.End, -1, "))")
}

// begin evaluates the probe first in a function.
func (in *instrument) begin(b *js.Block, call string) {
	at := b.Range().Start + 1
	for _, s := range b.Body {
		e, ok := s.(*js.ExprStmt)
		if !ok {
			break
		}
		if _, directive := e.X.(*js.String); !directive {
			break
		}
		at = s.Range().End
	}
	in.add(at, 0, ";"+call+";")
}

// statement evaluates the probe before a statement.
func (in *instrument) statement(n js.Node, call string) {
	at := n.Outer().Start
	for i := in.file.TokenAt(at); i > 0 && slices.Contains(heads, in.file.Tok(i-1)); i-- {
		at = in.file.Tokens[i-1].Start
	}
	in.add(at, 0, call+";")
}

// heads are words before a declaration that its range may not have.
var heads = []string{"export", "default", "declare", "async"}

// body evaluates the probe before a statement that stands alone.
func (in *instrument) body(n js.Node, call string) {
	if b, ok := n.(*js.Block); ok {
		in.begin(b, call)
		return
	}
	r := n.Outer()
	in.add(r.Start, 0, "{"+call+";")
	in.add(r.End, 0, "}")
}

// mask puts a stand-in in the place of what a range belongs to. It is false
// where that cannot be told, or where there is nothing to evaluate.
func (in *instrument) mask(number int, r js.Range) (js.Range, bool) {
	n := in.innermost(r)
	for ; n != nil; n = n.Parent() {
		switch v := n.(type) {
		case *js.JSXAttr:
			return in.replaced(v.Range(), ""), true
		case *js.JSXElement:
			return in.replaced(v.Range(), fmt.Sprintf("<globalThis.__twin.Masked n={%d} />", number)), true
		case *js.Call:
			return in.replaced(v.Outer(), fmt.Sprintf("globalThis.__twin.masked(%d)", number)), true
		case *js.Property:
			if isPattern(v.Parent()) {
				continue // what it is taken from is in doubt
			}
			if v.Shorthand || v.Value == nil {
				return js.Range{}, false
			}
			return in.replaced(v.Value.Outer(), fmt.Sprintf("globalThis.__twin.masked(%d)", number)), true
		case *js.Await, *js.New:
			return in.replaced(n.Outer(), fmt.Sprintf("globalThis.__twin.masked(%d)", number)), true
		case *js.Member, *js.Index:
			if !isTarget(n) && !isCallee(n) {
				return in.replaced(n.Outer(), fmt.Sprintf("globalThis.__twin.masked(%d)", number)), true
			}
		case *js.Ident:
			if v.Parent() != nil && isValue(v) {
				return in.replaced(v.Outer(), fmt.Sprintf("globalThis.__twin.masked(%d)", number)), true
			}
		case *js.Declarator:
			if v.Init == nil {
				return js.Range{}, false
			}
			return in.replaced(v.Init.Outer(), fmt.Sprintf("globalThis.__twin.masked(%d)", number)), true
		case *js.Block, *js.Program, *js.Function, *js.Class:
			return js.Range{}, false
		}
	}
	return js.Range{}, false
}

func isPattern(n js.Node) bool { _, ok := n.(*js.ObjectPattern); return ok }

func isCallee(n js.Node) bool {
	switch p := n.Parent().(type) {
	case *js.Call:
		return p.Callee == n
	case *js.New:
		return p.Callee == n
	}
	return false
}

func isTarget(n js.Node) bool {
	switch p := n.Parent().(type) {
	case *js.Assign:
		return p.X == n
	case *js.Unary:
		return true
	}
	return false
}

// isValue reports whether a name stands where any expression may.
func isValue(n *js.Ident) bool {
	switch p := n.Parent().(type) {
	case *js.Return, *js.ExprStmt, *js.Binary, *js.Cond:
		return true
	case *js.Declarator:
		return p.Init == js.Node(n)
	case *js.Call:
		return p.Callee != js.Node(n)
	}
	return false
}

func (in *instrument) replaced(r js.Range, text string) js.Range {
	if slices.ContainsFunc(in.masks, func(m js.Range) bool { return m.Start < r.End && r.Start < m.End }) {
		return r
	}
	in.masks = append(in.masks, r)
	in.add(r.Start, 2, text)
	return r
}

// text is the module with all that was put in, and without what is masked.
func (in *instrument) text() string {
	slices.SortStableFunc(in.adds, func(a, b insertion) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return a.order - b.order
	})
	src := in.file.Src
	var b strings.Builder
	at := 0
	for _, add := range in.adds {
		if i := slices.IndexFunc(in.masks, func(m js.Range) bool { return m.Start < add.at && add.at < m.End }); i >= 0 {
			continue // within what is gone
		}
		if add.at > at {
			b.WriteString(in.kept(at, add.at))
			at = add.at
		}
		b.WriteString(add.text)
	}
	b.WriteString(in.kept(at, len(src)))
	return b.String()
}

// kept is a part of the source without what is masked, whose line breaks stay.
func (in *instrument) kept(from, to int) string {
	src := in.file.Src
	var b strings.Builder
	for i := from; i < to; i++ {
		gone := slices.ContainsFunc(in.masks, func(m js.Range) bool { return m.Contains(i) })
		if !gone || src[i] == '\n' {
			b.WriteByte(src[i])
		}
	}
	return b.String()
}

// unmask takes the last mask back.
func (in *instrument) unmask() {
	if len(in.masks) > 0 {
		in.masks = in.masks[:len(in.masks)-1]
		in.adds = in.adds[:len(in.adds)-1]
	}
}

// hidden reports whether a range is within what is masked.
func (in *instrument) hidden(r js.Range) bool {
	return slices.ContainsFunc(in.masks, func(m js.Range) bool { return m.Covers(r) })
}
