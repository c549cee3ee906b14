package jose

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// MaxToken is the longest token that is looked at, in bytes. Browsers keep
// cookies under 4 KiB and servers keep headers under 16 KiB.
const MaxToken = 16 << 10

// SyntaxError says why a text is no compact JWS.
type SyntaxError struct {
	Detail string // what is wrong, without any part of the token
	Hint   string // what to do about it, or empty
}

func (e *SyntaxError) Error() string { return e.Detail }

func syntax(hint, format string, args ...any) *SyntaxError {
	return &SyntaxError{Detail: fmt.Sprintf(format, args...), Hint: hint}
}

const copyAll = "copy the whole token"

// Compact is the parts of a token in compact serialisation, not decoded yet.
type Compact struct {
	Header, Payload, Signature string
	// Input is what the signature is computed over: header, dot, payload.
	Input string
}

// Split takes a token apart. It looks at no more of it than where the dots are,
// so its cost does not depend on what an attacker put between them.
func Split(token string) (Compact, *SyntaxError) {
	if token == "" {
		return Compact{}, syntax("a session token comes in the Authorization header or the __session cookie", "the token is empty")
	}
	if len(token) > MaxToken {
		return Compact{}, syntax("session tokens stay well under 4 KiB; move large custom claims out of the token",
			"the token has %d bytes; at most %d are read", len(token), MaxToken)
	}
	first := strings.IndexByte(token, '.')
	if first < 0 {
		return Compact{}, notToken(token)
	}
	rest := token[first+1:]
	second := strings.IndexByte(rest, '.')
	if second < 0 {
		if e := foreign(token); e != nil {
			return Compact{}, e
		}
		return Compact{}, syntax(copyAll, "the token has two parts instead of three; it may have been cut off")
	}
	c := Compact{
		Header:    token[:first],
		Payload:   rest[:second],
		Signature: rest[second+1:],
		Input:     token[:first+1+second],
	}
	if strings.IndexByte(c.Signature, '.') >= 0 {
		return Compact{}, tooManyParts(token)
	}
	if token[0] == '{' || strings.IndexByte(token, ' ') >= 0 {
		if e := foreign(token); e != nil {
			return Compact{}, e
		}
	}
	if c.Header == "" {
		return Compact{}, syntax(copyAll, "the token has an empty header")
	}
	return c, nil
}

func tooManyParts(token string) *SyntaxError {
	if e := foreign(token); e != nil {
		return e
	}
	parts := strings.Count(token, ".") + 1
	switch {
	case strings.ContainsAny(token, " \t\r\n,;"):
		return syntax("pass one token", "there is more than one token in the text")
	case parts == 5:
		return syntax("session tokens are signed, not encrypted", "this is an encrypted token (JWE): it has five parts instead of three")
	}
	return syntax("pass one token, and nothing else", "the token has %d parts instead of three", parts)
}

// notToken names what was given in place of a token, from its beginning alone.
func notToken(text string) *SyntaxError {
	if e := foreign(text); e != nil {
		return e
	}
	return syntax("a session token is three base64url parts with dots between; a refresh token or another cookie cannot be verified here",
		"the text is not a JWT: it has no dots")
}

func foreign(text string) *SyntaxError {
	switch {
	case strings.HasPrefix(text, "sk_"):
		return syntax("a secret key that was pasted somewhere should be rotated", "the text is a Clerk secret key, not a token")
	case strings.HasPrefix(text, "pk_"):
		return syntax("a publishable key says which instance is meant, not who is signed in; pass a session token", "the text is a Clerk publishable key, not a token")
	case hasAnyPrefix(text, "mt_", "oat_", "ak_"):
		return syntax("machine tokens, OAuth tokens and API keys are checked by the Backend API", "the text is an opaque machine credential, not a session token")
	case strings.HasPrefix(text, "-----BEGIN"):
		return syntax("keys verify tokens; pass a session token", "the text is a PEM key, not a token")
	case strings.HasPrefix(text, "{"):
		return syntax("only the compact serialisation is accepted", "the text is JSON, not a compact token")
	case hasAnyPrefix(text, "Bearer ", "bearer ", "BEARER "):
		return syntax("pass what follows the scheme", "the text starts with the Bearer scheme")
	}
	return nil
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

var strict = base64.RawURLEncoding.Strict()

// Decode reads one base64url part: no padding, no white space, and no bits set
// beyond the last byte, so that every part has exactly one spelling.
func Decode(part string) ([]byte, error) {
	return appendDecoded(make([]byte, 0, strict.DecodedLen(len(part))), part)
}

// DecodeText is Decode for text. Whether it is UTF-8 is for its reader to say.
func DecodeText(part string) (string, error) {
	var space [1536]byte
	out, err := appendDecoded(space[:0], part)
	return string(out), err
}

func appendDecoded(dst []byte, part string) ([]byte, error) {
	// encoding/base64 skips line breaks even in strict mode.
	if strings.IndexByte(part, '\n') >= 0 || strings.IndexByte(part, '\r') >= 0 {
		return nil, fmt.Errorf("it holds a line break")
	}
	out, err := strict.AppendDecode(dst, []byte(part))
	if err == nil {
		return out, nil
	}
	switch {
	case strings.IndexByte(part, '=') >= 0:
		return nil, fmt.Errorf("it is padded with =")
	case strings.ContainsAny(part, " \t"):
		return nil, fmt.Errorf("it holds white space")
	case strings.ContainsAny(part, "+/"):
		return nil, fmt.Errorf("it is in base64, not base64url")
	}
	if strings.Trim(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == "" {
		return nil, fmt.Errorf("it ends with bits that belong to no byte, so something is missing or changed")
	}
	return nil, fmt.Errorf("it holds a character that is not base64url")
}
