package scaffold_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/codemod/twin"
	"github.com/clerkctl/clerkctl/scaffold"
)

// The check runs modules in a child process, which is this program again.
func TestMain(m *testing.M) {
	if twin.Asked(os.Args[1:]) {
		os.Exit(twin.Work(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

const casesDir = "../testdata/scaffold"

// TestCases runs every archive in testdata/scaffold: a small project before,
// the files that are written or patched after, and what the plan says. Each is
// run on its own result too, where nothing may change, and with other line
// ends, where nothing else may differ.
func TestCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(casesDir, "*", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		rel, _ := filepath.Rel(casesDir, file)
		t.Run(strings.TrimSuffix(filepath.ToSlash(rel), ".txtar"), func(t *testing.T) {
			t.Parallel()
			c, err := readCase(file)
			if err != nil {
				t.Fatal(err)
			}
			c.run(t)
		})
	}
}

// scaffoldCase is one archive.
type scaffoldCase struct {
	file    string
	archive *txtar.Archive
	before  map[string]string
	after   map[string]string
	report  string
	options scaffold.Options
}

// manifests are the package.json of cases without one, by framework.
var manifests = map[string]string{
	"next": `{
  "name": "app",
  "dependencies": {
    "@clerk/nextjs": "3.0.0-alpha.5",
    "next": "12.1.0",
    "react": "17.0.2"
  }
}
`,
	"remix": `{
  "name": "app",
  "dependencies": {
    "@clerk/remix": "0.3.4",
    "@remix-run/react": "1.3.2",
    "react": "17.0.2"
  }
}
`,
}

// planners are those of the frameworks.
var planners = map[string]func(context.Context, scaffold.Options) (*scaffold.Plan, error){"next": scaffold.Next, "remix": scaffold.Remix}

// framework is the folder that the case is in.
func (c *scaffoldCase) framework() string { return filepath.Base(filepath.Dir(c.file)) }

func readCase(file string) (*scaffoldCase, error) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	c := &scaffoldCase{file: file, archive: a, before: map[string]string{}, after: map[string]string{}}
	c.options.Target = rules.Target("next")
	for line := range strings.Lines(string(a.Comment)) {
		if s, ok := strings.CutPrefix(line, "options:"); ok {
			if err := c.parseOptions(strings.Fields(s)); err != nil {
				return nil, err
			}
		}
	}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "before/"); ok {
			c.before[name] = string(f.Data)
		} else if name, ok := strings.CutPrefix(f.Name, "after/"); ok {
			c.after[name] = string(f.Data)
		} else if f.Name == "report" {
			c.report = string(f.Data)
		} else {
			return nil, fmt.Errorf("%s: section %q is neither before/, after/ nor report", file, f.Name)
		}
	}
	if c.before[".env"] == "" {
		c.before[".env"] = "CLERK_API_KEY=live_x\nNEXT_PUBLIC_CLERK_FRONTEND_API=clerk.app.test\nCLERK_FRONTEND_API=clerk.app.test\n"
	}
	if c.before["package.json"] == "" {
		c.before["package.json"] = manifests[c.framework()]
	}
	return c, nil
}

func (c *scaffoldCase) parseOptions(args []string) error {
	for i := 0; i < len(args); i++ {
		switch args[i] {
		case "--load-user":
			c.options.LoadUser = true
		case "--load-session":
			c.options.LoadSession = true
		case "--ts":
			c.options.Language = scaffold.TypeScript
		case "--js":
			c.options.Language = scaffold.JavaScript
		case "--set-version":
			i++
			name, version, _ := strings.Cut(args[i], "=")
			c.options.SetVersion = map[string]string{name: version}
		case "--page":
			i++
			c.options.Pages = append(c.options.Pages, args[i])
		default:
			return fmt.Errorf("%s: unknown option %q", c.file, args[i])
		}
	}
	return nil
}

func (c *scaffoldCase) run(t *testing.T) {
	dir := writeProject(t, c.before, "\n")
	plan, report := c.plan(t, dir)
	got := changed(plan)
	if *update {
		c.rewrite(t, got, report)
		return
	}
	if report != c.report {
		t.Errorf("the plan says\n%s\nwant\n%s", report, c.report)
	}
	compare(t, got, c.after)
	if plan == nil {
		return
	}

	// Again, on what was written.
	if err := plan.Write(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	for name, text := range c.after {
		onDisk, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || string(onDisk) != text {
			t.Errorf("%s on the disk is not what was planned: %v", name, err)
		}
	}
	if again, said := c.plan(t, dir); again == nil || again.Changes() || again.Left() != plan.Left() {
		t.Errorf("a second run is not quiet:\n%s", said)
	}

	// With other line ends.
	plan, report = c.plan(t, writeProject(t, c.before, "\r\n"))
	if report != c.report {
		t.Errorf("with CRLF the plan says\n%s\nwant\n%s", report, c.report)
	}
	crlf := changed(plan)
	for _, f := range plan.Files {
		if f.Action == scaffold.Patch {
			if strings.Count(f.After, "\n") != strings.Count(f.After, "\r\n") {
				t.Errorf("%s has mixed line ends: %q", f.Name, f.After)
			}
			crlf[f.Name] = strings.ReplaceAll(f.After, "\r\n", "\n")
		}
	}
	compare(t, crlf, c.after)
}

// writeProject writes the files of a project, with the given line ends.
func writeProject(t *testing.T, files map[string]string, newline string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "\n", newline)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// plan makes the plan and a text of what it says.
func (c *scaffoldCase) plan(t *testing.T, dir string) (*scaffold.Plan, string) {
	t.Helper()
	o := c.options
	o.Dir = dir
	plan, err := planners[c.framework()](t.Context(), o)
	if err != nil {
		var e *project.Error
		if !errors.As(err, &e) {
			t.Fatal(err)
		}
		text := "error: " + strings.ReplaceAll(e.Error(), filepath.ToSlash(dir)+"/", "") + "\n"
		if e.Hint != "" {
			text += "hint: " + e.Hint + "\n"
		}
		return nil, text
	}
	var b strings.Builder
	for _, f := range plan.Files {
		place := f.Name
		if f.Line > 0 {
			place += fmt.Sprintf(":%d", f.Line)
		}
		fmt.Fprintf(&b, "%s %s: %s", f.Action, place, f.Why)
		if f.Rendered {
			b.WriteString(" (rendered)")
		}
		b.WriteString("\n")
	}
	for _, note := range plan.Notes {
		fmt.Fprintf(&b, "note: %s\n", strings.ReplaceAll(note, filepath.ToSlash(dir)+"/", ""))
	}
	return plan, b.String()
}

// changed are the texts that a plan writes, by name.
func changed(plan *scaffold.Plan) map[string]string {
	out := map[string]string{}
	if plan != nil {
		for _, f := range plan.Files {
			if f.Changed() {
				out[f.Name] = f.After
			}
		}
	}
	return out
}

func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, text := range got {
		if expected, ok := want[name]; !ok {
			t.Errorf("%s is written, and was not expected:\n%s", name, text)
		} else if text != expected {
			t.Errorf("%s is\n%s\nwant\n%s", name, text, expected)
		}
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s is not written", name)
		}
	}
}

// rewrite puts what came out into the archive.
func (c *scaffoldCase) rewrite(t *testing.T, got map[string]string, report string) {
	t.Helper()
	a := &txtar.Archive{Comment: c.archive.Comment}
	for _, f := range c.archive.Files {
		if strings.HasPrefix(f.Name, "before/") {
			a.Files = append(a.Files, f)
		}
	}
	var names []string
	for name := range got {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		a.Files = append(a.Files, txtar.File{Name: "after/" + name, Data: []byte(got[name])})
	}
	a.Files = append(a.Files, txtar.File{Name: "report", Data: []byte(report)})
	if err := os.WriteFile(c.file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
