package token

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify"
)

// Report is all that is to be said about one token.
type Report struct {
	// Command is "token inspect" or "token verify".
	Command string
	// Now is the time that the token is looked at.
	Now time.Time
	// Found says where the token was; nil when there is none.
	Found *Found
	// Token is its content; nil when it cannot be read.
	Token *verify.Unverified
	// Verified tells whether the token is good; nil while that is not known.
	Verified *bool
	// Session is what a good token says, else nil.
	Session *verify.Session
	// Reasons are all checks that failed. For a token that was only inspected
	// they are those that fail whatever the key.
	Reasons []*verify.Error
	// Warnings are worth knowing although they make nobody refuse the token.
	Warnings []verify.Warning
	// Notes say how the token and the key were found.
	Notes []string
	// KeyFrom is where the key came from, and Key is the one that signed.
	KeyFrom string
	Key     *verify.Key
	// Checked names what was checked and against what, in order.
	Checked []string
	// Err is why the token could not be checked.
	Err error
}

// Inspect reads a token without checking it.
func Inspect(text string, now time.Time) *Report {
	r := &Report{Command: "token inspect", Now: now}
	if r.find(text) {
		r.Reasons = r.Token.Problems
		r.Warnings = r.Token.Warnings(now)
	}
	return r
}

// find looks for the token in a text and reads it.
func (r *Report) find(text string) bool {
	found, err := Find(text)
	if err != nil {
		r.Reasons = append(r.Reasons, err)
		return false
	}
	r.Found = found
	r.Notes = append(r.Notes, found.Notes...)
	u, derr := verify.Decode(found.Token)
	if derr != nil {
		var e *verify.Error
		if !errors.As(derr, &e) {
			e = unusable("", "%v", derr)
		}
		r.Reasons = append(r.Reasons, e)
		return false
	}
	r.Token = u
	return true
}

// Checks are what a token is checked against.
type Checks struct {
	Keys              KeyFlags
	Issuers           []string
	AuthorizedParties []string
	Audiences         []string
	Algorithms        []string // RS256 when empty
	Skew              time.Duration
	Clock             func() time.Time
}

// Verify checks the token in a text. Whatever goes wrong is in the report.
func Verify(ctx context.Context, text string, c *Checks) *Report {
	r := &Report{Command: "token verify", Now: c.Clock()}
	if !r.find(text) {
		r.settle(false)
		return r
	}
	r.Warnings = r.Token.Warnings(r.Now)
	keys, err := c.Keys.Open()
	if err != nil {
		r.Err = err
		return r
	}
	r.KeyFrom = keys.From
	r.Notes = append(r.Notes, keys.Notes...)
	v, err := c.verifier(keys.Source)
	if err != nil {
		r.Err = err
		return r
	}
	c.run(ctx, v, r)
	return r
}

func (c *Checks) verifier(keys verify.KeySource) (*verify.Verifier, error) {
	for _, v := range slices.Concat(c.Issuers, c.AuthorizedParties, c.Audiences) {
		if Secretive(v) {
			return nil, failf("one of the issuers, authorized parties and audiences %s is none", Shown(v))
		}
	}
	v, err := verify.New(keys, c.options()...)
	if err != nil {
		return nil, failf("%s", strings.TrimPrefix(err.Error(), "the verifier cannot be made: "))
	}
	return v, nil
}

func (c *Checks) options() []verify.Option {
	opts := []verify.Option{verify.WithClock(c.Clock), verify.WithClockSkew(c.Skew)}
	if len(c.AuthorizedParties) > 0 {
		opts = append(opts, verify.WithAuthorizedParties(c.AuthorizedParties...))
	} else {
		opts = append(opts, verify.AllowAnyAuthorizedParty())
	}
	if len(c.Issuers) > 0 {
		opts = append(opts, verify.WithIssuer(c.Issuers...))
	}
	if len(c.Audiences) > 0 {
		opts = append(opts, verify.WithAudience(c.Audiences...))
	}
	if len(c.Algorithms) > 0 {
		opts = append(opts, verify.WithAlgorithms(c.Algorithms...))
	}
	return opts
}

func (c *Checks) run(ctx context.Context, v *verify.Verifier, r *Report) {
	result := v.Report(ctx, r.Found.Token)
	r.Session, r.Key = result.Session, result.Key
	unchecked := -1
	for i, e := range result.Failures {
		r.Reasons = append(r.Reasons, inOurWords(e))
		if e.CouldNotCheck() && unchecked < 0 {
			unchecked = i
		}
	}
	switch {
	case unchecked >= 0 && len(result.Failures) == 1:
		// Nothing is wrong with the token as far as can be seen.
		e := r.Reasons[unchecked]
		r.Err = &Error{Text: e.Error(), Hint: e.Hint, err: e}
		if ctx.Err() != nil {
			r.Err = ctx.Err()
		}
	default:
		r.settle(result.Session != nil)
	}
	r.Checked = c.checked(r)
	if len(c.Issuers) == 0 && len(c.AuthorizedParties) == 0 {
		r.Warnings = append(r.Warnings, verify.Warning{Code: "not-bound",
			Text: "neither an issuer nor an authorized party is checked: the token may have been made for another application of this instance (--authorized-party, --issuer)"})
	}
	r.Warnings = slices.DeleteFunc(r.Warnings, func(w verify.Warning) bool { return r.said(w.Code) })
}

func (r *Report) settle(good bool) { r.Verified = &good }

// said reports whether a warning repeats a reason.
func (r *Report) said(warning string) bool {
	reason := map[string]verify.Reason{
		"expired": verify.TokenExpired, "clock-skew": verify.TokenIatInTheFuture,
		"alg-none": verify.TokenInvalidAlgorithm, "alg-unknown": verify.TokenInvalidAlgorithm,
		"no-azp": verify.TokenMissingAuthorizedParty,
	}[warning]
	return reason != "" && slices.ContainsFunc(r.Reasons, func(e *verify.Error) bool { return e.Reason == reason })
}

// inOurWords replaces hints that speak to programmers of package verify.
func inOurWords(e *verify.Error) *verify.Error {
	if e.Reason == verify.TokenMissingAuthorizedParty {
		c := *e
		c.Hint = "tokens that a browser gets while it navigates may have none; leave --authorized-party out to check the rest"
		return &c
	}
	return e
}

// checked says what a good token was held against.
func (c *Checks) checked(r *Report) []string {
	list := func(what string, values []string) string {
		if len(values) == 0 {
			return what + " (any)"
		}
		return what + " (" + strings.Join(values, ", ") + ")"
	}
	algorithms := c.Algorithms
	if len(algorithms) == 0 {
		algorithms = []string{"RS256"}
	}
	out := []string{"signature", list("algorithm", algorithms), fmt.Sprintf("dates (%g s of skew)", c.Skew.Seconds()),
		list("issuer", c.Issuers), list("authorized party", c.AuthorizedParties)}
	if len(c.Audiences) > 0 {
		out = append(out, list("audience", c.Audiences))
	}
	return out
}

// Outcome sorts reports by what is to be done about them.
type Outcome int

// The outcomes of looking at a token.
const (
	Fine       Outcome = iota // it is good, or could be read where no more was asked
	Refused                   // it is not acceptable
	NotChecked                // whether it is acceptable cannot be told
)

// Outcome is what came of looking at the token.
func (r *Report) Outcome() Outcome {
	switch {
	case r.Err != nil:
		return NotChecked
	case r.Token == nil, r.Verified != nil && !*r.Verified:
		return Refused
	}
	return Fine
}
