package twin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if Asked(os.Args[1:]) {
		os.Exit(Work(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

func newTestPool(t testing.TB, o Options) *Pool {
	t.Helper()
	p := NewPool(o)
	t.Cleanup(p.Close)
	return p
}

// source is a program of one module, in a folder of its own.
func source(t testing.TB, text string) Program {
	t.Helper()
	root := t.TempDir()
	entry := filepath.Join(root, "main.ts")
	return Program{Root: root, Entry: entry, Files: map[string]string{entry: text}}
}

func load(t testing.TB, p *Pool, program Program) *Session {
	t.Helper()
	s, err := p.Load(context.Background(), program)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func call(t testing.TB, s *Session, function string, args ...any) string {
	t.Helper()
	r, err := s.Call(context.Background(), function, args...)
	if err != nil {
		t.Fatal(err)
	}
	return string(r)
}

func TestCall(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1})
	cases := []struct{ name, text, args, want string }{
		{"returns what it is given", `export const f = (a: number, b: { c: string }) => [b.c, a]`, `[1, {"c":"é"}]`, `["é",1]`},
		{"undefined is null", `export function f() {}`, `[]`, `null`},
		{"a promise is awaited", `export const f = async () => { await null; return 1 }`, `[]`, `1`},
		{"timers take no time", `export const f = async () => { const t = Date.now(); await new Promise(r => setTimeout(r, 3_600_000)); return Date.now() - t }`, `[]`, `3600000`},
		{"timers run in order", `export const f = async () => { const l: number[] = []; setTimeout(() => l.push(2), 20); setTimeout(() => l.push(1), 10); const i = setInterval(() => l.push(0), 4); await new Promise(r => setTimeout(r, 21)); clearInterval(i); return l }`, `[]`, `[0,0,1,0,0,2,0]`},
		{"for await", `async function* g() { yield 1; yield 2 } export const f = async () => { let n = 0; for await (const x of g()) n += x; return n }`, `[]`, `3`},
		{"microtasks", `export const f = async () => { const l = []; queueMicrotask(() => l.push("b")); l.push("a"); await null; return l }`, `[]`, `["a","b"]`},
		{"text is encoded", `export const f = (s: string) => [...new TextEncoder().encode(s)].concat(new TextDecoder().decode(new TextEncoder().encode(s)).length)`, `["é€😀"]`, `[195,169,226,130,172,240,159,152,128,4]`},
		{"base64", `export const f = (s: string) => [btoa(s), atob(btoa(s)) === s]`, `["any carnal pleas"]`, `["YW55IGNhcm5hbCBwbGVhcw==",true]`},
		{"addresses", `export const f = () => { const u = new URL("../b?x=1#h", "https://u:p@Example.com:443/a/c/d"); u.searchParams.set("y", "a b"); return [u.href, u.origin, u.pathname, u.searchParams.get("x")] }`, `[]`, `["https://u:p@example.com/a/b?x=1&y=a+b#h","https://example.com","/a/b","1"]`},
		{"random numbers and the date are the same in every run", `export const f = () => [new Date().toISOString(), Math.random() === Math.random()]`, `[]`, `["2022-03-01T12:00:00.000Z",false]`},
		{"nothing of a host", `export const f = () => ["process","require","fetch","window","document","global","Deno","Bun","XMLHttpRequest","WebSocket","__host","module","exports"].filter(n => n in globalThis)`, `[]`, `[]`},
		{"the function constructor stays inside", `export const f = () => Function("return typeof process + typeof require")()`, `[]`, `"undefinedundefined"`},
		{"half a surrogate", `export const f = () => "\ud800"`, `[]`, `"\ud800"`},
		{"enums and decorations of TypeScript", `enum E { A = 3, B } export const f = () => E.B satisfies number as unknown`, `[]`, `4`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var args []any
			if err := json.Unmarshal([]byte(c.args), &args); err != nil {
				t.Fatal(err)
			}
			s := load(t, p, source(t, c.text))
			defer s.Close()
			if got := call(t, s, "f", args...); got != c.want {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestConsole(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1})
	program := source(t, `console.log("loading"); export const f = () => { console.warn("x", { a: [1] }, undefined, () => 1); Promise.reject(new TypeError("lost")) }`)
	var lines []string
	program.Console = func(level, text string) { lines = append(lines, level+": "+text) }
	s := load(t, p, program)
	call(t, s, "f")
	want := "log: loading\nwarn: x {\"a\":[1]} undefined [function ]\nrejection: TypeError: lost"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Errors say what went wrong and where.
func TestErrors(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1})
	cases := []struct {
		name, text string
		kind       Kind
		want       string
	}{
		{"syntax", "export const f =\n  ]", Bundling, `main.ts:2:3: Unexpected "]"`},
		{"thrown on loading", "\nthrow new TypeError('no')", Thrown, `main.ts:2:7: TypeError: no`},
		{"thrown", "interface A {}\nconst g = () => {\n  null.x }\nexport function f() { g() }", Thrown, `main.ts:3:8: TypeError: Cannot read property 'x' of undefined`},
		{"thrown later", "export async function f() {\n  await null\n  throw new RangeError('late') }", Thrown, `main.ts:3:9: RangeError: late`},
		{"something else thrown", "export function f() { throw 'text' }", Thrown, `main.ts:1:23: text`},
		{"null thrown", "export function f() { throw null }", Thrown, `main.ts:1:23: null`},
		{"no such function", "export const g = 1", Thrown, `TypeError: the module exports no function f`},
		{"a function", "export const f = () => () => 1", NotJSON, `the result is a function, which JSON cannot say`},
		{"a circle", "export const f = () => { const a = {}; a.a = a; return a }", Thrown, `TypeError: Converting circular structure to JSON`},
		{"BigInt", "export const f = () => 1n", Thrown, `TypeError: Do not know how to serialize a BigInt`},
		{"no end of a promise", "export const f = () => new Promise(() => {})", Pending, `the promise is never settled`},
		{"no end of timers", "export const f = () => { setInterval(() => {}, 1); return new Promise(() => {}) }", Pending, `the promise is not settled after 10000 timers`},
		{"recursion", "export const f = () => f()", Thrown, `main.ts:1:24: RangeError: Maximum call stack size exceeded`},
		{"top-level await", "await 1; export const f = 1", Bundling, `main.ts:1:1: Top-level await is not available`},
		{"no package", "import 'react'", Bundling, `main.ts:1:8: there is no module "react" here; only relative imports and those that are given can be read`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, err := p.Load(context.Background(), source(t, c.text))
			if err == nil {
				defer s.Close()
				_, err = s.Call(context.Background(), "f")
			}
			if err == nil {
				t.Fatal("no error")
			}
			if KindOf(err) != c.kind || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%s: %s\nwant %s: %s", KindOf(err), err, c.kind, c.want)
			}
		})
	}
}

// A hostile module costs the session that it is in, and nobody else.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	limit := 400 * time.Millisecond
	p := newTestPool(t, Options{Workers: 2, Limit: limit, Memory: 112 << 20})
	good := load(t, p, source(t, `let n = 0; export const f = () => "good"`))
	// For those that end by themselves, however busy the machine is.
	patient := newTestPool(t, Options{Workers: 1, Limit: 30 * time.Second, Memory: 112 << 20})
	// Which limit is met first depends on how busy the machine is.
	cases := []struct {
		name, text string
		kinds      []Kind
	}{
		{"endless loop", `export const f = () => { for (;;) ; }`, []Kind{Timeout, Memory}},
		{"endless loop that catches", `export const f = () => { for (;;) try { for (;;) ; } catch {} finally { for (;;) ; } }`, []Kind{Timeout, Memory}},
		{"endless jobs", `export const f = () => { const g = () => Promise.resolve().then(g); return g() }`, []Kind{Timeout, Memory}},
		{"endless timers", `export const f = () => new Promise(() => { const g = () => setTimeout(g, 0); g() })`, []Kind{Pending, Timeout, Memory}},
		{"loop on loading", `for (;;) ;`, []Kind{Timeout, Memory}},
		{"loop in the text of an error", `export const f = () => { throw { get message() { for (;;) ; } } }`, []Kind{Timeout, Memory}},
		{"loop in toJSON", `export const f = () => ({ toJSON() { for (;;) ; } })`, []Kind{Timeout, Memory}},
		{"backtracking", `export const f = () => /^(?=(a+)+$)\1*(x+x+)+y/.test("a".repeat(40) + "x".repeat(50)) + /(?=((a+)+)b)(\2)c/.test("a".repeat(60))`, []Kind{Timeout, Memory}},
		{"huge array", `export const f = () => Array(1e8).fill(1).length`, []Kind{Memory, Timeout}},
		{"huge array joined", `export const f = () => Array(2**32-1).join("abc").length`, []Kind{Memory, Timeout, Crash, Thrown}},
		{"array from", `export const f = () => Array.from({ length: 1e9 }).length`, []Kind{Memory, Timeout}},
		{"array of arrays", `export const f = () => { const l = []; for (;;) l.push(new Array(1000).fill(l)) }`, []Kind{Memory, Timeout}},
		{"padStart", `export const f = () => "a".padStart(2**30).length`, []Kind{Memory, Timeout, Thrown}},
		{"repeat", `export const f = () => "ab".repeat(2**29).length`, []Kind{Memory, Timeout, Thrown}},
		{"doubling", `export const f = () => { let s = "ab"; for (;;) s += s }`, []Kind{Memory, Timeout, Thrown}},
		{"BigInt", `export const f = () => String(2n ** (2n ** 40n)).length`, []Kind{Memory, Timeout, Thrown, Crash}},
		{"BigInt shifted", `export const f = () => String(1n << (2n ** 33n)).length`, []Kind{Memory, Timeout, Thrown, Crash}},
		{"buffer", `export const f = () => new ArrayBuffer(2**33).byteLength`, []Kind{Memory, Timeout, Thrown, Crash}},
		{"deep JSON", `export const f = () => JSON.parse("[".repeat(5e6))`, []Kind{Crash, Memory, Timeout}},
		{"deep eval", `export const f = () => eval("(".repeat(1e6))`, []Kind{Crash, Memory, Timeout}},
		{"deep result", `export const f = () => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a }`, []Kind{Crash, NotJSON, Memory, Thrown, Timeout}},
		{"deep calls through natives", `const g = () => [1].map(g); export const f = () => g().length`, []Kind{Thrown, Crash, Timeout, Memory}},
		{"proxies without end", `export const f = () => { let p = {}; for (let i = 0; i < 1e6; i++) p = new Proxy(p, {}); return p.x }`, []Kind{Crash, Memory, Timeout, Thrown}},
		{"giant result", `export const f = () => "x".repeat(5e6)`, []Kind{TooLarge, Memory}},
		{"a million findings", `export const f = () => Array.from({ length: 1e6 }, (_, i) => ({ message: "finding " + i }))`, []Kind{TooLarge, Memory, Timeout}},
		{"prototype games", `Object.prototype.toJSON = () => 1; JSON.stringify = JSON.parse = Array.prototype.map = undefined; Promise.prototype.then = 1; export const f = () => process`, []Kind{Thrown}},
		{"globals gone", `for (const k of Object.getOwnPropertyNames(globalThis)) try { delete globalThis[k] } catch {}; export const f = () => missing`, []Kind{Thrown, Bundling}},
		{"network", `export const f = () => fetch("http://127.0.0.1")`, []Kind{Thrown}},
		{"deep source", "export const f = " + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), []Kind{Bundling}},
		{"deep operators", "export const f = " + strings.Repeat("-", 1) + strings.Repeat("!", 300_000) + "1", []Kind{Bundling}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			pool := p
			if !slices.Contains(c.kinds, Timeout) {
				pool = patient
			}
			s, err := pool.Load(context.Background(), source(t, c.text))
			if err == nil {
				var r json.RawMessage
				r, err = s.Call(context.Background(), "f")
				if err == nil {
					t.Errorf("no error, but a result of %d bytes", len(r))
				}
				s.Close()
			}
			t.Logf("%s: %v (%s)", KindOf(err), err, time.Since(began).Round(time.Millisecond))
			if err != nil && !slices.Contains(c.kinds, KindOf(err)) {
				t.Errorf("%s: %v", KindOf(err), err)
			}
			if got := call(t, good, "f"); got != `"good"` {
				t.Errorf("another session now says %s", got)
			}
		})
	}
}

// Nothing outside of the program's folder is read.
func TestConfined(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1})
	outer := t.TempDir()
	root := filepath.Join(outer, "rules")
	for name, text := range map[string]string{
		"secret.json": `{"secret":1}`, "secret.ts": "export default 1", "rules/in.ts": "export default 'in'", "rules/style.css": "a {}",
		"rules/deep/in.json": `{"a":1}`, "rules/other.tsx": "export default 'other'",
	} {
		path := filepath.Join(outer, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	links := map[string]string{"rules/link.ts": filepath.Join(outer, "secret.ts"), "rules/linkdir": outer, "rules/inner.ts": "in.ts"}
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(outer, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	cases := []struct{ specifier, want, err string }{
		{"./in", `"in"`, ""},
		{"./in.js", `"in"`, ""},
		{"./other.jsx", `"other"`, ""},
		{"./inner", `"in"`, ""},
		{"./deep/in.json", `{"a":1}`, ""},
		{"clerkctl", `"given"`, ""},
		{"../secret.json", "", `"../secret.json" leads out of the folder of the program`},
		{"../../../../../../../etc/passwd", "", `leads out of the folder of the program`},
		{"./deep/../../secret", "", `leads out of the folder of the program`},
		{"./link", "", `link.ts leads out of the folder of the program`},
		{"./linkdir/secret", "", `linkdir/secret.ts leads out of the folder of the program`},
		{"/etc/passwd", "", `"/etc/passwd" is an absolute path`},
		{"file:///etc/passwd", "", `is an absolute path`},
		{"https://example.com/x.js", "", `is an absolute path`},
		{"data:text/javascript,export default 1", "", `is an absolute path`},
		{"fs", "", `there is no module "fs" here`},
		{"node:fs", "", `there is no module "node:fs" here`},
		{"./style.css", "", `"./style.css" is not one of the files that can be read`},
		{"./nothing", "", `there is no file "./nothing"`},
		{"./in.ts?x", "", `there is no file`},
	}
	for _, c := range cases {
		t.Run(c.specifier, func(t *testing.T) {
			entry := filepath.Join(root, "main.ts")
			program := Program{Root: root, Entry: "main.ts", Files: map[string]string{entry: `import x from "` + c.specifier + `"; export const f = () => x`}, Modules: map[string]string{"clerkctl": "export { default } from './helper'", "helper.js": "export default 'given'"}}
			s, err := p.Load(context.Background(), program)
			if c.err != "" {
				if KindOf(err) != Bundling || !strings.Contains(err.Error(), c.err) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := call(t, s, "f"); got != c.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestStandIns(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1})
	program := source(t, `import React, { useState } from "react"; import * as all from "other/path"; import "./style.css"
const [a, b] = useState(1); new all.Thing(2); React.memo(useState)
export const f = async () => { const m = await import("later"); m.go(3); return [globalThis.__twin.log.map(e => e.kind + " " + e.name + " " + e.args.map(String)), typeof React, React instanceof Error, `+"`${all.x.y}`"+`] }`)
	program.Bare = StandIn
	program.Files[filepath.Join(program.Root, "style.css")] = "a {}"
	s := load(t, p, program)
	want := `[["call react.useState 1","new other/path.Thing 2","call react.default.memo [react.useState]","call later.go 3"],"function",false,"[other/path.x.y]"]`
	if got := call(t, s, "f"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFollow(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1})
	program := source(t, `import b from "pkg"; import c from "@scope/pkg/sub"; export const f = () => [b, c, process.env.NODE_ENV]`)
	for name, text := range map[string]string{
		"pkg/package.json":        `{"main":"node.js","browser":"browser.js"}`,
		"pkg/node.js":             `module.exports = require("fs")`,
		"pkg/browser.js":          `module.exports = require("./lib/b") + require("dep")`,
		"pkg/lib/b.js":            `module.exports = "b"`,
		"dep/index.js":            `module.exports = "d"`,
		"@scope/pkg/package.json": `{"exports":{"./sub":{"browser":"./x.mjs"}}}`,
		"@scope/pkg/x.mjs":        `export default "c"`,
	} {
		path := filepath.Join(program.Root, "node_modules", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	program.Define = map[string]string{"process.env.NODE_ENV": `"production"`}
	program.Bare = Follow
	if got := call(t, load(t, p, program), "f"); got != `["bd","c","production"]` {
		t.Errorf("got %s", got)
	}
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "index.js"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(program.Root, "node_modules/linked")); err != nil {
		t.Skip("no links here:", err)
	}
	for specifier, want := range map[string]string{"linked": "leads out of the folder of the program", "nothing": "is not installed"} {
		program.Files[program.Entry] = `import "` + specifier + `"`
		if _, err := p.Load(context.Background(), program); KindOf(err) != Bundling || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", specifier, err)
		}
	}
}

// Real paths are what the child works with, whatever the caller calls them.
func TestRootBehindALink(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no links here:", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.ts"), []byte("export default 'old'"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := newTestPool(t, Options{Workers: 1})
	s := load(t, p, Program{Root: link, Entry: "main.ts", Files: map[string]string{
		filepath.Join(link, "main.ts"): `import a from "./a"; export const f = () => a`,
		filepath.Join(link, "a.ts"):    `export default "new"`,
	}})
	if got := call(t, s, "f"); got != `"new"` {
		t.Errorf("got %s", got)
	}
	if _, err := p.Load(context.Background(), Program{Root: link, Entry: "../main.ts"}); KindOf(err) != Bundling {
		t.Errorf("%v", err)
	}
}

// What a module keeps is there for its next call, and Fresh keeps nothing.
func TestFresh(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1})
	program := source(t, `let n = 0; export const f = () => ++n`)
	s := load(t, p, program)
	call(t, s, "f")
	if got := call(t, s, "f"); got != "2" {
		t.Errorf("got %s", got)
	}
	program.Fresh = true
	s = load(t, p, program)
	call(t, s, "f")
	if got := call(t, s, "f"); got != "1" {
		t.Errorf("fresh: got %s", got)
	}
}

// Calls in a row each have their result, and what cannot go on is not tried again.
func TestCallAll(t *testing.T) {
	const ok, large, late = `["a"]`, `"x".repeat(5 << 20)`, `(() => { for (;;); })()`
	cases := []struct {
		name, text string
		calls      [][]any
		want       string // of each call the value, or the kind of its error
	}{
		{"each its own", `export const f = (a, b) => [a, b]`, [][]any{{1, 2}, {"é"}, {}}, `[1,2] ["é",null] [null,null]`},
		{"an error is one call's", `export const f = (a) => { if (a) throw new Error("no"); return 1 }`, [][]any{{false}, {true}, {false}}, `1 thrown 1`},
		{"a result that is too large is one call's", `export const f = (a) => a ? ` + large + ` : 1`, [][]any{{true}, {false}}, `too-large 1`},
		{"nothing is called after a call without end", `export const f = (a) => a ? ` + late + ` : 1`, [][]any{{false}, {true}, {false}}, `1 timeout timeout`},
		{"what ends the child", `export const f = (a) => a ? JSON.parse("[".repeat(5e6)) : 1`, [][]any{{false}, {true}, {false}}, `1 crash crash`},
		{"what throws when it is loaded", `throw new Error("no"); export const f = () => 1`, [][]any{{}, {}}, `thrown thrown`},
		{"what cannot be loaded", `export const f = (`, [][]any{{}, {}}, `bundling bundling`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newTestPool(t, Options{Workers: 1, Limit: time.Second})
			for _, fresh := range []bool{false, true} {
				program := source(t, c.text)
				program.Fresh = fresh
				results, err := p.CallAll(t.Context(), program, "f", c.calls...)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, r := range results {
					if r.Err != nil {
						got = append(got, string(KindOf(r.Err)))
					} else {
						got = append(got, string(r.Value))
					}
				}
				if got := strings.Join(got, " "); got != c.want {
					t.Errorf("fresh %v: got %s, want %s", fresh, got, c.want)
				}
			}
			// The pool lives on, whatever became of its child.
			s := load(t, p, source(t, `export const f = () => `+ok))
			if got := call(t, s, "f"); got != ok {
				t.Errorf("afterwards: got %s", got)
			}
		})
	}
	p := newTestPool(t, Options{Workers: 1})
	if _, err := p.CallAll(t.Context(), source(t, `export const f = 1`), "f", []any{func() {}}); err == nil {
		t.Error("an argument that is no JSON was sent")
	}
	if results, err := p.CallAll(t.Context(), Program{Root: filepath.Join(t.TempDir(), "none"), Entry: "a.js"}, "f", nil, nil); err != nil || len(results) != 2 || KindOf(results[1].Err) != Bundling {
		t.Errorf("a folder that is not there: %v, %v", results, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.CallAll(ctx, source(t, `export const f = () => 1`), "f", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Several goroutines share a pool, and one that dies is replaced.
func TestConcurrent(t *testing.T) {
	p := newTestPool(t, Options{Workers: 2, Limit: 2 * time.Second})
	s := load(t, p, source(t, `export const f = (n) => n * 2; export const die = () => JSON.parse("[".repeat(5e6))`))
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			if i%10 == 3 {
				if _, err := s.Call(context.Background(), "die"); KindOf(err) == "" {
					t.Errorf("%v", err)
				}
				return
			}
			r, err := s.Call(context.Background(), "f", i)
			var n int
			if err == nil {
				err = json.Unmarshal(r, &n)
			}
			if err != nil || n != 2*i {
				t.Errorf("%d: %s, %v", i, r, err)
			}
		})
	}
	wg.Wait()
}

func TestCancelled(t *testing.T) {
	p := newTestPool(t, Options{Workers: 1, Limit: time.Minute})
	s := load(t, p, source(t, `export const f = () => { for (;;) ; }`))
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.Call(ctx, "f"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// The child has nothing of its parent's.
func TestChildHasNothing(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux shows")
	}
	t.Setenv("CLERK_API_KEY", "secret")
	f, err := os.Create(filepath.Join(t.TempDir(), "open"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := start(112 << 20)
	if err != nil {
		t.Fatal(err)
	}
	defer c.kill()
	proc := filepath.Join("/proc", strconv.Itoa(c.cmd.Process.Pid))
	env, err := os.ReadFile(proc + "/environ")
	if err != nil || len(env) > 0 {
		t.Errorf("environment %q, %v", env, err)
	}
	fds, err := os.ReadDir(proc + "/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range fds {
		to, _ := os.Readlink(filepath.Join(proc, "fd", fd.Name()))
		if to == f.Name() {
			t.Errorf("descriptor %s is %s", fd.Name(), to)
		}
	}
	if withRace {
		return // the detector needs more memory than a worker may have
	}
	limits, err := os.ReadFile(proc + "/limits")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(limits), "Max data size")
	var soft, hard int64
	if _, err := fmt.Sscan(rest, &soft, &hard); err != nil || soft != hard || soft < 112<<20 || soft > 224<<20 {
		t.Errorf("%d to %d bytes of data, %v", soft, hard, err)
	}
}
