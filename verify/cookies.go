package verify

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// The cookies that Clerk sets.
const (
	cookieSession       = "__session"
	cookieUAT           = "__client_uat"
	cookieRefresh       = "__refresh"
	cookieDevBrowser    = "__clerk_db_jwt"
	cookieHandshake     = "__clerk_handshake"
	cookieNonce         = "__clerk_handshake_nonce"
	cookieRedirectCount = "__clerk_redirect_count"
)

// bearer gives the token of the Authorization header, by the SDK's rules: "Bearer"
// in exactly this case, or a value without any scheme. Another scheme leaves the
// decision to the cookies.
func bearer(r *http.Request) (string, bool) {
	values := r.Header["Authorization"]
	if len(values) == 0 {
		return "", false
	}
	value := values[0]
	if len(values) > 1 {
		value = strings.Join(values, ", ") // never a token, so the request is refused
	}
	value = strings.Trim(value, " \t")
	if value == "" {
		return "", false
	}
	scheme, rest, _ := strings.Cut(value, " ")
	token, _, _ := strings.Cut(rest, " ")
	if token == "" {
		return scheme, true
	}
	return token, scheme == "Bearer"
}

// basket is the cookies of one request that matter here.
type basket struct {
	session, suffixedSession       string
	uatText, suffixedUAT           string
	devBrowser, suffixedDevBrowser string
	handshake, nonce, refresh      string
	redirects                      int

	suffixed bool    // whether the cookies with the suffix were chosen
	uat      int64   // seconds; 0 when signed out or not known
	opened   *opened // the session that was looked at last, if it could be
}

// fill reads the cookies. It fails when one of those that decide comes twice with
// different values: whoever added the second must not get to choose.
//
// net/http would take quotes off values and drop what it finds malformed. Clerk
// writes neither, and its SDK takes both for content.
func (b *basket) fill(r *http.Request, i *instance) bool {
	for _, line := range r.Header["Cookie"] {
		for line != "" {
			var pair string
			pair, line, _ = strings.Cut(line, ";")
			name, value, ok := strings.Cut(pair, "=")
			name = strings.Trim(name, " \t")
			// All names that matter start so, and a request may carry many others.
			if ok && strings.HasPrefix(name, "__") && !b.add(name, strings.Trim(value, " \t"), i) {
				return false
			}
		}
	}
	b.uat = seconds(b.uatText)
	return true
}

func (b *basket) add(name, value string, i *instance) bool {
	suffixed := false
	if i != nil {
		if base, ok := strings.CutSuffix(name, i.suffix); ok && strings.HasSuffix(base, "_") {
			name, suffixed = base[:len(base)-1], true
		}
	}
	var dst *string
	switch name {
	case cookieSession:
		dst = pick(suffixed, &b.session, &b.suffixedSession)
	case cookieUAT:
		dst = pick(suffixed, &b.uatText, &b.suffixedUAT)
	case cookieDevBrowser:
		dst = pick(suffixed, &b.devBrowser, &b.suffixedDevBrowser)
	case cookieRefresh:
		dst = pick(suffixed, nil, &b.refresh)
	case cookieHandshake:
		dst = pick(suffixed, &b.handshake, nil)
	case cookieNonce:
		dst = pick(suffixed, &b.nonce, nil)
	case cookieRedirectCount:
		if n, err := strconv.Atoi(value); err == nil && !suffixed {
			b.redirects = max(b.redirects, n)
		}
	}
	switch {
	case dst == nil || value == "":
	case *dst != "" && *dst != value:
		return false
	default:
		*dst = value
	}
	return true
}

func pick(suffixed bool, plain, other *string) *string {
	if suffixed {
		return other
	}
	return plain
}

// seconds reads a __client_uat. What is no plain number counts as signed out.
func seconds(s string) int64 {
	if s == "" || len(s) > 12 || strings.Trim(s, "0123456789") != "" {
		return 0
	}
	n, _ := strconv.ParseInt(s, 10, 64) // twelve digits at most
	return n
}

// choose decides between the cookies with the instance's suffix and those without,
// which another instance on the same site may have written, or an older SDK.
func (b *basket) choose(i *instance, now time.Time) {
	if b.suffixed = b.preferSuffixed(i, now); b.suffixed {
		b.session, b.uatText, b.devBrowser = b.suffixedSession, b.suffixedUAT, b.suffixedDevBrowser
	}
	b.uat = seconds(b.uatText)
}

func (b *basket) preferSuffixed(i *instance, now time.Time) bool {
	var plain, own glimpse
	if b.session != "" {
		plain = b.peek(b.session)
		if !plain.ok || plain.issuer == "" {
			return false // broken: it must lead to signed out, not to a handshake
		}
		if withoutScheme(plain.issuer) != i.frontendAPI {
			return true // another instance's
		}
	}
	if b.suffixedUAT == "" && b.suffixedSession == "" {
		return false
	}
	switch b.suffixedSession {
	case "":
	case b.session:
		own = plain
	default:
		own = b.peek(b.suffixedSession)
	}
	signedIn, ownSignedIn := b.uatText != "0", b.suffixedUAT != "0"
	switch {
	case signedIn && ownSignedIn && plain.issuedAt > own.issuedAt:
		return false // the ones without suffix are newer
	case signedIn && !ownSignedIn:
		return false // every SDK writes the ones without suffix
	case i.development && !signedIn && ownSignedIn && own.ok && own.expiry <= now.Unix():
		return false // left behind by a newer SDK before a downgrade
	case b.suffixedUAT == "" && b.suffixedSession != "":
		return false // the frontend API has suffixes switched off
	}
	return true
}

func withoutScheme(issuer string) string {
	for _, scheme := range []string{"https://", "http://"} {
		if len(issuer) >= len(scheme) && strings.EqualFold(issuer[:len(scheme)], scheme) {
			return issuer[len(scheme):]
		}
	}
	return issuer
}

// glimpse is what a token says of itself, not verified.
type glimpse struct {
	ok       bool
	issuer   string
	issuedAt int64
	expiry   int64
}

func (b *basket) peek(token string) glimpse {
	o, err := open(token, make([]jose.Member, 0, 16))
	if err != nil {
		return glimpse{}
	}
	b.opened = &o
	return o.glimpse()
}

func (o *opened) glimpse() glimpse {
	g := glimpse{ok: true}
	for i := range o.members {
		m := &o.members[i]
		var t time.Time
		switch m.Name {
		case "iss":
			g.issuer, _ = m.Value.Text()
		case "iat":
			if date(m, &t) == nil {
				g.issuedAt = t.Unix()
			}
		case "exp":
			if date(m, &t) == nil {
				g.expiry = t.Unix()
			}
		}
	}
	return g
}
