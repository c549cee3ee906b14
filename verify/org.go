package verify

import (
	"math/big"
	"strings"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// orgV1 is the organisation as tokens of version 1 spell it out.
type orgV1 struct {
	id, slug, role string
	permissions    []string
}

func (o *orgV1) organization() *Organization {
	if o.id == "" {
		return nil
	}
	return &Organization{ID: o.id, Slug: o.slug, Role: o.role, Permissions: o.permissions}
}

// organizationV2 reads the claim o of version 2. Its permissions are packed: per
// lists the names of permissions, and fpm has one number for each organisation
// feature of fea, in order, whose bits (lowest first) say which of per the
// feature grants. It must run after the features were read.
func organizationV2(v jose.Value, s *Session) *Error {
	switch v.Kind {
	case jose.None, jose.Null:
		return nil
	case jose.Object:
	default:
		return refuse(TokenVerificationFailed, "", "the claim \"o\" is %s instead of an object", v.Kind)
	}
	fields, err := jose.ReadObject(v.Raw, nil)
	if err != nil { // cannot be: it was checked as part of the payload
		return refuse(TokenInvalid, "", "the claim o: %v", err)
	}
	var o Organization
	var per, fpm string
	for i := range fields {
		f := &fields[i]
		var dst *string
		switch f.Name {
		case "id":
			dst = &o.ID
		case "slg":
			dst = &o.Slug
		case "rol":
			dst = &o.Role
		case "per":
			dst = &per
		case "fpm":
			dst = &fpm
		default:
			continue
		}
		if err := text(f, dst, optional); err != nil {
			return err
		}
	}
	if o.Role != "" {
		o.Role = "org:" + o.Role
	}
	o.Permissions = permissions(s.Features, per, fpm)
	if o.ID != "" { // without an id no organisation is active
		s.Org = &o
	}
	return nil
}

func permissions(features []Entitlement, per, fpm string) []string {
	if per == "" || fpm == "" {
		return nil
	}
	names := strings.Split(per, ",")
	masks := strings.Split(fpm, ",")
	var out []string
	next := 0
	for _, f := range features {
		if !f.Org {
			continue
		}
		if next == len(masks) {
			break
		}
		mask := strings.TrimSpace(masks[next])
		next++
		for i, name := range names {
			if bit(mask, i) {
				out = append(out, "org:"+f.Name+":"+strings.TrimSpace(name))
			}
		}
	}
	return out
}

// bit reads bit i of a decimal number of any length; text that is no number has none.
func bit(decimal string, i int) bool {
	if decimal == "" || strings.Trim(decimal, "0123456789") != "" {
		return false
	}
	if len(decimal) <= 18 {
		var n uint64
		for _, c := range []byte(decimal) {
			n = n*10 + uint64(c-'0')
		}
		return i < 64 && n>>i&1 == 1
	}
	n, ok := new(big.Int).SetString(decimal, 10)
	return ok && n.Bit(i) == 1
}

// entitlements reads fea or pla: a list of SCOPE:NAME with commas between, where
// the scope names the user (u), the organisation (o) or both.
func entitlements(claim string, v jose.Value, dst *[]Entitlement) *Error {
	switch v.Kind {
	case jose.None, jose.Null:
		return nil
	case jose.String:
	default:
		return refuse(TokenVerificationFailed, "", "the claim %q is %s instead of a string", claim, v.Kind)
	}
	list, _ := v.Text()
	if list == "" {
		return nil
	}
	out := make([]Entitlement, 0, strings.Count(list, ",")+1)
	for part := range strings.SplitSeq(list, ",") {
		scope, name, ok := strings.Cut(strings.TrimSpace(part), ":")
		if !ok {
			return refuse(TokenVerificationFailed, "", "the claim %q has an element without a scope: %s", claim, quote(part))
		}
		e := Entitlement{Name: name}
		switch scope {
		case "u":
			e.User = true
		case "o":
			e.Org = true
		case "uo", "ou":
			e.User, e.Org = true, true
		default:
			continue // a scope of the future grants nothing today
		}
		out = append(out, e)
	}
	*dst = out
	return nil
}
