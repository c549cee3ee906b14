package backend

import (
	"crypto/sha1"
	"encoding/base64"
	"net/url"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

// now is when every case is judged, on both sides.
var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

const (
	origin  = "https://app.example.com"
	liveAPI = "clerk.example.com"
	devAPI  = "foo-bar-13.clerk.accounts.dev"
)

// world is the keys and the JWKS server that both sides share.
type world struct {
	t    *testing.T
	ours *mint.Key // the instance's
	evil *mint.Key // anybody's
	pem  string
	jwks *verifytest.Server
	apis string // address of the Backend API's stand-in
	live string // publishable keys
	dev  string
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, ours: must(mint.Generate("RS256", "ins_ours")), evil: must(mint.Generate("RS256", "ins_evil"))}
	w.pem = must(w.ours.Public().PEM())
	w.jwks = must(verifytest.NewServer(w.ours.Public()))
	t.Cleanup(w.jwks.Close)
	u := must(url.Parse(w.jwks.URL))
	w.apis = "http://" + u.Host
	w.live = "pk_live_" + base64.StdEncoding.EncodeToString([]byte(liveAPI+"$"))
	w.dev = "pk_test_" + base64.StdEncoding.EncodeToString([]byte(devAPI+"$"))
	return w
}

func suffix(publishableKey string) string {
	sum := sha1.Sum([]byte(publishableKey))
	return "_" + base64.URLEncoding.EncodeToString(sum[:])[:8]
}

// good are the claims of a token that both sides accept.
func good(more mint.Claims) mint.Claims {
	return mint.Session(now, "https://"+liveAPI, "user_1", "sess_1").With(mint.Claims{"azp": origin}).With(more)
}

func (w *world) sign(c mint.Claims) string { return must(w.ours.Sign(c)) }

func (w *world) header(h mint.Header, c mint.Claims) string { return must(w.ours.SignHeader(h, c)) }

func (w *world) raw(header, payload string) string {
	return must(w.ours.SignRaw([]byte(header), []byte(payload)))
}

// options are what both sides are told, in terms of neither.
type options struct {
	anyParty bool
	audience []string
	issuer   []string
	skew     *time.Duration
	remote   bool // keys from the JWKS endpoint instead of a PEM
	dev      bool // a development instance
}

func (o options) theirs(w *world) theirOptions {
	t := theirOptions{JWTKey: w.pem, Audience: o.audience, Issuer: o.issuer}
	if !o.anyParty {
		t.AuthorizedParties = []string{origin}
	}
	if o.skew != nil {
		ms := o.skew.Milliseconds()
		t.ClockSkewInMs = &ms
	}
	if o.remote {
		t.JWTKey, t.SecretKey, t.APIURL = "", "sk_test_e2e", w.apis
	}
	return t
}

func (o options) verifier(t *testing.T, w *world, more ...verify.Option) *verify.Verifier {
	t.Helper()
	keys, err := verify.StaticPEM(w.pem)
	if o.remote {
		keys, err = verify.RemoteJWKS(w.jwks.URL, verify.WithSecretKey("sk_test_e2e"))
	}
	if err != nil {
		t.Fatal(err)
	}
	opts := append([]verify.Option{verify.WithClock(func() time.Time { return now })}, more...)
	if o.anyParty {
		opts = append(opts, verify.AllowAnyAuthorizedParty())
	} else {
		opts = append(opts, verify.WithAuthorizedParties(origin))
	}
	if o.audience != nil {
		opts = append(opts, verify.WithAudience(o.audience...))
	}
	if o.issuer != nil {
		opts = append(opts, verify.WithIssuer(o.issuer...))
	}
	if o.skew != nil {
		opts = append(opts, verify.WithClockSkew(*o.skew))
	}
	v, err := verify.New(keys, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
