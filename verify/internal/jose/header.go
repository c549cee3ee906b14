package jose

import (
	"fmt"
	"strings"
)

// Header is the protected header of a token. Headers that carry or point to a
// key (jwk, jku, x5u, x5c) are never read: a key comes from the verifier's own
// source or from nowhere.
type Header struct {
	Algorithm string // alg
	KeyID     string // kid, or empty
	Type      string // typ
	HasType   bool   // whether typ is there
	Category  string // cat, Clerk's class of token
	HasCat    bool   // whether cat is there
	// Unsupported says which extension the header asks for, or is empty. The
	// token must then be refused, whatever else is right with it.
	Unsupported string
	// Embedded lists the headers that carry or point to keys.
	Embedded []string
	// Raw is the header's JSON text.
	Raw string
}

// ReadHeader reads the JSON text of a header.
func ReadHeader(text string) (*Header, error) {
	var space [8]Member
	members, err := ReadObject(text, space[:0])
	if err != nil {
		return nil, err
	}
	h := &Header{Raw: text}
	for _, m := range members {
		if right := registered(m.Name, headerNames); right != "" {
			return nil, fmt.Errorf("the name %s differs from %q only in case", Quote(m.Name), right)
		}
		var dst *string
		switch m.Name {
		case "alg":
			dst = &h.Algorithm
		case "kid":
			dst = &h.KeyID
		case "typ":
			dst, h.HasType = &h.Type, true
		case "cat":
			dst, h.HasCat = &h.Category, true
		case "crit":
			h.Unsupported = "crit"
		case "b64":
			if h.Unsupported == "" {
				h.Unsupported = "b64"
			}
		case "jwk", "jku", "x5u", "x5c":
			h.Embedded = append(h.Embedded, m.Name)
		}
		if dst == nil {
			continue
		}
		s, ok := m.Value.Text()
		if !ok {
			return nil, fmt.Errorf("%s is %s instead of a string", m.Name, m.Value.Kind)
		}
		*dst = s
	}
	return h, nil
}

const headerNames = "alg kid typ cat cty crit b64 jwk jku x5u x5c x5t zip enc oiat"

// ClaimNames are the registered claims and those that Clerk gives a meaning to.
const ClaimNames = "iss sub aud exp nbf iat jti azp sid act sts fva v o fea pla org_id org_slug org_role org_permissions"

// MiscasedClaim returns the claim that name differs from only in case, or "".
func MiscasedClaim(name string) string { return registered(name, ClaimNames) }

// registered returns the name in the list that name differs from only in case,
// by the folding that encoding/json uses (which also takes K for K and ſ for s).
func registered(name, list string) string {
	plain := true
	for i := range len(name) {
		if c := name[i]; 'A' <= c && c <= 'Z' || c >= 0x80 {
			plain = false
			break
		}
	}
	if plain || len(name) > 64 {
		return "" // a name in plain lower case is either right or another name
	}
	for right := range strings.FieldsSeq(list) {
		if strings.EqualFold(name, right) {
			return right
		}
	}
	return ""
}
