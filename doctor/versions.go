package doctor

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

// entry is the package whose entry points render on the server; "" for
// frameworks that have none.
func (f Framework) entry() string {
	switch f {
	case Next:
		return "@clerk/nextjs"
	case Remix:
		return "@clerk/remix"
	}
	return ""
}

// newest is what is written into the package.json of a project that has no Clerk
// package yet.
func (f Framework) newest() string {
	switch f {
	case Next:
		return "@clerk/nextjs@3.0.0-alpha.9"
	case Remix:
		return "@clerk/remix@0.3.4"
	}
	return ""
}

// manifestPath is the package.json as people read it.
func (s *subject) manifestPath() string { return s.shown(filepath.Join(s.dir, "package.json")) }

// install is the command that installs the project's packages.
func (s *subject) install() string {
	dir, command := s.dir, "npm install"
	if m, ok := s.graph.project.Manager(s.dir); ok {
		dir, command = m.Dir, m.Install()
	}
	return inFolder(s.shown(dir), command)
}

// inFolder is a command to be run in a folder.
func inFolder(dir, command string) string {
	if dir == "." {
		return command
	}
	return "cd " + terminal.ShellWord(dir) + " && " + command
}

// migrate is the command that moves the package to the new line.
func (s *subject) migrate() string {
	return "clerkctl migrate " + terminal.ShellWord(s.shown(s.dir))
}

// packages asks for the Clerk packages and their versions.
func (s *subject) packages() Check {
	c := Check{ID: "packages", Title: "Clerk packages"}
	names := s.clerkPackages()
	entry := s.framework.entry()
	if entry != "" && !s.has(entry) {
		message := "there is no " + entry + ", whose entry points authenticate on the server"
		switch len(names) {
		case 0:
		case 1:
			message += "; " + names[0] + " renders in the browser alone"
		default:
			message += "; " + strings.Join(names, ", ") + " render in the browser alone"
		}
		c.fail(Finding{Message: message, Path: s.manifestPath(), Fix: Fix{Command: inFolder(s.shown(s.dir), "npm install --save-exact "+s.framework.newest())}})
	}
	s.lintFindings(&c, pkgjson.RulePackageJSON)
	var list []string
	for _, name := range names {
		list = append(list, name+" "+s.depends[name])
		s.installedVersion(&c, name)
	}
	s.twoReacts(&c)
	if len(list) == 0 && entry == "" {
		c.Status, c.Message = NotApplicable, "none is named here"
		return c
	}
	c.ok(strings.Join(list, ", "))
	return c
}

// installedVersion compares what is installed with what the package.json asks
// for.
func (s *subject) installedVersion(c *Check, name string) {
	asked := s.depends[name]
	r, ok := pkgjson.ParseRange(asked)
	have := installed(s.dir, s.root, name)
	if !ok || have == nil || have.version == "" {
		return
	}
	exact, ok := pkgjson.ParseRange(have.version)
	if ok && !exact.Within(r) {
		c.fail(Finding{
			Message: fmt.Sprintf("%s %s is installed, and package.json asks for %s", name, have.version, asked),
			Path:    s.manifestPath(), Fix: Fix{Command: s.install()},
		})
	}
}

// twoReacts finds a second @clerk/clerk-react below another Clerk package: its
// hooks would not see the provider of the first.
func (s *subject) twoReacts(c *Check) {
	const name = "@clerk/clerk-react"
	first := installed(s.dir, s.root, name)
	if first == nil {
		return
	}
	for _, from := range s.clerkPackages() {
		p := installed(s.dir, s.root, from)
		if p == nil || from == name {
			continue
		}
		own, err := readManifest(filepath.Join(p.dir, "node_modules", filepath.FromSlash(name)))
		if err == nil && own.version != first.version {
			c.fail(Finding{
				Message: fmt.Sprintf("two copies of %s are installed, %s and, below %s, %s: the hooks of one do not see the provider of the other", name, first.version, from, own.version),
				Path:    s.manifestPath(), Fix: Fix{Edit: "import hooks and components from " + from + " alone, and drop " + name},
			})
		}
	}
}

// frameworkVersion asks which framework there is, and whether this line of
// Clerk's packages works with it.
func (s *subject) frameworkVersion() Check {
	c := Check{ID: "framework", Title: "Framework"}
	switch s.framework {
	case Next:
		s.nextVersion(&c)
	case Remix:
		s.remixVersion(&c)
	case Gatsby:
		c.Status, c.Message = NotApplicable, "Gatsby renders when it builds, without a user"
	case Expo:
		c.Status, c.Message = NotApplicable, "React Native renders on the device"
	default:
		c.Status, c.Message = NotApplicable, "plain React, which renders in the browser: server-side rendering does not apply"
	}
	return c
}

// stated is the version of a package, as it is installed or else as the
// package.json asks for it.
func (s *subject) stated(name string) string {
	if m := installed(s.dir, s.root, name); m != nil && m.version != "" {
		return m.version
	}
	return s.depends[name]
}

func (s *subject) nextVersion(c *Check) {
	version := s.stated("next")
	if some, _ := below(version, "10.0.0"); some {
		c.fail(Finding{
			Message: "next " + version + " is below 10, which @clerk/nextjs asks for", Path: s.manifestPath(),
			Fix: Fix{Command: inFolder(s.shown(s.dir), "npm install next@12.3.7")},
		})
	}
	pages, app := s.pagesDir(), s.appDir()
	switch {
	case pages == "" && app != "":
		c.fail(Finding{
			Message: "the app directory is not supported by this line: withServerSideAuth works in pages", Path: s.shown(app),
			Fix: Fix{Edit: "move the routes that need the user to a pages directory"},
		})
	case pages == "":
		c.fail(Finding{Message: "there is no pages directory", Path: s.shown(s.dir), Fix: Fix{Command: "clerkctl scaffold next " + terminal.ShellWord(s.shown(s.dir))}})
	case app != "":
		c.warn(Finding{
			Message: "the routes of the app directory are not checked: this line works in pages alone", Path: s.shown(app),
			Fix: Fix{Edit: "move the routes that need the user to " + s.shown(pages)},
		})
	}
	c.ok("Next.js " + version + inPages(s.shown(pages)))
}

func inPages(pages string) string {
	if pages == "." {
		return ""
	}
	return ", " + pages
}

func (s *subject) remixVersion(c *Check) {
	name := "@remix-run/react"
	if !s.has(name) {
		name = "remix"
	}
	version := s.stated(name)
	some, _ := below(version, "1.2.1")
	next, all := below(version, "2.0.0")
	switch {
	case some:
		c.fail(Finding{
			Message: name + " " + version + " is below 1.2.1, which @clerk/remix asks for", Path: s.manifestPath(),
			Fix: Fix{Command: inFolder(s.shown(s.dir), "npm install remix@1.3.2 @remix-run/react@1.3.2 @remix-run/node@1.3.2")},
		})
	case !next && lowest(version) != nil:
		c.fail(Finding{
			Message: name + " " + version + " is another major version than @clerk/remix 0.3 asks for, ^1.2.1", Path: s.manifestPath(),
			Fix: Fix{Edit: "stay with Remix 1 for this line of Clerk's packages"},
		})
	case !all && lowest(version) != nil:
		c.warn(Finding{Message: name + " " + version + " admits Remix 2, which @clerk/remix 0.3 does not know", Path: s.manifestPath(), Fix: Fix{Edit: "write ^1.2.1 or an exact version"}})
	}
	c.ok("Remix " + version)
}

// typescript asks for 4.6, which follows the results of the new hooks.
func (s *subject) typescript() Check {
	c := Check{ID: "typescript", Title: "TypeScript"}
	asked := s.askedFor("typescript")
	have := installed(s.dir, s.root, "typescript")
	if _, own := s.depends["typescript"]; !own && (!s.typed() || asked == "" && have == nil) {
		c.Status, c.Message = NotApplicable, "not used here"
		return c
	}
	version := asked
	if have != nil {
		version = have.version
	}
	some, all := below(version, s.Target.TypeScript)
	fix := Fix{Command: inFolder(s.shown(s.dir), "npm install --save-dev typescript@~4.6.4")}
	switch {
	case some && (have != nil || all):
		c.fail(Finding{Message: "typescript " + version + " is below 4.6, the first version that follows the results of the new hooks through a check", Path: s.manifestPath(), Fix: fix})
	case some:
		c.warn(Finding{Message: "typescript " + version + " allows versions below 4.6, the first that follows the results of the new hooks through a check", Path: s.manifestPath(), Fix: fix})
	}
	c.ok("TypeScript " + version)
	return c
}

// askedFor is the version of a package in the package.json, or in one above it:
// workspaces name what all members use at their root.
func (s *subject) askedFor(name string) string {
	for dir := s.dir; ; dir = filepath.Dir(dir) {
		if m, err := readManifest(dir); err == nil && m.depends[name] != "" {
			return m.depends[name]
		}
		if dir == s.root || filepath.Dir(dir) == dir {
			return ""
		}
	}
}

func (s *subject) typed() bool {
	_, err := os.Stat(filepath.Join(s.dir, "tsconfig.json"))
	return err == nil
}

// node compares the Node version that the project names with what the packages
// ask for. No process is started to ask the one that is there.
func (s *subject) node() Check {
	c := Check{ID: "node", Title: "Node.js"}
	wanted, by := "14.0.0", cmp.Or(s.framework.entry(), "Clerk")
	if s.framework == Remix {
		wanted = "16.0.0"
	}
	for _, name := range append(s.clerkPackages(), "next", "@remix-run/node", "react") {
		m := installed(s.dir, s.root, name)
		if m == nil {
			continue
		}
		if v := lowest(m.engines["node"]); v != nil {
			if higher, _ := below(wanted, v.String()); higher {
				wanted, by = v.String(), name
			}
		}
	}
	short := strings.TrimSuffix(strings.TrimSuffix(wanted, ".0"), ".0")
	var named []string
	for _, n := range s.nodeVersions() {
		some, all := below(n.version, wanted)
		f := Finding{
			Message: fmt.Sprintf("%s names Node %s, and %s needs %s or later", n.where, n.version, by, short),
			Path:    n.path, Fix: Fix{Edit: "write " + short + " or later", Path: n.path},
		}
		switch {
		case all || some && !n.isRange:
			c.fail(f)
		case some:
			f.Message = fmt.Sprintf("%s admits Node below %s, which %s needs", n.where, short, by)
			c.warn(f)
		}
		named = append(named, n.version+" ("+n.where+")")
	}
	if len(named) == 0 {
		c.Status, c.Message = NotApplicable, "no engines, .nvmrc or .node-version names one; "+by+" needs "+short+" or later"
		return c
	}
	c.ok(strings.Join(named, ", "))
	return c
}

// nodeVersion is a place that names a version of Node.
type nodeVersion struct {
	where, path, version string
	isRange              bool
}

func (s *subject) nodeVersions() []nodeVersion {
	var out []nodeVersion
	if v := s.engines["node"]; v != "" {
		out = append(out, nodeVersion{"engines", s.manifestPath(), v, true})
	}
	if s.volta != "" {
		out = append(out, nodeVersion{"volta", s.manifestPath(), s.volta, false})
	}
	for dir := s.dir; ; dir = filepath.Dir(dir) {
		found := false
		for _, name := range [...]string{".nvmrc", ".node-version"} {
			src, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				continue
			}
			found = true
			version := strings.TrimPrefix(strings.TrimSpace(string(src)), "v")
			// An alias, such as lts/gallium, is whatever nvm makes of it.
			if lowest(version) != nil {
				// A partial version is the latest of its kind.
				out = append(out, nodeVersion{name, s.shown(filepath.Join(dir, name)), version, false})
			}
		}
		if found || dir == s.root || filepath.Dir(dir) == dir {
			return out
		}
	}
}

// react asks for a React that the packages and the framework work with.
func (s *subject) react() Check {
	c := Check{ID: "react", Title: "React"}
	version := s.stated("react")
	if version == "" {
		c.Status, c.Message = NotApplicable, "not named here"
		return c
	}
	if some, _ := below(version, "16.8.0"); some {
		c.fail(Finding{Message: "react " + version + " has no hooks; Clerk's need 16.8 or later", Path: s.manifestPath(), Fix: Fix{Command: inFolder(s.shown(s.dir), "npm install react@17.0.2 react-dom@17.0.2")}})
	}
	if inside, _ := below(version, "19.0.0"); !inside && lowest(version) != nil && s.framework.entry() != "" {
		c.warn(Finding{Message: "react " + version + " is newer than this line of Clerk's packages, which is known to render on the server with 17 and 18", Path: s.manifestPath(), Fix: Fix{Edit: "use React 17 or 18 with this line"}})
	}
	if dom := s.stated("react-dom"); dom != "" && major(dom) != major(version) {
		c.fail(Finding{Message: "react " + version + " and react-dom " + dom + " are different major versions", Path: s.manifestPath(), Fix: Fix{Edit: "give both the same version"}})
	}
	c.ok("React " + version)
	return c
}

// major is the first number of the lowest version that a range admits; "" where
// that cannot be told.
func major(version string) string {
	if v := lowest(version); v != nil {
		return v.Major()
	}
	return ""
}

// versionsAcross compares the Clerk packages of several packages of a
// workspace.
func versionsAcross(all []*subject) Check {
	c := Check{ID: "versions", Title: "Versions across packages"}
	type use struct{ version, path string }
	uses := map[string][]use{}
	for _, s := range all {
		for _, name := range s.clerkPackages() {
			uses[name] = append(uses[name], use{s.depends[name], s.manifestPath()})
		}
	}
	var same []string
	for _, name := range sorted(uses) {
		list := uses[name]
		first := list[0]
		for _, u := range list[1:] {
			if u.version == first.version {
				continue
			}
			f := Finding{
				Message: fmt.Sprintf("%s is %s here and %s in %s", name, u.version, first.version, first.path),
				Path:    u.path, Fix: Fix{Edit: "give " + name + " the same version everywhere"},
			}
			if major(u.version) != major(first.version) {
				f.Message += ": code that both share cannot be right for both"
				c.fail(f)
			} else {
				c.warn(f)
			}
		}
		if len(list) > 1 {
			same = append(same, name+" "+first.version)
		}
	}
	if len(same) == 0 {
		c.Status, c.Message = NotApplicable, "no Clerk package is named twice"
		return c
	}
	c.ok(strings.Join(same, ", "))
	return c
}

// lintFindings takes over what the rule of that name reports.
func (s *subject) lintFindings(c *Check, rule string) {
	for _, f := range s.files {
		for i := range f.Findings {
			l := &f.Findings[i]
			if l.Rule != rule {
				continue
			}
			out := Finding{Status: Failure, Message: l.Message, Path: f.Name, Line: l.Place.Start.Line, Column: l.Place.Start.Column}
			switch {
			case l.Severity == codemod.Notice:
				out.Status = Warning
			case l.Fix == codemod.Safe:
				out.Fix = Fix{Command: s.migrate()}
			default:
				out.Fix = Fix{Edit: "decide, and edit it by hand"}
			}
			c.add(out)
		}
	}
}
