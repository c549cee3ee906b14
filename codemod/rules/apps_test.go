package rules_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

const (
	appsDir      = "../../testdata/apps"
	goldenSuffix = ".golden"
	optionalTag  = ".optional"
	findingsFile = "findings.txt"
)

// TestApps migrates each application in testdata/apps and compares what
// changed with the folder of the same name that ends in .golden: it holds the
// changed files, no others, and the findings with their messages. The one that
// ends in .optional.golden is what comes out with --nullable optional.
func TestApps(t *testing.T) {
	entries, err := os.ReadDir(appsDir)
	if err != nil {
		t.Fatal(err)
	}
	apps := 0
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		name, golden := strings.CutSuffix(e.Name(), goldenSuffix)
		if golden {
			name = strings.TrimSuffix(name, optionalTag)
			if _, err := os.Stat(filepath.Join(appsDir, name)); err != nil {
				t.Errorf("testdata/apps/%s belongs to no application", e.Name())
			}
			continue
		}
		apps++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testApp(t, filepath.Join(appsDir, name), goldenSuffix, codemod.RuleOptions{})
		})
		t.Run(name+optionalTag, func(t *testing.T) {
			t.Parallel()
			testApp(t, filepath.Join(appsDir, name), optionalTag+goldenSuffix, codemod.RuleOptions{OptionalReads: true})
		})
	}
	if apps == 0 {
		t.Error("there are no applications")
	}
}

func testApp(t *testing.T, app, suffix string, o codemod.RuleOptions) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(app)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	target := rules.Target("next")
	options := codemod.Options{Mode: codemod.Write, Target: target, Rules: rules.All(target), RuleOptions: o}
	got := map[string]string{findingsFile: list(runIn(t, dir, options), dir, true)}
	for name, text := range tree(t, dir) {
		if text != before[name] {
			got[name] = text
		}
	}
	if *update {
		if err := os.RemoveAll(app + suffix); err != nil {
			t.Fatal(err)
		}
		for name, text := range got {
			write(t, filepath.Join(app+suffix, name), text)
		}
		return
	}
	parseAll(t, dir)
	settled(t, dir, options)
	if _, err := os.Stat(app + suffix); err != nil {
		t.Fatalf("%s%s is missing; -update writes it", app, suffix)
	}
	want := tree(t, app+suffix)
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if text, ok := want[name]; !ok {
			t.Errorf("%s changes, but has no golden file\n%s", name, diff(before[name], got[name]))
		} else {
			compare(t, name, text, got[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[name]; !ok {
			t.Errorf("%s has a golden file, but does not change", name)
		}
	}
}

func diff(want, got string) string {
	return udiff.Unified("want", "got", want, got)
}
