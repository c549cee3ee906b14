package verify_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

func TestTimes(t *testing.T) {
	const ok = verify.Reason("")
	for name, c := range map[string]struct {
		more mint.Claims
		skew time.Duration
		want verify.Reason
		say  string
	}{
		"fresh":                         {nil, 5 * time.Second, ok, ""},
		"expired within the skew":       {mint.Claims{"exp": noon.Unix() - 4}, 5 * time.Second, ok, ""},
		"expired by the skew":           {mint.Claims{"exp": noon.Unix() - 5}, 5 * time.Second, verify.TokenExpired, "expired 5 s ago; 5 s of skew allowed"},
		"expired beyond the skew":       {mint.Claims{"exp": noon.Unix() - 6}, 5 * time.Second, verify.TokenExpired, "expired 6 s ago; 5 s of skew allowed"},
		"expired long ago":              {mint.Claims{"exp": noon.Unix() - 7200}, 5 * time.Second, verify.TokenExpired, "expired 2 h ago"},
		"expires now, no skew":          {mint.Claims{"exp": noon.Unix()}, 0, verify.TokenExpired, "expired 0 s ago; no skew is allowed"},
		"expires in a second, no skew":  {mint.Claims{"exp": noon.Unix() + 1}, 0, ok, ""},
		"exp negative":                  {mint.Claims{"exp": -1}, 5 * time.Second, verify.TokenExpired, "days ago"},
		"exp zero":                      {mint.Claims{"exp": 0}, 5 * time.Second, verify.TokenExpired, "days ago"},
		"nbf within the skew":           {mint.Claims{"nbf": noon.Unix() + 5}, 5 * time.Second, ok, ""},
		"nbf beyond the skew":           {mint.Claims{"nbf": noon.Unix() + 6}, 5 * time.Second, verify.TokenNotActiveYet, "becomes active in 6 s; 5 s of skew allowed"},
		"nbf now, no skew":              {mint.Claims{"nbf": noon.Unix()}, 0, ok, ""},
		"nbf in a second, no skew":      {mint.Claims{"nbf": noon.Unix() + 1}, 0, verify.TokenNotActiveYet, "in 1 s; no skew is allowed"},
		"iat within the skew":           {mint.Claims{"iat": noon.Unix() + 5}, 5 * time.Second, ok, ""},
		"iat beyond the skew":           {mint.Claims{"iat": noon.Unix() + 30}, 5 * time.Second, verify.TokenIatInTheFuture, "was issued 30 s in the future"},
		"expired first, then not valid": {mint.Claims{"exp": noon.Unix() - 60, "nbf": noon.Unix() + 60}, 5 * time.Second, verify.TokenExpired, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := verifier(t, verify.WithClockSkew(c.skew))
			token := sign(t, ours(), claims(c.more))
			if c.want == ok {
				accepted(t, v, token)
				return
			}
			if e := refused(t, v, token, c.want); !strings.Contains(e.Detail, c.say) {
				t.Errorf("it says %q, not %q", e.Detail, c.say)
			}
		})
	}
}

func TestAuthorizedParties(t *testing.T) {
	two := verifier(t, verify.WithAuthorizedParties("https://other.test", "chrome-extension://abcdef"))
	for azp, want := range map[string]verify.Reason{
		verifytest.Origin:            "",
		"https://other.test":         "",
		"chrome-extension://abcdef":  "",
		"https://app.test/":          verify.TokenInvalidAuthorizedParties,
		"https://APP.test":           verify.TokenInvalidAuthorizedParties,
		"http://app.test":            verify.TokenInvalidAuthorizedParties,
		"https://app.test.evil.test": verify.TokenInvalidAuthorizedParties,
		"https://evil.test":          verify.TokenInvalidAuthorizedParties,
		" https://app.test":          verify.TokenInvalidAuthorizedParties,
		"null":                       verify.TokenInvalidAuthorizedParties,
		"":                           verify.TokenMissingAuthorizedParty,
	} {
		token := sign(t, ours(), claims(mint.Claims{"azp": azp}))
		if want == "" {
			accepted(t, two, token)
			continue
		}
		e := refused(t, two, token, want)
		if e.Reason != want {
			t.Errorf("azp %q: %s, want %s", azp, e.Reason, want)
		}
	}
	missing := sign(t, ours(), claims(mint.Claims{"azp": nil}))
	e := refused(t, two, missing, verify.TokenMissingAuthorizedParty)
	if !errors.Is(e, verify.TokenInvalidAuthorizedParties) {
		t.Error("a missing azp must also match the SDK's one reason")
	}
	if errors.Is(refused(t, two, sign(t, ours(), claims(mint.Claims{"azp": "https://evil.test"})), verify.TokenInvalidAuthorizedParties), verify.TokenMissingAuthorizedParty) {
		t.Error("another azp is not a missing one")
	}
	// Only a cookie may lack it, and only when that was asked for.
	refused(t, verifier(t, verify.WithMissingAuthorizedParty(verify.AllowCookie)), missing, verify.TokenMissingAuthorizedParty)
	any := must(verify.New(must(verify.StaticKeys(ours().Public())), at(noon), verify.AllowAnyAuthorizedParty()))
	accepted(t, any, missing)
	accepted(t, any, sign(t, ours(), claims(mint.Claims{"azp": "https://evil.test"})))
}

func TestIssuers(t *testing.T) {
	v := verifier(t, verify.WithIssuer(verifytest.Issuer, "https://foo-1.clerk.accounts.dev"))
	for iss, good := range map[string]bool{
		verifytest.Issuer:                        true,
		"https://foo-1.clerk.accounts.dev":       true,
		"https://foo-1.clerk.accounts.dev/":      false,
		"https://clerk.app.test.evil.test":       false,
		"https://clerk.app.test:443":             false,
		"http://clerk.app.test":                  false,
		"https://evil.clerk.accounts.attacker.x": false,
		"https://clerk-evil.test":                false,
		"clerk.app.test":                         false,
		"":                                       false,
	} {
		token := sign(t, ours(), claims(mint.Claims{"iss": iss}))
		if good {
			accepted(t, v, token)
		} else {
			refused(t, v, token, verify.TokenInvalidIssuer)
		}
	}
	accepted(t, verifier(t), sign(t, ours(), claims(mint.Claims{"iss": nil})))
}

func TestAudiences(t *testing.T) {
	v := verifier(t, verify.WithAudience("api", "web"))
	for _, c := range []struct {
		aud  any
		good bool
	}{
		{"api", true}, {"web", true}, {[]string{"x", "web"}, true},
		{"API", false}, {"", false}, {[]string{}, false}, {[]string{"x", "y"}, false}, {nil, false},
	} {
		token := sign(t, ours(), claims(mint.Claims{"aud": c.aud}))
		if c.good {
			accepted(t, v, token)
		} else {
			refused(t, v, token, verify.TokenVerificationFailed)
		}
	}
	accepted(t, verifier(t), sign(t, ours(), claims(mint.Claims{"aud": "anything"})))
}

// Every option that could turn a check off by mistake is refused when it is given.
func TestNewRefuses(t *testing.T) {
	keys := must(verify.StaticKeys(ours().Public()))
	party := verify.WithAuthorizedParties(verifytest.Origin)
	for name, opts := range map[string][]verify.Option{
		"no authorized parties":         {},
		"both":                          {party, verify.AllowAnyAuthorizedParty()},
		"an empty list":                 {verify.WithAuthorizedParties()},
		"an empty origin":               {verify.WithAuthorizedParties("")},
		"an origin with a slash":        {verify.WithAuthorizedParties("https://app.test/")},
		"an origin with a path":         {verify.WithAuthorizedParties("https://app.test/x")},
		"a host":                        {verify.WithAuthorizedParties("app.test")},
		"a wildcard":                    {verify.WithAuthorizedParties("https://*.app.test")},
		"a space":                       {verify.WithAuthorizedParties(" https://app.test")},
		"no issuer":                     {party, verify.WithIssuer()},
		"an issuer without scheme":      {party, verify.WithIssuer("clerk.app.test")},
		"an issuer over http":           {party, verify.WithIssuer("http://clerk.app.test")},
		"an issuer with a slash":        {party, verify.WithIssuer("https://clerk.app.test/")},
		"an issuer with a user":         {party, verify.WithIssuer("https://u@clerk.app.test")},
		"no audience":                   {party, verify.WithAudience()},
		"an empty audience":             {party, verify.WithAudience("")},
		"no algorithm":                  {party, verify.WithAlgorithms()},
		"a negative skew":               {party, verify.WithClockSkew(-1)},
		"a skew of an hour":             {party, verify.WithClockSkew(time.Hour)},
		"no type":                       {party, verify.WithType()},
		"a negative cache":              {party, verify.WithVerifiedCache(-1)},
		"a huge cache":                  {party, verify.WithVerifiedCache(1 << 30)},
		"no clock":                      {party, verify.WithClock(nil)},
		"no logger":                     {party, verify.WithLogger(nil)},
		"an unknown policy":             {party, verify.WithMissingAuthorizedParty(7)},
		"a publishable key that is not": {party, verify.WithPublishableKey("pk_live_")},
		"a secret key":                  {party, verify.WithPublishableKey("sk_live_abc")},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := verify.New(keys, opts...); err == nil {
				t.Error("the verifier was made")
			}
		})
	}
	if _, err := verify.New(nil, party); !errors.Is(err, verify.JWKLocalMissing) {
		t.Errorf("without keys: %v", err)
	}
	if _, err := verify.New(keys, party, verify.WithIssuer("http://localhost:3000"), verify.WithClockSkew(0)); err != nil {
		t.Error(err)
	}
}

// badSource is a key source of an application that breaks the contract.
type badSource struct {
	key *verify.Key
	err error
}

func (s badSource) Find(context.Context, string, string) (*verify.Key, error) { return s.key, s.err }

func TestForeignKeySources(t *testing.T) {
	token := sign(t, ours(), claims(nil))
	mine := errors.New("the vault is sealed")
	for name, c := range map[string]struct {
		source badSource
		want   verify.Reason
	}{
		"nothing":           {badSource{}, verify.JWKFailedToResolve},
		"an empty key":      {badSource{key: new(verify.Key)}, verify.JWKFailedToResolve},
		"an own error":      {badSource{err: mine}, verify.JWKFailedToResolve},
		"an Error":          {badSource{err: &verify.Error{Reason: verify.JWKRemoteMissing, Detail: "none"}}, verify.JWKRemoteMissing},
		"the wrong key":     {badSource{key: theirs().Public()}, verify.TokenInvalidSignature},
		"another type":      {badSource{key: must(mint.Generate("ES256", "x")).Public()}, verify.TokenInvalidAlgorithm},
		"key with an error": {badSource{key: ours().Public(), err: mine}, verify.JWKFailedToResolve},
	} {
		t.Run(name, func(t *testing.T) {
			v := must(verify.New(c.source, at(noon), verify.AllowAnyAuthorizedParty()))
			e := refused(t, v, token, c.want)
			if c.source.err != nil && errors.Is(c.source.err, mine) && !errors.Is(e, mine) {
				t.Error("the cause is lost")
			}
		})
	}
}
