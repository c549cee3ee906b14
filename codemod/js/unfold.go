package js

import (
	"maps"
	"strings"

	"github.com/ije/esbuild-internal/js_ast"
)

// The parser computes what it can: `false && <A/>` is `false` for it, `"a" ===
// "b" || c` is `c`, and what it has computed away is in no tree. But a person
// who has switched a piece of code off for a day wants it migrated too, and
// where an element or a regular expression is lost, the tokens after it are
// cut wrong.
//
// There is no option against it. So every operator that the text has and the
// tree has not is replaced, for the parser alone, by one of the same length
// and nearly the same precedence that it does not compute, and the file is
// parsed again. Few files need it.

// maxUnfoldings bounds how often a file is parsed again. What is switched off
// within what is switched off takes one more each.
const maxUnfoldings = 6

// longFile is the length from which a file is parsed again only once. They are
// bundles, full of what was computed by an earlier tool, and nobody's source.
const longFile = 512 << 10

// input is what the parser is given in place of a file's text. It has the same
// length, and everything in it stands where it does in the file.
type input struct {
	text string
	// replaced are the operators that something else stands for.
	replaced operators
	// regexes are regular expressions that the parser will not see.
	regexes map[int]bool
}

// operators are operators by their offsets.
type operators map[int]string

// parseInput parses what a file's text is, or what has to stand in for it.
func parseInput(name, src string, d dialect) (in *input, tree *js_ast.AST, warnings []string, err *ParseError) {
	in = &input{text: src, regexes: map[int]bool{}}
	tree, warnings, err = parseTree(name, in.text, d)
	if err != nil && d.typescript && strings.Contains(err.Text, "xperimental decorators") {
		in.blankParameterDecorators()
		tree, warnings, err = parseTree(name, in.text, d)
	}
	return in, tree, warnings, err
}

// parseUnfolded parses a file so that the tree has all its operators.
func parseUnfolded(name, src string, d dialect) (*File, *ParseError) {
	in, tree, _, err := parseInput(name, src, d)
	if err != nil {
		return nil, err
	}
	base := in.text
	f, folded, err := convert(name, src, d, in, tree)
	for round := 0; err == nil && round < maxUnfoldings; round++ {
		replaced := f.toReplace(in.replaced, folded)
		if maps.Equal(replaced, in.replaced) || round > 0 && len(src) > longFile {
			break
		}
		in.text, in.replaced = replaced.mask(base), replaced
		tree, _, failed := parseTree(name, in.text, d)
		if failed != nil {
			break // the file stays without what the replacement was to bring
		}
		f, folded, err = convert(name, src, d, in, tree)
	}
	return f, err
}

// toReplace are the operators to be replaced for the next parse: those that
// the tree has only because they were, and those that it has not. A replaced
// one that is no operator after all was text: of an element, say, that the
// scan could not know before.
func (f *File) toReplace(replaced operators, folded []int) operators {
	if len(replaced) == 0 && len(folded) == 0 {
		return nil
	}
	out := make(operators, len(folded)+len(replaced))
	for at, op := range replaced {
		if i := f.TokenAt(at); f.Tokens[i].Start == at && f.Tok(i) == op {
			out[at] = op
		}
	}
	logical := false
	for _, i := range folded {
		out[f.Tokens[i].Start] = f.Tok(i)
		logical = logical || isLogical(f.Tok(i))
	}
	// All logical operators or none, or `true || a && b` would group anew.
	for i := range f.Tokens {
		if logical && f.Tokens[i].Kind == TokPunct && isLogical(f.Tok(i)) {
			out[f.Tokens[i].Start] = f.Tok(i)
		}
	}
	return out
}

func isLogical(op string) bool { return op == "&&" || op == "||" || op == "??" }

// mask puts the stand-ins into a text.
func (o operators) mask(src string) string {
	text := []byte(src)
	for at, op := range o {
		copy(text[at:], standIn(op))
		if op == "+" && strings.HasPrefix(src[at+1:], "-") {
			text[at] = '%' // a minus would make it --
		}
	}
	return string(text)
}

// standIn is what stands for an operator: of its length, and never computed.
func standIn(op string) string {
	switch op {
	case "&&":
		return "& "
	case "||", "??":
		return "| "
	case "===", "!==":
		return "<= "
	case "==", "!=":
		return "<="
	}
	return "-" // for +
}

// standsFor reports whether the operator of the tree is what the parser was
// given for that of the text.
func standsFor(tree, text string) bool {
	return canFold(text) && strings.TrimSpace(standIn(text)) == tree || text == "+" && tree == "%"
}

// canFold reports whether the parser computes the operator where its operands
// are known.
func canFold(op string) bool {
	switch op {
	case "&&", "||", "??", "===", "!==", "==", "!=", "+":
		return true
	}
	return false
}

// blankParameterDecorators hides the decorators of parameters from the parser,
// which knows them only where it also turns each class into something else.
func (in *input) blankParameterDecorators() {
	s := scanner{src: in.text}
	s.scan()
	f := File{Src: in.text, Tokens: s.tokens}
	text := []byte(in.text)
	for i := 1; i < len(s.tokens); i++ {
		if f.Tok(i) != "@" || f.Tok(i-1) != "(" && f.Tok(i-1) != "," && text[s.tokens[i-1].Start] != ' ' {
			continue
		}
		last := i + 1
		for f.Tok(last+1) == "." {
			last += 2
		}
		if f.Tok(last+1) == "(" {
			last = int(s.tokens[last+1].Match)
		}
		for j := i; j <= last; j++ {
			if s.tokens[j].Kind == TokRegExp {
				in.regexes[s.tokens[j].Start] = true
			}
			for k := s.tokens[j].Start; k < s.tokens[j].End; k++ {
				if text[k] != '\n' && text[k] != '\r' {
					text[k] = ' '
				}
			}
		}
	}
	in.text = string(text)
}

// unclaimed are the foldable operators, as tokens, that no node of the tree
// has; claimed are those of the nodes, joins are within strings.
func (f *File) unclaimed(operators int, claimed []int32, joins []int) []int {
	if operators <= len(claimed)+len(joins) {
		return nil
	}
	has := make(map[int]bool, len(claimed)+len(joins))
	for _, i := range claimed {
		has[int(i)] = true
	}
	for _, i := range joins {
		has[i] = true
	}
	var out []int
	addition := false
	for i := range f.Tokens {
		if f.Tokens[i].Kind == TokPunct && !has[i] && canFold(f.Tok(i)) {
			out = append(out, i)
			addition = addition || f.Tok(i) == "+"
		}
	}
	if addition {
		// One sum in which only some are replaced would be measured wrong.
		out = append(out, joins...)
	}
	return out
}
