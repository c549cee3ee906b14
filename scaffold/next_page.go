package scaffold

import (
	"cmp"
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

const (
	ssrModule  = nextPackage + "/ssr"
	authLoader = "withServerSideAuth"
	loaderName = "getServerSideProps"
)

// hooks are those whose answer on the server comes from the page's loader.
func hooks() []string { return []string{"useAuth", "useUser", "useSession"} }

// patchPages plans the loaders of the pages that were asked for, else of those
// that call a hook; a project without any page gets one. clerk is the release of
// @clerk/nextjs.
func (s *site) patchPages(ctx context.Context, p *Plan, folder, clerk string) error {
	defer func() {
		if len(s.userless) > 0 {
			p.note("useUser has no user on the server without --load-user, and is called in " + few(s.userless))
		}
	}()
	if s.opts.Pages != nil {
		for _, name := range s.opts.pages() {
			if err := s.namedPage(p, folder, name, clerk); err != nil {
				return err
			}
		}
		return nil
	}
	if !s.has(folder) {
		return s.namedPage(p, folder, "index", clerk)
	}
	return s.mentioning(ctx, filepath.Join(s.dir, filepath.FromSlash(folder)), "use", func(f *source) {
		page := strings.TrimPrefix(f.name, folder+"/")
		if !s.isPage(page) || !f.exports("default") || len(f.CallsOf(hooks()...)) == 0 {
			return
		}
		if err := s.patchPage(p, f, false); err != nil {
			s.failed(p, f, err)
		}
	})
}

// failed plans a task for a person, whatever kept a page from being patched.
func (s *site) failed(p *Plan, f *source, err error) {
	found, ok := err.(*problem)
	if !ok {
		found = cannot(nil, "%v", err)
	}
	p.add(s.task(f.name, f.Src, found))
}

// isPage reports whether a module of the folder of pages is a page that may
// have a loader.
func (s *site) isPage(name string) bool {
	if strings.HasPrefix(name, "api/") || strings.HasPrefix(path.Base(name), "_") || isTest(name) || js.IsDeclaration(name) {
		return false
	}
	return slices.ContainsFunc(s.pageExtensions(), func(ext string) bool { return strings.HasSuffix(name, ext) })
}

// page is the module of a page, or of the app, by its name without extension;
// "" when there is none.
func (s *site) page(name string) string {
	for _, ext := range s.pageExtensions() {
		if s.has(name + ext) {
			return name + ext
		}
	}
	return ""
}

// pageExtensions are those of pages: the configuration may give them others,
// such as .page.tsx, so that other modules can lie beside them.
func (s *site) pageExtensions() []string {
	if s.extensions == nil {
		s.extensions = sourceExtensions
		for _, name := range []string{"next.config.js", "next.config.mjs"} {
			if f, err := s.parse(name); err == nil {
				if own := f.strings("pageExtensions"); len(own) > 0 {
					s.extensions = own
				}
			}
		}
	}
	return s.extensions
}

// edge reports whether the page's configuration has it run in the edge runtime.
func (f *source) edge() bool {
	found, config := false, f.exportedRange("config")
	js.Walk(f.Program, func(n js.Node) bool {
		if p, ok := n.(*js.Property); ok && p.Name == "runtime" && config.Covers(p.Range()) {
			text, ok := p.Value.(*js.String)
			found = found || ok && strings.Contains(text.Value, "edge")
		}
		return !found
	})
	return found
}

// strings are those of the array that a property of the file has, each with a
// dot in front.
func (f *source) strings(property string) []string {
	var out []string
	js.Walk(f.Program, func(n js.Node) bool {
		if p, ok := n.(*js.Property); ok && p.Name == property {
			if list, ok := p.Value.(*js.Array); ok {
				for _, item := range list.Items {
					if text, ok := item.(*js.String); ok {
						out = append(out, "."+text.Value)
					}
				}
			}
		}
		return true
	})
	return out
}

// namedPage plans the loader of one page, and the page where there is none.
func (s *site) namedPage(p *Plan, folder, name, clerk string) error {
	base := folder + "/" + name
	found := cmp.Or(s.page(base), s.page(base+"/index"))
	if found != "" {
		f, err := s.parse(found)
		if err == nil {
			err = s.patchPage(p, f, true)
		}
		return s.leave(p, found, err)
	}
	state, err := nextContext(clerk)
	if err != nil {
		return err
	}
	text, err := s.newPage(name, state)
	if err != nil {
		return err
	}
	p.add(&File{Name: base + s.newExtension(), Action: Create, After: text, Why: "a page with a loader", role: pageRole})
	return nil
}

// patchPage plans the loader of one page. asked tells that the user has named
// the page. The error is a *problem where a person has to do it.
func (s *site) patchPage(p *Plan, f *source, asked bool) error {
	if f.edge() {
		if asked {
			return cannot(nil, "it runs in the edge runtime, for which there is no %s", authLoader)
		}
		p.add(&File{Name: f.name, Action: Keep, Before: f.Src, Why: "it runs in the edge runtime, for which there is no " + authLoader})
		return nil
	}
	l, err := f.findLoader()
	if err != nil {
		return err
	}
	if l == nil {
		if why := f.otherLoading(); why != "" {
			if asked {
				return cannot(nil, "%s; a page cannot have %s beside it", why, loaderName)
			}
			p.add(&File{Name: f.name, Action: Keep, Before: f.Src, Why: why + ", so it is rendered signed out at first"})
			return nil
		}
		err = s.addLoader(p, f)
	} else {
		err = s.wrapLoader(p, f, l)
	}
	if err == nil && !s.opts.LoadUser && len(f.CallsOf("useUser")) > 0 && !f.loadsUser() {
		s.userless = append(s.userless, s.shownName(f.name))
	}
	return err
}

// loadsUser reports whether a loader of the file fetches the user.
func (f *source) loadsUser() bool {
	return f.TokensNamed("loadUser") > 0
}

// otherLoading says how a page without a loader gets its props; "" where it
// gets none.
func (f *source) otherLoading() string {
	for _, name := range []string{"getStaticProps", "getStaticPaths"} {
		if f.exports(name) {
			return "it is built once, with " + name
		}
	}
	initial := ""
	js.Walk(f.Program, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.Assign:
			if m, ok := n.X.(*js.Member); ok && m.Name == "getInitialProps" {
				initial = "it has getInitialProps"
			}
		case *js.Property:
			if _, ok := n.Parent().(*js.Class); ok && n.Name == "getInitialProps" {
				initial = "it has getInitialProps"
			}
		}
		return initial == ""
	})
	return initial
}

// exports reports whether the module exports a value of that name.
func (f *source) exports(name string) bool {
	for _, e := range f.File.File.Exports {
		if slices.ContainsFunc(e.Names, func(n *js.ExportName) bool { return n.Exported == name && !n.TypeOnly && !e.TypeOnly }) {
			return true
		}
	}
	for _, n := range f.Program.Body {
		switch n := n.(type) {
		case *js.ExportDefault:
			if name == "default" {
				return true
			}
		case *js.FunctionDecl:
			if n.Export && n.Fn.Name != nil && n.Fn.Name.Name == name {
				return true
			}
		case *js.VarDecl:
			if n.Export && slices.ContainsFunc(n.Decls, func(d *js.Declarator) bool { return binds(d.Target, name) }) {
				return true
			}
		}
	}
	return false
}

// binds reports whether a pattern binds a name.
func binds(target js.Node, name string) bool {
	return slices.ContainsFunc(js.Bound(target), func(id *js.Ident) bool { return id.Name == name })
}
