package ssr

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/cmd"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

var update = flag.Bool("update", false, "resolve the lockfiles anew, with npm")

// A lockfile is kept for each application, so that every run installs the same
// packages. The last element makes the application in a folder that does not
// exist yet.
var lockfiles = []struct {
	set  string
	make func(t *testing.T, dir string)
}{
	{"next", func(t *testing.T, dir string) { clerkctl(t, "scaffold", "next", dir) }},
	{"remix", func(t *testing.T, dir string) { clerkctl(t, "scaffold", "remix", dir) }},
	{"plotline", func(t *testing.T, dir string) {
		oldPlotline(t, dir)
		for _, args := range plotlineCommands {
			clerkctl(t, append(args, dir)...)
		}
	}},
}

// TestMain runs this program as clerkctl's child process too, in which scaffold
// checks what it is about to write.
func TestMain(m *testing.M) {
	if twin.Asked(os.Args[1:]) {
		os.Exit(twin.Work(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// clerkctl runs a command in this process, for tests that start nothing else.
func clerkctl(t *testing.T, args ...string) {
	t.Helper()
	var out output
	if code := cmd.Main(args, strings.NewReader(""), &out, &out); code != 0 {
		t.Fatalf("clerkctl %s: exit code %d\n%s", strings.Join(args, " "), code, out.String())
	}
}

// manifest is what package.json and the root of its lockfile have in common.
type manifest struct {
	Dependencies, DevDependencies, OptionalDependencies map[string]string
}

func (m manifest) equal(o manifest) bool {
	return maps.Equal(m.Dependencies, o.Dependencies) && maps.Equal(m.DevDependencies, o.DevDependencies) &&
		maps.Equal(m.OptionalDependencies, o.OptionalDependencies)
}

// TestLockfiles checks that the lockfiles belong to what is scaffolded today,
// and say nothing about where packages come from: that is for whoever installs
// them to configure.
func TestLockfiles(t *testing.T) {
	for _, l := range lockfiles {
		t.Run(l.set, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "my-app")
			l.make(t, dir)
			file := filepath.Join(l.set, "package-lock.json")
			if *update {
				run(t, installLimit, dir, nil, "npm", "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund")
				writeFile(t, file, readFile(t, filepath.Join(dir, "package-lock.json")))
			}
			var want manifest
			var lock struct {
				Packages map[string]struct {
					manifest
					Version, Integrity string
				}
			}
			parse(t, filepath.Join(dir, "package.json"), &want)
			parse(t, file, &lock)
			if got := lock.Packages[""].manifest; !got.equal(want) {
				t.Errorf("%s is for other dependencies than are written today; go test ./e2e/ssr -run TestLockfiles -update makes a new one\nlocked  %v\nwritten %v", file, got, want)
			}
			for _, path := range slices.Sorted(maps.Keys(lock.Packages)) {
				if p := lock.Packages[path]; path != "" && (p.Version == "" || !strings.HasPrefix(p.Integrity, "sha512-")) {
					t.Errorf("%s: %s is not pinned", file, path)
				}
			}
			if strings.Contains(readFile(t, file), `"resolved"`) {
				t.Errorf("%s names a host", file)
			}
		})
	}
}

func parse(t *testing.T, path string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(readFile(t, path)), v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// install installs what the lockfile of a set says into an application.
func install(t *testing.T, dir, set string) {
	t.Helper()
	writeFile(t, filepath.Join(dir, "package-lock.json"), readFile(t, filepath.Join(set, "package-lock.json")))
	run(t, installLimit, dir, nil, "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error")
}

// share gives an application the packages of another.
func share(t *testing.T, from, dir string) {
	t.Helper()
	if err := os.Symlink(filepath.Join(from, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
}
