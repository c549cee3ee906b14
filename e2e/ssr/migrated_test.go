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
	writeFile(t, file, forTests.ReplaceAllString(readFile(t, file), ""))
	// Its lockfile would say so: later releases do not go with its Next.js.
	for name, version := range map[string]string{"next-auth": "4.2.1", "@types/react": "17.0.39", "@types/react-dom": "17.0.11"} {
		edit(t, file, `"`+name+`": "^`+version+`"`, `"`+name+`": "`+version+`"`)
	}
	edit(t, file, `"typescript": "~4.5.5"`, `"typescript": "4.6.4"`) // a notice of the migration asks for it
}
