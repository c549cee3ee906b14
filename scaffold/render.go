package scaffold

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

// stage holds what the modules of a plan are run with.
//
//go:embed stage
var stage embed.FS

// role is what a file is to the framework, and so how it is checked.
type role int

const (
	noRole   role = iota
	appRole       // renders every page
	pageRole      // a page with a loader
)

// the user that the stage signs in.
const stageUser = "user_ada"

// renderCheck runs the modules that a plan writes: the app and the pages, each
// signed in and signed out, with what they import stood in for. A template
// that fails is an error; a patch that fails becomes a task for a person, for
// the reason can only lie in its file.
type renderCheck struct {
	site *site
	plan *Plan
	auth string // where loaders find the state
	pool *twin.Pool
}

func (s *site) render(ctx context.Context, p *Plan, auth string) error {
	return s.renderWithin(ctx, p, auth, 20)
}

// renderWithin is render with a limit of seconds for each module.
func (s *site) renderWithin(ctx context.Context, p *Plan, auth string, seconds int) error {
	var files []*File
	for _, f := range p.Files {
		if f.Changed() && f.role != noRole {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return nil
	}
	c := &renderCheck{site: s, plan: p, auth: auth, pool: twin.NewPool(twin.Options{Workers: 1, Limit: time.Duration(seconds) * time.Second})}
	defer c.pool.Close()
	for _, f := range files {
		if err := c.file(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// file runs a file after the change, and does with the plan what comes of that.
func (c *renderCheck) file(ctx context.Context, f *File) error {
	wrong, err := c.outcome(ctx, f, f.After)
	switch {
	case err != nil:
		return err
	case wrong == nil:
		f.Rendered = true
		return nil
	case f.Action == Create:
		return &project.Error{Path: c.site.shownName(f.Name), Problem: "was rendered to check it, and " + wrong.why + "; nothing was written", Hint: "please report it"}
	}
	if !wrong.certain {
		// Run alone, a module may fail for reasons of its own.
		before, err := c.outcome(ctx, f, f.Before)
		if err != nil {
			return err
		}
		if before != nil && !before.certain {
			c.plan.note(fmt.Sprintf("%s cannot be run alone, with stand-ins for what it imports, so that its change was only read again: %s", c.site.shownName(f.Name), before.why))
			return nil
		}
	}
	f.Action = Manual
	f.Why = "the change was rendered to check it, and " + wrong.why + "; it is not made"
	return nil
}

// fault is what is wrong with a module that was run. It is certain where no
// module has it of its own.
type fault struct {
	why     string
	certain bool
}

// outcome runs a text of a file, and says what is wrong; nil when nothing is.
func (c *renderCheck) outcome(ctx context.Context, f *File, text string) (*fault, error) {
	session, err := c.pool.Load(ctx, c.program(f, text))
	if err != nil {
		return faultOf(ctx, err)
	}
	defer session.Close()
	run := c.page
	if f.role == appRole {
		run = c.app
	}
	for _, signedIn := range []bool{true, false} {
		wrong, err := run(ctx, session, f, signedIn)
		if err != nil {
			return faultOf(ctx, err)
		}
		if wrong != nil {
			return wrong, nil
		}
	}
	return nil, nil
}

// faultOf is what went wrong in the module; an error where that is not it.
func faultOf(ctx context.Context, err error) (*fault, error) {
	var e *twin.Error
	if ctx.Err() != nil || !errors.As(err, &e) || e.Kind == twin.NoWorker {
		return nil, fmt.Errorf("the result cannot be checked: %w", err)
	}
	return &fault{why: "it fails: " + e.Message}, nil
}

func state(signedIn bool) string {
	if signedIn {
		return "signed in"
	}
	return "signed out"
}

// app runs the app with a page of the stage's.
func (c *renderCheck) app(ctx context.Context, session *twin.Session, f *File, signedIn bool) (*fault, error) {
	var got struct {
		Pages        int
		User         *string
		Kept, Inside bool
	}
	if err := call(ctx, session, &got, "renderApp", signedIn); err != nil {
		return nil, err
	}
	switch {
	case got.Pages == 0:
		return &fault{why: state(signedIn) + " it renders no page"}, nil
	case !got.Inside:
		// An app may leave pages out of its provider on purpose.
		return &fault{state(signedIn) + " the page is in no provider", !c.hadProvider(f)}, nil
	case !isUser(got.User, signedIn):
		return &fault{state(signedIn) + " the page is not told so", true}, nil
	case !got.Kept && (f.Action == Create || f.Before != f.After && c.keepsProps(ctx, f)):
		return &fault{state(signedIn) + " the page does not get its props", true}, nil
	}
	return nil, nil
}

// keepsProps reports whether the app gave its page all props before the change.
func (c *renderCheck) keepsProps(ctx context.Context, f *File) bool {
	session, err := c.pool.Load(ctx, c.program(f, f.Before))
	if err != nil {
		return false
	}
	defer session.Close()
	var got struct{ Kept bool }
	return call(ctx, session, &got, "renderApp", true) == nil && got.Kept
}

// page runs the page's loader, and renders it with what that returns.
func (c *renderCheck) page(ctx context.Context, session *twin.Session, f *File, signedIn bool) (*fault, error) {
	var got struct {
		User          *string
		HTML, Problem string
	}
	if err := call(ctx, session, &got, "renderPage", signedIn, c.auth, c.appFile() != nil); err != nil {
		return nil, err
	}
	switch {
	case got.Problem != "":
		return &fault{why: state(signedIn) + " it cannot be rendered: " + got.Problem}, nil
	case !isUser(got.User, signedIn):
		return &fault{state(signedIn) + " its loader does not tell the page so", true}, nil
	case f.Action == Create && f.greets() && strings.Contains(got.HTML, "Hello, ") != signedIn:
		return &fault{state(signedIn) + " its text is that of the other state: " + got.HTML, true}, nil
	}
	return nil, nil
}

// hadProvider reports whether a file rendered a provider before the change.
func (c *renderCheck) hadProvider(f *File) bool {
	file, err := js.Parse(filepath.Join(c.site.dir, filepath.FromSlash(f.Name)), f.Before)
	if err != nil {
		return false
	}
	m := c.site.wrapped(f.Name, file)
	return len(m.Elements(provider))+len(m.created(provider)) > 0
}

func isUser(got *string, signedIn bool) bool {
	if signedIn {
		return got != nil && *got == stageUser
	}
	return got == nil
}

func call(ctx context.Context, session *twin.Session, into any, function string, args ...any) error {
	result, err := session.Call(ctx, function, args...)
	if err != nil {
		return err
	}
	return json.Unmarshal(result, into)
}

// appFile is the app that the plan writes whole; nil when there is none.
func (c *renderCheck) appFile() *File {
	for _, f := range c.plan.Files {
		if f.role == appRole && f.Action == Create {
			return f
		}
	}
	return nil
}

// greets reports whether the file is a template that greets the user.
func (f *File) greets() bool { return strings.Contains(f.After, "Hello, ") }

// program is the harness with one text of a file in its place.
func (c *renderCheck) program(f *File, text string) twin.Program {
	p := twin.Program{
		Root: c.root(), Entry: filepath.Join(c.site.dir, ".clerkctl-check.js"),
		Modules: map[string]string{}, Define: map[string]string{"process.env.NODE_ENV": `"production"`},
		Bare: twin.FollowOrStandIn, Prelude: staged("prelude.js"),
	}
	harness := staged("harness.js")
	p.Files = map[string]string{}
	place := func(specifier string, f *File, text string) {
		path := filepath.Join(c.site.dir, filepath.FromSlash(f.Name))
		p.Files[path] = text
		harness = strings.ReplaceAll(harness, strconv.Quote(specifier), strconv.Quote("./"+f.Name))
		c.standIns(p.Modules, path, text)
	}
	p.Modules["clerkctl/app"] = "export default ({ Component, pageProps }) => null;"
	p.Modules["clerkctl/page"] = "export default () => null;"
	if f.role == appRole {
		place("clerkctl/app", f, text)
	} else {
		place("clerkctl/page", f, text)
		if app := c.appFile(); app != nil {
			place("clerkctl/app", app, app.After)
		}
	}
	p.Files[p.Entry] = harness
	for specifier, name := range map[string]string{
		"clerkctl/next": "next.js", nextPackage: "clerk.js", "@clerk/clerk-react": "clerk.js", ssrModule: "ssr.js",
		"react/jsx-runtime": "jsx.js", "react/jsx-dev-runtime": "jsx.js",
	} {
		p.Modules[specifier] = staged(name)
	}
	for _, name := range []string{"app", "link", "head", "script", "image", "dynamic", "router"} {
		p.Modules["next/"+name] = fmt.Sprintf("module.exports = require(%q).modules[%q];", "clerkctl/next", "next/"+name)
	}
	if !c.installed("react") || !c.installed("react-dom") {
		p.Modules["react"] = staged("react.js")
		p.Modules["react-dom/server"] = `export { renderToString } from "react";`
		p.Modules["react-dom"] = `export const createPortal = (children) => children; export const flushSync = (f) => f(); export default { createPortal, flushSync };`
	}
	return p
}

func staged(name string) string {
	text, err := stage.ReadFile("stage/" + name)
	if err != nil {
		panic(err) // it is compiled in
	}
	return string(text)
}

func (c *renderCheck) installed(name string) bool {
	_, err := os.Stat(filepath.Join(c.root(), "node_modules", name, "package.json"))
	return err == nil
}

// root is the folder that modules are read below: the nearest with React in its
// node_modules, else the project's, or what exists of it.
func (c *renderCheck) root() string {
	for dir := c.site.dir; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "node_modules", "react", "package.json")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			break
		}
	}
	for dir := c.site.dir; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.IsDir() || filepath.Dir(dir) == dir {
			return dir
		}
	}
}

// standIns puts a stand-in in the place of each module that a text imports, but
// for React and for what the stage has of its own. What a module of the project
// passes on of Clerk's is the stage's too.
func (c *renderCheck) standIns(modules map[string]string, path, text string) {
	file, err := js.Parse(path, text)
	if err != nil {
		return // running it says so
	}
	names := c.site.clerk().File(file)
	own := map[string][]string{}
	for _, d := range file.Imports {
		for _, item := range d.Names {
			if v := names.ItemValue(item); v != nil && v.Kind == clerk.Export && !v.Origin.Direct {
				own[d.Specifier] = append(own[d.Specifier], fmt.Sprintf("%q: clerk[%q]", item.Imported, v.Name))
			}
		}
	}
	add := func(specifier string) {
		name, _, _ := strings.Cut(specifier, "/")
		if specifier == "" || name == "react" || name == "react-dom" {
			return
		}
		modules[specifier] = fmt.Sprintf("const clerk = require(%q);\nmodule.exports = globalThis.__stage.module(%q, { %s });", nextPackage, specifier, strings.Join(own[specifier], ", "))
	}
	for _, d := range file.Imports {
		add(d.Specifier)
	}
	for _, d := range file.Exports {
		add(d.Specifier)
	}
	js.Walk(file.Program, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.ImportCall:
			if s, ok := n.Arg.(*js.String); ok {
				add(s.Value)
			}
		case *js.Call:
			if id, ok := n.Callee.(*js.Ident); ok && id.Name == "require" && len(n.Args) == 1 {
				if s, ok := n.Args[0].(*js.String); ok {
					add(s.Value)
				}
			}
		}
		return true
	})
}
