package verify

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// readClaims turns the members of a payload into a Session. Claims that the
// verifier gives a meaning to must have their type; all others may be anything.
// A name that differs from one of ours only in case is refused, for another
// reader of the same token might take it for ours.
func readClaims(members []jose.Member, s *Session) *Error {
	var o, fea, pla jose.Value
	var v1 orgV1
	s.Version = 1
	for i := range members {
		m := &members[i]
		var err *Error
		switch m.Name {
		case "sub":
			err = text(m, &s.UserID, required)
		case "sid":
			err = text(m, &s.SessionID, optional)
		case "iss":
			err = text(m, &s.Issuer, optional)
		case "azp":
			err = text(m, &s.AuthorizedParty, optional)
		case "sts":
			err = text(m, &s.Status, optional)
		case "aud":
			err = audience(m, &s.Audience)
		case "exp":
			err = numeric(m, &s.Expiry, &s.at.exp)
		case "nbf":
			err = numeric(m, &s.NotBefore, &s.at.nbf)
		case "iat":
			err = numeric(m, &s.IssuedAt, &s.at.iat)
		case "act":
			err = actor(m, &s.Actor)
		case "fva":
			err = factorAges(m, &s.FactorAges)
		case "v":
			// The SDK compares with the number 2 and takes all else for version 1.
			if f, perr := strconv.ParseFloat(m.Value.Raw, 64); m.Value.Kind == jose.Number && perr == nil && f == 2 {
				s.Version = 2
			}
		case "o":
			o = m.Value
		case "fea":
			fea = m.Value
		case "pla":
			pla = m.Value
		case "org_id":
			err = text(m, &v1.id, optional)
		case "org_slug":
			err = text(m, &v1.slug, optional)
		case "org_role":
			err = text(m, &v1.role, optional)
		case "org_permissions":
			err = texts(m, &v1.permissions)
		default:
			if right := jose.MiscasedClaim(m.Name); right != "" {
				err = refuse(TokenInvalid, "", "the claim %s differs from %q only in case", quote(m.Name), right)
			}
		}
		if err != nil {
			return err
		}
	}
	if err := entitlements("fea", fea, &s.Features); err != nil {
		return err
	}
	if err := entitlements("pla", pla, &s.Plans); err != nil {
		return err
	}
	if s.Version == 2 {
		return organizationV2(o, s)
	}
	s.Org = v1.organization()
	return nil
}

const (
	required = false
	optional = true
)

func malformed(m *jose.Member, want string) *Error {
	return refuse(TokenVerificationFailed, "", "the claim %s is %s instead of %s", quote(m.Name), m.Value.Kind, want)
}

// text reads a string; an optional one may be null, which is as good as absent.
func text(m *jose.Member, dst *string, nullable bool) *Error {
	s, ok := m.Value.Text()
	if !ok && !(nullable && m.Value.Kind == jose.Null) {
		return malformed(m, "a string")
	}
	*dst = s
	return nil
}

func texts(m *jose.Member, dst *[]string) *Error {
	if m.Value.Kind == jose.Null {
		return nil
	}
	if m.Value.Kind != jose.Array {
		return malformed(m, "a list of strings")
	}
	list := []string{}
	for _, v := range jose.Elements(m.Value, nil) {
		s, ok := v.Text()
		if !ok {
			return malformed(m, "a list of strings")
		}
		list = append(list, s)
	}
	*dst = list
	return nil
}

func audience(m *jose.Member, dst *[]string) *Error {
	if s, ok := m.Value.Text(); ok {
		*dst = []string{s}
		return nil
	}
	return texts(m, dst)
}

// The dates that are read lie in the years 1 to 9999. Others mean nothing to anyone,
// and some readers take late ones for "never expires".
const (
	firstSecond = -62135596800 // the zero time, which stands for a date that is not there
	lastSecond  = 253402300799
)

func beyond(m *jose.Member) *Error {
	return refuse(TokenVerificationFailed, "", "the claim %q is a date beyond the years 1 to 9999", m.Name)
}

func numeric(m *jose.Member, dst *time.Time, also *numericDate) *Error {
	err := date(m, dst)
	also.Time, also.set = *dst, err == nil
	return err
}

// date reads seconds since 1970. A fraction is dropped, as the SDK does.
func date(m *jose.Member, dst *time.Time) *Error {
	if m.Value.Kind != jose.Number {
		return malformed(m, "a number of seconds")
	}
	seconds, err := strconv.ParseInt(m.Value.Raw, 10, 64)
	if err != nil {
		f, ferr := strconv.ParseFloat(m.Value.Raw, 64)
		if ferr != nil || math.Abs(f) > lastSecond {
			return beyond(m)
		}
		seconds = int64(f)
	}
	if seconds <= firstSecond || seconds > lastSecond {
		return beyond(m)
	}
	*dst = time.Unix(seconds, 0).UTC()
	return nil
}

func actor(m *jose.Member, dst **Actor) *Error {
	switch m.Value.Kind {
	case jose.Null:
		return nil
	case jose.Object:
	default:
		return malformed(m, "an object")
	}
	fields, err := jose.ReadObject(m.Value.Raw, nil)
	if err != nil { // cannot be: it was checked as part of the payload
		return refuse(TokenInvalid, "", "the claim act: %v", err)
	}
	a := new(Actor)
	for i := range fields {
		f := &fields[i]
		switch f.Name {
		case "sub":
			if err := text(f, &a.UserID, required); err != nil {
				return err
			}
		case "type":
			if err := text(f, &a.Type, optional); err != nil {
				return err
			}
		}
	}
	*dst = a
	return nil
}

func factorAges(m *jose.Member, dst **FactorAges) *Error {
	if m.Value.Kind == jose.Null {
		return nil
	}
	var space [2]jose.Value
	list := jose.Elements(m.Value, space[:0])
	if len(list) != 2 {
		return malformed(m, "a list of two numbers")
	}
	var minutes [2]time.Duration
	for i, v := range list {
		f, err := strconv.ParseFloat(v.Raw, 64)
		if v.Kind != jose.Number || err != nil || f < -1 || f > 1e8 {
			return malformed(m, "a list of two numbers of minutes")
		}
		minutes[i] = time.Duration(f * float64(time.Minute))
	}
	*dst = &FactorAges{minutes[0], minutes[1]}
	return nil
}

// sameFold looks for two names of one object that encoding/json would take for
// one another.
func sameFold(object string) error {
	members, err := jose.ReadObject(object, nil)
	if err != nil {
		return err
	}
	seen := make(map[string]string, len(members))
	for _, m := range members {
		folded := fold(m.Name)
		if other, ok := seen[folded]; ok {
			return fmt.Errorf("the claims %s and %s differ only in case", quote(other), quote(m.Name))
		}
		seen[folded] = m.Name
		if err := sameFoldValue(m.Value); err != nil {
			return err
		}
	}
	return nil
}

func sameFoldValue(v jose.Value) error {
	switch v.Kind {
	case jose.Object:
		return sameFold(v.Raw)
	case jose.Array:
		for _, e := range jose.Elements(v, nil) {
			if err := sameFoldValue(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// fold maps names that strings.EqualFold takes for equal to one text.
func fold(s string) string {
	s = strings.ToLower(strings.ToUpper(s))
	s = strings.ReplaceAll(s, "ſ", "s")
	return strings.ReplaceAll(s, "\u212a", "k")
}
