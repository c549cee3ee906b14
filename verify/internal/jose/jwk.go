package jose

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"errors"
	"fmt"
	"math/big"
)

// Skipped is a key of a set that cannot be verified with, and why.
type Skipped struct {
	KeyID string
	Err   error
}

// ReadJWK reads one public JSON Web Key.
func ReadJWK(text string) (*Key, error) {
	members, err := ReadObject(text, nil)
	if err != nil {
		return nil, fmt.Errorf("the JWK cannot be read: %w", err)
	}
	for _, m := range members {
		if m.Name == "keys" {
			return nil, errors.New("the text is a set of keys (JWKS), not one key (JWK)")
		}
	}
	return newJWK(members)
}

// ReadJWKS reads a set of public keys. Keys for other purposes (encryption, other
// algorithms) are skipped, since a set may serve several; a key that is meant for
// verification but is unsound makes the set unusable, and so does a private key
// or a kid given twice.
func ReadJWKS(text string) ([]*Key, []Skipped, error) {
	members, err := ReadObject(text, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("the JWKS cannot be read: %w", err)
	}
	var list Value
	for _, m := range members {
		if m.Name == "keys" {
			list = m.Value
		}
	}
	if list.Kind != Array {
		return nil, nil, errors.New("the JWKS has no list of keys")
	}
	var keys []*Key
	var skipped []Skipped
	ids := map[string]bool{}
	for i, v := range Elements(list, nil) {
		if v.Kind != Object {
			return nil, nil, fmt.Errorf("key %d of the JWKS is %s instead of an object", i+1, v.Kind)
		}
		fields, err := ReadObject(v.Raw, nil)
		if err != nil { // cannot be: it was checked as part of the set
			return nil, nil, err
		}
		if id := text1(fields, "kid"); id != "" {
			if ids[id] {
				return nil, nil, fmt.Errorf("the JWKS has the kid %s twice", Quote(id))
			}
			ids[id] = true
		}
		k, err := newJWK(fields)
		var other *UnsupportedError
		switch {
		case errors.As(err, &other):
			skipped = append(skipped, Skipped{text1(fields, "kid"), err})
		case err != nil:
			return nil, nil, fmt.Errorf("key %d of the JWKS: %w", i+1, err)
		default:
			keys = append(keys, k)
		}
	}
	return keys, skipped, nil
}

func text1(members []Member, name string) string {
	for _, m := range members {
		if m.Name == name {
			s, _ := m.Value.Text()
			return s
		}
	}
	return ""
}

// errPrivate is the answer to a private key wherever a public one belongs.
var errPrivate = errors.New("this is a private key; verification needs only the public key, and a private key that was copied here should be replaced")

func newJWK(members []Member) (*Key, error) {
	f := map[string]string{}
	var operations []Value
	hasOperations := false
	for _, m := range members {
		switch m.Name {
		case "d", "p", "q", "dp", "dq", "qi", "oth":
			return nil, errPrivate
		case "key_ops":
			if m.Value.Kind != Array {
				return nil, errors.New("key_ops is not a list")
			}
			operations, hasOperations = Elements(m.Value, nil), true
		case "kty", "kid", "alg", "use", "n", "e", "crv", "x", "y":
			s, ok := m.Value.Text()
			if !ok {
				return nil, fmt.Errorf("%s is %s instead of a string", m.Name, m.Value.Kind)
			}
			f[m.Name] = s
		}
	}
	if f["kty"] == "oct" {
		return nil, &UnsupportedError{"a symmetric key"}
	}
	if use, ok := f["use"]; ok && use != "sig" {
		return nil, &UnsupportedError{"a key whose use is " + Quote(use)}
	}
	if hasOperations && !contains(operations, "verify") {
		return nil, &UnsupportedError{"a key whose key_ops do not include verify"}
	}
	var public crypto.PublicKey
	var err error
	switch kty := f["kty"]; kty {
	case "RSA":
		public, err = rsaKey(f["n"], f["e"])
	case "EC":
		if crv := f["crv"]; crv != "P-256" {
			return nil, &UnsupportedError{"a key on the curve " + Quote(crv)}
		}
		public, err = p256Key(f["x"], f["y"])
	case "OKP":
		if crv := f["crv"]; crv != "Ed25519" {
			return nil, &UnsupportedError{"a key on the curve " + Quote(crv)}
		}
		var x []byte
		x, err = fixed("x", f["x"], ed25519.PublicKeySize)
		public = ed25519.PublicKey(x)
	case "":
		return nil, errors.New("the key has no kty")
	default:
		return nil, &UnsupportedError{"a key of kty " + Quote(kty)}
	}
	if err != nil {
		return nil, err
	}
	return NewKey(public, f["kid"], f["alg"])
}

func contains(list []Value, want string) bool {
	for _, v := range list {
		if s, ok := v.Text(); ok && s == want {
			return true
		}
	}
	return false
}

func rsaKey(n, e string) (*rsa.PublicKey, error) {
	modulus, err := integer("n", n)
	if err != nil {
		return nil, err
	}
	exponent, err := integer("e", e)
	if err != nil {
		return nil, err
	}
	if exponent.BitLen() > 31 {
		return nil, errors.New("the RSA key has an exponent over 31 bits")
	}
	return &rsa.PublicKey{N: modulus, E: int(exponent.Int64())}, nil
}

func integer(name, text string) (*big.Int, error) {
	if text == "" {
		return nil, fmt.Errorf("the key has no %s", name)
	}
	b, err := Decode(text)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be decoded: %w", name, err)
	}
	if b[0] == 0 && len(b) > 1 {
		return nil, fmt.Errorf("%s starts with a zero byte", name)
	}
	return new(big.Int).SetBytes(b), nil
}

func fixed(name, text string, size int) ([]byte, error) {
	if text == "" {
		return nil, fmt.Errorf("the key has no %s", name)
	}
	b, err := Decode(text)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be decoded: %w", name, err)
	}
	if len(b) != size {
		return nil, fmt.Errorf("%s has %d bytes instead of %d", name, len(b), size)
	}
	return b, nil
}

func p256Key(x, y string) (*ecdsa.PublicKey, error) {
	a, err := fixed("x", x, 32)
	if err != nil {
		return nil, err
	}
	b, err := fixed("y", y, 32)
	if err != nil {
		return nil, err
	}
	p, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, a...), b...))
	if err != nil {
		return nil, errors.New("the point is not on the curve P-256")
	}
	return p, nil
}
