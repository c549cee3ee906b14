package types

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/clerkctl/clerkctl/e2e/npmset"
)

const (
	appsDir = "../../testdata/apps"
	// limit is how long all of it may take, installing included on
	// a machine that is busy with other things.
	limit = 9 * time.Minute
)

// An application in a folder, and the sets of packages it is checked with.
type application struct{ dir, old, new string }

func (a application) name() string { return path.Base(a.dir) }

// There is no release of clerk-expo on the beta's line. Its declarations only
// hand on those of clerk-react, so the application made with it is checked
// with those of the first release that hands on useAuth, which are laid over
// the beta of clerk-react. That this needs a release to come, the migration
// says itself, in a finding about package.json.
var applications = []application{
	{appsDir + "/cra-query", "old", "new-beta"},
	{appsDir + "/expo-assertions", "old-expo", "new-beta-expo"},
	{appsDir + "/next-hasura", "old", "new-beta"},
	// Reads that need a mark, that need none, and that no mark can help: here
	// the rule and the compiler have to be of one mind.
	{"checks", "old", "new-beta"},
}

// judgement is what the compiler says of one application, in errors.
type judgement struct {
	app string
	// before is with the old packages, stale the same text with the new ones.
	before, stale int
	// named and unnamed are what is left with the new packages after the
	// migration, by whether its report names the place.
	named, unnamed int
}

// TestTypes checks that each application has no error before its migration,
// and after it none but where the report leaves something to a person.
func TestTypes(t *testing.T) {
	if os.Getenv("CLERKCTL_E2E") == "" {
		t.Skip("installs packages from npm; set CLERKCTL_E2E=1 to run it")
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	program := build(ctx, t)
	sets := npmset.NewInstaller()

	results := make([]judgement, len(applications))
	t.Run("apps", func(t *testing.T) {
		for i, app := range applications {
			t.Run(app.name(), func(t *testing.T) {
				t.Parallel()
				results[i] = judge(ctx, t, program, sets, app)
			})
		}
	})
	t.Logf("errors of the compiler\n%s", table(results))
}

func judge(ctx context.Context, t *testing.T, program string, sets *npmset.Installer, app application) judgement {
	source := filepath.FromSlash(app.dir)
	result := judgement{app: app.name()}

	before := compile(ctx, t, checkout(t, source, sets.Install(ctx, t, app.old)))
	result.before = len(before)
	for _, e := range before {
		t.Errorf("with the old packages: %s", e)
	}
	packages := sets.Install(ctx, t, app.new)
	result.stale = len(compile(ctx, t, checkout(t, source, packages)))
	if result.stale == 0 {
		t.Error("the new packages have nothing against the old code, so they can judge nothing")
	}

	dir := checkout(t, source, "")
	named := newNames(t, source, migrate(ctx, t, program, dir))
	link(t, packages, dir)
	for _, e := range compile(ctx, t, dir) {
		if named.covers(t, dir, e) {
			result.named++
			continue
		}
		result.unnamed++
		t.Errorf("not named in the report: %s", e)
	}
	return result
}

func table(results []judgement) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "application\told code, old packages\told code, new packages\tmigrated, named\tmigrated, not named\t")
	for _, r := range results {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", r.app, r.before, r.stale, r.named, r.unnamed)
	}
	w.Flush()
	return b.String()
}

// build compiles the program and returns its path.
func build(ctx context.Context, t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "clerkctl.exe")
	run(ctx, t, "../..", "go", "build", "-o", program, ".")
	return program
}

// checkout copies an application and gives it packages, if there are any.
func checkout(t *testing.T, source, packages string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	if packages != "" {
		link(t, packages, dir)
	}
	return dir
}

func link(t *testing.T, packages, dir string) {
	t.Helper()
	if err := os.Symlink(filepath.Join(packages, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
}

// finding is one entry of the report.
type finding struct {
	Rule, Severity, Fix, Message string
	Applied                      bool
	Line, Column, EndLine        int
}

// left reports whether a person has to look at the place.
func (f finding) left() bool { return f.Severity == "notice" || !f.Applied }

// migrate rewrites an application in place and returns the findings by file.
func migrate(ctx context.Context, t *testing.T, program, dir string) map[string][]finding {
	t.Helper()
	cmd := exec.CommandContext(ctx, program, "migrate", "--nullable", "optional", "--format", "json", ".")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	// Exit code 1 says that something is left.
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var report struct {
		Files []struct {
			Path     string
			Findings []finding
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("the report: %v", err)
	}
	findings := map[string][]finding{}
	for _, f := range report.Files {
		findings[f.Path] = f.Findings
	}
	return findings
}

// run runs a command that has to succeed and returns its output.
func run(ctx context.Context, t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, stderr.Bytes())
	}
	return out
}

// TestEveryApplicationIsJudged checks that no TypeScript application is left
// out, and that all of them are strict.
func TestEveryApplicationIsJudged(t *testing.T) {
	configs, err := filepath.Glob(appsDir + "/*/tsconfig.json")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range configs {
		name := filepath.ToSlash(filepath.Dir(file))
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		names = append(names, name)
		config, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(config), `"strict": true`) {
			t.Errorf("%s is not checked strictly", name)
		}
	}
	var judged []string
	for _, app := range applications {
		if strings.HasPrefix(app.dir, appsDir) {
			judged = append(judged, app.dir)
		}
	}
	if !slices.Equal(names, judged) {
		t.Errorf("applications in TypeScript: %q, judged: %q", names, judged)
	}
}

func TestSetsArePinned(t *testing.T) {
	for _, app := range applications {
		for _, set := range []string{app.old, app.new} {
			npmset.CheckPinned(t, set)
			if version := npmset.ReadManifest(t, set).Dependencies["typescript"]; version != "4.6.4" {
				t.Errorf("%s: typescript is %q", set, version)
			}
		}
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
