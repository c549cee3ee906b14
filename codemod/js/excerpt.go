package js

import (
	"sort"
	"strings"
)

// Change is a replacement in a file's text: the bytes of the range become New.
type Change struct {
	Range
	New string
}

// RecheckChanges is [Recheck] for a text whose changes are known: after is the
// text of f with the changes made, which are in order and do not touch each
// other. It reads an excerpt instead of the whole where that is enough.
func RecheckChanges(f *File, changes []Change, after string) error {
	d := dialectOf(f.Path)
	if err := guard(after, d); err != nil {
		return err
	}
	if text, ok := excerpt(f, changes); ok && len(ownDiagnostics(f.Path, text, d)) == 0 {
		return nil
	}
	return compare(ownDiagnostics, f.Path, f.Src, after, d)
}

// excerpt is the changed text of a file without the parts that the changes
// cannot have made wrong: statements, each of which leaves a semicolon, and
// elements, each of which leaves an empty one. When the parser has nothing to
// say about it, it has nothing new to say about the whole either. For what it
// says is about
//
//   - tokens: changes are refused that begin or end within one, join two, or
//     might begin or end a comment, a string, a regular expression or an element
//     around text that is left out;
//   - the text of one statement: of those left out, none has changed, and where
//     a change comes near the end of a statement or near its beginning, those on
//     both sides stay, for the two might have become one;
//   - what encloses a statement, such as the function of a return: statements
//     are left out of a list only where nothing has changed around the list, and
//     changes that might begin or end a function or a block are refused;
//   - a name that is declared, imported, assigned or exported elsewhere: the
//     changes bring into play only the names that they write, those that they
//     take away and those beside them; in a changed statement, all of them, in a
//     changed tag those of the tag, unless one word took another's place. What
//     has one of these stays, if it does more with it than read it;
//   - the mode: what is no module by an import or export is not cut down. All
//     imports stay, all lists of exports, and every export where there is no
//     import.
//
// That an excerpt does not parse means nothing.
func excerpt(f *File, changes []Change) (text string, ok bool) {
	if len(changes) == 0 || len(f.Imports) == 0 && len(f.Exports) == 0 {
		return "", false
	}
	e := excerpter{f: f, names: map[string]bool{}}
	if !e.take(changes) || !e.noteStatements(f.Program.Body, 0, len(f.Tokens)-1) || !e.noteExports() || e.hidden {
		return "", false
	}
	e.list(f.Program.Body, 0)
	if len(e.out) == 0 {
		return "", false
	}
	return e.text(), true
}

type excerpter struct {
	f *File
	// changes are as they were given, but for those that only together close
	// the brackets that they open: such are one here.
	changes []Change
	// names are the words that the changes bring into play. hidden is true
	// where one of them is written in a way that hides what it is.
	names  map[string]bool
	hidden bool
	// module is true where an import makes the file a module.
	module bool
	out    []cut
}

// cut is a part of the file that an excerpt has something else for.
type cut struct {
	Range
	text string
}

// take looks at the changes; false where no excerpt will do.
func (e *excerpter) take(changes []Change) bool {
	for _, c := range changes {
		if e.splits(c) {
			return false
		}
	}
	for i := 0; i < len(changes); i++ {
		c := changes[i]
		for !balanced(e.f.Src[c.Start:c.End]) || !balanced(c.New) {
			if i++; i == len(changes) {
				return false
			}
			next := changes[i]
			c = Change{Range{c.Start, next.End}, c.New + e.f.Src[c.End:next.Start] + next.New}
		}
		// What goes must not take an import with it, which may be what makes the
		// file a module; what comes may bring one.
		old := e.f.Src[c.Start:c.End]
		if !e.note(old) || hasWord(old, "import") || !e.note(c.New) {
			return false
		}
		e.noteBeside(c)
		e.changes = append(e.changes, c)
	}
	for _, d := range e.f.Imports {
		e.module = e.module || !d.Equals
		if !e.touched(d.Pos) {
			continue
		}
		for _, n := range d.Names {
			e.noteWord(n.Local) // may have been a type, and be one no more
		}
	}
	return true
}

// splits reports whether a change may make other tokens of what is around it.
func (e *excerpter) splits(c Change) bool {
	src := e.f.Src
	for _, pos := range [...]int{c.Start, c.End} {
		if t := e.f.Tokens[e.f.TokenAt(pos)]; t.Start < pos && t.Kind != TokEOF {
			return true
		}
	}
	// A slash is what it is, and an element an element, by what is before.
	at := e.f.TokenAt(c.End)
	next := &e.f.Tokens[at]
	if next.Kind == TokRegExp || next.Kind == TokJSXText || next.Start < len(src) && src[next.Start] == '<' || e.divides(next) {
		return true
	}
	// Between two braces of an element is text, with quotes that are none.
	if e.f.Tok(at) == "{" {
		if before := e.before(c.Start); before >= 0 && (e.f.Tokens[before].Kind == TokJSXText || e.f.Tok(before) == ">" || e.f.Tok(before) == "}") {
			return true
		}
	}
	// The end of a line ends a comment.
	if line := src[strings.LastIndexByte(src[:c.Start], '\n')+1 : c.Start]; strings.Contains(line, "//") || strings.Contains(line, "<!--") || strings.Contains(line, "-->") {
		return true
	}
	around := [...]string{src[:c.Start], c.New, src[c.End:]}
	for i := range 2 {
		if left, right := around[i], around[i+1]; left != "" && right != "" && joins(left[len(left)-1], right[0]) {
			return true
		}
	}
	return c.New == "" && c.Start > 0 && c.End < len(src) && joins(src[c.Start-1], src[c.End])
}

// before is the last token that ends at pos or earlier; -1 when there is none.
func (e *excerpter) before(pos int) int {
	i := e.f.TokenAt(pos)
	for i >= 0 && e.f.Tokens[i].End > pos || i > 0 && e.f.Tokens[i].Kind == TokEOF {
		i--
	}
	return i
}

// list goes through the statements of a list that begins at start.
func (e *excerpter) list(stmts []Node, start int) {
	last := start  // where the last token before the statement begins
	loose := false // whether changes may have made that go on
	for i, n := range stmts {
		b := n.base()
		if b.first < 0 {
			continue // is nowhere in the text
		}
		touched := e.touched(b.span)
		switch {
		case touched:
			e.within(n)
		case loose && !e.begins(b.first) || e.mayJoin(last, b.span.Start) || e.mayBeJoined(b, stmts[i+1:]):
		case e.mustStay(n) || e.mentions(b):
		default:
			text := ";"
			if strings.ContainsAny(e.f.Src[b.span.Start:b.span.End], "\n\r\u2028\u2029") {
				text = ";\n" // ends what the line has begun
			}
			e.out = append(e.out, cut{b.span, text})
		}
		last = e.f.Tokens[b.last].Start
		loose = touched && e.parts(n) == nil
	}
}

// within leaves out what it can of a changed statement.
func (e *excerpter) within(n Node) {
	parts := e.parts(n)
	var visit func(Node)
	visit = func(n Node) {
		switch n := n.(type) {
		case *JSXElement:
			if b := n.base(); !e.touched(b.span) && e.standsAlone(n) && !e.mentions(b) {
				e.out = append(e.out, cut{b.span, "<a/>"})
				return
			}
		case *Block:
			if l := listAt(parts, n.span.Start); l != nil {
				e.list(l.stmts, l.start)
				return
			}
		case *Case:
			if l := listAt(parts, n.span.Start); l != nil {
				if n.Test != nil {
					visit(n.Test)
				}
				e.list(l.stmts, l.start)
				return
			}
		}
		n.children(visit)
	}
	n.children(visit)
}

// standsAlone reports whether an element is one for what is before it: a token
// that no operand ends with, or another element.
func (e *excerpter) standsAlone(n *JSXElement) bool {
	if _, ok := n.Parent().(*JSXElement); ok {
		return true
	}
	switch e.f.Tok(n.first - 1) {
	case "(", "[", ",", "?", ":", "&&", "||", "??", "=", "=>", "return":
		return true
	}
	return false
}

// part is what holds changes of a statement without a change around it: a list
// of statements, of a block or a case, or a tag, which has none.
type part struct {
	stmts  []Node
	start  int
	inside Range
	tag    bool
}

func listAt(parts []part, start int) *part {
	for i := range parts {
		if p := &parts[i]; p.start == start && !p.tag {
			return p
		}
	}
	return nil
}

// parts are what holds all changes of a node; nil when there is a change
// elsewhere.
func (e *excerpter) parts(n Node) []part {
	var found []part
	var visit func(Node)
	visit = func(n Node) {
		switch n := n.(type) {
		case *Block:
			if s := n.span; s.Len() >= 2 && e.f.Src[s.Start] == '{' && e.f.Src[s.End-1] == '}' {
				found = append(found, part{n.Body, s.Start, Range{s.Start + 1, s.End - 1}, false})
				return
			}
		case *Case:
			if len(n.Body) > 0 {
				found = append(found, part{n.Body, n.span.Start, Range{n.Body[0].Range().Start + 1, n.span.End - 1}, false})
			}
			return
		case *JSXElement:
			if t := n.OpenTag; t.Len() >= 2 && e.touched(t) {
				found = append(found, part{nil, t.Start, Range{t.Start + 1, t.End - 1}, true})
			}
		}
		n.children(func(child Node) {
			if e.touched(child.Outer()) {
				visit(child)
			}
		})
	}
	visit(n)
	r := n.base().span
	for _, c := range e.changes[e.firstFrom(r.Start):] {
		if c.Start > r.End {
			break
		}
		held := false
		for _, p := range found {
			held = held || p.inside.Start <= c.Start && c.End <= p.inside.End
		}
		if !held {
			return nil
		}
	}
	return found
}

// touched reports whether a change meets the range or ends at it.
func (e *excerpter) touched(r Range) bool {
	i := e.firstFrom(r.Start)
	return i < len(e.changes) && e.changes[i].Start <= r.End
}

// firstFrom is the index of the first change that ends at pos or later. There may
// be as many changes as there are nodes to ask about.
func (e *excerpter) firstFrom(pos int) int {
	return sort.Search(len(e.changes), func(i int) bool { return e.changes[i].End >= pos })
}

// begins reports whether a token begins a statement, whatever is before it: it
// is after a semicolon that is still there, or a word on a line of its own.
func (e *excerpter) begins(i int) bool {
	if before := e.f.Tokens[max(i-1, 0)]; e.f.Tok(i-1) == ";" && !e.touched(Range{before.Start, before.End}) {
		return true
	}
	return e.f.Tokens[i].Kind == TokIdent && e.f.Tokens[i].NewlineBefore
}

// mayJoin reports whether a change between the last token before a statement
// and the statement may make one of the two.
func (e *excerpter) mayJoin(last, start int) bool {
	for _, c := range e.changes[e.firstFrom(last):] {
		if c.Start > start {
			break
		}
		s := strings.TrimSpace(c.New)
		if !strings.HasSuffix(s, ";") || strings.Contains(s, "//") || strings.Contains(s, "/*") {
			return true
		}
	}
	return false
}

// mayBeJoined reports whether what comes after a statement begins with a change.
func (e *excerpter) mayBeJoined(n *node, rest []Node) bool {
	if len(rest) == 0 {
		return e.touched(Range{n.span.End, e.f.Tokens[n.last+1].Start})
	}
	next := rest[0].base()
	return next.first < 0 || e.touched(Range{n.span.End, e.f.Tokens[next.first].End})
}

// mustStay reports whether a statement counts for the whole file.
func (e *excerpter) mustStay(n Node) bool {
	switch n := n.(type) {
	case *Import:
		return true
	case *ExprStmt:
		_, directive := n.X.(*String)
		return directive
	case *Export:
		return true
	case *ExportDefault:
		return !e.module
	case *VarDecl:
		return n.Export && !e.module
	case *FunctionDecl:
		return n.Export && !e.module
	case *ClassDecl:
		return n.Export && !e.module
	case *Namespace:
		return n.Export && !e.module
	case *Enum:
		return n.Export && !e.module
	}
	return false
}

// text is the changed text without what is left out.
func (e *excerpter) text() string {
	var b strings.Builder
	at, next := 0, 0
	copyTo := func(to int) {
		for next < len(e.changes) && e.changes[next].Start <= to {
			c := e.changes[next]
			b.WriteString(e.f.Src[at:c.Start])
			b.WriteString(c.New)
			at = c.End
			next++
		}
		b.WriteString(e.f.Src[at:to])
		at = to
	}
	for _, c := range e.out {
		copyTo(c.Start)
		b.WriteString(c.text)
		at = c.End
	}
	copyTo(len(e.f.Src))
	return b.String()
}
