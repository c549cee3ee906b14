package verify_test

import (
	"crypto/sha1"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

var (
	liveKey = "pk_live_" + base64.StdEncoding.EncodeToString([]byte("clerk.app.test$"))
	testKey = "pk_test_" + base64.StdEncoding.EncodeToString([]byte("foo-bar-13.clerk.accounts.dev$"))
)

const testIssuer = "https://foo-bar-13.clerk.accounts.dev"

func suffix(publishableKey string) string {
	sum := sha1.Sum([]byte(publishableKey))
	return "_" + base64.URLEncoding.EncodeToString(sum[:])[:8]
}

// ask makes a request out of header lines and cookies, a navigation unless it says else.
func ask(lines ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "https://app.test/page?q=1", nil)
	r.Header.Set("Sec-Fetch-Dest", "document")
	for _, line := range lines {
		switch name, value, _ := strings.Cut(line, ": "); name {
		case "method":
			r.Method = value
		case "url":
			u := must(url.Parse(value))
			r.URL, r.Host = u, u.Host
			if u.Scheme == "http" {
				r.TLS = nil
			}
		case "Cookie", "Authorization":
			r.Header.Add(name, value)
		default:
			if value == "" {
				r.Header.Del(name)
			} else {
				r.Header.Set(name, value)
			}
		}
	}
	return r
}

func TestAuthenticate(t *testing.T) {
	good := sign(t, ours(), claims(nil))
	late := sign(t, ours(), claims(mint.Claims{"exp": noon.Unix() - 60}))
	early := sign(t, ours(), claims(mint.Claims{"nbf": noon.Unix() + 60}))
	future := sign(t, ours(), claims(mint.Claims{"iat": noon.Unix() + 60}))
	pending := sign(t, ours(), claims(mint.Claims{"sts": "pending"}))
	template := signHeader(t, mint.Header{"cat": verify.CategoryTemplate}, claims(nil))
	noAzp := sign(t, ours(), claims(mint.Claims{"azp": nil}))
	forged := must(theirs().SignHeader(mint.Header{"kid": "ins_ours"}, claims(nil)))
	noIat := sign(t, ours(), claims(mint.Claims{"iat": nil}))
	uat := func(seconds string) string { return "Cookie: __client_uat=" + seconds }
	session := func(token string) string { return "Cookie: __session=" + token }
	const now, before, after = "1795435200", "1795435100", "1795435201"
	in, out, shake := verify.SignedIn, verify.SignedOut, verify.NeedsHandshake
	for name, c := range map[string]struct {
		lines  []string
		status verify.Status
		reason verify.Reason
	}{
		"header: good":                       {[]string{"Authorization: Bearer " + good}, in, ""},
		"header: good, and bad cookies":      {[]string{"Authorization: Bearer " + good, session(late), uat("0")}, in, ""},
		"header: bad, and good cookies":      {[]string{"Authorization: Bearer " + forged, session(good), uat(before)}, out, verify.TokenInvalidSignature},
		"header: no scheme":                  {[]string{"Authorization: " + good}, in, ""},
		"header: lower case scheme":          {[]string{"Authorization: bearer " + good}, out, verify.SessionTokenAndUATMissing},
		"header: lower case, good cookies":   {[]string{"Authorization: bearer " + late, session(good), uat(before)}, in, ""},
		"header: Basic":                      {[]string{"Authorization: Basic dTpw"}, out, verify.SessionTokenAndUATMissing},
		"header: Basic, good cookies":        {[]string{"Authorization: Basic dTpw", session(good), uat(before)}, in, ""},
		"header: empty":                      {[]string{"Authorization:  "}, out, verify.SessionTokenAndUATMissing},
		"header: Bearer alone":               {[]string{"Authorization: Bearer"}, out, verify.TokenInvalid},
		"header: two spaces":                 {[]string{"Authorization: Bearer  " + good}, out, verify.TokenInvalid},
		"header: two headers":                {[]string{"Authorization: Bearer " + good, "Authorization: Bearer " + good}, out, verify.TokenInvalid},
		"header: expired":                    {[]string{"Authorization: Bearer " + late}, shake, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"header: expired, not a navigation":  {[]string{"Authorization: Bearer " + late, "Sec-Fetch-Dest: empty"}, out, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"header: template":                   {[]string{"Authorization: Bearer " + template}, out, verify.TokenTypeMismatch},
		"header: no azp":                     {[]string{"Authorization: Bearer " + noAzp}, out, verify.TokenMissingAuthorizedParty},
		"header: pending":                    {[]string{"Authorization: Bearer " + pending}, out, verify.SessionPending},
		"cookies: none":                      {nil, out, verify.SessionTokenAndUATMissing},
		"cookies: uat 0 only":                {[]string{uat("0")}, out, verify.SessionTokenAndUATMissing},
		"cookies: session, no uat":           {[]string{session(good)}, shake, verify.SessionTokenWithoutClientUAT},
		"cookies: session, uat 0":            {[]string{session(good), uat("0")}, shake, verify.SessionTokenWithoutClientUAT},
		"cookies: session, uat not a number": {[]string{session(good), uat("1e9")}, shake, verify.SessionTokenWithoutClientUAT},
		"cookies: uat, no session":           {[]string{uat(now)}, shake, verify.ClientUATWithoutSessionToken},
		"cookies: uat, empty session":        {[]string{uat(now), session("")}, shake, verify.ClientUATWithoutSessionToken},
		"cookies: good":                      {[]string{session(good), uat(before)}, in, ""},
		"cookies: iat equal to uat":          {[]string{session(good), uat(now)}, in, ""},
		"cookies: iat before uat":            {[]string{session(good), uat(after)}, shake, verify.SessionTokenIATBeforeClientUAT},
		"cookies: iat before uat, POST":      {[]string{"method: POST", session(good), uat(after)}, out, verify.SessionTokenIATBeforeClientUAT},
		"cookies: no iat":                    {[]string{session(noIat), uat(before)}, shake, verify.SessionTokenIATBeforeClientUAT},
		"cookies: expired, iat before uat":   {[]string{session(late), uat(after)}, shake, verify.SessionTokenIATBeforeClientUAT},
		"cookies: forged, iat before uat":    {[]string{session(forged), uat(after)}, shake, verify.SessionTokenIATBeforeClientUAT},
		"cookies: template, iat before uat":  {[]string{session(template), uat(after)}, out, verify.TokenTypeMismatch},
		"cookies: expired":                   {[]string{session(late), uat(before)}, shake, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"cookies: expired, POST":             {[]string{"method: POST", session(late), uat(before)}, out, "session-token-expired-refresh-non-eligible-non-get"},
		"cookies: expired, can refresh":      {[]string{session(late), uat(before), "Cookie: __refresh" + suffix(liveKey) + "=r"}, shake, "session-token-expired-refresh-missing-api-client"},
		"cookies: expired, fetch":            {[]string{session(late), uat(before), "Sec-Fetch-Dest: empty"}, out, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"cookies: expired, iframe":           {[]string{session(late), uat(before), "Sec-Fetch-Dest: iframe"}, shake, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"cookies: expired, old browser":      {[]string{session(late), uat(before), "Sec-Fetch-Dest: ", "Accept: text/html,*/*"}, shake, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"cookies: expired, no Accept":        {[]string{session(late), uat(before), "Sec-Fetch-Dest: "}, out, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"cookies: expired, third handshake":  {[]string{session(late), uat(before), "Cookie: __clerk_redirect_count=2"}, shake, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"cookies: expired, in a loop":        {[]string{session(late), uat(before), "Cookie: __clerk_redirect_count=3"}, out, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		"cookies: not yet":                   {[]string{session(early), uat(before)}, shake, verify.SessionTokenNBF},
		"cookies: issued in the future":      {[]string{session(future), uat(before)}, shake, verify.SessionTokenIatInTheFuture},
		"cookies: forged":                    {[]string{session(forged), uat(before)}, out, verify.TokenInvalidSignature},
		"cookies: garbage":                   {[]string{session("garbage"), uat(before)}, out, verify.TokenInvalid},
		"cookies: template":                  {[]string{session(template), uat(before)}, out, verify.TokenTypeMismatch},
		"cookies: no azp":                    {[]string{session(noAzp), uat(before)}, out, verify.TokenMissingAuthorizedParty},
		"cookies: pending":                   {[]string{session(pending), uat(before)}, out, verify.SessionPending},
		"cookies: twice, the same":           {[]string{session(good), session(good), uat(before)}, in, ""},
		"cookies: twice, different":          {[]string{session(good), session(late), uat(before)}, out, verify.CookieAmbiguous},
		"cookies: uat twice":                 {[]string{session(good), uat(before), uat("0")}, out, verify.CookieAmbiguous},
		"cookies: from another site":         {[]string{session(good), uat(before), "Referer: https://satellite.test/"}, shake, verify.PrimaryDomainCrossOriginSync},
		"cookies: from this site":            {[]string{session(good), uat(before), "Referer: https://app.test/x"}, in, ""},
		"cookies: from this site, port":      {[]string{session(good), uat(before), "Referer: https://app.test:443/x"}, in, ""},
		"cookies: from another port":         {[]string{session(good), uat(before), "Referer: https://app.test:8443/x"}, shake, verify.PrimaryDomainCrossOriginSync},
		"cookies: from the frontend API":     {[]string{session(good), uat(before), "Referer: https://clerk.app.test/"}, in, ""},
		"cookies: from the accounts portal":  {[]string{session(good), uat(before), "Referer: https://accounts.app.test/"}, in, ""},
		"cookies: from accounts elsewhere":   {[]string{session(good), uat(before), "Referer: https://accounts.evil.test/"}, shake, verify.PrimaryDomainCrossOriginSync},
		"cookies: from another site, fetch":  {[]string{session(good), uat(before), "Referer: https://satellite.test/", "Sec-Fetch-Dest: empty"}, in, ""},
		"cookies: from another, second time": {[]string{session(good), uat(before), "Referer: https://satellite.test/", "Cookie: __clerk_redirect_count=1"}, in, ""},
		"cookies: behind a proxy":            {[]string{session(good), uat(before), "X-Forwarded-Host: www.app.test", "X-Forwarded-Proto: https", "Referer: https://www.app.test/"}, in, ""},
		"nonce":                              {[]string{session(good), uat(before), "Cookie: __clerk_handshake_nonce=n"}, out, verify.SessionTokenMissing},
	} {
		t.Run(name, func(t *testing.T) {
			v := verifier(t, verify.WithPublishableKey(liveKey))
			s := v.Authenticate(ask(c.lines...))
			if s.Status != c.status || s.Reason != c.reason {
				t.Fatalf("%s %q, want %s %q (%v)", s.Status, s.Reason, c.status, c.reason, s.Err)
			}
			auth := s.Auth()
			if (s.Status == in) != (s.Session != nil) || (s.Status == in) != (auth.UserID != nil) || (s.Status == shake) != (s.HandshakeURL != "") {
				t.Errorf("inconsistent: %+v", s)
			}
			if _, err := auth.GetToken(t.Context()); (err == nil) != (s.Status == in) {
				t.Errorf("GetToken: %v", err)
			}
			// Without the publishable key no state is a handshake.
			if bare := verifier(t).Authenticate(ask(c.lines...)); bare.Status == shake {
				t.Errorf("a handshake without a publishable key")
			}
		})
	}
}

func TestAuthenticateOptions(t *testing.T) {
	pending := sign(t, ours(), claims(mint.Claims{"sts": "pending"}))
	if s := verifier(t, verify.AllowPendingSessions()).Authenticate(verifytest.Bearer(pending)); s.Status != verify.SignedIn || s.Session.Status != "pending" {
		t.Errorf("a pending session that is allowed: %v", s)
	}
	noAzp := sign(t, ours(), claims(mint.Claims{"azp": nil}))
	v := verifier(t, verify.WithMissingAuthorizedParty(verify.AllowCookie))
	if s := v.Authenticate(ask("Cookie: __session="+noAzp, "Cookie: __client_uat=1795435100")); s.Status != verify.SignedIn {
		t.Errorf("a cookie without azp: %v", s)
	}
	if s := v.Authenticate(ask("Authorization: Bearer " + noAzp)); s.Reason != verify.TokenMissingAuthorizedParty {
		t.Errorf("a header without azp: %v", s)
	}
}

func TestAuthenticateDevelopment(t *testing.T) {
	mine := claims(mint.Claims{"iss": testIssuer})
	good := sign(t, ours(), mine)
	cookies := "Cookie: __session=" + good + "; __client_uat=1795435100; __clerk_db_jwt=dvb_1"
	for name, c := range map[string]struct {
		lines  []string
		status verify.Status
		reason verify.Reason
	}{
		"good":                     {[]string{cookies}, verify.SignedIn, ""},
		"no dev browser":           {[]string{"Cookie: __session=" + good + "; __client_uat=1795435100"}, verify.NeedsHandshake, verify.DevBrowserMissing},
		"no dev browser, fetch":    {[]string{"Cookie: __session=" + good + "; __client_uat=1795435100", "Sec-Fetch-Dest: empty"}, verify.SignedOut, verify.DevBrowserMissing},
		"nothing":                  {nil, verify.NeedsHandshake, verify.DevBrowserMissing},
		"dev browser only":         {[]string{"Cookie: __clerk_db_jwt=dvb_1"}, verify.SignedOut, verify.SessionTokenAndUATMissing},
		"dev browser in the query": {[]string{cookies, "url: https://app.test/?__clerk_db_jwt=dvb_2"}, verify.NeedsHandshake, verify.DevBrowserSync},
		"a satellite asks":         {[]string{cookies, "url: https://app.test/?__clerk_redirect_url=https://evil.test"}, verify.SignedOut, verify.PrimaryRespondsToSyncing},
		"header":                   {[]string{"Authorization: Bearer " + good}, verify.SignedIn, ""},
		"from the account portal":  {[]string{cookies, "Referer: https://foo-bar-13.accounts.dev/sign-in"}, verify.SignedIn, ""},
		"from its own API":         {[]string{cookies, "Referer: https://foo-bar-13.clerk.accounts.dev/"}, verify.SignedIn, ""},
		"from another's API":       {[]string{cookies, "Referer: https://other-1.clerk.accounts.dev/"}, verify.NeedsHandshake, verify.PrimaryDomainCrossOriginSync},
	} {
		t.Run(name, func(t *testing.T) {
			v := verifier(t, verify.WithPublishableKey(testKey))
			if s := v.Authenticate(ask(c.lines...)); s.Status != c.status || s.Reason != c.reason {
				t.Errorf("%s %q, want %s %q (%v)", s.Status, s.Reason, c.status, c.reason, s.Err)
			}
		})
	}
}

// Cookies with the instance's suffix and without it may disagree.
func TestAuthenticateSuffixedCookies(t *testing.T) {
	sfx := suffix(liveKey)
	token := func(user string, more mint.Claims) string {
		return sign(t, ours(), claims(mint.Claims{"sub": user}).With(more))
	}
	plain, own := token("user_plain", nil), token("user_own", nil)
	older := token("user_older", mint.Claims{"iat": noon.Unix() - 30})
	foreign := token("user_foreign", mint.Claims{"iss": "https://clerk.other.test"})
	noIssuer := token("user_none", mint.Claims{"iss": nil})
	for name, c := range map[string]struct {
		cookies string
		user    string
		reason  verify.Reason
	}{
		"only plain":                      {"__session=" + plain + "; __client_uat=1", "user_plain", ""},
		"only suffixed":                   {"__session" + sfx + "=" + own + "; __client_uat" + sfx + "=1", "user_own", ""},
		"both":                            {"__session=" + plain + "; __client_uat=1; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=1", "user_own", ""},
		"plain is newer":                  {"__session=" + plain + "; __client_uat=1; __session" + sfx + "=" + older + "; __client_uat" + sfx + "=1", "user_plain", ""},
		"plain is older":                  {"__session=" + older + "; __client_uat=1; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=1", "user_own", ""},
		"plain is another instance's":     {"__session=" + foreign + "; __client_uat=1; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=1", "user_own", ""},
		"only another instance's":         {"__session=" + foreign + "; __client_uat=1", "", verify.SessionTokenAndUATMissing},
		"plain without issuer":            {"__session=" + noIssuer + "; __client_uat=1; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=1", "user_none", ""},
		"plain is garbage":                {"__session=garbage; __client_uat=1; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=1", "", verify.TokenInvalid},
		"suffixed signed out":             {"__session=" + plain + "; __client_uat=1; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=0", "user_plain", ""},
		"plain signed out":                {"__client_uat=0; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=1", "user_own", ""},
		"both signed out":                 {"__client_uat=0; __session" + sfx + "=" + own + "; __client_uat" + sfx + "=0", "", verify.SessionTokenWithoutClientUAT},
		"suffixed without uat":            {"__session=" + plain + "; __client_uat=1; __session" + sfx + "=" + own, "user_plain", ""},
		"another instance's suffix":       {"__session_abcdefgh=" + own + "; __client_uat_abcdefgh=1", "", verify.SessionTokenAndUATMissing},
		"suffixed twice, different":       {"__session" + sfx + "=" + own + "; __session" + sfx + "=" + older + "; __client_uat" + sfx + "=1", "", verify.CookieAmbiguous},
		"a name that only ends in suffix": {"__session" + sfx[1:] + "=" + own + "; __client_uat" + sfx + "=1", "", verify.ClientUATWithoutSessionToken},
	} {
		t.Run(name, func(t *testing.T) {
			s := verifier(t, verify.WithPublishableKey(liveKey)).Authenticate(ask("Cookie: "+c.cookies, "Sec-Fetch-Dest: empty"))
			user := ""
			if s.Session != nil {
				user = s.Session.UserID
			}
			if user != c.user || s.Reason != c.reason {
				t.Errorf("%q %q, want %q %q (%v)", user, s.Reason, c.user, c.reason, s.Err)
			}
		})
	}
	// A development instance goes by expiry when the cookies without suffix say signed out.
	t.Run("development, after a downgrade", func(t *testing.T) {
		sfx := suffix(testKey)
		old := token("user_old", mint.Claims{"iss": testIssuer, "exp": noon.Unix() - 100})
		s := verifier(t, verify.WithPublishableKey(testKey)).Authenticate(ask("Cookie: __client_uat=0; __clerk_db_jwt=d; __session"+sfx+"="+old+"; __client_uat"+sfx+"=1", "Sec-Fetch-Dest: empty"))
		if s.Reason != verify.SessionTokenAndUATMissing {
			t.Errorf("got %v", s)
		}
	})
}

func TestHandshakeURL(t *testing.T) {
	late := sign(t, ours(), claims(mint.Claims{"exp": noon.Unix() - 60, "iss": testIssuer}))
	s := verifier(t, verify.WithPublishableKey(testKey)).Authenticate(ask(
		"url: http://localhost:3000/page?q=1&__clerk_db_jwt=old", "Cookie: __session="+late+"; __client_uat=1; __clerk_db_jwt=dvb_1",
		"X-Forwarded-Proto: https, http", "X-Forwarded-Host: app.test"))
	u := must(url.Parse(s.HandshakeURL))
	q := u.Query()
	if u.Scheme != "https" || u.Host != "foo-bar-13.clerk.accounts.dev" || u.Path != "/v1/client/handshake" {
		t.Errorf("goes to %s", s.HandshakeURL)
	}
	if q.Get("redirect_url") != "https://app.test/page?q=1" || q.Get("__clerk_hs_reason") != string(verify.DevBrowserSync) ||
		q.Get("suffixed_cookies") != "false" || q.Get("__clerk_db_jwt") != "old" {
		t.Errorf("asks %v", q)
	}
	if strings.Contains(s.HandshakeURL, late) {
		t.Error("the token is in the address")
	}
	if c := s.Header["Set-Cookie"]; len(c) != 1 || !strings.HasPrefix(c[0], "__clerk_redirect_count=1;") || !strings.Contains(c[0], "Max-Age=2") {
		t.Errorf("cookies %v", c)
	}
	for _, host := range []string{"evil.test/x", "evil.test?x", "user@evil.test", "evil.test#", "a b", `evil\test`} {
		s := verifier(t, verify.WithPublishableKey(liveKey)).Authenticate(ask("Cookie: __client_uat=1", "X-Forwarded-Host: "+host))
		if s.Status == verify.NeedsHandshake {
			t.Errorf("host %q leads to %s", host, s.HandshakeURL)
		}
	}
}

func TestHandshakeReturn(t *testing.T) {
	token := sign(t, ours(), claims(nil))
	lines := []string{"__session=" + token + "; Path=/; SameSite=Lax", "__client_uat=1795435100; Path=/"}
	handshake := sign(t, ours(), mint.Claims{"handshake": lines})
	live := verifier(t, verify.WithPublishableKey(liveKey))
	dev := verifier(t, verify.WithPublishableKey(testKey))

	t.Run("production, in a cookie", func(t *testing.T) {
		s := live.Authenticate(ask("Cookie: __clerk_handshake=" + handshake))
		if s.Status != verify.SignedIn || s.Session.UserID != "user_test" || s.RedirectURL != "" || strings.Join(s.Header["Set-Cookie"], "|") != strings.Join(lines, "|") {
			t.Errorf("got %v %v %v", s, s.Header, s.Err)
		}
	})
	t.Run("production, in the address, is not read", func(t *testing.T) {
		if s := live.Authenticate(ask("url: https://app.test/?__clerk_handshake=" + handshake)); s.Reason != verify.SessionTokenAndUATMissing {
			t.Errorf("got %v", s)
		}
	})
	t.Run("development, in the address", func(t *testing.T) {
		s := dev.Authenticate(ask("url: https://app.test/p?a=b&__clerk_db_jwt=d&__clerk_handshake=" + handshake))
		if s.Status != verify.SignedIn || s.RedirectURL != "https://app.test/p?a=b" {
			t.Errorf("got %v to %q (%v)", s, s.RedirectURL, s.Err)
		}
	})
	t.Run("signed out", func(t *testing.T) {
		s := dev.Authenticate(ask("url: https://app.test/?__clerk_handshake=" + sign(t, ours(), mint.Claims{"handshake": []string{"__client_uat=0; Path=/"}})))
		if s.Status != verify.SignedOut || s.Reason != verify.SessionTokenMissing || len(s.Header["Set-Cookie"]) != 1 {
			t.Errorf("got %v", s)
		}
	})
	t.Run("with an expired session", func(t *testing.T) {
		late := sign(t, ours(), claims(mint.Claims{"exp": 1}))
		s := dev.Authenticate(ask("url: https://app.test/?__clerk_handshake=" + sign(t, ours(), mint.Claims{"handshake": []string{"__session=" + late}})))
		if s.Status != verify.SignedOut {
			t.Errorf("another handshake would bring the same: %v", s)
		}
	})
	for name, bad := range map[string]string{
		"forged":           must(theirs().SignHeader(mint.Header{"kid": "ins_ours"}, mint.Claims{"handshake": lines})),
		"another's":        sign(t, theirs(), mint.Claims{"handshake": lines}),
		"a template's":     signHeader(t, mint.Header{"cat": verify.CategoryTemplate}, mint.Claims{"handshake": lines}),
		"a session token":  token,
		"garbage":          "garbage",
		"cookies a string": sign(t, ours(), mint.Claims{"handshake": "__session=x"}),
		"a line break":     sign(t, ours(), mint.Claims{"handshake": []string{"__session=x\r\nX: y"}}),
		"crit":             signHeader(t, mint.Header{"crit": []string{"x"}}, mint.Claims{"handshake": lines}),
	} {
		t.Run(name, func(t *testing.T) {
			s := dev.Authenticate(ask("url: https://app.test/?__clerk_handshake=" + bad))
			if s.Status != verify.SignedOut || s.Err == nil || s.Header != nil {
				t.Errorf("development: %v %v", s, s.Header)
			}
			// In production the cookie may be a neighbour's, and is as good as none.
			s = live.Authenticate(ask("Cookie: __clerk_handshake=" + bad))
			if s.Reason != verify.SessionTokenAndUATMissing || s.Header != nil {
				t.Errorf("production: %v", s)
			}
		})
	}
}

func TestPublishableKeys(t *testing.T) {
	keys := must(verify.StaticKeys(ours().Public()))
	enc := base64.StdEncoding.EncodeToString
	for name, key := range map[string]string{
		"nothing":       "",
		"no prefix":     enc([]byte("clerk.app.test$")),
		"unknown":       "pk_prod_" + enc([]byte("clerk.app.test$")),
		"not base64":    "pk_live_%%%",
		"no dollar":     "pk_live_" + enc([]byte("clerk.app.test")),
		"two dollars":   "pk_live_" + enc([]byte("clerk.app.test$$")),
		"no dot":        "pk_live_" + enc([]byte("localhost$")),
		"a path":        "pk_live_" + enc([]byte("clerk.app.test/x$")),
		"a user":        "pk_live_" + enc([]byte("a@clerk.app.test$")),
		"cut off":       liveKey[:15],
		"a line break":  "pk_live_" + enc([]byte("clerk.app\n.test$")),
		"a leading dot": "pk_live_" + enc([]byte(".app.test$")),
	} {
		if _, err := verify.New(keys, verify.AllowAnyAuthorizedParty(), verify.WithPublishableKey(key)); err == nil {
			t.Errorf("%s: %q was accepted", name, key)
		}
	}
	for _, key := range []string{liveKey, testKey, strings.TrimRight(liveKey, "=")} {
		if _, err := verify.New(keys, verify.AllowAnyAuthorizedParty(), verify.WithPublishableKey(key)); err != nil {
			t.Error(err)
		}
	}
}

func TestMiddleware(t *testing.T) {
	v := verifier(t, verify.WithPublishableKey(liveKey), at(time.Now()))
	token := verifytest.Token(t, ours(), nil)
	late := verifytest.Token(t, ours(), mint.Claims{"exp": 1})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		auth := verify.FromContext(r.Context())
		if auth.UserID == nil {
			_, _ = w.Write([]byte("nobody"))
			return
		}
		if got, err := auth.GetToken(r.Context()); err != nil || got != token {
			t.Errorf("GetToken: %v", err)
		}
		if verify.StateFromContext(r.Context()).Session.SessionID != *auth.SessionID {
			t.Error("state and auth disagree")
		}
		_, _ = w.Write([]byte(*auth.UserID))
	})
	serve := func(m func(http.Handler) http.Handler, r *http.Request) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		m(handler).ServeHTTP(w, r)
		if text := w.Body.String() + w.Header().Get("WWW-Authenticate"); strings.Contains(text, token) || strings.Contains(text, late) {
			t.Error("the answer shows the token")
		}
		return w
	}
	if w := serve(verify.Middleware(v), verifytest.Browser(token)); w.Code != 200 || w.Body.String() != "user_test" {
		t.Errorf("signed in: %d %s", w.Code, w.Body)
	}
	if w := serve(verify.Middleware(v), ask()); w.Code != 200 || w.Body.String() != "nobody" {
		t.Errorf("signed out: %d %s", w.Code, w.Body)
	}
	if w := serve(verify.Middleware(v), verifytest.Browser(late)); w.Code != 200 || w.Body.String() != "nobody" || w.Header().Get("Location") != "" {
		t.Errorf("a handshake that was not asked for: %d %s", w.Code, w.Body)
	}
	if w := serve(verify.RequireAuth(v), verifytest.Bearer(token)); w.Code != 200 || w.Body.String() != "user_test" {
		t.Errorf("signed in: %d %s", w.Code, w.Body)
	}
	w := serve(verify.RequireAuth(v), verifytest.Bearer(late))
	if w.Code != 401 || w.Header().Get("Cache-Control") != "no-store" ||
		w.Header().Get("WWW-Authenticate") != `Bearer error="invalid_token", error_description="session-token-expired-refresh-non-eligible-no-refresh-cookie"` {
		t.Errorf("expired: %d %v", w.Code, w.Header())
	}
	w = serve(verify.RequireAuth(v), ask())
	if w.Code != 401 || w.Header().Get("WWW-Authenticate") != `Bearer error_description="session-token-and-uat-missing"` {
		t.Errorf("nobody: %d %v", w.Code, w.Header())
	}
	// An outage is not the token's fault.
	jwks := must(verifytest.NewServer(ours().Public()))
	t.Cleanup(jwks.Close)
	jwks.Break(verifytest.Status(503, ""))
	_, down := remote(t, jwks)
	w = serve(verify.RequireAuth(down), verifytest.Bearer(token))
	if w.Code != 401 || w.Header().Get("WWW-Authenticate") != `Bearer error_description="jwk-remote-failed-to-load"` {
		t.Errorf("an outage: %d %v", w.Code, w.Header())
	}
	// Options that are shared are not written over.
	shared := make([]verify.MiddlewareOption, 0, 4)
	open, closed := verify.Middleware(v, shared...), verify.RequireAuth(v, shared...)
	if w, x := serve(open, ask()), serve(closed, ask()); w.Code != 200 || x.Code != 401 || shared[:1][0] != nil {
		t.Errorf("shared options: %d, %d", w.Code, x.Code)
	}
	w = serve(verify.RequireAuth(v, verify.WithHandshakeRedirect()), verifytest.Browser(late))
	if w.Code != 307 || !strings.HasPrefix(w.Header().Get("Location"), "https://clerk.app.test/v1/client/handshake?") ||
		w.Header().Get("Cache-Control") != "no-store" || !strings.HasPrefix(w.Header().Get("Set-Cookie"), "__clerk_redirect_count=1") {
		t.Errorf("handshake: %d %v", w.Code, w.Header())
	}
	if auth := verify.FromContext(t.Context()); auth.UserID != nil {
		t.Error("somebody is signed in without a middleware")
	}
}
