package scaffold

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// newRemix plans a Remix project in a folder that is empty or does not exist.
func (s *site) newRemix(ctx context.Context) (*Plan, error) {
	p := s.plan("Remix")
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
	for _, f := range [][2]string{
		{"package.json", "package.json"}, {".gitignore", "gitignore"}, {".env", "env"}, {".env.example", "env.example"},
		{"remix.config.js", "remix.config.js"}, {"server.js", "server.js"},
		{"tsconfig.json", "tsconfig.json"}, {"remix.env.d.ts", "remix.env.d.ts"},
		{"app/entry.client" + ext, "app/entry.client.tsx"}, {"app/entry.server" + ext, "app/entry.server.tsx"},
		{"app/root" + ext, "app/root.tsx"},
		{"app/routes/sign-in/$" + ext, "app/routes/sign-in/index.tsx"},
		{"app/routes/sign-up/$" + ext, "app/routes/sign-up/index.tsx"},
	} {
		name, template := f[0], f[1]
		if !ts && (name == "tsconfig.json" || name == "remix.env.d.ts") {
			continue
		}
		text, err := fill("remix", template, data, "root.txt")
		if err != nil {
			return nil, err
		}
		f := &File{Name: name, Action: Create, After: text}
		switch {
		case template == "app/root.tsx":
			f.role = rootRole
		case strings.HasPrefix(template, "app/routes/"):
			f.role = routeRole
		}
		p.add(f)
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
		p.add(&File{Name: "app/routes/" + name + ext, Action: Create, After: text, role: routeRole})
	}
	if err := s.settle(p); err != nil {
		return nil, err
	}
	p.Next = s.commands(p, cmp.Or(s.opts.Manager, "npm"), "npm install")
	return p, check(ctx, s, p, "")
}
