package backend

import (
	"net/url"
	"testing"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

type requestCase struct {
	name    string
	url     string
	method  string
	headers [][2]string
	options
}

func (c requestCase) theirs(w *world) theirOptions {
	o := c.options.theirs(w)
	o.SecretKey = "sk_live_e2e" // asked for, and not used with a PEM
	o.PublishableKey = w.live
	if c.dev {
		o.SecretKey, o.PublishableKey = "sk_test_e2e", w.dev
	}
	return o
}

func (c requestCase) verifier(t *testing.T, w *world) *verify.Verifier {
	key := w.live
	if c.dev {
		key = w.dev
	}
	// The SDK takes a token without azp from a cookie no more than from a header.
	return c.options.verifier(t, w, verify.WithPublishableKey(key))
}

// requests are the cases for authenticateRequest: navigations, unless they say else.
func (w *world) requests() []requestCase {
	var out []requestCase
	add := func(name string, o options, headers ...[2]string) *requestCase {
		c := requestCase{name: name, url: origin + "/page?q=1", method: "GET", options: o}
		c.headers = append([][2]string{{"Host", "app.example.com"}, {"Sec-Fetch-Dest", "document"}}, headers...)
		out = append(out, c)
		return &out[len(out)-1]
	}
	none, dev := options{}, options{dev: true}
	cookie := func(s string) [2]string { return [2]string{"Cookie", s} }
	bearer := func(s string) [2]string { return [2]string{"Authorization", "Bearer " + s} }
	fetch := func(c *requestCase) { c.headers[1][1] = "empty" }
	devClaims := func(more mint.Claims) mint.Claims { return good(mint.Claims{"iss": "https://" + devAPI}).With(more) }

	token := w.sign(good(nil))
	late := w.sign(good(mint.Claims{"exp": now.Unix() - 60}))
	early := w.sign(good(mint.Claims{"nbf": now.Unix() + 60}))
	future := w.sign(good(mint.Claims{"iat": now.Unix() + 60}))
	pending := w.sign(good(mint.Claims{"sts": "pending"}))
	template := w.header(mint.Header{"cat": verify.CategoryTemplate}, good(nil))
	noAzp := w.sign(good(mint.Claims{"azp": nil}))
	noIat := w.sign(good(mint.Claims{"iat": nil}))
	evil := must(w.evil.SignHeader(mint.Header{"kid": "ins_ours"}, good(nil)))
	session := "__session=" + token + "; __client_uat=1795435100"

	add("header: good", none, bearer(token))
	fetch(add("header: good, from a script", none, bearer(token)))
	add("header: good, bad cookies", none, bearer(token), cookie("__session="+late+"; __client_uat=0"))
	add("header: bad, good cookies", none, bearer(evil), cookie(session))
	add("header: without a scheme", none, [2]string{"Authorization", token})
	add("header: lower case scheme", none, [2]string{"Authorization", "bearer " + token})
	add("header: lower case scheme, good cookies", none, [2]string{"Authorization", "bearer x"}, cookie(session))
	add("header: Basic, good cookies", none, [2]string{"Authorization", "Basic dTpw"}, cookie(session))
	add("header: two spaces", none, [2]string{"Authorization", "Bearer  " + token})
	add("header: twice", none, bearer(token), bearer(token))
	add("header: expired", none, bearer(late))
	fetch(add("header: expired, from a script", none, bearer(late)))
	add("header: template", none, bearer(template))
	add("header: machine", none, bearer(w.sign(good(mint.Claims{"sub": "mch_1"}))))
	add("header: OAuth", none, bearer(w.header(mint.Header{"typ": "at+jwt"}, good(nil))))
	add("header: API key", none, bearer("ak_123"))
	add("header: garbage", none, bearer("garbage"))
	add("header: no azp", none, bearer(noAzp))
	add("header: pending", none, bearer(pending))
	add("header: unknown kid, keys from the endpoint", options{remote: true}, bearer(w.header(mint.Header{"kid": "ins_else"}, good(nil))))

	add("cookies: none", none)
	add("cookies: signed out", none, cookie("__client_uat=0"))
	add("cookies: good", none, cookie(session))
	fetch(add("cookies: good, from a script", none, cookie(session)))
	add("cookies: no uat", none, cookie("__session="+token))
	add("cookies: uat 0", none, cookie("__session="+token+"; __client_uat=0"))
	add("cookies: uat no number", none, cookie("__session="+token+"; __client_uat=x"))
	add("cookies: uat with text behind", none, cookie("__session="+token+"; __client_uat=1795435100x"))
	add("cookies: no session", none, cookie("__client_uat=1795435100"))
	fetch(add("cookies: no session, from a script", none, cookie("__client_uat=1795435100")))
	add("cookies: iat is uat", none, cookie("__session="+token+"; __client_uat=1795435200"))
	add("cookies: iat before uat", none, cookie("__session="+token+"; __client_uat=1795435201"))
	add("cookies: iat before uat, POST", none, cookie("__session="+token+"; __client_uat=1795435201")).method = "POST"
	add("cookies: expired and iat before uat", none, cookie("__session="+late+"; __client_uat=1795435201"))
	add("cookies: forged and iat before uat", none, cookie("__session="+evil+"; __client_uat=1795435201"))
	add("cookies: no iat", none, cookie("__session="+noIat+"; __client_uat=1795435100"))
	add("cookies: expired", none, cookie("__session="+late+"; __client_uat=1795435100"))
	add("cookies: expired, POST", none, cookie("__session="+late+"; __client_uat=1795435100")).method = "POST"
	fetch(add("cookies: expired, from a script", none, cookie("__session="+late+"; __client_uat=1795435100")))
	add("cookies: expired, with a refresh token", none, cookie("__session="+late+"; __client_uat=1795435100; __refresh"+suffix(w.live)+"=r"))
	add("cookies: expired, in a loop", none, cookie("__session="+late+"; __client_uat=1795435100; __clerk_redirect_count=3"))
	add("cookies: expired, iframe", none, cookie("__session="+late+"; __client_uat=1795435100")).headers[1][1] = "iframe"
	add("cookies: not yet active", none, cookie("__session="+early+"; __client_uat=1795435100"))
	add("cookies: issued in the future", none, cookie("__session="+future+"; __client_uat=1795435100"))
	add("cookies: forged", none, cookie("__session="+evil+"; __client_uat=1795435100"))
	add("cookies: garbage", none, cookie("__session=garbage; __client_uat=1795435100"))
	add("cookies: template", none, cookie("__session="+template+"; __client_uat=1795435100"))
	add("cookies: no azp", none, cookie("__session="+noAzp+"; __client_uat=1795435100"))
	add("cookies: no azp, any party", options{anyParty: true}, cookie("__session="+noAzp+"; __client_uat=1795435100"))
	add("cookies: pending", none, cookie("__session="+pending+"; __client_uat=1795435100"))
	add("cookies: twice, different", none, cookie("__session="+token+"; __session="+late+"; __client_uat=1795435100"))
	add("cookies: twice, the same", none, cookie("__session="+token+"; "+session))
	add("cookies: percent-encoded", none, cookie("__session="+url.QueryEscape(token + ".")[:len(token)]+"%20; __client_uat=1795435100"))
	add("cookies: quoted", none, cookie(`__session="`+token+`"; __client_uat="1795435100"`))
	add("cookies: from another site", none, cookie(session), [2]string{"Referer", "https://satellite.example/"})
	add("cookies: from this site", none, cookie(session), [2]string{"Referer", origin + "/other"})
	add("cookies: from the frontend API", none, cookie(session), [2]string{"Referer", "https://" + liveAPI + "/"})
	add("cookies: from the accounts portal", none, cookie(session), [2]string{"Referer", "https://accounts.example.com/sign-in"})
	add("cookies: from another's portal", none, cookie(session), [2]string{"Referer", "https://accounts.evil.example/"})
	add("cookies: behind a proxy", none, cookie(session), [2]string{"X-Forwarded-Host", "www.example.com"}, [2]string{"X-Forwarded-Proto", "https"}, [2]string{"Referer", "https://www.example.com/"})

	own := suffix(w.live)
	older := w.sign(good(mint.Claims{"iat": now.Unix() - 30, "sub": "user_older"}))
	foreign := w.sign(good(mint.Claims{"iss": "https://clerk.other.example", "sub": "user_foreign"}))
	noIss := w.sign(good(mint.Claims{"iss": nil, "sub": "user_none"}))
	add("suffixed: only", none, cookie("__session"+own+"="+token+"; __client_uat"+own+"=1"))
	add("suffixed: both", none, cookie("__session="+older+"; __client_uat=1; __session"+own+"="+token+"; __client_uat"+own+"=1"))
	add("suffixed: plain is newer", none, cookie("__session="+token+"; __client_uat=1; __session"+own+"="+older+"; __client_uat"+own+"=1"))
	add("suffixed: plain is another instance's", none, cookie("__session="+foreign+"; __client_uat=1; __session"+own+"="+token+"; __client_uat"+own+"=1"))
	add("suffixed: only another instance's", none, cookie("__session="+foreign+"; __client_uat=1"))
	add("suffixed: plain without issuer", none, cookie("__session="+noIss+"; __client_uat=1; __session"+own+"="+token+"; __client_uat"+own+"=1"))
	add("suffixed: signed out", none, cookie("__session="+token+"; __client_uat=1; __session"+own+"="+older+"; __client_uat"+own+"=0"))
	add("suffixed: plain signed out", none, cookie("__client_uat=0; __session"+own+"="+token+"; __client_uat"+own+"=1"))
	add("suffixed: without uat", none, cookie("__session="+token+"; __client_uat=1; __session"+own+"="+older))
	add("suffixed: expired", none, cookie("__session"+own+"="+late+"; __client_uat"+own+"=1"))

	devSession := "__session=" + w.sign(devClaims(nil)) + "; __client_uat=1795435100; __clerk_db_jwt=dvb_1"
	add("development: good", dev, cookie(devSession))
	add("development: no dev browser", dev, cookie("__session="+w.sign(devClaims(nil))+"; __client_uat=1795435100"))
	fetch(add("development: no dev browser, from a script", dev, cookie("__session="+w.sign(devClaims(nil))+"; __client_uat=1795435100")))
	add("development: dev browser in the address", dev, cookie(devSession)).url = origin + "/?__clerk_db_jwt=dvb_2"
	add("development: dev browser only", dev, cookie("__clerk_db_jwt=dvb_1"))
	add("development: a satellite asks", dev, cookie(devSession)).url = origin + "/?__clerk_redirect_url=https%3A%2F%2Fsatellite.example"
	add("development: expired", dev, cookie("__session="+w.sign(devClaims(mint.Claims{"exp": 1}))+"; __client_uat=1795435100; __clerk_db_jwt=dvb_1"))
	add("development: after a downgrade", dev, cookie("__client_uat=0; __clerk_db_jwt=d; __session"+suffix(w.dev)+"="+w.sign(devClaims(mint.Claims{"exp": now.Unix() - 100}))+"; __client_uat"+suffix(w.dev)+"=1"))
	add("development: from the account portal", dev, cookie(devSession), [2]string{"Referer", "https://foo-bar-13.accounts.dev/sign-in"})

	lines := []string{"__session=" + token + "; Path=/", "__client_uat=1795435100; Path=/"}
	add("handshake: in a cookie", none, cookie("__clerk_handshake="+w.sign(mint.Claims{"handshake": lines})))
	add("handshake: forged", none, cookie("__clerk_handshake="+must(w.evil.SignHeader(mint.Header{"kid": "ins_ours"}, mint.Claims{"handshake": lines}))))
	add("handshake: a template's", none, cookie("__clerk_handshake="+w.header(mint.Header{"cat": verify.CategoryTemplate}, mint.Claims{"handshake": lines})))
	add("handshake: signed out", none, cookie("__clerk_handshake="+w.sign(mint.Claims{"handshake": []string{"__client_uat=0"}})))
	add("handshake: in the address, production", none).url = origin + "/?__clerk_handshake=" + w.sign(mint.Claims{"handshake": lines})
	devLines := []string{"__session=" + w.sign(devClaims(nil)) + "; Path=/"}
	add("handshake: in the address, development", dev).url = origin + "/?__clerk_handshake=" + w.sign(mint.Claims{"handshake": devLines})
	add("handshake: forged, development", dev).url = origin + "/?__clerk_handshake=" + must(w.evil.SignHeader(mint.Header{"kid": "ins_ours"}, mint.Claims{"handshake": devLines}))
	add("handshake: a nonce", none, cookie("__clerk_handshake_nonce=n; "+session))
	return out
}

// sameHandshake compares where the two would send the browser.
func sameHandshake(t *testing.T, ours string, theirs *string) {
	t.Helper()
	if theirs == nil {
		t.Error("the SDK's handshake leads nowhere")
		return
	}
	a, b := must(url.Parse(ours)), must(url.Parse(*theirs))
	if a.Scheme != b.Scheme || a.Host != b.Host || a.Path != b.Path {
		t.Errorf("handshake at %s://%s%s, SDK: %s://%s%s", a.Scheme, a.Host, a.Path, b.Scheme, b.Host, b.Path)
	}
	// The SDK also sends the token, and asks for a nonce, which takes the Backend API to
	// redeem; this package does neither.
	for _, name := range []string{"redirect_url", "suffixed_cookies", "__clerk_hs_reason", "__clerk_db_jwt"} {
		if x, y := a.Query().Get(name), b.Query().Get(name); x != y {
			t.Errorf("handshake with %s=%s, SDK: %s", name, x, y)
		}
	}
}
