package verify

import (
	"context"
	"fmt"
	"io"
)

// Auth is the minimal context that a data loader needs. Both ids are nil when nobody
// is signed in; its JSON is {"userId":…,"sessionId":…}, with null for nil.
type Auth struct {
	// UserID is the id of the active user, to look data up with.
	UserID *string `json:"userId"`
	// SessionID is the id of the active session, which tells devices apart in audit
	// logs. It is nil also for a token that has no sid.
	SessionID *string `json:"sessionId"`

	token string
}

// GetToken returns the token that the request came with, to relay to another service,
// which must verify it again. It returns ErrSignedOut when nobody is signed in. Tokens
// of a JWT template cannot be had here: they take a request to Clerk.
func (a Auth) GetToken(ctx context.Context) (string, error) {
	if a.UserID == nil || a.token == "" {
		return "", ErrSignedOut
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return a.token, nil
}

// Format keeps the token out of everything that prints an Auth.
func (a Auth) Format(f fmt.State, _ rune) {
	if a.UserID == nil {
		_, _ = io.WriteString(f, "signed out")
		return
	}
	_, _ = fmt.Fprintf(f, "signed in as %s", quote(*a.UserID))
}

// Auth gives the context of a session. A nil session is nobody's.
func (s *Session) Auth() Auth {
	if s == nil {
		return Auth{}
	}
	user := s.UserID
	a := Auth{UserID: &user, token: s.token}
	if s.SessionID != "" {
		session := s.SessionID
		a.SessionID = &session
	}
	return a
}

type contextKey struct{}

// FromContext gives the auth context that Middleware or RequireAuth has put there.
// Without one of them it is that of nobody.
func FromContext(ctx context.Context) Auth {
	return StateFromContext(ctx).Auth()
}

// StateFromContext gives the request state that Middleware or RequireAuth has put
// there, with the whole session. Without one of them it is signed out for the reason
// UnexpectedError.
func StateFromContext(ctx context.Context) State {
	if s, ok := ctx.Value(contextKey{}).(State); ok {
		return s
	}
	return State{Status: SignedOut, Reason: UnexpectedError}
}

// NewContext returns a context that carries a request state, for handlers that
// authenticate in another way than through Middleware, and for their tests.
func NewContext(ctx context.Context, s State) context.Context {
	return context.WithValue(ctx, contextKey{}, s)
}
