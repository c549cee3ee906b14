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
	folder, err := s.pagesFolder()
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

// noteSettings notes the variables that are set in no file that Next.js reads.
func (s *site) noteSettings(p *Plan) {
	files := []string{".env", ".env.local", ".env.development", ".env.development.local", ".env.production", ".env.production.local"}
	s.noteUnset(p, files, ".env.local", "CLERK_API_KEY", "NEXT_PUBLIC_CLERK_FRONTEND_API")
}

// noteUnset notes the variables that none of the files sets; home is where they
// go.
func (s *site) noteUnset(p *Plan, files []string, home string, names ...string) {
	var missing []string
	for _, name := range names {
		if !s.sets(files, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		p.note(strings.Join(missing, " and ") + " must be set, in " + home + " for example; clerkctl dev prints values for development")
	}
}

// sets reports whether one of the files sets a variable.
func (s *site) sets(files []string, name string) bool {
	for _, file := range files {
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
