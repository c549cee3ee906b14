package project

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestReader(t *testing.T) {
	dir := t.TempDir()
	large := strings.Repeat("// text of no meaning\n", 120_000)
	writeTree(t, dir, map[string]string{
		"clerk.ts": "import '@clerk/nextjs'", "other.ts": "import 'react'", "empty.ts": "",
		"min.js": "Clerk" + strings.Repeat("a", 6000), "othermin.js": strings.Repeat("a", 6000),
		"utf16.ts": "\xff\xfeC\x00l\x00e\x00r\x00k\x00", "otherutf16.ts": "\xff\xfeC\x00",
		"large.ts": large + "Clerk", "otherlarge.ts": large, "generated.ts": "// @generated\nimport '@clerk/nextjs'",
	})
	r := NewReader(NewNeedles())
	for name, want := range map[string]Content{
		"clerk.ts":      {Data: []byte("import '@clerk/nextjs'"), Mentions: true},
		"other.ts":      {},
		"empty.ts":      {},
		"min.js":        {Mentions: true, Skip: SkipMinified},
		"othermin.js":   {},
		"utf16.ts":      {Mentions: true, Skip: SkipNotUTF8},
		"otherutf16.ts": {},
		"large.ts":      {Mentions: true, Skip: SkipTooLarge},
		"otherlarge.ts": {},
		"generated.ts":  {Mentions: true, Skip: SkipGenerated},
	} {
		for range 3 { // buffers that are used again
			got, err := r.Read(filepath.Join(dir, name), name)
			if err != nil || got.Mentions != want.Mentions || got.Skip != want.Skip || string(got.Data) != string(want.Data) {
				t.Errorf("%s: %v %q %q, %v", name, got.Mentions, got.Skip, got.Data, err)
			}
		}
	}
	all := NewReader(nil)
	if got, err := all.Read(filepath.Join(dir, "other.ts"), ""); err != nil || string(got.Data) != "import 'react'" {
		t.Errorf("without needles: %q, %v", got.Data, err)
	}
	if _, err := r.Read(filepath.Join(dir, "gone.ts"), "gone.ts"); !errors.Is(err, ErrUnreadable) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := r.Read(dir, "dir"); !errors.Is(err, ErrNotRegular) {
		t.Errorf("a folder: %v", err)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("text ", 50_000)
	writeTree(t, dir, map[string]string{"a.ts": "text", "empty.ts": "", "long.ts": long})
	for name, want := range map[string]string{"a.ts": "text", "empty.ts": "", "long.ts": long} {
		if got, err := ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	if _, err := ReadFile(filepath.Join(dir, "gone.ts")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := ReadFile(dir); err == nil {
		t.Error("a folder was read")
	}
	writeFile(t, filepath.Join(dir, "large.ts"), strings.Repeat("x", MaxSize+1))
	if _, err := ReadFile(filepath.Join(dir, "large.ts")); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a large file: %v", err)
	}
	// Files of which the system does not know the size.
	if want, err := os.ReadFile("/proc/self/cmdline"); err == nil {
		if got, err := ReadFile("/proc/self/cmdline"); err != nil || string(got) != string(want) {
			t.Errorf("%q, %v", got, err)
		}
	}
}

func TestReaderKeepsWhatItGave(t *testing.T) {
	dir := t.TempDir()
	names := []string{"a", "b", "c", "d"}
	for _, name := range names {
		writeFile(t, filepath.Join(dir, name), "Clerk "+strings.Repeat(name, 100))
		writeFile(t, filepath.Join(dir, name+"x"), strings.Repeat("x", 3000))
	}
	r := NewReader(NewNeedles())
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			for range 50 {
				got, err := r.Read(filepath.Join(dir, name), name)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := r.Read(filepath.Join(dir, name+"x"), name); err != nil {
					t.Error(err)
				}
				if want := "Clerk " + strings.Repeat(name, 100); string(got.Data) != want {
					t.Errorf("%s: %q", name, got.Data)
				}
			}
		})
	}
	wg.Wait()
}

func TestReaderWithoutPermission(t *testing.T) {
	asOrdinaryUser(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.ts")
		writeFile(t, path, "Clerk")
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		_, err := NewReader(NewNeedles()).Read(path, "src/a.ts")
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, ErrUnreadable) || err.Error() != "src/a.ts: cannot be read: permission denied" || e.Hint == "" {
			t.Errorf("got %v", err)
		}
	})
}
