package verifytest

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

// What tokens of this package say unless told otherwise.
const (
	Issuer    = "https://clerk.app.test"
	Origin    = "https://app.test"
	UserID    = "user_test"
	SessionID = "sess_test"
)

// NewKey makes an RS256 key of 2048 bits.
func NewKey(tb testing.TB, kid string) *mint.Key {
	tb.Helper()
	k, err := mint.Generate("RS256", kid)
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

// NewVerifier makes a verifier for tokens of one key that were made for Origin.
func NewVerifier(tb testing.TB, k *mint.Key, opts ...verify.Option) *verify.Verifier {
	tb.Helper()
	keys, err := verify.StaticKeys(k.Public())
	if err != nil {
		tb.Fatal(err)
	}
	v, err := verify.New(keys, append([]verify.Option{verify.WithAuthorizedParties(Origin)}, opts...)...)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// Claims gives the claims of a good session token, issued now.
func Claims(now time.Time) mint.Claims {
	return mint.Session(now, Issuer, UserID, SessionID).With(mint.Claims{"azp": Origin})
}

// Token signs a good session token, with some claims added or replaced; a nil value
// removes one.
func Token(tb testing.TB, k *mint.Key, more mint.Claims) string {
	tb.Helper()
	t, err := k.Sign(Claims(time.Now()).With(more))
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// Bearer makes a GET request that carries a token in its Authorization header.
func Bearer(token string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, Origin+"/", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	return r
}

// Browser makes the request of a browser that loads a document and is signed in with
// a token since a minute ago.
func Browser(token string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, Origin+"/", nil)
	r.Header.Set("Sec-Fetch-Dest", "document")
	r.Header.Set("Accept", "text/html")
	r.AddCookie(&http.Cookie{Name: "__session", Value: token})
	r.AddCookie(&http.Cookie{Name: "__client_uat", Value: strconv.FormatInt(time.Now().Add(-time.Minute).Unix(), 10)})
	return r
}
