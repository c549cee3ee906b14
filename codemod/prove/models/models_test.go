package models

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/clerkctl/clerkctl/codemod/rules"
)

// entries are the models that stand for a specifier, by line.
func entries(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := fs.WalkDir(Files(), ".", func(name string, e fs.DirEntry, err error) error {
		line, rest, inside := strings.Cut(name, "/")
		if err == nil && inside && !e.IsDir() && (strings.HasPrefix(rest, "@") || strings.HasPrefix(rest, "gatsby")) {
			found[line] = append(found[line], strings.TrimSuffix(rest, ".js"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestEveryTargetHasModels(t *testing.T) {
	lines := entries(t)
	want := append([]string{Old}, rules.Targets()...)
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(lines)); !slices.Equal(got, want) {
		t.Errorf("lines %q, want %q", got, want)
	}
	for _, line := range want {
		if _, ok := Global(line); !ok {
			t.Errorf("line %s has no clerk.js", line)
		}
		for _, specifier := range lines[line] {
			if _, ok := Of(line, specifier); !ok {
				t.Errorf("no model of %s in line %s", specifier, line)
			}
		}
	}
	for _, specifier := range []string{"", "react", "@clerk", "@clerk/nextjs/", "../old/@clerk/nextjs", "@clerk/nextjs.js"} {
		if name, ok := Of(Old, specifier); ok {
			t.Errorf("Of(%q) is %s", specifier, name)
		}
	}
}

// TestTheyBundle checks that each model is a module that the twin can load: all
// that it imports is there, and nothing of another package is.
func TestTheyBundle(t *testing.T) {
	for line, specifiers := range entries(t) {
		for _, specifier := range append(specifiers, "clerk") {
			result := api.Build(api.BuildOptions{
				EntryPoints: []string{line + "/" + specifier + ".js"},
				Bundle:      true,
				Target:      api.ES2017,
				Plugins:     []api.Plugin{embedded()},
			})
			for _, m := range append(result.Errors, result.Warnings...) {
				t.Errorf("%s/%s: %s", line, specifier, m.Text)
			}
		}
	}
}

// embedded resolves modules in Files.
func embedded() api.Plugin {
	return api.Plugin{Name: "embedded", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Join(path.Dir(args.Importer), args.Path)
			if _, err := fs.Stat(Files(), name); err != nil {
				return api.OnResolveResult{}, err
			}
			return api.OnResolveResult{Path: name, Namespace: "models"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "models"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := fs.ReadFile(Files(), args.Path)
			contents := string(text)
			return api.OnLoadResult{Contents: &contents}, err
		})
	}}
}

// TestTheyKnowNoTables checks that the lines do not know of each other: what
// became of a name is said by the tables alone.
func TestTheyKnowNoTables(t *testing.T) {
	for _, line := range rules.Targets() {
		target := rules.Target(line)
		for name, text := range texts(t, line) {
			for _, row := range target.Redirects {
				if word(text, row.Prop) {
					t.Errorf("%s has %s, which only the old line has", name, row.Prop)
				}
			}
			for _, row := range target.Removed {
				if word(text, row.Member) {
					t.Errorf("%s has %s, which only the old line has", name, row.Member)
				}
			}
		}
		for name, text := range texts(t, "") {
			for _, row := range target.Components {
				for _, r := range row.Renames {
					if word(text, r.Old) {
						t.Errorf("%s has %s: props are handed on as they are", name, r.Old)
					}
				}
			}
		}
	}
}

func word(text, name string) bool {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(text)
}

// texts are the modules of a line, or of all where line is "".
func texts(t *testing.T, line string) map[string]string {
	t.Helper()
	all := map[string]string{}
	root := "."
	if line != "" {
		root = line
	}
	err := fs.WalkDir(Files(), root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(Files(), name)
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
