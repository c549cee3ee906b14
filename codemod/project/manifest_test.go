package project

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

func versions() pkgjson.Table {
	return pkgjson.Table{Rows: []pkgjson.Row{
		{Package: "@clerk/nextjs", Old: "2.x", New: "3.0.0-alpha.5"},
		{Package: "@clerk/clerk-react", Old: "2.x", New: "3.0.0-alpha.6"},
		{Package: "@clerk/types", Old: "1.x", New: "2.0.0-alpha.5"},
		{Package: "@clerk/clerk-sdk-node", Old: "2.x", Keep: true},
		{Package: "@clerk/clerk-expo", Old: "<0.9.0", Manual: "no release"},
		{Package: "gatsby-plugin-clerk", Old: "<3", Manual: "no release"},
		{Package: "@clerk/clerk-js", Old: "<3", Manual: "no release"},
	}}
}

// tree writes the files and returns the root with links resolved.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root, err := resolve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	writeTree(t, root, files)
	return root
}

func TestManifestMoved(t *testing.T) {
	const app = "apps/web/package.json"
	tests := []struct {
		name  string
		files map[string]string
		path  string // "" when none
		moved bool
	}{
		{"old", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "^2.0.1"}}`}, app, false},
		{"alpha", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "^3.0.0-alpha.9"}}`}, app, true},
		{"next", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "next"}}`}, app, true},
		{"a later line", map[string]string{app: `{"devDependencies": {"@clerk/clerk-react": "5.61.11"}}`}, app, true},
		{"older", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "1.0.1"}}`}, app, false},
		{"latest", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "latest"}}`}, app, true},
		{"both lines allowed", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "^2 || ^3"}}`}, app, true},
		{"remix", map[string]string{app: `{"dependencies": {"@clerk/remix": "^0.1.0"}}`}, app, true},
		{"expo, old", map[string]string{app: `{"dependencies": {"@clerk/clerk-expo": "^0.8.16"}}`}, app, false},
		{"expo, new", map[string]string{app: `{"dependencies": {"@clerk/clerk-expo": "^0.9.4"}}`}, app, true},
		{"gatsby", map[string]string{app: `{"dependencies": {"gatsby-plugin-clerk": "^2.0.0"}}`}, app, false},
		{"types decide alone", map[string]string{app: `{"dependencies": {"@clerk/types": "^2.0.0"}}`}, app, true},
		{"types do not decide beside hooks", map[string]string{app: `{"dependencies": {"@clerk/types": "^2.0.0", "@clerk/nextjs": "^2.0.1"}}`}, app, false},
		{"the server's package neither", map[string]string{app: `{"dependencies": {"@clerk/clerk-sdk-node": "^3.2.0", "@clerk/clerk-react": "^2.0.1"}}`}, app, false},
		{"one of two has moved", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "^3.0.0", "@clerk/clerk-react": "^2.0.1"}}`}, app, true},
		{"an unknown git version", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "github:clerkinc/javascript"}}`}, app, false},
		{"another package of Clerk", map[string]string{app: `{"dependencies": {"@clerk/themes": "^1.0.0"}}`}, app, false},
		{"none", map[string]string{app: `{"dependencies": {"next": "12"}}`, "package.json": `{}`}, "", false},
		{"no package.json", map[string]string{"x": ""}, "", false},
		{"the root's", map[string]string{app: `{"dependencies": {"next": "12"}}`, "package.json": `{"devDependencies": {"@clerk/nextjs": "^3.0.0"}}`}, "package.json", true},
		{"the nearest", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "^2.0.0"}}`, "package.json": `{"devDependencies": {"@clerk/nextjs": "^3.0.0"}}`}, app, false},
		{"a member takes what the root pins", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "*"}}`, "package.json": `{"devDependencies": {"@clerk/nextjs": "^2.0.0"}}`}, app, false},
		{"a peer range and the root", map[string]string{app: `{"peerDependencies": {"@clerk/nextjs": ">=2"}}`, "package.json": `{"devDependencies": {"@clerk/nextjs": "^2.0.0"}}`}, app, false},
		{"a peer range alone, old", map[string]string{app: `{"peerDependencies": {"@clerk/nextjs": "^2.0.0"}}`}, app, false},
		{"a peer range alone, new", map[string]string{app: `{"peerDependencies": {"@clerk/nextjs": "^3.0.0"}}`}, app, true},
		{"a peer range, and what is developed with", map[string]string{app: `{"peerDependencies": {"@clerk/nextjs": "^2 || ^3"}, "devDependencies": {"@clerk/nextjs": "^2.0.1"}}`}, app, false},
		{"a catalog, new", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "catalog:"}}`, "pnpm-workspace.yaml": "catalog:\n  '@clerk/nextjs': ^3.0.0\n"}, app, true},
		{"a catalog, old", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "catalog:two"}}`, "pnpm-workspace.yaml": "catalog:\n  '@clerk/nextjs': ^3.0.0\ncatalogs:\n  two:\n    '@clerk/nextjs': ^2.0.0\n"}, app, false},
		{"a catalog that is not there", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "catalog:gone"}}`, "pnpm-workspace.yaml": "catalog:\n  '@clerk/nextjs': ^3.0.0\n"}, app, false},
		{"a catalog of Bun", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "catalog:"}}`, "package.json": `{"workspaces": {"packages": ["apps/*"], "catalog": {"@clerk/nextjs": "^3.0.0"}}}`}, app, true},
		{"a catalog in a circle", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "catalog:"}}`, "pnpm-workspace.yaml": "catalog:\n  '@clerk/nextjs': 'catalog:'\n"}, app, false},
		{"a package of the workspace", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "workspace:*"}}`, "package.json": `{"workspaces": ["packages/*"]}`, "packages/nextjs/package.json": `{"name": "@clerk/nextjs", "version": "3.0.0-alpha.2"}`}, app, true},
		{"a range in the workspace", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "workspace:^2.0.0"}}`}, app, false},
		{"a folder", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "file:../../fork"}}`, "fork/package.json": `{"name": "@clerk/nextjs", "version": "3.0.0"}`}, app, true},
		{"a folder outside", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "file:../../../../fork"}}`}, app, false},
		{"an alias", map[string]string{app: `{"dependencies": {"@clerk/nextjs": "npm:@clerk/nextjs@^3.0.0"}}`}, app, true},
		{"with comments and a byte order mark", map[string]string{app: "\xef\xbb\xbf{// x\n\"dependencies\": {\"@clerk/nextjs\": \"^3.0.0\",}}"}, app, true},
		{"no JSON", map[string]string{app: "{oops", "package.json": `{"dependencies": {"@clerk/nextjs": "^3.0.0"}}`}, "package.json", true},
		{"odd JSON", map[string]string{app: `{"dependencies": ["@clerk/nextjs"], "devDependencies": {"@clerk/nextjs": {}}, "name": 3, "workspaces": true}`}, "", false},
	}
	for _, tt := range tests {
		root := tree(t, tt.files)
		got, ok := New(root, versions()).Manifest(filepath.Join(root, "apps/web/src/deep/a.tsx"))
		if tt.path == "" {
			if ok {
				t.Errorf("%s: %+v, want none", tt.name, got)
			}
			continue
		}
		if !ok || got.Path != filepath.Join(root, tt.path) || got.Moved != tt.moved {
			t.Errorf("%s: %+v, %v; want %s, moved %v", tt.name, got, ok, tt.path, tt.moved)
		}
	}
}

func TestManifestStaysWithTheRoot(t *testing.T) {
	root := tree(t, map[string]string{"package.json": `{"dependencies": {"@clerk/nextjs": "^2.0.1"}}`, "inner/a.ts": ""})
	if got, ok := New(filepath.Join(root, "inner"), versions()).Manifest(filepath.Join(root, "inner", "a.ts")); ok {
		t.Errorf("a package.json above the root counts: %+v", got)
	}
}

// Answers are those of the beginning of the run, also while it rewrites files.
func TestManifestAsTheRunStarts(t *testing.T) {
	root := tree(t, map[string]string{
		"package.json":        `{"workspaces": ["a"]}`,
		"a/package.json":      `{"dependencies": {"@clerk/nextjs": "catalog:"}}`,
		"pnpm-workspace.yaml": "catalog:\n  '@clerk/nextjs': ^2.0.0\n",
	})
	p := New(root, versions())
	if got, ok := p.Manifest(filepath.Join(root, "a", "y.ts")); !ok || got.Moved {
		t.Fatalf("%+v, %v", got, ok)
	}
	writeTree(t, root, map[string]string{
		"a/package.json":      `{"dependencies": {"@clerk/nextjs": "3.0.0-alpha.5"}}`,
		"pnpm-workspace.yaml": "catalog:\n  '@clerk/nextjs': 3.0.0-alpha.5\n",
	})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, ok := p.Manifest(filepath.Join(root, "a", "x.ts")); !ok || got.Moved || got.Versions["@clerk/nextjs"] != "catalog:" {
				t.Errorf("%+v, %v", got, ok)
			}
		})
	}
	wg.Wait()
}

func TestRoot(t *testing.T) {
	dir := tree(t, map[string]string{
		"package.json":                   `{"workspaces": ["packages/*", "!packages/out"]}`,
		"packages/a/src/x.ts":            "",
		"packages/out/x.ts":              "",
		"other/x.ts":                     "",
		"pnpm/pnpm-workspace.yaml":       "packages: ['**', '!test/**']\n",
		"pnpm/one/two/x.ts":              "",
		"pnpm/test/x.ts":                 "",
		"repo/package.json":              `{"workspaces": {"packages": ["a"]}}`,
		"repo/a/b/.git/HEAD":             "x",
		"repo/a/b/c/x.ts":                "",
		"repo/a/d/x.ts":                  "",
		"packages/a/nested/package.json": `{"workspaces": ["inner"]}`,
		"packages/a/nested/inner/x.ts":   "",
	})
	for name, want := range map[string]string{
		"packages/a/src":          ".",
		"packages/a/nested/inner": ".",
		"packages/out":            "packages/out",
		"other":                   "other",
		"pnpm/one/two":            "pnpm",
		"pnpm/test":               "pnpm/test",
		"repo/a/b/c":              "repo/a/b",
		"repo/a/d":                "repo",
		".":                       ".",
	} {
		got, err := Root(filepath.Join(dir, name))
		if err != nil || got != filepath.Join(dir, want) {
			t.Errorf("%s: %s, %v; want %s", name, got, err, want)
		}
	}
	if _, err := Root(filepath.Join(dir, "gone")); err == nil {
		t.Error("a missing folder has a root")
	}
}
