package project

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// resolution is one import and the file that it must mean; "" for none.
type resolution struct{ from, spec, want string }

func checkResolve(t *testing.T, name string, files map[string]string, cases []resolution) {
	t.Helper()
	root := tree(t, files)
	p := New(root, versions())
	for range 2 { // the second time from what is remembered
		for _, c := range cases {
			got, ok := p.Resolve(filepath.Join(root, c.from), c.spec)
			if ok {
				got, _ = filepath.Rel(root, got)
				got = filepath.ToSlash(got)
			}
			if got != c.want || ok != (c.want != "") {
				t.Errorf("%s: %s imports %q: %q, want %q", name, c.from, c.spec, got, c.want)
			}
		}
	}
}

func TestResolveRelative(t *testing.T) {
	checkResolve(t, "relative", map[string]string{
		"src/a.ts": "", "src/b.tsx": "", "src/c.js": "", "src/d.jsx": "", "src/e.mts": "", "src/f.cjs": "", "src/g.d.ts": "", "src/both.ts": "", "src/both.js": "",
		"src/dir/index.tsx": "", "src/dir.ts": "", "src/pkg/package.json": `{"main": "lib/main.js"}`, "src/pkg/lib/main.js": "", "src/dotted.name.ts": "",
		"src/data.json": "", "src/style.css": "", "src/native.native.tsx": "", "src/native.web.tsx": "", "src/[id]/x.ts": "", "src/only.tsx": "", "src/node.mts": "",
		"src/self/package.json": `{"main": "."}`, "src/self/index.ts": "", "src/x.jsx": "", "src/y.tsx": "", "index.ts": "",
	}, []resolution{
		{"src/z.ts", "./a", "src/a.ts"}, {"src/z.ts", "./b", "src/b.tsx"}, {"src/z.ts", "./c", "src/c.js"}, {"src/z.ts", "./d", "src/d.jsx"},
		{"src/z.ts", "./e", "src/e.mts"}, {"src/z.ts", "./f", "src/f.cjs"}, {"src/z.ts", "./g", "src/g.d.ts"}, {"src/z.ts", "./a.ts", "src/a.ts"},
		{"src/z.ts", "./a.js", "src/a.ts"}, {"src/z.ts", "./only.js", "src/only.tsx"}, {"src/z.ts", "./y.jsx", "src/y.tsx"}, {"src/z.ts", "./x.js", "src/x.jsx"},
		{"src/z.ts", "./node.mjs", "src/node.mts"}, {"src/z.ts", "./both.js", "src/both.js"}, {"src/z.ts", "./both", "src/both.ts"},
		{"src/z.ts", "./dir", "src/dir.ts"}, {"src/z.ts", "./dir/", "src/dir/index.tsx"}, {"src/z.ts", "./dir/index", "src/dir/index.tsx"},
		{"src/dir/z.ts", ".", "src/dir/index.tsx"}, {"src/dir/deep/z.ts", "..", "src/dir/index.tsx"}, {"src/dir/deep/z.ts", "../", "src/dir/index.tsx"},
		{"src/z.ts", "./pkg", "src/pkg/lib/main.js"}, {"src/z.ts", "./self", "src/self/index.ts"}, {"src/z.ts", "./dotted.name", "src/dotted.name.ts"},
		{"src/z.ts", "./native", "src/native.native.tsx"}, {"src/z.ts", "./[id]/x", "src/[id]/x.ts"}, {"src/z.ts", "..", "index.ts"},
		{"src/z.ts", "./data.json", ""}, {"src/z.ts", "./style.css", ""}, {"src/z.ts", "./gone", ""}, {"src/z.ts", "react", ""}, {"src/z.ts", "", ""},
		{"src/z.ts", "../../../../../../etc/passwd", ""}, {"src/z.ts", "/src/a", ""}, {"src/z.ts", "./a\x00", ""}, {"src/z.ts", "node:fs", ""},
		{"src/z.ts", "https://example.com/a.js", ""}, {"src/z.ts", "@", ""}, {"src/z.ts", "@/", ""}, {"src/z.ts", "@scope", ""}, {"src/z.ts", "@scope/", ""},
	})
}

func TestResolveConfig(t *testing.T) {
	checkResolve(t, "paths", map[string]string{
		"tsconfig.json": "\xef\xbb\xbf{\n  // why\n  \"compilerOptions\": {\n    \"baseUrl\": \".\", /* here */\n    \"paths\": {\n      \"@/*\": [\"src/*\"],\n      \"@/lib/*\": [\"gone/*\", \"library/*\"],\n      \"@/lib/exact\": [\"src/exact\"],\n      \"auth\": [\"src/hooks/auth\"],\n      \"*.page\": [\"pages/*\"],\n      \"out/*\": [\"../../*\"],\n    },\n  },\n}\n// end",
		"src/a.ts":      "", "library/b.ts": "", "src/exact.ts": "", "src/hooks/auth/index.ts": "", "pages/home.tsx": "", "src/lib/c.ts": "", "components/x.tsx": "",
		"lib.config.ts": "",
	}, []resolution{
		{"src/z.ts", "@/a", "src/a.ts"}, {"src/z.ts", "@/lib/b", "library/b.ts"}, {"src/z.ts", "@/lib/exact", "src/exact.ts"}, {"src/z.ts", "auth", "src/hooks/auth/index.ts"},
		{"src/z.ts", "home.page", "pages/home.tsx"}, {"src/z.ts", "@/lib/c", ""}, {"src/z.ts", "components/x", "components/x.tsx"}, {"src/z.ts", "src/a", "src/a.ts"},
		{"src/z.ts", "lib.config", "lib.config.ts"}, {"src/z.ts", "react", ""}, {"src/z.ts", "out/x", ""}, {"src/z.ts", "@/../x", ""},
	})
	checkResolve(t, "extends", map[string]string{
		"tsconfig.base.json":                  `{"compilerOptions": {"paths": {"@base/*": ["./shared/*"]}}}`,
		"shared/s.ts":                         "",
		"apps/web/tsconfig.json":              `{"extends": "../../tsconfig.base", "compilerOptions": {"jsx": "preserve"}}`,
		"apps/web/a.ts":                       "",
		"apps/two/tsconfig.json":              `{"extends": ["./first.json", "./second.json"]}`,
		"apps/two/first.json":                 `{"compilerOptions": {"baseUrl": ".", "paths": {"x": ["first"]}}}`,
		"apps/two/second.json":                `{"compilerOptions": {"paths": {"x": ["second"]}}}`,
		"apps/two/first.ts":                   "",
		"apps/two/second.ts":                  "",
		"apps/dir/tsconfig.json":              `{"extends": "../conf/template.json"}`,
		"apps/conf/template.json":             `{"compilerOptions": {"paths": {"~/*": ["${configDir}/code/*"]}}}`,
		"apps/dir/code/c.ts":                  "",
		"apps/loop/tsconfig.json":             `{"extends": "./tsconfig.json", "compilerOptions": {"baseUrl": "."}}`,
		"apps/loop/l.ts":                      "",
		"apps/pkg/tsconfig.json":              `{"extends": "@acme/tsconfig/base.json"}`,
		"apps/nm/tsconfig.json":               `{"extends": "from-npm"}`,
		"apps/nm/src/n.ts":                    "",
		"apps/pkg/w.ts":                       "",
		"node_modules/from-npm/x":             "",
		"packages/conf/package.json":          `{"name": "@acme/tsconfig"}`,
		"packages/conf/base.json":             `{"compilerOptions": {"paths": {"w": ["${configDir}/w"]}}}`,
		"node_modules/from-npm/tsconfig.json": `{"compilerOptions": {"baseUrl": "${configDir}/src"}}`,
		"package.json":                        `{"workspaces": ["packages/*"]}`,
		"apps/bad/tsconfig.json":              `{"extends": 3, "compilerOptions": {"paths": [], "baseUrl": {}}, "references": "x"}`,
		"apps/broken/tsconfig.json":           `{"compilerOptions": `,
	}, []resolution{
		{"apps/web/z.ts", "@base/s", "shared/s.ts"}, {"apps/two/z.ts", "x", "apps/two/second.ts"}, {"apps/dir/z.ts", "~/c", "apps/dir/code/c.ts"},
		{"apps/loop/z.ts", "l", "apps/loop/l.ts"}, {"apps/pkg/z.ts", "w", "apps/pkg/w.ts"}, {"apps/nm/z.ts", "n", "apps/nm/src/n.ts"},
		{"apps/bad/z.ts", "x", ""}, {"apps/broken/z.ts", "x", ""},
	})
	checkResolve(t, "jsconfig, references, the nearest first", map[string]string{
		"jsconfig.json":             `{"compilerOptions": {"baseUrl": "src"}}`,
		"src/lib/auth.js":           "",
		"vite/tsconfig.json":        `{"files": [], "references": [{"path": "./tsconfig.node.json"}, {"path": "./tsconfig.app.json"}, {"path": "./gone"}]}`,
		"vite/tsconfig.app.json":    `{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["./source/*"]}}}`,
		"vite/tsconfig.node.json":   `{"compilerOptions": {}}`,
		"vite/source/v.ts":          "",
		"near/tsconfig.json":        `{"compilerOptions": {"paths": {"lib/*": ["./mine/*"]}}}`,
		"near/mine/auth.ts":         "",
		"near/jsconfig.json":        `{"compilerOptions": {"paths": {"only-js": ["./mine/auth"]}}}`,
		"near/deeper/tsconfig.json": `{}`,
	}, []resolution{
		{"pages/z.js", "lib/auth", "src/lib/auth.js"}, {"vite/source/z.ts", "@/v", "vite/source/v.ts"},
		{"near/z.ts", "lib/auth", "near/mine/auth.ts"}, {"near/z.ts", "only-js", "near/mine/auth.ts"}, {"near/deeper/z.ts", "lib/auth", "near/mine/auth.ts"},
	})
}

func TestResolveHabits(t *testing.T) {
	checkResolve(t, "no configuration", map[string]string{
		"package.json": `{}`, "src/lib/a.ts": "", "app/utils.ts": "", "root.ts": "", "packages/p/package.json": "{}", "packages/p/src/own.ts": "",
	}, []resolution{
		{"src/z.ts", "@/lib/a", "src/lib/a.ts"}, {"src/z.ts", "~/utils", "app/utils.ts"}, {"src/z.ts", "@/root", "root.ts"}, {"src/z.ts", "@/gone", ""},
		{"packages/p/src/z.ts", "@/own", "packages/p/src/own.ts"}, {"packages/p/src/z.ts", "@/root", "root.ts"},
	})
}

func TestResolveWorkspaces(t *testing.T) {
	packages := map[string]string{
		"packages/main/package.json":         `{"name": "@acme/main", "main": "dist/index.js"}`,
		"packages/main/src/index.ts":         "",
		"packages/main/src/hooks/auth.ts":    "",
		"packages/main/dist/index.js":        "", // built, and ignored by git
		"packages/exports/package.json":      `{"name": "@acme/exports", "exports": {".": {"types": "./dist/index.d.ts", "import": "./dist/esm/index.mjs"}, "./hooks": "./dist/hooks.js", "./deep/*": {"default": "./dist/deep/*.js"}, "./deep/special/*": "./dist/special/*.js", "./package.json": "./package.json", "./hidden": null}}`,
		"packages/exports/src/index.tsx":     "",
		"packages/exports/src/hooks.ts":      "",
		"packages/exports/src/deep/x.ts":     "",
		"packages/exports/src/special/x.ts":  "",
		"packages/plain/package.json":        `{"name": "plain"}`,
		"packages/plain/index.js":            "",
		"packages/plain/lib/util.js":         "",
		"packages/source/package.json":       `{"name": "with-source", "source": "code/main.ts", "main": "dist/x.js", "types": "dist/x.d.ts"}`,
		"packages/source/code/main.ts":       "",
		"packages/handmade/package.json":     `{"name": "handmade", "main": "lib/index.js"}`,
		"packages/handmade/lib/index.js":     "",
		"packages/bundle/package.json":       `{"name": "bundle", "module": "dist/bundle.esm.js", "main": "dist/bundle.cjs.js"}`,
		"packages/bundle/src/index.js":       "",
		"packages/conditions/package.json":   `{"name": "conditions", "exports": {"types": "./types.d.ts", "require": "./r.cjs", "import": "./i.mjs", "@acme/source": "./s.ts"}}`,
		"packages/conditions/s.ts":           "",
		"packages/conditions/i.mjs":          "",
		"packages/conditions/r.cjs":          "",
		"packages/typesonly/package.json":    `{"name": "typesonly", "types": "./src/index.ts"}`,
		"packages/typesonly/src/index.ts":    "",
		"packages/array/package.json":        `{"name": "array", "exports": [{"import": "./gone.js"}, "./there.js"]}`,
		"packages/array/there.js":            "",
		"packages/evil/package.json":         `{"name": "evil", "main": "../../secret.ts", "exports": {".": "../../secret.ts", "./x/*": "./../../*.ts"}}`,
		"packages/left-out/package.json":     `{"name": "left-out", "main": "index.js"}`,
		"packages/left-out/index.js":         "",
		"packages/noname/package.json":       `{"main": "index.js"}`,
		"apps/web/package.json":              `{"name": "web", "dependencies": {"@acme/main": "workspace:*", "local": "file:../../outside-members/local"}}`,
		"apps/web/src/page.tsx":              "",
		"outside-members/local/package.json": `{"name": "whatever", "main": "m.ts"}`,
		"outside-members/local/m.ts":         "",
		"node_modules/other/package.json":    `{"name": "other", "main": "o.js"}`,
		"node_modules/other/o.js":            "",
		"secret.ts":                          "",
	}
	cases := []resolution{
		{"apps/web/src/z.ts", "@acme/main", "packages/main/src/index.ts"},
		{"apps/web/src/z.ts", "@acme/main/hooks/auth", "packages/main/src/hooks/auth.ts"},
		{"apps/web/src/z.ts", "@acme/main/src/hooks/auth", "packages/main/src/hooks/auth.ts"},
		{"apps/web/src/z.ts", "@acme/main/dist/hooks/auth", "packages/main/src/hooks/auth.ts"},
		{"apps/web/src/z.ts", "@acme/exports", "packages/exports/src/index.tsx"},
		{"apps/web/src/z.ts", "@acme/exports/hooks", "packages/exports/src/hooks.ts"},
		{"apps/web/src/z.ts", "@acme/exports/deep/x", "packages/exports/src/deep/x.ts"},
		{"apps/web/src/z.ts", "@acme/exports/deep/special/x", "packages/exports/src/special/x.ts"},
		{"apps/web/src/z.ts", "@acme/exports/deep/../../secret", ""},
		{"apps/web/src/z.ts", "plain", "packages/plain/index.js"},
		{"apps/web/src/z.ts", "plain/lib/util", "packages/plain/lib/util.js"},
		{"apps/web/src/z.ts", "plain/package.json", ""},
		{"apps/web/src/z.ts", "with-source", "packages/source/code/main.ts"},
		{"apps/web/src/z.ts", "handmade", "packages/handmade/lib/index.js"},
		{"apps/web/src/z.ts", "bundle", "packages/bundle/src/index.js"},
		{"apps/web/src/z.ts", "conditions", "packages/conditions/s.ts"},
		{"apps/web/src/z.ts", "typesonly", "packages/typesonly/src/index.ts"},
		{"apps/web/src/z.ts", "array", "packages/array/there.js"},
		{"apps/web/src/z.ts", "evil", ""},
		{"apps/web/src/z.ts", "evil/x/secret", ""},
		{"apps/web/src/z.ts", "left-out", ""},
		{"apps/web/src/z.ts", "web/src/page", "apps/web/src/page.tsx"},
		{"apps/web/src/z.ts", "local", "outside-members/local/m.ts"},
		{"apps/web/src/z.ts", "other", ""},
		{"apps/web/src/z.ts", "@acme/gone", ""},
		{"packages/main/src/z.ts", "plain", "packages/plain/index.js"},
	}
	for name, files := range map[string]map[string]string{
		"npm":    {"package.json": `{"workspaces": ["apps/*", "packages/*", "!packages/left-out"]}`},
		"yarn":   {"package.json": `{"workspaces": {"packages": ["./apps/*/", "packages/**", "!**/left-out"]}}`},
		"pnpm":   {"pnpm-workspace.yaml": "packages:\n  - apps/*\n  - packages/*\n  - '!packages/left-out'\n"},
		"braces": {"package.json": `{"workspaces": ["{apps,packages}/*", "!packages/left-out", "../*", "[", "", "packages/main"]}`},
	} {
		for path, content := range packages {
			files[path] = content
		}
		checkResolve(t, name, files, cases)
	}
}

func TestResolveImports(t *testing.T) {
	checkResolve(t, "imports", map[string]string{
		"package.json":                `{"name": "app", "imports": {"#auth": "./src/auth.js", "#lib/*": {"import": "./src/lib/*.js"}, "#pkg": "plain", "#self": "#auth", "#out": "../x.js"}, "workspaces": ["packages/*"]}`,
		"src/auth.ts":                 "",
		"src/lib/deep/x.ts":           "",
		"packages/plain/package.json": `{"name": "plain"}`, "packages/plain/index.ts": "",
		"tsconfig.json": `{"compilerOptions": {"paths": {"#ts/*": ["./src/*"]}}}`,
	}, []resolution{
		{"src/z.ts", "#auth", "src/auth.ts"}, {"src/z.ts", "#lib/deep/x", "src/lib/deep/x.ts"}, {"src/z.ts", "#pkg", "packages/plain/index.ts"},
		{"src/z.ts", "#self", ""}, {"src/z.ts", "#gone", ""}, {"src/z.ts", "#out", ""}, {"src/z.ts", "#ts/auth", "src/auth.ts"},
		{"packages/plain/z.ts", "#auth", ""},
	})
}

func TestResolveLinksAndRoot(t *testing.T) {
	outer := tree(t, map[string]string{"outside.ts": "", "repo/src/real.ts": "", "repo/src/sub/x.ts": ""})
	root := filepath.Join(outer, "repo")
	for name, target := range map[string]string{"link.ts": "real.ts", "out.ts": "../../outside.ts", "dir": "sub", "up": "../..", "loop": "loop", "self": "."} {
		if err := os.Symlink(target, filepath.Join(root, "src", name)); err != nil {
			t.Fatal(err)
		}
	}
	p := New(root, versions())
	for spec, want := range map[string]string{"./link": "src/real.ts", "./dir/x": "src/sub/x.ts", "./out": "", "./up/outside": "", "./loop": "", "../../outside": "", "./self/self/self/real": "src/real.ts"} {
		got, ok := p.Resolve(filepath.Join(root, "src", "z.ts"), spec)
		if want == "" && ok || want != "" && got != filepath.Join(root, want) {
			t.Errorf("%s: %s, %v; want %q", spec, got, ok, want)
		}
	}
}

// The memory of a project does not grow with the files that ask.
func TestResolveForgets(t *testing.T) {
	root := tree(t, map[string]string{"package.json": "{}", "a.ts": ""})
	p := New(root, versions())
	var wg sync.WaitGroup
	for part := range 4 {
		wg.Go(func() {
			for i := part; i < 3*maxRecent; i += 4 {
				p.Resolve(filepath.Join(root, fmt.Sprint("d", i), "x.ts"), fmt.Sprint("react-", i))
			}
		})
	}
	wg.Wait()
	if n := len(p.present.m); n > maxRecent {
		t.Errorf("%d folders are remembered", n)
	}
	if n := len(p.bares.m); n > maxRecent {
		t.Errorf("%d imports are remembered", n)
	}
	if n := len(p.packages.m) + len(p.configs.m) + len(p.spaces.m) + len(p.pnpm.m); n != 1 {
		t.Errorf("%d files are remembered, want the one package.json", n)
	}
}

func BenchmarkResolve(b *testing.B) {
	root, err := resolve(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	writeTree(b, root, map[string]string{
		"package.json": `{"workspaces": ["packages/*"]}`, "tsconfig.json": `{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}}}`,
		"packages/a/package.json": `{"name": "@acme/a"}`, "packages/a/src/index.ts": "", "src/lib/auth.ts": "", "src/a/b/c/d/e.tsx": "",
	})
	p := New(root, versions())
	from := filepath.Join(root, "src/a/b/c/d/e.tsx")
	for _, spec := range []string{"react", "@acme/a", "@/lib/auth", "../../../../lib/auth"} {
		b.Run(filepath.Base(spec), func(b *testing.B) {
			for b.Loop() {
				p.Resolve(from, spec)
			}
		})
	}
}
