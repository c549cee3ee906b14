package verify_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

func TestSmoke(t *testing.T) {
	k, err := mint.Generate("RS256", "ins_1")
	if err != nil {
		t.Fatal(err)
	}
	src, err := verify.StaticJWKS(verify.MarshalJWKS(k.Public()))
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(src, verify.WithAuthorizedParties("https://app.example.com"))
	if err != nil {
		t.Fatal(err)
	}
	c := mint.Session(time.Now(), "https://clerk.example.com", "user_1", "sess_1").With(mint.Claims{"azp": "https://app.example.com"})
	tok, _ := k.Sign(c)
	s, err := v.Verify(context.Background(), tok)
	if err != nil {
		t.Fatal(err)
	}
	if s.UserID != "user_1" || strings.Contains(s.Issuer, "x ") {
		t.Fatal(s)
	}
	tok, _ = k.Sign(c.With(mint.Claims{"exp": time.Now().Unix() - 20}))
	_, err = v.Verify(context.Background(), tok)
	if !errors.Is(err, verify.TokenExpired) {
		t.Fatal(err)
	}
	t.Log(err)
}
