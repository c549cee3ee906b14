package project

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWriteOnARealFullDisk fills a disk of 64 KB. Making one takes rights that
// tests do not have everywhere; TestWriteOnAFullDisk needs none.
func TestWriteOnARealFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("cannot mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	path := filepath.Join(dir, "a.ts")
	old := bytes.Repeat([]byte("old text\n"), 4_000)
	if err := os.WriteFile(path, old, 0o644); err != nil {
		t.Fatal(err)
	}
	err := (Writer{}).Write(path, old, bytes.Repeat([]byte("new text\n"), 5_000))
	var e *Error
	if !errors.Is(err, syscall.ENOSPC) || !errors.As(err, &e) || e.Hint == "" {
		t.Errorf("got %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, old) {
		t.Errorf("the file holds %d bytes of something else, %v", len(got), err)
	}
	equal(t, "left behind", names(t, dir), "a.ts")
}
