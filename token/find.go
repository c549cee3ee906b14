package token

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/verify"
)

// Found is a token and where in a text it was. It need not be a good one, or
// one at all: only verify.Decode says.
type Found struct {
	Token string
	From  string   // the form of the text: "a bare token", "the cookie __session"
	Notes []string // what was dropped, chosen or passed over on the way to it
}

// Find takes the token out of whatever was pasted: a bare token, request
// headers, the value of one of them, a curl command, or a JSON text with a
// jwt field.
func Find(text string) (*Found, *verify.Error) {
	f := &Found{}
	text = f.strip(text)
	if text == "" {
		return nil, unusable("paste a token, an Authorization or Cookie header, a curl command or a JSON text with a jwt field",
			"the input is empty")
	}
	var err *verify.Error
	switch {
	case text[0] == '{' || text[0] == '[':
		err = f.json(text)
	case isCurl(text):
		err = f.curl(text)
	default:
		if h, ok := headersIn(text); ok {
			err = f.headers(h, "the headers have")
		} else if hasScheme(text) {
			err = f.authorization(text)
		} else if isCookies(text) {
			err = f.cookies([]string{text})
		} else {
			err = f.bare(text)
		}
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (f *Found) note(format string, args ...any) {
	note := fmt.Sprintf(format, args...)
	for _, n := range f.Notes {
		if n == note {
			return
		}
	}
	f.Notes = append(f.Notes, note)
}

// The marks that people, editors and chats put around a text.
var quotePairs = [...][2]string{{`"`, `"`}, {`'`, `'`}, {"`", "`"}, {"“", "”"}, {"‘", "’"}, {"<", ">"}}

// strip drops white space and quotes around a text. The one line end that
// every text file has is not worth a word.
func (f *Found) strip(text string) string {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	for {
		before := text
		if text = strings.TrimSpace(text); text != before {
			f.note("white space around it was dropped")
		}
		for _, q := range quotePairs {
			inner, ok := strings.CutPrefix(text, q[0])
			if !ok {
				continue
			}
			// A value copied from the middle of an object ends in a comma.
			if inner, ok = strings.CutSuffix(strings.TrimRight(inner, ",;"), q[1]); ok && !strings.Contains(inner, q[1]) {
				f.note("the quotes around it were dropped")
				text = inner
			}
		}
		if text == before {
			return text
		}
	}
}

// bare takes a text for a token, or for the only one among other words.
func (f *Found) bare(text string) *verify.Error {
	words := strings.Fields(text)
	if len(words) <= 1 {
		f.Token, f.From = text, "a bare token"
		if variable(text) != "" {
			return unusable("use double quotes where the shell shall put the value in", "the text is the variable %s, not its value", variable(text))
		}
		return nil
	}
	var tokens []string
	for _, w := range words {
		if w = strings.Trim(w, "\"'`,;()<>"); looksLikeToken(w) {
			tokens = append(tokens, w)
		}
	}
	switch {
	case len(tokens) > 1:
		return unusable("give one token at a time", "the text holds %d tokens", len(tokens))
	case len(tokens) == 1:
		f.note("the token was taken out of the text around it")
		f.Token, f.From = tokens[0], "a text with other words"
		return nil
	case looksLikeToken(strings.Join(words, "")):
		return unusable("join its parts: a token has no white space", "the token is broken into %d parts by white space", len(words))
	}
	// What else it may be, the decoder knows.
	f.Token, f.From = text, "a text"
	return nil
}

// looksLikeToken reports whether a word has the form of a token: three parts,
// the first of which is that of a JSON object.
func looksLikeToken(w string) bool {
	return strings.HasPrefix(w, "ey") && strings.Count(w, ".") == 2 && strings.Trim(w, base64url+".") == ""
}

const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// variable is the name of the variable that a text consists of, as in $TOKEN;
// "" when it is no such thing.
func variable(text string) string {
	name := strings.Trim(strings.TrimPrefix(text, "$"), "{}%()")
	if text == name || name == "" || !strings.ContainsAny(text[:1], "$%") || len(name) > 64 {
		return ""
	}
	name = strings.TrimPrefix(name, "env:")
	if strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return ""
	}
	return name
}

// candidate is one of several tokens in a text.
type candidate struct{ name, token string }

// newest is the candidate that was issued last, as far as they say; the first
// of those issued at the same time.
func newest(all []candidate) candidate {
	best, at := all[0], int64(-1)
	for _, c := range all {
		u, err := verify.Decode(c.token)
		if err != nil || u.Session == nil {
			continue
		}
		if iat := u.Session.IssuedAt.Unix(); iat > at {
			best, at = c, iat
		}
	}
	return best
}

// choose takes the newest of several different candidates and says so. what
// names them all.
func (f *Found) choose(all []candidate, what string) {
	best := newest(all)
	for _, c := range all {
		if c.token != best.token {
			f.note("of %d %s, %s was issued last", len(all), what, best.name)
			break
		}
	}
	f.Token, f.From = best.token, best.name
}
