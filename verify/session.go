package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Session is what a verified token says. It is the caller's own copy: changing
// it changes nothing that another caller gets.
//
// Printing or logging a Session shows who it is for, never the token.
type Session struct {
	UserID          string    `json:"userId"`                    // sub
	SessionID       string    `json:"sessionId"`                 // sid; empty in a token that has none
	Issuer          string    `json:"issuer,omitempty"`          // iss
	AuthorizedParty string    `json:"authorizedParty,omitempty"` // azp: the origin the token was made for
	Audience        []string  `json:"audience,omitempty"`        // aud
	IssuedAt        time.Time `json:"issuedAt,omitzero"`         // iat; zero when absent
	NotBefore       time.Time `json:"notBefore,omitzero"`        // nbf; zero when absent
	Expiry          time.Time `json:"expiry"`                    // exp; never zero
	KeyID           string    `json:"keyId,omitempty"`           // kid of the header
	Algorithm       string    `json:"algorithm"`                 // alg of the header
	Version         int       `json:"version"`                   // 2 when v is 2, else 1

	// Status is sts: "active", "pending" (the user still has tasks to do) or empty.
	Status string `json:"status,omitempty"`
	// Actor is who acts as this user, when somebody impersonates them.
	Actor *Actor `json:"actor,omitempty"`
	// Org is the active organisation, or nil for a personal account.
	Org *Organization `json:"org,omitempty"`
	// Features and Plans of the user and of the organisation.
	Features []Entitlement `json:"features,omitempty"`
	Plans    []Entitlement `json:"plans,omitempty"`
	// FactorAges is how long ago each factor was verified, or nil.
	FactorAges *FactorAges `json:"factorAges,omitempty"`

	payload string // the claims' JSON text
	token   string
	at      *numericDates
}

// numericDates are the dates of a session again, as golang-jwt wants them. They do not
// change once they were read, so that copies of a session can share them.
type numericDates struct{ exp, iat, nbf numericDate }

// numericDate is a date that a token may lack.
type numericDate struct {
	jwt.NumericDate
	set bool
}

// newSession makes a session and its dates in one piece of memory.
func newSession() *Session {
	var both struct {
		Session
		dates numericDates
	}
	both.at = &both.dates
	return &both.Session
}

// Actor is the person or agent behind an impersonated session.
type Actor struct {
	UserID string `json:"userId"`         // act.sub
	Type   string `json:"type,omitempty"` // act.type, for example "agent"
}

// Organization is the active organisation, read from the claims of either version.
type Organization struct {
	ID   string `json:"id"`
	Slug string `json:"slug,omitempty"`
	// Role carries its "org:" prefix in both versions.
	Role string `json:"role,omitempty"`
	// Permissions are as "org:feature:permission".
	Permissions []string `json:"permissions,omitempty"`
}

// Entitlement is a feature or a plan and whose it is.
type Entitlement struct {
	Name string `json:"name"`
	User bool   `json:"user"` // the user's own
	Org  bool   `json:"org"`  // the active organisation's
}

// FactorAges says how long ago the session's factors were verified, in whole minutes
// at the time of issue; negative means never.
type FactorAges struct {
	First  time.Duration `json:"first"`
	Second time.Duration `json:"second"`
}

// Claims decodes the token's claims, custom ones included, into v as
// encoding/json does. Since that matches names without regard to case, claims in
// which two names differ only in case are refused here.
func (s *Session) Claims(v any) error {
	if err := sameFold(s.payload); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(s.payload), v); err != nil {
		return fmt.Errorf("the claims do not fit %T: %w", v, err)
	}
	return nil
}

// RawClaims gives the claims as they were signed.
func (s *Session) RawClaims() json.RawMessage { return json.RawMessage(s.payload) }

// clone shares nothing that can be written with s.
func (s *Session) clone() *Session {
	var c *Session
	if s.FactorAges == nil {
		c = new(*s)
	} else {
		both := &struct {
			Session
			ages FactorAges
		}{*s, *s.FactorAges}
		c = &both.Session
		c.FactorAges = &both.ages
	}
	c.Audience = slices.Clone(s.Audience)
	if n := len(s.Features); n+len(s.Plans) > 0 {
		all := append(append(make([]Entitlement, 0, n+len(s.Plans)), s.Features...), s.Plans...)
		c.Features, c.Plans = all[:n:n], all[n:]
	}
	if s.Actor != nil {
		a := *s.Actor
		c.Actor = &a
	}
	if s.Org != nil {
		o := *s.Org
		o.Permissions = slices.Clone(o.Permissions)
		c.Org = &o
	}
	return c
}

// Format keeps the token out of everything that prints a Session, with any verb.
func (s Session) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, s.summary())
}

// LogValue is what slog records of a Session.
func (s Session) LogValue() slog.Value {
	return slog.GroupValue(slog.String("userId", s.UserID), slog.String("sessionId", s.SessionID))
}

func (s *Session) summary() string {
	return fmt.Sprintf("session %s of user %s until %s", quote(s.SessionID), quote(s.UserID), s.Expiry.UTC().Format(time.RFC3339))
}
