package scaffold

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

const nextPackage = "@clerk/nextjs"

// Next plans the entrypoints of a Next.js project: a new one in a folder that
// is empty or does not exist, else patches of the one that is there. The error
// says why nothing can be planned, and is of kind [ErrOldLine] where the
// project has to be migrated first.
func Next(ctx context.Context, o Options) (*Plan, error) {
	s, err := open(&o)
	if err != nil {
		return nil, err
	}
	if s.isNew {
		return s.newNext(ctx)
	}
	return s.patchNext(ctx)
}

// checkNext refuses projects that are not Next.js, or one that is not supported.
func (s *site) checkNext() error {
	text := s.deps["next"]
	switch {
	case text == "" && s.deps["@remix-run/react"] != "":
		return s.unsupported("Next.js", "Remix", "remix")
	case text == "":
		return s.unsupported("next", "", "")
	}
	// What is written there may admit many; what is installed is one.
	release := cmp.Or(s.installed("next"), text)
	spec := pkgjson.ParseSpec(release)
	if spec.Kind == pkgjson.SpecTag && spec.Name == "latest" || spec.HasRange && (spec.Range.From(pkgjson.MustParseVersion("13.0.0-0")) || spec.Range.Below(pkgjson.MustParseVersion("10.0.0"))) {
		e := &project.Error{
			Path:    s.shownName("package.json"),
			Problem: fmt.Sprintf("Next.js %s is not one that the SSR beta was made for", release),
			Hint:    "it works with Next.js 10 to 12, and was proved with 12.0, 12.1 and 12.3",
		}
		if s.appDirectory() != "" {
			e.Problem += ", nor is the app directory"
			e.Hint = "it works with the pages directory of Next.js 10 to 12; for later ones take Clerk's later SDKs"
		}
		return e
	}
	return nil
}

// pagesFolder is the folder of the pages, be it there or not.
func (s *site) pagesFolder() (string, error) {
	for _, folder := range []string{"pages", "src/pages"} {
		if s.has(folder) {
			return folder, nil
		}
	}
	if app := s.appDirectory(); app != "" {
		return "", &project.Error{
			Path:    s.shownName(app),
			Problem: "the project has an app directory and no pages; the SSR beta has loaders for pages only",
			Hint:    "make the folder " + path.Join(path.Dir(app), "pages") + " beside it for the pages that are to be rendered signed in, and run again",
		}
	}
	if s.has("src") {
		return "src/pages", nil
	}
	return "pages", nil
}

// appDirectory is the folder of the later kind of routes; "" when there is none.
func (s *site) appDirectory() string {
	for _, app := range []string{"app", "src/app"} {
		if s.source(app+"/layout") != "" || s.source(app+"/page") != "" {
			return app
		}
	}
	return ""
}

// checkLine refuses a project that is on the line without server-side rendering.
func (s *site) checkLine() error {
	m, ok := s.project.Manifest(s.dir + "/package.json")
	if !ok || m.Moved {
		return nil
	}
	for _, name := range []string{nextPackage, "@clerk/clerk-react", "@clerk/clerk-js", "@clerk/types"} {
		if old := m.Versions[name]; old != "" {
			return &project.Error{
				Path:    s.shownName("package.json"),
				Problem: fmt.Sprintf("%s %s has no server-side rendering: the project is on the @2 line", name, old),
				Hint:    "run clerkctl migrate first",
				Kind:    ErrOldLine,
			}
		}
	}
	return nil
}

// checkClerk finds out what the project has of Clerk: the text of package.json
// about @clerk/nextjs, "" where it names none.
func (s *site) checkClerk() (string, error) {
	text := s.deps[nextPackage]
	if err := s.checkLine(); err != nil {
		return "", err
	}
	if text == "" {
		return "", nil
	}
	if err := supportedClerk(s.clerkRelease(text)); err != nil {
		return "", named(err, s.shownName("package.json"))
	}
	return text, nil
}

// patchedVersion is the release of @clerk/nextjs that an existing project gets.
func (s *site) patchedVersion() string {
	if v := s.opts.SetVersion[nextPackage]; v != "" {
		return v
	}
	row, _ := s.opts.Target.VersionTable().Row(nextPackage)
	return row.New
}

// page is what the template of a page is filled in with.
type page struct {
	// Context is the expression that holds the authentication state.
	Context string
	// Component is the name of the page's function.
	Component  string
	User       bool
	Session    bool
	TypeScript bool
}

// Options are the loader's, as the members of an object; "" for none.
func (p page) Options() string { return loaderFlags(p.User, p.Session) }

// Indent is the indentation of the loader's body.
func (p page) Indent() string {
	if p.Options() != "" {
		return "    "
	}
	return "  "
}

// WithUser is the same page with a loader that fetches the user.
func (p page) WithUser() page {
	p.User = true
	return p
}

// newPage is a page of the given name, with a loader.
func (s *site) newPage(name, context string) (string, error) {
	p := page{Context: context, Component: componentName(name), User: s.opts.LoadUser, Session: s.opts.LoadSession, TypeScript: s.typescript()}
	template := "pages/page.tsx"
	if s.isNew && (name == "index" || name == "profile") {
		template = "pages/" + name + ".tsx"
	}
	return fill("next", template, p, "loader.txt")
}

// componentName makes the name of a function of a page's: "team/[id]" becomes
// TeamId.
func componentName(page string) string {
	var b strings.Builder
	start := true
	for _, c := range page {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		switch {
		case !letter && (c < '0' || c > '9'):
			start = true
			continue
		case !letter && b.Len() == 0:
			b.WriteString("Page") // a name does not begin with a digit
		case start:
			c = []rune(strings.ToUpper(string(c)))[0]
		}
		b.WriteRune(c)
		start = false
	}
	if b.Len() == 0 {
		return "Page"
	}
	return b.String()
}

// extension is that of new files with JSX.
func (s *site) extension() string {
	if s.typescript() {
		return ".tsx"
	}
	return ".js"
}

// newExtension is that of a new page in a project: one of those that its pages
// have.
func (s *site) newExtension() string {
	own := s.pageExtensions()
	for _, ext := range own {
		if isTyped := strings.HasSuffix(ext, ".tsx"); isTyped == s.typescript() && (isTyped || !strings.HasSuffix(ext, ".ts")) && ext != ".jsx" {
			return ext
		}
	}
	return s.extension()
}
