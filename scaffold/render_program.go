package scaffold

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

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
	if f.role.remix() {
		harness = staged("remix-harness.js")
		p.Modules["clerkctl/root"], p.Modules["clerkctl/route"] = "", ""
	}
	p.Files = map[string]string{}
	place := func(specifier string, f *File, text string) {
		path := filepath.Join(c.site.dir, filepath.FromSlash(f.Name))
		p.Files[path] = text
		harness = strings.ReplaceAll(harness, strconv.Quote(specifier), strconv.Quote("./"+f.Name))
		c.standIns(p.Modules, path, text)
	}
	p.Modules["clerkctl/app"] = "export default ({ Component, pageProps }) => null;"
	p.Modules["clerkctl/page"] = "export default () => null;"
	switch f.role {
	case appRole:
		place("clerkctl/app", f, text)
	case rootRole:
		place("clerkctl/root", f, text)
	case routeRole:
		place("clerkctl/route", f, text)
	default:
		place("clerkctl/page", f, text)
		if app := c.appFile(); app != nil {
			place("clerkctl/app", app, app.After)
		}
	}
	p.Files[p.Entry] = harness
	if f.role.remix() {
		for specifier, name := range remixStage() {
			p.Modules[specifier] = staged(name)
		}
	}
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
