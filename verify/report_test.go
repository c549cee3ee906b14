package verify_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

func reasons(list []*verify.Error) string {
	var out []string
	for _, e := range list {
		out = append(out, string(e.Reason))
	}
	return strings.Join(out, " ")
}

func TestReportListsEveryFailure(t *testing.T) {
	v := verifier(t, verify.WithIssuer(verifytest.Issuer), verify.WithAudience("api"))
	bad := mint.Claims{"azp": "https://evil.test", "iss": "https://evil.test", "exp": noon.Unix() - 60, "nbf": noon.Unix() + 60, "iat": noon.Unix() + 120}
	const inOrder = "token-verification-failed token-invalid-authorized-parties token-invalid-issuer token-expired token-not-active-yet token-iat-in-the-future"
	for name, c := range map[string]struct{ token, want string }{
		"claims only":        {sign(t, ours(), claims(bad)), inOrder},
		"forged too":         {must(theirs().SignHeader(mint.Header{"kid": "ins_ours"}, claims(bad))), "token-invalid-signature " + inOrder},
		"another's key":      {sign(t, theirs(), claims(bad)), "jwk-kid-mismatch " + inOrder},
		"header and class":   {signHeader(t, mint.Header{"alg": "PS256", "cat": "x"}, claims(bad)), "token-type-mismatch token-invalid-algorithm " + inOrder},
		"malformed claim":    {sign(t, ours(), claims(bad.With(mint.Claims{"sid": 1}))), "token-verification-failed"},
		"no token":           {"garbage", "token-invalid"},
		"no exp, no subject": {sign(t, ours(), mint.Claims{"aud": "api", "azp": verifytest.Origin, "iss": verifytest.Issuer}), "token-verification-failed token-verification-failed"},
	} {
		t.Run(name, func(t *testing.T) {
			r := v.Report(t.Context(), c.token)
			if got := reasons(r.Failures); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if r.Session != nil || (r.Unverified == nil) != (name == "no token") {
				t.Errorf("session %v, content %v", r.Session, r.Unverified)
			}
			if signed := name == "claims only" || name == "no exp, no subject"; signed != (r.Key != nil) {
				t.Errorf("key %v", r.Key)
			}
			_, err := v.Verify(t.Context(), c.token)
			var e *verify.Error
			if !errors.As(err, &e) || e.Reason != r.Failures[0].Reason || e.Detail != r.Failures[0].Detail {
				t.Errorf("Verify says %v, Report first %v", err, r.Failures[0])
			}
		})
	}
}

func TestDecode(t *testing.T) {
	token := signHeader(t, mint.Header{"cat": verify.CategorySession, "jku": "https://x.test"}, claims(nil))
	u := must(verify.Decode(token))
	if u.Algorithm != "RS256" || u.KeyID != "ins_ours" || u.Type != "JWT" || u.Category != verify.CategorySession || strings.Join(u.Embedded, "") != "jku" {
		t.Errorf("got %+v", *u)
	}
	if u.Session == nil || u.Session.UserID != "user_test" || len(u.Problems) != 0 || !strings.HasSuffix(token, "."+u.Signature()) {
		t.Errorf("got %v, %v", u.Session, u.Problems)
	}
	for name, c := range map[string]struct{ token, want string }{
		"alg none":        {b64(`{"alg":"none"}`) + "." + b64(`{"sub":"u","exp":1}`) + ".", "token-invalid-algorithm token-invalid-signature"},
		"crit":            {signHeader(t, mint.Header{"crit": []string{"x"}}, claims(nil)), "token-invalid"},
		"a template":      {signHeader(t, mint.Header{"cat": verify.CategoryTemplate}, claims(nil)), "token-type-mismatch"},
		"malformed claim": {sign(t, ours(), claims(mint.Claims{"exp": "x"})), "token-verification-failed"},
		"no sub, no exp":  {sign(t, ours(), mint.Claims{}), "token-verification-failed token-verification-failed"},
	} {
		t.Run(name, func(t *testing.T) {
			u, err := verify.Decode(c.token)
			if err != nil {
				t.Fatal(err)
			}
			if got := reasons(u.Problems); got != c.want {
				t.Errorf("problems %s, want %s", got, c.want)
			}
		})
	}
	for _, text := range []string{"", "x", "a.b", "a.b.c", "..", "e30.e30.!", "e30.W10.AA", strings.Repeat("a", 20000) + ".b."} {
		if u, err := verify.Decode(text); err == nil || !errors.Is(err, verify.TokenInvalid) {
			t.Errorf("%.20q was decoded to %v (%v)", text, u, err)
		}
	}
}

func TestExplain(t *testing.T) {
	u := must(verify.Decode(signHeader(t, mint.Header{"cat": verify.CategorySession}, claims(mint.Claims{
		"v": 2, "o": map[string]any{"id": "org_1", "rol": "admin", "per": "read,manage", "fpm": "3"}, "fea": "o:billing,u:dark", "pla": "u:pro",
		"fva": []int{2, -1}, "sts": "pending", "act": map[string]any{"sub": "user_support"}, "custom": "\x1b[31mred",
		"org_id": "org_old",
	}))))
	got := map[string]verify.Explanation{}
	for _, e := range u.Explain(noon.Add(20 * time.Second)) {
		got[e.Part+" "+e.Name] = e
	}
	for name, want := range map[string]string{
		"header alg":    "",
		"header kid":    "a Clerk instance",
		"header cat":    "session token",
		"claims exp":    "2026-11-23T12:01:00Z, in 40 s",
		"claims iat":    "2026-11-23T12:00:00Z, 20 s ago",
		"claims nbf":    "2026-11-23T11:59:50Z, 30 s ago",
		"claims o":      "org_1, as org:admin, may org:billing:read, org:billing:manage",
		"claims fea":    "billing (organisation's), dark (user's)",
		"claims pla":    "pro (user's)",
		"claims fva":    "first factor 2 min before, second factor never",
		"claims sts":    "the user still has tasks to do, and counts as signed out",
		"claims act":    `"user_support" acts as the user`,
		"claims v":      "read as version 2",
		"claims org_id": "not read in a token of version 2",
		"claims custom": "",
	} {
		e, ok := got[name]
		if !ok || e.Reading != want || !json.Valid(e.Value) {
			t.Errorf("%s reads %q, want %q (%s)", name, e.Reading, want, e.Value)
		}
		if (e.Meaning == "") != (name == "claims custom") {
			t.Errorf("%s means %q", name, e.Meaning)
		}
	}
	// Text of the token is escaped wherever it is put into words.
	evil := must(verify.Decode(sign(t, ours(), claims(mint.Claims{"org_id": "org\x1b[31m", "fea": "o:\x07bell", "act": map[string]any{"sub": "\x1b]0;x"}}))))
	for _, e := range evil.Explain(noon) {
		if strings.ContainsAny(e.Reading+e.Meaning+string(e.Value), "\x1b\x07") {
			t.Errorf("%s lets control characters through: %q", e.Name, e.Reading)
		}
	}
}

func TestWarnings(t *testing.T) {
	codes := func(u *verify.Unverified, now time.Time) string {
		var out []string
		for _, w := range u.Warnings(now) {
			out = append(out, w.Code)
		}
		return strings.Join(out, " ")
	}
	for name, c := range map[string]struct {
		token string
		at    time.Time
		want  string
	}{
		"a good token":   {sign(t, ours(), claims(nil)), noon, ""},
		"soon to expire": {sign(t, ours(), claims(nil)), noon.Add(55 * time.Second), "expires-soon"},
		"expired":        {sign(t, ours(), claims(nil)), noon.Add(time.Hour), "expired"},
		"a slow clock":   {sign(t, ours(), claims(nil)), noon.Add(-time.Minute), "clock-skew"},
		"long lived":     {sign(t, ours(), claims(mint.Claims{"exp": noon.Unix() + 3600})), noon, "long-lived"},
		"long, no iat":   {sign(t, ours(), claims(mint.Claims{"exp": noon.Unix() + 3600, "iat": nil})), noon, "long-lived"},
		"bare":           {sign(t, ours(), mint.Claims{"sub": "u"}), noon, "no-azp no-iss no-sid no-exp"},
		"impersonated":   {sign(t, ours(), claims(mint.Claims{"act": map[string]any{"sub": "x"}})), noon, "impersonated"},
		"a key inside":   {signHeader(t, mint.Header{"jwk": map[string]any{}}, claims(nil)), noon, "embedded-key"},
		"alg none":       {b64(`{"alg":"None"}`) + "." + b64(`{"exp":"x"}`) + ".", noon, "alg-none"},
		"alg HS256":      {b64(`{"alg":"HS256"}`) + "." + b64(`{"exp":"x"}`) + ".AA", noon, "alg-unknown"},
		"too large":      {sign(t, ours(), claims(mint.Claims{"x": strings.Repeat("x", 4000)})), noon, "large"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := codes(must(verify.Decode(c.token)), c.at); got != c.want {
				t.Errorf("warnings %q, want %q", got, c.want)
			}
		})
	}
}

func TestRelative(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: ", now", 500 * time.Millisecond: ", now", time.Second: ", in 1 s", -90 * time.Second: ", 90 s ago",
		10 * time.Minute: ", in 10 min", -5 * time.Hour: ", 5 h ago", 72 * time.Hour: ", in 3 days",
	} {
		if got := verify.Relative(noon.Add(d), noon); !strings.HasSuffix(got, want) {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}
