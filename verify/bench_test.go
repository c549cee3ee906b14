package verify_test

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

func BenchmarkControl(b *testing.B) {
	k, _ := mint.Generate("RS256", "ins_1")
	tok, _ := k.Sign(mint.Session(time.Now(), "https://clerk.example.com", "user_2RfWKJREkjKbHZy0Wqa5qrHeAnb", "sess_2Ro7e2IxrffdqBboq8KfB6eGbIy").With(mint.Claims{"azp": "https://app.example.com"}))
	i := strings.LastIndexByte(tok, '.')
	in := []byte(tok[:i])
	sig, _ := base64.RawURLEncoding.DecodeString(tok[i+1:])
	p := k.Public().Public().(*rsa.PublicKey)
	b.ReportAllocs()
	for b.Loop() {
		h := sha256.Sum256(in)
		if err := rsa.VerifyPKCS1v15(p, crypto.SHA256, h[:], sig); err != nil {
			b.Fatal(err)
		}
	}
}

func benchVerify(b *testing.B, n int) {
	k, err := mint.Generate("RS256", "ins_1")
	if err != nil {
		b.Fatal(err)
	}
	tok, _ := k.Sign(mint.Session(time.Now(), "https://clerk.example.com", "user_2RfWKJREkjKbHZy0Wqa5qrHeAnb", "sess_2Ro7e2IxrffdqBboq8KfB6eGbIy").With(mint.Claims{"azp": "https://app.example.com"}))
	src, err := verify.StaticKeys(k.Public())
	if err != nil {
		b.Fatal(err)
	}
	v, err := verify.New(src, verify.WithAuthorizedParties("https://app.example.com"), verify.WithVerifiedCache(n))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	ctx := context.Background()
	for b.Loop() {
		if _, err := v.Verify(ctx, tok); err != nil {
			b.Fatal(err)
		}
	}
}
func BenchmarkVerify(b *testing.B) { benchVerify(b, 0) }
func BenchmarkCached(b *testing.B) { benchVerify(b, 1000) }
