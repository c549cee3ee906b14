package project

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

// globalExcludes is the path of the user's own ignore file for the work tree
// at root. Only git knows all the places where core.excludesFile may be set;
// without a git program its default place is taken.
func globalExcludes(ctx context.Context, root string) string {
	if program, err := exec.LookPath("git"); err == nil {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		cmd := exec.CommandContext(ctx, program, "-C", root, "config", "--type=path", "--get", "core.excludesFile")
		cmd.Env = gitEnv()
		if out, err := cmd.Output(); err == nil {
			path := strings.TrimRight(string(out), "\r\n")
			if path != "" && !filepath.IsAbs(path) {
				path = filepath.Join(root, path)
			}
			return path
		}
	}
	config := os.Getenv("XDG_CONFIG_HOME")
	if config == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		config = filepath.Join(home, ".config")
	}
	return filepath.Join(config, "git", "ignore")
}

// Exclude are globs, in the syntax of doublestar, and the folder that they
// are relative to. One without a "/" is matched with names at any depth, others
// with the path from Base ("" is the working folder).
type Exclude struct {
	Base     string
	Patterns []string
}

// excludes are several lists of patterns.
type excludes []*globs

// match tells whether the entry of that absolute path is left out.
func (x excludes) match(path, name string) bool {
	for _, g := range x {
		if g.match(path, name) {
			return true
		}
	}
	return false
}

// cover tells whether a folder that a walk begins at is left out, or lies in
// one that is.
func (x excludes) cover(dir string) bool {
	for _, g := range x {
		for at := dir; at != g.base && within(g.base, at); at = filepath.Dir(at) {
			if g.match(at, filepath.Base(at)) {
				return true
			}
		}
	}
	return false
}

// globs are the patterns of one list.
type globs struct {
	base  string // absolute; patterns with a "/" are relative to it
	names []string
	paths []string
}

// CheckGlob refuses a pattern that cannot exclude anything. The error is an
// [*Error].
func CheckGlob(glob string) error {
	pattern := trimGlob(glob)
	if strings.HasPrefix(pattern, "!") {
		return &Error{Path: glob, Problem: `begins with "!", which takes nothing back in here`, Kind: ErrPattern, Hint: "exclude less instead, or name the file as a path; a name that does begin so is written with a backslash before it"}
	}
	if strings.Trim(pattern, "./") == "" || !doublestar.ValidatePattern(pattern) {
		return &Error{Path: glob, Problem: "is not a glob pattern", Kind: ErrPattern, Hint: `write one such as "legacy/**" or "*.test.tsx", and a backslash before a bracket that is meant`}
	}
	return nil
}

// trimGlob is a pattern without what says nothing at its ends.
func trimGlob(glob string) string {
	return strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(glob), "./"), "/")
}

// newGlobs checks the patterns. The error is an [*Error].
func newGlobs(e Exclude) (*globs, error) {
	if e.Base == "" {
		e.Base = "."
	}
	base, err := resolve(e.Base)
	if err != nil {
		return nil, &Error{Path: e.Base, Problem: "cannot find the folder that excludes are relative to", Err: err, Kind: ErrNotFound}
	}
	called, err := filepath.Abs(e.Base) // with its links
	if err != nil {
		called = base
	}
	g := &globs{base: base}
	for _, p := range e.Patterns {
		if err := CheckGlob(p); err != nil {
			return nil, err
		}
		pattern := trimGlob(p)
		// The shell may have made a whole path of it.
		for _, dir := range []string{base, called} {
			if rest, ok := strings.CutPrefix(pattern, withSlash(dir)); ok {
				pattern = "/" + rest
				break
			}
			if pattern == filepath.ToSlash(dir) {
				pattern = "/."
			}
		}
		if strings.Contains(pattern, "/") {
			g.paths = append(g.paths, strings.TrimPrefix(pattern, "/"))
		} else {
			g.names = append(g.names, pattern)
		}
	}
	return g, nil
}

func (g *globs) match(path, name string) bool {
	for _, p := range g.names {
		if doublestar.MatchUnvalidated(p, name) {
			return true
		}
	}
	if len(g.paths) == 0 {
		return false
	}
	rel, err := filepath.Rel(g.base, path)
	if err != nil {
		return false
	}
	rel = filepath.ToSlash(rel)
	for _, p := range g.paths {
		if doublestar.MatchUnvalidated(p, rel) {
			return true
		}
	}
	return false
}
