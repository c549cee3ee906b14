package js

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner cuts a source into tokens and comments.
//
// JavaScript cannot be cut without knowing what is being parsed: a slash may
// begin a regular expression and "<" an element. After a parse both are known
// exactly and given as hints. Before one (the guard) the scanner guesses from
// the token before, which is right but for oddities, and a wrong guess there
// costs nothing but the precision of a bound.
type scanner struct {
	src string
	pos int

	hinted  bool
	regexes map[int]bool // offsets of "/" that begin a regular expression
	jsx     map[int]bool // offsets of "<" that begin an element

	guessJSX bool // whether an unhinted scan may see elements at all
	// maxStack ends the scan, with overflow set, where more is open at a time;
	// 0 for no bound.
	maxStack int
	overflow bool

	tokens   []Token
	comments []Comment
	// operators counts the tokens that canFold is true of.
	operators int
	// openEnd maps the token of an element's "<" to that of the ">" that
	// closes its opening tag.
	openEnd map[int32]int32

	newline bool
	stack   []frame
}

// frame is what the scanner is inside of.
type frame struct {
	mode  mode
	token int32 // the opening bracket, or the "<" of an element
}

type mode uint8

const (
	inBracket  mode = iota // ( [ {
	inTemplate             // ${ … }
	inTag                  // <name …
	inTypeArgs             // <name<…>
	inChildren             // between an element's tags
	inCloseTag             // </name
)

// scan cuts the whole source.
func (s *scanner) scan() {
	if len(s.src) > 1 && s.src[0] == '#' && s.src[1] == '!' {
		s.lineComment()
	}
	s.openEnd = map[int32]int32{}
	s.tokens = make([]Token, 0, len(s.src)/3+8)
	for s.pos < len(s.src) && !s.overflow {
		switch s.top() {
		case inTag, inCloseTag:
			s.scanInTag()
		case inChildren:
			s.scanChild()
		default:
			s.scanToken()
		}
	}
	s.add(TokEOF, s.pos)
}

func (s *scanner) top() mode {
	if len(s.stack) == 0 {
		return inBracket
	}
	return s.stack[len(s.stack)-1].mode
}

func (s *scanner) push(m mode, token int32) {
	s.stack = append(s.stack, frame{m, token})
	s.overflow = s.maxStack > 0 && len(s.stack) > s.maxStack
}

func (s *scanner) pop() { s.stack = s.stack[:len(s.stack)-1] }

// add appends the token from start to the present position.
func (s *scanner) add(kind TokenKind, start int) int32 {
	s.tokens = append(s.tokens, Token{Kind: kind, Start: start, End: s.pos, NewlineBefore: s.newline, Match: -1})
	s.newline = false
	return int32(len(s.tokens) - 1)
}

func (s *scanner) match(a, b int32) {
	s.tokens[a].Match, s.tokens[b].Match = b, a
}

// skipSpace passes over white space and comments; it reports whether the
// position moved.
func (s *scanner) skipSpace() bool {
	start := s.pos
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.pos++
		case c == '\n' || c == '\r':
			s.newline = true
			s.pos++
		case c == '/' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '/':
			s.lineComment()
		case c == '/' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '*':
			s.blockComment()
		case c == '<' && s.hasPrefix("<!--") && !s.jsx[s.pos]:
			s.lineComment()
		case c == '-' && s.hasPrefix("-->") && (s.newline || len(s.tokens) == 0):
			s.lineComment()
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s.src[s.pos:])
			switch {
			case r == '\u2028' || r == '\u2029':
				s.newline = true
			case r != '\uFEFF' && !unicode.Is(unicode.Zs, r):
				return s.pos > start
			}
			s.pos += size
		default:
			return s.pos > start
		}
	}
	return s.pos > start
}

func (s *scanner) hasPrefix(p string) bool {
	return len(s.src)-s.pos >= len(p) && s.src[s.pos:s.pos+len(p)] == p
}

func (s *scanner) lineComment() {
	start := s.pos
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c == '\n' || c == '\r' {
			break
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s.src[s.pos:])
			if r == '\u2028' || r == '\u2029' {
				break
			}
			s.pos += size
			continue
		}
		s.pos++
	}
	s.comments = append(s.comments, Comment{Range{start, s.pos}, false})
}

func (s *scanner) blockComment() {
	start := s.pos
	s.pos += 2
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c == '*' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '/' {
			s.pos += 2
			break
		}
		if c == '\n' || c == '\r' {
			s.newline = true
		}
		s.pos++
	}
	s.comments = append(s.comments, Comment{Range{start, s.pos}, true})
}

// punctuators lists the tokens of more than one byte, longest first. ">" is
// always a token of its own, as in TypeScript's scanner, so that the ends of
// nested type arguments are found.
var punctuators = [...]string{
	"...", "===", "!==", "**=", "<<=", "&&=", "||=", "??=",
	"=>", "==", "!=", "<=", "++", "--", "&&", "||", "??", "?.", "**", "<<",
	"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
}

// scanToken cuts one token of ordinary code.
func (s *scanner) scanToken() {
	if s.skipSpace() {
		return
	}
	start := s.pos
	c := s.src[s.pos]
	switch {
	case isIdentStart(c) || c == '\\' || c >= utf8.RuneSelf:
		s.identifier(false)
		if s.pos == start { // a stray character: never stand still
			_, size := utf8.DecodeRuneInString(s.src[s.pos:])
			s.pos += size
			s.add(TokPunct, start)
			return
		}
		s.add(TokIdent, start)
	case c == '#':
		s.pos++
		s.identifier(false)
		s.add(TokPrivate, start)
	case isDigit(c) || c == '.' && s.pos+1 < len(s.src) && isDigit(s.src[s.pos+1]):
		s.number()
		s.add(TokNumber, start)
	case c == '"' || c == '\'':
		s.quoted(c)
		s.add(TokString, start)
	case c == '`':
		s.pos++
		s.template(start, -1)
	case c == '(' || c == '[' || c == '{':
		s.pos++
		s.push(inBracket, s.add(TokPunct, start))
	case c == ')' || c == ']' || c == '}':
		s.closeBracket(c)
	case c == '/' && s.regexAllowed():
		s.regexp()
		s.add(TokRegExp, start)
	case c == '<' && s.jsxAllowed():
		s.pos++
		s.push(inTag, s.add(TokPunct, start))
	case c == '<' && s.top() == inTypeArgs:
		s.pos++
		s.push(inTypeArgs, s.add(TokPunct, start))
	case c == '>':
		s.pos++
		t := s.add(TokPunct, start)
		if s.top() == inTypeArgs {
			s.match(s.stack[len(s.stack)-1].token, t)
			s.pop()
		}
	default:
		s.punctuator()
		s.add(TokPunct, start)
	}
}

func (s *scanner) punctuator() {
	if s.pos+1 < len(s.src) && strings.IndexByte("=.&|?<*+->", s.src[s.pos+1]) >= 0 {
		for _, p := range punctuators {
			if s.src[s.pos] != p[0] || !s.hasPrefix(p) || p == "?." && s.pos+2 < len(s.src) && isDigit(s.src[s.pos+2]) {
				continue // ?. before a digit is a conditional: a?.5:b
			}
			s.pos += len(p)
			if canFold(p) {
				s.operators++
			}
			return
		}
	}
	if s.src[s.pos] == '+' {
		s.operators++
	}
	s.pos++
}

func (s *scanner) closeBracket(c byte) {
	start := s.pos
	// Type arguments cannot cross a bracket that was opened outside them:
	// that "<" was a comparison after all.
	for len(s.stack) > 0 && s.top() == inTypeArgs {
		s.pop()
	}
	if len(s.stack) == 0 {
		s.pos++
		s.add(TokPunct, start)
		return
	}
	f := s.stack[len(s.stack)-1]
	if f.mode == inTemplate && c == '}' {
		s.pop()
		s.pos++
		s.template(start, f.token)
		return
	}
	s.pos++
	t := s.add(TokPunct, start)
	if f.mode == inBracket {
		s.match(f.token, t)
		s.pop()
	}
}

// template scans template text up to its end or to the next "${". head is the
// token of the literal's head, -1 where this is the head itself.
func (s *scanner) template(start int, head int32) {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '\\':
			s.pos = min(s.pos+2, len(s.src))
		case c == '`':
			s.pos++
			t := s.add(TokTemplate, start)
			if head >= 0 {
				s.match(head, t)
			} else {
				s.tokens[t].Match = t
			}
			return
		case c == '$' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '{':
			s.pos += 2
			t := s.add(TokTemplate, start)
			if head < 0 {
				head = t
			}
			s.push(inTemplate, head)
			return
		default:
			s.pos++
		}
	}
	s.add(TokTemplate, start)
}

func (s *scanner) quoted(quote byte) {
	s.pos++
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '\\':
			s.pos++
			if s.hasPrefix("\r\n") {
				s.pos++
			}
			s.pos = min(s.pos+1, len(s.src))
		case c == quote:
			s.pos++
			return
		case c == '\n' || c == '\r':
			return // unterminated: go on with the next line
		default:
			s.pos++
		}
	}
}

func (s *scanner) regexp() {
	s.pos++
	class := false
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '\\':
			s.pos++
		case c == '\n' || c == '\r':
			return
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			s.pos++
			s.identifier(false) // flags
			return
		}
		s.pos = min(s.pos+1, len(s.src))
	}
}

func (s *scanner) number() {
	start := s.pos
	// After 0x, 0b and 0o a dot begins a property, and an "e" is no exponent.
	prefixed := s.src[start] == '0' && start+1 < len(s.src) && strings.IndexByte("xXbBoO", s.src[start+1]) >= 0
	// So it does after an octal number of old: 07.a
	dot := prefixed || octalOfOld(s.src[start:])
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '.' && !dot && (s.pos == start || s.src[s.pos-1] != 'n'):
			dot = true // a second one begins a property: 1..toString()
		case c == '+' || c == '-':
			if s.pos == start || prefixed || s.src[s.pos-1] != 'e' && s.src[s.pos-1] != 'E' {
				return
			}
		case !isIdentStart(c) && !isDigit(c):
			return
		}
		s.pos++
	}
}

// octalOfOld reports whether the text begins with a number such as 017, in
// which every digit is octal.
func octalOfOld(s string) bool {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '7' {
		i++
	}
	return i > 1 && s[0] == '0' && (i == len(s) || !isDigit(s[i]))
}

// identifier passes over a name; in JSX a "-" is part of it.
func (s *scanner) identifier(dash bool) {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case isIdentStart(c) || isDigit(c) || dash && c == '-':
			s.pos++
		case c == '\\' && s.pos+1 < len(s.src) && s.src[s.pos+1] == 'u':
			s.pos += 2
			if s.pos < len(s.src) && s.src[s.pos] == '{' {
				for s.pos < len(s.src) && s.src[s.pos] != '}' && s.src[s.pos] != '\n' {
					s.pos++
				}
				s.pos = min(s.pos+1, len(s.src))
			} else {
				s.pos = min(s.pos+4, len(s.src))
			}
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s.src[s.pos:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) &&
				!unicode.Is(unicode.Mc, r) && !unicode.Is(unicode.Nl, r) && !unicode.Is(unicode.Pc, r) &&
				!unicode.Is(unicode.Other_ID_Start, r) && !unicode.Is(unicode.Other_ID_Continue, r) &&
				r != '\u200C' && r != '\u200D' {
				return
			}
			s.pos += size
		default:
			return
		}
	}
}

// scanInTag cuts one token between "<" and ">" of a tag.
func (s *scanner) scanInTag() {
	if s.skipSpace() {
		return
	}
	start := s.pos
	f := &s.stack[len(s.stack)-1]
	c := s.src[s.pos]
	switch {
	case isIdentStart(c) || c == '\\' || c >= utf8.RuneSelf:
		s.identifier(true)
		if s.pos == start {
			_, size := utf8.DecodeRuneInString(s.src[s.pos:])
			s.pos += size
		}
		s.add(TokIdent, start)
	case c == '"' || c == '\'':
		s.pos++
		for s.pos < len(s.src) && s.src[s.pos] != c {
			s.pos++
		}
		s.pos = min(s.pos+1, len(s.src))
		s.add(TokString, start)
	case c == '{':
		s.pos++
		s.push(inBracket, s.add(TokPunct, start))
	case c == '<':
		s.pos++
		afterEquals := len(s.tokens) > 0 && s.src[s.tokens[len(s.tokens)-1].Start] == '='
		t := s.add(TokPunct, start)
		if afterEquals {
			s.push(inTag, t)
		} else {
			s.push(inTypeArgs, t)
		}
	case c == '/' && f.mode == inTag:
		s.pos++
		s.add(TokPunct, start)
		s.skipSpace() // "/ >" closes too
		if s.pos < len(s.src) && s.src[s.pos] == '>' {
			start = s.pos
			s.pos++
			s.endElement(s.add(TokPunct, start), true)
		}
	case c == '>':
		s.pos++
		t := s.add(TokPunct, start)
		if f.mode == inCloseTag {
			s.endElement(t, false)
		} else {
			s.openEnd[f.token] = t
			f.mode = inChildren
		}
	default:
		s.pos++
		s.add(TokPunct, start)
	}
}

func (s *scanner) endElement(end int32, selfClosing bool) {
	open := s.stack[len(s.stack)-1].token
	s.match(open, end)
	if selfClosing {
		s.openEnd[open] = end
	}
	s.pop()
}

// scanChild cuts what stands between an element's tags.
func (s *scanner) scanChild() {
	start := s.pos
	for s.pos < len(s.src) && s.src[s.pos] != '{' && s.src[s.pos] != '<' {
		if c := s.src[s.pos]; c == '\n' || c == '\r' {
			s.newline = true
		}
		s.pos++
	}
	if s.pos > start {
		s.add(TokJSXText, start)
		return
	}
	s.pos++
	t := s.add(TokPunct, start)
	switch {
	case s.src[start] == '{':
		s.push(inBracket, t)
	case s.nextIsSlash():
		s.stack[len(s.stack)-1].mode = inCloseTag
	default:
		s.push(inTag, t)
	}
}

// nextIsSlash looks past white space and comments for the slash of a closing tag.
func (s *scanner) nextIsSlash() bool {
	probe := scanner{src: s.src, pos: s.pos}
	probe.skipSpace()
	return probe.pos < len(s.src) && s.src[probe.pos] == '/'
}

func (s *scanner) regexAllowed() bool {
	if s.hinted {
		return s.regexes[s.pos] || s.operandRequired()
	}
	return s.operandExpected()
}

// operandRequired reports whether nothing but an operand can follow the last
// token. It finds the regular expressions that the parser has computed away.
func (s *scanner) operandRequired() bool {
	if len(s.tokens) == 0 {
		return true
	}
	last := s.tokens[len(s.tokens)-1]
	text := s.src[last.Start:last.End]
	switch last.Kind {
	case TokPunct:
		switch text {
		case ")", "]", "}", "++", "--", "!", "<", ">":
			return false
		}
		return true
	case TokTemplate:
		return text[len(text)-1] == '{'
	case TokIdent:
		switch text {
		case "return", "case", "typeof", "delete", "void", "throw", "in", "instanceof", "else", "do":
			return len(s.tokens) == 1 || s.src[s.tokens[len(s.tokens)-2].End-1] != '.'
		}
	}
	return false
}

func (s *scanner) jsxAllowed() bool {
	if s.hinted {
		return s.jsx[s.pos]
	}
	if !s.guessJSX || s.pos+1 >= len(s.src) {
		return false
	}
	c := s.src[s.pos+1]
	return (isIdentStart(c) || c == '>') && s.operandExpected() && !s.typeParameters()
}

// typeParameters reports whether the "<" at the position begins the type
// parameters of an arrow function in a .tsx file, <T,> or <T extends U>.
func (s *scanner) typeParameters() bool {
	probe := scanner{src: s.src, pos: s.pos + 1}
	probe.skipSpace()
	probe.identifier(true)
	name := probe.pos
	probe.skipSpace()
	return probe.hasPrefix(",") || probe.pos > name && probe.hasPrefix("extends") && !probe.hasPrefix("extends=") && !probe.hasPrefix("extends>")
}

// operandExpected guesses from the last token whether an expression may begin.
func (s *scanner) operandExpected() bool {
	if len(s.tokens) == 0 {
		return true
	}
	last := s.tokens[len(s.tokens)-1]
	text := s.src[last.Start:last.End]
	switch last.Kind {
	case TokIdent:
		return isOperatorWord(text)
	case TokPunct:
		switch text {
		case ")":
			if last.Match > 0 {
				before := s.tokens[last.Match-1]
				switch s.src[before.Start:before.End] {
				case "if", "while", "for", "with":
					return true
				}
			}
			return false
		case "]", "++", "--", "!":
			return text == "!"
		}
		return true
	case TokTemplate:
		return s.src[last.End-1] == '{'
	}
	return false
}

// isOperatorWord reports whether an operand, not an operator, follows the word.
func isOperatorWord(word string) bool {
	switch word {
	case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do",
		"instanceof", "await", "yield", "extends", "default":
		return true
	}
	return false
}

func isIdentStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
