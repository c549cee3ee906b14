package project

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Dirty tells which of the files are modified, staged or untracked in their git
// work tree, in the order in which they were given. Files that git ignores, and files in
// no work tree, are not dirty. A link counts as the file that it leads to,
// because that is what would be written.
//
// The error is an [*Error] of kind ErrNoGit or ErrGit, or that of ctx.
func Dirty(ctx context.Context, files []string) ([]string, error) {
	type member struct{ given, abs string }
	trees := map[string][]member{}
	folders := map[string]string{} // folder to work tree
	for _, file := range files {
		abs, err := resolve(file)
		if err != nil {
			return nil, argumentError(file, err)
		}
		dir := filepath.Dir(abs)
		tree, known := folders[dir]
		if !known {
			tree, _ = WorkTree(dir)
			folders[dir] = tree
		}
		if tree != "" {
			trees[tree] = append(trees[tree], member{file, abs})
		}
	}
	if len(trees) == 0 {
		return nil, nil
	}
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, &Error{Problem: "cannot tell which files have uncommitted changes: git is not installed", Hint: "install git, or use --force to write without that check", Kind: ErrNoGit, Err: err}
	}
	dirty := map[string]bool{}
	for tree, members := range trees {
		var paths []string
		for _, m := range members {
			rel, err := filepath.Rel(tree, m.abs)
			if err != nil {
				return nil, argumentError(m.given, err)
			}
			paths = append(paths, filepath.ToSlash(rel))
		}
		for _, batch := range batches(paths, argumentBytes()) {
			out, err := status(ctx, program, tree, batch)
			if err != nil {
				return nil, err
			}
			for _, path := range parseStatus(out) {
				dirty[filepath.Join(tree, filepath.FromSlash(path))] = true
			}
		}
	}
	given := map[string]bool{}
	for _, members := range trees {
		for _, m := range members {
			given[m.given] = dirty[m.abs]
		}
	}
	return slices.DeleteFunc(slices.Clone(files), func(file string) bool {
		is := given[file]
		given[file] = false // a file given twice is told once
		return !is
	}), nil
}

// argumentBytes is how long the paths of one git call may be together; systems
// differ in what they let a command line hold.
func argumentBytes() int {
	if runtime.GOOS == "windows" {
		return 16 << 10
	}
	return 96 << 10
}

func batches(paths []string, size int) [][]string {
	var out [][]string
	start, sum := 0, 0
	for i, path := range paths {
		sum += len(path) + 1
		if sum > size && i > start {
			out = append(out, paths[start:i])
			start, sum = i, len(path)+1
		}
	}
	return append(out, paths[start:])
}

// status is git's word on the paths. They are taken literally ("[id]" is a
// folder), and git starts no helper of the repository's choosing.
func status(ctx context.Context, program, tree string, paths []string) ([]byte, error) {
	args := []string{"--literal-pathspecs", "-c", "core.fsmonitor=false", "-C", tree,
		"status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignored=no", "--"}
	cmd := exec.CommandContext(ctx, program, append(args, paths...)...)
	cmd.Env = gitEnv()
	out, err := cmd.Output()
	if err == nil {
		return out, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, &Error{Path: tree, Problem: "git cannot tell which files have uncommitted changes: " + gitProblem(err), Hint: "see what \"git status\" says there, or use --force to write without that check", Kind: ErrGit, Err: err}
}

// parseStatus takes the paths out of the output of status: "XY path", each
// ended by NUL. A rename is followed by the path that it had; --no-renames asks
// for none, but old versions of git do not all listen.
func parseStatus(out []byte) []string {
	var paths []string
	fields := bytes.Split(out, []byte{0})
	for i := 0; i < len(fields); i++ {
		f := fields[i]
		if len(f) < 4 {
			continue
		}
		paths = append(paths, string(f[3:]))
		if f[0] == 'R' || f[0] == 'C' || f[1] == 'R' || f[1] == 'C' {
			i++
		}
	}
	return paths
}

// gitEnv is the environment that git programs are run in: without what a hook
// that we may be called from says about its own repository, with messages in
// one language, and without taking locks from the person's own git.
func gitEnv() []string {
	env := slices.DeleteFunc(os.Environ(), func(s string) bool {
		name, _, _ := strings.Cut(s, "=")
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
			"GIT_CEILING_DIRECTORIES", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
			"LC_ALL", "LANG", "LANGUAGE":
			return true
		}
		return false
	})
	return append(env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
}
