package script

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// Outcome is what became of one test of a rule.
type Outcome struct {
	// Module is the file as people read it, Rule the rule's name; "" for a test
	// of all rules of the module.
	Module, Rule string
	// Test is which one it is: "example 2", or the name of a file.
	Test string
	// Problem says what is not as it should be; "" where all is. Diff is how
	// what came out differs from what should.
	Problem, Diff string
}

// Test runs the examples of all rules, and the archives beside their modules.
// Rules without any test are in untested. The error is one about the machine.
func (s *Set) Test(ctx context.Context, report func(Outcome)) (untested []string, err error) {
	for _, m := range s.modules {
		archives, err := m.archives()
		if err != nil {
			return nil, err
		}
		for _, d := range m.definitions {
			if d.rule == nil {
				continue
			}
			if len(d.Examples)+len(archives) == 0 {
				untested = append(untested, d.Name)
			}
			for i := range d.Examples {
				o := Outcome{Module: m.shown, Rule: d.Name, Test: fmt.Sprintf("example %d", i+1)}
				if err := m.run(ctx, []*definition{d}, d.Examples[i].trial(), &o); err != nil {
					return nil, err
				}
				report(o)
			}
		}
		for _, file := range archives {
			o := Outcome{Module: m.shown, Test: filepath.Base(file)}
			c, err := readArchive(file)
			if err != nil {
				o.Problem = err.Error()
			} else if err := m.run(ctx, m.definitions, c, &o); err != nil {
				return nil, err
			}
			report(o)
		}
	}
	return untested, nil
}

// trial is a small project before and after.
type trial struct {
	before, after map[string]string
	// findings are the lines that are wanted, and count is how many; nil and
	// -1 where that is left open.
	findings []string
	count    int
}

func (e *Example) trial() *trial {
	name := e.Filename
	if name == "" {
		name = "example.tsx"
	}
	c := &trial{before: map[string]string{name: e.Before}, after: map[string]string{}, count: -1}
	if e.After != nil {
		c.after[name] = *e.After
	}
	if e.Findings != nil {
		c.count = *e.Findings
	}
	return c
}

// archives are the txtar files beside the module that bear its name.
func (m *module) archives() ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(m.file))
	if err != nil {
		return nil, fmt.Errorf("cannot look for tests: %w", err)
	}
	stem := strings.TrimSuffix(filepath.Base(m.file), filepath.Ext(m.file)) + "."
	var out []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), stem) && strings.HasSuffix(e.Name(), ".txtar") {
			out = append(out, filepath.Join(filepath.Dir(m.file), e.Name()))
		}
	}
	return out, nil
}

// readArchive reads a test that is a file: before/…, after/… and findings.
func readArchive(file string) (*trial, error) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	c := &trial{before: map[string]string{}, after: map[string]string{}, count: -1}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "before/"); ok {
			c.before[name] = string(f.Data)
		} else if name, ok := strings.CutPrefix(f.Name, "after/"); ok {
			c.after[name] = string(f.Data)
		} else if f.Name == "findings" {
			c.findings = strings.FieldsFunc(string(f.Data), func(r rune) bool { return r == '\n' || r == '\r' })
			if c.findings == nil {
				c.findings = []string{}
			}
		} else {
			return nil, fmt.Errorf("its section %q is neither before/…, after/… nor findings", f.Name)
		}
	}
	if len(c.before) == 0 {
		return nil, errors.New("it has no section before/…")
	}
	for name := range c.after {
		if _, ok := c.before[name]; !ok {
			return nil, fmt.Errorf("it has after/%s without before/%s", name, name)
		}
	}
	return c, nil
}

// run runs rules of the module over a trial in a folder of its own, which
// stands for the folder of the module's project.
func (m *module) run(ctx context.Context, list []*definition, c *trial, o *Outcome) error {
	dir, err := os.MkdirTemp("", "clerkctl-rules-")
	if err != nil {
		return fmt.Errorf("cannot make a folder for the test: %w", err)
	}
	defer os.RemoveAll(dir)
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	for name, text := range c.before {
		if !filepath.IsLocal(filepath.FromSlash(name)) || project.KindOf(name) == project.Other {
			o.Problem = fmt.Sprintf("%q is not the path of a source file in the project", name)
			return nil
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			return err
		}
	}
	options := codemod.Options{
		Paths: []string{dir}, Rules: m.there(dir, list), Target: rules.Target(rules.Targets()[0]), Mode: codemod.Write,
		Unsafe: true, Force: true, NoManifests: true, Jobs: 1,
	}
	result, err := codemod.Run(ctx, options)
	if err != nil || ctx.Err() != nil {
		return errors.Join(err, ctx.Err())
	}
	if c.compare(dir, result, o); o.Problem != "" {
		return nil
	}
	// What a rule has settled it must leave alone.
	texts := map[string]string{}
	for name := range c.before {
		texts[name] = read(dir, name)
	}
	if _, err := codemod.Run(ctx, options); err != nil || ctx.Err() != nil {
		return errors.Join(err, ctx.Err())
	}
	for _, name := range sorted(c.before) {
		if again := read(dir, name); again != texts[name] {
			o.Problem = fmt.Sprintf("a second run changes %s again", name)
			o.Diff = udiff.Unified("after the first run", "after the second run", texts[name], again)
			return nil
		}
	}
	return nil
}

// there are rules of the module as they are where dir is the folder of the
// project.
func (m *module) there(dir string, list []*definition) []*codemod.Rule {
	moved := &module{set: m.set, file: m.file, shown: m.shown, ctx: m.ctx, session: m.session, base: dir, dir: dir}
	if rel, err := filepath.Rel(m.base, m.dir); err == nil {
		moved.dir = filepath.Join(dir, rel)
	}
	var out []*codemod.Rule
	for _, d := range list {
		if d.rule == nil {
			continue
		}
		here := *d
		here.used = true
		here.rule = moved.rule(&here)
		moved.definitions = append(moved.definitions, &here)
		out = append(out, here.rule)
	}
	return out
}

func read(dir, name string) string {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	return string(text)
}

func sorted(m map[string]string) []string {
	var out []string
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// compare says in the outcome what is not as the trial wants it.
func (c *trial) compare(dir string, result *codemod.Result, o *Outcome) {
	var found []string
	for _, f := range result.Files {
		rel, err := filepath.Rel(dir, f.Path)
		if err != nil {
			rel = f.Path
		}
		rel = filepath.ToSlash(rel)
		for _, one := range f.Failures {
			o.Problem = fmt.Sprintf("rule %s failed on %s: %v", one.Rule, rel, one.Err)
			return
		}
		if f.Skipped != "" {
			o.Problem = fmt.Sprintf("%s: %s: %s", rel, f.Skipped, f.Problem)
			return
		}
		for _, l := range f.Findings {
			fix := string(l.Fix)
			if l.Severity == codemod.Notice {
				fix = "notice"
			}
			found = append(found, fmt.Sprintf("%s:%d:%d %s %s", rel, l.Place.Start.Line, l.Place.Start.Column, l.Rule, fix))
		}
	}
	for _, name := range sorted(c.before) {
		want, changes := c.after[name]
		if !changes {
			want = c.before[name]
		}
		if got := read(dir, name); got != want {
			o.Problem = name + " is not what it should be"
			o.Diff = udiff.Unified("expected", "actual", want, got)
			return
		}
	}
	switch {
	case c.findings != nil && !slices.Equal(c.findings, found):
		o.Problem = "the findings are not what they should be"
		o.Diff = udiff.Unified("expected", "actual", lines(c.findings), lines(found))
	case c.count >= 0 && c.count != len(found):
		o.Problem = fmt.Sprintf("there are %d findings, not %d", len(found), c.count)
		o.Diff = lines(found)
	}
}

func lines(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "\n") + "\n"
}
