package scaffold

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

const (
	remixFramework = "Remix"
	remixPackage   = "@clerk/remix"
	remixSSR       = remixPackage + "/ssr.server"
	// remixVersion is the release of @clerk/remix that projects get: the first
	// of those that can be installed which has ClerkApp and request.auth.
	remixVersion = "0.3.4"
)

// Remix plans the entrypoints of a Remix project: a new one in a folder that is
// empty or does not exist, else patches of the one that is there. The error
// says why nothing can be planned, and is of kind [ErrOldLine] where the
// project has to be migrated first.
func Remix(ctx context.Context, o Options) (*Plan, error) {
	s, err := open(&o)
	if err != nil {
		return nil, err
	}
	if s.isNew {
		return s.newRemix(ctx)
	}
	return s.patchRemix(ctx)
}

// checkRemix refuses projects that are not Remix, or one that is not supported.
func (s *site) checkRemix() error {
	name := "@remix-run/react"
	if s.deps[name] == "" {
		name = "remix"
	}
	text := s.deps[name]
	switch {
	case text == "" && s.deps["next"] != "":
		return s.unsupported("Remix", "Next.js", "next")
	case text == "":
		return s.unsupported("@remix-run/react", "", "")
	}
	// What is written there may admit many; what is installed is one.
	release := cmp.Or(s.installed(name), text)
	spec := pkgjson.ParseSpec(release)
	if spec.Kind == pkgjson.SpecTag && spec.Name == "latest" || spec.HasRange && (spec.Range.From(pkgjson.MustParseVersion("2.0.0-0")) || spec.Range.Below(pkgjson.MustParseVersion("1.2.1"))) {
		return &project.Error{
			Path:    s.shownName("package.json"),
			Problem: fmt.Sprintf("Remix %s is not one that the SSR beta was made for", release),
			Hint:    "it works with Remix 1, from 1.2.1 on, and was proved with 1.3.2",
		}
	}
	return nil
}

// checkRemixClerk finds out what package.json says of @clerk/remix; "" where it
// names it not.
func (s *site) checkRemixClerk() (string, error) {
	if err := s.checkLine(); err != nil {
		return "", err
	}
	text := s.deps[remixPackage]
	if text == "" {
		return "", nil
	}
	return text, named(supportedRemixClerk(cmp.Or(s.installed(remixPackage), text)), s.shownName("package.json"))
}

// supportedRemixClerk checks a release of @clerk/remix or a range of them.
func supportedRemixClerk(text string) error {
	spec := pkgjson.ParseSpec(text)
	if !spec.HasRange {
		return nil // it will be told by what is installed
	}
	first, end := pkgjson.MustParseVersion("0.3.2-0"), pkgjson.MustParseVersion("1.0.0-0")
	if !spec.Range.From(first) || spec.Range.From(end) {
		return &project.Error{
			Problem: fmt.Sprintf("@clerk/remix %s is not a release that clerkctl scaffolds for", text),
			Hint:    "it scaffolds for those with ClerkApp, 0.3.2 to 0.5; " + remixVersion + " was proved",
		}
	}
	return nil
}

// ParseRemixVersions reads the values of --set-version for a Remix project,
// "@clerk/remix=0.3.9".
func ParseRemixVersions(args []string) (map[string]string, error) {
	return pkgjson.ParseSet(args, pkgjson.Table{Rows: []pkgjson.Row{{Package: remixPackage}}})
}

// route is what the templates of a Remix project are filled in with.
type route struct {
	Name string
	// Component is the name of the route's function.
	Component     string
	User, Session bool
	TypeScript    bool
}

// Options are those of the root's loader, as the members of an object.
func (r route) Options() string { return loaderFlags(r.User, r.Session) }

// routes are the names of the routes that were asked for, as paths below
// app/routes.
func (o *Options) routes() []string {
	var out []string
	for _, name := range o.pages() {
		name = strings.TrimPrefix(strings.TrimPrefix(name, "app/"), "routes/")
		out = append(out, cmp.Or(name, "index"))
	}
	return out
}

// remixExtension is that of new files with JSX.
func (s *site) remixExtension() string {
	if s.typescript() {
		return ".tsx"
	}
	return ".jsx"
}

// newRoute is a route of the given name, with a loader.
func (s *site) newRoute(name string) (string, error) {
	template := "app/routes/page.tsx"
	if s.isNew && (name == "index" || name == "profile") {
		template = "app/routes/" + name + ".tsx"
	}
	return fill("remix", template, route{Component: componentName(name), TypeScript: s.typescript()}, "loader.txt")
}
