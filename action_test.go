package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// action is action.yml, as far as the tests read it.
type action struct {
	Inputs map[string]struct {
		Description, Default string
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct{ Steps []actionStep }
}

type actionStep struct {
	ID, Name, If, Uses, Shell, Run string
	Folder                         string `yaml:"working-directory"`
	Env, With                      map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	text, err := os.ReadFile("action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// What a workflow says must not become a part of a script: it reaches the
// shell in variables alone.
func TestActionIsNotInjected(t *testing.T) {
	a := readAction(t)
	for _, s := range a.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("the script of %q has an expression in it", s.Name)
		}
		if s.Run != "" && s.Shell != "bash" {
			t.Errorf("%q runs in the shell %q", s.Name, s.Shell)
		}
	}
	for name, input := range a.Inputs {
		if input.Description == "" {
			t.Errorf("the input %s says nothing", name)
		}
	}
}

// workflow runs the steps of the action as a runner does, but for those that
// use other actions.
type workflow struct {
	t       *testing.T
	action  action
	inputs  map[string]string
	runner  map[string]string
	folder  string // GITHUB_WORKSPACE
	outputs map[string]string
	log     string
	summary string
}

// temp is the folder that the steps of one job share; what is built there once is
// found by the next workflow that is given it.
func newWorkflow(t *testing.T, temp string, inputs map[string]string) *workflow {
	if runtime.GOOS != "linux" {
		t.Skip("the runner that this imitates is Linux's")
	}
	source, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return &workflow{
		t: t, action: readAction(t), inputs: inputs, folder: t.TempDir(), outputs: map[string]string{},
		runner: map[string]string{
			"github.action_path": source, "runner.temp": temp,
			"runner.os": "Linux", "runner.arch": map[string]string{"amd64": "X64", "arm64": "ARM64"}[runtime.GOARCH],
		},
	}
}

var expression = regexp.MustCompile(`\$\{\{\s*([^}]*?)\s*\}\}`)

// value puts the values of expressions in their places.
func (w *workflow) value(text string) string {
	return expression.ReplaceAllStringFunc(text, func(s string) string {
		name := expression.FindStringSubmatch(s)[1]
		if input, ok := strings.CutPrefix(name, "inputs."); ok {
			declared, known := w.action.Inputs[input]
			if !known {
				w.t.Fatalf("action.yml reads the input %s, which it does not have", input)
			}
			if given, ok := w.inputs[input]; ok {
				return given
			}
			return declared.Default
		}
		if output, ok := strings.CutPrefix(name, "steps.lint.outputs."); ok {
			return w.outputs[output]
		}
		if v, ok := w.runner[name]; ok {
			return v
		}
		w.t.Fatalf("action.yml has the expression %s, which this test does not know", name)
		return ""
	})
}

// wanted reports whether a step's condition holds.
func (w *workflow) wanted(s actionStep) bool {
	switch s.If {
	case "":
		return true
	case "inputs.version == ''":
		return w.inputs["version"] == ""
	case "inputs.version != ''":
		return w.inputs["version"] != ""
	}
	if s.Run != "" {
		w.t.Fatalf("the condition %q is not known to this test", s.If)
	}
	return false
}

// run runs the steps up to the first that fails, and returns the exit code.
func (w *workflow) run() int {
	t := w.t
	for _, s := range w.action.Runs.Steps {
		if s.Run == "" || !w.wanted(s) {
			continue
		}
		dir := t.TempDir()
		script, output, summary := filepath.Join(dir, "step.sh"), filepath.Join(dir, "output"), filepath.Join(dir, "summary")
		for name, text := range map[string]string{script: s.Run, output: "", summary: ""} {
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		c := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
		c.Dir = filepath.Join(w.folder, w.value(s.Folder))
		c.Env = append(os.Environ(), "GITHUB_WORKSPACE="+w.folder, "GITHUB_OUTPUT="+output, "GITHUB_STEP_SUMMARY="+summary, "GITHUB_ACTIONS=true")
		for name, v := range s.Env {
			c.Env = append(c.Env, name+"="+w.value(v))
		}
		out, err := c.CombinedOutput()
		w.log += string(out)
		for line := range strings.Lines(fileText(t, output)) {
			name, v, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
			w.outputs[name] = v
		}
		w.summary += fileText(t, summary)
		if err != nil {
			if c.ProcessState == nil {
				t.Fatal(err)
			}
			return c.ProcessState.ExitCode()
		}
	}
	return 0
}

func (w *workflow) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func fileText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const oldHook = "import { useUser } from \"@clerk/nextjs\";\nexport function Me() {\n  const user = useUser();\n  return <b>{user.id}</b>;\n}\n"

// TestAction builds the program as the action does and lints with it.
func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	temp := t.TempDir()
	t.Run("findings", func(t *testing.T) {
		// A folder and a file whose names a shell would take apart.
		w := newWorkflow(t, temp, map[string]string{"working-directory": "web app", "paths": "src\n$(touch pwned) `x`.tsx\n"})
		w.write("web app/src/Me.tsx", oldHook)
		w.write("web app/$(touch pwned) `x`.tsx", oldHook)
		w.write("web app/elsewhere/Me.tsx", oldHook)
		if code := w.run(); code != 1 {
			t.Errorf("exit code %d\n%s", code, w.log)
		}
		if !strings.Contains(w.log, "::error file=web app/src/Me.tsx,line=3,") {
			t.Errorf("no annotation in\n%s", w.log)
		}
		if strings.Contains(w.log, "elsewhere") || !strings.Contains(w.log, "`x`.tsx") {
			t.Errorf("linted other files than asked:\n%s", w.log)
		}
		if left, _ := filepath.Glob(filepath.Join(w.folder, "web app", "pwned")); left != nil {
			t.Error("a name was run as a command")
		}
		if w.outputs["exit-code"] != "1" || !strings.Contains(fileText(t, w.outputs["sarif"]), `"web%20app/src/Me.tsx"`) {
			t.Errorf("outputs %v", w.outputs)
		}
		if !strings.Contains(w.summary, "src/Me.tsx:3:9:") {
			t.Errorf("summary %q", w.summary)
		}
	})
	t.Run("nothing to do", func(t *testing.T) {
		w := newWorkflow(t, temp, nil)
		w.write("a.tsx", "export const a = 1;\n")
		if code := w.run(); code != 0 || w.outputs["exit-code"] != "0" {
			t.Errorf("exit code %d, outputs %v\n%s", code, w.outputs, w.log)
		}
	})
	t.Run("findings that do not fail", func(t *testing.T) {
		w := newWorkflow(t, temp, map[string]string{"fail": "false"})
		w.write("a.tsx", oldHook)
		if code := w.run(); code != 0 || w.outputs["exit-code"] != "1" {
			t.Errorf("exit code %d, outputs %v\n%s", code, w.outputs, w.log)
		}
	})
	t.Run("strict", func(t *testing.T) {
		w := newWorkflow(t, temp, map[string]string{"strict": "true"})
		w.write("a.tsx", "import { RedirectToSignIn } from \"@clerk/nextjs\";\nexport const a = <RedirectToSignIn />;\n")
		if code := w.run(); code != 1 {
			t.Errorf("exit code %d\n%s", code, w.log)
		}
	})
	t.Run("cannot run", func(t *testing.T) {
		w := newWorkflow(t, temp, map[string]string{"baseline": "gone.json", "fail": "false"})
		w.write("a.tsx", oldHook)
		if code := w.run(); code != 2 || !strings.Contains(w.log, "gone.json") {
			t.Errorf("exit code %d\n%s", code, w.log)
		}
	})
}

// TestActionFetches gives the action releases to fetch from a server here.
func TestActionFetches(t *testing.T) {
	base := "clerkctl_1.2.3_linux_" + runtime.GOARCH
	archive := filepath.Join(t.TempDir(), base+".tar.gz")
	program := "#!/bin/sh\necho \"fetched $*\"\n"
	packProgram(t, archive, base+"/clerkctl", program)
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(fileText(t, archive))))
	served := map[string]string{
		"/v1.2.3/" + base + ".tar.gz": fileText(t, archive), "/v1.2.3/checksums.txt": sum + "  " + base + ".tar.gz\n",
		"/v1.2.4/checksums.txt": sum + "  clerkctl_1.2.4_linux_" + runtime.GOARCH + ".tar.gz\n",
		"/v1.2.4/clerkctl_1.2.4_linux_" + runtime.GOARCH + ".tar.gz": "something else",
	}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		text, ok := served[r.URL.Path]
		if !ok {
			http.NotFound(rw, r)
			return
		}
		_, _ = rw.Write([]byte(text)) // a client that has gone is no failure here
	}))
	defer server.Close()

	for _, test := range []struct {
		version string
		code    int
		log     string
	}{
		{"v1.2.3", 0, "fetched lint --format github"},
		{"v1.2.4", 1, "FAILED"},
		{"v9.9.9", 22, "404"},
		{"v1.2.3; touch pwned", 2, "the input version is not like v1.2.3"},
	} {
		t.Run(test.version, func(t *testing.T) {
			w := newWorkflow(t, t.TempDir(), map[string]string{"version": test.version, "releases": server.URL})
			if code := w.run(); code != test.code || !strings.Contains(w.log, test.log) {
				t.Errorf("exit code %d, want %d with %q\n%s", code, test.code, test.log, w.log)
			}
		})
	}
}

func packProgram(t *testing.T, archive, name, text string) {
	t.Helper()
	f, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(text))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestPreCommitHooks checks that the hooks choose the files that a run reads,
// and run commands that are there.
func TestPreCommitHooks(t *testing.T) {
	var hooks []struct {
		ID, Entry, Files string
	}
	if err := yaml.Unmarshal([]byte(fileText(t, ".pre-commit-hooks.yaml")), &hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 2 {
		t.Fatalf("%d hooks", len(hooks))
	}
	for _, h := range hooks {
		files := regexp.MustCompile(h.Files)
		for _, name := range []string{"a.js", "a.jsx", "src/a.ts", "a.tsx", "a.mjs", "a.cjs", "a.mts", "a.cts", "package.json", "web/package.json", "pnpm-workspace.yaml"} {
			if !files.MatchString(name) {
				t.Errorf("%s leaves out %s", h.ID, name)
			}
		}
		for _, name := range []string{"a.json", "my-package.json", "a.yaml", "a.mtsx", "README.md"} {
			if files.MatchString(name) {
				t.Errorf("%s takes %s", h.ID, name)
			}
		}
		if words := strings.Fields(h.Entry); words[0] != "clerkctl" || !slices.Contains([]string{"lint", "migrate"}, words[1]) {
			t.Errorf("%s runs %s", h.ID, h.Entry)
		}
	}
}
