package doctor

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

// page is a module that a framework renders, and what it leads to.
type page struct {
	path  string
	hooks []hookUse
	// loader is true where a call of Clerk's loader authenticates it; the
	// answers are what all of them say together.
	loader                bool
	loadUser, loadSession answer
	// data is the name of the function that loads its props; "" for none.
	data string
	// contexts are the places where its loaders read the state.
	contexts []contextUse
}

// next are the checks of a Next.js application.
func (s *subject) next() []Check {
	dir := s.pagesDir()
	if dir == "" {
		return append(s.notApplicable("there is no pages directory", "provider", "auth-loader", "load-user", "auth-context", "page-props"), s.environment(nil), s.jwtKey())
	}
	app, paths := nextPages(dir)
	provider, providers := s.nextProvider(app, paths)
	whole := page{path: app}
	if app != "" {
		whole.hooks = s.hooksOf(app)
	}
	var pages []page
	for _, path := range paths {
		p := page{path: path, hooks: s.hooksOf(path)}
		s.nextData(&p)
		pages = append(pages, p)
	}
	return append([]Check{provider, s.authLoader(whole, pages), s.loadUser(whole, pages), s.authContext(pages), s.pageProps(paths, providers)},
		s.environment(providers), s.jwtKey())
}

// notApplicable are the checks of these names, with the reason.
func (s *subject) notApplicable(why string, ids ...string) []Check {
	var out []Check
	for _, id := range ids {
		out = append(out, Check{ID: id, Title: titleOf(id), Message: why})
	}
	return out
}

func titleOf(id string) string {
	switch id {
	case "provider":
		return "Provider"
	case "auth-loader":
		return "Auth loader"
	case "load-user":
		return "User and session"
	case "auth-context":
		return "Auth context"
	case "page-props":
		return "Page props"
	case "environment":
		return "Environment"
	}
	return "CLERK_JWT_KEY"
}

// pagesDir is the pages directory; "" for none.
func (s *subject) pagesDir() string { return s.firstDir("pages", filepath.Join("src", "pages")) }

func (s *subject) firstDir(names ...string) string {
	for _, name := range names {
		dir := filepath.Join(s.dir, name)
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// appDir is the app directory of later Next.js versions; "" for none.
func (s *subject) appDir() string {
	dir := s.firstDir("app", filepath.Join("src", "app"))
	found := false
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		base, _, _ := strings.Cut(nameOf(e), ".")
		if err == nil && !e.IsDir() && project.KindOf(e.Name()) == project.Source && (base == "page" || base == "layout") {
			found = true
			return fs.SkipAll
		}
		return nil
	})
	if dir == "" || !found {
		return ""
	}
	return dir
}

func nameOf(e fs.DirEntry) string {
	if e == nil {
		return ""
	}
	return e.Name()
}

// nextPages are the pages below a pages directory, and the one that is round
// all others.
func nextPages(dir string) (app string, pages []string) {
	for _, path := range sources(dir) {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			continue
		}
		name, _, _ := strings.Cut(filepath.ToSlash(rel), ".")
		switch {
		case name == "_app":
			app = path
		case name == "_document", name == "_error", strings.HasPrefix(name, "api/"), name == "api", filepath.Base(name) == "_middleware":
		default:
			pages = append(pages, path)
		}
	}
	return app, pages
}

// sources are the source files below a folder, in order, tests and declarations
// left out.
func sources(dir string) []string {
	var out []string
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // the run over the files reports it
		case e.IsDir():
			if e.Name() == "node_modules" || e.Name() == "__tests__" {
				return fs.SkipDir
			}
		case project.KindOf(path) == project.Source && !js.IsDeclaration(path) && !isTest(e.Name()):
			out = append(out, path)
		}
		return nil
	})
	return out
}

func isTest(name string) bool {
	return strings.Contains(name, ".test.") || strings.Contains(name, ".spec.") || strings.Contains(name, ".stories.")
}

// hooksOf are the hooks that rendering a page calls, the nearest first.
func (s *subject) hooksOf(path string) []hookUse {
	var out []hookUse
	s.graph.walk(path, "default", func(st *step) { out = append(out, st.unit.hooks...) })
	return out
}

// nextData finds out how a page gets its props.
func (s *subject) nextData(p *page) {
	if s.graph.has(p.path, "getServerSideProps") {
		p.data = "getServerSideProps"
		s.loadersOf(p, p.data)
		return
	}
	if s.graph.has(p.path, "getStaticProps") {
		p.data = "getStaticProps"
		return
	}
	if m := s.graph.module(p.path); m != nil {
		for _, st := range s.graph.export(m, "default", nil) {
			if slices.Contains(st.unit.statics, "getInitialProps") {
				p.data = "getInitialProps"
			}
		}
	}
}

// loadersOf notes the calls of Clerk's loader that an export leads to.
func (s *subject) loadersOf(p *page, export string) {
	s.graph.walk(p.path, export, func(st *step) {
		for _, l := range st.unit.loaders {
			p.loader = true
			p.loadUser, p.loadSession = max(p.loadUser, l.loadUser), max(p.loadSession, l.loadSession)
			p.contexts = append(p.contexts, l.contexts...)
		}
	})
}

// nextProvider asks whether the page props reach the ClerkProvider.
func (s *subject) nextProvider(app string, pages []string) (Check, []provider) {
	c := Check{ID: "provider", Title: titleOf("provider")}
	scaffold := "clerkctl scaffold next " + terminal.ShellWord(s.shown(s.dir))
	var found []provider
	for _, path := range append([]string{app}, pages...) {
		if path == "" || len(found) > 0 && path != app {
			continue
		}
		s.graph.walk(path, "default", func(st *step) { found = append(found, st.unit.providers...) })
	}
	for _, p := range found {
		f := Finding{Path: s.shown(p.path), Line: p.line, Column: p.column,
			Fix: Fix{Command: scaffold, Edit: "write <ClerkProvider {...pageProps}>, before all other attributes"}}
		switch p.pageProps {
		case no:
			f.Message = "ClerkProvider does not get {...pageProps}: on the server, its hooks do not know what the loader found out"
			c.fail(f)
		case unknown:
			f.Message = "whether the page props are among what ClerkProvider is given cannot be told"
			c.warn(f)
		}
	}
	switch {
	case app == "" && len(found) == 0:
		c.fail(Finding{Message: "there is no _app, which would give the page props to ClerkProvider", Path: s.shown(s.pagesDir()), Fix: Fix{Command: scaffold}})
	case len(found) == 0:
		c.fail(Finding{Message: "there is no ClerkProvider around the pages", Path: s.shown(app), Fix: Fix{Command: scaffold}})
	default:
		c.ok("gets the page props")
	}
	return c, found
}

// authLoader asks whether each page that reads the authentication state gets
// it on the server. whole is what is round all pages.
func (s *subject) authLoader(whole page, pages []page) Check {
	c := Check{ID: "auth-loader", Title: titleOf("auth-loader")}
	covered, without := 0, 0
	for _, p := range pages {
		if p.loader {
			covered++
			continue
		}
		if len(p.hooks) == 0 {
			without++
			continue
		}
		h := p.hooks[0]
		f := Finding{Message: s.calls(h, p) + ", and nothing authenticates the request: on the server it is not loaded", Path: s.shown(p.path)}
		if h.path == p.path {
			f.Line, f.Column = h.line, h.column
		}
		call := "withServerSideAuth(" + options(p.hooks, "") + ")"
		switch p.data {
		case "getServerSideProps":
			f.Fix = Fix{Edit: "wrap getServerSideProps: withServerSideAuth(…" + options(p.hooks, ", ") + "), from @clerk/nextjs/ssr"}
			c.fail(f)
		case "getStaticProps":
			f.Message = s.calls(h, p) + ", and the page is built ahead of time: it is signed out in its initial HTML"
			f.Fix = Fix{Edit: "leave it if that is meant; else replace getStaticProps by export const getServerSideProps = " + call}
			c.warn(f)
		case "getInitialProps":
			f.Fix = Fix{Edit: "replace getInitialProps by export const getServerSideProps = withServerSideAuth(…" + options(p.hooks, ", ") + "), from @clerk/nextjs/ssr"}
			c.fail(f)
		default:
			f.Fix = Fix{Edit: "add export const getServerSideProps = " + call + ", from @clerk/nextjs/ssr"}
			c.fail(f)
		}
	}
	if len(whole.hooks) > 0 && without > 0 {
		h := whole.hooks[0]
		c.warn(Finding{
			Message: fmt.Sprintf("%s is rendered on every page, and %s no auth loader: it is signed out in their initial HTML", h.hook, plural(without, "page has", "pages have")),
			Path:    s.shown(h.path), Line: h.line, Column: h.column,
			Fix: Fix{Edit: "add export const getServerSideProps = withServerSideAuth(" + options(whole.hooks, "") + ") to the pages where that matters"},
		})
	}
	switch {
	case covered > 0:
		c.ok(plural(covered, "page is", "pages are") + " authenticated")
	case len(c.Findings) == 0:
		c.Status, c.Message = NotApplicable, "no page calls useAuth, useUser or useSession"
	}
	return c
}

// calls says which hook a page calls, and where.
func (s *subject) calls(h hookUse, p page) string {
	if h.path == p.path {
		return h.hook + " is called here"
	}
	return fmt.Sprintf("%s is called by what this page renders, at %s:%d", h.hook, s.shown(h.path), h.line)
}

// options are those of a loader for these hooks; "" for none.
func options(hooks []hookUse, before string) string {
	var flags []string
	for _, h := range hooks {
		flag := ""
		switch h.need() {
		case needsUser:
			flag = "loadUser: true"
		case needsSession:
			flag = "loadSession: true"
		}
		if flag != "" && !slices.Contains(flags, flag) {
			flags = append(flags, flag)
		}
	}
	if len(flags) == 0 {
		return ""
	}
	return before + "{ " + strings.Join(flags, ", ") + " }"
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// loadUser asks whether the resources that the hooks read are loaded on the
// server.
func (s *subject) loadUser(whole page, pages []page) Check {
	c := Check{ID: "load-user", Title: titleOf("load-user")}
	asked := false
	for _, p := range pages {
		if !p.loader {
			continue
		}
		for _, n := range [...]struct {
			need   need
			flag   string
			member string
			loaded answer
		}{{needsUser, "loadUser", "user", p.loadUser}, {needsSession, "loadSession", "session", p.loadSession}} {
			is := func(h hookUse) bool { return h.need() == n.need }
			own := slices.IndexFunc(p.hooks, is)
			round := slices.IndexFunc(whole.hooks, is)
			if own < 0 && round < 0 {
				continue
			}
			asked = true
			if n.loaded != no {
				continue
			}
			f := Finding{Path: s.shown(p.path), Fix: Fix{Edit: "add { " + n.flag + ": true } to the options of the loader"}}
			if own >= 0 {
				h := p.hooks[own]
				if h.path == p.path {
					f.Line, f.Column = h.line, h.column
				}
				f.Message = fmt.Sprintf("%s, and the loader has no %s: `%s` is undefined on the server", s.calls(h, p), n.flag, n.member)
				c.fail(f)
			} else {
				h := whole.hooks[round]
				f.Message = fmt.Sprintf("%s, at %s:%d, is rendered round this page, and the loader has no %s", h.hook, s.shown(h.path), h.line, n.flag)
				c.warn(f)
			}
		}
	}
	if !asked {
		c.Status, c.Message = NotApplicable, "no authenticated page calls useUser or useSession"
		return c
	}
	c.ok("loaded where useUser and useSession are called")
	return c
}

// providerOptions are the props by which ClerkProvider is set up; a page prop
// of the same name would take the place of one.
func providerOptions() []string {
	return []string{"frontendApi", "clerkJSUrl", "clerkJSVariant", "initialState", "__clerk_ssr_state", "Clerk",
		"navigate", "polling", "selectInitialSession", "theme", "appearance", "localization", "authVersion"}
}

// pageProps asks whether a page returns props that set up the provider.
func (s *subject) pageProps(pages []string, providers []provider) Check {
	c := Check{ID: "page-props", Title: titleOf("page-props")}
	taken := func(name string) bool {
		return len(providers) > 0 && !slices.ContainsFunc(providers, func(p provider) bool { return !slices.Contains(p.explicit, name) })
	}
	for _, path := range pages {
		s.parseFor(path, providerOptions())
		var found []prop
		for _, data := range [...]string{"getServerSideProps", "getStaticProps"} {
			s.graph.walk(path, data, func(st *step) { found = append(found, st.unit.props...) })
		}
		for _, p := range found {
			if slices.Contains(providerOptions(), p.name) && !taken(p.name) {
				c.fail(Finding{
					Message: "the page prop " + p.name + " reaches ClerkProvider through {...pageProps} and sets it up",
					Path:    s.shown(p.path), Line: p.line, Column: p.column,
					Fix: Fix{Edit: "give the prop another name, or give ClerkProvider its " + p.name + " behind the spread"},
				})
			}
		}
	}
	c.ok("none has the name of an option of ClerkProvider")
	return c
}

// parseFor parses a page in which one of the words stands, whatever it leads
// to.
func (s *subject) parseFor(path string, words []string) {
	if s.graph.kept(path) != nil {
		return
	}
	src, err := project.ReadFile(path)
	if err != nil {
		return // the run over the files reports it
	}
	if slices.ContainsFunc(words, func(w string) bool { return bytes.Contains(src, []byte(w)) }) {
		s.graph.parse(path, src, false)
	}
}

// browserOnly are the checks of what does not render on the server.
func (s *subject) browserOnly() []Check {
	return s.notApplicable("there is no server that renders", "provider", "auth-loader", "load-user", "auth-context", "page-props", "environment", "jwt-key")
}
