package models

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/clerkctl/clerkctl/codemod/prove/models"
	"github.com/clerkctl/clerkctl/e2e/npmset"
)

// limit is how long all of it may take, installing included.
const limit = 8 * time.Minute

// The lines of models, each compared with the set of packages of its name, and
// the states that they are run in.
var (
	lines     = []string{"old", "next"}
	scenarios = []string{"loading", "signedOut", "signedIn"}
)

// outcome is what one side makes of one case.
type outcome struct {
	Drawn, Title string
	Calls        []string
}

func (o outcome) String() string {
	return "drawn " + o.Drawn + "\ntitle " + o.Title + "\n" + strings.Join(o.Calls, "\n") + "\n"
}

// report is what one side makes of all cases, and what its modules export.
type report struct {
	Results  map[string]outcome
	Exported map[string][]string
	// Members are those of the SDK's objects, by their type; the models' only.
	Members map[string][]string
}

// TestModels compares each model with what it models.
func TestModels(t *testing.T) {
	if os.Getenv("CLERKCTL_E2E") == "" {
		t.Skip("installs packages from npm; set CLERKCTL_E2E=1 to run it")
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	bundled := bundle(t)
	sets := npmset.NewInstaller()
	left := maps.Clone(differences)
	compared := 0
	for _, line := range lines {
		dir := checkout(t, sets.Install(ctx, t, line))
		for _, scenario := range scenarios {
			real := side(ctx, t, dir, line, scenario, "real", bundled)
			model := side(ctx, t, dir, line, scenario, "model", bundled)
			if len(real.Results) < 20 {
				t.Fatalf("%s, %s: only %d cases", line, scenario, len(real.Results))
			}
			for _, name := range slices.Sorted(maps.Keys(real.Results)) {
				compared++
				key := line + ", " + scenario + ": " + name
				reason := differences[key]
				delete(left, key)
				want, got := real.Results[name].String(), model.Results[name].String()
				switch {
				case (want == got) == (reason != ""):
					t.Errorf("%s (reason to differ: %q)\n%s", key, reason, udiff.Unified("real", "model", want, got))
				case reason != "":
					t.Logf("%s: %s", key, reason)
				}
			}
			compareExports(t, line, real, model)
			if scenario == "signedIn" {
				compareMembers(t, line, dir, model.Members)
			}
		}
	}
	for key := range left {
		t.Errorf("no case %q, which is said to differ", key)
	}
	t.Logf("%d cases compared in their states, %d of them with a known difference", compared, len(differences))
}

func compareExports(t *testing.T, line string, real, model report) {
	t.Helper()
	for specifier, names := range real.Exported {
		for _, name := range names {
			if !slices.Contains(model.Exported[specifier], name) {
				t.Errorf("%s: the model of %s does not export %s", line, specifier, name)
			}
		}
		for _, name := range model.Exported[specifier] {
			if !slices.Contains(names, name) {
				t.Errorf("%s: %s does not export %s, but its model does", line, specifier, name)
			}
		}
	}
}

// declared are the interfaces of @clerk/types that say what members the objects
// have, by the objects' type.
var declared = map[string]string{
	"Clerk": "Clerk", "Client": "ClientResource", "EmailAddress": "EmailAddressResource",
	"PhoneNumber": "PhoneNumberResource", "Session": "SessionResource",
	"SessionWithActivities": "SessionWithActivitiesResource", "SignIn": "SignInResource",
	"SignUp": "SignUpResource", "User": "UserResource", "Web3Wallet": "Web3WalletResource",
}

// undeclared are the members that the types do not tell of, by type.
var undeclared = map[string][]string{
	// The constructed object is loaded by whoever constructs it.
	"Clerk": {"load"},
	// The documentation of the time reads it.
	"Session": {"lastActiveAt"},
	// The beta is older than the last release of @2, which declares it; the
	// service gives it to both.
	"SignUp": {"createdUserId"},
}

// compareMembers compares the members of the models' objects with those that
// the types of the set declare.
func compareMembers(t *testing.T, line, dir string, members map[string][]string) {
	t.Helper()
	for name, iface := range declared {
		want := interfaceMembers(t, filepath.Join(dir, "node_modules", "@clerk", "types", "dist"), iface)
		want["pathRoot"], want["id"] = want["pathRoot"] || name != "Clerk", want["id"] || name != "Clerk"
		for _, member := range members[name] {
			if _, ok := want[member]; !ok && !slices.Contains(undeclared[name], member) {
				t.Errorf("%s: no %s has a member %s, but its model does", line, iface, member)
			}
		}
		for member, required := range want {
			if required && !slices.Contains(members[name], member) {
				t.Errorf("%s: the model of %s has no member %s", line, iface, member)
			}
		}
	}
}

// interfaceMembers are the members that an interface declares itself, each
// with whether it has to be there.
func interfaceMembers(t *testing.T, dir, name string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.d.ts"))
	if err != nil {
		t.Fatal(err)
	}
	body := regexp.MustCompile(`(?s)export interface ` + name + `(?: extends \w+)? \{\n(.*?)\n\}`)
	member := regexp.MustCompile(`(?m)^    (?:readonly )?(\w+)(\??)[:(<]`)
	found := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if m := body.FindSubmatch(text); m != nil {
			for _, one := range member.FindAllSubmatch(m[1], -1) {
				found[string(one[1])] = len(one[2]) == 0
			}
		}
	}
	if len(found) < 3 {
		t.Fatalf("interface %s: %d members found", name, len(found))
	}
	return found
}

// checkout makes a folder with this package's scripts and a set's packages.
func checkout(t *testing.T, set string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"side.cjs", "cases.cjs"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(set, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// side renders all cases with one side, in a process of its own.
func side(ctx context.Context, t *testing.T, dir, line, scenario, which, bundled string) report {
	t.Helper()
	cmd := exec.CommandContext(ctx, "node", "side.cjs", line, scenario, which, bundled)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s, %s, %s: %v\n%s", line, scenario, which, err, stderr.Bytes())
	}
	var r report
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatalf("%s, %s, %s: %v", line, scenario, which, err)
	}
	return r
}

// bundle writes each model as a module that node reads. The modules of a line
// share what they import, as they do where they are run.
func bundle(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	err := fs.WalkDir(models.Files(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(models.Files(), name)
		if err != nil {
			return err
		}
		result := api.Transform(string(text), api.TransformOptions{Format: api.FormatCommonJS, Target: api.ES2017, Sourcefile: name})
		for _, m := range result.Errors {
			t.Errorf("%s: %s", name, m.Text)
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		return os.WriteFile(path, result.Code, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSetsArePinned(t *testing.T) {
	for _, line := range lines {
		npmset.CheckPinned(t, line)
	}
}
