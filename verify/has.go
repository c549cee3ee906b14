package verify

import (
	"slices"
	"strings"
)

// A Requirement is something a session may have: see Role, Permission, Feature and Plan.
type Requirement struct {
	kind requirementKind
	name string
}

type requirementKind uint8

const (
	roleKind requirementKind = iota + 1
	permissionKind
	featureKind
	planKind
)

// Role requires a role in the active organisation, with or without its "org:".
func Role(name string) Requirement { return Requirement{roleKind, name} }

// Permission requires a permission in the active organisation, such as "org:billing:manage".
func Permission(name string) Requirement { return Requirement{permissionKind, name} }

// Feature requires a feature of the user or the organisation. "org:name" and
// "user:name" ask for one of the two.
func Feature(name string) Requirement { return Requirement{featureKind, name} }

// Plan requires a plan, scoped as Feature is.
func Plan(name string) Requirement { return Requirement{planKind, name} }

// Has tells whether the session meets every one of the requirements. Without any,
// or with one that is empty, it is false: an authorisation that asks for nothing
// is a mistake.
func (s *Session) Has(all ...Requirement) bool {
	if s == nil || s.UserID == "" || len(all) == 0 {
		return false
	}
	for _, r := range all {
		if r.name == "" || !s.has(r) {
			return false
		}
	}
	return true
}

func (s *Session) has(r Requirement) bool {
	switch r.kind {
	case roleKind:
		return s.Org != nil && s.Org.ID != "" && s.Org.Role != "" && orgPrefix(s.Org.Role) == orgPrefix(r.name)
	case permissionKind:
		return s.Org != nil && s.Org.ID != "" && slices.Contains(s.Org.Permissions, orgPrefix(r.name))
	case featureKind:
		return entitled(s.Features, r.name)
	case planKind:
		return entitled(s.Plans, r.name)
	}
	return false
}

// orgPrefix gives name with exactly one "org:" in front.
func orgPrefix(name string) string {
	for strings.HasPrefix(name, "org:") {
		name = name[len("org:"):]
	}
	return "org:" + name
}

func entitled(list []Entitlement, want string) bool {
	user, org := true, true
	if scope, name, ok := strings.Cut(want, ":"); ok {
		switch scope {
		case "o", "org", "organization":
			user = false
		case "u", "user":
			org = false
		default:
			return false
		}
		want = name
	}
	if want == "" {
		return false
	}
	for _, e := range list {
		if e.Name == want && (e.User && user || e.Org && org) {
			return true
		}
	}
	return false
}
