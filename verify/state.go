package verify

import (
	"fmt"
	"io"
	"net/http"
)

// Status is what is known about who made a request.
type Status string

// The statuses of a request.
const (
	// SignedIn: State.Session is verified.
	SignedIn Status = "signed-in"
	// SignedOut: nobody, as far as this request shows.
	SignedOut Status = "signed-out"
	// NeedsHandshake: the browser may be signed in, but its cookies do not show it
	// (expired, or out of step). A redirect to State.HandshakeURL settles that.
	NeedsHandshake Status = "handshake"
)

// State is the outcome of Authenticate.
type State struct {
	Status Status
	// Reason is why nobody is signed in; empty when somebody is.
	Reason Reason
	// Session is nil unless Status is SignedIn.
	Session *Session
	// HandshakeURL is where to redirect the browser, when Status is NeedsHandshake.
	HandshakeURL string
	// RedirectURL is where to redirect the browser once a handshake has ended, to take
	// its traces out of the address. It is set on development instances only.
	RedirectURL string
	// Header holds what the response must carry: the cookies that a handshake brought,
	// or the one that ends a loop of handshakes. It is nil when there is nothing.
	Header http.Header
	// Err says more when a token was refused.
	Err *Error
}

// Auth gives the auth context: of the session when signed in, else of nobody.
func (s State) Auth() Auth {
	if s.Status != SignedIn {
		return Auth{}
	}
	return s.Session.Auth()
}

// Format shows the status and the reason, never a token.
func (s State) Format(f fmt.State, _ rune) {
	if s.Reason == "" {
		_, _ = io.WriteString(f, string(s.Status))
		return
	}
	_, _ = fmt.Fprintf(f, "%s (%s)", s.Status, s.Reason)
}

// Authenticate tells who made a request, as Clerk's SDKs do and in their order.
//
// A token in the Authorization header decides alone. Otherwise the cookies do:
// __session must hold a good token, and __client_uat, which Clerk's frontend API
// sets, must not be newer than it. With WithPublishableKey the cookies with the
// instance's suffix are read too, and a browser whose cookies are out of step gets
// the status NeedsHandshake.
//
// Satellite domains and proxied frontend APIs are out of scope: such an application
// is served as if it were the primary domain.
func (v *Verifier) Authenticate(r *http.Request) State {
	q := &request{v: v, r: r}
	if token, ok := bearer(r); ok {
		return *q.token(token, header)
	}
	return *q.cookies()
}

// request is one request on its way through Authenticate.
type request struct {
	v *Verifier
	r *http.Request
	b basket

	filled, unambiguous bool
}

func out(reason Reason, err *Error) *State {
	return &State{Status: SignedOut, Reason: reason, Err: err}
}

func (q *request) signedIn(s *Session) *State {
	if s.Status == "pending" && !q.v.pending {
		return out(SessionPending, nil)
	}
	return &State{Status: SignedIn, Session: s}
}

func (q *request) token(token string, from carrier) *State {
	s, err := q.v.verify(q.r.Context(), token, from)
	if err != nil {
		return q.refused(err)
	}
	return q.signedIn(s)
}

// refused maps what is wrong with a token to a state. A token that is only out of
// time may be renewed by a handshake; any other is not worth one.
func (q *request) refused(err *Error) *State {
	var reason Reason
	switch err.Reason {
	case TokenExpired:
		reason = SessionTokenExpired + "-refresh-" + q.noRefresh()
	case TokenNotActiveYet:
		reason = SessionTokenNBF
	case TokenIatInTheFuture:
		reason = SessionTokenIatInTheFuture
	default:
		return out(err.Reason, err)
	}
	s := q.handshake(reason)
	s.Err = err
	return s
}

// noRefresh says why an expired token is not refreshed: that takes the Backend API,
// which this package does not call.
func (q *request) noRefresh() Reason {
	switch {
	case q.r.Method != http.MethodGet:
		return "non-eligible-non-get"
	case !q.fill(), q.b.refresh == "":
		return "non-eligible-no-refresh-cookie"
	}
	return "missing-api-client"
}

// fill reads the cookies once, and tells whether they are of one mind.
func (q *request) fill() bool {
	if !q.filled {
		q.filled, q.unambiguous = true, q.b.fill(q.r, q.v.instance)
		if q.v.instance != nil {
			q.b.choose(q.v.instance, q.v.clock())
		}
	}
	return q.unambiguous
}

func (q *request) cookies() *State {
	v := q.v
	if !q.fill() {
		return out(CookieAmbiguous, nil)
	}
	if v.instance != nil {
		if s := q.returned(); s != nil {
			return s
		}
		if s := q.devBrowser(); s != nil {
			return s
		}
	}
	switch {
	case q.b.uat == 0 && q.b.session == "":
		return out(SessionTokenAndUATMissing, nil)
	case q.b.uat == 0:
		return q.handshake(SessionTokenWithoutClientUAT)
	case q.b.session == "":
		return q.handshake(ClientUATWithoutSessionToken)
	}
	s, err := v.verifyOpened(q.r.Context(), q.b.session, cookie, q.b.opened)
	if err != nil {
		// The SDK looks at iat after the form and class of a token, before all else.
		if err.Reason != TokenInvalid && err.Reason != TokenTypeMismatch {
			if o, oerr := open(q.b.session, nil); oerr == nil && o.glimpse().issuedAt < q.b.uat {
				return q.handshake(SessionTokenIATBeforeClientUAT)
			}
		}
		return q.refused(err)
	}
	if !s.at.iat.set || s.IssuedAt.Unix() < q.b.uat {
		return q.handshake(SessionTokenIATBeforeClientUAT)
	}
	if q.fromElsewhere() {
		return q.handshake(PrimaryDomainCrossOriginSync)
	}
	return q.signedIn(s)
}

// devBrowser does the steps that only development instances need, whose cookies live
// on another site and are carried over in the address.
func (q *request) devBrowser() *State {
	if !q.v.instance.development {
		return nil
	}
	query := q.query()
	switch {
	case query.Get("__clerk_redirect_url") != "":
		return out(PrimaryRespondsToSyncing, nil) // a satellite asks; out of scope
	case query.Has(cookieDevBrowser):
		return q.handshake(DevBrowserSync)
	case q.b.devBrowser == "":
		return q.handshake(DevBrowserMissing)
	}
	return nil
}
