package vectors

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

type primitiveFile struct {
	TestGroups []struct {
		PublicKeyPem string
		PublicKey    json.RawMessage
		Tests        []struct {
			TcID     int `json:"tcId"`
			Msg, Sig string
			Comment  string
			Result   string
		}
	}
}

// TestPrimitives runs the vectors of the signature schemes under the tokens, with keys
// read from PEM as CLERK_JWT_KEY is.
func TestPrimitives(t *testing.T) {
	for name, alg := range map[string]string{
		"rsa_signature_2048_sha256_test.json":    "RS256",
		"rsa_signature_3072_sha256_test.json":    "RS256",
		"rsa_signature_4096_sha256_test.json":    "RS256",
		"rsa_signature_2048_sha384_test.json":    "RS384",
		"rsa_signature_2048_sha512_test.json":    "RS512",
		"rsa_signature_4096_sha512_test.json":    "RS512",
		"ecdsa_secp256r1_sha256_p1363_test.json": "ES256",
		"ed25519_test.json":                      "EdDSA",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var file primitiveFile
			load(t, name, &file)
			accepted, refused, weak := 0, 0, 0
			for _, g := range file.TestGroups {
				public, err := jose.ReadPEM(g.PublicKeyPem)
				if err != nil {
					t.Fatalf("a key cannot be read: %v", err)
				}
				key, err := jose.NewKey(public, "", alg)
				if err != nil {
					if !strings.Contains(err.Error(), "exponent") || !strings.Contains(string(g.PublicKey), `"03"`) {
						t.Errorf("a key was refused: %v", err)
					}
					weak++
					continue
				}
				for _, c := range g.Tests {
					msg, merr := hex.DecodeString(c.Msg)
					sig, serr := hex.DecodeString(c.Sig)
					if merr != nil || serr != nil {
						t.Fatal(merr, serr)
					}
					got := key.Verify(alg, string(msg), sig)
					if c.Result != "acceptable" && got != (c.Result == "valid") {
						t.Errorf("%d (%s): good %v, but it is %s", c.TcID, c.Comment, got, c.Result)
					}
					if got {
						accepted++
					} else {
						refused++
					}
				}
			}
			t.Logf("%d good, %d bad, %d groups with a key that is not accepted", accepted, refused, weak)
			if accepted < 5 || refused < 20 {
				t.Errorf("only %d good and %d bad signatures ran", accepted, refused)
			}
		})
	}
}
