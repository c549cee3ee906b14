package js

import (
	"sort"
	"strings"
	"unicode/utf8"
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

// excerpt is the changed text of a file without the statements that the
// changes cannot have made wrong; each leaves a semicolon. When the parser has
// nothing to say about it, it has nothing new to say about the whole either.
// For what it says is about
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
//     take away and those beside them; in a changed statement, all of them,
//     unless one word took another's place. Each statement that has one of these
//     stays;
//   - the mode: what is no module by an import or export is not cut down. All
//     imports stay, all lists of exports, and every export where there is no
//     import.
//
// That an excerpt does not parse means nothing.
func excerpt(f *File, changes []Change) (text string, ok bool) {
	if len(changes) == 0 || len(f.Imports) == 0 && len(f.Exports) == 0 {
		return "", false
	}
	e := excerpter{f: f, changes: changes, names: map[string]bool{}}
	for _, c := range changes {
		if e.splits(c) || !e.note(f.Src[c.Start:c.End]) || e.names["import"] || !e.note(c.New) {
			return "", false
		}
		delete(e.names, "import") // a new one makes a module of what is one
		e.noteBeside(c)
	}
	if !e.noteStatements(f.Program.Body) || !e.noteExports() {
		return "", false
	}
	e.list(f.Program.Body, 0)
	if len(e.out) == 0 {
		return "", false
	}
	return e.text(), true
}

type excerpter struct {
	f       *File
	changes []Change
	// names are the words that the changes bring into play.
	names map[string]bool
	out   []Range // the statements left out, in order
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
	if next := &e.f.Tokens[e.f.TokenAt(c.End)]; next.Kind == TokRegExp || next.Kind == TokJSXText || next.Start < len(src) && src[next.Start] == '<' ||
		e.divides(next) {
		return true
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

// joins reports whether two bytes may belong to one token.
func joins(a, b byte) bool {
	word := func(c byte) bool { return isIdentStart(c) || isDigit(c) || c >= utf8.RuneSelf || c == '#' || c == '@' }
	sign := func(c byte) bool { return strings.IndexByte("+-*/%=<>!&|^~?:.", c) >= 0 }
	return word(a) && word(b) || sign(a) && sign(b) || a == '.' && isDigit(b) || isDigit(a) && b == '.'
}

// divides reports whether a token is a slash that ends no tag.
func (e *excerpter) divides(t *Token) bool {
	src := e.f.Src
	return t.Kind == TokPunct && t.Start < t.End && src[t.Start] == '/' && !strings.HasPrefix(src[t.Start:], "/>") && (t.Start == 0 || src[t.Start-1] != '<')
}

// note takes the words of a text; false where a word is written in a way that
// hides what it is, and where the text might change what encloses others.
func (e *excerpter) note(text string) bool {
	open := 0
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\\' || c == '*' || c == '`' || c == '<' || c == '>' || c == '/' || strings.HasPrefix(text[i:], "--"):
			return false
		case c == '"' || c == '\'':
			end := strings.IndexByte(text[i+1:], c)
			if end < 0 || strings.ContainsAny(text[i+1:i+1+end], "\\\r\n") {
				return false
			}
			i += end + 2
		case c == '{':
			open++
			i++
		case c == '}':
			if open--; open < 0 {
				return false
			}
			i++
		case isIdentStart(c) || c >= utf8.RuneSelf:
			start := i
			for i < len(text) && (isIdentStart(text[i]) || isDigit(text[i]) || text[i] >= utf8.RuneSelf) {
				i++
			}
			if encloses(text[start:i]) {
				return false
			}
			e.names[text[start:i]] = true
		default:
			i++
		}
	}
	return open == 0
}

// encloses reports whether a word says what the code behind or within it is.
func encloses(word string) bool {
	switch word {
	case "async", "function", "class", "extends", "static", "get", "set", "constructor", "namespace", "module", "declare",
		"if", "else", "for", "while", "do", "switch", "case", "default", "try", "catch", "finally", "with",
		"export":
		return true
	}
	return false
}

// noteBeside takes the words on both sides of a change.
func (e *excerpter) noteBeside(c Change) {
	next := e.f.TokenAt(c.End)
	e.noteToken(next)
	for i := next - 1; i >= 0; i-- {
		if e.f.Tokens[i].End <= c.Start {
			e.noteToken(i)
			return
		}
	}
}

func (e *excerpter) noteToken(i int) {
	if e.f.Tokens[i].Kind == TokIdent {
		e.names[e.f.Tok(i)] = true
	}
}

// noteStatements takes the words of the changed statements of a list; false
// where one of them has a slash that might be read in another way.
func (e *excerpter) noteStatements(stmts []Node) bool {
	for _, n := range stmts {
		b := n.base()
		if b.first < 0 || !e.touched(b.span) {
			continue
		}
		if lists := e.lists(n); lists != nil {
			for _, l := range lists {
				if !e.noteStatements(l.stmts) {
					return false
				}
			}
			continue
		}
		_, isImport := n.(*Import)
		all := !isImport && !e.keepsRoles(b.span)
		for i := b.first; i <= b.last; i++ {
			if t := &e.f.Tokens[i]; t.Kind == TokRegExp || e.divides(t) {
				return false
			}
			if all {
				e.noteToken(i)
			}
		}
	}
	return true
}

// noteExports takes the words of lists of exports where they have one that the
// changes bring into play: in TypeScript, what a list names counts only where it
// is declared. False where a name is hidden in a string.
func (e *excerpter) noteExports() bool {
	again := false
	for _, n := range e.f.Program.Body {
		if _, ok := n.(*Export); !ok {
			continue
		}
		b := n.base()
		again = again || e.mentions(b)
		for i := b.first; i >= 0 && i <= b.last; i++ {
			if e.f.Tokens[i].Kind == TokString && e.f.Tok(i-1) != "from" {
				return false
			}
		}
	}
	for _, n := range e.f.Program.Body {
		if _, ok := n.(*Export); ok && again {
			b := n.base()
			for i := b.first; i >= 0 && i <= b.last; i++ {
				e.noteToken(i)
			}
		}
	}
	return true
}

// keepsRoles reports whether the changes that meet a range put words in the
// place of words, or go on after one with a member: then no other name can have
// become what is declared or assigned.
func (e *excerpter) keepsRoles(r Range) bool {
	for _, c := range e.changes[e.firstFrom(r.Start):] {
		if c.Start > r.End {
			break
		}
		old := e.f.Src[c.Start:c.End]
		if !(isWord(old) && isWord(c.New)) && !(old == "" && strings.HasPrefix(c.New, ".") && isWord(c.New[1:])) {
			return false
		}
	}
	return true
}

// isWord reports whether a text is one identifier that declares and assigns
// nothing by itself.
func isWord(text string) bool {
	for i := range len(text) {
		if !isIdentStart(text[i]) && (i == 0 || !isDigit(text[i])) {
			return false
		}
	}
	switch text {
	case "", "const", "let", "var", "using", "of", "in", "import", "type", "enum", "interface", "abstract", "await", "yield":
		return false
	}
	return true
}

// list goes through the statements of a list that begins at start.
func (e *excerpter) list(stmts []Node, start int) {
	last := start // where the last token before the statement begins
	for i, n := range stmts {
		b := n.base()
		if b.first < 0 {
			continue // is nowhere in the text
		}
		switch {
		case e.touched(b.span):
			for _, l := range e.lists(n) {
				e.list(l.stmts, l.start)
			}
		case e.mayJoin(last, b.span.Start) || i+1 < len(stmts) && e.mayBeJoined(b.span.End, stmts[i+1].base()):
		case e.mustStay(n) || e.mentions(b):
		default:
			e.out = append(e.out, b.span)
		}
		last = e.f.Tokens[b.last].Start
	}
}

// stmtList are the statements of a block or a case, which begins at start. The
// inside is where changes change nothing around them.
type stmtList struct {
	stmts  []Node
	start  int
	inside Range
}

// lists are the lists of statements in a node that hold all changes of the
// node; nil when there is a change elsewhere.
func (e *excerpter) lists(n Node) []stmtList {
	var found []stmtList
	var visit func(Node)
	visit = func(n Node) {
		switch n := n.(type) {
		case *Block:
			if s := n.span; s.Len() >= 2 && e.f.Src[s.Start] == '{' && e.f.Src[s.End-1] == '}' {
				found = append(found, stmtList{n.Body, s.Start, Range{s.Start + 1, s.End - 1}})
				return
			}
		case *Case:
			if len(n.Body) > 0 {
				found = append(found, stmtList{n.Body, n.span.Start, Range{n.Body[0].Range().Start + 1, n.span.End - 1}})
			}
			return
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
		for _, l := range found {
			held = held || l.inside.Start <= c.Start && c.End <= l.inside.End
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

// mayBeJoined reports whether what comes after a statement that ends at end
// begins with a change.
func (e *excerpter) mayBeJoined(end int, next *node) bool {
	return next.first < 0 || e.touched(Range{end, e.f.Tokens[next.first].End})
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
		return len(e.f.Imports) == 0
	case *VarDecl:
		return n.Export && len(e.f.Imports) == 0
	case *FunctionDecl:
		return n.Export && len(e.f.Imports) == 0
	case *ClassDecl:
		return n.Export && len(e.f.Imports) == 0
	case *Namespace:
		return n.Export && len(e.f.Imports) == 0
	case *Enum:
		return n.Export && len(e.f.Imports) == 0
	}
	return false
}

// mentions reports whether a statement has one of the changes' words.
func (e *excerpter) mentions(n *node) bool {
	for i := n.first; i <= n.last; i++ {
		t := &e.f.Tokens[i]
		if t.Kind != TokIdent {
			continue
		}
		word := e.f.Src[t.Start:t.End]
		if e.names[word] || strings.IndexByte(word, '\\') >= 0 {
			return true
		}
	}
	return false
}

// text is the changed text without what is left out.
func (e *excerpter) text() string {
	var b strings.Builder
	b.Grow(len(e.f.Src))
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
	for _, r := range e.out {
		copyTo(r.Start)
		b.WriteByte(';')
		if strings.ContainsAny(e.f.Src[r.Start:r.End], "\n\r\u2028\u2029") {
			b.WriteByte('\n') // ends what the line has begun
		}
		at = r.End
	}
	copyTo(len(e.f.Src))
	return b.String()
}
