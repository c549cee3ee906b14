package verify

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// A KeySource finds the key that a token must have been signed with. StaticPEM,
// StaticJWK, StaticJWKS and RemoteJWKS make one; an application may bring its own.
//
// Find gets the token's kid (empty when it has none) and alg, both as an attacker
// may have written them. It returns the one key that fits, or an error: an *Error,
// or any other, which is reported as JWKFailedToResolve. For the same key it
// returns the same pointer as long as the key is served, since what was verified
// with a key is forgotten when its pointer changes. It must be safe for
// concurrent use.
type KeySource interface {
	Find(ctx context.Context, kid, alg string) (*Key, error)
}

// Key is a public key that was examined and found fit to verify with.
type Key struct{ key *jose.Key }

// NewKey examines a public key: an *rsa.PublicKey of 2048 to 8192 bits, an
// *ecdsa.PublicKey on P-256 or an ed25519.PublicKey. kid and alg may be empty.
func NewKey(public crypto.PublicKey, kid, alg string) (*Key, error) {
	k, err := jose.NewKey(public, kid, alg)
	if err != nil {
		return nil, fmt.Errorf("the key cannot be used: %w", err)
	}
	return &Key{k}, nil
}

// ID is the key's kid, which for Clerk's keys is the id of the instance, or empty.
func (k *Key) ID() string { return k.key.ID }

// Algorithm is the only algorithm the key may be used with, or empty.
func (k *Key) Algorithm() string { return k.key.Algorithm }

// Public is the key itself.
func (k *Key) Public() crypto.PublicKey { return k.key.Public }

// Describe names the key's type and size in words.
func (k *Key) Describe() string { return k.key.Describe() }

// ParseJWKS reads the usable public keys of a JSON Web Key Set. skipped says of
// each of the others why it cannot be verified with.
func ParseJWKS(text string) (keys []*Key, skipped []error, err error) {
	list, other, err := jose.ReadJWKS(text)
	if err != nil {
		return nil, nil, err
	}
	for _, k := range list {
		keys = append(keys, &Key{k})
	}
	for _, s := range other {
		skipped = append(skipped, fmt.Errorf("key %s: %w", quote(s.KeyID), s.Err))
	}
	return keys, skipped, nil
}

// KeyOption is an option of StaticPEM.
type KeyOption func(*keyConfig)

type keyConfig struct{ id string }

// WithKeyID gives a PEM key a kid, which a PEM cannot carry. Tokens with another
// kid are then refused before their signature is looked at; for Clerk's keys the
// kid is the id of the instance ("ins_…").
func WithKeyID(kid string) KeyOption { return func(c *keyConfig) { c.id = kid } }

// StaticPEM verifies with one public key, as found in CLERK_JWT_KEY. All the forms
// in which it is found there are read: with or without BEGIN and END lines, on one
// line or many, with line ends written as backslash and n. A certificate gives its
// key. A private key is refused.
//
// Without WithKeyID the kid of tokens is not compared with anything.
func StaticPEM(pem string, opts ...KeyOption) (KeySource, error) {
	var c keyConfig
	for _, o := range opts {
		o(&c)
	}
	public, err := jose.ReadPEM(pem)
	if err != nil {
		return nil, missing("the JWT key cannot be used", err)
	}
	k, err := jose.NewKey(public, c.id, "")
	if err != nil {
		return nil, missing("the JWT key cannot be used", err)
	}
	return newStatic([]*Key{{k}}), nil
}

// StaticJWK verifies with one public JSON Web Key.
func StaticJWK(jwk string) (KeySource, error) {
	k, err := jose.ReadJWK(jwk)
	if err != nil {
		return nil, missing("the JWK cannot be used", err)
	}
	return newStatic([]*Key{{k}}), nil
}

// StaticJWKS verifies with a set of public keys that never changes. Keys in it for
// other purposes are passed over; at least one must be usable.
func StaticJWKS(jwks string) (KeySource, error) {
	keys, skipped, err := ParseJWKS(jwks)
	if err != nil {
		return nil, missing("the JWKS cannot be used", err)
	}
	if len(keys) == 0 {
		if len(skipped) > 0 {
			return nil, missing("the JWKS has no key to verify with", errors.Join(skipped...))
		}
		return nil, missing("the JWKS cannot be used", errors.New("it has no keys"))
	}
	return newStatic(keys), nil
}

// StaticKeys verifies with keys from NewKey or ParseJWKS.
func StaticKeys(keys ...*Key) (KeySource, error) {
	seen := map[string]bool{}
	for _, k := range keys {
		if k == nil || k.key == nil {
			return nil, missing("the keys cannot be used", errors.New("one of them is nil"))
		}
		if k.ID() != "" && seen[k.ID()] {
			return nil, missing("the keys cannot be used", fmt.Errorf("two have the kid %s", quote(k.ID())))
		}
		seen[k.ID()] = true
	}
	if len(keys) == 0 {
		return nil, missing("the keys cannot be used", errors.New("there are none"))
	}
	return newStatic(append([]*Key(nil), keys...)), nil
}

func missing(what string, err error) *Error {
	return &Error{Reason: JWKLocalMissing, Detail: what + ": " + strings.ReplaceAll(err.Error(), "\n", "; "), cause: err}
}

type static struct{ set keySet }

func newStatic(keys []*Key) *static { return &static{newKeySet(keys)} }

func (s *static) Find(_ context.Context, kid, alg string) (*Key, error) {
	k, err := s.set.find(kid, alg)
	if err != nil {
		return nil, err
	}
	return k, nil
}

// keySet picks a key out of a set that does not change.
type keySet struct {
	keys []*Key
	byID map[string]*Key
}

func newKeySet(keys []*Key) keySet {
	s := keySet{keys: keys, byID: make(map[string]*Key, len(keys))}
	for _, k := range keys {
		if k.ID() != "" {
			s.byID[k.ID()] = k
		}
	}
	return s
}

// find compares kids where the set has any. A token without a kid is accepted
// only if there is no choice.
func (s keySet) find(kid, alg string) (*Key, *Error) {
	if kid != "" && len(s.byID) > 0 {
		k, ok := s.byID[kid]
		if !ok {
			return nil, refuse(JWKKidMismatch, "the token was probably made by another Clerk instance: compare its issuer with your keys",
				"the token was signed with key %s, which is not %s of this verifier", quote(kid), s.names())
		}
		if !k.key.Fits(alg) {
			return nil, refuse(TokenInvalidAlgorithm, "", "the token says alg %s, but its key is %s", quote(alg), k.use())
		}
		return k, nil
	}
	var found *Key
	for _, k := range s.keys {
		if !k.key.Fits(alg) {
			continue
		}
		if found != nil {
			return nil, refuse(JWKFailedToResolve, "", "the token has no kid, and more than one of the keys fits alg %s", quote(alg))
		}
		found = k
	}
	if found != nil {
		return found, nil
	}
	if len(s.keys) == 1 {
		return nil, refuse(TokenInvalidAlgorithm, "", "the token says alg %s, but the key is %s", quote(alg), s.keys[0].use())
	}
	return nil, refuse(JWKFailedToResolve, "", "none of the %d keys fits alg %s", len(s.keys), quote(alg))
}

// names tells the keys in a few words: which it is, if there is only one.
func (s keySet) names() string {
	if len(s.keys) == 1 {
		return "the key " + quote(s.keys[0].ID())
	}
	return fmt.Sprintf("among the %d keys", len(s.keys))
}

func (k *Key) use() string {
	if a := k.Algorithm(); a != "" {
		return k.Describe() + " for " + a
	}
	return k.Describe()
}
