package project

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestChanged(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	changed := func(ref string, paths ...string) string {
		t.Helper()
		c, err := Changed(t.Context(), paths, ref)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if err == nil && !e.IsDir() && c.Has(path) && !strings.Contains(path, ".git"+string(filepath.Separator)) {
				rel, _ := filepath.Rel(dir, path)
				names = append(names, filepath.ToSlash(rel))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(names, " ")
	}
	git(t, dir, "init", "-q", "-b", "main")
	git(t, dir, "config", "diff.relative", "true")
	git(t, dir, "config", "diff.external", "false")
	writeTree(t, dir, map[string]string{"a.ts": "a", "b.ts": "b", "gone.ts": "", "sub/[id].ts": "c", "é.ts": "d", ".gitignore": "ignored.ts\n", "ignored.ts": "", "from.ts": "a text that is long enough"})
	git(t, dir, "add", "a.ts")
	if got, want := changed("HEAD", "."), ".gitignore a.ts b.ts from.ts gone.ts sub/[id].ts é.ts"; got != want {
		t.Errorf("before the first commit:\n%s\nwant\n%s", got, want)
	}
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "x")
	if got := changed("HEAD", "."); got != "" {
		t.Errorf("nothing is changed, got %s", got)
	}

	git(t, dir, "checkout", "-q", "-b", "branch")
	writeFile(t, filepath.Join(dir, "sub/[id].ts"), "committed")
	git(t, dir, "commit", "-q", "-a", "-m", "y")
	git(t, dir, "checkout", "-q", "main")
	writeFile(t, filepath.Join(dir, "b.ts"), "main went on")
	git(t, dir, "commit", "-q", "-a", "-m", "z")
	git(t, dir, "checkout", "-q", "branch")
	writeTree(t, dir, map[string]string{"a.ts": "unstaged", "é.ts": "staged", "new/new.ts": ""})
	git(t, dir, "add", "é.ts")
	git(t, dir, "mv", "from.ts", "to.ts")
	if err := os.Remove(filepath.Join(dir, "gone.ts")); err != nil {
		t.Fatal(err)
	}
	inner := filepath.Join(dir, "inner")
	writeFile(t, filepath.Join(inner, "x.ts"), "")
	git(t, inner, "init", "-q")
	git(t, inner, "add", "x.ts")
	git(t, inner, "commit", "-q", "-m", "x")

	t.Setenv("GIT_DIR", "/nowhere")
	if got, want := changed("HEAD", "."), "a.ts inner/x.ts new/new.ts to.ts é.ts"; got != want {
		t.Errorf("not committed:\n%s\nwant\n%s", got, want)
	}
	if got, want := changed("main", "sub", "a.ts"), "a.ts inner/x.ts new/new.ts sub/[id].ts to.ts é.ts"; got != want {
		t.Errorf("since the branch left main:\n%s\nwant\n%s", got, want)
	}
}

func TestChangedErrors(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	expect := func(ref string, kind error, words string) {
		t.Helper()
		_, err := Changed(t.Context(), []string{"."}, ref)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, kind) || !strings.Contains(e.Problem, words) || e.Hint == "" {
			t.Errorf("%q: %v", ref, err)
		}
	}
	expect("HEAD", ErrGit, "no git work tree")
	git(t, dir, "init", "-q", "-b", "main")
	expect("main", ErrGit, `there is no commit "main"`)
	expect("--output=x", ErrGit, "is not a commit")
	expect("", ErrGit, "is not a commit")
	git(t, dir, "commit", "-q", "--allow-empty", "-m", "x")
	git(t, dir, "checkout", "-q", "--orphan", "other")
	git(t, dir, "commit", "-q", "--allow-empty", "-m", "y")
	expect("main", ErrGit, "from which both")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Changed(ctx, []string{"."}, "main"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	t.Setenv("PATH", "")
	expect("HEAD", ErrNoGit, "not installed")
}
