package ssr

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// plotlineCommands take an application from @2 to one that renders on the server.
var plotlineCommands = [][]string{
	{"migrate", "--nullable", "optional"},
	{"scaffold", "next", "--load-user", "--load-session", "--page", "account", "--page", "workdays"},
}

// forTests are the packages that only the application's tests and its linter need.
var forTests = regexp.MustCompile(`(?m)^ *"(@testing-library/.*|@types/jest|eslint.*|jest)": .*\n`)

// ranges are those of packages that are not Clerk's. A lockfile of its time
// would hold the lowest versions; the compiler of that time cannot read the
// declarations of the highest.
var ranges = regexp.MustCompile(`(?m)^( *"(?:[^@"]|@apollo|@types)[^"]*": ")\^`)

// oldPlotline copies an application that is on @2. Its tests stay behind, for a
// person has to mend two of them.
func oldPlotline(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS("../../testdata/apps/next-hasura")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"__tests__", "jest.config.js", "jest.setup.ts"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "package.json")
	text := forTests.ReplaceAllString(readFile(t, file), "")
	writeFile(t, file, ranges.ReplaceAllString(text, `$1`))
	edit(t, file, `"typescript": "~4.5.5"`, `"typescript": "4.6.4"`) // a notice of the migration asks for it
}

// TestMigrated takes an application that is on @2 all the way.
func TestMigrated(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(t.TempDir(), "plotline")
	oldPlotline(t, dir)
	for _, args := range plotlineCommands {
		w.clerkctl(t, 0, dir, args...)
	}
	// What the report leaves to a person: a user that may be null is destructured
	// in one place, and passed on in another.
	edit(t, filepath.Join(dir, "components", "ClaimButton.tsx"), "publicMetadata } = user;", "publicMetadata } = user!;")
	edit(t, filepath.Join(dir, "pages", "plots", "index.tsx"), "<MemberCard user={user} ", "<MemberCard user={user!} ")
	writeFile(t, filepath.Join(dir, ".env.local"), "CLERK_API_KEY=live_development_only\nNEXT_PUBLIC_CLERK_FRONTEND_API=clerk.dev.test\n"+
		"NEXT_PUBLIC_HASURA_GRAPHQL_API=http://127.0.0.1:9/v1/graphql\n") // nobody is there, and no page asks while it is rendered
	install(t, dir, "plotline")
	address := w.startNext(t, dir)

	cookie := w.cookie(t)
	r := get(t, address+"/account", cookie)
	r.shows(t, 200, "Hello, "+user)
	r.hides(t, secret)
	r = get(t, address+"/workdays", cookie)
	r.shows(t, 200, "<h1>Work days</h1>")
	r.hides(t, secret)
	for _, path := range []string{"/account", "/workdays"} {
		r := get(t, address+path)
		r.shows(t, 200)
		r.hides(t, "user_", "Work days</h1>")
		for what, forged := range w.forgeries(t) {
			r := get(t, address+path, forged)
			if r.hides(t, user, sessionOf(t, forged)); t.Failed() {
				t.Fatalf("%s: a token %s is believed", path, what)
			}
		}
	}
}
