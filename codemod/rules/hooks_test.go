package rules

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// migrated is what one file becomes, with its findings as "rule fix".
func migrated(t *testing.T, name, src string, configure ...func(*codemod.Options)) (after string, findings []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	target := Next()
	o := codemod.Options{Paths: []string{path}, Rules: All(target), Target: target, Mode: codemod.Write, Force: true, Jobs: 1}
	for _, c := range configure {
		c(&o)
	}
	result, err := codemod.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Files {
		if f.Skipped != "" {
			t.Fatalf("skipped, %s: %s\n%s", f.Skipped, f.Problem, src)
		}
		for _, finding := range f.Findings {
			fix := string(finding.Fix)
			if fix == "" {
				fix = "notice"
			}
			if len(finding.Message) > 150 {
				t.Errorf("%d characters: %s", len(finding.Message), finding.Message)
			}
			findings = append(findings, finding.Rule+" "+fix)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), findings
}

func unsafeToo(o *codemod.Options) { o.Unsafe = true }

// TestBytes looks at what a case file cannot hold: line ends of both kinds in
// one file, a byte order mark, no newline at the end.
func TestBytes(t *testing.T) {
	const head = "import { useUser } from '@clerk/nextjs'\n"
	for _, c := range []struct{ name, before, after string }{
		{
			"the line's own terminator",
			head + "\r\nexport function A() {\r\n  const { id } = useUser()\r\n  return id\r\n}\n\nexport function B() {\n\tconst { id } = useUser()\n\treturn id\n}\n",
			head + "\r\nexport function A() {\r\n  const { isLoaded, isSignedIn, user } = useUser()\r\n  const id = user?.id\r\n  return id\r\n}\n\nexport function B() {\n\tconst { isLoaded, isSignedIn, user } = useUser()\n\tconst id = user?.id\n\treturn id\n}\n",
		},
		{
			"byte order mark",
			"\ufeff" + head + "const { id } = useUser();\nuse(id);",
			"\ufeff" + head + "const { isLoaded, isSignedIn, user } = useUser();\nconst id = user?.id;\nuse(id);",
		},
		{
			"at the end of the file",
			head + "const { id } = useUser()",
			head + "const { isLoaded, isSignedIn, user } = useUser()\nconst id = user?.id",
		},
		{
			"comment at the end of the file",
			head + "const { id } = useUser() // last",
			head + "const { isLoaded, isSignedIn, user } = useUser() // last\nconst id = user?.id",
		},
		{
			"the first line",
			"const { useUser } = require('@clerk/nextjs'); const { id } = useUser(); use(id)\r\n",
			"const { useUser } = require('@clerk/nextjs'); const { isLoaded, isSignedIn, user } = useUser(); const id = user?.id; use(id)\r\n",
		},
		{
			"characters of four bytes before the binding",
			head + "const a = '🙂', b = 'é'; /* 🙂 */ const user = useUser(); use(a, b, user.id)\n",
			head + "const a = '🙂', b = 'é'; /* 🙂 */ const { isLoaded, isSignedIn, user } = useUser(); use(a, b, user.id)\n",
		},
		{
			"a bracket opens the next line",
			head + "const { id } = useUser()\n;[id].map(use)\n",
			head + "const { isLoaded, isSignedIn, user } = useUser()\nconst id = user?.id\n;[id].map(use)\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, _ := migrated(t, "a.js", c.before)
			if after != c.after {
				t.Errorf("got  %q\nwant %q", after, c.after)
			}
			if again, _ := migrated(t, "a.js", after); again != after {
				t.Errorf("a second run gives %q", again)
			}
		})
	}
}

// TestAssertionCalls puts a call of an assertion function into every kind of
// place and looks at what stands there afterwards.
func TestAssertionCalls(t *testing.T) {
	for _, c := range []struct{ before, after string }{
		{"x(out(user))", "x(isLoaded && !isSignedIn)"},
		{"x?.[out(user)]", "x?.[isLoaded && !isSignedIn]"},
		{"out(user)[0]", "(isLoaded && !isSignedIn)[0]"},
		{"!out(user)", "!(isLoaded && !isSignedIn)"},
		{"-busy(user)", "-!isLoaded"},
		{"busy(user) ** 2", "(!isLoaded) ** 2"},
		{"2 ** busy(user)", "2 ** !isLoaded"},
		{"a || out(user)", "a || isLoaded && !isSignedIn"},
		{"a ?? out(user)", "a ?? (isLoaded && !isSignedIn)"},
		{"a, out(user)", "a, isLoaded && !isSignedIn"},
		{"a = out(user)", "a = isLoaded && !isSignedIn"},
		{"out(user) ? 1 : 2", "isLoaded && !isSignedIn ? 1 : 2"},
		{"a ? out(user) : busy(user)", "a ? isLoaded && !isSignedIn : !isLoaded"},
		{"async () => await out(user)", "async () => await (isLoaded && !isSignedIn)"},
		{"function* () { yield out(user) }", "function* () { yield isLoaded && !isSignedIn }"},
		{"() => out(user)", "() => isLoaded && !isSignedIn"},
		{"[...out(user)]", "[...isLoaded && !isSignedIn]"},
		{"out(user) as boolean", "(isLoaded && !isSignedIn) as boolean"},
		{"busy(user) as boolean", "!isLoaded as boolean"},
		{"busy(user)!", "(!isLoaded)!"},
		{"(out(user))!", "(isLoaded && !isSignedIn)!"},
		{"new (out(user))()", "new (isLoaded && !isSignedIn)()"},
		{"`${out(user)}`", "`${isLoaded && !isSignedIn}`"},
		{"known(user)", "!!isSignedIn"},
		{"!known(user)", "!isSignedIn"},
		{"known(user) ? 1 : 2", "isSignedIn ? 1 : 2"},
		{"known(user) && a", "!!isSignedIn && a"},
		{"known(user) || a", "isSignedIn || a"},
		{"a || known(user)", "a || !!isSignedIn"},
		{"!(a && known(user))", "!(a && isSignedIn)"},
		{"(a || (known(user) && b)) ? 1 : 2", "(a || (isSignedIn && b)) ? 1 : 2"},
		{"(a ? known(user) : b) ? 1 : 2", "(a ? isSignedIn : b) ? 1 : 2"},
		{"known(user!)", "!!isSignedIn"},
		{"known?.(user)", "!!isSignedIn"},
		{"{ [busy(user)]: known(user) }", "{ [!isLoaded]: !!isSignedIn }"},
	} {
		text := func(pattern, call, expr string) string {
			return fmt.Sprintf("import { useUser } from \"@clerk/clerk-expo\";\nexport function F(a: any, b: any, x: any) {\n  const %s = useUser(%s);\n  return [%s, user];\n}\n", pattern, call, expr)
		}
		before := text("{ user, isLoading: busy, isSignedOut: out, isSignedIn: known }", "{ withAssertions: true }", c.before)
		want := text("{ isLoaded, isSignedIn: known, user }", "", strings.ReplaceAll(c.after, "isSignedIn", "known"))
		if after, _ := migrated(t, "a.ts", before); after != want {
			t.Errorf("%s\ngot  %s\nwant %s", c.before, after, want)
		}
	}
}

// TestAssertionStartsStatement looks at a line that would become a call of the
// line before, if its replacement began with a parenthesis.
func TestAssertionStartsStatement(t *testing.T) {
	src := "import { useUser } from \"@clerk/clerk-expo\"\nexport function F(x) {\n  const { user, isSignedOut } = useUser({ withAssertions: true })\n  x.y = x\n  isSignedOut(user).toString()\n}\n"
	after, findings := migrated(t, "a.js", src)
	if after != src || strings.Join(findings, ",") != "use-user manual" {
		t.Errorf("got %v and\n%s", findings, after)
	}
}

// TestHookEscapes looks at the places where a hook may be named without being
// called.
func TestHookEscapes(t *testing.T) {
	for _, c := range []struct {
		stmt  string
		finds bool
	}{
		{"x(hook)", true},
		{"new X(hook)", true},
		{"x = [hook]", true},
		{"x = { hook }", true},
		{"x = { key: hook }", true},
		{"x = hook || y", true},
		{"x = y ? hook : z", true},
		{"x = (y, hook)", true},
		{"x.y = hook", true},
		{"x = () => hook", true},
		{"x = function () { return hook }", true},
		{"x = `${hook}`", true},
		{"x = { ...hook }", true},
		{"x(...hook)", true},
		{"(y = hook) => y", true},
		{"let y = hook; y = z; y()", true},
		{"hook.call(null)", true},
		{"x = hook.bind(null)", true},

		{"const y = hook; y", false},
		{"exports.y = hook", false},
		{"module.exports = { hook }", false},
		{"typeof hook", false},
		{"x = !hook", false},
		{"x = hook === y", false},
		{"if (hook) x()", false},
		{"while (!hook) x()", false},
		{"x = hook ? y : z", false},
		{"x = hook && y", false},
		{"hook.displayName = \"x\"", false},
		{"expect(hook).toHaveBeenCalled()", false},
		{"x = { y: z.hook }", false},
	} {
		src := "const { useUser: hook } = require(\"@clerk/nextjs\");\n" + c.stmt + ";\n"
		after, findings := migrated(t, "a.js", src)
		if after != src {
			t.Errorf("%s becomes %s", c.stmt, after)
		}
		if got := strings.Join(findings, ",") == "use-user manual"; got != c.finds {
			t.Errorf("%s: found %v", c.stmt, findings)
		}
	}
}

// TestTokenArguments looks at every form of the arguments.
func TestTokenArguments(t *testing.T) {
	for _, c := range []struct{ before, after string }{
		{`("t")`, `({ template: "t" })`},
		{`( "t" )`, `( { template: "t" } )`},
		{`("t",)`, `({ template: "t" },)`},
		{"(`t`)", "({ template: `t` })"},
		{"(`t${x}`)", "({ template: `t${x}` })"},
		{`(x)`, `({ template: x })`},
		{`(template)`, `({ template })`},
		{`(x as any)`, `({ template: x as any })`},
		{`(x ? "a" : "b")`, `({ template: x ? "a" : "b" })`},
		{`("t", { leewayInSeconds: 5 })`, `({ template: "t", leewayInSeconds: 5 })`},
		{`("t", {leewayInSeconds: 5})`, `({ template: "t", leewayInSeconds: 5 })`},
		{`("t", { leewayInSeconds, ...x })`, `({ template: "t", leewayInSeconds, ...x })`},
		{"(\"t\", {\n    leewayInSeconds: 5,\n  })", "({ template: \"t\",\n    leewayInSeconds: 5,\n  })"},
		{`("t" /* a */, /* b */ { leewayInSeconds: 5 })`, `({ template: "t" /* a */, /* b */ leewayInSeconds: 5 })`},
		{`("t", x)`, `({ template: "t", ...x })`},
		{`("t", (x))`, `({ template: "t", ...(x) })`},
		{`("t", x as any)`, `({ template: "t", ...x as any })`},
		{`("t", {})`, `({ template: "t" })`},
		{`("t", undefined)`, `({ template: "t" })`},
		{`()`, `()`},
		{`("clerk")`, `()`},
		{`(undefined)`, `()`},
		{`("clerk", {})`, `()`},
		{`("clerk", { leewayInSeconds: 5 })`, `({ leewayInSeconds: 5 })`},
		{`("clerk", x)`, `(x)`},
		{`({ template: "t" })`, `({ template: "t" })`},
		// Nothing that can be told apart.
		{`(...x)`, ``},
		{`("t", ...x)`, ``},
		{`("t", { template: "u" })`, ``},
		{`("t", x, y)`, ``},
		{`(null)`, ``},
	} {
		text := func(object, args string) string {
			return fmt.Sprintf("export const f = (x: any, y: any, template: any, leewayInSeconds: any) =>\n  window.Clerk.%s.getToken%s;\n", object, args)
		}
		want := text("session", c.after)
		if c.after == "" {
			want = text("user", c.before)
		}
		if after, _ := migrated(t, "a.ts", text("user", c.before), unsafeToo); after != want {
			t.Errorf("%s\ngot  %s\nwant %s", c.before, after, want)
		}
	}
}

// TestMixedUse looks at a project of one file in which the rules meet.
func TestMixedUse(t *testing.T) {
	before := `import { useSession, useUser } from "@clerk/nextjs";

export function Tokens() {
  const session = useSession();
  const user = useUser();
  return async () => [await session.getToken(), await user.getToken("hasura")];
}
`
	after, _ := migrated(t, "a.js", before, func(o *codemod.Options) { o.PreferUseAuth = true })
	want := `import { useSession, useUser } from "@clerk/nextjs";

export function Tokens() {
  const { isLoaded, isSignedIn, session } = useSession();
  const { isLoaded: isUserLoaded, isSignedIn: isUserSignedIn, user } = useUser();
  return async () => [await session.getToken(), await session.getToken({ template: "hasura" })];
}
`
	if after != want {
		t.Errorf("the session that the token needs is gone:\n%s", after)
	}
}

// TestBrokenInput runs the rules over code that makes no sense to them.
func TestBrokenInput(t *testing.T) {
	for _, src := range []string{
		"import { useUser } from \"@clerk/nextjs\"; const { ...x } = useUser(); x.getToken();",
		"import { useUser } from \"@clerk/nextjs\"; const [a] = useUser(); a;",
		"import { useUser } from \"@clerk/nextjs\"; useUser = useUser;",
		"import { useUser } from \"@clerk/nextjs\"; let u = useUser(); u = u; u.u = u;",
		"import { useUser } from \"@clerk/nextjs\"; const u = useUser(u);",
		"import { useUser } from \"@clerk/nextjs\"; new useUser(); useUser`x`; useUser()``;",
		"import { useUser } from \"@clerk/nextjs\"; const { user: { getToken: { x } } } = useUser(); x;",
		"import { useSession } from \"@clerk/nextjs\"; const { getToken: { x }, id: [y] } = useSession(); x(y);",
		"import { useSession } from \"@clerk/nextjs\"; for (const { getToken } of [useSession()]) getToken();",
		"jest.mock(); jest.mock(\"@clerk/nextjs\", null); jest.mock(\"@clerk/nextjs\", () => f()); vi.mock(x, y);",
		"import { useUser } from \"@clerk/nextjs\"; const f = () => f(); jest.mock(\"@clerk/nextjs\", () => ({ useUser: f, useSession: g })); const g = g;",
		"window.Clerk.user.getToken.getToken(); Clerk.user[\"getToken\"](); delete Clerk.user.getToken;",
	} {
		file, err := js.Parse("a.js", src)
		if err != nil || file == nil {
			continue // an assignment to an import, say
		}
		after, _ := migrated(t, "a.js", src, unsafeToo)
		if again, _ := migrated(t, "a.js", after, unsafeToo); again != after {
			t.Errorf("%s\nonce  %s\ntwice %s", src, after, again)
		}
	}
}
