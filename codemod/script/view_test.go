package script

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// sent is a view as it is sent.
type sent struct {
	Text, Kinds string
	Ends        []int
	Nodes       [][]json.RawMessage
}

// viewAsSent is what rules are sent of a text.
func viewAsSent(t *testing.T, name, src string) *sent {
	t.Helper()
	f, err := js.Parse(name, src)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	text, err := json.Marshal(viewOf(clerk.NewProject(clerk.ProjectOptions{}).File(f), name, true))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var v sent
	var lines struct{ Nodes string }
	if err := json.Unmarshal(text, &lines); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := json.Unmarshal([]byte("["+strings.ReplaceAll(lines.Nodes, "\n", ",")+"]"), &v.Nodes); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var rest struct {
		Text, Kinds string
		Ends        []int
	}
	if err := json.Unmarshal(text, &rest); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	v.Text, v.Kinds, v.Ends = rest.Text, rest.Kinds, rest.Ends
	return &v
}

// programs are the texts that the parser's own tests are made of, and more.
func programs(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{"all.tsx": allNodes, "with.cjs": "with (a) b;\n"}
	files, err := filepath.Glob("../../testdata/js/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if !strings.HasSuffix(f.Name, ".tree") && !strings.HasSuffix(f.Name, ".scopes") && !strings.HasSuffix(f.Name, ".error") {
				out[filepath.Base(file)+"/"+f.Name] = string(f.Data)
			}
		}
	}
	return out
}

// TestViews checks that every node that is sent is of a type that there is and
// has that type's fields, that its children lie within it and come after it,
// and that every type is sent for some program.
func TestViews(t *testing.T) {
	types := nodeTypes()
	names := map[string]int{}
	for i, typ := range types {
		names[typ.name] = i
	}
	unions := map[string]map[string]bool{}
	for _, typ := range types {
		for _, u := range typ.unions {
			if unions[u] == nil {
				unions[u] = map[string]bool{}
			}
			unions[u][typ.name] = true
		}
	}
	word := regexp.MustCompile(`[A-Za-z]+`)
	seen := map[string]bool{}
	for name, src := range programs(t) {
		if _, err := js.Parse(name, src); err != nil {
			if !strings.Contains(name, "/") {
				t.Fatalf("%s: %v", name, err)
			}
			continue // a program that is to be refused
		}
		v := viewAsSent(t, name, src)
		number := func(raw json.RawMessage) int {
			var n int
			if err := json.Unmarshal(raw, &n); err != nil {
				t.Fatalf("%s: %s is no number", name, raw)
			}
			return n
		}
		typeOf := func(i int) string { return types[number(v.Nodes[i][0])].name }
		for i, n := range v.Nodes {
			typ := types[number(n[0])]
			seen[typ.name] = true
			if int(v.Kinds[i])-32 != number(n[0]) || v.Ends[i] < i || i > 0 && v.Ends[i] > v.Ends[number(n[3])] {
				t.Errorf("%s: node %d, a %s, is of the kind %d and ends with %d", name, i, typ.name, v.Kinds[i]-32, v.Ends[i])
			}
			start, end, parent := number(n[1]), number(n[2]), number(n[3])
			where := func() string {
				units := js16(v.Text)
				return name + ": " + typ.name + " " + strings.TrimSpace(string(units[max(0, min(start, len(units))):max(start, min(end, len(units)))]))
			}
			if start < 0 || end < start || end > len(js16(v.Text)) {
				t.Errorf("%s has the range [%d, %d]", where(), start, end)
				continue
			}
			if parent >= i || (parent < 0) != (i == 0) {
				t.Errorf("%s has the parent %d", where(), parent)
			}
			if len(n)-4 != len(typ.fields) {
				t.Errorf("%s has %d fields, want %d", where(), len(n)-4, len(typ.fields))
				continue
			}
			for j, f := range typ.fields {
				var children []int
				switch raw := n[4+j]; f.mode() {
				case asNode:
					if c := number(raw); c >= 0 {
						children = append(children, c)
					} else if !strings.Contains(f.typ, "null") && c != -1 {
						t.Errorf("%s: %s is %d", where(), f.name, c)
					} else if !strings.Contains(f.typ, "null") && !(f.name == "body" && strings.HasPrefix(typ.name, "Function")) {
						t.Errorf("%s: %s is missing", where(), f.name)
					}
				case asNodes:
					var list []int
					if err := json.Unmarshal(raw, &list); err != nil {
						t.Errorf("%s: %s is no list: %s", where(), f.name, raw)
					}
					for _, c := range list {
						if c >= 0 {
							children = append(children, c)
						} else if !strings.Contains(f.typ, "null") {
							t.Errorf("%s: %s has a hole", where(), f.name)
						}
					}
				default:
					checkValue(t, where, f, raw)
				}
				for _, c := range children {
					if number(v.Nodes[c][3]) != i {
						t.Errorf("%s: %s has another parent", where(), f.name)
					}
					if s, e := number(v.Nodes[c][1]), number(v.Nodes[c][2]); (s < start || e > end) && typeOf(c) != "Decorator" {
						t.Errorf("%s: %s, a %s, is not within it: [%d, %d] in [%d, %d]", where(), f.name, typeOf(c), s, e, start, end)
					}
					if !allows(word.FindAllString(f.typ, -1), typeOf(c), unions) {
						t.Errorf("%s: %s is a %s, want %s", where(), f.name, typeOf(c), f.typ)
					}
				}
			}
		}
	}
	for _, typ := range types {
		if !seen[typ.name] && typ.name != "Unknown" {
			t.Errorf("no program has a %s", typ.name)
		}
	}
}

func allows(words []string, name string, unions map[string]map[string]bool) bool {
	for _, w := range words {
		if w == name || unions[w][name] {
			return true
		}
	}
	return name == "Unknown"
}

// checkValue checks a field that is no node.
func checkValue(t *testing.T, where func() string, f field, raw json.RawMessage) {
	t.Helper()
	text := string(raw)
	ok := false
	switch {
	case f.typ == "boolean":
		ok = text == "true" || text == "false"
	case text == "null":
		ok = strings.Contains(f.typ, "null")
	case text[0] == '{':
		ok = f.typ[0] == '{'
	case text[0] == '"' && f.typ[0] == '"':
		ok = strings.Contains(f.typ, text)
	case text[0] == '"':
		ok = strings.Contains(f.typ, "string")
	case text == "true" || text == "false":
		ok = strings.Contains(f.typ, "boolean")
	default:
		ok = strings.Contains(f.typ, "number")
	}
	if !ok {
		t.Errorf("%s: %s is %s, want %s", where(), f.name, text, f.typ)
	}
}

// js16 is a text as JavaScript counts it, with one rune a unit.
func js16(s string) []rune {
	var out []rune
	for _, r := range s {
		out = append(out, r)
		if r >= 0x10000 {
			out = append(out, ' ')
		}
	}
	return out
}

// allNodes has what the parser's programs lack.
const allNodes = `"use client";
import type { A } from "a";
import d, { b as c, type T } from "b";
import * as ns from "c";
import eq = require("d");
import alias = ns.x;
export type { A };
export * from "e";
export * as e from "f";
export { c as default2, d };
export { z } from "g";
export const x = 1n, y = /a\/b/gi, h = 0x1f, u = undefined, big = 1_000;
export function f(this: any, { a, b: [g = 1, , ...r], ...s }: any, k = 2, ...rest: any[]) { return new.target; }
export class C<T> extends ns.D { static #p = 1; @dec() m() { return this.#p in this; } get q() { return super.q; } static { a; } constructor() { super(); } ["x"] = 1; }
export namespace N { const i = 1; export const j = i; }
export enum E { A, B }
export default async function* gen() { yield* other(); for await (const v of w) await v; }
label: for (;;) { if (a) continue label; else break label; }
debugger;
;
const t = tag` + "`a${b}c${`d`}\\n`" + `, el = <ns.A.B {...p} a:b="c" e={f}>{...kids}text {g}<></><b /></ns.A.B>;
const o = { a, [b]: 1, "c": 2, 3: 4, get d() { return 1; }, set d(v) {}, async *m() {}, ...rest };
({ a = 1, b: c[0], ...ns.rest } = o);
[a, , b = 1, ...c] = o;
for (a.b in c) { }
for (const [q] of c) { }
do { a++; } while (--b);
while (0) { }
try { throw a; } catch { } finally { }
try { } catch ({ message }) { }
switch (a) { case 1: case 2: b; break; default: c; }
const q2 = a?.b?.[c]?.(d) ?? (e, f, (g, h)) ? import("x") : import.meta.url;
const arrow = async (a) => ({ a }), arrow2 = () => { }, cls = class { }, fn = function named() { };
const un = !a + -b, j = typeof a, logic = a && b || c, sum = (a as any)!.b satisfies T, n = new Foo, n2 = new Foo(1, ...a);
`
