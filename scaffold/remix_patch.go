package scaffold

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"
)

// patchRemix plans what an existing Remix project lacks.
func (s *site) patchRemix(ctx context.Context) (*Plan, error) {
	if err := s.checkRemix(); err != nil {
		return nil, err
	}
	clerk, err := s.checkRemixClerk()
	if err != nil {
		return nil, err
	}
	p := s.plan(remixFramework)
	if clerk == "" {
		release := cmp.Or(s.opts.SetVersion[remixPackage], remixVersion)
		if err := supportedRemixClerk(release); err != nil {
			return nil, err
		}
		if err := s.depend(p, remixPackage, release); err != nil {
			return nil, err
		}
	}
	if err := s.patchRoot(p); err != nil {
		return nil, err
	}
	if err := s.patchRoutes(p); err != nil {
		return nil, err
	}
	if err := check(ctx, s, p, ""); err != nil {
		return nil, err
	}
	if err := s.remixNotes(ctx, p); err != nil {
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

// patchRoutes plans the routes that were asked for by name.
func (s *site) patchRoutes(p *Plan) error {
	for _, name := range s.opts.routes() {
		base := "app/routes/" + name
		found := s.source(base)
		if found == "" {
			found = s.source(base + "/index")
		}
		if found == "" {
			text, err := s.newRoute(name)
			if err != nil {
				return err
			}
			p.add(&File{Name: base + s.remixExtension(), Action: Create, After: text, Why: "a route with a loader", role: routeRole})
			continue
		}
		f, err := s.parse(found)
		if err == nil {
			err = s.patchRoute(p, f)
		}
		if err := s.leave(p, found, err); err != nil {
			return err
		}
	}
	return nil
}

// patchRoute plans the loader of a route that is there.
func (s *site) patchRoute(p *Plan, f *source) error {
	e, err := f.findExport("loader")
	if err != nil {
		return err
	}
	if e != nil {
		if f.TokensNamed("getAuth") > 0 {
			p.add(&File{Name: f.name, Action: Keep, Before: f.Src, Why: "its loader asks who is signed in"})
			return nil
		}
		// What it does with the answer is not for us to say.
		return cannot(nil, "the route has a loader; ask in it who is signed in, and decide what that means").withHint(
			`import { getAuth } from "`+remixSSR+`";`, "const { userId } = await getAuth(request);")
	}
	return f.addRouteLoader(p)
}

// remixSettings notes the variables that the file which Remix reads does not set.
func (s *site) remixSettings(p *Plan) {
	s.noteUnset(p, []string{".env"}, ".env", "CLERK_API_KEY", "CLERK_FRONTEND_API")
}

// remixNotes says what else matters in the project.
func (s *site) remixNotes(ctx context.Context, p *Plan) error {
	s.remixSettings(p)
	if scripts, ok := s.document.Root().Get("scripts"); ok {
		for _, m := range scripts.Members() {
			text, _ := m.Value.Str()
			for _, command := range []string{"remix dev", "remix-serve"} {
				if strings.Contains(text, command) {
					p.note("the script " + m.Key + " runs " + command + ", which listens on every interface of the machine; to be reached from 127.0.0.1 alone, serve with createApp of @remix-run/serve and listen(port, \"127.0.0.1\")")
				}
			}
		}
	}
	if s.opts.LoadUser {
		return nil
	}
	root := p.file(s.source("app/root"))
	loads := root != nil && (strings.Contains(root.After, "loadUser") || strings.Contains(root.Before, "loadUser"))
	return s.mentioning(ctx, filepath.Join(s.dir, "app"), "useUser", func(f *source) {
		if !loads && len(f.CallsOf("useUser")) > 0 {
			p.note(s.shownName(f.name) + " calls useUser, which has no user on the server without --load-user")
		}
	})
}
