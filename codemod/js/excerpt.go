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
//   - the text of one statement: of those left out, none has changed, and where
//     a change comes near the end of a statement or near its beginning, those on
//     both sides stay, for the two might have become one;
//   - what encloses a statement, such as the function of a return: a statement
//     is left out of a list with all that is in it, and never what it is in,
//     and changes that might begin or end a function or a block are refused;
//   - a name that is declared, imported, assigned or exported elsewhere: the
//     changes bring into play only the names that they write and those that they
//     take away, and each statement that has one of these stays;
//   - the mode: what is no module by an import or export is not cut down. All
//     imports stay, and an export where there is no import.
//
// That an excerpt does not parse means nothing.
func excerpt(f *File, changes []Change) (text string, ok bool) {
	if len(changes) == 0 || len(f.Imports) == 0 && len(f.Exports) == 0 {
		return "", false
	}
	e := excerpter{f: f, changes: changes, names: map[string]bool{}}
	for _, c := range changes {
		if !e.note(f.Src[c.Start:c.End]) || e.names["import"] || !e.note(c.New) {
			return "", false
		}
		delete(e.names, "import") // a new one makes a module of what is one
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
	// names are the words that the changes write or take away.
	names map[string]bool
	out   []Range // the statements left out, in order
}

// note takes the words of a text; false where a word is written in a way that
// hides what it is, and where the text might change what encloses others.
func (e *excerpter) note(text string) bool {
	open := 0
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\\' || c == '*' || c == '`' || c == '=' && strings.HasPrefix(text[i:], "=>"):
			return false
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
			e.within(n)
		case e.mayJoin(last, b.span.Start) || i+1 < len(stmts) && e.mayBeJoined(b.span.End, stmts[i+1].base()):
		case e.mustStay(n) || e.mentions(b):
		default:
			e.out = append(e.out, b.span)
		}
		last = e.f.Tokens[b.last].Start
	}
}

// within looks for the lists of statements in a node that is changed.
func (e *excerpter) within(n Node) {
	switch n := n.(type) {
	case *Block:
		e.list(n.Body, n.span.Start)
		return
	case *Case:
		if len(n.Body) > 0 && !e.touched(Range{n.span.Start, n.Body[0].Range().Start}) {
			e.list(n.Body, n.span.Start)
		}
		return
	}
	n.children(func(child Node) {
		if e.touched(child.Outer()) {
			e.within(child)
		}
	})
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
	case *Export, *ExportDefault:
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
		at = r.End
	}
	copyTo(len(e.f.Src))
	return b.String()
}
