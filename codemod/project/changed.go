package project

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Changes are the files that differ from a commit, in one or several work
// trees.
type Changes struct {
	files   map[string]bool
	folders []string // repositories inside the work tree, with a separator behind
}

// Has tells whether the file of that absolute path (links resolved) is among
// them.
func (c *Changes) Has(abs string) bool {
	if c.files[abs] {
		return true
	}
	for _, dir := range c.folders {
		if strings.HasPrefix(abs, dir) {
			return true
		}
	}
	return false
}

// Changed finds what is changed in the work trees that hold the paths: modified
// or new files, staged, committed or not, that git does not ignore, compared
// with the commit where the branch left ref. With "HEAD" that is what was not
// committed.
//
// The error is an [*Error] of kind ErrNoGit or ErrGit, or that of ctx.
func Changed(ctx context.Context, paths []string, ref string) (*Changes, error) {
	if ref == "" || strings.HasPrefix(ref, "-") {
		return nil, &Error{Problem: `"` + ref + `" is not a commit`, Hint: "name a branch, a tag or a commit, as in --changed=origin/main", Kind: ErrGit}
	}
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, &Error{Problem: "cannot tell which files are changed: git is not installed", Hint: "install git, or leave --changed out", Kind: ErrNoGit, Err: err}
	}
	c := &Changes{files: map[string]bool{}}
	done := map[string]bool{}
	for _, path := range paths {
		abs, err := resolve(path)
		if err != nil {
			return nil, argumentError(path, err)
		}
		dir := abs
		if !isFolder(abs) {
			dir = filepath.Dir(abs)
		}
		tree, ok := WorkTree(dir)
		if !ok {
			return nil, &Error{Path: path, Problem: "cannot tell which files are changed: this is no git work tree", Hint: "leave --changed out, or run it in a clone", Kind: ErrGit}
		}
		if done[tree] {
			continue
		}
		done[tree] = true
		g := &gitRun{ctx: ctx, program: program, tree: tree}
		if err := c.add(g, ref); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// add finds what is changed in one work tree.
func (c *Changes) add(g *gitRun, ref string) error {
	// Files that git does not know yet are changed, whatever ref is.
	lists := [][]string{{"ls-files", "--others", "--exclude-standard", "-z"}}
	commit, err := g.output("rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	base := strings.TrimSpace(string(commit))
	switch {
	case err != nil && g.ctx.Err() != nil:
		return g.ctx.Err()
	case err != nil && ref == "HEAD":
		// Nothing was committed yet: all that is staged is new.
		lists = append(lists, []string{"ls-files", "--cached", "-z"})
	case err != nil:
		hint := "check the spelling with \"git branch --all\"; in CI, fetch the branch first"
		if shallow, err := g.output("rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(shallow)) == "true" {
			hint = "this is a shallow clone: fetch the branch, or more history, as with \"git fetch --unshallow\""
		}
		return &Error{Path: g.tree, Problem: `there is no commit "` + ref + `"`, Hint: hint, Kind: ErrGit, Err: err}
	default:
		if ref != "HEAD" {
			out, err := g.output("merge-base", base, "HEAD")
			if g.ctx.Err() != nil {
				return g.ctx.Err()
			}
			if base = strings.TrimSpace(string(out)); err != nil || base == "" {
				return &Error{Path: g.tree, Problem: `there is no commit from which both "` + ref + `" and HEAD come`, Hint: "a shallow clone lacks it: fetch more history, as with \"git fetch --unshallow\"", Kind: ErrGit, Err: err}
			}
		}
		lists = append(lists, []string{"diff", "--name-only", "--no-relative", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-filter=d", "-z", base, "--"})
	}
	for _, args := range lists {
		out, err := g.output(args...)
		if g.ctx.Err() != nil {
			return g.ctx.Err()
		}
		if err != nil {
			return &Error{Path: g.tree, Problem: "git cannot tell which files are changed: " + gitProblem(err), Hint: "see what \"git status\" says there", Kind: ErrGit, Err: err}
		}
		for _, name := range bytes.Split(out, []byte{0}) {
			if len(name) == 0 {
				continue
			}
			path := filepath.Join(g.tree, filepath.FromSlash(string(name)))
			if isFolder(path) {
				// A submodule, or a repository that was cloned into this one: git
				// says no more than that it is another one now.
				c.folders = append(c.folders, path+string(filepath.Separator))
				continue
			}
			c.files[path] = true
		}
	}
	return nil
}

// gitRun runs git in one work tree.
type gitRun struct {
	ctx           context.Context
	program, tree string
}

// output is what git prints. It starts no helper of the repository's choosing.
func (g *gitRun) output(args ...string) ([]byte, error) {
	cmd := exec.CommandContext(g.ctx, g.program, append([]string{"-c", "core.fsmonitor=false", "-C", g.tree}, args...)...)
	cmd.Env = gitEnv()
	return cmd.Output()
}

// gitProblem is the first line of what git complained about.
func gitProblem(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(bytes.TrimSpace(exit.Stderr)) > 0 {
		line, _, _ := bytes.Cut(bytes.TrimSpace(exit.Stderr), []byte("\n"))
		return strings.TrimPrefix(string(line), "fatal: ")
	}
	return cause(err)
}

// isFolder tells whether there is a folder, not a link to one.
func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}
