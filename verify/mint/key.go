package mint

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"github.com/golang-jwt/jwt/v5"

	"github.com/clerkctl/clerkctl/verify"
)

// Key is a private key to sign with. Printing one shows its public half only.
type Key struct {
	signer crypto.Signer
	method jwt.SigningMethod
	public *verify.Key
}

// Generate makes a key for RS256, RS384, RS512, ES256 or EdDSA. An RSA key has 2048
// bits, as Clerk's have. kid becomes the kid of the key and of its tokens.
func Generate(alg, kid string) (*Key, error) {
	var signer crypto.Signer
	var err error
	switch alg {
	case "RS256", "RS384", "RS512":
		signer, err = rsa.GenerateKey(rand.Reader, 2048)
	case "ES256":
		signer, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case "EdDSA":
		_, signer, err = ed25519.GenerateKey(rand.Reader)
	default:
		return nil, fmt.Errorf("the algorithm %q is not one of RS256, RS384, RS512, ES256, EdDSA", alg)
	}
	if err != nil {
		return nil, fmt.Errorf("no %s key could be made: %w", alg, err)
	}
	return New(signer, alg, kid)
}

// New uses an existing private key. With an empty alg the key's type decides: RS256,
// ES256 or EdDSA.
func New(signer crypto.Signer, alg, kid string) (*Key, error) {
	if signer == nil {
		return nil, errors.New("there is no private key")
	}
	if alg == "" {
		switch signer.Public().(type) {
		case *rsa.PublicKey:
			alg = "RS256"
		case *ecdsa.PublicKey:
			alg = "ES256"
		case ed25519.PublicKey:
			alg = "EdDSA"
		}
	}
	public, err := verify.NewKey(signer.Public(), kid, alg)
	if err != nil {
		return nil, err
	}
	return &Key{signer, jwt.GetSigningMethod(alg), public}, nil
}

// ParsePEM reads a private key: PKCS #8, PKCS #1 or SEC 1, not encrypted.
func ParsePEM(text []byte, alg, kid string) (*Key, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("the text is no PEM private key")
	}
	var key any
	var err error
	switch block.Type {
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE":
		return nil, errors.New("the PEM block is a public key; signing needs the private key")
	default:
		return nil, fmt.Errorf("a PEM block of type %q is not a private key that can be read", block.Type)
	}
	if err != nil {
		return nil, errors.New("the private key cannot be read; it may have been cut off")
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a private key of type %T cannot sign", key)
	}
	return New(signer, alg, kid)
}

// Public is the public half, to verify with or to serve.
func (k *Key) Public() *verify.Key { return k.public }

// ID is the key's kid.
func (k *Key) ID() string { return k.public.ID() }

// Algorithm is the alg of the key's tokens.
func (k *Key) Algorithm() string { return k.public.Algorithm() }

// PrivatePEM writes the private key as a PKCS #8 block. Whoever has it can sign.
func (k *Key) PrivatePEM() ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(k.signer)
	if err != nil {
		return nil, fmt.Errorf("the private key cannot be written: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// Format keeps the private key out of everything that prints a Key.
func (k *Key) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "private key %q (%s)", k.ID(), k.public.Describe())
}
