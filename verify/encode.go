package verify

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
)

// jwk has the members of a public JSON Web Key in the order in which they are written.
type jwk struct {
	Use string `json:"use"`
	Kty string `json:"kty"`
	Kid string `json:"kid,omitempty"`
	Alg string `json:"alg,omitempty"`
	Crv string `json:"crv,omitempty"`
	X   string `json:"x,omitempty"`
	Y   string `json:"y,omitempty"`
	N   string `json:"n,omitempty"`
	E   string `json:"e,omitempty"`
}

func (k *Key) jwk() jwk {
	j := jwk{Use: "sig", Kid: k.ID(), Alg: k.Algorithm()}
	enc := base64.RawURLEncoding.EncodeToString
	switch p := k.Public().(type) {
	case *rsa.PublicKey:
		j.Kty, j.N, j.E = "RSA", enc(p.N.Bytes()), enc(big.NewInt(int64(p.E)).Bytes())
	case *ecdsa.PublicKey:
		j.Kty, j.Crv = "EC", "P-256"
		if point, err := p.Bytes(); err == nil { // NewKey has seen to it
			j.X, j.Y = enc(point[1:33]), enc(point[33:])
		}
	case ed25519.PublicKey:
		j.Kty, j.Crv, j.X = "OKP", "Ed25519", enc(p)
	}
	return j
}

// JWK writes the key as a public JSON Web Key.
func (k *Key) JWK() string {
	b, _ := json.Marshal(k.jwk()) // strings only
	return string(b)
}

// MarshalJWKS writes keys as a JSON Web Key Set.
func MarshalJWKS(keys ...*Key) string {
	set := struct {
		Keys []jwk `json:"keys"`
	}{[]jwk{}}
	for _, k := range keys {
		set.Keys = append(set.Keys, k.jwk())
	}
	b, _ := json.Marshal(set) // strings only
	return string(b)
}

// PEM writes the key as an SPKI "PUBLIC KEY" block. A PEM has no place for the kid.
func (k *Key) PEM() (string, error) {
	der, err := x509.MarshalPKIXPublicKey(k.Public())
	if err != nil {
		return "", fmt.Errorf("the key cannot be written as PEM: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})), nil
}

// JWTKey writes the key as the one line that CLERK_JWT_KEY holds.
func (k *Key) JWTKey() (string, error) {
	der, err := x509.MarshalPKIXPublicKey(k.Public())
	if err != nil {
		return "", fmt.Errorf("the key cannot be written as PEM: %w", err)
	}
	return base64.StdEncoding.EncodeToString(der), nil
}
