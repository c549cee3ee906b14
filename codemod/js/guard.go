package js

// maxDepth bounds nesting and the runs of operators that the parser recurses
// on. A Go stack overflow ends the process and cannot be recovered, and the
// parser overflows on two megabytes of "[" or "a?"; nothing that people write
// comes near this bound.
const maxDepth = 10_000

// guard refuses a text that could overflow the parser's stack. It counts, on
// tokens, what the grammar nests: brackets and template substitutions, and
// within one of them a run of operators, prefixes, arrows and calls that no
// comma, semicolon or new statement interrupts. Elements nest by their tags.
func guard(src string, d dialect) *ParseError {
	if len(src) < maxDepth {
		return nil
	}
	s := scanner{src: src}
	s.scan()
	line, deep := deepLine(src, s.tokens)
	if !deep && d.jsx {
		line, deep = deepElements(src)
	}
	if !deep {
		return nil
	}
	return &ParseError{Reason: TooDeep, Line: line, Column: 1, Text: "nested deeper than the parser can follow"}
}

// deepLine finds the line on which the depth passes the bound.
func deepLine(src string, tokens []Token) (line int, deep bool) {
	runs := []int{0} // the run of operators in each open bracket
	depth := 0       // the sum of runs and of open brackets
	operand := false // whether the last token ended an operand
	for _, t := range tokens {
		text := src[t.Start:t.End]
		last := len(runs) - 1
		switch {
		case t.Kind == TokPunct && (text == "(" || text == "[" || text == "{"),
			t.Kind == TokTemplate && text[len(text)-1] == '{' && text[0] == '`':
			runs[last]++
			runs = append(runs, 0)
			depth += 2
			operand = false
		case t.Kind == TokPunct && (text == ")" || text == "]" || text == "}"),
			t.Kind == TokTemplate && text[0] == '}' && text[len(text)-1] == '`':
			if last > 0 {
				depth -= runs[last] + 1
				runs = runs[:last]
			}
			operand = true
		case text == "," || text == ";":
			depth -= runs[last]
			runs[last] = 0
			operand = false
		case t.Kind == TokPunct || t.Kind == TokTemplate || t.Kind == TokIdent && isOperatorWord(text):
			runs[last]++
			depth++
			operand = false
		default:
			if operand {
				// Two operands in a row: a new statement has begun.
				depth -= runs[last]
				runs[last] = 0
			}
			operand = true
		}
		if depth > maxDepth {
			return lineOf(src, t.Start), true
		}
	}
	return 0, false
}

// deepElements counts tags as they open and close, in text that may not be
// code at all: it only has to be right about depths far beyond the usual.
func deepElements(src string) (line int, deep bool) {
	depth := 0
	for i := 0; i+1 < len(src); i++ {
		next := src[i+1]
		switch {
		case src[i] == '<' && next == '/', src[i] == '/' && next == '>':
			depth = max(depth-1, 0)
			if next == '/' {
				// "</" closes, and its own name is no opening.
				i++
			}
		case src[i] == '<' && (isIdentStart(next) || next == '>'):
			depth++
			if depth > maxDepth {
				return lineOf(src, i), true
			}
		}
	}
	return 0, false
}

func lineOf(src string, offset int) int {
	line := 1
	for i := 0; i < offset; i++ {
		if src[i] == '\n' {
			line++
		}
	}
	return line
}
