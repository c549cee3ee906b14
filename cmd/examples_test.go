package cmd

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/token"
)

// TestExamples runs the examples of every command's help, as a shell would, in
// a project that has what they name. What an example asks may come out either
// way there (exit codes 0 and 1), but it can be run as it is printed.
func TestExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts run the same code")
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("examples are lines for a POSIX shell")
	}
	w := newExampleWorld(t)
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		for line := range strings.Lines(c.Example) {
			// What stands behind more than one blank is an explanation.
			line, _, _ = strings.Cut(strings.TrimSpace(line), "  ")
			t.Run(line, func(t *testing.T) { w.run(t, line) })
		}
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(newApp(nil, nil, nil).root(nil))
}

// exampleWorld is what the examples find.
type exampleWorld struct {
	bin      string            // a folder of programs that they call
	projects map[string]string // folders, by the framework that is used there
	api      string            // the address of a Backend API
	token    string
}

func newExampleWorld(t *testing.T) *exampleWorld {
	// The key of this machine's developer is made in a home of the test's own.
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, t.TempDir())
	}
	file, err := token.DevKeyFile()
	if err == nil {
		_, _, err = token.OpenDevKey(file, "")
	}
	if err != nil {
		t.Fatal(err)
	}

	w := &exampleWorld{bin: t.TempDir(), projects: map[string]string{}}
	keys := t.TempDir()
	mustMain(t, "token", "keygen", "app", "--dir", keys, "--kid", "ins_2abc")
	w.token = strings.TrimSpace(mustMain(t, "token", "sign", "--key", filepath.Join(keys, "app.private.pem")))
	jwks := readText(t, filepath.Join(keys, "app.jwks.json"))
	api := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) { fmt.Fprint(out, jwks) }))
	t.Cleanup(api.Close)
	w.api = api.URL

	program, err := exec.LookPath("clerkctl") // this test's binary by that name
	if err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]string{
		// In a line of several programs a shell tells the exit code of the last.
		"clerkctl": `"` + program + `" "$@"; code=$?; echo $code >> "$CODES"; exit $code`,
		"pbpaste":  "echo " + w.token,
		// What others make of our output is theirs to test.
		"jq":  "cat > /dev/null",
		"npm": "test -f package.json",
	} {
		if err := os.WriteFile(filepath.Join(w.bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
	}

	files := map[string]string{
		"src/App.tsx":         "import { useUser } from \"@clerk/nextjs\";\nexport const App = () => useUser().id;\n",
		"rules/our-button.ts": "import { table } from \"clerkctl\";\nexport default table({\n  name: \"our-button\",\n  doc: \"Renames a prop of our button.\",\n  from: \"@/ui\",\n  props: { Button: { userProfileURL: \"userProfileUrl\" } },\n  examples: [{\n    before: `import { Button } from \"@/ui\";\\nexport const a = <Button userProfileURL=\"/\" />;\\n`,\n    after: `import { Button } from \"@/ui\";\\nexport const a = <Button userProfileUrl=\"/\" />;\\n`,\n  }],\n});\n",
		"token.txt":           w.token,
		"request.txt":         "Authorization: Bearer " + w.token + "\n",
		"jwks.json":           jwks,
		"public.pem":          readText(t, filepath.Join(keys, "app.public.pem")),
	}
	for _, framework := range []string{"next", "remix"} {
		dir := filepath.Join(t.TempDir(), framework)
		w.projects[framework] = dir
		mustMain(t, "scaffold", framework, dir)
		copyTree(t, "../testdata/apps/next-hasura", filepath.Join(dir, "apps", "web"))
		for name, text := range files {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		commitAll(t, dir)
	}
	return w
}

// run runs a line and looks at the exit code of each clerkctl in it.
func (w *exampleWorld) run(t *testing.T, line string) {
	words := strings.Fields(line)
	for i, word := range words {
		if word == "clerkctl" {
			parses(t, words[i+1:])
		}
	}
	switch {
	case strings.HasPrefix(line, "clerkctl dev"), strings.HasPrefix(line, "clerkctl migrate -i"):
		return // they go on until somebody stops or answers them
	case strings.HasPrefix(line, "clerkctl bench"):
		line += " --duration 100ms" // the last one counts
	case strings.Contains(line, "--secret-key-env"):
		line += " --api-url " + w.api
	}
	line = regexp.MustCompile(`eyJ\w*…`).ReplaceAllString(line, w.token)

	framework := "next"
	if strings.Contains(line, "remix") {
		framework = "remix"
	}
	dir := filepath.Join(t.TempDir(), "project")
	copyTree(t, w.projects[framework], dir)
	if key := regexp.MustCompile(`(\w+)\.(private|public)\.pem`).FindStringSubmatch(line); key != nil {
		mustMain(t, "token", "keygen", key[1], "--dir", dir) // the line is about what that leaves
	}
	codes := filepath.Join(t.TempDir(), "codes")
	shell := exec.Command("sh", "-c", line)
	shell.Dir = dir
	shell.Env = append(os.Environ(), "PATH="+w.bin+string(os.PathListSeparator)+os.Getenv("PATH"), "CODES="+codes, "CLERK_SECRET_KEY=sk_test_example")
	out, err := shell.CombinedOutput()
	got := strings.Fields(readText(t, codes))
	if len(got) != strings.Count(line, "clerkctl ") {
		t.Errorf("not every program of it has been run: %v\n%s", err, out)
	}
	for _, code := range got {
		if code != "0" && code != "1" {
			t.Errorf("exit code %s\n%s", code, out)
		}
	}
}

// parses checks that there is a command of these words that has the flags.
// What a shell makes of the line ends with the first word that is the shell's.
func parses(t *testing.T, words []string) {
	t.Helper()
	for i, word := range words {
		if strings.ContainsAny(word, "|<>&;") || strings.HasPrefix(word, "#") {
			words = words[:i]
			break
		}
	}
	root := newApp(nil, nil, nil).root(nil)
	root.InitDefaultCompletionCmd()
	c, rest, err := root.Find(words)
	if err == nil {
		c.InitDefaultHelpFlag()
		err = c.ParseFlags(rest)
	}
	if err != nil {
		t.Errorf("clerkctl %s: %v", strings.Join(words, " "), err)
		return
	}
	if args := c.Flags().Args(); c.HasSubCommands() && len(args) > 0 {
		t.Errorf("clerkctl %s: %s has no command %s", strings.Join(words, " "), c.CommandPath(), args[0])
	}
}

// mustMain runs clerkctl in this process and returns what it prints.
func mustMain(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := Main(args, strings.NewReader(""), &out, &errs); code != exitOK {
		t.Fatalf("clerkctl %q: exit code %d\n%s", args, code, errs.String())
	}
	return out.String()
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// commitAll makes a repository of a folder, whose branch origin/main is at its
// only commit.
func commitAll(t *testing.T, dir string) {
	t.Helper()
	for _, args := range []string{"init -q", "add -A", "-c user.name=Test -c user.email=test@example.com commit -qm Start", "update-ref refs/remotes/origin/main HEAD"} {
		git := exec.Command("git", append([]string{"-C", dir}, strings.Fields(args)...)...)
		if out, err := git.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
}
