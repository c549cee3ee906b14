package project

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// names are the entries of a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	root, err := resolve(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.ts", "[[...index]].js", "with space*.tsx", strings.Repeat("é", 125) + ".ts"} {
		path := filepath.Join(dir, name)
		writeFile(t, path, "old")
		if err := (Writer{Root: root}).Write(path, []byte("old"), []byte("new content")); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != "new content" {
			t.Errorf("%s: %q", name, got)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "left behind", names(t, dir))
}

func TestWriteKeepsTheMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.js")
	for _, mode := range []fs.FileMode{0o644, 0o600, 0o755, 0o664, 0o666, 0o200 | 0o444} {
		writeFile(t, path, "old")
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := (Writer{}).Write(path, []byte("old"), []byte("new")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode() != mode || content(t, path) != "new" {
			t.Errorf("mode %v became %v, %v", mode, info.Mode(), err)
		}
	}
}

func TestWriteRefusesChangedFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.ts")
	for _, present := range []string{"", "olD", "old and more", "o"} {
		writeFile(t, path, present)
		err := (Writer{}).Write(path, []byte("old"), []byte("new"))
		var e *Error
		if !errors.Is(err, ErrChanged) || !errors.As(err, &e) || e.Hint == "" {
			t.Errorf("%q: %v", present, err)
		}
		if got := content(t, path); got != present {
			t.Errorf("%q became %q", present, got)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := (Writer{}).Write(path, []byte("old"), []byte("new")); !errors.Is(err, ErrChanged) {
		t.Errorf("a removed file: %v", err)
	}
	equal(t, "left behind", names(t, dir))
}

// Somebody writes the file between our comparison and our rename.
func TestWriteRefusesFilesThatChangeMeanwhile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.ts")
	for name, meddle := range map[string]func(){
		"written":  func() { writeFile(t, path, "theirs") },
		"replaced": func() { writeFile(t, path+"x", "old"); _ = os.Rename(path+"x", path) },
		"removed":  func() { _ = os.Remove(path) },
		"touched":  func() { _ = os.Chtimes(path, time.Now(), time.Now().Add(time.Second)) },
	} {
		writeFile(t, path, "old")
		w := Writer{create: func(dir, pattern string) (tempFile, error) {
			meddle()
			return createTemp(dir, pattern)
		}}
		if err := w.Write(path, []byte("old"), []byte("new")); !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := os.ReadFile(path); err == nil && string(got) == "new" {
			t.Errorf("%s: overwritten", name)
		}
	}
	_ = os.Remove(path)
	equal(t, "left behind", names(t, dir))
}

func TestWriteLinks(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	root, err := resolve(dir)
	if err != nil {
		t.Fatal(err)
	}
	writeTree(t, dir, map[string]string{"deep/real.ts": "old"})
	writeTree(t, outside, map[string]string{"secret.ts": "old"})
	for name, target := range map[string]string{"in.ts": "deep/real.ts", "out.ts": filepath.Join(outside, "secret.ts"), "outdir": outside} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	w := Writer{Root: root}
	if err := w.Write(filepath.Join(dir, "in.ts"), []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "in.ts")); err != nil || info.Mode()&fs.ModeSymlink == 0 || content(t, filepath.Join(dir, "deep/real.ts")) != "new" {
		t.Errorf("the link is %v, its target %q", info.Mode(), content(t, filepath.Join(dir, "deep/real.ts")))
	}
	for _, name := range []string{"out.ts", "outdir/secret.ts"} {
		if err := w.Write(filepath.Join(dir, name), []byte("old"), []byte("new")); !errors.Is(err, ErrOutsideRoot) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := content(t, filepath.Join(outside, "secret.ts")); got != "old" {
		t.Errorf("written outside the root: %q", got)
	}
	equal(t, "left outside", names(t, outside), "secret.ts")
}

// fullDisk is a disk on which a file can be made, and no more.
type fullDisk struct {
	*os.File
	room int
	fail string // the step that fails
}

func (f *fullDisk) Write(p []byte) (int, error) {
	if f.fail == "write" {
		n, _ := f.File.Write(p[:min(f.room, len(p))])
		return n, &fs.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return f.File.Write(p)
}

func (f *fullDisk) Sync() error {
	if f.fail == "sync" {
		return &fs.PathError{Op: "sync", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return f.File.Sync()
}

func (f *fullDisk) Chmod(mode fs.FileMode) error {
	if f.fail == "chmod" {
		return &fs.PathError{Op: "chmod", Path: f.Name(), Err: syscall.EPERM}
	}
	return f.File.Chmod(mode)
}

func TestWriteOnAFullDisk(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.ts")
	writeFile(t, path, "old")
	for _, step := range []string{"write", "sync", "chmod"} {
		w := Writer{create: func(dir, pattern string) (tempFile, error) {
			f, err := os.CreateTemp(dir, pattern)
			return &fullDisk{f, 3, step}, err
		}}
		err := w.Write(path, []byte("old"), []byte("something longer"))
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Problem, "cannot be written: ") || strings.Contains(err.Error(), strayPrefix) {
			t.Errorf("%s: %v", step, err)
		}
		if step != "chmod" && (!errors.Is(err, syscall.ENOSPC) || !strings.Contains(e.Hint, "space")) {
			t.Errorf("%s: %v, hint %q", step, err, e.Hint)
		}
		if got := content(t, path); got != "old" {
			t.Errorf("%s: the file holds %q", step, got)
		}
	}
	equal(t, "left behind", names(t, dir), "a.ts")
}

func TestWriteReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.ts")
	writeFile(t, path, "old")
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	// Whoever runs this, root included.
	if err := (Writer{}).Write(path, []byte("old"), []byte("new")); !errors.Is(err, ErrReadOnly) || content(t, path) != "old" {
		t.Errorf("a read-only file: %v", err)
	}
}

func TestWriteWithoutPermission(t *testing.T) {
	asOrdinaryUser(t, func(t *testing.T) {
		dir := t.TempDir()
		path := filepath.Join(dir, "a.ts")
		writeFile(t, path, "old")
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		err := (Writer{}).Write(path, []byte("old"), []byte("new"))
		if !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), "folder is read-only") || content(t, path) != "old" {
			t.Errorf("a read-only folder: %v", err)
		}
		_ = os.Chmod(dir, 0o755)
		if err := os.Chmod(path, 0o444); err != nil {
			t.Fatal(err)
		}
		if err := (Writer{}).Write(path, []byte("old"), []byte("new")); !errors.Is(err, ErrReadOnly) || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("a read-only file: %v", err)
		}
		equal(t, "left behind", names(t, dir), "a.ts")
	})
}

func TestStrays(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.ts")
	writeFile(t, path, "old")
	writeTree(t, dir, map[string]string{".clerkctl-a.ts-1.tmp": "half", ".clerkctl-b.ts-2.tmp": "", "clerkctl-a.ts.tmp": "mine", ".clerkctl.json": "mine"})
	if err := os.Symlink("a.ts", filepath.Join(dir, ".clerkctl-link-3.tmp")); err != nil {
		t.Fatal(err)
	}
	// A file that another run is writing this moment stays.
	busy, err := createTemp(dir, tempPattern("a.ts"))
	if err != nil {
		t.Fatal(err)
	}
	if n := removeStrays(t, dir); n != 2 {
		t.Errorf("removed %d", n)
	}
	equal(t, "left", names(t, dir), "a.ts", "clerkctl-a.ts.tmp", ".clerkctl.json", ".clerkctl-link-3.tmp", filepath.Base(busy.Name()))
	if err := busy.Close(); err != nil {
		t.Fatal(err)
	}
	if gone, err := RemoveStray(busy.Name()); err != nil || !gone {
		t.Errorf("a closed one: %v, %v", gone, err)
	}
	for _, name := range []string{"a.ts", ".clerkctl-gone.ts-1.tmp", ".clerkctl.json"} {
		if gone, err := RemoveStray(filepath.Join(dir, name)); err != nil || gone {
			t.Errorf("%s: %v, %v", name, gone, err)
		}
	}
}

// removeStrays offers each file of a folder to RemoveStray, and says how many
// were removed.
func removeStrays(t *testing.T, dir string) int {
	t.Helper()
	removed := 0
	for _, name := range names(t, dir) {
		gone, err := RemoveStray(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if gone {
			removed++
		}
	}
	return removed
}
