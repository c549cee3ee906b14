package doctor

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/internal/terminal"
)

// remix are the checks of a Remix application. Its root authenticates all
// routes.
func (s *subject) remix() []Check {
	root, routes := s.remixFiles()
	if root == "" {
		c := Check{ID: "provider", Title: titleOf("provider")}
		c.fail(Finding{Message: "there is no app/root, which would hold the loader and ClerkApp", Path: s.shown(s.dir), Fix: Fix{Command: s.scaffoldRemix()}})
		return append([]Check{c}, s.remixRest()...)
	}
	s.graph.parseFile(root)
	p := page{path: root, hooks: s.hooksOf(root)}
	for _, path := range routes {
		p.hooks = append(p.hooks, s.hooksOf(path)...)
	}
	strips := false
	if s.graph.has(root, "loader") {
		p.data = "loader"
		s.loadersOf(&p, "loader")
		s.graph.walk(root, "loader", func(st *step) { strips = strips || st.unit.strips })
	}
	return append([]Check{
		s.remixProvider(root), s.catchBoundary(root), s.rootLoader(&p), s.rootLoadsUser(&p), s.privateMetadata(&p, strips),
	}, s.remixRest()...)
}

func (s *subject) remixRest() []Check { return []Check{s.environment(nil), s.jwtKey()} }

func (s *subject) scaffoldRemix() string {
	return "clerkctl scaffold remix " + terminal.ShellWord(s.shown(s.dir))
}

// remixFiles are the root and the routes.
func (s *subject) remixFiles() (root string, routes []string) {
	app := filepath.Join(s.dir, "app")
	for _, path := range sources(app) {
		rel, err := filepath.Rel(app, path)
		if err != nil {
			continue
		}
		switch rel = filepath.ToSlash(rel); {
		case strings.TrimSuffix(rel, filepath.Ext(rel)) == "root":
			root = path
		case strings.HasPrefix(rel, "routes/"):
			routes = append(routes, path)
		}
	}
	return root, routes
}

// wrappersOf are the calls that an export of the root leads to.
func (s *subject) wrappersOf(root, export string) []wrapper {
	var out []wrapper
	s.graph.walk(root, export, func(st *step) { out = append(out, st.unit.wrappers...) })
	return out
}

func (s *subject) remixProvider(root string) Check {
	c := Check{ID: "provider", Title: titleOf("provider")}
	var providers []provider
	s.graph.walk(root, "default", func(st *step) { providers = append(providers, st.unit.providers...) })
	wrapped := slices.ContainsFunc(s.wrappersOf(root, "default"), func(w wrapper) bool {
		return w.name == "ClerkApp" || w.name == "ConnectClerk"
	})
	if !wrapped && len(providers) == 0 {
		c.fail(Finding{
			Message: "the root is not wrapped in ClerkApp, so that hooks do not know what the loader found out", Path: s.shown(root),
			Fix: Fix{Command: s.scaffoldRemix(), Edit: "write export default ClerkApp(App), from @clerk/remix"},
		})
	}
	c.ok("the root is wrapped")
	return c
}

// catchBoundary asks for the boundary that renders Clerk's interstitial, and
// one of the application's own within it.
func (s *subject) catchBoundary(root string) Check {
	c := Check{ID: "catch-boundary", Title: "Catch boundary"}
	fix := Fix{Command: s.scaffoldRemix(), Edit: "write export const CatchBoundary = ClerkCatchBoundary(YourBoundary), from @clerk/remix"}
	found := false
	for _, w := range s.wrappersOf(root, "CatchBoundary") {
		if w.name != "ClerkCatchBoundary" && w.name != "ConnectClerkCatchBoundary" {
			continue
		}
		found = true
		if !w.argument {
			c.fail(Finding{
				Message: w.name + "() without a boundary of your own renders nothing: every 404 becomes an application error",
				Path:    s.shown(w.path), Line: w.line, Column: w.column, Fix: fix,
			})
		}
	}
	if !found {
		c.fail(Finding{Message: "the root's CatchBoundary is not Clerk's: a session that has to be renewed ends in an error page", Path: s.shown(root), Fix: fix})
	}
	c.ok("Clerk's, around your own")
	return c
}

func (s *subject) rootLoader(p *page) Check {
	c := Check{ID: "auth-loader", Title: titleOf("auth-loader")}
	if !p.loader {
		f := Finding{
			Message: "the root has no loader", Path: s.shown(p.path),
			Fix: Fix{Command: s.scaffoldRemix(), Edit: "write export const loader = (args) => rootAuthLoader(args" + options(p.hooks, ", ") + "), from @clerk/remix/ssr.server"},
		}
		if p.data != "" {
			f.Message = "the root's loader does not call rootAuthLoader"
			f.Fix.Edit = "write export const loader = (args) => rootAuthLoader(args, yourLoader" + options(p.hooks, ", ") + "), from @clerk/remix/ssr.server"
		}
		f.Message += ", so that no request is authenticated"
		c.fail(f)
	}
	c.ok("the root authenticates all routes")
	return c
}

// rootLoadsUser asks whether the root loads what hooks of any route read.
func (s *subject) rootLoadsUser(p *page) Check {
	c := Check{ID: "load-user", Title: titleOf("load-user")}
	asked := false
	for _, h := range p.hooks {
		flag, member, loaded := "loadUser", "user", p.loadUser
		switch h.need() {
		case needsAuth:
			continue
		case needsSession:
			flag, member, loaded = "loadSession", "session", p.loadSession
		}
		asked = true
		f := Finding{
			Message: fmt.Sprintf("%s is called, and the root's loader has no %s: `%s` is undefined on the server", h.hook, flag, member),
			Path:    s.shown(h.path), Line: h.line, Column: h.column,
			Fix: Fix{Edit: "add { " + flag + ": true } to the options of rootAuthLoader", Path: s.shown(p.path)},
		}
		if flag == "loadUser" {
			f.Fix.Edit += ", and take privateMetadata out of what it returns"
		}
		if p.loader && loaded == no && !slices.ContainsFunc(c.Findings, func(o Finding) bool { return o.Path == f.Path && o.Line == f.Line }) {
			c.fail(f)
		}
	}
	if !asked || !p.loader {
		c.Status, c.Message = NotApplicable, "no route calls useUser or useSession"
		if asked {
			c.Message = "the root has no auth loader yet"
		}
		return c
	}
	c.ok("loaded where useUser and useSession are called")
	return c
}

// privateMetadata asks whether the user that the root loads is sent to browsers
// with what nobody but the server may see.
func (s *subject) privateMetadata(p *page, strips bool) Check {
	c := Check{ID: "private-metadata", Title: "Private metadata"}
	switch {
	case p.loadUser == no:
		c.Status, c.Message = NotApplicable, "the root does not load the user"
		return c
	case !strips:
		c.fail(Finding{
			Message: "loadUser puts the user's privateMetadata into the page, where everyone can read it", Path: s.shown(p.path),
			Fix: Fix{Command: s.scaffoldRemix(), Edit: "delete it from clerkState.__internal_clerk_state.__clerk_ssr_state.user before the loader returns"},
		})
	}
	c.ok("the loader takes it out")
	return c
}
