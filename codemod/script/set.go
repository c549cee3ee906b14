// Package script runs rules that a project has written itself, in TypeScript
// or JavaScript.
//
// A module of rules is run in a child process (see package twin), by itself,
// and gets JSON and gives JSON. A rule is either a table, from which package
// rules makes a rule of the same kind as the built-in ones, or a set of
// visitors, which see the nodes of a file in the shape of ESTree (see
// nodes.go) and report findings with fixes. What comes back is checked here,
// and goes through the same engine as everything else.
package script

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

// limit is how long a module may take to load, and for one file.
const limit = 2 * time.Second

// Options say which rules are loaded.
type Options struct {
	// Paths are modules, and folders of modules.
	Paths []string
	// Taken are names that no rule may have: those of the built-in rules.
	Taken []string
	// Console, if not nil, hears what modules print.
	Console func(module, text string)
}

// Set is the rules of some modules. It holds processes until it is closed.
type Set struct {
	// Rules are those that could be loaded, in the order of the paths, and of
	// the names in a folder.
	Rules []*codemod.Rule
	// Problems are the modules, and the rules of modules, that could not.
	Problems []Problem

	pool    *twin.Pool
	modules []*module
}

// Problem is a module that cannot be used, or a rule of it.
type Problem struct {
	// Module is the file as people read it, Rule the name; "" where the whole
	// module is meant.
	Module, Rule string
	Err          error
}

func (p Problem) Error() string {
	if p.Rule != "" {
		return fmt.Sprintf("rule %s of %s: %v", p.Rule, p.Module, p.Err)
	}
	return fmt.Sprintf("rules of %s: %v", p.Module, p.Err)
}

// Extensions are those of the files that hold rules.
func Extensions() []string { return []string{".ts", ".js", ".mjs", ".cjs"} }

// readable are the extensions of what rules may import.
func readable() []string { return append(Extensions(), ".json") }

// Load loads the rules. The error is a *[project.Error] about a path that
// leads to none; what is wrong with a module is in the set.
func Load(ctx context.Context, o Options) (*Set, error) {
	s := &Set{}
	var files []string
	for _, path := range o.Paths {
		found, err := modulesOf(path)
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			if !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	if len(files) == 0 {
		return s, nil
	}
	s.pool = twin.NewPool(twin.Options{Limit: limit})
	taken := map[string]string{}
	for _, name := range o.Taken {
		taken[name] = "a built-in rule"
	}
	for _, file := range files {
		m := &module{set: s, file: file, shown: shown(file), ctx: ctx, console: o.Console}
		s.modules = append(s.modules, m)
		if err := m.load(); err != nil {
			if ctx.Err() != nil {
				s.Close()
				return nil, ctx.Err()
			}
			s.Problems = append(s.Problems, Problem{Module: m.shown, Err: err})
			continue
		}
		for _, d := range m.definitions {
			if err := d.check(taken); err != nil {
				s.Problems = append(s.Problems, Problem{Module: m.shown, Rule: d.Name, Err: err})
				continue
			}
			taken[d.Name] = "a rule of " + m.shown
			d.rule = m.rule(d)
			s.Rules = append(s.Rules, d.rule)
		}
	}
	return s, nil
}

// Close ends the processes.
func (s *Set) Close() {
	if s != nil && s.pool != nil {
		s.pool.Close()
	}
}

// Use says which rules a run has, so that the others do not run beside them.
func (s *Set) Use(rules []*codemod.Rule) {
	if s == nil {
		return
	}
	for _, m := range s.modules {
		for _, d := range m.definitions {
			d.used = d.rule != nil && slices.Contains(rules, d.rule)
		}
	}
}

// modulesOf are the modules of rules at a path, as absolute paths with links
// followed.
func modulesOf(path string) ([]string, error) {
	problem := func(what, hint string, kind error) error {
		return &project.Error{Path: path, Problem: what, Hint: hint, Kind: kind}
	}
	abs, err := filepath.Abs(path)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(abs)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, problem("there is no such file or folder of rules", "--rules and \"rules\" take modules of rules, or folders of them", project.ErrNotFound)
	case err != nil:
		return nil, problem("cannot be read: "+err.Error(), "allow your user to read it", project.ErrUnreadable)
	case !info.IsDir() && !isModule(abs):
		return nil, problem("is not a module of rules", "rules are in files that end in "+strings.Join(Extensions(), ", "), nil)
	case !info.IsDir():
		return []string{abs}, nil
	}
	entries, err := os.ReadDir(abs)
	if err != nil {
		return nil, problem("cannot be read: "+err.Error(), "allow your user to read it", project.ErrUnreadable)
	}
	var out []string
	for _, e := range entries {
		if file := filepath.Join(abs, e.Name()); isModule(file) && !strings.HasPrefix(e.Name(), "_") && !strings.HasPrefix(e.Name(), ".") {
			if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
				out = append(out, file)
			}
		}
	}
	if len(out) == 0 {
		return nil, problem("there are no rules in this folder", "rules are in files that end in "+strings.Join(Extensions(), ", ")+", and not in folders below", nil)
	}
	return out, nil
}

// isModule reports whether a file may hold rules, by its name.
func isModule(path string) bool {
	name := filepath.Base(path)
	return slices.Contains(Extensions(), filepath.Ext(name)) && !strings.HasSuffix(name, ".d.ts")
}

// baseOf is the folder that paths in rules and their tests are relative to: the
// nearest one at or above the module that begins a project.
func baseOf(dir string) string {
	for up := dir; ; up = filepath.Dir(up) {
		for _, mark := range []string{"clerkctl.json", "package.json", ".git"} {
			if _, err := os.Stat(filepath.Join(up, mark)); err == nil {
				return up
			}
		}
		if filepath.Dir(up) == up {
			return dir
		}
	}
}

// shown is a path as people read it.
func shown(path string) string {
	dir, err := os.Getwd()
	if err == nil {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			dir = real
		}
		if rel, err := filepath.Rel(dir, path); err == nil && len(rel) < len(path) {
			return filepath.ToSlash(rel)
		}
	}
	return path
}
