package verify_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

// Every form in which a key is written can be read again, and verifies.
func TestKeyForms(t *testing.T) {
	for _, alg := range []string{"RS256", "RS384", "RS512", "ES256", "EdDSA"} {
		t.Run(alg, func(t *testing.T) {
			k := must(mint.Generate(alg, "ins_1"))
			pem := must(k.Public().PEM())
			read := must(mint.ParsePEM(must(k.PrivatePEM()), alg, "ins_1"))
			token := sign(t, read, claims(nil))
			for name, source := range map[string]func() (verify.KeySource, error){
				"PEM":           func() (verify.KeySource, error) { return verify.StaticPEM(pem) },
				"PEM with kid":  func() (verify.KeySource, error) { return verify.StaticPEM(pem, verify.WithKeyID("ins_1")) },
				"PEM for .env":  func() (verify.KeySource, error) { return verify.StaticPEM(strings.ReplaceAll(pem, "\n", `\n`)) },
				"CLERK_JWT_KEY": func() (verify.KeySource, error) { return verify.StaticPEM(must(k.Public().JWTKey())) },
				"JWK":           func() (verify.KeySource, error) { return verify.StaticJWK(k.Public().JWK()) },
				"JWKS": func() (verify.KeySource, error) {
					return verify.StaticJWKS(verify.MarshalJWKS(k.Public(), ours().Public()))
				},
				"keys": func() (verify.KeySource, error) { return verify.StaticKeys(k.Public()) },
			} {
				v := must(verify.New(must(source()), at(noon), verify.AllowAnyAuthorizedParty(), verify.WithAlgorithms(alg)))
				if s, err := v.Verify(t.Context(), token); err != nil || s.Algorithm != alg {
					t.Errorf("%s: %v", name, err)
				}
				// The default takes RS256 only.
				v = must(verify.New(must(source()), at(noon), verify.AllowAnyAuthorizedParty()))
				if _, err := v.Verify(t.Context(), token); (err == nil) != (alg == "RS256") {
					t.Errorf("%s by default: %v", name, err)
				}
			}
		})
	}
}

func TestKeyProblemsAreSaid(t *testing.T) {
	private := string(must(ours().PrivatePEM()))
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"a private key as PEM": {second(verify.StaticPEM(private)), "private key"},
		"a secret key as PEM":  {second(verify.StaticPEM("sk_live_abc")), "secret key"},
		"a JWKS as PEM":        {second(verify.StaticPEM(`{"keys":[]}`)), "JSON"},
		"nothing as PEM":       {second(verify.StaticPEM("")), "empty"},
		"a JWKS as JWK":        {second(verify.StaticJWK(verify.MarshalJWKS(ours().Public()))), "set of keys"},
		"a PEM as JWKS":        {second(verify.StaticJWKS(private)), "cannot be read"},
		"an empty JWKS":        {second(verify.StaticJWKS(`{"keys":[]}`)), "no keys"},
		"a JWKS for others":    {second(verify.StaticJWKS(`{"keys":[{"kty":"oct","kid":"a","k":""}]}`)), "symmetric"},
		"no keys":              {second(verify.StaticKeys()), "none"},
		"a nil key":            {second(verify.StaticKeys(nil)), "nil"},
		"an empty key":         {second(verify.StaticKeys(new(verify.Key))), "nil"},
		"a kid twice":          {second(verify.StaticKeys(ours().Public(), ours().Public())), "ins_ours"},
	} {
		t.Run(name, func(t *testing.T) {
			var e *verify.Error
			if !errors.As(c.err, &e) || e.Reason != verify.JWKLocalMissing || !strings.Contains(e.Detail, c.want) {
				t.Fatalf("got %v, want it to say %q", c.err, c.want)
			}
			inVoice(t, e, private)
			if !e.CouldNotCheck() {
				t.Error("a missing key looks like a bad token")
			}
		})
	}
}

func second[T any](_ T, err error) error { return err }

func TestMintRefuses(t *testing.T) {
	public := must(ours().Public().PEM())
	for name, text := range map[string]string{
		"nothing": "", "garbage": "garbage", "a public key": public,
		"cut off":   string(must(ours().PrivatePEM()))[:200],
		"a request": "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
		"damaged":   "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
	} {
		if _, err := mint.ParsePEM([]byte(text), "", ""); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	for _, alg := range []string{"", "none", "HS256", "PS256", "ES384", "rs256"} {
		if _, err := mint.Generate(alg, ""); err == nil {
			t.Errorf("a key for %q was made", alg)
		}
	}
	if _, err := mint.New(nil, "", ""); err == nil {
		t.Error("a key out of nothing")
	}
	if _, err := ours().Sign(mint.Claims{"f": func() {}}); err == nil {
		t.Error("a function became a claim")
	}
}
