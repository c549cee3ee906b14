package vectors

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

type jwsFile struct {
	NumberOfTests int
	TestGroups    []struct {
		Comment string
		Public  json.RawMessage
		Private json.RawMessage
		Tests   []struct {
			TcID    int `json:"tcId"`
			JWS     string
			Comment string
			Result  string
		}
	}
}

// mislabelled are the vectors whose own result cannot be right. They are held to what
// the standards say instead.
var mislabelled = map[int]string{
	346: "the key says PS256, the token PS384",
	350: "the key says PS256, the token PS384",
	347: "the key's alg ES521 is no algorithm",
	351: "the key's alg ES521 is no algorithm",
	367: "byte for byte the same as 357, which is valid",
	370: "byte for byte the same as 357, which is valid",
	372: "valid by its label, with a question mark in base64url",
	373: "valid by its label, with a question mark in base64url",
}

// TestJWS: what is valid and allowed by the policy is accepted; all else is refused.
func TestJWS(t *testing.T) {
	var file jwsFile
	load(t, "json_web_signature_test.json", &file)
	ran, accepted, byPolicy, aside := 0, 0, 0, 0
	for _, g := range file.TestGroups {
		if g.Comment == "base64" {
			continue // see TestBase64
		}
		for _, c := range g.Tests {
			ran++
			parts, h, signature, ok := read(c.JWS)
			key, err := jose.ReadJWK(string(g.Public))
			got := ok && err == nil && policy(h.Algorithm) && key.Verify(h.Algorithm, parts.Input, signature)
			if why, odd := mislabelled[c.TcID]; odd {
				aside++
				if got {
					t.Errorf("%d was accepted, although %s", c.TcID, why)
				}
				continue
			}
			want := c.Result == "valid"
			if want && !policy(h.Algorithm) {
				want = false
				byPolicy++
			}
			if got != want {
				t.Errorf("%d (%s, %s): accepted %v, want %v; key: %v", c.TcID, g.Comment, c.Comment, got, want, err)
			}
			if got {
				accepted++
			}
		}
	}
	t.Logf("%d vectors: %d accepted, %d valid but not allowed, %d set aside", ran, accepted, byPolicy, aside)
	if ran != 380 || accepted != 18 || aside != 4 {
		t.Errorf("%d of the 380 vectors ran, %d were accepted, %d set aside", ran, accepted, aside)
	}
}

// TestBase64 runs the vectors for spellings of base64url. They are signed with HMAC,
// which this project has no code for, so the test does that part itself.
func TestBase64(t *testing.T) {
	var file jwsFile
	load(t, "json_web_signature_test.json", &file)
	ran := 0
	for _, g := range file.TestGroups {
		if g.Comment != "base64" {
			continue
		}
		var key struct{ K string }
		if err := json.Unmarshal(g.Private, &key); err != nil {
			t.Fatal(err)
		}
		secret, err := base64.RawURLEncoding.DecodeString(key.K)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range g.Tests {
			ran++
			parts, _, signature, got := read(c.JWS)
			if got {
				mac := hmac.New(sha256.New, secret)
				mac.Write([]byte(parts.Input))
				got = hmac.Equal(signature, mac.Sum(nil))
			}
			want := c.Result == "valid"
			switch c.TcID {
			case 367, 370:
				want = true
			case 372, 373:
				want = false
			}
			if got != want {
				t.Errorf("%d (%s): accepted %v, want %v", c.TcID, c.Comment, got, want)
			}
		}
	}
	if ran != 21 {
		t.Errorf("%d of the 21 vectors ran", ran)
	}
}
