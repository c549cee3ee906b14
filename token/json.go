package token

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/verify"
)

// json takes the token out of the jwt field of a JSON text, at any depth, as
// Clerk's frontend API answers.
func (f *Found) json(text string) *verify.Error {
	fields, names, err := jwtFields(text)
	switch {
	case len(fields) > 0:
		f.choose(fields, "jwt fields")
		f.From = "the jwt field of a JSON text"
		return nil
	case err != nil:
		return unusable("copy the whole of it", "the text starts as JSON does, but is not JSON")
	case names["protected"] || names["signatures"]:
		return unusable("only the compact form, with dots, is accepted", "the text is a token in JSON serialisation")
	case names["kty"] || names["keys"]:
		return unusable("give it to --jwks, or to clerkctl token keys", "the text is a JSON Web Key, not a token")
	}
	return unusable("the token is expected in a field named jwt", "the JSON text has no jwt field that holds a string")
}

// jwtFields reads a JSON text and gives every string that is named jwt, and
// the names at the top. It streams, so that a name which comes twice is seen
// twice.
func jwtFields(text string) (fields []candidate, top map[string]bool, err error) {
	type level struct {
		object  bool
		name    string
		waiting bool // for a name
	}
	var stack []level
	top = map[string]bool{}
	d := json.NewDecoder(strings.NewReader(text))
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			if len(stack) > 0 {
				err = io.ErrUnexpectedEOF
				return fields, top, err
			}
			return fields, top, nil
		}
		if err != nil {
			return fields, top, err
		}
		if delim, ok := t.(json.Delim); ok && (delim == '{' || delim == '[') {
			stack = append(stack, level{object: delim == '{', waiting: delim == '{'})
			continue
		} else if ok {
			stack = stack[:len(stack)-1]
		}
		if len(stack) == 0 {
			continue
		}
		at := &stack[len(stack)-1]
		s, isText := t.(string)
		if at.waiting {
			at.name, at.waiting = s, false
			if len(stack) == 1 {
				top[s] = true
			}
			continue
		}
		if isText && at.object && at.name == "jwt" && s != "" {
			fields = append(fields, candidate{"number " + strconv.Itoa(len(fields)+1), s})
		}
		at.waiting = at.object
	}
}
