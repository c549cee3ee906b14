// Package npmset installs sets of npm packages for the end-to-end tests, each
// once, from a package.json with exact versions and its lock file.
package npmset

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// cacheDir, beside the sets, keeps what is installed from one run to the next;
// git ignores it.
const cacheDir = ".cache"

// A Manifest is a set's package.json. Beside what npm reads it names packages
// that are unpacked without what they depend on, with their integrity: only
// their declarations are needed, and they would bring along hundreds.
type Manifest struct {
	Dependencies map[string]string
	Overrides    map[string]string
	Unpacked     map[string]string
}

// An Installer installs each set once.
type Installer struct {
	mu   sync.Mutex
	sets map[string]*sync.Mutex
	done map[string]string
}

// NewInstaller returns an installer that has installed nothing.
func NewInstaller() *Installer {
	return &Installer{sets: map[string]*sync.Mutex{}, done: map[string]string{}}
}

// Install makes the packages of a set, a folder, available and returns the
// folder that their node_modules is in.
func (in *Installer) Install(ctx context.Context, t *testing.T, set string) string {
	t.Helper()
	in.mu.Lock()
	one := in.sets[set]
	if one == nil {
		one = &sync.Mutex{}
		in.sets[set] = one
	}
	in.mu.Unlock()
	one.Lock()
	defer one.Unlock()
	if in.done[set] == "" {
		in.done[set] = installed(ctx, t, set)
	}
	return in.done[set]
}

// installed is the folder of a set in the cache. It is named after what it
// holds, and has its name only once it is complete.
func installed(ctx context.Context, t *testing.T, set string) string {
	t.Helper()
	sum := sha256.New()
	for _, name := range []string{"package.json", "package-lock.json"} {
		sum.Write(readFile(t, filepath.Join(set, name)))
	}
	cache, err := filepath.Abs(filepath.Join(filepath.Dir(set), cacheDir))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(set)
	dir := filepath.Join(cache, name+"-"+hex.EncodeToString(sum.Sum(nil)[:6]))
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	if err := os.MkdirAll(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	work, err := os.MkdirTemp(cache, name+"-*.tmp")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(work)
	if err := os.CopyFS(work, os.DirFS(set)); err != nil {
		t.Fatal(err)
	}
	run(ctx, t, work, "npm", "ci", "--ignore-scripts", "--omit=optional", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error")
	for spec, integrity := range ReadManifest(t, set).Unpacked {
		unpack(ctx, t, work, spec, integrity)
	}
	if err := os.Rename(work, dir); err != nil {
		// Another run was faster.
		if _, other := os.Stat(dir); other != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// ReadManifest reads the package.json of a set.
func ReadManifest(t *testing.T, set string) Manifest {
	t.Helper()
	var m Manifest
	if err := json.Unmarshal(readFile(t, filepath.Join(set, "package.json")), &m); err != nil {
		t.Fatalf("%s: %v", set, err)
	}
	return m
}

// unpack lays one package, name@version, into node_modules by itself.
func unpack(ctx context.Context, t *testing.T, dir, spec, integrity string) {
	t.Helper()
	var packed []struct{ Name, Filename string }
	if err := json.Unmarshal(run(ctx, t, dir, "npm", "pack", spec, "--json", "--loglevel=error"), &packed); err != nil || len(packed) != 1 {
		t.Fatalf("npm pack %s: %v, %d packages", spec, err, len(packed))
	}
	archive := filepath.Join(dir, packed[0].Filename)
	defer os.Remove(archive)
	sum := sha512.Sum512(readFile(t, archive))
	if got := "sha512-" + base64.StdEncoding.EncodeToString(sum[:]); got != integrity {
		t.Fatalf("%s has integrity %s, not %s", spec, got, integrity)
	}
	if err := extract(archive, filepath.Join(dir, "node_modules", filepath.FromSlash(packed[0].Name))); err != nil {
		t.Fatalf("%s: %v", spec, err)
	}
}

// extract unpacks an npm archive, whose files all lie in one folder.
func extract(archive, dir string) error {
	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	for r := tar.NewReader(plain); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		_, name, ok := strings.Cut(header.Name, "/")
		if header.Typeflag != tar.TypeReg || !ok {
			continue
		}
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return fmt.Errorf("%q leads out of the package", header.Name)
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			return err
		}
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// run runs a command that has to succeed and returns its output.
func run(ctx context.Context, t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, stderr.Bytes())
	}
	return out
}

// CheckPinned checks that a set says which versions it means, and not where
// they come from: that is for whoever installs it to configure.
func CheckPinned(t *testing.T, set string) {
	t.Helper()
	m := ReadManifest(t, set)
	for name, version := range m.Dependencies {
		if strings.Trim(version, "0123456789.-alph") != "" || !strings.Contains(version, ".") {
			t.Errorf("%s: %s is not pinned: %q", set, name, version)
		}
	}
	for spec, integrity := range m.Unpacked {
		if strings.LastIndex(spec, "@") < 1 || !strings.HasPrefix(integrity, "sha512-") {
			t.Errorf("%s: %s is not pinned: %q", set, spec, integrity)
		}
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		if text := string(readFile(t, filepath.Join(set, name))); strings.Contains(text, "://") || strings.Contains(text, `"resolved"`) {
			t.Errorf("%s/%s names a host", set, name)
		}
	}
}
