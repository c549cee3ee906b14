package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// here is the platform of this machine.
func here() target { return target{runtime.GOOS, runtime.GOARCH} }

// command runs a program and fails the test when it fails.
func command(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// clone is a clone of this repository in a folder of its own.
func clone(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "clone")
	top := strings.TrimSpace(command(t, ".", "git", "rev-parse", "--show-toplevel"))
	command(t, ".", "git", "clone", "-q", "--no-local", top, dir)
	return dir
}

// TestRelease releases the commit that is checked out, for this platform, from
// two clones in different folders.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	var trees []map[string]string
	var out string
	for range 2 {
		out = filepath.Join(t.TempDir(), "dist")
		o := options{source: clone(t), out: out, snapshot: true, targets: []target{here()}}
		if err := release(t.Context(), o, t.Output()); err != nil {
			t.Fatal(err)
		}
		trees = append(trees, sums(t, out))
	}
	if !maps.Equal(trees[0], trees[1]) {
		t.Errorf("two runs on one commit differ:\n%v\n%v", trees[0], trees[1])
	}
	files := trees[1]

	t.Run("checksums", func(t *testing.T) {
		for line := range strings.Lines(read(t, out, "checksums.txt")) {
			sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
			if files[name] != sum {
				t.Errorf("%s has the sum %s, checksums.txt says %s", name, files[name], sum)
			}
			if name, ok := strings.CutSuffix(name, ".tar.gz"); ok && !strings.Contains(read(t, out, "clerkctl.rb"), sum) {
				t.Errorf("the formula does not know the sum of %s", name)
			}
		}
	})
	t.Run("licences", func(t *testing.T) {
		var bom struct {
			Components []struct{ Name, Version string }
		}
		if err := json.Unmarshal([]byte(read(t, out, "clerkctl.cdx.json")), &bom); err != nil {
			t.Fatal(err)
		}
		if len(bom.Components) < 10 {
			t.Errorf("the bill of materials has %d modules", len(bom.Components))
		}
		packed := slices.Collect(maps.Keys(files))
		for _, c := range bom.Components {
			part := "/licences/" + c.Name + "@" + c.Version + "/"
			if !slices.ContainsFunc(packed, func(name string) bool { return strings.Contains(name, part) }) {
				t.Errorf("%s is compiled in, and its licence is not there", c.Name)
			}
		}
	})
	t.Run("manuals", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("its archive has none")
		}
		archives, err := filepath.Glob(filepath.Join(out, "*.tar.gz"))
		if err != nil || len(archives) != 1 {
			t.Fatalf("%q (%v), want one archive", archives, err)
		}
		list := command(t, out, "tar", "-tzf", archives[0])
		for _, page := range []string{"/man/man1/clerkctl.1\n", "/man/man1/clerkctl-token-verify.1\n"} {
			if !strings.Contains(list, page) {
				t.Errorf("no %s in\n%s", page, list)
			}
		}
	})
	t.Run("npm", func(t *testing.T) { installWithNpm(t, filepath.Join(out, "npm")) })
}

// installWithNpm installs the packages as npm would from its registry, and runs
// the program through the wrapper.
func installWithNpm(t *testing.T, packages string) {
	if os.Getenv("CLERKCTL_E2E") == "" {
		t.Skip("CLERKCTL_E2E is not set")
	}
	work := t.TempDir()
	wrapper := filepath.Join(packages, "clerkctl")
	// Without an address for the platform's package, npm would ask the registry.
	args := []string{"install", "--offline", "--no-audit", "--no-fund", "--omit=optional"}
	for _, dir := range []string{filepath.Join(packages, strings.TrimPrefix(npmName(here()), "@clerkctl/")), wrapper} {
		name := strings.TrimSpace(command(t, work, "npm", "pack", "--silent", dir))
		args = append(args, "./"+name)
	}
	if err := os.WriteFile(filepath.Join(work, "package.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	command(t, work, "npm", args...)
	bin := filepath.Join(work, "node_modules", ".bin", "clerkctl")
	if got := command(t, work, bin, "version"); !strings.HasPrefix(got, "clerkctl v") {
		t.Errorf("version printed %q", got)
	}
	var status *exec.ExitError
	if err := exec.Command(bin, "lint", "--no-such-flag").Run(); !errors.As(err, &status) || status.ExitCode() != 2 {
		t.Errorf("a bad flag ended with %v, want the exit code 2", err)
	}
	// Where the platform's package is missing, the wrapper says so.
	if err := os.RemoveAll(filepath.Join(work, "node_modules", "@clerkctl")); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(bin, "version").CombinedOutput()
	if !errors.As(err, &status) || status.ExitCode() != 2 || !strings.Contains(string(out), npmName(here())+" is not installed") {
		t.Errorf("without its package: %v, %s", err, out)
	}
}

func TestRefusals(t *testing.T) {
	there := t.TempDir()
	var errs bytes.Buffer
	if code := run(t.Context(), []string{"-out", there}, io.Discard, &errs); code != 1 || !strings.Contains(errs.String(), "is there already") {
		t.Errorf("into a folder that is there: %d, %s", code, &errs)
	}
	errs.Reset()
	if code := run(t.Context(), []string{"now"}, io.Discard, &errs); code != 2 || !strings.Contains(errs.String(), `"now" is no flag`) {
		t.Errorf("with an argument: %d, %s", code, &errs)
	}
	for version, want := range map[string]bool{
		"v1.2.3": true, "v0.1.0-rc.1": true,
		"v0.0.0-20261127043407-1558c50937f7": false, "v1.2.4-0.20261127043407-1558c50937f7": false,
		"v1.2.3+dirty": false, "(devel)": false, "": false,
	} {
		if got := released(version); got != want {
			t.Errorf("%q is released: %v, want %v", version, got, want)
		}
	}
}

// A folder that is no clone has no version, and nothing is left of the attempt.
func TestCopyHasNoVersion(t *testing.T) {
	source, parent := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.test/x\n\ngo 1.26\n", "main.go": "package main\n\nfunc main() {}\n"} {
		if err := os.WriteFile(filepath.Join(source, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	err := release(t.Context(), options{source: source, out: filepath.Join(parent, "dist"), targets: []target{here()}}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "found no version in git") {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir(parent); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestArchives packs the same entries into both kinds of archive and reads them
// back.
func TestArchives(t *testing.T) {
	entries := []entry{{"clerkctl", []byte("program"), 0o755}, {"licences/x@v1/LICENSE", []byte("terms"), 0o644}}
	at := time.Date(2026, 1, 2, 3, 4, 6, 0, time.FixedZone("", 3600))
	var packed bytes.Buffer
	if err := writeTar(&packed, "base", entries, at); err != nil {
		t.Fatal(err)
	}
	unzipped, err := gzip.NewReader(&packed)
	if err != nil {
		t.Fatal(err)
	}
	r := tar.NewReader(unzipped)
	for _, want := range entries {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		if h.Name != "base/"+want.name || h.Mode != int64(want.mode) || !h.ModTime.Equal(at) || h.Uid != 0 || h.Uname != "" || !bytes.Equal(text, want.text) {
			t.Errorf("tar holds %+v", h)
		}
	}

	packed.Reset()
	if err := writeZip(&packed, "base", entries, at); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range entries {
		f := z.File[i]
		text, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name != "base/"+want.name || f.Mode() != want.mode || !f.Modified.Equal(at) || !bytes.Equal(text, want.text) {
			t.Errorf("zip holds %+v", f.FileHeader)
		}
	}
}

func TestNpmNames(t *testing.T) {
	var names []string
	for _, target := range targets() {
		names = append(names, npmName(target))
	}
	want := "@clerkctl/linux-x64 @clerkctl/linux-arm64 @clerkctl/darwin-x64 @clerkctl/darwin-arm64 @clerkctl/win32-x64 @clerkctl/win32-arm64"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// sums are the SHA-256 of all files below a folder, by their paths with "/".
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		sum := sha256.Sum256(text)
		out[filepath.ToSlash(rel)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
