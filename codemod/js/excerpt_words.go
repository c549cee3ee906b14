package js

import (
	"strings"
	"unicode/utf8"

	"github.com/ije/esbuild-internal/js_lexer"
)

// joins reports whether two bytes may belong to one token.
func joins(a, b byte) bool {
	word := func(c byte) bool {
		return isIdentStart(c) || isDigit(c) || c >= utf8.RuneSelf || c == '#' || c == '@' || c == '\\'
	}
	sign := func(c byte) bool { return strings.IndexByte("+-*/%=<>!&|^~?:.", c) >= 0 }
	return word(a) && word(b) || sign(a) && sign(b) || a == '.' && isDigit(b) || isDigit(a) && b == '.'
}

// divides reports whether a token is a slash that ends no tag.
func (e *excerpter) divides(t *Token) bool {
	src := e.f.Src
	return t.Kind == TokPunct && t.Start < t.End && src[t.Start] == '/' && !strings.HasPrefix(src[t.Start:], "/>") && (t.Start == 0 || src[t.Start-1] != '<')
}

// balanced reports whether a text closes the brackets that it opens, and no
// others. Of strings that do not end, note thinks the same.
func balanced(text string) bool {
	var open [3]int
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			if end := strings.IndexByte(text[i+1:], c); end >= 0 {
				i += end + 1
			}
		case '(', '[', '{':
			open[strings.IndexByte("([{", c)]++
		case ')', ']', '}':
			k := strings.IndexByte(")]}", c)
			if open[k]--; open[k] < 0 {
				return false
			}
		}
	}
	return open == [3]int{}
}

// note takes the words of a text; false where a word is written in a way that
// hides what it is, and where the text might change what encloses others.
func (e *excerpter) note(text string) bool {
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
			e.noteWord(text[i+1 : i+1+end]) // what is exported may have its name in quotes
			i += end + 2
		case isIdentStart(c) || c >= utf8.RuneSelf:
			start := i
			for i < len(text) && (isIdentStart(text[i]) || isDigit(text[i]) || text[i] >= utf8.RuneSelf) {
				i++
			}
			if encloses(text[start:i]) {
				return false
			}
			e.noteWord(text[start:i])
		default:
			i++
		}
	}
	return true
}

// encloses reports whether a word says what the code behind or within it is.
func encloses(word string) bool {
	switch word {
	case "async", "function", "class", "extends", "static", "get", "set", "constructor", "namespace", "module", "declare", "enum",
		"if", "else", "for", "while", "do", "switch", "case", "default", "try", "catch", "finally", "with",
		"export":
		return true
	}
	return false
}

// noteBeside takes the words on both sides of a change.
func (e *excerpter) noteBeside(c Change) {
	e.noteToken(e.f.TokenAt(c.End))
	if i := e.before(c.Start); i >= 0 {
		e.noteToken(i)
	}
}

func (e *excerpter) noteToken(i int) {
	if e.f.Tokens[i].Kind == TokIdent {
		e.noteWord(e.f.Tok(i))
	}
}

func (e *excerpter) noteWord(word string) {
	if !isReserved(word) {
		e.names[word] = true
	}
	e.hidden = e.hidden || strings.IndexByte(word, '\\') >= 0
}

// isReserved reports whether a word can be no name, in any code.
func isReserved(word string) bool {
	_, ok := js_lexer.Keywords[word]
	return ok
}

// noteStatements takes the words of the changed statements of a list, whose
// tokens are [first, end); false where one of them has a slash that might be read
// in another way, or gives names what they stand for elsewhere, as an enum does.
func (e *excerpter) noteStatements(stmts []Node, first, end int) bool {
	for _, n := range stmts {
		b := n.base()
		if b.first < 0 {
			continue
		}
		e.noteGap(first, b.first)
		first = b.last + 1
		if !e.touched(b.span) {
			continue
		}
		switch n.(type) {
		case *Enum, *Namespace:
			return false
		case *Import:
			continue
		}
		parts := e.parts(n)
		if parts == nil && !e.noteTokens(b.span, b.first, b.last) {
			return false
		}
		for _, p := range parts {
			if p.tag {
				if !e.noteTokens(p.inside, e.f.TokenAt(p.inside.Start), e.f.TokenAt(p.inside.End)) {
					return false
				}
			} else if !e.noteStatements(p.stmts, e.f.TokenAt(p.inside.Start), e.f.TokenAt(p.inside.End)) {
				return false
			}
		}
	}
	e.noteGap(first, end)
	return true
}

// noteGap takes the words between two statements of the tree, where there may be
// what is not in it: declarations of types.
func (e *excerpter) noteGap(first, end int) {
	if first < end && e.touched(Range{e.f.Tokens[first].Start, e.f.Tokens[end-1].End}) {
		for i := first; i < end; i++ {
			e.noteToken(i)
		}
	}
}

// noteTokens takes the words among the tokens of a range, unless the changes
// there keep the roles of all; false where there is a slash that might be read
// in another way.
func (e *excerpter) noteTokens(r Range, first, last int) bool {
	all := !e.keepsRoles(r)
	for i := first; i <= last; i++ {
		if t := &e.f.Tokens[i]; t.Kind == TokRegExp || e.divides(t) {
			return false
		}
		if all {
			e.noteToken(i)
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
	case "", "let", "using", "of", "type", "interface", "abstract", "await", "yield":
		return false
	}
	return !isReserved(text)
}

// hasWord reports whether a text has the word outside of strings.
func hasWord(text, word string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '"' || c == '\'' {
			i += 1 + strings.IndexByte(text[i+1:], c) // note has found that it ends
			continue
		}
		start := i
		for i < len(text) && (isIdentStart(text[i]) || isDigit(text[i]) || text[i] >= utf8.RuneSelf) {
			i++
		}
		if text[start:i] == word {
			return true
		}
		i = max(start, i-1)
	}
	return false
}

// mentions reports whether a part of the file has one of the changes' words
// where that makes a difference, which it does not where only what has the name
// is read.
func (e *excerpter) mentions(n *node) bool {
	for i := n.first; i <= n.last; i++ {
		t := &e.f.Tokens[i]
		if t.Kind != TokIdent {
			continue
		}
		word := e.f.Src[t.Start:t.End]
		if e.names[word] && !e.reads(i) || strings.IndexByte(word, '\\') >= 0 {
			return true
		}
	}
	return false
}

// reads reports whether a word only reads what has its name, or names a member:
// it declares, assigns and exports nothing. Of a few globals the parser knows the
// values, and says where they make no sense.
func (e *excerpter) reads(i int) bool {
	id := e.f.idents[i]
	if id == nil {
		before := e.f.Tok(i - 1)
		return before == "." || before == "?."
	}
	switch id.Name {
	case "NaN", "Infinity", "undefined":
		return false
	}
	return !id.Binding && !IsWrite(id)
}
