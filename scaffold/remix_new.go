package scaffold

import (
	"cmp"
	"context"
	"slices"
)

// newRemix plans a Remix project in a folder that is empty or does not exist.
func (s *site) newRemix(ctx context.Context) (*Plan, error) {
	p := s.plan(remixFramework)
	release := cmp.Or(s.opts.SetVersion[remixPackage], remixVersion)
	if err := supportedRemixClerk(release); err != nil {
		return nil, err
	}
	ts, ext := s.typescript(), s.remixExtension()
	data := struct {
		route
		Clerk string
		// Pinned has the packages that @clerk/remix depends on held at the
		// versions that it was made for; its own ranges let in later ones.
		Pinned bool
	}{
		// The profile page shows the user, and the root loads it for all routes.
		route{Name: packageName(s.dir), TypeScript: ts, User: true, Session: s.opts.LoadSession},
		release, release == remixVersion,
	}
	for _, f := range []struct {
		name, template, why string
		role                role
		typed               bool // only in TypeScript
	}{
		{name: "package.json", template: "package.json"},
		{name: ".gitignore", template: "gitignore"},
		{name: ".env", template: "env", why: "values for clerkctl dev; git ignores it"},
		{name: ".env.example", template: "env.example", why: "what a Clerk instance gives"},
		{name: "remix.config.js", template: "remix.config.js"},
		{name: "server.js", template: "server.js", why: "serves on 127.0.0.1 alone"},
		{name: "tsconfig.json", template: "tsconfig.json", typed: true},
		{name: "remix.env.d.ts", template: "remix.env.d.ts", typed: true},
		{name: "app/entry.client" + ext, template: "app/entry.client.tsx"},
		{name: "app/entry.server" + ext, template: "app/entry.server.tsx"},
		{name: "app/root" + ext, template: "app/root.tsx", why: "finds out who is signed in", role: rootRole},
		{name: "app/routes/sign-in/$" + ext, template: "app/routes/sign-in/index.tsx", role: routeRole},
		{name: "app/routes/sign-up/$" + ext, template: "app/routes/sign-up/index.tsx", role: routeRole},
	} {
		if f.typed && !ts {
			continue
		}
		text, err := fill("remix", f.template, data, "root.txt")
		if err != nil {
			return nil, err
		}
		p.add(&File{Name: f.name, Action: Create, After: text, Why: f.why, role: f.role})
	}
	routes := []string{"index", "profile"}
	for _, name := range s.opts.routes() {
		if !slices.Contains(routes, name) {
			routes = append(routes, name)
		}
	}
	for _, name := range routes {
		text, err := s.newRoute(name)
		if err != nil {
			return nil, err
		}
		p.add(&File{Name: "app/routes/" + name + ext, Action: Create, After: text, Why: "greets who is signed in", role: routeRole})
	}
	if err := s.settle(p); err != nil {
		return nil, err
	}
	if f := p.file(".env"); f.Action == Keep {
		s.remixSettings(p)
	}
	p.Next = s.commands(p, "npm", "npm install")
	return p, check(ctx, s, p, "")
}
