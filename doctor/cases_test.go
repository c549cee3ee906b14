package doctor_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/doctor"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

var update = flag.Bool("update", false, "rewrite the want sections of testdata/doctor")

// TestCases runs the projects in testdata/doctor. The section want is the text
// report, cut down to the checks that the line "checks:" names.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("../testdata/doctor/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	// seen are the statuses that the cases show of each check.
	seen := map[string][]doctor.Status{}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runCase(t, abs, seen) })
	}
	for id, statuses := range seen {
		for _, want := range []doctor.Status{doctor.OK, doctor.Failure} {
			if !slices.Contains(statuses, want) {
				t.Errorf("no case shows check %s with status %s", id, want)
			}
		}
	}
	if len(seen) < 14 {
		t.Errorf("the cases show %d checks: %v", len(seen), seen)
	}
}

func runCase(t *testing.T, path string, seen map[string][]doctor.Status) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var only []string
	dir := "."
	environment := map[string]string{}
	for line := range strings.Lines(string(archive.Comment)) {
		if list, ok := strings.CutPrefix(line, "checks:"); ok {
			only = strings.Fields(list)
		}
		if d, ok := strings.CutPrefix(line, "dir:"); ok {
			dir = strings.TrimSpace(d)
		}
		if list, ok := strings.CutPrefix(line, "environment:"); ok {
			for pair := range strings.FieldsSeq(list) {
				name, value, _ := strings.Cut(pair, "=")
				environment[name] = value
			}
		}
	}
	t.Chdir(t.TempDir())
	want, at := "", -1
	for i, f := range archive.Files {
		if f.Name == "want" {
			want, at = string(f.Data), i
			continue
		}
		if err := os.MkdirAll(filepath.Dir(f.Name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f.Name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := run(t, doctor.Options{Dir: dir, Getenv: func(name string) string { return environment[name] }})
	choose := func(checks []doctor.Check) []doctor.Check {
		checks = slices.DeleteFunc(checks, func(c doctor.Check) bool { return len(only) > 0 && !slices.Contains(only, c.ID) })
		for _, c := range checks {
			seen[c.ID] = append(seen[c.ID], c.Status)
			for _, f := range c.Findings {
				if f.Status == doctor.Failure && f.Fix == (doctor.Fix{}) {
					t.Errorf("%s: %q has no fix", c.ID, f.Message)
				}
			}
		}
		return checks
	}
	r.Shared = choose(r.Shared)
	for i := range r.Packages {
		r.Packages[i].Checks = choose(r.Packages[i].Checks)
	}
	var out bytes.Buffer
	if err := r.WriteText(&out, terminal.Paint{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "SECRET") {
		t.Errorf("the report shows a value of a .env file:\n%s", out.String())
	}
	if out.String() == want {
		return
	}
	if !*update || at < 0 {
		t.Fatalf("got\n%s\nwant\n%s", out.String(), want)
	}
	archive.Files[at].Data = out.Bytes()
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func run(t testing.TB, o doctor.Options) *doctor.Report {
	t.Helper()
	o.Target = rules.Next()
	o.Rules = rules.All(o.Target)
	r, err := doctor.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
