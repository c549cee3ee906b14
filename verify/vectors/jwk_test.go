package vectors

import (
	"context"
	"testing"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// TestJWK runs all 26 vectors for key sets through the key source that a verifier uses.
// The valid ones with a symmetric key are refused by policy.
func TestJWK(t *testing.T) {
	var file jwsFile
	load(t, "json_web_key_test.json", &file)
	ran, accepted := 0, 0
	for _, g := range file.TestGroups {
		set := g.Public
		if set == nil {
			set = g.Private
		}
		for _, c := range g.Tests {
			ran++
			got := false
			parts, h, signature, ok := read(c.JWS)
			keys, err := verify.StaticJWKS(string(set))
			if ok && err == nil && policy(h.Algorithm) {
				if key, ferr := keys.Find(context.Background(), h.KeyID, h.Algorithm); ferr == nil {
					inner, jerr := jose.NewKey(key.Public(), key.ID(), key.Algorithm())
					got = jerr == nil && inner.Verify(h.Algorithm, parts.Input, signature)
				}
			}
			want := c.Result == "valid" && ok && policy(h.Algorithm)
			if got != want {
				t.Errorf("%d (%s, %s): accepted %v, want %v; set: %v", c.TcID, g.Comment, c.Comment, got, want, err)
			}
			if got {
				accepted++
			}
		}
	}
	if ran != 26 || accepted != 1 {
		t.Errorf("%d of the 26 vectors ran, %d were accepted", ran, accepted)
	}
}

// The weak keys among the vectors must be refused for what is wrong with them, not by
// the policy on algorithms or a slip of the reader.
func TestWeakKeysAreRefusedAsKeys(t *testing.T) {
	var file jwsFile
	load(t, "json_web_key_test.json", &file)
	seen := map[string]bool{}
	for _, g := range file.TestGroups {
		switch g.Comment {
		case "jws_rsa_roca_key", "keysize_too_small", "exponentOne", "invalid_point", "wrong_kty", "jws_duplicate_kid":
			seen[g.Comment] = true
			set := g.Public
			if set == nil {
				set = g.Private
			}
			_, _, err := jose.ReadJWKS(string(set))
			if err == nil {
				t.Errorf("%s was read", g.Comment)
			} else {
				t.Logf("%s: %v", g.Comment, err)
			}
		}
	}
	if len(seen) != 6 {
		t.Errorf("only %v were there", seen)
	}
}
