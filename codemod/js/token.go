package js

// TokenKind is the class of a token.
type TokenKind uint8

// The token kinds.
const (
	TokPunct    TokenKind = iota
	TokIdent              // identifiers and keywords alike; see Text
	TokPrivate            // #name
	TokNumber             // numbers and bigints
	TokString             // quoted strings, JSX attribute strings among them
	TokTemplate           // a whole template literal, or its head, middle or tail
	TokRegExp
	TokJSXText // text between tags, white space included
	TokEOF
)

// Token is one lexical token.
type Token struct {
	Kind TokenKind
	// NewlineBefore is true where a line terminator stands between the token
	// before and this one, inside a comment too.
	NewlineBefore bool
	// Match is the index of the matching bracket for ( [ { } ] ), for the
	// pieces of one template literal (head and tail point at each other) and
	// for the "<" and last ">" of a JSX element; -1 elsewhere.
	Match      int32
	Start, End int
}

// Comment is a // or /* */ comment, or a <!-- line.
type Comment struct {
	Range
	Block bool
}

// TokenAt is the index of the token that begins at offset, or that covers it;
// where offset lies between tokens, the next one. The last token is TokEOF.
func (f *File) TokenAt(offset int) int {
	lo, hi := 0, len(f.Tokens)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if f.Tokens[mid].End > offset {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// Tok is the text of token i; "" beyond either end.
func (f *File) Tok(i int) string {
	if i < 0 || i >= len(f.Tokens) {
		return ""
	}
	t := f.Tokens[i]
	return f.Src[t.Start:t.End]
}

// TokensNamed counts the identifier tokens spelled name that lie outside the
// given ranges, whether or not the tree knows them: types count too.
func (f *File) TokensNamed(name string, outside ...Range) int {
	return f.tokensNamed(name, false, outside)
}

// BareTokensNamed is TokensNamed without the members of something else, behind
// a dot: what may mention a binding of that name.
func (f *File) BareTokensNamed(name string, outside ...Range) int {
	return f.tokensNamed(name, true, outside)
}

func (f *File) tokensNamed(name string, bare bool, outside []Range) int {
	n := 0
next:
	for i := range f.Tokens {
		t := &f.Tokens[i]
		if t.Kind != TokIdent || t.End-t.Start != len(name) || f.Src[t.Start:t.End] != name {
			continue
		}
		if before := f.Tok(i - 1); bare && (before == "." || before == "?.") {
			continue
		}
		for _, r := range outside {
			if r.Contains(t.Start) {
				continue next
			}
		}
		n++
	}
	return n
}

// CommentsIn are the comments that begin within r.
func (f *File) CommentsIn(r Range) []Comment {
	lo, hi := 0, len(f.Comments)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.Comments[mid].Start < r.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	end := lo
	for end < len(f.Comments) && f.Comments[end].Start < r.End {
		end++
	}
	return f.Comments[lo:end]
}
