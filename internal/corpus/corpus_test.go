package corpus_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/internal/corpus"
)

// read returns the .tsx files that git would not ignore, by path.
func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "dist" || e.Name() == "node_modules") {
			return fs.SkipDir
		}
		if strings.HasSuffix(path, ".tsx") {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			out[rel] = string(text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The corpus is what the benchmarks say it is.
func TestDefault(t *testing.T) {
	dir := t.TempDir()
	stats, err := corpus.Write(dir, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	if stats.Files != 2_000 || len(files) != 2_000 {
		t.Errorf("%d files, %d found", stats.Files, len(files))
	}
	if stats.Bytes < 13_500_000 || stats.Bytes > 14_500_000 {
		t.Errorf("%d bytes", stats.Bytes)
	}
	uses := 0
	small, large := 1<<30, 0
	lines := map[string]int{}
	total := 0
	for path, text := range files {
		if strings.Contains(text, "@clerk/") {
			uses++
		}
		small, large = min(small, len(text)), max(large, len(text))
		if len(text) > 36_000 {
			t.Errorf("%s has %d bytes", path, len(text))
		}
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); len(line) > 30 {
				lines[line]++
				total++
			}
		}
	}
	if uses != 200 || stats.Clerk != 200 {
		t.Errorf("%d files use Clerk, %d counted", uses, stats.Clerk)
	}
	if small > 2_000 || large < 25_000 {
		t.Errorf("sizes from %d to %d", small, large)
	}
	// Text that repeats would make every search and table look fast.
	if len(lines) < total*3/5 {
		t.Errorf("only %d of %d long lines differ", len(lines), total)
	}
}

func TestSourcesParse(t *testing.T) {
	dir := t.TempDir()
	if _, err := corpus.Write(dir, corpus.Options{Files: 600, Seed: 7, PassOn: true}); err != nil {
		t.Fatal(err)
	}
	for path, text := range read(t, dir) {
		if _, err := js.Parse(path, text); err != nil {
			e := err.(*js.ParseError)
			t.Errorf("%s:%d:%d: %v\n%s", path, e.Line, e.Column, err, strings.Split(text, "\n")[max(e.Line-1, 0)])
		}
	}
}

// The same options give the same application, and a file's text does not
// depend on how many there are.
func TestDeterministic(t *testing.T) {
	sum := func(o corpus.Options) map[string]string {
		dir := t.TempDir()
		if _, err := corpus.Write(dir, o); err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for path, text := range read(t, dir) {
			out[path] = fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
		}
		return out
	}
	few, again, many := sum(corpus.Options{Files: 50}), sum(corpus.Options{Files: 50}), sum(corpus.Options{Files: 200})
	for path, s := range few {
		if again[path] != s || many[path] != s {
			t.Errorf("%s differs", path)
		}
	}
	other := sum(corpus.Options{Files: 50, Seed: 1})
	same := 0
	for path, s := range few {
		if other[path] == s {
			same++
		}
	}
	if same > 0 {
		t.Errorf("another seed gave %d of the same files", same)
	}
}

// The program does to the corpus what the edits beside the shapes say, to the
// byte: in every file's own style, and nothing to the other files.
func TestMigrated(t *testing.T) {
	o := corpus.Options{Files: 1_000}
	before, after := t.TempDir(), t.TempDir()
	if _, err := corpus.Write(before, o); err != nil {
		t.Fatal(err)
	}
	o.Migrated = true
	if _, err := corpus.Write(after, o); err != nil {
		t.Fatal(err)
	}
	old := read(t, before)
	target := rules.Next()
	_, err := codemod.Run(t.Context(), codemod.Options{
		Paths: []string{before}, Rules: rules.All(target), Target: target, Mode: codemod.Write, Force: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	got, want := read(t, before), read(t, after)
	changed, shown := 0, 0
	for path, text := range want {
		if text != old[path] {
			changed++
		}
		if got[path] != text && shown < 3 {
			shown++
			t.Errorf("%s is not as it should be: -want +got\n%s", path, udiff.Unified("want", "got", text, got[path]))
		}
	}
	if changed < 50 || len(got) != len(want) {
		t.Errorf("%d of %d files change, %d are there", changed, len(want), len(got))
	}
}
