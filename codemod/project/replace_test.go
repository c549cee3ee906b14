package project

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func put(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"report.sarif", "a*b.json", "with space.xml", strings.Repeat("é", 125) + ".ts"} {
		path := filepath.Join(dir, name)
		for _, text := range []string{"new", strings.Repeat("much longer than before ", 10_000), ""} {
			if err := Replace(path, put(text)); err != nil {
				t.Fatal(err)
			}
			if content(t, path) != text {
				t.Errorf("%s: not what was written", name)
			}
		}
		equal(t, "in the folder", names(t, dir), name)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReplaceFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.json")
	broken := errors.New("broken")
	half := func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("half", 100_000)); err != nil {
			return err
		}
		return broken
	}
	if err := Replace(path, half); !errors.Is(err, broken) {
		t.Errorf("new file: %v", err)
	}
	equal(t, "left behind", names(t, dir))

	writeFile(t, path, "old")
	if err := Replace(path, half); !errors.Is(err, broken) {
		t.Errorf("present file: %v", err)
	}
	equal(t, "left behind", names(t, dir), "report.json")
	if content(t, path) != "old" {
		t.Error("the old content is gone")
	}
}

func TestCannotReplace(t *testing.T) {
	dir := t.TempDir()
	readOnly := filepath.Join(dir, "read-only")
	writeFile(t, readOnly, "old")
	if err := os.Chmod(readOnly, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "dangling")); err != nil {
		t.Skip(err)
	}
	for name, want := range map[string]string{
		"read-only":       "is read-only",
		"dangling":        "is a link to a file that does not exist",
		"":                "is a folder, not a file",
		"missing/x.sarif": "cannot be written: the folder " + filepath.Join(dir, "missing") + " does not exist",
		"read-only/x":     "cannot be written: ",
	} {
		path := filepath.Join(dir, name)
		for _, err := range []error{CanReplace(path), Replace(path, put("new"))} {
			var e *Error
			if !errors.As(err, &e) || !strings.HasPrefix(e.Problem, want) || e.Path != path {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	equal(t, "in the folder", names(t, dir), "dangling", "read-only")
	if content(t, readOnly) != "old" {
		t.Error("the read-only file was written")
	}
}
