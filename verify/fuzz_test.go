package verify_test

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

// fuzzKey is fixed, so that the tokens of a saved corpus stay signed.
const fuzzKey = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIKWIwejNpHbT+uNS/Z9tC1BHIaNzuu88D1cLtTzhE1Bt
-----END PRIVATE KEY-----
`

// plainVerify is the model: crypto/rsa and the plain decoders of the standard library,
// written without a look at this package, as an application would that has none.
func plainVerify(public *rsa.PublicKey, token string) (map[string]any, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, false
	}
	head, err := base64.RawURLEncoding.DecodeString(parts[0])
	if err != nil {
		return nil, false
	}
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return nil, false
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return nil, false
	}
	var header struct{ Alg string }
	if json.Unmarshal(head, &header) != nil || header.Alg != "RS256" {
		return nil, false
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], signature) != nil {
		return nil, false
	}
	var claims map[string]any
	if json.Unmarshal(body, &claims) != nil {
		return nil, false
	}
	exp, ok := claims["exp"].(float64)
	return claims, ok && float64(noon.Unix()) < exp+5
}

// FuzzVerify changes whole tokens. What is accepted, the model must accept too and
// read alike; nothing makes the verifier panic or disagree with its own report.
func FuzzVerify(f *testing.F) {
	token := sign(f, ours(), claims(nil))
	f.Add(token)
	f.Add(token + "\n")
	f.Add(sign(f, theirs(), claims(nil)))
	f.Add(signHeader(f, mint.Header{"crit": []string{"x"}}, claims(nil)))
	f.Add(sign(f, ours(), claims(mint.Claims{"exp": 1})))
	f.Add("..")
	f.Add(strings.Replace(token, ".", "..", 1))
	plain, cached := verifier(f), verifier(f, verify.WithVerifiedCache(4))
	public := ours().Public().Public().(*rsa.PublicKey)
	f.Fuzz(func(t *testing.T, token string) {
		s, err := plain.Verify(t.Context(), token)
		for range 2 {
			if _, again := cached.Verify(t.Context(), token); (again == nil) != (err == nil) {
				t.Fatalf("with a cache: %v, without: %v", again, err)
			}
		}
		if r := plain.Report(t.Context(), token); (len(r.Failures) == 0) != (err == nil) {
			t.Fatalf("Report says %v, Verify %v", r.Failures, err)
		}
		if err != nil {
			var e *verify.Error
			if !errors.As(err, &e) {
				t.Fatalf("%T", err)
			}
			inVoice(t, e, token)
			return
		}
		model, ok := plainVerify(public, token)
		if !ok {
			t.Fatal("accepted, but not by the model")
		}
		if model["sub"] != s.UserID || model["azp"] != s.AuthorizedParty {
			t.Fatalf("read as %v, by the model as %v", s, model)
		}
	})
}

// FuzzSigned signs any header and payload, so that the fuzzer gets past the signature.
// What is accepted must mean the same to encoding/json, which most readers of a
// relayed token resemble.
func FuzzSigned(f *testing.F) {
	key := must(mint.ParsePEM([]byte(fuzzKey), "", "k"))
	good := must(json.Marshal(claims(nil)))
	f.Add([]byte(`{"alg":"EdDSA","kid":"k"}`), good)
	f.Add([]byte(`{"alg":"EdDSA"}`), []byte(`{"sub":"u","exp":9999999999,"azp":"https://app.test"}`))
	f.Add([]byte(`{"alg":"EdDSA","typ":"JWT","cat":"cl_I7d4PD111III"}`), bytes.Replace(good, []byte("{"), []byte(`{"SUB":"x",`), 1))
	f.Add([]byte(`{"alg":"EdDSA"}`), []byte(`{"sub":"u","exp":1e10,"azp":"https://app.test","v":2,"o":{"id":"o","per":"a,b","fpm":"3"},"fea":"o:f","act":{"sub":"s"},"fva":[1,-1]}`))
	v := verifytest.NewVerifier(f, key, at(noon), verify.WithAlgorithms("EdDSA"))
	f.Fuzz(func(t *testing.T, header, payload []byte) {
		token := must(key.SignRaw(header, payload))
		if u, err := verify.Decode(token); err == nil {
			u.Explain(noon)
			u.Warnings(noon)
		}
		s, err := v.Verify(t.Context(), token)
		if err != nil {
			var e *verify.Error
			if !errors.As(err, &e) || e.Reason == verify.TokenInvalidSignature {
				t.Fatalf("a signed token: %v", err)
			}
			inVoice(t, e, token)
			return
		}
		var model struct {
			Sub, Sid, Iss, Azp, Sts string
			Exp                     float64
		}
		if err := s.Claims(&model); err != nil {
			return // names that differ only in case, or types that this struct does not take
		}
		if model.Sub != s.UserID || model.Sid != s.SessionID || model.Iss != s.Issuer || model.Azp != s.AuthorizedParty || model.Sts != s.Status || int64(model.Exp) != s.Expiry.Unix() {
			t.Fatalf("read as %+v, by encoding/json as %+v", *s, model)
		}
		if s.UserID == "" || s.AuthorizedParty != verifytest.Origin || s.Expiry.Before(noon.Add(-5e9)) {
			t.Fatalf("a check was passed over: %v", s)
		}
	})
}

// FuzzRequest: no header or cookie makes Authenticate panic, and nobody is signed in
// without a token that Verify accepts.
func FuzzRequest(f *testing.F) {
	token := sign(f, ours(), claims(nil))
	f.Add("Bearer "+token, "", "", "")
	f.Add("", "__session="+token+"; __client_uat=1795435100", "https://app.test/", "app.test")
	f.Add("", "__session"+suffix(testKey)+"="+token+"; __clerk_db_jwt=1; __clerk_handshake="+token, "https://evil.test", "a,b")
	f.Fuzz(func(t *testing.T, authorization, cookies, referer, host string) {
		for _, key := range []string{liveKey, testKey} {
			r := ask("X-Forwarded-Host: "+host, "Referer: "+referer)
			r.Header["Authorization"] = []string{authorization}
			r.Header["Cookie"] = []string{cookies}
			v := verifier(t, verify.WithPublishableKey(key))
			s := v.Authenticate(r)
			if s.Status == verify.SignedIn {
				got := must(s.Auth().GetToken(t.Context()))
				if _, err := v.Verify(t.Context(), got); err != nil {
					t.Fatalf("signed in with a token that is refused: %v", err)
				}
			}
			if s.HandshakeURL != "" && !strings.HasPrefix(s.HandshakeURL, "https://clerk.app.test/v1/client/handshake?") && !strings.HasPrefix(s.HandshakeURL, "https://foo-bar-13.clerk.accounts.dev/v1/client/handshake?") {
				t.Fatalf("a handshake goes to %s", s.HandshakeURL)
			}
		}
	})
}
