package js

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestForeignSources reads every source file below the folders named in
// CLERKCTL_SOURCES (a list as in PATH) and asserts that none of them breaks
// the tree's promises. It is for code that nobody here wrote: unpacked npm
// packages.
func TestForeignSources(t *testing.T) {
	roots := os.Getenv("CLERKCTL_SOURCES")
	if roots == "" {
		t.Skip("CLERKCTL_SOURCES names no folders")
	}
	var files, refused int
	for _, root := range filepath.SplitList(roots) {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			switch filepath.Ext(path) {
			case ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts":
			default:
				return nil
			}
			src, err := os.ReadFile(path)
			if err != nil || len(src) > 2<<20 {
				return err
			}
			files++
			start := time.Now()
			f, err := Parse(path, string(src))
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%s took %v", path, took)
			}
			if err != nil {
				refused++
				t.Logf("%s: %v", path, err)
				return nil
			}
			if err := checkTree(f); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			if err := checkStatements(f); err != nil && !f.TypeScript {
				t.Errorf("%s: %v", path, err)
			}
			if n, first := synthetics(f); n > 0 {
				t.Errorf("%s: %d nodes without a place, first %T at %d: %.40q", path, n, first, first.base().pos, f.Src[min(first.base().pos, len(f.Src)):])
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files, %d refused; %s", files, refused, roots)
}
