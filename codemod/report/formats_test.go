package report

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

var update = flag.Bool("update", false, "write the reports that are expected")

// fixture is a small project with one of each: kinds of findings and fixes,
// reasons to leave a file alone, and names that need care.
func fixture() map[string]string {
	return map[string]string{
		"pages/[[...index]].tsx": "\ufeff// @clerk/nextjs\r\n" +
			"\t/* 𝒳 */ oldName(risky, byHand);\r\n" +
			"notable();\r\n" +
			"multi(\r\n\t1,\r\n);\r\n" +
			"  oldName();\r\noldName();\r\n",
		"my app/a:b,c%d é.tsx": "// @clerk/nextjs\noldName(\"\x1b[2J\u202e\"); byHand;\n",
		"skipped/broken.tsx":   "// @clerk/nextjs\nconst = ;\n",
		"skipped/generated.ts": "// @generated @clerk/nextjs\noldName();\n",
		"clean.ts":             "// @clerk/nextjs\n",
	}
}

// fixtureRules report the names of the fixture.
func fixtureRules() []*codemod.Rule {
	idents := func(name string, severity codemod.Severity, fix codemod.Safety, doc, message, new string) *codemod.Rule {
		old := map[string]string{"old-name": "oldName", "second-look": "risky", "by-hand": "byHand", "worth-knowing": "notable"}[name]
		return &codemod.Rule{Name: name, Severity: severity, Doc: func() string { return doc }, Check: func(p *codemod.Pass) {
			js.Walk(p.File.Program, func(n js.Node) bool {
				if id, ok := n.(*js.Ident); ok && id.Name == old {
					f := codemod.Finding{Severity: severity, Fix: fix, Message: message, Range: id.Range()}
					if new != "" {
						f.Edits = []codemod.Edit{codemod.Insert(id.Range().Start, "/* was "+old+" */ "), codemod.Replace(id.Range(), new)}
					}
					p.Report(f)
				}
				return true
			})
		}}
	}
	const doc = "Names that are old. They were renamed.\n\n# Why\n\nThe `old` one\nis gone, 100 %.\n\n# Before\n\n\toldName()\n\n# After\n\n\tnewName()\n"
	multi := &codemod.Rule{Name: "multi-line", Severity: codemod.Error, Doc: func() string { return "Calls of many lines." }, Check: func(p *codemod.Pass) {
		js.Walk(p.File.Program, func(n js.Node) bool {
			if c, ok := n.(*js.Call); ok && c.Callee.Range().Len() == len("multi") {
				p.Report(codemod.Finding{Fix: codemod.Manual, Message: "too long", Range: c.Range()})
			}
			return true
		})
	}}
	return []*codemod.Rule{
		idents("old-name", codemod.Error, codemod.Safe, doc, "`oldName` is now `newName`", "newName"),
		idents("second-look", codemod.Error, codemod.Unsafe, "Names that need a second look.", "`risky` is now `{ safe }`", "safe"),
		idents("by-hand", codemod.Error, codemod.Manual, "Names that need a person.", "100 % [by](hand): a, b", ""),
		idents("worth-knowing", codemod.Notice, codemod.NoFix, "Names to know of.", "good to know", ""),
		multi,
	}
}

// hostile is what no project should hold, and what a report must survive.
func hostile() *codemod.FileResult {
	const text = "\x00\x1b[2J\u009b31m\u202e]]> & <b> \"q\" 100%\r\n::error::[x](https://evil.example) \uffff\xff"
	place := codemod.Place{
		Start: codemod.Position{Line: 1, Column: 1}, End: codemod.Position{Line: 1, Column: 4},
		Excerpt: text[:len(text)-1], Mark: js.Range{Start: 0, End: 3},
	}
	return &codemod.FileResult{
		Path: "/outside/" + text, Name: text, Skipped: codemod.SkipFixRejected, Problem: text,
		Findings: []codemod.Located{{
			Finding: &codemod.Finding{Rule: "unknown-rule", Severity: codemod.Error, Fix: codemod.Manual, Message: text}, Place: place,
		}, {
			Finding: &codemod.Finding{Rule: "old-name", Severity: codemod.Notice, Message: text}, Place: place,
		}},
	}
}

// reports are the runs that are reported in every format.
func reports(t *testing.T) map[string]*Report {
	if runtime.GOOS == "windows" {
		t.Skip("the fixture's names are not possible here")
	}
	run := func(mode codemod.Mode) *codemod.Result {
		t.Chdir(t.TempDir())
		for name, text := range fixture() {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		result, err := codemod.Run(context.Background(), codemod.Options{
			Paths: []string{"."}, Rules: fixtureRules(), Target: &codemod.Target{Name: "test"}, Mode: mode, Replacements: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	lint := run(codemod.Lint)
	lint.Files = append(lint.Files, hostile(), &codemod.FileResult{Path: "/elsewhere/b c.tsx", Name: "../elsewhere/b c.tsx", Skipped: codemod.SkipTooLarge, Problem: "too large"})
	lint.Unsupported = []string{"notes, and more.txt"}
	of := func(r Report) *Report {
		r.Target, r.Version, r.Rules = "test", "v1.2.3", fixtureRules()
		return &r
	}
	return map[string]*Report{
		"lint":     of(Report{Command: "lint", Result: lint, ExitCode: 2}),
		"preview":  of(Report{Command: "migrate", Result: run(codemod.Preview), ExitCode: 2, Folder: "apps/web"}),
		"written":  of(Report{Command: "migrate", Result: run(codemod.Write), ExitCode: 2}),
		"nothing":  of(Report{Command: "lint", Result: &codemod.Result{Mode: codemod.Lint, Looked: 3}}),
		"failed":   of(Report{Command: "migrate", Err: errors.New("no%such: a, b\n\x1b[0m"), ExitCode: 2}),
		"no rules": {Command: "lint", Target: "test", Err: errors.New("unknown rule"), ExitCode: 2},
	}
}

const goldens = "testdata/formats"

// TestFormats compares every report in every format with what is expected.
func TestFormats(t *testing.T) {
	folder, err := filepath.Abs(goldens)
	if err != nil {
		t.Fatal(err)
	}
	var used []string
	for name, r := range reports(t) {
		for _, format := range Formats() {
			file := strings.ReplaceAll(name, " ", "-") + "." + format
			used = append(used, file)
			t.Run(file, func(t *testing.T) {
				got := render(t, New(format, Style{}), r)
				path := filepath.Join(folder, file)
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatalf("%v; run the test with -update and read what it writes", err)
				}
				if got != string(want) {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
				for _, c := range got {
					if c != '\n' && c != '\t' && unsafeRune(c) {
						t.Errorf("%q in the report", c)
					}
				}
			})
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(used, e.Name()) {
			t.Errorf("%s is compared with nothing", e.Name())
		}
	}
}
