package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The pictures show what the program prints today, and the README shows them.
func TestPicturesAreCurrent(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"TERM", "COLORTERM", "CLICOLOR_FORCE", "NO_COLOR"} {
		t.Setenv(name, "") // brings back what is set while drawing
	}
	drawn := map[string]bool{}
	for _, p := range pictures() {
		file := "docs/pictures/" + p.name + ".svg"
		drawn[filepath.Base(file)] = true
		want, err := p.draw(filepath.Join(root, "testdata"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what %q prints now; go run ./docs/pictures draws it", file, p.command)
		}
		for d := xml.NewDecoder(bytes.NewReader(got)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
		}
		if !strings.Contains(string(readme), "("+file+")") {
			t.Errorf("README.md does not show %s", file)
		}
	}
	found, err := filepath.Glob(filepath.Join(root, "docs/pictures/*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !drawn[filepath.Base(f)] {
			t.Errorf("%s is drawn by nobody", f)
		}
	}
}

func TestUnknownSequences(t *testing.T) {
	for _, text := range []string{"\x1b[4mx", "\x1b[38;2;1mx", "\x1b[1"} {
		if got, err := drawing(text, ""); err == nil {
			t.Errorf("%q is drawn as %s", text, got)
		}
	}
}
