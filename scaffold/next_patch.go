package scaffold

import (
	"context"
	"strings"
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
	if version := s.patchedVersion(); clerk == "" || s.opts.SetVersion[nextPackage] != "" && clerk != version {
		if err := supportedClerk(version); err != nil {
			return nil, err
		}
		if err := s.depend(p, nextPackage, version); err != nil {
			return nil, err
		}
		clerk = version
	}
	if err := s.patchApp(ctx, p, folder); err != nil {
		return nil, err
	}
	release := s.clerkRelease(clerk)
	if err := s.patchPages(ctx, p, folder, release); err != nil {
		return nil, err
	}
	state, err := nextContext(release)
	if err != nil {
		state = "context" // no loader was written that depends on it
	}
	if err := check(ctx, s, p, state); err != nil {
		return nil, err
	}
	s.noteSettings(p)
	manager, install := "npm", "npm install"
	if m, ok := s.project.Manager(s.dir); ok {
		manager, install = m.Name, m.Install()
	}
	if p.Changes() {
		p.Next = s.commands(p, manager, install)
	}
	return p, nil
}

// noteSettings notes the variables that are set in no file of the project.
func (s *site) noteSettings(p *Plan) {
	var missing []string
	for _, name := range []string{"CLERK_API_KEY", "NEXT_PUBLIC_CLERK_FRONTEND_API"} {
		if !s.sets(name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		p.note(strings.Join(missing, " and ") + " must be set, in .env.local for example; clerkctl dev prints values for development")
	}
}

// sets reports whether one of the files that Next.js reads sets a variable.
func (s *site) sets(name string) bool {
	for _, file := range []string{".env", ".env.local", ".env.development", ".env.development.local", ".env.production", ".env.production.local"} {
		text, _, err := s.text(file)
		if err != nil {
			return true // who may not read it cannot say that it is missing
		}
		for line := range strings.Lines(text) {
			key, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
			if strings.TrimSpace(key) == name {
				return true
			}
		}
	}
	return false
}
