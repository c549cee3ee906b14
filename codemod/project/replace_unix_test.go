//go:build unix

package project

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestReplaceKeepsModeAndLink(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "report"), filepath.Join(dir, "link")
	writeFile(t, path, "old")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("report", link); err != nil {
		t.Fatal(err)
	}
	if err := Replace(link, put("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link: %v %v", info, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 || content(t, path) != "new" {
		t.Errorf("the file: %v %v", info, err)
	}
}

// A new file has the mode that any program's new files have.
func TestReplaceNewMode(t *testing.T) {
	dir := t.TempDir()
	ordinary, ours := filepath.Join(dir, "ordinary"), filepath.Join(dir, "ours")
	f, err := os.Create(ordinary)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if err := Replace(ours, put("new")); err != nil {
		t.Fatal(err)
	}
	a, _ := os.Stat(ordinary)
	b, _ := os.Stat(ours)
	if a.Mode() != b.Mode() {
		t.Errorf("mode %v, want %v", b.Mode(), a.Mode())
	}
}

func TestReplacePipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() {
		f, err := os.Open(path)
		if err != nil {
			got <- err.Error()
			return
		}
		defer f.Close()
		all, _ := io.ReadAll(f)
		got <- string(all)
	}()
	if err := Replace(path, put("through the pipe")); err != nil {
		t.Fatal(err)
	}
	if text := <-got; text != "through the pipe" {
		t.Errorf("got %q", text)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is gone: %v %v", info, err)
	}
}
