package codemod

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// ErrDirty is a run that would change files of which git has no copy.
var ErrDirty = errors.New("uncommitted changes")

// guard refuses to write over what git could not bring back.
func (r *run) guard(ctx context.Context, changed []*FileResult) error {
	if r.opts.Force {
		return nil
	}
	var paths []string
	names := map[string]string{}
	for _, f := range changed {
		// One that is gone by now is reported where it would be written.
		if _, err := os.Lstat(f.Path); err == nil {
			paths = append(paths, f.Path)
			names[f.Path] = f.Name
		}
	}
	dirty, err := project.Dirty(ctx, paths)
	if err != nil || len(dirty) == 0 {
		return err
	}
	const few = 5
	var list []string
	for _, path := range dirty[:min(few, len(dirty))] {
		list = append(list, names[path])
	}
	if more := len(dirty) - len(list); more > 0 {
		list = append(list, fmt.Sprintf("%d more", more))
	}
	problem := "a file to be changed has uncommitted changes"
	if len(dirty) > 1 {
		problem = fmt.Sprintf("%d files to be changed have uncommitted changes", len(dirty))
	}
	return &project.Error{
		Problem: problem + ", nothing was written: " + strings.Join(list, ", "),
		Hint:    "commit or stash them so that git can bring them back, or use --force; --diff shows what would change",
		Kind:    ErrDirty,
	}
}

// moved reports whether the file belongs to a project that depends on the
// target's line already.
func (r *run) moved(path string) bool {
	m, ok := r.projects.of(path).Manifest(path)
	return ok && m.Moved
}

// projects are the projects that a run touches: one, unless its paths lie in
// several.
type projects struct {
	table pkgjson.Table

	mu    sync.Mutex
	roots []root // the deepest first
}

type root struct {
	dir     string
	project *project.Project
}

// newProjects are the projects round the paths of a run.
func newProjects(table pkgjson.Table, paths []string) *projects {
	p := &projects{table: table}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err == nil {
			abs, err = filepath.EvalSymlinks(abs)
		}
		if err != nil {
			continue // the walk says so
		}
		if info, err := os.Stat(abs); err == nil && !info.IsDir() {
			abs = filepath.Dir(abs)
		}
		p.add(abs)
	}
	return p
}

// of is the project that a file (absolute, links resolved) belongs to.
func (p *projects) of(path string) *project.Project {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.roots {
		if strings.HasPrefix(path, withSeparator(r.dir)) {
			return r.project
		}
	}
	return p.add(filepath.Dir(path))
}

// learn hears from the walk what a folder has.
func (p *projects) learn(dir string, has project.Presence) {
	p.of(filepath.Join(dir, "package.json")).Learn(dir, has)
}

func withSeparator(dir string) string {
	return strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
}

// add begins the project that a folder belongs to.
func (p *projects) add(dir string) *project.Project {
	dir = projectRoot(dir)
	if i := slices.IndexFunc(p.roots, func(r root) bool { return r.dir == dir }); i >= 0 {
		return p.roots[i].project
	}
	found := project.New(dir, p.table)
	p.roots = append(p.roots, root{dir, found})
	slices.SortFunc(p.roots, func(a, b root) int { return cmp.Compare(len(b.dir), len(a.dir)) })
	return found
}

// projectRoot is the work tree or workspace that holds dir; where there is
// neither, the nearest folder upwards with a package.json.
func projectRoot(dir string) string {
	top, err := project.Root(dir)
	if err != nil || top != dir {
		return cmp.Or(top, dir)
	}
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "package.json")); err == nil {
			return up
		}
		if filepath.Dir(up) == up {
			return dir
		}
	}
}

func (p *projects) resolve(from, specifier string) (string, bool) {
	return p.of(from).Resolve(from, specifier)
}

// installs names the command that brings the installed packages in line, once
// for each place where it has to be run.
func (r *run) installs(changed []*FileResult) {
	for _, f := range changed {
		if !f.Changed || project.KindOf(f.Path) == project.Source {
			continue
		}
		manager, ok := r.projects.of(f.Path).Manager(filepath.Dir(f.Path))
		if !ok {
			manager = project.Manager{Name: "npm", Dir: filepath.Dir(f.Path)}
		}
		i := Install{Folder: r.name(manager.Dir), Command: manager.Install()}
		if !slices.Contains(r.result.Installs, i) {
			r.result.Installs = append(r.result.Installs, i)
		}
	}
}
