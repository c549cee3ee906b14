package token

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/clerkctl/clerkctl/verify"
)

// Thumbprint is a key's own name by RFC 7638: the hash of what defines it.
func Thumbprint(k *verify.Key) string {
	sum := thumbprint(k)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func thumbprint(k *verify.Key) [sha256.Size]byte {
	var j struct{ Kty, Crv, X, Y, N, E string }
	_ = json.Unmarshal([]byte(k.JWK()), &j) // our own writing
	// The members are base64url or constants, so nothing needs an escape.
	var text string
	switch j.Kty {
	case "RSA":
		text = fmt.Sprintf(`{"e":"%s","kty":"RSA","n":"%s"}`, j.E, j.N)
	case "EC":
		text = fmt.Sprintf(`{"crv":"%s","kty":"EC","x":"%s","y":"%s"}`, j.Crv, j.X, j.Y)
	default:
		text = fmt.Sprintf(`{"crv":"%s","kty":"%s","x":"%s"}`, j.Crv, j.Kty, j.X)
	}
	return sha256.Sum256([]byte(text))
}

// DefaultKeyID is the kid of a key of our own that was given none: made from
// the key, so that whoever has it agrees, and in the form of an instance's id.
func DefaultKeyID(k *verify.Key) string {
	sum := thumbprint(k)
	digits := new(big.Int).SetBytes(sum[:]).Text(62)
	return "ins_" + fmt.Sprintf("%043s", digits)[:27]
}
