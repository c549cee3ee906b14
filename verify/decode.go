package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// Unverified is what a token says of itself. Anyone can make a token that says
// anything: use it to look at tokens, never to decide.
type Unverified struct {
	Header json.RawMessage `json:"header"` // as it was written
	Claims json.RawMessage `json:"claims"` // as they were written

	Algorithm string   `json:"-"` // alg
	KeyID     string   `json:"-"` // kid
	Type      string   `json:"-"` // typ
	Category  string   `json:"-"` // cat
	Embedded  []string `json:"-"` // headers that carry or point to a key, which are never followed

	// Session is the claims in the shape that Verify returns; nil when one of them is
	// malformed.
	Session *Session `json:"-"`
	// Problems are what every Verifier with default options would find, without a key
	// or a clock: an unknown extension, a class or algorithm that is not acceptable,
	// malformed or missing claims.
	Problems []*Error `json:"-"`

	signature string
}

// Decode reads a token without verifying anything. It fails, with TokenInvalid, on a
// text that is not one well-formed token.
func Decode(token string) (*Unverified, error) {
	u, err := decodeToken(token)
	if err != nil {
		return nil, err
	}
	return u, nil
}

func decodeToken(token string) (*Unverified, *Error) {
	o, err := open(token, nil)
	if err != nil {
		return nil, err
	}
	parts, payload, members := o.parts, o.payload, o.members
	var memory headerMemory
	h, _, err := memory.read(parts.Header)
	if err != nil {
		return nil, err
	}
	if _, err := decodeSignature(parts.Signature); err != nil {
		return nil, err
	}
	u := &Unverified{
		Header: json.RawMessage(h.Raw), Claims: json.RawMessage(payload),
		Algorithm: h.Algorithm, KeyID: h.KeyID, Type: h.Type, Category: h.Category, Embedded: h.Embedded,
		signature: parts.Signature,
	}
	s := newSession()
	s.KeyID, s.Algorithm, s.payload, s.token = h.KeyID, h.Algorithm, payload, token
	p := problems{keep: true}
	if claims := readClaims(members, s); claims != nil {
		p.add(claims)
	} else {
		u.Session = s
	}
	v := Verifier{config: defaults()}
	v.algorithms = jose.Algorithms()
	p.add(v.checkClass(h, s))
	p.add(v.checkHeader(h))
	if parts.Signature == "" {
		p.add(refuse(TokenInvalidSignature, "", "the token has no signature"))
	}
	if u.Session != nil {
		p.add(checkSubject(s))
		if !s.at.exp.set {
			p.add(noExpiry())
		}
	}
	u.Problems = p.all
	return u, nil
}

// Signature is the token's third part. With it the token can be used, so it should
// not be shown unless asked for.
func (u *Unverified) Signature() string { return u.signature }

// Format keeps the signature out of everything that prints an Unverified.
func (u *Unverified) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "unverified token: "+string(u.Claims))
}

// Report is every check of one token.
type Report struct {
	// Session is what the token says, when every check passed, else nil.
	Session *Session
	// Key is the key that the signature was found to be by, also when claims are not
	// acceptable; nil when the signature was not checked or not found good.
	Key *Key
	// Failures are all checks that the token did not pass, in the order in which Verify
	// does them. The first is the error that Verify returns.
	Failures []*Error
	// Unverified is the token's content; nil when it could not be read.
	Unverified *Unverified
}

// Report checks a token as Verify does, but goes on after the first failure, to say
// everything that is wrong with it.
func (v *Verifier) Report(ctx context.Context, token string) *Report {
	r := new(Report)
	r.Unverified, _ = decodeToken(token) // examine says why not
	p := problems{keep: true}
	s, key := v.examine(ctx, token, direct, nil, &p)
	r.Failures = p.all
	if key != nil && !slices.ContainsFunc(p.all, func(e *Error) bool { return e.Reason == TokenInvalidSignature || e.Reason == TokenInvalid }) {
		r.Key = key
	}
	if p.first == nil {
		r.Session = s
	}
	return r
}
