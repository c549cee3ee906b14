package verify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// ErrSignedOut is returned by Auth.GetToken when nobody is signed in.
var ErrSignedOut = errors.New("nobody is signed in, so there is no token")

// Error says why a token was refused. No field ever holds the token, a
// signature or key material, so an Error can be logged and shown.
type Error struct {
	// Reason is what to match on; also with errors.Is.
	Reason Reason
	// Detail says what was found, with amounts and directions: one lower-case
	// line without a full stop. Claims in it are quoted and cut to a bounded length.
	Detail string
	// Hint says what to do about it, or is empty.
	Hint string

	cause error
}

// Error gives the reason and the detail, without the hint.
func (e *Error) Error() string {
	if e.Detail == "" {
		return string(e.Reason)
	}
	return string(e.Reason) + ": " + e.Detail
}

// Is matches a Reason, and any Error with the same reason.
func (e *Error) Is(target error) bool {
	switch t := target.(type) {
	case Reason:
		return t == e.Reason || t == TokenInvalidAuthorizedParties && e.Reason == TokenMissingAuthorizedParty
	case *Error:
		return t.Reason == e.Reason
	}
	return false
}

// Unwrap gives the cause, for example context.DeadlineExceeded.
func (e *Error) Unwrap() error { return e.cause }

// CouldNotCheck tells an outage or a misconfiguration (no key to check with) from
// a token that was checked and is not acceptable.
func (e *Error) CouldNotCheck() bool {
	switch e.Reason {
	case JWKLocalMissing, JWKRemoteFailedToLoad, JWKRemoteInvalid, JWKRemoteMissing, SecretKeyInvalid, UnexpectedError:
		return true
	}
	return e.cause != nil && (errors.Is(e.cause, context.Canceled) || errors.Is(e.cause, context.DeadlineExceeded))
}

func refuse(r Reason, hint, format string, args ...any) *Error {
	return &Error{Reason: r, Hint: hint, Detail: fmt.Sprintf(format, args...)}
}

func quote(s string) string { return jose.Quote(s) }

// amount prints a duration as a person says it: "6 s", "4 min", "3 days".
func amount(d time.Duration) string {
	if d < 0 {
		d = -d
	}
	switch {
	case d < time.Second && d > 0:
		return fmt.Sprintf("%d ms", max(d.Milliseconds(), 1))
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int64(d/time.Second))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int64(d/time.Minute))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int64(d/time.Hour))
	}
	return fmt.Sprintf("%d days", int64(d/(24*time.Hour)))
}
