package rules_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

const casesDir = "../../testdata/rules"

// TestCases runs every archive in testdata/rules: a small project before, the
// files that change after, and all findings. Each is run on its own result
// too, where nothing may change, and with other line ends, a byte order mark
// and no newline at the end, where nothing else may differ.
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

// ruleCase is one archive.
type ruleCase struct {
	file     string
	comment  string
	before   []txtar.File // names without "before/"
	after    map[string]string
	findings string
	told     bool // whether there is a findings section
	options  codemod.Options
	shapes   []string
}

func readCase(file string) (*ruleCase, error) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	c := &ruleCase{file: file, comment: string(a.Comment), after: map[string]string{}, options: defaults()}
	for line := range strings.Lines(c.comment) {
		if s, ok := strings.CutPrefix(line, "shapes:"); ok {
			c.shapes = append(c.shapes, strings.Fields(s)...)
		}
		if s, ok := strings.CutPrefix(line, "options:"); ok {
			if err := c.parseOptions(strings.Fields(s)); err != nil {
				return nil, err
			}
		}
	}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "before/"); ok {
			c.before = append(c.before, txtar.File{Name: name, Data: f.Data})
		} else if name, ok := strings.CutPrefix(f.Name, "after/"); ok {
			c.after[name] = string(f.Data)
		} else if f.Name == "findings" {
			c.findings, c.told = string(f.Data), true
		} else {
			return nil, fmt.Errorf("%s: section %q is neither before/, after/ nor findings", file, f.Name)
		}
	}
	if len(c.before) == 0 {
		return nil, fmt.Errorf("%s: no before/ section", file)
	}
	for name := range c.after {
		if !slices.ContainsFunc(c.before, func(f txtar.File) bool { return f.Name == name }) {
			return nil, fmt.Errorf("%s: after/%s has no before/%s", file, name, name)
		}
	}
	return c, nil
}

// defaults are the options of a run without flags.
func defaults() codemod.Options {
	target := rules.Target("next")
	return codemod.Options{Mode: codemod.Write, Target: target, Rules: rules.All(target), Jobs: 1}
}

func (c *ruleCase) parseOptions(args []string) error {
	var chosen, skipped, versions []string
	for i := 0; i < len(args); i++ {
		value := func() string {
			if i++; i < len(args) {
				return args[i]
			}
			return ""
		}
		switch args[i] {
		case "--unsafe":
			c.options.Unsafe = true
		case "--prefer-use-auth":
			c.options.PreferUseAuth = true
		case "--nullable":
			switch value := value(); value {
			case "optional":
				c.options.OptionalReads = true
			default:
				return fmt.Errorf("%s: --nullable %q is not what a case is for", c.file, value)
			}
		case "--no-package-json":
			c.options.NoManifests = true
		case "--rule":
			chosen = append(chosen, strings.Split(value(), ",")...)
		case "--skip":
			skipped = append(skipped, strings.Split(value(), ",")...)
		case "--set-version":
			versions = append(versions, value())
		default:
			return fmt.Errorf("%s: unknown option %q", c.file, args[i])
		}
	}
	for _, name := range slices.Concat(chosen, skipped) {
		if !slices.ContainsFunc(c.options.Rules, func(r *codemod.Rule) bool { return r.Name == name }) {
			return fmt.Errorf("%s: unknown rule %q", c.file, name)
		}
	}
	c.options.Rules = slices.DeleteFunc(slices.Clone(c.options.Rules), func(r *codemod.Rule) bool {
		return len(chosen) > 0 && !slices.Contains(chosen, r.Name) || slices.Contains(skipped, r.Name)
	})
	var err error
	c.options.SetVersion, err = c.options.Target.ParseSetVersions(versions)
	return err
}

func (c *ruleCase) run(t *testing.T) {
	dir := t.TempDir()
	for _, f := range c.before {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	got := execute(t, dir, c.options)
	if *update {
		c.update(t, dir, got)
		return
	}
	if !c.told {
		t.Error("no findings section; -update writes it")
	}
	if got != c.findings {
		t.Errorf("findings\n%s", diff(c.findings, got))
	}
	for _, f := range c.before {
		want, changes := c.after[f.Name]
		if !changes {
			want = string(f.Data)
		} else if want == string(f.Data) {
			t.Errorf("after/%s is the same as before/%s; leave it out", f.Name, f.Name)
		}
		compare(t, f.Name, want, read(t, filepath.Join(dir, f.Name)))
	}
	parseAll(t, dir)
	settled(t, dir, c.options)

	c.again(t, "CRLF", crlf)
	c.again(t, "a byte order mark and no newline at the end", func(s string) string {
		return "\ufeff" + strings.TrimSuffix(s, "\n")
	})
}

// again runs the case with all its files changed in some way that must make
// no difference.
func (c *ruleCase) again(t *testing.T, what string, change func(string) string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range c.before {
		write(t, filepath.Join(dir, f.Name), change(string(f.Data)))
	}
	if got := execute(t, dir, c.options); got != c.findings {
		t.Errorf("findings with %s\n%s", what, diff(c.findings, got))
	}
	for _, f := range c.before {
		want, changes := c.after[f.Name]
		if !changes {
			want = string(f.Data)
		}
		compare(t, f.Name+" with "+what, change(want), read(t, filepath.Join(dir, f.Name)))
	}
	settled(t, dir, c.options)
}

// update rewrites what the case expects.
func (c *ruleCase) update(t *testing.T, dir, findings string) {
	a := txtar.Archive{Comment: []byte(c.comment)}
	for _, f := range c.before {
		a.Files = append(a.Files, txtar.File{Name: "before/" + f.Name, Data: f.Data})
	}
	for _, f := range c.before {
		if after := read(t, filepath.Join(dir, f.Name)); after != string(f.Data) {
			a.Files = append(a.Files, txtar.File{Name: "after/" + f.Name, Data: []byte(after)})
		}
	}
	a.Files = append(a.Files, txtar.File{Name: "findings", Data: []byte(findings)})
	if err := os.WriteFile(c.file, txtar.Format(&a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// execute runs the engine over a folder and lists the findings.
func execute(t *testing.T, dir string, o codemod.Options) string {
	t.Helper()
	return list(runIn(t, dir, o), dir, false)
}

func runIn(t *testing.T, dir string, o codemod.Options) *codemod.Result {
	t.Helper()
	o.Paths = []string{dir}
	result, err := codemod.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Files {
		if f.Skipped != "" {
			t.Errorf("%s is skipped: %s: %s", relative(dir, f.Path), f.Skipped, f.Problem)
		}
	}
	return result
}

// list writes the findings one a line, in the order of their places.
func list(r *codemod.Result, dir string, messages bool) string {
	var b strings.Builder
	slices.SortFunc(r.Files, func(x, y *codemod.FileResult) int {
		return strings.Compare(relative(dir, x.Path), relative(dir, y.Path))
	})
	for _, f := range r.Files {
		for _, l := range f.Findings {
			fix := string(l.Fix)
			if l.Severity == codemod.Notice {
				fix = "notice"
			}
			fmt.Fprintf(&b, "%s:%d:%d %s %s", relative(dir, f.Path), l.Place.Start.Line, l.Place.Start.Column, l.Rule, fix)
			if messages {
				fmt.Fprintf(&b, ": %s", l.Message)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// settled checks that another run changes nothing.
func settled(t *testing.T, dir string, o codemod.Options) {
	t.Helper()
	before := tree(t, dir)
	for _, f := range runIn(t, dir, o).Files {
		if f.Changed {
			t.Errorf("a second run changes %s", relative(dir, f.Path))
		}
	}
	for name, want := range before {
		compare(t, name+" after a second run", want, read(t, filepath.Join(dir, name)))
	}
}

// parseAll checks that all sources can be parsed.
func parseAll(t *testing.T, dir string) {
	t.Helper()
	for name, text := range tree(t, dir) {
		if project.KindOf(name) == project.Source {
			if _, err := js.Parse(name, text); err != nil {
				t.Errorf("%s: the result cannot be parsed: %v", name, err)
			}
		}
	}
}

// TestEveryRuleHasCases checks that rules and folders of cases correspond, and
// that each rule has a case in which it finds nothing.
func TestEveryRuleHasCases(t *testing.T) {
	entries, err := os.ReadDir(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rules.All(rules.Target("next")) {
		names = append(names, r.Name)
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			t.Errorf("testdata/rules/%s is no rule's", e.Name())
		}
	}
	for _, name := range names {
		files, _ := filepath.Glob(filepath.Join(casesDir, name, "*.txtar"))
		if len(files) == 0 {
			t.Errorf("rule %s has no case", name)
			continue
		}
		silent := false
		for _, file := range files {
			c, err := readCase(file)
			if err != nil {
				t.Fatal(err)
			}
			silent = silent || !strings.Contains(c.findings, " "+name+" ")
		}
		if !silent {
			t.Errorf("rule %s has no case in which it finds nothing", name)
		}
	}
}

// TestCatalogue checks that every shape of the catalogue of real uses has a
// case: U for useUser, S for sessions and tokens, P for components and props,
// O for OAuth and magic links, I for imports, hosts and layout.
func TestCatalogue(t *testing.T) {
	missing := map[string]bool{}
	for letter, last := range map[string]int{"U": 26, "S": 19, "P": 17, "O": 7, "I": 15} {
		for n := range last {
			missing[fmt.Sprintf("%s%d", letter, n+1)] = true
		}
	}
	known := regexp.MustCompile(`^[USPOI][0-9]+$`)
	files, _ := filepath.Glob(filepath.Join(casesDir, "*", "*.txtar"))
	for _, file := range files {
		c, err := readCase(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range c.shapes {
			if !known.MatchString(s) {
				t.Errorf("%s: %q is no shape", file, s)
			}
			delete(missing, s)
		}
	}
	if len(missing) > 0 {
		var names []string
		for s := range missing {
			names = append(names, s)
		}
		slices.Sort(names)
		t.Errorf("no case names the shapes %s", strings.Join(names, " "))
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// tree is the files below a folder, by slashed name.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out[relative(dir, path)] = read(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func relative(dir, path string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		if rel, err := filepath.Rel(real, path); err == nil && !strings.HasPrefix(rel, "..") {
			return filepath.ToSlash(rel)
		}
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

func compare(t *testing.T, name, want, got string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n%s", name, diff(want, got))
	}
}
