//go:build unix

package project

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Opening a named pipe would wait for ever.
func TestWalkNamedPipe(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{"a.ts": ""})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.ts"), 0o644); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("pipe.ts", filepath.Join(dir, "link.ts")); err != nil {
		t.Fatal(err)
	}
	files, skips := walked(t, dir, WalkOptions{}, ".")
	equal(t, "files", files, "a.ts")
	equal(t, "skips", skips, "pipe.ts unreadable", "link.ts unreadable")
	err := Walk(t.Context(), []string{"pipe.ts"}, WalkOptions{}, func(context.Context, File) error { return nil })
	if !errors.Is(err, ErrNotRegular) || err.Error() != "pipe.ts: is a named pipe, not a file" {
		t.Errorf("named outright: %v", err)
	}
}

func TestWriteKeepsTheOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can write for somebody else")
	}
	path := filepath.Join(t.TempDir(), "a.ts")
	writeFile(t, path, "old")
	if err := os.Chown(path, ordinaryUser, ordinaryUser); err != nil {
		t.Fatal(err)
	}
	if err := (Writer{}).Write(path, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if stat := info.Sys().(*syscall.Stat_t); stat.Uid != ordinaryUser || stat.Gid != ordinaryUser || info.Mode() != 0o644 || content(t, path) != "new" {
		t.Errorf("the file belongs to %d:%d with mode %v", stat.Uid, stat.Gid, info.Mode())
	}
}
