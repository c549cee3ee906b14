package codemod

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

func passOver(t *testing.T, name, src string) *Pass {
	t.Helper()
	return &Pass{File: clerk.NewProject(clerk.ProjectOptions{}).File(parse(t, name, src)), rule: &Rule{Name: "test"}, Target: &Target{}, Options: &RuleOptions{}}
}

// scopeAt is the scope in which the statement with the text stands, and the
// statement.
func scopeAt(t *testing.T, p *Pass, text string) (*js.Scope, js.Node) {
	t.Helper()
	stmt := statementWith(t, p.File.File, text)
	return p.File.ScopeOf(stmt), stmt
}

func TestPick(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"free", "function f() { HERE() }", "user"},
		{"bound in the same scope", "function f() { HERE(); const user = 1 }", "clerkUser"},
		{"a parameter", "function f({ a: [user] }) { HERE() }", "clerkUser"},
		{"a parameter of an arrow", "const f = user => { HERE() }", "clerkUser"},
		{"a var in a block of the function", "function f() { HERE(); if (a) { var user = 1 } }", "clerkUser"},
		{"a function declared", "function f() { HERE(); function user() {} }", "clerkUser"},
		{"bound further out, not used here", "const user = 1; function f() { HERE() }", "user"},
		{"bound further out and used here", "const user = 1; function f() { HERE(); return () => user }", "clerkUser"},
		{"bound nowhere and used here", "function f() { HERE(); return user }", "clerkUser"},
		{"bound nowhere, used elsewhere", "function f() { HERE() } user()", "user"},
		{"imported and used as a component", "import user from 'x'; function f() { HERE(); return <user.x/> }", "clerkUser"},
		{"bound and used further in", "function f() { HERE(); list.map((user) => user.id) }", "user"},
		{"a property", "function f() { HERE(); return a.user + { user: 1 }.user }", "user"},
		{"a shorthand property", "function f() { HERE(); return { user } }", "clerkUser"},
		{"asked by a type", "function f() { HERE(); type T = typeof user }", "clerkUser"},
		{"both taken", "function f(user, clerkUser) { HERE() }", "clerkUser2"},
		{"all taken", "function f(user, clerkUser, clerkUser2) { HERE() }", "clerkUser3"},
		{"at the top, a type import", "import type { user } from 'x'; HERE()", "clerkUser"},
		{"at the top, exported", "HERE(); export { user }; var user", "clerkUser"},
		{"the scope of a catch", "try {} catch (user) { HERE() }", "clerkUser"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := passOver(t, "a.tsx", test.src)
			scope, stmt := scopeAt(t, p, "HERE")
			if got := p.Pick(scope, []js.Node{stmt}, "user", "clerkUser"); got != test.want {
				t.Errorf("%s: got %s, want %s", test.src, got, test.want)
			}
		})
	}
}

// What is needed at a place must mean the new binding there.
func TestPickForUses(t *testing.T) {
	p := passOver(t, "a.js", "function f() { HERE(); return () => { let user = 1; THERE() } }")
	scope, stmt := scopeAt(t, p, "HERE")
	_, use := scopeAt(t, p, "THERE")
	if got := p.Pick(scope, []js.Node{stmt, use}, "user", "clerkUser"); got != "clerkUser" {
		t.Errorf("got %s", got)
	}
}

func TestPickAgainstOtherFixes(t *testing.T) {
	const src = "function f() { A(); B(); return () => { C(); D() } } function g() { E() }"
	p := passOver(t, "a.js", src)
	pick := func(at string, uses ...string) string {
		scope, stmt := scopeAt(t, p, at)
		nodes := []js.Node{stmt}
		for _, u := range uses {
			_, n := scopeAt(t, p, u)
			nodes = append(nodes, n)
		}
		return p.Pick(scope, nodes, "user", "clerkUser")
	}
	for _, step := range []struct{ at, use, want string }{
		{"A()", "D()", "user"},      // used further in …
		{"B()", "B()", "clerkUser"}, // the same scope
		{"E()", "E()", "user"},      // another function
		{"C()", "C()", "clerkUser"}, // … where it must not be hidden
	} {
		if got := pick(step.at, step.use); got != step.want {
			t.Errorf("%s: got %s, want %s", step.at, got, step.want)
		}
	}
}

// The plain names go to the first finding in the source, whichever rule it is
// from.
func TestPickInSourceOrder(t *testing.T) {
	rule := func(name, function string) *Rule {
		return calls(name, function, func(p *Pass, c *js.Call) {
			stmt, _ := js.StatementOf(c)
			local := p.Pick(p.File.ScopeOf(stmt), []js.Node{stmt}, "user", "clerkUser")
			p.Report(Finding{Fix: Safe, Message: "m", Range: c.Range(), Edits: []Edit{Replace(c.Range(), "const "+local+" = x()")}})
		})
	}
	const src = "// Clerk\nfunction f() {\n  second();\n  first();\n  first();\n}\nfunction g() {\n  first();\n  second();\n}\n"
	_, dir := runOn(t, Options{Rules: []*Rule{rule("one", "first"), rule("two", "second")}, Mode: Write}, map[string]string{"x.js": src})
	want := strings.NewReplacer(
		"second();\n  first();\n  first();", "const user = x();\n  const clerkUser = x();\n  const clerkUser2 = x();",
		"first();\n  second();", "const user = x();\n  const clerkUser = x();").Replace(src)
	expect(t, "text", textOf(t, dir, "x.js"), want)
}

func TestImportName(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"free", "import { useUser } from '@clerk/nextjs'", "useAuth"},
		{"somebody else's", "import { useAuth } from '@redwoodjs/auth'", "useClerkAuth"},
		{"Clerk's, there already", "import { useAuth } from '@clerk/nextjs'", "useAuth"},
		{"Clerk's, under another name", "import { useAuth as auth } from '@clerk/clerk-react'", "auth"},
		{"Clerk's, hidden somewhere", "import { useAuth as auth } from '@clerk/clerk-react'; function f(auth) {}", "useAuth"},
		{"bound further in", "function f(useAuth) {}", "useClerkAuth"},
		{"used and bound nowhere", "useAuth()", "useClerkAuth"},
		{"a type of that name", "import type { useAuth } from 'x'", "useClerkAuth"},
		{"both taken", "let useAuth, useClerkAuth", "useClerkAuth2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := passOver(t, "a.ts", test.src)
			if got := p.ImportName("useAuth", "useClerkAuth"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if got := p.ImportName("useAuth", "useClerkAuth"); got != test.want {
				t.Errorf("asked again: got %s, want %s", got, test.want)
			}
		})
	}
}

// Names of imports are chosen once, before the others: they mean the same
// throughout the file.
func TestImportNameStaysWhenNamesAreGivenAgain(t *testing.T) {
	local := calls("local", "local", func(p *Pass, c *js.Call) {
		stmt, _ := js.StatementOf(c)
		name := p.Pick(p.File.Module, []js.Node{stmt}, "useAuth", "other")
		p.Report(Finding{Fix: Safe, Message: "m", Range: c.Range(), Edits: []Edit{Replace(c.Range(), "const "+name+" = x()")}})
	})
	imported := calls("imported", "imported", func(p *Pass, c *js.Call) {
		name := p.ImportName("useAuth", "useClerkAuth")
		p.Report(Finding{
			Fix: Safe, Message: "m", Range: c.Range(), Edits: []Edit{Replace(c.Range(), name+"()")},
			Imports: []ImportChange{{Name: "useAuth", Local: name, Beside: p.File.Imports[0].Names[0]}},
		})
	})
	const src = "import { useUser } from '@clerk/nextjs';\nfunction f() { imported(); }\nlocal();\nlocal();\n"
	for _, rules := range [][]*Rule{{imported, local}, {local, imported}} {
		r, dir := runOn(t, Options{Rules: rules, Mode: Write}, map[string]string{"x.js": src})
		if r.Files[0].Skipped != "" {
			t.Errorf("%s: %s", r.Files[0].Skipped, r.Files[0].Problem)
		}
		if got := textOf(t, dir, "x.js"); strings.Count(got, "const useAuth = ")+strings.Count(got, "useAuth }") != 1 {
			t.Errorf("got\n%s", got)
		}
	}
}
