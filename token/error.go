package token

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/verify"
)

// Error says why something could not be done as asked: a file that cannot be
// read, a key that is none. What is wrong with a token is a *verify.Error.
type Error struct {
	Text string // one lower-case line
	Hint string // what to do about it, or empty
	err  error
}

func (e *Error) Error() string { return e.Text }
func (e *Error) Unwrap() error { return e.err }

func failf(format string, args ...any) *Error {
	return &Error{Text: fmt.Sprintf(format, args...)}
}

func (e *Error) hint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// unusable is the answer to a text in which there is no token.
func unusable(hint, format string, args ...any) *verify.Error {
	return &verify.Error{Reason: verify.TokenInvalid, Hint: hint, Detail: fmt.Sprintf(format, args...)}
}

// Secretive reports whether a text may be a token or a key, which must not be
// repeated in a message, wherever somebody has put it by mistake.
func Secretive(s string) bool {
	for _, start := range []string{"sk_", "pk_", "ak_", "mt_", "oat_", "live_", "test_", "eyJ", "MII", "MIG", "MFk", "MC4", "MCo", "-----", "Bearer", "bearer", "__session", "{"} {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return len(s) > 200 || strings.ContainsAny(s, "\n\r") || strings.Count(s, "eyJ") > 0
}

// Shown is how a text that somebody typed is repeated in a message.
func Shown(s string) string {
	if Secretive(s) {
		return "(not shown: it may be a token or a key)"
	}
	return strconv.Quote(s)
}
