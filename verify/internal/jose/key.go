package jose

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"fmt"

	"github.com/golang-jwt/jwt/v5"
)

// Key is a public key that was found fit to verify with.
type Key struct {
	// ID is the key's kid, or empty.
	ID string
	// Algorithm is the only algorithm the key may be used with, or empty when
	// its type alone decides.
	Algorithm string
	// Public is an *rsa.PublicKey, an *ecdsa.PublicKey on P-256 or an ed25519.PublicKey.
	Public crypto.PublicKey
}

// Algorithms is every algorithm that can be verified. HMAC and none are not
// among them and cannot be added: a public key must never act as a secret.
var algorithms = [...]string{"RS256", "RS384", "RS512", "ES256", "EdDSA"}

// Algorithms lists what a verifier may allow.
func Algorithms() []string { return append([]string(nil), algorithms[:]...) }

// Known tells whether alg is spelled as one of Algorithms. Case counts.
func Known(alg string) bool { return method(alg) != nil }

func method(alg string) jwt.SigningMethod {
	switch alg {
	case "RS256":
		return jwt.SigningMethodRS256
	case "RS384":
		return jwt.SigningMethodRS384
	case "RS512":
		return jwt.SigningMethodRS512
	case "ES256":
		return jwt.SigningMethodES256
	case "EdDSA":
		return jwt.SigningMethodEdDSA
	}
	return nil
}

// NewKey examines a public key. alg may be empty.
func NewKey(public crypto.PublicKey, id, alg string) (*Key, error) {
	switch p := public.(type) {
	case *rsa.PublicKey:
		if err := checkRSA(p); err != nil {
			return nil, err
		}
	case *ecdsa.PublicKey:
		if p == nil || p.Curve != elliptic.P256() {
			return nil, &UnsupportedError{"an elliptic curve key that is not on P-256"}
		}
		if _, err := p.Bytes(); err != nil {
			return nil, fmt.Errorf("the point is not on the curve P-256")
		}
	case ed25519.PublicKey:
		if len(p) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("an Ed25519 key has %d bytes, this one %d", ed25519.PublicKeySize, len(p))
		}
		if smallOrder(p) {
			return nil, fmt.Errorf("the Ed25519 key is a point of small order, with which signatures can be made by anyone")
		}
	default:
		return nil, &UnsupportedError{fmt.Sprintf("a key of type %T", public)}
	}
	k := &Key{ID: id, Algorithm: alg, Public: public}
	if alg != "" && !k.Fits(alg) {
		return nil, &UnsupportedError{fmt.Sprintf("%s with alg %s", k.Describe(), Quote(alg))}
	}
	return k, nil
}

// UnsupportedError says that a key is of a kind that is never verified with. In a
// set, such keys are passed over; alone, they are an error.
type UnsupportedError struct{ What string }

func (e *UnsupportedError) Error() string { return "cannot verify with " + e.What }

// Fits tells whether the key's type, and its own alg if it has one, agree with alg.
func (k *Key) Fits(alg string) bool {
	if k.Algorithm != "" && k.Algorithm != alg {
		return false
	}
	switch k.Public.(type) {
	case *rsa.PublicKey:
		return alg == "RS256" || alg == "RS384" || alg == "RS512"
	case *ecdsa.PublicKey:
		return alg == "ES256"
	case ed25519.PublicKey:
		return alg == "EdDSA"
	}
	return false
}

// SignatureSize is how many bytes a signature by this key has.
func (k *Key) SignatureSize() int {
	if p, ok := k.Public.(*rsa.PublicKey); ok {
		return p.Size()
	}
	return 64
}

// Describe names the key's type and size.
func (k *Key) Describe() string {
	switch p := k.Public.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("an RSA key of %d bits", p.N.BitLen())
	case *ecdsa.PublicKey:
		return "an elliptic curve key on P-256"
	case ed25519.PublicKey:
		return "an Ed25519 key"
	}
	return "an unknown key"
}

// Equal tells whether two keys would accept the same tokens.
func (k *Key) Equal(other *Key) bool {
	p, ok := k.Public.(interface{ Equal(crypto.PublicKey) bool })
	return ok && k.ID == other.ID && k.Algorithm == other.Algorithm && p.Equal(other.Public)
}

// Verify checks a signature over input. The caller has decided that alg is allowed.
func (k *Key) Verify(alg, input string, signature []byte) bool {
	if !k.Fits(alg) || len(signature) != k.SignatureSize() {
		return false
	}
	return method(alg).Verify(input, signature, k.Public) == nil
}
