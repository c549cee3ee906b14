package project

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// walked is what a walk of paths (relative to dir, which becomes the working
// folder) finds and skips, sorted.
func walked(t *testing.T, dir string, opts WalkOptions, paths ...string) (files, skips []string) {
	t.Helper()
	t.Chdir(dir)
	var mu sync.Mutex
	opts.OnSkip = func(s Skip) {
		var e *Error
		if !errors.As(s.Err, &e) || e.Problem == "" || strings.Contains(e.Problem, s.Path) {
			t.Errorf("skip %s without a clear error: %v", s.Path, s.Err)
		}
		skips = append(skips, filepath.ToSlash(s.Path)+" "+s.Reason)
	}
	err := Walk(t.Context(), paths, opts, func(_ context.Context, f File) error {
		mu.Lock()
		defer mu.Unlock()
		if !filepath.IsAbs(f.Abs) || !within(f.Root, f.Abs) || f.Kind != KindOf(f.Path) {
			t.Errorf("odd file %+v", f)
		}
		files = append(files, filepath.ToSlash(f.Path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	slices.Sort(skips)
	return files, skips
}

func equal(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

func TestWalkFindsSources(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{
		"a.js": "", "b.jsx": "", "c.ts": "", "d.tsx": "", "e.mjs": "", "f.cjs": "", "g.mts": "", "h.cts": "", "i.d.ts": "",
		"package.json": "", "pnpm-workspace.yaml": "", "README.md": "", "style.css": "", "x.vue": "", "package-lock.json": "", "js": "",
		"pages/[[...index]].js": "", "pages/[id]/*.tsx": "", "deep/er/still/x.ts": "", ".hidden/y.ts": "",
		"node_modules/m/index.js": "", "packages/p/node_modules/m/index.js": "", "packages/p/index.js": "", ".git/hooks/h.js": "",
		"my_node_modules/z.js": "",
	})
	all := []string{"a.js", "b.jsx", "c.ts", "d.tsx", "e.mjs", "f.cjs", "g.mts", "h.cts", "i.d.ts", "package.json", "pnpm-workspace.yaml",
		"pages/[[...index]].js", "pages/[id]/*.tsx", "deep/er/still/x.ts", ".hidden/y.ts", "packages/p/index.js", "my_node_modules/z.js"}
	files, skips := walked(t, dir, WalkOptions{}, ".")
	equal(t, "files", files, all...)
	equal(t, "skips", skips)

	// The same whatever the number of jobs and however the paths overlap.
	for _, jobs := range []int{1, 2, 16} {
		files, _ = walked(t, dir, WalkOptions{Jobs: jobs}, "pages", ".", "./pages/", "pages/[[...index]].js", filepath.Join(dir, "pages"), "a.js", "./a.js", "deep/er")
		equal(t, fmt.Sprint("overlapping paths, jobs ", jobs), files, all...)
	}
	files, _ = walked(t, dir, WalkOptions{}, "pages/[[...index]].js", "pages/[id]")
	equal(t, "named", files, "pages/[[...index]].js", "pages/[id]/*.tsx")
	files, _ = walked(t, filepath.Join(dir, "pages"), WalkOptions{}, "..//deep", filepath.Join(dir, "a.js"))
	equal(t, "outside the working folder", files, "../deep/er/still/x.ts", filepath.ToSlash(filepath.Join(dir, "a.js")))
}

// A folder is listed in parts, each part once, whatever there is of it, and its
// ignore file counts for all of it. Of those that are one part it is told which
// files of configuration they have, as a project finds them.
func TestWalkFolders(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	sizes := []int{0, 1, batch - 3, batch - 2, batch - 1, 2*batch - 2, 2*batch - 1}
	tree := map[string]string{"tsconfig.json": "{}", "sub/package.json": "{}", "sub/jsconfig.json/x.js": ""}
	var want []string
	for _, size := range sizes {
		tree[fmt.Sprintf("%d/.gitignore", size)] = "*.ts\n"
		tree[fmt.Sprintf("%d/left-out.ts", size)] = ""
		for i := range size {
			name := fmt.Sprintf("%d/%d.js", size, i)
			tree[name] = ""
			want = append(want, name)
		}
	}
	writeTree(t, dir, tree)
	if runtime.GOOS != "windows" {
		if err := os.Symlink("../tsconfig.json", filepath.Join(dir, "sub", "tsconfig.json")); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	told := map[string]Presence{}
	files, _ := walked(t, dir, WalkOptions{OnFolder: func(abs string, has Presence) {
		mu.Lock()
		defer mu.Unlock()
		told[abs] = has
	}}, ".")
	equal(t, "files", files, append(want, "sub/package.json", "sub/jsconfig.json/x.js")...)
	p := New(dir, versions())
	for abs, has := range told {
		if asked := p.presence(abs); asked != has {
			t.Errorf("%s has %b, was told %b", abs, asked, has)
		}
	}
	if _, ok := told[filepath.Join(dir, "sub")]; !ok || len(told) < 5 {
		t.Errorf("told of %d folders", len(told))
	}
}

func TestWalkGitignore(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "-q", "repo")
	writeTree(t, dir, map[string]string{
		".gitignore":      "*.ts\n", // above the work tree: not ours
		"global":          "global.js\n",
		"repo/.gitignore": "dist/\n*.gen.ts\n/src/local.ts\n!keep.gen.ts\n",
		"repo/src/a.ts":   "", "repo/src/b.gen.ts": "", "repo/src/keep.gen.ts": "", "repo/src/local.ts": "", "repo/src/sub/local.ts": "",
		"repo/dist/x.js": "", "repo/src/dist/x.js": "", "repo/src/global.js": "", "repo/src/excluded.js": "",
		"repo/src/sub/.gitignore": "!b.gen.ts\nonly.ts\n", "repo/src/sub/b.gen.ts": "", "repo/src/sub/only.ts": "", "repo/src/only.ts": "",
		"repo/.git/info/exclude": "excluded.js\n",
	})
	git(t, filepath.Join(dir, "repo"), "config", "core.excludesFile", filepath.Join(dir, "global"))
	repo := filepath.Join(dir, "repo")
	files, skips := walked(t, repo, WalkOptions{}, ".")
	want := []string{"src/a.ts", "src/keep.gen.ts", "src/sub/local.ts", "src/sub/b.gen.ts", "src/only.ts"}
	equal(t, "files", files, want...)
	equal(t, "skips", skips)

	files, _ = walked(t, filepath.Join(repo, "src", "sub"), WalkOptions{}, ".")
	equal(t, "patterns from above", files, "b.gen.ts", "local.ts")
	files, _ = walked(t, repo, WalkOptions{}, "src/b.gen.ts", "dist/x.js", "src/global.js", "src/excluded.js")
	equal(t, "named outright", files, "src/b.gen.ts", "dist/x.js", "src/global.js", "src/excluded.js")
	files, _ = walked(t, repo, WalkOptions{}, ".", "src/b.gen.ts", "dist")
	equal(t, "named beside its folder", files, append(want, "src/b.gen.ts", "dist/x.js")...)
}

func TestWalkGitignoreWithoutGit(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{".gitignore": "dist\n", "dist/a.js": "", "src/a.js": "", "src/.gitignore": "b.js", "src/b.js": "", "src/deep/dist/x.js": "", "src/deep/y.js": ""})
	files, _ := walked(t, dir, WalkOptions{}, ".")
	equal(t, "files", files, "src/a.js", "src/deep/y.js")
	files, _ = walked(t, dir, WalkOptions{}, ".", "src/deep")
	equal(t, "a folder in a folder", files, "src/a.js", "src/deep/y.js")
}

// A repository inside another one, and the .git file of a linked work tree.
func TestWalkNestedRepositories(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	git(t, dir, "init", "-q", "inner")
	writeTree(t, dir, map[string]string{
		".gitignore": "*.gen.js\n", "a.gen.js": "", "a.js": "", "inner/a.gen.js": "", "inner/b.js": "", "inner/c.js": "",
		"inner/.git/info/exclude": "b.js\n",
	})
	files, _ := walked(t, dir, WalkOptions{}, ".")
	equal(t, "nested", files, "a.js", "inner/a.gen.js", "inner/c.js")

	writeTree(t, dir, map[string]string{".git/info/exclude": "hidden.js\n"})
	git(t, dir, "add", "a.js")
	git(t, dir, "commit", "-q", "-m", "x")
	linked := filepath.Join(t.TempDir(), "linked")
	git(t, dir, "worktree", "add", "-q", linked)
	writeTree(t, linked, map[string]string{"hidden.js": "", "b.js": ""})
	files, _ = walked(t, linked, WalkOptions{}, ".")
	equal(t, "linked work tree", files, "a.js", "b.js")
}

func TestWalkExclude(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{"a.ts": "", "a.test.ts": "", "legacy/x.ts": "", "src/legacy/x.ts": "", "src/a.test.ts": "", "src/gen/a/b.ts": ""})
	files, _ := walked(t, dir, WalkOptions{Exclude: []Exclude{{"", []string{"*.test.ts", "legacy/**", "./src/gen/"}}}}, ".")
	equal(t, "files", files, "a.ts", "src/legacy/x.ts")
	files, _ = walked(t, dir, WalkOptions{Exclude: []Exclude{{"", []string{"legacy", "**/gen/**/*.ts"}}}}, ".", "a.test.ts")
	equal(t, "by name", files, "a.ts", "a.test.ts", "src/a.test.ts")
	files, _ = walked(t, dir, WalkOptions{Exclude: []Exclude{{"", []string{"*"}}}}, "a.ts")
	equal(t, "named outright", files, "a.ts")
	files, _ = walked(t, dir, WalkOptions{Exclude: []Exclude{{filepath.Join(dir, "src"), []string{"./gen/"}}, {"", []string{"src/a.test.ts"}}}}, "src")
	equal(t, "with two bases", files, "src/legacy/x.ts")
	for _, pattern := range []string{"src/gen", "src/gen/", "gen", "src/gen/**", "src"} {
		files, _ = walked(t, dir, WalkOptions{Exclude: []Exclude{{"", []string{pattern}}}}, "src/gen/a", "a.ts")
		equal(t, "in a folder that is left out by "+pattern, files, "a.ts")
	}
	err := Walk(t.Context(), []string{"."}, WalkOptions{Exclude: []Exclude{{"", []string{"[a"}}}}, func(context.Context, File) error { return nil })
	if !errors.Is(err, ErrPattern) {
		t.Errorf("a broken pattern: %v", err)
	}
}

func TestWalkLinks(t *testing.T) {
	dir := t.TempDir()
	outside := t.TempDir()
	writeTree(t, dir, map[string]string{
		"app/real.ts": "", "app/plain.txt": "", "app/ignored/deep.ts": "", "app/.gitignore": "ignored\n", "app/dir/in.ts": "",
		"app/node_modules/m/m.ts": "", "other/o.ts": "",
	})
	writeTree(t, outside, map[string]string{"secret.ts": ""})
	link := func(target, name string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(dir, "app", name)); err != nil {
			t.Fatal(err)
		}
	}
	link("real.ts", "same.ts")                                // found by its own name
	link("plain.txt", "typed.ts")                             // only by the link
	link("plain.txt", "typed2.ts")                            // again
	link(filepath.Join("ignored", "deep.ts"), "deep-link.ts") // only by the link
	link(filepath.Join(outside, "secret.ts"), "secret.ts")
	link("../other/o.ts", "sibling.ts")
	link("node_modules/m/m.ts", "module.ts")
	link("nowhere.ts", "broken.ts")
	link("loop.ts", "loop.ts")
	link("dir", "dir-link.ts")
	link(".", "self")
	link("..", "up")
	link(os.DevNull, "null.ts")

	files, skips := walked(t, dir, WalkOptions{}, "app")
	files = slices.DeleteFunc(files, func(s string) bool { return s == "app/typed2.ts" || s == "app/typed.ts" })
	equal(t, "files", files, "app/real.ts", "app/deep-link.ts", "app/dir/in.ts")
	equal(t, "skips", skips, "app/secret.ts unreadable", "app/sibling.ts unreadable", "app/module.ts unreadable", "app/broken.ts unreadable",
		"app/loop.ts unreadable", "app/null.ts unreadable")

	files, _ = walked(t, dir, WalkOptions{}, "app")
	if n := len(files); n != 4 {
		t.Errorf("%d files, want one of the two links to plain.txt: %q", n, files)
	}
	// Named outright: the link and its target are one file, whichever is given.
	files, skips = walked(t, dir, WalkOptions{}, "app/same.ts", "app/real.ts", "app/secret.ts")
	equal(t, "named links", files, "app/same.ts")
	equal(t, "named links", skips, "app/secret.ts unreadable")
	files, _ = walked(t, dir, WalkOptions{}, "app", "app/same.ts")
	if slices.Contains(files, "app/real.ts") || !slices.Contains(files, "app/same.ts") {
		t.Errorf("a file named by a link comes twice: %q", files)
	}
	// A folder named by a link is walked.
	files, _ = walked(t, dir, WalkOptions{}, "app/up/other")
	equal(t, "a folder behind a link", files, "app/up/other/o.ts")
}

func TestWalkBadPaths(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{"a.ts": "", "node_modules/m/a.ts": "", "notes.md": ""})
	if err := os.Symlink("gone", filepath.Join(dir, "dangling.ts")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for path, want := range map[string]struct {
		kind error
		hint string
	}{
		"gone.ts":        {ErrNotFound, "spelling"},
		"src/**/*.ts":    {ErrNotFound, "never as a glob"},
		"":               {ErrNotFound, "working folder"},
		"dangling.ts":    {ErrNotFound, "link"},
		"a.ts/x":         {ErrUnreadable, ""},
		"node_modules":   {ErrNeverEntered, "file itself"},
		"node_modules/m": {ErrNeverEntered, "file itself"},
	} {
		visited := false
		err := Walk(t.Context(), []string{".", path}, WalkOptions{}, func(context.Context, File) error { visited = true; return nil })
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, want.kind) || !strings.Contains(e.Hint, want.hint) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v (hint in %+v)", path, err, e)
		}
		if visited {
			t.Errorf("%q: files were visited although a path is wrong", path)
		}
	}
	files, skips := walked(t, dir, WalkOptions{}, "node_modules/m/a.ts", "notes.md")
	equal(t, "a file in node_modules", files, "node_modules/m/a.ts")
	equal(t, "an unsupported file", skips, "notes.md unsupported")
}

func TestWalkStops(t *testing.T) {
	dir := t.TempDir()
	for i := range 300 {
		writeFile(t, filepath.Join(dir, fmt.Sprint(i%17), fmt.Sprint(i, ".ts")), "")
	}
	failed := errors.New("stop here")
	for _, jobs := range []int{1, 4} {
		err := Walk(t.Context(), []string{dir}, WalkOptions{Jobs: jobs}, func(context.Context, File) error { return failed })
		if !errors.Is(err, failed) {
			t.Errorf("jobs %d: %v, want the error of visit", jobs, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err = Walk(ctx, []string{dir}, WalkOptions{Jobs: jobs}, func(context.Context, File) error { cancel(); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("jobs %d: %v, want the context's error", jobs, err)
		}
	}
	if err := Walk(t.Context(), nil, WalkOptions{}, func(context.Context, File) error { return failed }); err != nil {
		t.Errorf("no paths: %v", err)
	}
}

func TestWalkReportsStrays(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{"src/.clerkctl-a.ts-123.tmp": "", "src/a.ts": "", "src/.other-a.ts-123.tmp": ""})
	var strays []string
	err := Walk(t.Context(), []string{dir}, WalkOptions{OnStray: func(p string) { strays = append(strays, filepath.Base(p)) }}, func(context.Context, File) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "strays", strays, ".clerkctl-a.ts-123.tmp")
}

// TestWalkMemory: ten times the files, the same memory. What is live in the
// middle of the walk counts, not what was allocated and freed.
func TestWalkMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 20,000 files")
	}
	peak := func(files int) uint64 {
		dir := t.TempDir()
		for i := range files {
			if i%200 == 0 {
				if err := os.Mkdir(filepath.Join(dir, fmt.Sprint(i/200)), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i/200), fmt.Sprintf("some-component-with-a-name-%d.tsx", i)), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var most uint64
		n := 0
		err := Walk(t.Context(), []string{dir}, WalkOptions{Jobs: 1}, func(context.Context, File) error {
			if n++; n%(files/10) == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
			return nil
		})
		if err != nil || n != files {
			t.Fatal(n, err)
		}
		return most
	}
	small, large := peak(2_000), peak(20_000)
	if large > small+512<<10 {
		t.Errorf("2,000 files need %d KB, 20,000 need %d KB", small>>10, large>>10)
	}
}

func TestWalkUnreadableFolder(t *testing.T) {
	asOrdinaryUser(t, func(t *testing.T) {
		dir := t.TempDir()
		writeTree(t, dir, map[string]string{"a.ts": "", "locked/b.ts": "", "open/c.ts": "", "open/.gitignore": "c.ts\n"})
		if err := os.Chmod(filepath.Join(dir, "locked"), 0); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, "open", ".gitignore"), 0); err != nil {
			t.Fatal(err)
		}
		files, skips := walked(t, dir, WalkOptions{}, ".")
		equal(t, "files", files, "a.ts", "open/c.ts")
		equal(t, "skips", skips, "locked unreadable", "open/.gitignore unreadable")
		err := Walk(t.Context(), []string{"locked/b.ts"}, WalkOptions{}, func(context.Context, File) error { return nil })
		if !errors.Is(err, ErrUnreadable) || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("a file in a locked folder: %v", err)
		}
		_ = os.Chmod(filepath.Join(dir, "locked"), 0o755)
	})
}

func BenchmarkWalk(b *testing.B) {
	dir := b.TempDir()
	writeFile(b, filepath.Join(dir, ".gitignore"), "node_modules\n/dist/\n*.gen.ts\n.env*\ncoverage/\n**/tmp/**\n")
	for i := range 2_000 {
		writeFile(b, filepath.Join(dir, fmt.Sprint("d", i/20), fmt.Sprint(i, ".tsx")), "x")
	}
	for b.Loop() {
		if err := Walk(b.Context(), []string{dir}, WalkOptions{}, func(context.Context, File) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
