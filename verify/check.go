package verify

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// The classes of tokens that one instance key signs, as the header's cat names them.
const (
	CategorySession  = "cl_B7d4PD111AAA" // session tokens, and handshake tokens
	CategoryTemplate = "cl_B7d4PD222AAA" // tokens of a JWT template
	CategoryMachine  = "cl_B7d4PD333AAA" // machine-to-machine tokens
	CategoryAny      = "cl_I7d4PD111III" // says nothing about the class
)

// machinePrefix starts the sub of machine-to-machine tokens.
const machinePrefix = "mch_"

// checkHeader checks what the header says about itself. It comes before the key is
// looked for: an algorithm that is not allowed must not cause a fetch.
func (v *Verifier) checkHeader(h *jose.Header) *Error {
	if h.Unsupported != "" {
		return refuse(TokenInvalid, "", "the header asks for an extension with %q; none is supported", h.Unsupported)
	}
	if h.HasType && !v.machineType(h.Type) && h.Type != "JWT" && !slices.Contains(v.types, h.Type) {
		return refuse(TokenInvalid, "", "the header's typ is %s instead of \"JWT\"", quote(h.Type))
	}
	if !slices.Contains(v.algorithms, h.Algorithm) {
		if h.Algorithm == "" {
			return refuse(TokenInvalidAlgorithm, "", "the header has no alg")
		}
		return refuse(TokenInvalidAlgorithm, "", "the header's alg is %s; allowed: %s", quote(h.Algorithm), strings.Join(v.algorithms, ", "))
	}
	return nil
}

// machineType tells whether typ is an OAuth access token's, which checkClass judges.
func (v *Verifier) machineType(typ string) bool {
	return typ == "at+jwt" || typ == "application/at+jwt"
}

// checkClass refuses tokens that the same key signs for another use.
func (v *Verifier) checkClass(h *jose.Header, s *Session) *Error {
	if h.HasCat && !v.category(h.Category) {
		what := "is of another class"
		switch h.Category {
		case CategoryTemplate:
			what = "was made from a JWT template"
		case CategoryMachine:
			what = "is a machine-to-machine token"
		}
		return refuse(TokenTypeMismatch, "send the session token itself", "the token %s (cat %s), so it is no session token", what, quote(h.Category))
	}
	if v.machines {
		return nil
	}
	if v.machineType(h.Type) {
		return refuse(TokenTypeMismatch, "", "the token is an OAuth access token (typ %s), not a session token", quote(h.Type))
	}
	if strings.HasPrefix(s.UserID, machinePrefix) {
		return refuse(TokenTypeMismatch, "", "the token is a machine's (sub is %s), not a user's session", quote(s.UserID))
	}
	return nil
}

func (v *Verifier) category(cat string) bool {
	return cat == CategorySession || cat == CategoryAny ||
		cat == CategoryMachine && v.machines || slices.Contains(v.categories, cat)
}

// check does the checks whose answer may change from one use of a token to the
// next, or with the options: all of them are repeated for a token from the cache.
func (v *Verifier) check(s *Session, from carrier, p *problems) (stop bool) {
	return p.add(checkSubject(s)) ||
		p.add(v.checkAudience(s)) ||
		p.add(v.checkParty(s, from)) ||
		p.add(v.checkIssuer(s)) ||
		v.checkTimes(s, p)
}

func checkSubject(s *Session) *Error {
	if s.UserID == "" {
		return refuse(TokenVerificationFailed, "", "the token has no sub, so it is nobody's")
	}
	return nil
}

func (v *Verifier) checkAudience(s *Session) *Error {
	if len(v.audiences) == 0 {
		return nil
	}
	for _, a := range s.Audience {
		if slices.Contains(v.audiences, a) {
			return nil
		}
	}
	if len(s.Audience) == 0 {
		return refuse(TokenVerificationFailed, "add aud to the session token in the dashboard, or do not ask for it", "the token has no aud")
	}
	return refuse(TokenVerificationFailed, "", "the token's aud %s is not among those asked for", quote(strings.Join(s.Audience, " ")))
}

func (v *Verifier) checkParty(s *Session, from carrier) *Error {
	switch {
	case v.anyParty, slices.Contains(v.parties, s.AuthorizedParty):
		return nil
	case s.AuthorizedParty != "":
		return refuse(TokenInvalidAuthorizedParties, "add the origin to the authorized parties if it is yours",
			"the token was made for the origin %s, which is not an authorized party", quote(s.AuthorizedParty))
	case v.noPartyOK == AllowCookie && from == cookie:
		return nil
	}
	return refuse(TokenMissingAuthorizedParty, "tokens that a browser gets while it navigates may have none; WithMissingAuthorizedParty(AllowCookie) accepts them from cookies",
		"the token has no azp, and authorized parties are asked for")
}

func (v *Verifier) checkIssuer(s *Session) *Error {
	switch {
	case len(v.issuers) == 0, slices.Contains(v.issuers, s.Issuer):
		return nil
	case s.Issuer == "":
		return refuse(TokenInvalidIssuer, "", "the token has no iss")
	}
	return refuse(TokenInvalidIssuer, "the token was probably made by another Clerk instance", "the token's issuer is %s; accepted: %s", quote(s.Issuer), strings.Join(v.issuers, ", "))
}

func noExpiry() *Error {
	return refuse(TokenVerificationFailed, "", "the token has no exp, so it would never expire")
}

// inTime tells whether a session is in time beyond doubt, without any skew, as nearly
// all are. Others get a longer look.
func inTime(s *Session, now time.Time) bool {
	return s.at.exp.set && now.Before(s.Expiry) && !now.Before(s.NotBefore) && !now.Before(s.IssuedAt)
}

// checkTimes lets golang-jwt compare the dates, and puts its answer into words.
func (v *Verifier) checkTimes(s *Session, p *problems) (stop bool) {
	if inTime(s, v.clock()) {
		return false
	}
	if !s.at.exp.set {
		return p.add(noExpiry())
	}
	err := v.times.Validate((*dates)(s))
	if err == nil {
		return false
	}
	const sync = "if this machine's clock is off, synchronise it"
	if errors.Is(err, jwt.ErrTokenExpired) {
		if p.add(refuse(TokenExpired, "session tokens live for a minute: get a new one; "+sync, "expired %s ago; %s", v.since(s.Expiry), v.skewNote())) {
			return true
		}
	}
	if errors.Is(err, jwt.ErrTokenNotValidYet) {
		if p.add(refuse(TokenNotActiveYet, sync, "becomes active in %s; %s", v.since(s.NotBefore), v.skewNote())) {
			return true
		}
	}
	if errors.Is(err, jwt.ErrTokenUsedBeforeIssued) {
		if p.add(refuse(TokenIatInTheFuture, sync, "was issued %s in the future; %s", v.since(s.IssuedAt), v.skewNote())) {
			return true
		}
	}
	if p.first == nil {
		return p.add(&Error{Reason: TokenVerificationFailed, Detail: "the token's dates are not acceptable", cause: err})
	}
	return false
}

// dates shows golang-jwt the dates of a session, and nothing else.
type dates Session

func (d *dates) GetExpirationTime() (*jwt.NumericDate, error) { return d.at.exp.get() }
func (d *dates) GetNotBefore() (*jwt.NumericDate, error)      { return d.at.nbf.get() }
func (d *dates) GetIssuedAt() (*jwt.NumericDate, error)       { return d.at.iat.get() }
func (d *dates) GetIssuer() (string, error)                   { return "", nil }
func (d *dates) GetSubject() (string, error)                  { return "", nil }
func (d *dates) GetAudience() (jwt.ClaimStrings, error)       { return nil, nil }

func (n *numericDate) get() (*jwt.NumericDate, error) {
	if !n.set {
		return nil, nil // golang-jwt's way to say that there is none
	}
	return &n.NumericDate, nil
}
