package verify

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// Explanation is one member of a token, in words.
type Explanation struct {
	// Part is "header" or "claims".
	Part string `json:"part"`
	// Name is the member's name.
	Name string `json:"name"`
	// Value is the member's value as it was written. It is untrusted text: escape it
	// before it reaches a terminal.
	Value json.RawMessage `json:"value"`
	// Meaning says what the member is for, or is empty for a member that neither the
	// standards nor Clerk define.
	Meaning string `json:"meaning,omitempty"`
	// Reading is the value in words, or empty: a date with how far it is from now, the
	// name of a category, the permissions behind a bit mask. It may quote the value.
	Reading string `json:"reading,omitempty"`
}

// Explain puts a token into words, member by member, in the token's own order. Dates
// are told as seen from now.
func (u *Unverified) Explain(now time.Time) []Explanation {
	var out []Explanation
	for _, part := range []struct {
		name string
		text string
	}{{"header", string(u.Header)}, {"claims", string(u.Claims)}} {
		members, err := jose.ReadObject(part.text, nil)
		if err != nil { // cannot be: Decode has read them
			continue
		}
		for _, m := range members {
			e := Explanation{Part: part.name, Name: m.Name, Value: json.RawMessage(m.Value.Raw)}
			if part.name == "header" {
				e.Meaning, e.Reading = explainHeader(m)
			} else {
				e.Meaning, e.Reading = u.explainClaim(m, now)
			}
			out = append(out, e)
		}
	}
	return out
}

func explainHeader(m jose.Member) (meaning, reading string) {
	s, _ := m.Value.Text()
	switch m.Name {
	case "alg":
		if !jose.Known(s) {
			reading = "not acceptable"
		}
		return "signature algorithm", reading
	case "kid":
		if strings.HasPrefix(s, "ins_") {
			reading = "a Clerk instance"
		}
		return "key id; for Clerk, the instance that signed", reading
	case "typ":
		return "type of token", ""
	case "cat":
		switch s {
		case CategorySession:
			reading = "session token"
		case CategoryTemplate:
			reading = "token of a JWT template, not a session token"
		case CategoryMachine:
			reading = "machine-to-machine token, not a session token"
		case CategoryAny:
			reading = "no class"
		default:
			reading = "unknown, not a session token"
		}
		return "Clerk's class of token", reading
	case "oiat":
		return "internal to Clerk", ""
	case "jwk", "jku", "x5u", "x5c":
		return "a key, or where to find one", "never used: anyone can write it"
	case "crit", "b64":
		return "an extension that must be understood", "none is supported, so the token is refused"
	}
	return "", ""
}

func (u *Unverified) explainClaim(m jose.Member, now time.Time) (meaning, reading string) {
	s := u.Session
	switch m.Name {
	case "exp", "nbf", "iat":
		meaning = map[string]string{"exp": "expires", "nbf": "not valid before", "iat": "issued at"}[m.Name]
		return meaning, when(m, now)
	case "iss":
		return "issuer: the frontend API of the Clerk instance", ""
	case "sub":
		return "the user", who(m)
	case "sid":
		return "the session, one for each device", ""
	case "azp":
		return "authorized party: the origin the token was made for", ""
	case "aud":
		return "audience: the services the token is meant for", ""
	case "jti":
		return "id of this token", ""
	case "act":
		if s != nil && s.Actor != nil {
			reading = quote(s.Actor.UserID) + " acts as the user"
		}
		return "actor: who impersonates the user", reading
	case "sts":
		if s != nil && s.Status == "pending" {
			reading = "the user still has tasks to do, and counts as signed out"
		}
		return "status of the session", reading
	case "fva":
		if s != nil && s.FactorAges != nil {
			reading = "first factor " + age(s.FactorAges.First) + ", second factor " + age(s.FactorAges.Second)
		}
		return "minutes since each factor was verified, when issued", reading
	case "v":
		if s != nil {
			reading = "read as version " + strconv.Itoa(s.Version)
		}
		return "version of Clerk's claims", reading
	case "fea":
		return "features of the user and the organisation", list(s, func(s *Session) []Entitlement { return s.Features })
	case "pla":
		return "plans of the user and the organisation", list(s, func(s *Session) []Entitlement { return s.Plans })
	case "o":
		return "the active organisation", organizationText(s, 2)
	case "org_id":
		return "the active organisation", organizationText(s, 1)
	case "org_slug":
		return "its slug", unused(s)
	case "org_role":
		return "the user's role in it", unused(s)
	case "org_permissions":
		return "the user's permissions in it", unused(s)
	}
	return "", ""
}

func when(m jose.Member, now time.Time) string {
	var t time.Time
	if date(&m, &t) != nil {
		return "not a date"
	}
	return Relative(t, now)
}

// Relative tells a date and how far it is from now: "2026-11-23T18:00:42Z, in 42 s".
func Relative(t, now time.Time) string {
	text := t.UTC().Format(time.RFC3339)
	switch d := t.Sub(now); {
	case d >= time.Second:
		return text + ", in " + amount(d)
	case d <= -time.Second:
		return text + ", " + amount(d) + " ago"
	}
	return text + ", now"
}

func who(m jose.Member) string {
	s, _ := m.Value.Text()
	if strings.HasPrefix(s, machinePrefix) {
		return "a machine, not a user"
	}
	return ""
}

func age(d time.Duration) string {
	if d < 0 {
		return "never"
	}
	return fmt.Sprintf("%d min before", int64(d/time.Minute))
}

func list(s *Session, get func(*Session) []Entitlement) string {
	if s == nil {
		return ""
	}
	var out []string
	for _, e := range get(s) {
		whose := "organisation's"
		switch {
		case e.User && e.Org:
			whose = "both"
		case e.User:
			whose = "user's"
		}
		out = append(out, e.Name+" ("+whose+")")
	}
	return plain(strings.Join(out, ", "))
}

func organizationText(s *Session, version int) string {
	switch {
	case s == nil:
		return ""
	case s.Version != version:
		return unused(s)
	case s.Org == nil:
		return "none: the personal account"
	}
	out := s.Org.ID
	if s.Org.Role != "" {
		out += ", as " + s.Org.Role
	}
	if len(s.Org.Permissions) > 0 {
		out += ", may " + strings.Join(s.Org.Permissions, ", ")
	}
	return plain(out)
}

// unused speaks of claims of the other version.
func unused(s *Session) string {
	if s != nil && s.Version == 2 {
		return "not read in a token of version 2"
	}
	return ""
}

// plain escapes what a token says, which may hold terminal control sequences.
func plain(s string) string {
	q := strconv.QuoteToGraphic(s)
	return q[1 : len(q)-1]
}

// Warning is something about a token that is worth knowing although it need not make
// anyone refuse it.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Warnings looks for what is unusual in a token, as seen from now.
func (u *Unverified) Warnings(now time.Time) []Warning {
	var out []Warning
	warn := func(code, format string, args ...any) {
		out = append(out, Warning{code, fmt.Sprintf(format, args...)})
	}
	if strings.EqualFold(u.Algorithm, "none") {
		warn("alg-none", "the token says that it is not signed (alg %s): anyone can write such a token", quote(u.Algorithm))
	} else if !jose.Known(u.Algorithm) {
		warn("alg-unknown", "the algorithm %s is never accepted", quote(u.Algorithm))
	}
	for _, name := range u.Embedded {
		warn("embedded-key", "the header %s carries or points to a key; it is never used", name)
	}
	s := u.Session
	if s == nil {
		return out
	}
	if s.AuthorizedParty == "" {
		warn("no-azp", "the token has no azp, so it cannot be tied to the origin it was made for")
	}
	if s.Issuer == "" {
		warn("no-iss", "the token has no iss")
	}
	if s.SessionID == "" {
		warn("no-sid", "the token has no sid, so it belongs to no session that could be revoked")
	}
	if s.Actor != nil {
		warn("impersonated", "somebody else acts as this user")
	}
	from := s.IssuedAt
	if !s.at.iat.set {
		from = s.NotBefore
	}
	if life := s.Expiry.Sub(from); !from.IsZero() && !s.Expiry.IsZero() && life > time.Minute {
		warn("long-lived", "the token lives for %s; Clerk's session tokens live for 60 s", amount(life))
	}
	switch left := s.Expiry.Sub(now); {
	case s.Expiry.IsZero():
		warn("no-exp", "the token has no exp")
	case left <= 0:
		warn("expired", "the token expired %s ago", amount(left))
	case left <= 10*time.Second:
		warn("expires-soon", "the token expires in %s", amount(left))
	}
	if ahead := s.IssuedAt.Sub(now); s.at.iat.set && ahead > 0 {
		warn("clock-skew", "the token was issued %s in the future: this machine's clock is probably slow", amount(ahead))
	}
	if len(s.token) > 4096 {
		warn("large", "the token has %d bytes; browsers drop cookies over 4096", len(s.token))
	}
	return out
}
