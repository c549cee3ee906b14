package verify

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// maxHandshakes is how many handshakes in a row are a loop, which ends signed out.
const maxHandshakes = 3

// handshake gives the status NeedsHandshake, or signed out for the same reason when
// the request is not a navigation that a redirect could help.
func (q *request) handshake(reason Reason) *State {
	s := out(reason, nil)
	if q.v.instance == nil || !navigation(q.r) {
		return s
	}
	if !q.fill() || q.b.redirects >= maxHandshakes {
		return s
	}
	address := q.address()
	if address == nil {
		return s
	}
	s.Status = NeedsHandshake
	s.HandshakeURL = q.handshakeURL(address, reason)
	s.Header = http.Header{"Set-Cookie": {
		fmt.Sprintf("%s=%d; Path=/; SameSite=Lax; HttpOnly; Max-Age=2", cookieRedirectCount, q.b.redirects+1),
	}}
	return s
}

// navigation tells a browser that loads a document from any other request.
func navigation(r *http.Request) bool {
	if r.Method != http.MethodGet {
		return false
	}
	switch dest := r.Header.Get("Sec-Fetch-Dest"); dest {
	case "document", "iframe":
		return true
	case "":
		return strings.HasPrefix(r.Header.Get("Accept"), "text/html")
	}
	return false
}

func (q *request) handshakeURL(address *url.URL, reason Reason) string {
	back := *address
	query := back.Query()
	query.Del(cookieDevBrowser)
	query.Del("__dev_session")
	back.RawQuery = query.Encode()
	ask := url.Values{
		"redirect_url":      {back.String()},
		"suffixed_cookies":  {strconv.FormatBool(q.b.suffixed)},
		"__clerk_hs_reason": {string(reason)},
	}
	if q.v.instance.development {
		browser := q.query().Get(cookieDevBrowser)
		if browser == "" {
			browser = q.b.devBrowser
		}
		if browser != "" {
			ask.Set(cookieDevBrowser, browser)
		}
	}
	u := url.URL{Scheme: "https", Host: q.v.instance.frontendAPI, Path: "/v1/client/handshake", RawQuery: ask.Encode()}
	return u.String()
}

// address is the request's own, as the browser knows it: proxies in front say so in
// X-Forwarded-Host and X-Forwarded-Proto. It is used to come back to, and to tell
// whether a Referer is this site; a browser cannot be made to forge either header.
func (q *request) address() *url.URL {
	scheme, host := "http", q.r.Host
	if q.r.TLS != nil {
		scheme = "https"
	}
	if f := first(q.r.Header.Get("X-Forwarded-Host")); f != "" {
		host = f
	}
	if f := first(q.r.Header.Get("X-Forwarded-Proto")); f != "" {
		scheme = f
	}
	if scheme != "http" && scheme != "https" {
		return nil
	}
	u, err := url.Parse(scheme + "://" + host)
	if err != nil || u.Host == "" || u.Host != host || strings.ContainsAny(host, "/?#@\\") {
		return nil
	}
	u.Path, u.RawPath, u.RawQuery = q.r.URL.Path, q.r.URL.RawPath, q.r.URL.RawQuery
	return u
}

func first(list string) string {
	f, _, _ := strings.Cut(list, ",")
	return strings.TrimSpace(f)
}

func (q *request) query() url.Values {
	if q.r.URL == nil || q.r.URL.RawQuery == "" {
		return nil
	}
	return q.r.URL.Query()
}

// fromElsewhere tells whether a navigation comes from another site, which may be a
// satellite where the user has just signed in or out: then a handshake makes sure.
func (q *request) fromElsewhere() bool {
	referrer := q.r.Header.Get("Referer")
	if q.v.instance == nil || referrer == "" || q.b.redirects != 0 ||
		q.r.Method != http.MethodGet || q.r.Header.Get("Sec-Fetch-Dest") != "document" {
		return false
	}
	from, err := url.Parse(referrer)
	here := q.address()
	if err != nil || from.Host == "" || here == nil || sameOrigin(from, here) {
		return false
	}
	return !q.v.instance.known(from)
}

func sameOrigin(a, b *url.URL) bool {
	return strings.EqualFold(a.Scheme, b.Scheme) && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
}

// known tells whether a referrer is the instance's own frontend API or account portal.
func (i *instance) known(from *url.URL) bool {
	host := strings.ToLower(from.Hostname())
	api := strings.ToLower(i.frontendAPI)
	if host == strings.Split(api, ":")[0] {
		return true
	}
	if i.development {
		for _, suffix := range []string{".lcl.dev", ".lclstage.dev", ".lclclerk.com"} {
			if strings.HasPrefix(host, "accounts.") && strings.HasSuffix(host, suffix) {
				return true
			}
		}
		for _, suffix := range []string{".accounts.dev", ".accountsstage.dev", ".accounts.lclclerk.com"} {
			if strings.HasSuffix(host, suffix) && !strings.HasSuffix(host, ".clerk"+suffix) {
				return true
			}
		}
	}
	portal := strings.Replace(api, "clerk.accountsstage.", "accountsstage.", 1)
	if at := strings.Index(portal, "clerk."); at >= 0 {
		rest := strings.TrimPrefix(portal[at+len("clerk."):], "accounts.")
		portal = portal[:at] + "accounts." + rest
	}
	return strings.EqualFold(from.Scheme, "https") && strings.EqualFold(from.Host, portal)
}

// returned ends a handshake: Clerk's frontend API sends the browser back with a signed
// list of cookies to set. Development instances get it in the address, production
// instances in a cookie. It is nil when the request is not such a return, or brings
// what this instance did not sign.
func (q *request) returned() *State {
	token, nonce := q.b.handshake, q.b.nonce
	query := q.query()
	if q.v.instance.development {
		if t := query.Get(cookieHandshake); t != "" {
			token = t
		}
		if n := query.Get(cookieNonce); n != "" {
			nonce = n
		}
	}
	if nonce != "" {
		// What a nonce stands for takes a request to the Backend API.
		return out(SessionTokenMissing, nil)
	}
	if token == "" {
		return nil
	}
	set, err := q.v.openHandshake(q.r.Context(), token)
	if err != nil {
		if q.v.instance.development {
			return out(err.Reason, err) // the address is ours alone, so it must be right
		}
		return nil // another application's on the same site
	}
	var session string
	for _, line := range set {
		if c, perr := http.ParseSetCookie(line); perr == nil && strings.HasPrefix(c.Name, cookieSession) {
			session = c.Value
		}
	}
	s := out(SessionTokenMissing, nil)
	if session != "" {
		s = q.token(session, cookie)
		if s.Status == NeedsHandshake {
			s = out(s.Reason, s.Err) // another would bring the same
		}
	}
	s.Header = http.Header{"Set-Cookie": set}
	if q.v.instance.development {
		if clean := q.address(); clean != nil {
			for _, name := range []string{cookieHandshake, cookieNonce, cookieDevBrowser, "__clerk_help"} {
				query.Del(name)
			}
			clean.RawQuery = query.Encode()
			s.RedirectURL = clean.String()
		}
	}
	return s
}

// openHandshake verifies a handshake token and gives its Set-Cookie lines.
func (v *Verifier) openHandshake(ctx context.Context, token string) ([]string, *Error) {
	parts, syntax := jose.Split(token)
	if syntax != nil {
		return nil, &Error{Reason: TokenInvalid, Detail: syntax.Detail, Hint: syntax.Hint}
	}
	h, _, err := v.headers.read(parts.Header)
	if err != nil {
		return nil, err
	}
	payload, err := decode("payload", parts.Payload)
	if err != nil {
		return nil, err
	}
	signature, err := decodeSignature(parts.Signature)
	if err != nil {
		return nil, err
	}
	if h.HasCat && h.Category != CategorySession && h.Category != CategoryAny {
		return nil, refuse(TokenInvalid, "", "the token is no handshake token (cat %s)", quote(h.Category))
	}
	if err := v.checkHeader(h); err != nil {
		return nil, err
	}
	key, err := v.find(ctx, h, &Session{})
	if err != nil {
		return nil, err
	}
	if err := checkSignature(key, h.Algorithm, parts.Input, signature); err != nil {
		return nil, err
	}
	members, merr := jose.ReadObject(payload, nil)
	if merr != nil {
		return nil, refuse(TokenInvalid, "", "the handshake is not strict JSON: %v", merr)
	}
	for i := range members {
		if members[i].Name == "handshake" {
			var lines []string
			if err := texts(&members[i], &lines); err != nil {
				return nil, err
			}
			if slices.ContainsFunc(lines, func(l string) bool { return strings.ContainsAny(l, "\r\n\x00") }) {
				return nil, refuse(TokenInvalid, "", "the handshake holds a cookie with a line break")
			}
			return lines, nil
		}
	}
	return nil, refuse(TokenInvalid, "", "the token is no handshake token: it lists no cookies")
}
