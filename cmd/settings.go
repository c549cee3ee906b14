package cmd

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/config"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// settings finds the clerkctl.json of a run: the one in the folder of the
// first path or in the nearest above it.
func (f *checkFlags) settings(paths []string) error {
	dir := "."
	if f.stdin != "" {
		paths = []string{filepath.Dir(f.stdin)}
	}
	if len(paths) > 0 {
		dir = paths[0]
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			dir = filepath.Dir(dir)
		}
	}
	var err error
	if f.config, err = findConfig(dir, len(f.scripts) > 0); err != nil {
		return err
	}
	if f.config.Target != "" && !f.given("target") {
		f.target = f.config.Target
	}
	return nil
}

// findConfig finds the clerkctl.json of a folder; it is empty where there is
// none. others is whether rules besides the built-in ones are about to be
// loaded.
func findConfig(dir string, others bool) (*config.Config, error) {
	known := config.Known{Targets: rules.Targets(), Others: others}
	for _, target := range known.Targets {
		known.Rules = append(known.Rules, namesOf(rules.All(rules.Target(target)))...)
	}
	found, err := config.Find(dir, known)
	if found == nil {
		found = &config.Config{}
	}
	return found, err
}

// levels are the severities that the settings give to rules.
func (f *checkFlags) levels() map[string]codemod.Severity {
	out := map[string]codemod.Severity{}
	for rule, level := range f.config.Levels {
		switch level {
		case config.Notice:
			out[rule] = codemod.Notice
		case config.Error:
			out[rule] = codemod.Error
		}
	}
	return out
}

// excludes are the globs of the flags and of the settings.
func (f *checkFlags) excludes() []project.Exclude {
	return []project.Exclude{{Patterns: f.exclude}, {Base: f.config.Dir, Patterns: f.config.Exclude}}
}

// uncommitted is what --changed stands for when no commit is named.
const uncommitted = "HEAD"

// only asks git which files are changed, if that is what the run is about.
func (f *checkFlags) only(ctx context.Context, paths []string) (func(string) bool, error) {
	if !f.given("changed") {
		return nil, nil
	}
	for _, path := range paths {
		// The commit is part of the flag; behind a space it is a path.
		if _, err := os.Lstat(path); err != nil && f.changed == uncommitted && !strings.ContainsAny(path, "*?") && !strings.HasPrefix(path, ".") {
			return nil, failf("%s: %w", path, project.ErrNotFound).withHint("to compare with a commit, write --changed=%s", path)
		}
	}
	changes, err := project.Changed(ctx, paths, f.changed)
	if err != nil {
		return nil, err
	}
	return changes.Has, nil
}
