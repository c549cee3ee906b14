package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// Options are what to look at.
type Options struct {
	// Dir is a folder of the project; of a package, or of a workspace.
	Dir string
	// Target is the SDK line to be ready for, Rules those that find the old
	// API.
	Target *codemod.Target
	Rules  []*codemod.Rule
	// Getenv looks up the environment that the project is started in; nil
	// stands for none.
	Getenv func(string) string
}

// ErrNoPackage is a folder that no package.json speaks for.
var ErrNoPackage = errors.New("no package.json")

// Run looks at a project. The error is a [*project.Error] about the folder, or
// that of the run over its files; the project could not be checked then.
func Run(ctx context.Context, o Options) (*Report, error) {
	if o.Getenv == nil {
		o.Getenv = func(string) string { return "" }
	}
	p, err := open(o)
	if err != nil {
		return nil, err
	}
	if err := p.look(ctx); err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return &Report{Target: o.Target.Name, Interrupted: true}, nil
	}
	return p.report()
}

// patient is the project that is looked at.
type patient struct {
	Options
	top  string // the folder to look at; absolute, links resolved
	root string // that of the whole project
	cwd  string

	graph   *graph
	lint    *codemod.Result
	mu      sync.Mutex // guards what follows, while files are being looked at
	folders []string   // those with a package.json
}

// open finds the folder to look at: the one given, or the package that it is
// in.
func open(o Options) (*patient, error) {
	abs, err := filepath.Abs(o.Dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &project.Error{Path: o.Dir, Problem: project.ErrNotFound.Error(), Hint: "name the folder of a project", Kind: project.ErrNotFound, Err: err}
		}
		return nil, &project.Error{Path: o.Dir, Problem: "cannot be read", Hint: "see that its folders can be entered", Kind: project.ErrUnreadable, Err: err}
	}
	if info, err := os.Stat(abs); err == nil && !info.IsDir() {
		return nil, &project.Error{Path: o.Dir, Problem: "is not a folder", Hint: "name the folder of a project"}
	}
	tree, _ := project.WorkTree(abs)
	dir := abs
	for {
		_, err := os.Stat(filepath.Join(dir, "package.json"))
		if err == nil {
			break
		}
		if up := filepath.Dir(dir); dir != tree && up != dir {
			dir = up
			continue
		}
		return nil, &project.Error{
			Path: o.Dir, Problem: "has no package.json", Kind: ErrNoPackage,
			Hint: "name the folder of a project, or begin one with clerkctl scaffold next",
		}
	}
	root, err := project.Root(dir)
	if err != nil {
		return nil, err
	}
	p := &patient{Options: o, top: dir, root: root}
	if p.cwd, err = os.Getwd(); err == nil {
		if real, err := filepath.EvalSymlinks(p.cwd); err == nil {
			p.cwd = real
		}
	}
	p.graph = newGraph(project.New(root, pkgjson.Table{}), func(path string) bool { return strings.HasPrefix(path, dir+string(filepath.Separator)) })
	return p, nil
}

// look runs the rules over the files, and takes notes on the way.
func (p *patient) look(ctx context.Context) error {
	err := project.Walk(ctx, []string{p.top}, project.WalkOptions{}, func(_ context.Context, f project.File) error {
		if f.Kind == project.PackageJSON {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.folders = append(p.folders, filepath.Dir(f.Abs))
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		return err
	}
	slices.Sort(p.folders)
	notes := &codemod.Rule{Name: "doctor", Check: func(pass *codemod.Pass) { p.graph.keep(summarise(pass.File, true)) }}
	p.lint, err = codemod.Run(ctx, codemod.Options{
		Paths: []string{p.top}, Rules: append(slices.Clip(p.Rules), notes), Target: p.Target, Mode: codemod.Lint,
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// shown is a path as people read it: relative to the working folder.
func (p *patient) shown(path string) string {
	if rel, err := filepath.Rel(p.cwd, path); err == nil && len(rel) < len(path) {
		path = rel
	}
	return filepath.ToSlash(path)
}

// report asks all questions.
func (p *patient) report() (*Report, error) {
	r := &Report{Target: p.Target.Name, Files: p.lint.Looked}
	var all []*subject
	if len(p.folders) == 0 {
		p.folders = []string{p.top} // git ignores it, and it was named all the same
	}
	for _, dir := range p.folders {
		m, err := readManifest(dir)
		if err != nil {
			return nil, &project.Error{
				Path: p.shown(filepath.Join(dir, "package.json")), Problem: fmt.Sprintf("cannot be read: %v", err),
				Hint: "repair the file and run again", Err: err,
			}
		}
		all = append(all, &subject{patient: p, manifest: m, framework: m.framework()})
	}
	p.share(all)
	chosen := slices.DeleteFunc(slices.Clone(all), func(s *subject) bool { return !s.concerned() })
	if len(chosen) == 0 {
		chosen = all[:1]
	}
	var roots []string
	for _, s := range chosen {
		roots = append(roots, s.roots()...)
	}
	p.graph.reach(roots)
	for _, s := range chosen {
		r.Packages = append(r.Packages, Package{Path: p.shown(s.dir), Name: s.name, Framework: s.framework, Checks: s.checks()})
	}
	if len(chosen) > 1 {
		r.Shared = []Check{versionsAcross(chosen)}
	}
	return r, nil
}

// share gives each file's findings to the package that it is in.
func (p *patient) share(all []*subject) {
	for _, f := range p.lint.Files {
		if s := ownerOf(all, f.Path); s != nil {
			s.files = append(s.files, f)
		}
	}
	for path := range p.graph.modules {
		if s := ownerOf(all, path); s != nil {
			s.mentions = true
		}
	}
}

// ownerOf is the package whose folder is the nearest above the file.
func ownerOf(all []*subject, path string) *subject {
	var owner *subject
	for _, s := range all {
		if strings.HasPrefix(path, s.dir+string(filepath.Separator)) && (owner == nil || len(s.dir) > len(owner.dir)) {
			owner = s
		}
	}
	return owner
}

// subject is one package that is looked at.
type subject struct {
	*patient
	*manifest
	framework Framework
	files     []*codemod.FileResult
	// mentions is true where a file of it uses Clerk.
	mentions bool
}

// concerned reports whether the package has to do with Clerk.
func (s *subject) concerned() bool {
	return len(s.clerkPackages()) > 0 || s.mentions || len(s.files) > 0
}

// roots are the modules that the framework renders by itself.
func (s *subject) roots() []string {
	root, modules := "", []string(nil)
	switch s.framework {
	case Next:
		if dir := s.pagesDir(); dir != "" {
			root, modules = nextPages(dir)
		}
	case Remix:
		root, modules = s.remixFiles()
	}
	if root != "" {
		modules = append(modules, root)
	}
	return modules
}

// checks are the questions that a package is asked.
func (s *subject) checks() []Check {
	out := []Check{s.packages()}
	if s.framework == Library {
		return append(out, s.authVersion(), s.oldAPI())
	}
	out = append(out, s.frameworkVersion(), s.typescript(), s.node(), s.react())
	switch s.framework {
	case Next:
		out = append(out, s.next()...)
	case Remix:
		out = append(out, s.remix()...)
	default:
		out = append(out, s.browserOnly()...)
	}
	return append(out, s.authVersion(), s.oldAPI())
}
