package compare

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clerk/clerk-sdk-go/v2"
	clerkjwt "github.com/clerk/clerk-sdk-go/v2/jwt"
	"github.com/go-jose/go-jose/v4"
	josejwt "github.com/go-jose/go-jose/v4/jwt"
	"github.com/golang-jwt/jwt/v5"
	"github.com/lestrrat-go/jwx/v3/jwa"
	jwxjwt "github.com/lestrrat-go/jwx/v3/jwt"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

const (
	issuer = "https://clerk.example.com"
	origin = "https://app.example.com"
	user   = "user_2RfWKJREkjKbHZy0Wqa5qrHeAnb"
)

// contestant verifies a token and returns its sub.
type contestant struct {
	name   string
	verify func(token string) (sub string, err error)
}

// claims is what the libraries that decode into a struct are given.
type claims struct {
	jwt.RegisteredClaims
	SessionID string `json:"sid"`
	Party     string `json:"azp"`
}

func contestants(k *mint.Key) []contestant {
	public := k.Public().Public().(*rsa.PublicKey)
	ctx := context.Background()

	keys := must(verify.StaticKeys(k.Public()))
	opts := []verify.Option{verify.WithAuthorizedParties(origin), verify.WithIssuer(issuer)}
	ours := must(verify.New(keys, opts...))
	cached := must(verify.New(keys, append(opts, verify.WithVerifiedCache(1000))...))
	session := func(v *verify.Verifier) func(string) (string, error) {
		return func(token string) (string, error) {
			s, err := v.Verify(ctx, token)
			if err != nil {
				return "", err
			}
			return s.UserID, nil
		}
	}

	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(issuer), jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(), jwt.WithLeeway(5*time.Second), jwt.WithStrictDecoding())
	keyfunc := func(*jwt.Token) (any, error) { return public, nil }

	jwk := must(clerk.JSONWebKeyFromPEM(must(k.Public().PEM())))

	return []contestant{
		{"verify", session(ours)},
		{"verify-cached", session(cached)},
		{"golang-jwt", func(token string) (string, error) {
			var c claims
			if _, err := parser.ParseWithClaims(token, &c, keyfunc); err != nil {
				return "", err
			}
			return c.Subject, party(c.Party)
		}},
		{"go-jose", func(token string) (string, error) {
			t, err := josejwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
			if err != nil {
				return "", err
			}
			var registered josejwt.Claims
			var own struct {
				Party string `json:"azp"`
			}
			if err := t.Claims(public, &registered, &own); err != nil {
				return "", err
			}
			if err := registered.ValidateWithLeeway(josejwt.Expected{Issuer: issuer, Time: time.Now()}, 5*time.Second); err != nil {
				return "", err
			}
			return registered.Subject, party(own.Party)
		}},
		{"jwx", func(token string) (string, error) {
			t, err := jwxjwt.ParseString(token, jwxjwt.WithKey(jwa.RS256(), public), jwxjwt.WithIssuer(issuer), jwxjwt.WithAcceptableSkew(5*time.Second))
			if err != nil {
				return "", err
			}
			var azp string
			if err := t.Get("azp", &azp); err != nil {
				return "", err
			}
			sub, _ := t.Subject()
			return sub, party(azp)
		}},
		{"clerk-sdk-go", func(token string) (string, error) {
			c, err := clerkjwt.Verify(ctx, &clerkjwt.VerifyParams{
				Token: token, JWK: jwk, Leeway: 5 * time.Second,
				AuthorizedPartyHandler: func(azp string) bool { return azp == origin },
			})
			if err != nil {
				return "", err
			}
			return c.Subject, nil
		}},
	}
}

func party(azp string) error {
	if azp != origin {
		return errors.New("another party")
	}
	return nil
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newToken() (*mint.Key, string) {
	k := must(mint.Generate("RS256", "ins_1"))
	now := time.Now()
	return k, must(k.Sign(mint.Session(now, issuer, user, "sess_2Ro7e2IxrffdqBboq8KfB6eGbIy").With(mint.Claims{
		"azp": origin, "v": 2, "fva": []int{12, -1}, "sts": "active", "exp": now.Add(time.Hour).Unix(),
	})))
}

// Every contestant must do the work: accept the token, and refuse one that was changed.
func TestContestantsVerify(t *testing.T) {
	k, token := newToken()
	_, other := newToken()
	forged := token[:strings.LastIndexByte(token, '.')] + other[strings.LastIndexByte(other, '.'):]
	late := must(k.Sign(mint.Session(time.Now().Add(-time.Hour), issuer, user, "s").With(mint.Claims{"azp": origin})))
	for _, c := range contestants(k) {
		for range 2 {
			if sub, err := c.verify(token); err != nil || sub != user {
				t.Errorf("%s: %q, %v", c.name, sub, err)
			}
		}
		for _, bad := range []string{forged, late, other} {
			if _, err := c.verify(bad); err == nil {
				t.Errorf("%s accepts a bad token", c.name)
			}
		}
	}
}

// rounds and batch give about a second for each contestant.
const (
	rounds = 20
	batch  = 100
)

// ratios lets all take turns, in another order each round, and gives for each the
// median over the rounds of its median time by that of the control in the same round.
func ratios(tb testing.TB) map[string]float64 {
	tb.Helper()
	k, token := newToken()
	dot := strings.LastIndexByte(token, '.')
	input, signature := []byte(token[:dot]), must(base64.RawURLEncoding.DecodeString(token[dot+1:]))
	public := k.Public().Public().(*rsa.PublicKey)
	all := append(contestants(k), contestant{"control", func(string) (string, error) {
		sum := sha256.Sum256(input)
		return "", rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], signature)
	}})
	perRound := map[string][]float64{}
	for range rounds {
		took := make([][]time.Duration, len(all))
		for range batch {
			for _, i := range rand.Perm(len(all)) {
				start := time.Now()
				_, err := all[i].verify(token)
				took[i] = append(took[i], time.Since(start))
				if err != nil {
					tb.Fatal(all[i].name, err)
				}
			}
		}
		control := median(took[len(all)-1])
		for i, c := range all[:len(all)-1] {
			perRound[c.name] = append(perRound[c.name], float64(median(took[i]))/float64(control))
		}
	}
	out := map[string]float64{}
	for name, list := range perRound {
		slices.Sort(list)
		out[name] = list[len(list)/2]
	}
	return out
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// TestFaster holds package verify against the others.
func TestFaster(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	r := ratios(t)
	t.Log(table(r))
	for name, ratio := range r {
		if name != "verify" && name != "verify-cached" && ratio <= r["verify"] {
			t.Errorf("%s takes %.2f times the control, verify %.2f times", name, ratio, r["verify"])
		}
	}
	if r["verify-cached"] > r["verify"]/5 {
		t.Errorf("a token from the cache takes %.3f times the control", r["verify-cached"])
	}
}

func table(r map[string]float64) string {
	var b strings.Builder
	names := make([]string, 0, len(r))
	for name := range r {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return int(1000 * (r[a] - r[b])) })
	b.WriteString("times SHA-256 and crypto/rsa alone:\n")
	for _, name := range names {
		fmt.Fprintf(&b, "%-14s %.2f\n", name, r[name])
	}
	return b.String()
}

func BenchmarkRatios(b *testing.B) {
	var r map[string]float64
	for b.Loop() {
		r = ratios(b)
	}
	for name, ratio := range r {
		b.ReportMetric(ratio, name)
	}
}

func BenchmarkVerify(b *testing.B) {
	k, token := newToken()
	for _, c := range contestants(k) {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.verify(token); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
