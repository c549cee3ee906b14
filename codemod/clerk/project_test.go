package clerk_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

func TestModuleExports(t *testing.T) {
	m, _ := archive(`
-- auth.ts --
import { useUser } from "@clerk/nextjs";
export { useUser as useMe };
export default useUser;
export const other = 1;
export type { UserResource } from "@clerk/types";
export * as C from "@clerk/clerk-react";
-- barrel.ts --
export * from "./auth";
export * from "./button";
-- star.ts --
export * from "@clerk/nextjs";
-- button.tsx --
export const Button = () => null;
-- none.ts --
import { useUser } from "@clerk/nextjs";
export function useThing() { return useUser() }
-- equals.ts --
import C = require("@clerk/nextjs");
export = C;
-- defaults.ts --
export { default } from "./auth";
export { default as useMine } from "./auth";
-- copies.js --
var _c = require("@clerk/clerk-react");
Object.keys(_c).forEach(function (key) {
  if (key in exports) return;
  Object.defineProperty(exports, key, { enumerable: true, get: function () { return _c[key]; } });
});
-- assigned.js --
Object.assign(module.exports, require("@clerk/nextjs"), { x: 1 });
-- broken.js --
export { useUser } from "@clerk/nextjs"; const const;
-- data.json --
{ "export": "@clerk/nextjs" }
`)
	p := m.project()
	for path, want := range map[string]string{
		"/auth.ts":     "C=module @clerk/clerk-react UserResource=export UserResource default=export useUser useMe=export useUser",
		"/barrel.ts":   "C=module @clerk/clerk-react UserResource=export UserResource useMe=export useUser",
		"/none.ts":     "",
		"/button.tsx":  "",
		"/missing.ts":  "",
		"/defaults.ts": "default=export useUser useMine=export useUser",
		"/broken.js":   "",
		"/data.json":   "",
	} {
		if got := list(p.ModuleExports(path)); got != want {
			t.Errorf("%s exports %q, want %q", path, got, want)
		}
		if strings.HasSuffix(path, ".ts") && m[path] != "" {
			if got := list(m.file(t, p, path).Exports()); got != want {
				t.Errorf("%s itself exports %q, want %q", path, got, want)
			}
		}
	}
	for _, path := range []string{"/star.ts", "/equals.ts", "/copies.js", "/assigned.js"} {
		e := p.ModuleExports(path)
		if !e["useUser"].IsExport("useUser") || !e["SignIn"].IsExport("SignIn") || !e["UserResource"].IsExport("UserResource") {
			t.Errorf("%s exports %q", path, list(e))
		}
	}
}

// TestForms checks that every way to pass a name on is seen, though the module
// that does it does not mention Clerk.
func TestForms(t *testing.T) {
	for name, text := range map[string]string{
		"x":       "export{useUser as x}from'./auth'",
		"useUser": "export * from './auth'",
		"default": "import { useUser } from './auth'; export default useUser",
		"a":       "import { useUser } from './auth';\nexport const a=useUser",
		"b":       "import * as C from './auth';\nexport let b = C.useUser",
		"c":       "import * as C from './auth';\nexport var c = (0, C.useUser)",
		"d":       "import { useUser } from './auth';\nexport const d: typeof useUser = useUser",
		"e":       "import { useUser } from './auth';\nexport const e = (useUser as any)",
		"f":       "import { useUser } from './auth';\nexport const f = <any>useUser",
		"g":       "import { useUser } from './auth';\nexport const z = 1, g = useUser",
		"h":       "import * as C from './auth';\nexport const { useUser: h } = C",
		"i":       "import { useUser } from './auth';\nexport /* why */ { useUser as i }",
		"j":       "import { useUser } from './auth';\nexport\n{ useUser as\n j }",
		"k":       "import k0 = require('./auth'); export import k = k0.useUser;",
		"l":       "const c = require('./auth'); exports.l = c.useUser",
		"m":       "module.exports = { m: require('./auth').useUser }",
		"n":       "const c = require('./auth'); module.exports.n = c.useUser",
		"o":       "const c = require('./auth'); Object.defineProperty(exports, 'o', { get() { return c.useUser } })",
		"p":       "module.exports = { ...require('./auth'), p: require('./auth').useUser }",
		"q":       "import { useUser } from './auth'; const again = useUser; export { again as q };",
		"r":       "export { type UserResource, useUser as r } from './auth'",
		"s":       "import auth = require('./auth'); export = { s: auth.useUser };",
	} {
		m := memory{
			"/auth.ts": "export { useUser } from '@clerk/nextjs'",
			"/form.ts": text,
		}
		if e := m.project().ModuleExports("/form.ts"); !e[name].IsExport("useUser") {
			t.Errorf("%s\nexports %q", text, list(e))
		}
	}
}

func list(exports map[string]*clerk.Value) string {
	var names []string
	for name, v := range exports {
		names = append(names, name+"="+v.String())
	}
	// Few names: insertion sort keeps the test free of imports.
	for i := range names {
		for j := i; j > 0 && names[j] < names[j-1]; j-- {
			names[j], names[j-1] = names[j-1], names[j]
		}
	}
	return strings.Join(names, " ")
}

func TestLeads(t *testing.T) {
	m, _ := archive(`
-- yes/direct.js --
import { useUser } from "@clerk/nextjs";
-- yes/global.js --
window.Clerk.user;
-- yes/through.js --
import { useMe } from "../auth";
-- yes/required.js --
const a = require("../auth");
-- yes/loaded.js --
const a = () => import(/* webpackChunkName: "auth" */ "../auth");
-- yes/far.js --
import "x"; import d from '../far'
-- no/plain.js --
import { useThing } from "../thing"; import React from "react";
-- no/text.js --
const s = "../auth";
-- auth.js --
export { useUser as useMe } from "@clerk/nextjs";
-- far.js --
import { useMe } from "./auth";
export default useMe;
-- thing.js --
import { useMe } from "./auth";
export function useThing() { return useMe() }
`)
	p := m.project()
	for path, text := range m {
		if !strings.Contains(path, "yes/") && !strings.Contains(path, "no/") {
			continue
		}
		if got, want := p.Leads(path, []byte(text)), strings.HasPrefix(path, "/yes/"); got != want {
			t.Errorf("Leads(%s) = %v", path, got)
		}
	}
}

// TestModulesNotWorthParsing checks that what cannot matter is not parsed:
// a text that does not parse would pass nothing on, and one of the others is
// too large to try.
func TestModulesNotWorthParsing(t *testing.T) {
	long := "export { useUser } from \"@clerk/nextjs\"; var s = \"" + strings.Repeat("x", 6000) + "\";\n"
	huge := "export { useUser } from \"@clerk/nextjs\";\n" + strings.Repeat("// filler\n", 250_000)
	m := memory{
		"/long.js":  long,
		"/huge.js":  huge,
		"/small.js": "export { useUser } from \"@clerk/nextjs\";\n",
	}
	p := m.project()
	for path, want := range map[string]int{"/long.js": 0, "/huge.js": 0, "/small.js": 1} {
		if got := len(p.ModuleExports(path)); got != want {
			t.Errorf("%s exports %d names, want %d", path, got, want)
		}
	}
}

// TestReadsOnce checks that each module is read a bounded number of times,
// however many files ask for it.
func TestReadsOnce(t *testing.T) {
	m := memory{"/hub.js": ""}
	const n = 50
	for i := range n {
		m[fmt.Sprintf("/m%d.js", i)] = fmt.Sprintf("export * from './m%d'; export * from './m%d'; export * from './hub'; export const v%d = 1", (i+1)%n, (i*7)%n, i)
		m["/hub.js"] += fmt.Sprintf("export * from './m%d';\n", i)
	}
	var reads atomic.Int64
	p := clerk.NewProject(clerk.ProjectOptions{Resolve: m.resolve, Read: func(name string) ([]byte, error) {
		reads.Add(1)
		return m.read(name)
	}})
	for range 10 {
		for i := range n {
			if e := p.ModuleExports(fmt.Sprintf("/m%d.js", i)); len(e) > 0 {
				t.Fatalf("m%d exports %q", i, list(e))
			}
		}
	}
	if got := reads.Load(); got != n+1 {
		t.Errorf("%d reads of %d modules", got, n+1)
	}
}

func TestConcurrentUse(t *testing.T) {
	m := memory{}
	const n = 40
	for i := range n {
		// A ring of modules that re-export each other, and the package.
		m[fmt.Sprintf("/m%d.ts", i)] = fmt.Sprintf(`
import { useUser } from "./m%d";
export * from "./m%d";
export { useUser as u%d };
export { useSession } from "@clerk/nextjs";
`, (i+1)%n, (i+1)%n, i)
	}
	m["/m7.ts"] = `export { useUser } from "@clerk/nextjs"; export * from "./m8";`
	p := m.project()
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range n {
				name := fmt.Sprintf("/m%d.ts", (i*7+g*5)%n)
				f, err := js.Parse(name, m[name])
				if err != nil {
					t.Error(err)
					return
				}
				file := p.File(f)
				file.Uses()
				if name != "/m7.ts" && !file.ItemValue(f.Imports[0].Names[0]).IsExport("useUser") {
					t.Errorf("%s: useUser is lost", name)
				}
				if e := p.ModuleExports(name); !e["useSession"].IsExport("useSession") && name != "/m7.ts" {
					t.Errorf("%s: useSession is lost: %s", name, list(e))
				}
			}
		}()
	}
	wg.Wait()
}

// TestMemory checks that a module of no interest leaves next to nothing, and
// that what is kept of a re-exporting one does not hold on to its tree.
func TestMemory(t *testing.T) {
	filler := strings.Repeat("{ const a = [1, 2, 3]; a.map(x => x + 1) }\n", 400)
	const n = 60
	m := memory{}
	for i := range n {
		m[fmt.Sprintf("/plain%d.js", i)] = "import x from './hook0'; export default function g() { return x }\n"
		m[fmt.Sprintf("/hook%d.js", i)] = "export { useUser } from '@clerk/nextjs';\nimport { SignIn } from '@clerk/nextjs';\nexport const Login = SignIn;\n"
	}
	p := clerk.NewProject(clerk.ProjectOptions{Resolve: m.resolve, Read: func(name string) ([]byte, error) {
		text, err := m.read(name)
		return append(text, filler...), err
	}})
	before := heap()
	for i := range n {
		if p.ModuleExports(fmt.Sprintf("/plain%d.js", i)) != nil || len(p.ModuleExports(fmt.Sprintf("/hook%d.js", i))) != 2 {
			t.Fatal("wrong exports", i, p.ModuleExports(fmt.Sprintf("/plain%d.js", i)), p.ModuleExports(fmt.Sprintf("/hook%d.js", i)))
		}
	}
	if grown := heap() - before; grown > n*4096 {
		t.Errorf("%d modules leave %d bytes", 2*n, grown)
	}
	runtime.KeepAlive(p)
}

func heap() int64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}

// TestHardInput checks that odd text costs neither a panic nor much time.
func TestHardInput(t *testing.T) {
	types := "import { UserResource } from '@clerk/types';\ntype T0 = { user: UserResource };\n"
	for i := 1; i < 60; i++ {
		types += fmt.Sprintf("type T%d = { a: T%d, b: T%d } | T%d;\n", i, i-1, i-1, i-1)
	}
	types += "function f(x: T59) { x.user }\n"
	lets := "import { useUser } from '@clerk/nextjs';\nlet v0 = useUser();\n"
	for i := 1; i < 60; i++ {
		lets += fmt.Sprintf("let v%d = v%d || v%d; v%d = v%d ? v%d : v%d; v%d = v%d;\n", i, i-1, (i+7)%60, i, (i+1)%60, (i+2)%60, i-1, i-1, i)
	}
	for name, text := range map[string]string{
		"/types.ts":   types,
		"/lets.js":    lets,
		"/members.js": "import * as C from '@clerk/nextjs';\nC" + strings.Repeat(".a", 9000) + ";\n",
		"/or.js":      "import * as C from '@clerk/nextjs';\nconst u = " + strings.Repeat("C.useUser || ", 9000) + "C.useUser;\nu();\n",
		"/alias.js":   aliases(3000),
		"/odd.ts": `import { UserResource } from "@clerk/types";
let a: UserResource[; `,
		"/odd2.ts": `import { UserResource as } from "@clerk/types"; function f(x: {`,
		"/odd3.ts": `import { UserResource } from "@clerk/types"; function f(x: { [k in UserResource]: 1 }, y: [UserResource?], z: UserResource extends infer U ? U : never, w: abstract new () => UserResource, v: ` + "`${UserResource}`" + `) { x; y; z; w; v }
class K { static { this.user } declare user: UserResource; ["user"]: UserResource; #user: UserResource; get user() { return this.#user } }
function g(this: UserResource, ...users: UserResource[]) { users; this.user }`,
	} {
		m := memory{name: text}
		f, err := js.Parse(name, text)
		if err != nil {
			continue
		}
		file := m.project().File(f)
		file.Uses()
		file.Exports()
	}
}

func aliases(n int) string {
	var b strings.Builder
	b.WriteString("import { useUser } from '@clerk/nextjs';\nconst a0 = useUser;\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "const a%d = a%d;\n", i, i-1)
	}
	return b.String()
}
