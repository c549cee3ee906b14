package project

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDirty(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	writeTree(t, dir, map[string]string{
		"clean.ts": "a", "modified.ts": "a", "staged.ts": "a", "both.ts": "a", "renamed-from.ts": "a long enough text to be seen as the same",
		"pages/[[...index]].js": "a", "pages/[id].js": "a", "pages/i.js": "a", "é ü.ts": "a", "-x.ts": "a", ":(top)y.ts": "a", "tracked-ignored.ts": "a",
		".gitignore": "ignored.ts\n",
	})
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "x")
	writeTree(t, dir, map[string]string{
		"modified.ts": "b", "staged.ts": "b", "both.ts": "b", "untracked.ts": "", "new/deep/untracked.ts": "", "ignored.ts": "", "added.ts": "",
		"pages/[[...index]].js": "b", "é ü.ts": "b", "-x.ts": "b", ":(top)y.ts": "b", ".gitignore": "ignored.ts\ntracked-ignored.ts\n", "tracked-ignored.ts": "b",
	})
	git(t, dir, "add", "staged.ts", "both.ts", "added.ts")
	writeFile(t, filepath.Join(dir, "both.ts"), "c")
	git(t, dir, "mv", "renamed-from.ts", "renamed-to.ts")
	if err := os.Symlink("modified.ts", filepath.Join(dir, "link.ts")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	all := []string{"clean.ts", "untracked.ts", "modified.ts", "staged.ts", "both.ts", "new/deep/untracked.ts", "ignored.ts", "added.ts", "pages/[[...index]].js",
		"pages/[id].js", "pages/i.js", "é ü.ts", "-x.ts", ":(top)y.ts", "renamed-to.ts", "tracked-ignored.ts", "link.ts"}
	want := []string{"untracked.ts", "modified.ts", "staged.ts", "both.ts", "new/deep/untracked.ts", "added.ts", "pages/[[...index]].js",
		"é ü.ts", "-x.ts", ":(top)y.ts", "renamed-to.ts", "tracked-ignored.ts", "link.ts"}
	// As a hook of another repository would call us.
	t.Setenv("GIT_DIR", "/nowhere")
	t.Setenv("GIT_INDEX_FILE", "/nowhere/index")
	t.Setenv("LC_ALL", "de_DE.UTF-8")
	got, err := Dirty(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// From a folder below, with other forms of the same paths.
	t.Chdir(filepath.Join(dir, "pages"))
	got, err = Dirty(t.Context(), []string{"../clean.ts", "[[...index]].js", filepath.Join(dir, "modified.ts"), "i.js"})
	if err != nil || strings.Join(got, "|") != "[[...index]].js|"+filepath.Join(dir, "modified.ts") {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestDirtyManyFiles(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	var files []string
	for i := range 3_000 {
		path := filepath.Join(dir, fmt.Sprint(i%10), strings.Repeat("long-name-", 8)+fmt.Sprint(i, ".ts"))
		writeFile(t, path, "")
		files = append(files, path)
	}
	got, err := Dirty(t.Context(), files)
	if err != nil || len(got) != len(files) {
		t.Errorf("%d of %d, %v", len(got), len(files), err)
	}
	for _, size := range []int{1, 300, 1 << 20} {
		n := 0
		for _, b := range batches(files, size) {
			n += len(b)
			if len(b) == 0 {
				t.Errorf("an empty batch would ask about the whole tree")
			}
		}
		if n != len(files) {
			t.Errorf("batches of %d bytes hold %d files, want %d", size, n, len(files))
		}
	}
}

func TestDirtyWithoutWorkTree(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{"a.ts": "", ".git/config": "this is no repository"})
	t.Setenv("PATH", "") // nothing needs git here
	if got, err := Dirty(t.Context(), []string{filepath.Join(dir, "a.ts")}); err != nil || len(got) > 0 {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Dirty(t.Context(), []string{filepath.Join(dir, "gone.ts")}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestDirtyErrors(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	file := filepath.Join(dir, "a.ts")
	writeFile(t, file, "")
	writeFile(t, filepath.Join(dir, ".git", "config"), "[core\nbroken")
	var e *Error
	if _, err := Dirty(t.Context(), []string{file}); !errors.Is(err, ErrGit) || !errors.As(err, &e) || e.Hint == "" || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "config") {
		t.Errorf("a broken repository: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Dirty(ctx, []string{file}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Dirty(t.Context(), []string{file}); !errors.Is(err, ErrNoGit) || !errors.As(err, &e) || !strings.Contains(e.Hint, "--force") {
		t.Errorf("no git program: %v", err)
	}
}

// Two repositories at a time, one inside the other, one of them linked.
func TestDirtySeveralWorkTrees(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".", "inner"} {
		git(t, dir, "init", "-q", name)
		writeTree(t, filepath.Join(dir, name), map[string]string{"clean.ts": "", "dirty.ts": ""})
		git(t, filepath.Join(dir, name), "add", "clean.ts", "dirty.ts")
		git(t, filepath.Join(dir, name), "commit", "-q", "-m", "x")
	}
	linked := filepath.Join(t.TempDir(), "linked")
	git(t, dir, "worktree", "add", "-q", linked)
	var files []string
	for _, d := range []string{dir, filepath.Join(dir, "inner"), linked} {
		writeFile(t, filepath.Join(d, "dirty.ts"), "x")
		files = append(files, filepath.Join(d, "clean.ts"), filepath.Join(d, "dirty.ts"))
	}
	got, err := Dirty(t.Context(), files)
	if err != nil || strings.Join(got, "|") != strings.Join([]string{files[1], files[3], files[5]}, "|") {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestWorkTree(t *testing.T) {
	dir, err := resolve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	writeTree(t, dir, map[string]string{"repo/.git/HEAD": "ref: refs/heads/main", "repo/a/b/c.ts": "", "sub/.git": "gitdir: ../repo/.git/modules/sub\n", "odd/.git": "something else", "empty/.git/x": ""})
	for path, want := range map[string]string{"repo/a/b": "repo", "repo": "repo", "sub": "sub", "odd": "", "empty": "", ".": ""} {
		got, ok := WorkTree(filepath.Join(dir, path))
		if want == "" && ok || want != "" && got != filepath.Join(dir, want) {
			t.Errorf("%s: %q, %v; want %q", path, got, ok, want)
		}
	}
}
