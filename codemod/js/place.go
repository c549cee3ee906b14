package js

import "slices"

// placer measures nodes on the tokens: the parser says where a node begins
// and where it saw a closing bracket, the tokens say the rest. Children are
// measured before their parents.
//
// A node that the parser made up (TypeScript lowering) begins at no token of
// its own. It is marked synthetic, given an empty range at its position, and
// is skipped by everything that reads ranges.
type placer struct {
	f     *File
	opens map[int32]int32 // opening tags, from the scanner
	casts bool            // <T>x is a cast in this dialect
	near  int             // the token that was last asked for
	// members are enum members that the parser has replaced by their values.
	members map[Node]string
	// replaced are the operators that the parser was not given.
	replaced operators
	// claimed are the tokens of those operators that the parser might have
	// computed away but has not; see unfold.go.
	claimed []int32
	// joins are the tokens of those `+` that make one string of two.
	joins []int
}

// operator notes the token of an operator that a node has.
func (p *placer) operator(i int) {
	if canFold(p.text(i)) {
		p.claimed = append(p.claimed, int32(i))
	}
}

// tok is the index of the token that begins exactly at offset; -1 for none.
func (p *placer) tok(offset int) int {
	// Mostly it is one of the next few after that which was asked for before.
	i := p.near
	for end := min(i+8, len(p.f.Tokens)-1); i < end && p.f.Tokens[i].Start < offset; i++ {
	}
	if p.f.Tokens[i].Start != offset {
		if offset < 0 || offset > len(p.f.Src) {
			return -1
		}
		i = p.f.TokenAt(offset)
	}
	if p.f.Tokens[i].Start != offset || p.f.Tokens[i].Kind == TokEOF {
		return -1
	}
	p.near = i
	return i
}

// closing is the token of a node's closing bracket; -1 where the parser has
// not kept it.
func (p *placer) closing(n Node) int {
	if at := n.base().close; at > 0 {
		return p.tok(at)
	}
	return -1
}

func (p *placer) text(i int) string { return p.f.Tok(i) }

func (p *placer) matchOf(i int) int {
	if i < 0 || i >= len(p.f.Tokens) {
		return -1
	}
	return int(p.f.Tokens[i].Match)
}

// set records the node's tokens; its outer range is the same until the parent
// widens it.
func (p *placer) set(n Node, first, last int) {
	b := n.base()
	if first < 0 || last < first || last >= len(p.f.Tokens) {
		p.synthetic(n)
		return
	}
	b.first, b.last = first, last
	b.span = Range{p.f.Tokens[first].Start, p.f.Tokens[last].End}
	b.outer = b.span
}

func (p *placer) synthetic(n Node) {
	b := n.base()
	b.synthetic = true
	b.first, b.last = -1, -1
	b.span = Range{b.pos, b.pos}
	b.outer = b.span
}

// adopt measures a child that stands in a list or a fixed slot.
func (p *placer) adopt(parent Node, child Node) {
	child.base().parent = parent
	p.place(child)
}

// opFlags say what may be written round a node without being its parent's.
type opFlags uint8

const (
	tight  opFlags = 1 << iota // an operand that binds tighter than `as`
	suffix                     // an operand that something follows: .b, (c), ++
)

// wide widens a placed child by its parentheses and casts and returns the
// outer tokens. lo is the first token that can belong to the child.
func (p *placer) wide(n Node, lo int, flags opFlags) (first, last int) {
	b := n.base()
	if b.synthetic {
		return -1, -1
	}
	first, last = b.first, b.last
	for {
		last = p.skipCasts(last, flags&tight != 0)
		if open := p.castsBefore(first, lo); open < first {
			// <T>f() casts the call, (<T>f)() what is called.
			if flags&suffix == 0 || open > 0 && p.text(open-1) == "(" && p.matchOf(open-1) == p.skipCasts(last, false)+1 {
				first = open
				continue
			}
		}
		if first-1 < lo || first == 0 || p.text(first-1) != "(" {
			break
		}
		closing := p.matchOf(first - 1)
		end := last
		if closing != end+1 {
			// Inside parentheses even a loose cast belongs to the operand.
			if end = p.skipCasts(last, false); closing != end+1 {
				break
			}
		}
		if p.headParen(first - 1) {
			break
		}
		first, last = first-1, closing
	}
	b.outer = Range{p.f.Tokens[first].Start, p.f.Tokens[last].End}
	return first, last
}

// castsBefore is the first token of the angle-bracket casts that end before
// token first; first itself when there are none.
func (p *placer) castsBefore(first, lo int) int {
	for p.casts && first-1 >= lo && p.text(first-1) == ">" {
		open := p.castOpen(first - 1)
		if open < lo || open < 0 {
			break
		}
		first = open
	}
	return first
}

// headParen reports whether the parenthesis belongs to a statement's head or
// to a call rather than to the expression in it.
func (p *placer) headParen(open int) bool {
	if open == 0 {
		return false
	}
	switch p.text(open - 1) {
	case "if", "while", "for", "switch", "with", "catch", "?.":
		return true
	}
	switch t := p.f.Tokens[open-1]; t.Kind {
	case TokIdent:
		return !isOperatorWord(p.text(open - 1))
	case TokTemplate:
		return p.f.Src[t.End-1] == '`' // else a substitution begins
	case TokString, TokNumber, TokRegExp, TokPrivate:
		return true
	}
	return false
}

// skipCasts passes over `!`, `as T` and `satisfies T` after token last.
func (p *placer) skipCasts(last int, tight bool) int {
	if !p.f.TypeScript {
		return last
	}
	for {
		next := last + 1
		if next >= len(p.f.Tokens) || p.f.Tokens[next].NewlineBefore {
			return last
		}
		switch p.text(next) {
		case "!":
			last = next
			continue
		case "<":
			if end := p.typeArguments(last); end > last {
				last = end
				continue
			}
		case "as", "satisfies":
			if tight || p.f.Tokens[next].Kind != TokIdent {
				return last
			}
			if end, ok := p.f.skipType(next + 1); ok {
				last = end - 1
				continue
			}
		}
		return last
	}
}

// typeArguments passes over the type arguments after token last where they
// are all that follows: in `f<T>;` but not in `f<T>(x)` or `a < b > c`.
func (p *placer) typeArguments(last int) int {
	if !p.f.TypeScript || p.text(last+1) != "<" {
		return last
	}
	end, ok := p.f.skipAngles(last + 1)
	if !ok {
		return last
	}
	t := p.f.Tokens[end]
	if t.NewlineBefore || t.Kind == TokEOF {
		return end - 1
	}
	if t.Start == p.f.Tokens[end-1].End && p.f.Src[t.Start] == '=' {
		return last // a < b >= c
	}
	switch p.text(end) {
	case ")", "]", "}", ":", ";", ",", ".", "?.", "?", "=", "==", "===", "!=", "!==", "&&", "||", "??", "|", "&", "^", "as", "satisfies":
		return end - 1
	}
	return last
}

// castOpen finds the "<" of an angle-bracket cast that ends at token close;
// -1 if it is something else.
func (p *placer) castOpen(close int) int {
	depth := 0
	for i := close; i >= 0; i-- {
		switch p.text(i) {
		case ">":
			if i > 0 && p.text(i-1) == "=" {
				continue
			}
			depth++
		case "<":
			depth--
			if depth == 0 {
				if i > 0 && p.endsOperand(i-1) {
					return -1
				}
				return i
			}
		case ")", "]", "}":
			m := p.matchOf(i)
			if m < 0 || m > i {
				return -1
			}
			i = m
		case ";", "(", "[", "{":
			return -1
		}
	}
	return -1
}

// endsOperand reports whether token i can be the last of an expression.
func (p *placer) endsOperand(i int) bool {
	switch p.f.Tokens[i].Kind {
	case TokIdent:
		return !isOperatorWord(p.text(i))
	case TokPunct:
		t := p.text(i)
		return t == ")" || t == "]" || t == "}"
	}
	return true
}

// semicolon includes the `;` that ends a statement. One that opens a later
// line belongs to that line.
func (p *placer) semicolon(last int) int {
	if last >= 0 && p.text(last+1) == ";" && !p.f.Tokens[last+1].NewlineBefore {
		return last + 1
	}
	return last
}

// annotation measures `: T` (also `?: T`, `!: T`) after token last.
func (p *placer) annotation(last int) (typ Range, colon, end int) {
	if !p.f.TypeScript {
		return Range{}, 0, last
	}
	i := last + 1
	start := i
	if t := p.text(i); t == "?" || t == "!" {
		i++
		last = i - 1
	}
	if p.text(i) != ":" {
		return Range{}, 0, last
	}
	e, ok := p.f.skipType(i + 1)
	if !ok || e <= i+1 {
		return Range{}, 0, last
	}
	return Range{p.f.Tokens[i+1].Start, p.f.Tokens[e-1].End}, p.f.Tokens[start].Start, e - 1
}

// child measures an expression child and widens it.
func (p *placer) child(parent, n Node, lo int, flags opFlags) (first, last int) {
	if n == nil {
		return -1, -1
	}
	p.adopt(parent, n)
	return p.wide(n, lo, flags)
}

// list measures children that stand between two brackets.
func (p *placer) list(parent Node, nodes []Node, open int) {
	lo := open + 1
	for _, n := range nodes {
		if n == nil {
			continue
		}
		if _, last := p.child(parent, n, lo, 0); last >= lo {
			lo = last + 1
		}
	}
}

// callParens are the tokens of the parentheses of a call; -1 for those of a
// `new` without.
func (p *placer) callParens(n Node) (open, closing int) {
	closing = p.closing(n)
	if closing < 0 || p.text(closing) != ")" {
		return -1, -1
	}
	return p.matchOf(closing), closing
}

func (p *placer) parens(open, closing int) Range {
	if open < 0 || closing < 0 {
		return Range{}
	}
	return Range{p.f.Tokens[open].Start, p.f.Tokens[closing].End}
}

// place measures n and all below it.
func (p *placer) place(n Node) {
	pos := n.base().pos
	first := p.tok(pos)
	switch n := n.(type) {
	case *Program:
		for _, s := range n.Body {
			p.adopt(n, s)
		}
		// What TypeScript's lowering needs, the parser imports by itself.
		n.Body = slices.DeleteFunc(n.Body, func(s Node) bool {
			imp, ok := s.(*Import)
			return ok && imp.Decl == nil
		})
		n.span = Range{0, len(p.f.Src)}
		n.outer = n.span
		n.first, n.last = 0, len(p.f.Tokens)-1
	case *Ident:
		p.placeIdent(n, first)
	case *Literal:
		p.placeLiteral(n, first)
	case *String:
		last := first
		if first >= 0 && p.f.Tokens[first].Kind == TokTemplate {
			last = p.matchOf(first)
		}
		if p.text(first) == "typeof" && !isKey(n) {
			last = p.operandEnd(first) // the parser knows what typeof 1 is
		} else if first >= 0 && (p.f.Tokens[first].Kind == TokString || last >= 0 && p.f.Tokens[first].Kind == TokTemplate) {
			last = p.joined(last)
		}
		p.set(n, first, last)
	case *Template:
		p.placeTemplate(n, first)
	case *Member:
		f, _ := p.child(n, n.X, 0, tight|suffix)
		name := p.tok(n.NamePos.Start)
		if name >= 0 {
			n.NamePos = Range{p.f.Tokens[name].Start, p.f.Tokens[name].End}
		}
		p.set(n, f, name)
	case *Index:
		f, _ := p.child(n, n.X, 0, tight|suffix)
		closing := p.closing(n)
		p.child(n, n.Arg, p.matchOf(closing)+1, 0)
		p.set(n, f, closing)
	case *Call:
		f, l := p.child(n, n.Callee, 0, tight|suffix)
		open, closing := p.callParens(n)
		if open < 0 && l >= 0 && p.text(l+1) == "(" {
			open, closing = l+1, p.matchOf(l+1) // of `import a = require("b")`
		}
		n.Parens = p.parens(open, closing)
		p.list(n, n.Args, open)
		p.set(n, f, closing)
	case *New:
		_, l := p.child(n, n.Callee, first+1, tight)
		open, closing := p.callParens(n)
		n.Parens = p.parens(open, closing)
		p.list(n, n.Args, open)
		if closing < 0 {
			closing = p.typeArguments(l)
		}
		p.set(n, first, closing)
	case *ImportCall:
		p.child(n, n.Arg, first+2, 0)
		p.set(n, first, p.matchOf(first+1))
	case *Array:
		p.list(n, n.Items, first)
		p.set(n, first, p.closing(n))
	case *Object:
		for _, prop := range n.Props {
			p.adopt(n, prop)
		}
		p.set(n, first, p.closing(n))
	case *Property:
		p.placeProperty(n, first)
	case *Spread:
		_, l := p.child(n, n.X, first+1, 0)
		if first >= 0 && p.text(first) != "..." {
			first--
		}
		p.set(n, first, l)
	case *Function:
		p.placeFunction(n, first)
	case *Param:
		p.placeParam(n, first)
	case *Class:
		p.decorators(n, n.Decorators)
		if n.Name != nil {
			p.adopt(n, n.Name)
		}
		p.child(n, n.Extends, first+1, 0)
		for _, m := range n.Members {
			p.adopt(n, m)
		}
		p.set(n, first, p.closing(n))
	case *Unary:
		if n.Postfix {
			f, l := p.child(n, n.X, 0, tight|suffix)
			p.set(n, f, l+1)
			break
		}
		p.operator(first)
		_, l := p.child(n, n.X, first+1, tight)
		p.set(n, first, l)
	case *Binary:
		var flags opFlags
		if bindsTighterThanAs(n.Op) {
			flags = tight
		}
		// A cast after the left operand is that operand's, however tight the
		// operator that follows.
		f, mid := p.child(n, n.X, 0, 0)
		if op := p.text(mid + 1); mid >= 0 && (op == n.Op || standsFor(n.Op, op)) {
			n.Op = op
			p.operator(mid + 1)
		}
		_, l := p.child(n, n.Y, mid+2, flags)
		p.set(n, f, l)
	case *Assign:
		f, mid := p.child(n, n.X, 0, 0)
		_, l := p.child(n, n.Y, mid+2, 0)
		p.set(n, f, l)
	case *Cond:
		f, mid := p.child(n, n.Test, 0, 0)
		_, mid = p.child(n, n.Then, mid+2, 0)
		_, l := p.child(n, n.Else, mid+2, 0)
		p.set(n, f, l)
	case *Await:
		_, l := p.child(n, n.X, first+1, tight)
		p.set(n, first, l)
	case *Yield:
		_, l := p.child(n, n.X, first+1, 0)
		p.set(n, first, max(first, l))
	case *JSXElement:
		p.placeElement(n, first)
	case *JSXAttr:
		p.placeAttr(n, first)
	case *JSXText:
		p.set(n, first, first)
	case *ObjectPattern:
		for _, prop := range n.Props {
			p.adopt(n, prop)
		}
		p.set(n, first, p.closing(n))
	case *ArrayPattern:
		for i, item := range n.Items {
			if item != nil {
				p.adopt(n, item)
			}
			p.child(n, n.Defaults[i], 0, 0)
		}
		p.set(n, first, p.closing(n))
	case *Rest:
		p.adopt(n, n.Target)
		t := n.Target.base()
		p.set(n, t.first-1, t.last)
	default:
		p.placeStatement(n, first)
	}
}

// isKey reports whether a name in the tree is a property's.
func isKey(n *String) bool {
	p, ok := n.parent.(*Property)
	return ok && p.Key == Node(n)
}

// bindsTighterThanAs reports whether `a op b as T` casts the whole of a op b.
func bindsTighterThanAs(op string) bool {
	switch op {
	case "+", "-", "*", "/", "%", "**", "<<", ">>", ">>>":
		return true
	}
	return false
}

func (p *placer) placeIdent(n *Ident, first int) {
	if first < 0 || p.f.Tokens[first].Kind != TokIdent {
		p.synthetic(n)
		return
	}
	if text := p.text(first); text != n.Name && !hasEscape(text) {
		p.synthetic(n)
		return
	}
	p.set(n, first, first)
}

func hasEscape(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' || s[i] >= 0x80 {
			return true
		}
	}
	return false
}

func (p *placer) placeLiteral(n *Literal, first int) {
	last := first
	if name, ok := p.members[n]; ok {
		p.set(n, first, p.enumMember(first, name))
		return
	}
	if n.Kind == LitNull && first > 1 && p.f.Tokens[first].Kind == TokString && p.text(first-2) == "import" {
		// In code that cannot be reached the parser drops import("x").
		p.set(n, first-2, p.matchOf(first-1))
		return
	}
	switch p.text(first) {
	case "new", "import": // new.target, import.meta
		if p.text(first+1) == "." {
			last = first + 2
		}
	case "-", "+", "~", "!", "void", "typeof": // the parser has computed -1, void 0
		last = p.operandEnd(first)
	}
	p.set(n, first, last)
}

// enumMember is the last token of A.B, A["B"] or B, from its first.
func (p *placer) enumMember(first int, name string) int {
	for i := first; ; {
		switch {
		case p.text(i+1) == "." || p.text(i+1) == "?.":
			if i += 2; p.text(i) == name {
				return i
			}
		case p.text(i+1) == "[":
			if i = p.matchOf(i + 1); i < 0 || p.f.unquoted(i-1) == name {
				return i
			}
		default:
			return first
		}
	}
}

// operandEnd is the last token of a prefix operator's operand that the parser
// has folded away.
func (p *placer) operandEnd(i int) int {
	for i < len(p.f.Tokens)-1 {
		switch p.text(i) {
		case "-", "+", "~", "!", "void", "typeof":
			p.operator(i)
			i++
			continue
		case "(":
			return p.matchOf(i)
		}
		if p.f.Tokens[i].Kind == TokTemplate {
			return p.matchOf(i)
		}
		return i
	}
	return i
}

// joined extends a string's last token over the strings that the parser has
// added to it: 'a' + 'b' is one string for it.
func (p *placer) joined(last int) int {
	for p.text(last+1) == "+" && p.replaced[p.f.Tokens[last+1].Start] == "" {
		next := last + 2
		switch p.f.Tokens[next].Kind {
		case TokString:
			p.joins = append(p.joins, last+1)
			last = next
			continue
		case TokTemplate:
			if m := p.matchOf(next); m == next {
				p.joins = append(p.joins, last+1)
				last = next
				continue
			}
		}
		break
	}
	return last
}

func (p *placer) placeTemplate(n *Template, first int) {
	head := p.tok(n.close) // 0 is a place, too
	if n.Tag != nil {
		first, _ = p.child(n, n.Tag, 0, tight|suffix)
	}
	last := -1
	for _, e := range n.Exprs {
		if _, l := p.child(n, e, head+1, 0); l >= 0 {
			last = l + 1 // the text after the substitution
		}
	}
	// The last text is the tail, whichever literal it is of: the parser joins
	// strings and templates that are added to each other.
	if last < 0 {
		last = p.matchOf(head)
	}
	if n.Tag == nil && last >= 0 {
		last = p.joined(last)
	}
	p.set(n, first, last)
}

// decorators measures the expressions after each @.
func (p *placer) decorators(parent Node, list []Node) {
	for _, d := range list {
		p.child(parent, d, 0, 0)
	}
}

func (p *placer) placeProperty(n *Property, first int) {
	last := -1
	p.decorators(n, n.Decorators)
	if n.Key != nil {
		p.adopt(n, n.Key)
		k := n.Key.base()
		n.KeyPos = k.span
		last = k.last
		if n.Computed {
			_, l := p.wide(n.Key, k.first-1, 0)
			closing := p.closing(n)
			if closing < 0 && p.text(l+1) == "]" {
				closing = l + 1 // of a parameter that was first read as an object
			}
			if closing >= 0 {
				last = closing
				if open := p.matchOf(closing); open >= 0 {
					n.KeyPos = Range{p.f.Tokens[open].Start, p.f.Tokens[closing].End}
					if first < 0 || first > open {
						first = open
					}
				}
			}
		}
	}
	if n.Value != nil {
		if n.Kind == PropSpread && first >= 0 && p.text(first) != "..." {
			first--
		}
		if _, l := p.child(n, n.Value, max(first, 0), 0); l >= 0 {
			last = max(last, l)
		}
	} else if _, _, end := p.annotation(last); end > last {
		last = end
	}
	if n.Default != nil {
		if _, l := p.child(n, n.Default, last+1, 0); l >= 0 {
			last = l
		}
	}
	p.set(n, first, last)
}

func (p *placer) placeFunction(n *Function, first int) {
	if n.Name != nil {
		p.adopt(n, n.Name)
	}
	for _, param := range n.Params {
		p.adopt(n, param)
	}
	last := -1
	if n.Body != nil {
		p.adopt(n, n.Body)
		last = n.Body.last
	} else if n.Expr != nil {
		_, last = p.child(n, n.Expr, first+1, 0)
	}
	// A declaration that is exported begins, for the parser, at `export`.
	for !n.Arrow && !n.Method && p.text(first) != "function" && p.text(first) != "async" && first >= 0 && first < last {
		first++
	}
	p.set(n, first, last)
}

func (p *placer) placeParam(n *Param, first int) {
	p.adopt(n, n.Target)
	t := n.Target.base()
	last := t.last
	if t.synthetic {
		p.synthetic(n)
		return
	}
	n.Type, _, last = p.annotation(last)
	if n.Default != nil {
		if _, l := p.child(n, n.Default, last+1, 0); l >= 0 {
			last = l
		}
	}
	if n.Rest && p.text(first-1) == "..." {
		first--
	}
	p.set(n, first, last)
}

func (p *placer) placeElement(n *JSXElement, first int) {
	if n.Tag != nil {
		p.adopt(n, n.Tag)
		if tag, ok := n.Tag.(*String); ok && p.text(tag.last+1) == ":" {
			p.set(tag, tag.first, tag.last+2) // <a:b>
		}
	}
	for _, a := range n.Attrs {
		p.adopt(n, a)
	}
	for _, c := range n.Children {
		p.adopt(n, c)
		// Only what stands in braces can have parentheses or casts round it.
		if b := c.base(); b.first > 0 && p.f.Tokens[b.first-1].Kind == TokPunct && p.text(b.first-1) != ">" {
			p.wide(c, first+1, 0)
		}
	}
	last := p.matchOf(first)
	p.set(n, first, last)
	if first < 0 || last < 0 {
		return
	}
	open, ok := p.opens[int32(first)]
	if !ok {
		return
	}
	n.OpenTag = Range{p.f.Tokens[first].Start, p.f.Tokens[open].End}
	n.SelfClosing = int(open) == last
	if !n.SelfClosing && n.Tag != nil {
		// The closing tag is the last "<" "/" name… ">" of the element.
		i := last
		for i > int(open) && p.text(i) != "/" {
			i--
		}
		if i+1 < last {
			n.CloseName = Range{p.f.Tokens[i+1].Start, p.f.Tokens[last-1].End}
		}
	}
}

func (p *placer) placeAttr(n *JSXAttr, first int) {
	if n.Spread {
		_, l := p.child(n, n.Value, first, 0)
		open := first
		for open >= 0 && p.text(open) != "{" {
			open--
		}
		closing := p.matchOf(open)
		if closing < l {
			closing = -1
		}
		n.ValuePos = p.parens(open, closing)
		p.set(n, open, closing)
		return
	}
	last := first
	for last >= 0 && p.f.Tokens[last].End < n.NamePos.End && last+1 < len(p.f.Tokens) {
		last++ // a:b is three tokens
	}
	if last >= 0 {
		n.NamePos.End = p.f.Tokens[last].End
	}
	if n.Value != nil {
		eq := last + 1
		if _, l := p.child(n, n.Value, eq+1, 0); l >= 0 {
			last = l
		}
		if p.text(eq) == "=" && p.text(eq+1) == "{" {
			last = p.matchOf(eq + 1)
			n.ValuePos = p.parens(eq+1, last)
		} else if !n.Value.base().synthetic {
			n.ValuePos = n.Value.Range()
		}
	}
	p.set(n, first, last)
}
