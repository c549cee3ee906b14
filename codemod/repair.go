package codemod

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// repair is the work of making the fixes of one file.
type repair struct {
	*checker
	path, src      string
	file           *js.File
	findings, held []*Finding
	moved          bool
}

// try makes the fixes that are allowed. The error says why the result must not
// be written.
func (r *repair) try() (*revision, error) {
	rev, err := r.complete(r.path, r.src, r.file, r.findings, r.held, r.moved)
	switch {
	case err != nil || rev.text == r.src:
	case r.byUsers(): // who may write anything
		err = verifySource(r.path, r.src, rev.text)
	default:
		err = verifyRevision(r.file, rev)
	}
	return rev, err
}

// byUsers reports whether fixes of the project's own rules take part.
func (r *repair) byUsers() bool { return len(r.users()) > 0 }

// users are the project's own rules that have fixes to be made.
func (r *repair) users() []*Rule {
	var out []*Rule
	for _, f := range r.findings {
		if rule := r.rule(f.Rule); rule != nil && rule.User && r.allowed(f) && !slices.Contains(out, rule) {
			out = append(out, rule)
		}
	}
	return out
}

// withoutOffenders makes the fixes again after they have broken the file:
// first without those of the project's own rules, then with those of one such
// rule after the other. The fixes of rules that break it are left out.
func (r *repair) withoutOffenders() (*revision, []Failure, error) {
	users := r.users()
	saved := make([]Finding, len(r.findings))
	for i, f := range r.findings {
		saved[i] = *f
	}
	attempt := func(without []*Rule) (*revision, error) {
		for i, f := range r.findings {
			*f = saved[i]
			f.Rejected = slices.ContainsFunc(without, func(u *Rule) bool { return u.Name == f.Rule })
		}
		return r.try()
	}
	if _, err := attempt(users); err != nil {
		return nil, nil, err // it is not they
	}
	var refused []Failure
	out := slices.Clone(users)
	for _, u := range users {
		without := slices.DeleteFunc(slices.Clone(out), func(other *Rule) bool { return other == u })
		if _, err := attempt(without); err != nil {
			refused = append(refused, Failure{u.Name, fmt.Errorf("its fixes are left out: %w", err)})
			continue
		}
		out = without
	}
	rev, err := attempt(out)
	return rev, refused, err
}
