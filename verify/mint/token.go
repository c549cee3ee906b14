package mint

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"time"
)

// Lifetime is how long Clerk's session tokens live.
const Lifetime = time.Minute

// Claims are the claims of a token, by name.
type Claims map[string]any

// Header is the protected header of a token, by name.
type Header map[string]any

// Session gives the claims of a session token as a Clerk instance makes them: valid
// from ten seconds before now until a minute after.
func Session(now time.Time, issuer, userID, sessionID string) Claims {
	return Claims{
		"iss": issuer,
		"sub": userID,
		"sid": sessionID,
		"iat": now.Unix(),
		"nbf": now.Add(-10 * time.Second).Unix(),
		"exp": now.Add(Lifetime).Unix(),
	}
}

// With gives a copy of the claims with some added or replaced. A nil value removes
// the claim; use json.RawMessage("null") to write null.
func (c Claims) With(more Claims) Claims {
	out := maps.Clone(c)
	if out == nil {
		out = Claims{}
	}
	for name, v := range more {
		if v == nil {
			delete(out, name)
			continue
		}
		out[name] = v
	}
	return out
}

// Sign makes a token of the claims, with the header that Clerk's tokens have.
func (k *Key) Sign(c Claims) (string, error) {
	return k.SignHeader(nil, c)
}

// SignHeader is Sign with some of the header's members added or replaced; a nil value
// removes one.
func (k *Key) SignHeader(more Header, c Claims) (string, error) {
	h := Header{"alg": k.Algorithm(), "typ": "JWT"}
	if k.ID() != "" {
		h["kid"] = k.ID()
	}
	for name, v := range more {
		if v == nil {
			delete(h, name)
			continue
		}
		h[name] = v
	}
	head, err := json.Marshal(h)
	if err != nil {
		return "", fmt.Errorf("the header cannot be written: %w", err)
	}
	claims, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("the claims cannot be written: %w", err)
	}
	return k.SignRaw(head, claims)
}

// SignRaw signs any header and payload as they are, however malformed. It is how
// tests make the tokens that a verifier must refuse.
func (k *Key) SignRaw(header, payload []byte) (string, error) {
	enc := base64.RawURLEncoding
	input := enc.EncodeToString(header) + "." + enc.EncodeToString(payload)
	signature, err := k.method.Sign(input, k.signer)
	if err != nil {
		return "", fmt.Errorf("the token cannot be signed: %w", err)
	}
	return input + "." + enc.EncodeToString(signature), nil
}
