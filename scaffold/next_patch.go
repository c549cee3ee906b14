package scaffold

import (
	"cmp"
	"context"
)

// patchNext plans what an existing Next.js project lacks.
func (s *site) patchNext(ctx context.Context) (*Plan, error) {
	if err := s.checkNext(); err != nil {
		return nil, err
	}
	folder, _, err := s.pagesFolder()
	if err != nil {
		return nil, err
	}
	clerk, err := s.checkClerk()
	if err != nil {
		return nil, err
	}
	p := s.plan("Next.js")
	if clerk == "" {
		if err := s.depend(p, nextPackage, s.patchedVersion()); err != nil {
			return nil, err
		}
	}
	if err := s.patchApp(ctx, p, folder); err != nil {
		return nil, err
	}
	release := cmp.Or(clerk, s.patchedVersion())
	if err := s.patchPages(ctx, p, folder, release); err != nil {
		return nil, err
	}
	state, err := nextContext(release, s.installed(nextPackage))
	if err != nil {
		state = "context" // no loader was written that depends on it
	}
	if err := check(ctx, s, p, state); err != nil {
		return nil, err
	}
	manager, install := "npm", "npm install"
	if m, ok := s.project.Manager(s.dir); ok {
		manager, install = m.Name, m.Install()
	}
	if p.Changes() {
		p.Next = s.commands(p, manager, install)
	}
	return p, nil
}
