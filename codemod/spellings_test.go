package codemod

import (
	"testing"

	"github.com/clerkctl/clerkctl/codemod/clerk"
)

// A file that imports a module which passes on a hook is found, however it
// spells the import; it mentions Clerk nowhere itself.
func TestSecondLook(t *testing.T) {
	const (
		hooks  = "export { useUser } from '@clerk/nextjs'\n"
		call   = "const u = useUser()\n"
		barrel = "export * from './hooks'\n"
	)
	from := func(specifier string) string { return "import { useUser } from '" + specifier + "'\n" + call }
	tests := []struct {
		name  string
		files map[string]string
	}{
		{"a sibling", map[string]string{"hooks.ts": hooks, "x.ts": from("./hooks")}},
		{"with an extension", map[string]string{"hooks.ts": hooks, "x.ts": from("./hooks.js")}},
		{"a name with a dot", map[string]string{"auth.hooks.ts": hooks, "x.ts": from("./auth.hooks")}},
		{"a file of one platform", map[string]string{"hooks.native.ts": hooks, "x.ts": from("./hooks")}},
		{"a folder", map[string]string{"hooks/index.ts": hooks, "x.ts": from("./hooks")}},
		{"a folder's index", map[string]string{"hooks/index.ts": hooks, "x.ts": from("./hooks/index")}},
		{"from within the folder", map[string]string{"hooks/index.ts": hooks, "hooks/x.ts": from(".")}},
		{"from below the folder", map[string]string{"hooks/index.ts": hooks, "hooks/deep/er/x.ts": from("../..")}},
		{"from below, with a slash", map[string]string{"hooks/index.ts": hooks, "hooks/deep/x.ts": from("../")}},
		{"a chain", map[string]string{"lib/hooks.ts": hooks, "lib/barrel.ts": barrel, "all.ts": "export * from './lib/barrel'\n", "x.ts": from("./all")}},
		{"an alias with a star", map[string]string{"tsconfig.json": `{"compilerOptions":{"paths":{"@lib/*":["./src/lib/*"]}}}`, "src/lib/hooks.ts": hooks, "src/x.ts": from("@lib/hooks")}},
		{"an alias with a star behind a hyphen", map[string]string{"tsconfig.json": `{"compilerOptions":{"paths":{"lib-*":["./src/lib/*"]}}}`, "src/lib/hooks.ts": hooks, "src/x.ts": from("lib-hooks")}},
		{"an alias that leaves out the beginning of a name", map[string]string{"tsconfig.json": `{"compilerOptions":{"paths":{"x/*":["./src/lib/my-*"]}}}`, "src/lib/my-hooks.ts": hooks, "src/x.ts": from("x/hooks")}},
		{"an alias that is nothing but a star", map[string]string{"tsconfig.json": `{"compilerOptions":{"paths":{"*":["./src/lib/*"]}}}`, "src/lib/hooks.ts": hooks, "src/x.ts": "const { useUser } = require(`hooks`)\n" + call}},
		{"an alias for one module", map[string]string{"tsconfig.json": `{"compilerOptions":{"paths":{"auth!":["./src/lib/index.ts"]}}}`, "src/lib/index.ts": hooks, "src/x.ts": from("auth!")}},
		{"an alias with a star in the middle", map[string]string{"jsconfig.json": `{"compilerOptions":{"paths":{"@x/*":["./packages/*/src"]}}}`, "packages/auth/src/index.js": hooks, "x.js": from("@x/auth")}},
		{"an alias that another file extends", map[string]string{"package.json": "{}", "tsconfig.json": `{"extends":"./tsconfig.base.json"}`, "tsconfig.base.json": `{"compilerOptions":{"baseUrl":".","paths":{"~a":["src/deep/index.ts"]}}}`, "src/deep/index.ts": hooks, "src/x.ts": from("~a")}},
		{"an alias of a package beside", map[string]string{
			"package.json": `{"workspaces":["p/*"]}`, "p/a/package.json": `{"name":"a"}`, "p/b/package.json": `{"name":"b"}`,
			"p/b/tsconfig.json": `{"compilerOptions":{"paths":{"login":["../a/lib/index.ts"]}}}`, "p/a/lib/index.ts": hooks, "p/b/x.ts": from("login")}},
		{"baseUrl", map[string]string{"tsconfig.json": `{"compilerOptions":{"baseUrl":"src"}}`, "src/lib/hooks.ts": hooks, "src/x.ts": from("lib/hooks")}},
		{"a package of the workspace", map[string]string{
			"package.json": `{"workspaces":["p/*"]}`, "p/a/package.json": `{"name":"@acme/login","main":"lib/main.js"}`, "p/a/lib/main.js": hooks,
			"p/b/package.json": `{"name":"b","dependencies":{"@acme/login":"*"}}`, "p/b/x.js": from("@acme/login")}},
		{"a part of such a package", map[string]string{
			"package.json": `{"workspaces":["p/*"]}`, "p/a/package.json": `{"name":"@acme/login","exports":{"./h":"./lib/use.js"}}`, "p/a/lib/use.js": hooks,
			"p/b/package.json": `{"name":"b"}`, "p/b/x.js": from("@acme/login/h")}},
		{"a private name of the package", map[string]string{"package.json": `{"name":"a","imports":{"#login":"./lib/use.js"}}`, "lib/use.js": hooks, "x.js": from("#login")}},
		{"a folder with a package.json", map[string]string{"package.json": `{"name":"a"}`, "lib/package.json": `{"main":"./dist/use.js"}`, "lib/dist/use.js": hooks, "x.js": from("./lib")}},
		{"by habit", map[string]string{"package.json": `{"name":"a"}`, "src/hooks.js": hooks, "src/x.js": from("@/hooks")}},
		{"require", map[string]string{"hooks.js": hooks, "x.js": "const { useUser } = require('./hooks')\n" + call}},
	}
	use := &Rule{Name: "use", Check: func(p *Pass) {
		for _, c := range p.File.CallsOf("useUser") {
			p.Report(Finding{Message: "m", Range: c.Range()})
		}
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := Options{Rules: []*Rule{use}, Mode: Lint}
			r, dir := runOn(t, o, test.files)
			if len(r.Files) != 1 || len(r.Files[0].Findings) != 1 || r.Looked == 0 {
				t.Errorf("result\n%s", told(r))
			}
			// What files import may be too much to remember.
			o.Paths, o.Target = []string{dir}, &Target{Name: "test"}
			again := newRun(o)
			defer again.workers.close()
			again.imported.most = -1
			if err := again.look(t.Context()); err != nil {
				t.Fatal(err)
			}
			expect(t, "result without an index", told(again.result), told(r))
		})
	}

	t.Run("somebody else's module of that name", func(t *testing.T) {
		r, _ := runOn(t, Options{Rules: []*Rule{use}, Mode: Lint}, map[string]string{"a/hooks.ts": hooks, "b/hooks.ts": "export const useUser = () => 1\n", "b/x.ts": from("./hooks")})
		if len(r.Files) != 0 {
			t.Errorf("result\n%s", told(r))
		}
	})
}

// A file with a mock is looked at too: it need not import what it replaces.
func TestSecondLookAtMocks(t *testing.T) {
	mock := &Rule{Name: "mock", Check: func(p *Pass) {
		if v := p.File.ModuleValue("../hooks"); v != nil && v.Kind == clerk.Module {
			p.Report(Finding{Message: "m"})
		}
	}}
	r, _ := runOn(t, Options{Rules: []*Rule{mock}, Mode: Lint}, map[string]string{
		"hooks.js": "export { useUser } from '@clerk/nextjs'\n", "test/a.test.js": "jest.mock('../hooks', () => ({}))\n", "test/b.js": "f('../hooks')\n",
	})
	expect(t, "result", told(r), "a.test.js changed=false skipped=\n  1:1 mock notice  applied=false m\n")
}
