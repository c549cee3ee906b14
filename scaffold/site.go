package scaffold

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// site is the folder that is worked on, and what its package.json says.
type site struct {
	opts       *Options
	dir, shown string
	root       string // the folder that writing must not leave
	isNew      bool   // there is no package.json
	entries    []string

	manifest string // the text of package.json
	document *pkgjson.Document
	deps     map[string]string // what package.json says of each package
	project  *project.Project
	names    *clerk.Project
	// extensions are those of pages, once they are known.
	extensions []string
	userless   []string // pages that ask for a user whom no loader fetches
}

// open looks at the folder. The error is a [*project.Error].
func open(o *Options) (*site, error) {
	s := &site{opts: o, shown: cmp.Or(o.Dir, ".")}
	if strings.ContainsRune(s.shown, 0) {
		return nil, &project.Error{Path: s.shown, Problem: "is not the name of a folder"}
	}
	var err error
	if s.dir, err = realDir(s.shown); err != nil {
		return nil, &project.Error{Path: s.shown, Problem: "cannot be found: " + reason(err), Err: err}
	}
	s.root = s.dir
	entries, err := os.ReadDir(s.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.isNew = true
		return s, nil
	case err != nil:
		if info, stat := os.Stat(s.dir); stat == nil && !info.IsDir() {
			return nil, &project.Error{Path: s.shown, Problem: "is a file, not a folder", Hint: "name the project's folder, or one that does not exist yet"}
		}
		return nil, &project.Error{Path: s.shown, Problem: "cannot be read: " + reason(err), Hint: "allow your user to read it, or name another folder", Kind: project.ErrUnreadable, Err: err}
	}
	for _, e := range entries {
		s.entries = append(s.entries, e.Name())
	}
	if !slices.Contains(s.entries, "package.json") {
		s.isNew = true
		return s, nil
	}
	return s, s.read()
}

// realDir is the absolute path of a folder, with the links of what exists of
// it followed.
func realDir(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if _, err := os.Lstat(abs); err == nil {
		return "", errors.New("it is a link to a folder that does not exist")
	}
	up := filepath.Dir(abs)
	if up == abs {
		return abs, nil
	}
	if real, err = realDir(up); err != nil {
		return "", err
	}
	return filepath.Join(real, filepath.Base(abs)), nil
}

// read reads package.json.
func (s *site) read() error {
	path, shown := filepath.Join(s.dir, "package.json"), s.shownName("package.json")
	content, err := project.ReadFile(path)
	if err != nil {
		if e := new(project.Error); errors.As(err, &e) {
			return named(err, shown)
		}
		return &project.Error{Path: shown, Problem: "cannot be read: " + reason(err), Hint: "allow your user to read it", Kind: project.ErrUnreadable, Err: err}
	}
	s.manifest = string(content)
	s.document, err = pkgjson.Parse(content)
	if err != nil {
		return &project.Error{Path: shown, Problem: "cannot be read: " + err.Error(), Hint: "correct it and run again; nothing was written", Err: err}
	}
	if !s.document.Root().IsObject() {
		return &project.Error{Path: shown, Problem: "is not a JSON object", Hint: "correct it and run again; nothing was written"}
	}
	s.deps = map[string]string{}
	for _, section := range sections() {
		list, _ := s.document.Root().Get(section)
		for _, m := range list.Members() {
			if text, ok := m.Value.Str(); ok {
				s.deps[m.Key] = text
			}
		}
	}
	top, err := project.Root(s.dir)
	if err != nil {
		return err
	}
	s.root = top
	s.project = project.New(top, s.opts.Target.VersionTable())
	return nil
}

// sections are those of a package.json that name packages, the last wins.
func sections() []string {
	return []string{"peerDependencies", "optionalDependencies", "devDependencies", "dependencies"}
}

func (s *site) shownName(name string) string {
	return filepath.ToSlash(filepath.Join(s.shown, filepath.FromSlash(name)))
}

// plan is an empty plan for the site.
func (s *site) plan(framework string) *Plan {
	return &Plan{Framework: framework, Dir: s.dir, Shown: s.shown, New: s.isNew, root: s.root}
}

// text is a file of the project; "" with false when there is none.
func (s *site) text(name string) (string, bool, error) {
	content, err := project.ReadFile(filepath.Join(s.dir, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	}
	if err != nil {
		if e := new(project.Error); errors.As(err, &e) {
			return "", false, named(err, s.shownName(name))
		}
		return "", false, &project.Error{Path: s.shownName(name), Problem: "cannot be read: " + reason(err), Kind: project.ErrUnreadable, Err: err}
	}
	return string(content), true, nil
}

func (s *site) has(name string) bool {
	_, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(name)))
	return err == nil
}

// source is the file of that name with one of the extensions of source files;
// "" when there is none.
func (s *site) source(name string) string {
	for _, ext := range sourceExtensions {
		if info, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(name+ext))); err == nil && info.Mode().IsRegular() {
			return name + ext
		}
	}
	return ""
}

// typescript reports whether new files are written in TypeScript.
func (s *site) typescript() bool {
	if s.opts.Language != Detect {
		return s.opts.Language == TypeScript
	}
	return s.isNew || s.has("tsconfig.json") || s.deps["typescript"] != ""
}

// others are the packages that tell the frameworks which are not scaffolded
// from a project without one.
func others() [][2]string {
	return [][2]string{
		{"gatsby", "Gatsby"}, {"expo", "Expo"}, {"react-native", "React Native"}, {"react-scripts", "Create React App"},
		{"nuxt", "Nuxt"}, {"@sveltejs/kit", "SvelteKit"}, {"astro", "Astro"}, {"@redwoodjs/core", "RedwoodJS"},
		{"blitz", "Blitz"}, {"@angular/core", "Angular"}, {"vite", "Vite"},
	}
}

const supported = "clerkctl scaffolds Next.js 10 to 12 with the pages directory, and Remix 1"

// unsupported says that the project is not one of the framework. other is the
// framework that clerkctl scaffolds too, if it is one of that.
func (s *site) unsupported(framework, other, command string) error {
	e := &project.Error{Path: s.shownName("package.json"), Problem: "does not depend on " + framework, Hint: supported + "; name a folder that does not exist yet for a new project"}
	if other != "" {
		e.Problem = "this is a " + other + " project, not one of " + framework
		e.Hint = "run clerkctl scaffold " + command
		return e
	}
	if _, ok := s.document.Root().Get("workspaces"); ok || s.has("pnpm-workspace.yaml") {
		e.Problem += "; it is the root of a workspace"
		e.Hint = "name the folder of the application in it"
		return e
	}
	for _, o := range others() {
		if s.deps[o[0]] != "" {
			e.Problem = fmt.Sprintf("this is a %s project (it depends on %s), for which there is no scaffold", o[1], o[0])
			break
		}
	}
	return e
}
