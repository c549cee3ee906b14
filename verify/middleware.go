package verify

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// MiddlewareOption is an option of Middleware and RequireAuth.
type MiddlewareOption func(*middleware)

type middleware struct {
	redirect bool
	require  bool
}

// WithHandshakeRedirect redirects browsers whose state is NeedsHandshake to Clerk's
// frontend API, which sends them back signed in or signed out, and ends the
// handshakes that come back.
func WithHandshakeRedirect() MiddlewareOption {
	return func(m *middleware) { m.redirect = true }
}

// Middleware authenticates every request and passes all of them on, with the outcome
// in the context: see FromContext. It refuses none, so handlers must look; RequireAuth
// is for those that only serve signed-in users.
func Middleware(v *Verifier, opts ...MiddlewareOption) func(http.Handler) http.Handler {
	var m middleware
	for _, o := range opts {
		o(&m)
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s := v.Authenticate(r)
			if m.redirect && redirected(w, r, s) {
				return
			}
			if m.require && s.Status != SignedIn {
				unauthorized(w, s)
				return
			}
			next.ServeHTTP(w, r.WithContext(NewContext(r.Context(), s)))
		})
	}
}

// RequireAuth is Middleware for handlers that only serve signed-in users. All others
// get 401 with the reason in WWW-Authenticate, and never the token. So do all while
// the key source cannot give a key; Verifier.Stats and a logger tell that apart.
func RequireAuth(v *Verifier, opts ...MiddlewareOption) func(http.Handler) http.Handler {
	return Middleware(v, slices.Concat(opts, []MiddlewareOption{func(m *middleware) { m.require = true }})...)
}

func redirected(w http.ResponseWriter, r *http.Request, s State) bool {
	for _, line := range s.Header["Set-Cookie"] {
		w.Header().Add("Set-Cookie", line)
	}
	to := s.RedirectURL
	if s.Status == NeedsHandshake {
		to = s.HandshakeURL
	}
	if to == "" {
		return false
	}
	// Browsers may otherwise keep the redirect and repeat it without asking.
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to, http.StatusTemporaryRedirect)
	return true
}

func unauthorized(w http.ResponseWriter, s State) {
	reason := headerText(string(s.Reason))
	challenge := fmt.Sprintf("Bearer error_description=%q", reason)
	// RFC 6750 keeps the code for tokens that are at fault: not for requests without
	// one, and not for an outage.
	if s.Err != nil && !s.Err.CouldNotCheck() {
		challenge = fmt.Sprintf("Bearer error=\"invalid_token\", error_description=%q", reason)
	}
	w.Header().Set("WWW-Authenticate", challenge)
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "unauthorized: "+reason, http.StatusUnauthorized)
}

// headerText keeps a reason to what may stand in a header. Reasons of this package
// are plain; a key source of the application's own may have made up another.
func headerText(s string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 || c > 0x7e || c == '"' || c == '\\' {
			return '?'
		}
		return c
	}, s)
}
