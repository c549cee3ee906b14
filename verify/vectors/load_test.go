package vectors

import (
	"encoding/json"
	"testing"

	"github.com/c2sp/wycheproof"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// load reads one file of vectors.
func load(t *testing.T, name string, into any) {
	t.Helper()
	f, err := wycheproof.TestVectors.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := json.NewDecoder(f).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// policy is what package verify can be asked to allow.
func policy(alg string) bool {
	switch alg {
	case "RS256", "RS384", "RS512", "ES256", "EdDSA":
		return true
	}
	return false
}

// read takes a token as far as its signature, as the verifier does.
func read(token string) (jose.Compact, *jose.Header, []byte, bool) {
	parts, syntax := jose.Split(token)
	if syntax != nil {
		return parts, nil, nil, false
	}
	text, err := jose.Decode(parts.Header)
	if err != nil {
		return parts, nil, nil, false
	}
	h, err := jose.ReadHeader(string(text))
	if err != nil || h.Unsupported != "" {
		return parts, nil, nil, false
	}
	if _, err := jose.Decode(parts.Payload); err != nil {
		return parts, nil, nil, false
	}
	signature, err := jose.Decode(parts.Signature)
	return parts, h, signature, err == nil
}
