package scaffold

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

const provider = "ClerkProvider"

// patchApp plans the _app of an existing project.
func (s *site) patchApp(ctx context.Context, p *Plan, folder string) error {
	name := s.page(folder + "/_app")
	others, err := s.providers(ctx, name)
	if err != nil {
		return err
	}
	if name != "" {
		return s.leave(p, name, s.patchAppFile(p, name, others, 0))
	}
	name = folder + "/_app" + s.newExtension()
	if done, err := others.settle(p, name, ""); done {
		var found *problem
		if errors.As(err, &found) {
			p.add(s.task(name, "", found))
		}
		return nil
	}
	text, err := fill("next", "pages/_app.tsx", map[string]any{"TypeScript": s.typescript()})
	if err != nil {
		return err
	}
	p.add(&File{Name: name, Action: Create, After: text, Why: "gives the page's props to " + provider, role: appRole})
	return nil
}

// elsewhere are the modules beside the _app that render a ClerkProvider: no
// page may be in two of them.
type elsewhere struct {
	// bare do not pass anything on to it, passing may pass on the page's props.
	bare, passing []string
}

func (s *site) providers(ctx context.Context, app string) (*elsewhere, error) {
	found := &elsewhere{}
	err := s.mentioning(ctx, s.dir, provider, func(f *source) {
		elements := f.Elements(provider)
		if f.name == app || isTest(f.name) || len(elements)+len(f.created(provider)) == 0 {
			return
		}
		spreads := func(at *js.JSXAttr) bool { return at.Spread || at.Name == "__clerk_ssr_state" }
		passes := func(e *js.JSXElement) bool { return slices.ContainsFunc(e.Attrs, spreads) }
		if len(elements) > 0 && !slices.ContainsFunc(elements, func(e *js.JSXElement) bool { return !passes(e) }) {
			found.passing = append(found.passing, f.name)
		} else {
			found.bare = append(found.bare, f.name)
		}
	})
	return found, err
}

// without are the same modules but one.
func (e *elsewhere) without(name string) *elsewhere {
	other := func(n string) bool { return n == name }
	return &elsewhere{slices.DeleteFunc(slices.Clone(e.bare), other), slices.DeleteFunc(slices.Clone(e.passing), other)}
}

// settle plans what there is to do about the _app when other modules render
// the provider; done tells whether they do.
func (e *elsewhere) settle(p *Plan, name, text string) (done bool, err error) {
	switch {
	case len(e.bare) > 0:
		return true, cannot(nil, "%s is rendered in %s, which does not get the page's props; render it in _app, or pass them on to it", provider, few(e.bare)).
			withHint("<"+provider+" {...pageProps}>", "  <Component {...pageProps} />", "</"+provider+">")
	case len(e.passing) > 0:
		p.add(&File{Name: name, Action: Keep, Before: text, Why: "leaves " + provider + " to " + few(e.passing)})
		return true, nil
	}
	return false, nil
}

// isTest tells the modules that are no part of the application.
func isTest(name string) bool {
	base := path.Base(name)
	for _, mark := range []string{".test.", ".spec.", ".stories."} {
		if strings.Contains(base, mark) {
			return true
		}
	}
	return slices.ContainsFunc(strings.Split(path.Dir(name), "/"), func(dir string) bool {
		return dir == "__tests__" || dir == "__mocks__" || dir == "cypress" || dir == "e2e" || dir == "tests" || dir == "test"
	})
}

// patchAppFile plans the patch of one module that is, or passes on, the _app.
// The error is a *problem where a person has to do it.
func (s *site) patchAppFile(p *Plan, name string, others *elsewhere, depth int) error {
	f, err := s.parse(name)
	if err != nil {
		return err
	}
	if moved := f.defaultFrom(); moved != "" && depth < 4 {
		inner, ok := s.project.Resolve(f.Path, moved)
		if !ok {
			return cannot(nil, "the app is that of %q, which is not a module of this project", moved)
		}
		m, err := s.module(inner)
		if err != nil {
			return err
		}
		return s.leave(p, m.name, s.patchAppFile(p, m.name, others.without(m.name), depth+1))
	}
	if f.isCommonJS() {
		return cannot(nil, "the file exports with module.exports, to which no import can be added").withHint(appHint()...)
	}
	a := newAppProps(f)
	elements := f.Elements(provider)
	created := f.created(provider)
	if len(elements)+len(created) > 0 {
		return a.passProps(p, elements, created)
	}
	if done, err := others.settle(p, name, f.Src); done {
		return err
	}
	return a.wrap(p)
}

func appHint() []string {
	return []string{
		"function MyApp({ Component, pageProps }) {", "  return (", "    <" + provider + " {...pageProps}>",
		"      <Component {...pageProps} />", "    </" + provider + ">", "  );", "}",
	}
}

// defaultFrom is the module whose default export the file passes on as its
// own; "" when it has one of its own.
func (f *source) defaultFrom() string {
	for _, e := range f.File.File.Exports {
		for _, n := range e.Names {
			if n.Exported == "default" && e.Specifier != "" {
				return e.Specifier
			}
			if n.Exported == "default" && n.Sym != nil && n.Sym.Import != nil {
				return n.Sym.Import.Decl.Specifier
			}
		}
	}
	for _, n := range f.Program.Body {
		if d, ok := n.(*js.ExportDefault); ok {
			if id, ok := d.X.(*js.Ident); ok && id.Sym.Import != nil {
				return id.Sym.Import.Decl.Specifier
			}
		}
	}
	return ""
}

// created are the calls that create an element of a Clerk component without
// JSX.
func (f *source) created(component string) []*js.Call {
	var calls []*js.Call
	js.Walk(f.Program, func(n js.Node) bool {
		if c, ok := n.(*js.Call); ok {
			if v, _ := f.CreatedElement(c); v.IsExport(component) {
				calls = append(calls, c)
			}
		}
		return true
	})
	return calls
}

// passProps plans to give the page's props to each provider that does not get
// them.
func (a *appProps) passProps(p *Plan, elements []*js.JSXElement, created []*js.Call) error {
	fix := &codemod.Finding{}
	for _, e := range elements {
		if v := a.f.ValueOf(e.Tag); v != nil && v.Origin.Package != nextPackage {
			return cannot(e, "this %s is that of %s, which knows nothing of the page's props; import it from %s", provider, v.Origin.Package, nextPackage)
		}
		if slices.ContainsFunc(e.Attrs, a.givesState) {
			continue
		}
		props, ok := a.allPageProps(fix, e)
		if !ok {
			return cannot(e, "the page's props cannot be had here; pass them on to this place").withHint("<" + provider + " {...pageProps}>")
		}
		fix.Edits = append(fix.Edits, a.f.firstAttribute(e, "{..."+props+"}"))
	}
	for _, c := range created {
		edits, err := a.passCreated(fix, c)
		if err != nil {
			return err
		}
		fix.Edits = append(fix.Edits, edits...)
	}
	if len(fix.Edits) == 0 {
		p.add(&File{Name: a.f.name, Action: Keep, Before: a.f.Src, Why: provider + " has the page's props"})
		return nil
	}
	return a.f.patch(p, appRole, fix, "gives the page's props to "+provider)
}

// givesState reports whether an attribute of a provider brings the state that
// the loader has found.
func (a *appProps) givesState(at *js.JSXAttr) bool {
	return at.Spread && a.isPart(at.Value, pageProps) || at.Name == "__clerk_ssr_state"
}

// passCreated has a call that creates a provider give it the page's props.
func (a *appProps) passCreated(fix *codemod.Finding, c *js.Call) ([]codemod.Edit, error) {
	_, props := a.f.CreatedElement(c)
	text, ok := a.allPageProps(fix, c)
	if !ok {
		return nil, cannot(c, "the page's props cannot be had here; pass them on to this place")
	}
	switch x := props.(type) {
	case nil:
		return []codemod.Edit{codemod.Insert(c.Args[0].Outer().End, ", "+text)}, nil
	case *js.Literal:
		if x.Kind == js.LitNull || x.Kind == js.LitUndefined {
			return []codemod.Edit{codemod.Replace(x.Range(), text)}, nil
		}
	case *js.Object:
		for _, m := range x.Props {
			if m.Kind == js.PropSpread && a.isPart(m.Value, pageProps) || m.Name == "__clerk_ssr_state" {
				return nil, nil
			}
		}
		if len(x.Props) == 0 {
			return []codemod.Edit{codemod.Replace(x.Range(), text)}, nil
		}
		return []codemod.Edit{codemod.Insert(x.Props[0].Range().Start, "..."+text+", ")}, nil
	}
	if a.isPart(props, pageProps) {
		return nil, nil
	}
	return nil, cannot(props, "the props of %s are made elsewhere; add the page's props to them, in front", provider).withHint("{ ...pageProps, … }")
}

// firstAttribute puts an attribute in front of those that a tag has, in the
// tag's layout.
func (f *source) firstAttribute(e *js.JSXElement, text string) codemod.Edit {
	end := e.Tag.Range().End
	if len(e.Attrs) > 0 {
		first := e.Attrs[0].Range().Start
		if between := f.Src[end:first]; strings.TrimSpace(between) == "" && strings.Contains(between, "\n") {
			return codemod.Insert(first, text+between)
		}
	}
	return codemod.Insert(end, " "+text)
}
