package project

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestCreate(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "out")); err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "there"), []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "dangling")); err != nil {
		t.Fatal(err)
	}
	w := Writer{Root: dir}
	cases := []struct {
		name string
		want error
	}{
		{"new", nil},
		{"there", ErrExists},
		{"dangling", ErrExists},
		{"out/new", ErrOutsideRoot},
		{"no/folder", fs.ErrNotExist},
	}
	for _, c := range cases {
		if err := w.Create(filepath.Join(dir, c.name), []byte("text")); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "new")); err != nil || string(text) != "text" {
		t.Errorf("new is %q, %v", text, err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "there")); err != nil || string(text) != "old" {
		t.Errorf("there is %q, %v", text, err)
	}
	for _, d := range []string{dir, outside} {
		entries, err := os.ReadDir(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if isStray := e.Name() != "new" && e.Name() != "there" && e.Name() != "out" && e.Name() != "dangling"; isStray {
				t.Errorf("%s is left", e.Name())
			}
		}
	}
}
