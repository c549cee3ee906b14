package doctor

import (
	"bytes"
	"iter"
	"maps"
	"slices"
)

// specifiers are the strings behind the words that bring in a module: from,
// import, import(, require(. Comments and strings are not told from code.
func specifiers(src []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, word := range [...]string{"from", "import", "require"} {
			for at := 0; ; {
				i := bytes.Index(src[at:], []byte(word))
				if i < 0 {
					break
				}
				at += i + len(word)
				if s, ok := quoted(src[at:]); ok && !yield(s) {
					return
				}
			}
		}
	}
}

// quoted is the string that the text begins with, behind white space and one
// parenthesis.
func quoted(text []byte) (string, bool) {
	text = bytes.TrimLeft(text, " \t\r\n")
	text = bytes.TrimLeft(bytes.TrimPrefix(text, []byte("(")), " \t\r\n")
	if bytes.HasPrefix(text, []byte("/*")) { // as bundlers have it: import(/* webpackChunkName: "a" */ "./a")
		_, rest, _ := bytes.Cut(text, []byte("*/"))
		text = bytes.TrimLeft(rest, " \t\r\n")
	}
	if len(text) == 0 || text[0] != '"' && text[0] != '\'' {
		return "", false
	}
	quote := text[0]
	end := bytes.IndexAny(text[1:], string(quote)+"\n")
	if end <= 0 || text[1+end] != quote {
		return "", false
	}
	return string(text[1 : 1+end]), true
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
