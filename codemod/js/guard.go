package js

import "strings"

// maxDepth bounds nesting and the runs of operators that the parser recurses
// on. A Go stack overflow ends the process and cannot be recovered, and the
// parser overflows on two megabytes of "[" or "a?"; nothing that people write
// comes near this bound.
const maxDepth = 10_000

// guard refuses a text that could overflow the parser's stack. It counts, on
// tokens, what the grammar nests: brackets, substitutions, elements, and
// within one of them the operators, prefixes, arrows and statement heads
// (`if (a) if (b) …`) that no comma, semicolon or new statement interrupts.
//
// The tokens are cut before the parse, by guesses. Where a guess hides code
// that the parser will see, its nesting counts too; see hiddenDepth.
func guard(src string, d dialect) *ParseError {
	if !canBeDeep(src) {
		return nil
	}
	s := scanner{src: src, guessJSX: d.jsx, maxStack: maxDepth}
	s.scan()
	c := depthCounter{src: src, tokens: s.tokens, typescript: d.typescript}
	at, deep := c.count()
	if !deep && s.overflow {
		at, deep = s.pos, true
	}
	if !deep {
		return nil
	}
	return &ParseError{Reason: TooDeep, Line: 1 + strings.Count(src[:at], "\n"), Column: 1, Text: "nested deeper than the parser can follow"}
}

// canBeDeep reports whether a text has what nesting beyond the bound takes. No
// token adds more than two to the depth that is counted, and one that hides
// code no more than it has bytes that are neither white space nor of a word;
// so it is enough to count words and other bytes, which takes a tenth of the
// time.
func canBeDeep(src string) bool {
	if 2*len(src) <= maxDepth {
		return false
	}
	n, word := 0, uint8(0)
	for i := 0; i < len(src); i++ {
		class := byteClass[src[i]]
		begins := class &^ 2 &^ word    // 1 where a word begins
		n += int(begins + (class-1)>>7) // and 1 for a byte of no class
		word = class & 1
	}
	return 2*n > maxDepth
}

// byteClass is 1 for the bytes of words and 2 for white space. It makes the
// count above one without branches.
var byteClass = [256]uint8{
	' ': 2, '\t': 2, '\r': 2, '\n': 2,
	'a': 1, 'b': 1, 'c': 1, 'd': 1, 'e': 1, 'f': 1, 'g': 1, 'h': 1, 'i': 1, 'j': 1, 'k': 1, 'l': 1, 'm': 1,
	'n': 1, 'o': 1, 'p': 1, 'q': 1, 'r': 1, 's': 1, 't': 1, 'u': 1, 'v': 1, 'w': 1, 'x': 1, 'y': 1, 'z': 1,
	'A': 1, 'B': 1, 'C': 1, 'D': 1, 'E': 1, 'F': 1, 'G': 1, 'H': 1, 'I': 1, 'J': 1, 'K': 1, 'L': 1, 'M': 1,
	'N': 1, 'O': 1, 'P': 1, 'Q': 1, 'R': 1, 'S': 1, 'T': 1, 'U': 1, 'V': 1, 'W': 1, 'X': 1, 'Y': 1, 'Z': 1,
	'0': 1, '1': 1, '2': 1, '3': 1, '4': 1, '5': 1, '6': 1, '7': 1, '8': 1, '9': 1, '_': 1, '$': 1,
}

// depthCounter counts how deep the parser would recurse.
type depthCounter struct {
	src        string
	tokens     []Token
	typescript bool

	depth  int         // what all open levels hold, hidden brackets included
	levels []depthMark // one for each open bracket
	closed []closing   // elements that end later
	// operand is true after a token that can end an operand; then a word that
	// can only begin one begins a new statement.
	operand bool
	// ended is true after a semicolon; only an `else` goes on after one.
	ended bool
}

// depthMark is what has piled up at one level since its last statement.
type depthMark struct {
	run   int // operators of the expression
	heads int // statement heads whose body goes on
	angle int // "<" not yet closed, which in a type nest over commas
	head  bool
}

// closing restores a level when the element that ends at token end is past.
type closing struct {
	end, level int
	mark       depthMark
}

func (c *depthCounter) text(i int) string { return c.src[c.tokens[i].Start:c.tokens[i].End] }

func (c *depthCounter) level() *depthMark { return &c.levels[len(c.levels)-1] }

func (c *depthCounter) grow() { c.level().run++; c.depth++ }

func (c *depthCounter) endRun() {
	l := c.level()
	c.depth -= l.run
	l.run, l.angle = 0, 0
}

func (c *depthCounter) endStatement() {
	c.endRun()
	l := c.level()
	c.depth -= l.heads
	l.heads = 0
}

func (c *depthCounter) head() { c.level().heads++; c.depth++ }

// count finds the offset at which the depth passes the bound.
func (c *depthCounter) count() (offset int, deep bool) {
	c.levels = append(c.levels, depthMark{})
	for i := range c.tokens {
		c.token(i)
		if c.depth > maxDepth {
			return c.tokens[i].Start, true
		}
	}
	return 0, false
}

func (c *depthCounter) token(i int) {
	t, text := &c.tokens[i], c.text(i)
	if c.ended {
		c.ended = false
		if text != "else" {
			c.endStatement()
		}
	}
	switch t.Kind {
	case TokPunct:
		c.punctuator(i, text)
	case TokTemplate:
		if text[0] == '}' {
			c.close()
		} else if c.operand {
			c.grow() // a tagged template, however often
		}
		if c.operand = text[len(text)-1] == '`'; !c.operand {
			c.open(false)
		}
	case TokIdent:
		c.word(i, text)
	case TokRegExp, TokJSXText:
		c.depth += hiddenDepth(text)
		c.operandHere()
	case TokString:
		if last := text[len(text)-1]; len(text) == 1 || last != '"' && last != '\'' {
			c.depth += hiddenDepth(text) // has no end: perhaps it is no string
		}
		c.operandHere()
	case TokEOF:
	default:
		c.operandHere()
	}
	if n := len(c.closed); n > 0 && c.closed[n-1].end == i {
		c.endElement(c.closed[n-1])
		c.closed = c.closed[:n-1]
	}
}

// endElement forgets what an element's own tokens have piled up.
func (c *depthCounter) endElement(e closing) {
	c.operand = true
	if l := c.level(); e.level == len(c.levels) {
		c.depth += e.mark.run + e.mark.heads - l.run - l.heads
		*l = e.mark
	}
}

func (c *depthCounter) punctuator(i int, text string) {
	switch text {
	case "(", "[", "{":
		if text == "{" && c.operand {
			c.endStatement() // a body, or the next {…} of an element
		}
		c.open(text == "(" && i > 0 && c.tokens[i-1].Kind == TokIdent && isControlHead(c.text(i-1)))
	case ")", "]", "}":
		c.close()
	case ";":
		c.endRun()
		c.ended, c.operand = true, false
	case ",":
		if l := c.level(); !c.typescript || l.angle <= 0 {
			c.endRun()
		}
		c.operand = false
	case "<":
		if end := int(c.tokens[i].Match); end > i {
			c.closed = append(c.closed, closing{end, len(c.levels), *c.level()})
		} else {
			c.level().angle++
		}
		c.grow()
		c.operand = false
	case ">":
		c.level().angle--
		c.grow()
		c.operand = false
	default:
		c.grow()
		c.operand = false
	}
}

func (c *depthCounter) open(head bool) {
	c.grow()
	c.levels = append(c.levels, depthMark{head: head})
	c.depth++
	c.operand = false
}

func (c *depthCounter) close() {
	c.operand = true
	if len(c.levels) == 1 {
		return
	}
	l := c.level()
	c.depth -= l.run + l.heads + 1
	head := l.head
	c.levels = c.levels[:len(c.levels)-1]
	if head { // the body follows
		c.head()
		c.operand = false
	}
}

func (c *depthCounter) operandHere() {
	if c.operand {
		c.endStatement() // two operands in a row: a new statement has begun
	}
	c.operand = true
}

func (c *depthCounter) word(i int, text string) {
	if i > 0 && c.text(i-1) == "." {
		c.operand = true
		return
	}
	switch text {
	case "else", "do":
		if text == "do" && c.operand {
			c.endStatement()
		}
		c.endRun()
		c.head()
		c.operand = false
	case "case", "default", "return", "throw", "break", "continue":
		if c.operand {
			c.endStatement()
		}
		c.endRun() // none of them stands within an expression
		c.operand = false
	case "in", "of", "instanceof", "extends", "as", "satisfies", "is":
		c.grow()
		c.operand = false
	case "await", "yield", "typeof", "delete", "void", "new", "async", "class", "function", "abstract",
		"keyof", "readonly", "unique", "infer", "asserts":
		if c.operand {
			c.endStatement()
		}
		c.grow()
		c.operand = false
	default:
		c.operandHere()
	}
}

// isControlHead reports whether a statement follows the parentheses after the
// word.
func isControlHead(word string) bool {
	switch word {
	case "if", "while", "for", "with":
		return true
	}
	return false
}

// hiddenDepth bounds how deep a text nests that might be code after all: what
// is taken for a regular expression, for the text of an element or for a
// string without an end. Brackets count, and operators where there are more of
// them than such texts have.
func hiddenDepth(text string) int {
	brackets, operators := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++ // stands in no code before a bracket
		case '(', '[', '{':
			brackets++
		case ')', ']', '}':
			brackets--
		case '?', '!', '-', '+', '~', '=', '<':
			operators++
		}
	}
	if operators < maxDepth/10 {
		operators = 0
	}
	return max(brackets, 0) + operators
}

// Guard refuses a text that nests deeper than the parser's own code survives,
// for those who hand it a text by another way than [Parse]. The name decides
// the dialect. The error is a *ParseError.
func Guard(name, src string) error {
	if err := guard(src, dialectOf(name)); err != nil {
		return err
	}
	return nil
}
