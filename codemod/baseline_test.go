package codemod

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// TestBaselineText: what a finding is known by survives what formatters and
// checkouts do to a line, and tells long lines apart.
func TestBaselineText(t *testing.T) {
	text := func(src string) string {
		at := strings.Index(src, "old")
		return lineText(newLineIndex(src), js.Range{Start: at, End: at + 3})
	}
	const want = "const a = old();"
	for _, src := range []string{"const a = old();", "\ufeffconst a = old();\n", "x\n\tconst a  =\told();  \r\ny", "x\rconst a = old();\ry", "  const a = old();\u00a0"} {
		if got := text(src); got != want {
			t.Errorf("%q: got %q", src, got)
		}
	}
	long := strings.Repeat("é", 200)
	a, b := text("old(\""+long+"a\")"), text("old(\""+long+"b\")")
	if a == b || len(a) > 200 || !strings.HasPrefix(a, "old(\"éé") || strings.ContainsRune(a, '\ufffd') {
		t.Errorf("long lines: %q and %q", a, b)
	}
}

// TestBaselineOrder: however the files of a run come, the file is the same.
func TestBaselineOrder(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("%02d.js", i)] = "// Clerk\nold(\"<&>\");\nold(2);\nold(2);\n"
	}
	rules := []*Rule{rename("b", "old", "new_", Safe), rename("a", "old", "", Manual)}
	var first string
	for range 3 {
		path := filepath.Join(t.TempDir(), "known.json")
		known, err := NewBaseline(path)
		if err != nil {
			t.Fatal(err)
		}
		dir, err := filepath.EvalSymlinks(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		o := Options{Paths: []string{dir}, Rules: rules, Target: &Target{Name: "test"}, Jobs: 8, Baseline: known, UpdateBaseline: true}
		r, err := Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if c := r.Count(); c.Findings != 0 || r.Baseline.Hidden != 240 || r.Baseline.New != 240 || !r.Baseline.Written {
			t.Errorf("%+v, %+v", c, r.Baseline)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(data)
			if n := strings.Count(first, "\n"); n != 4*40+5 || !strings.Contains(first, `"text":"old(\"<&>\");","count":1}`) || !strings.Contains(first, `"count":2}`) {
				t.Errorf("%d lines:\n%s", n, first[:500])
			}
		}
		expect(t, "baseline", string(data), first)
		if o.Baseline, err = ReadBaseline(path); err != nil {
			t.Fatal(err)
		}
		o.UpdateBaseline = false
		if r, err = Run(t.Context(), o); err != nil || len(r.Files) != 0 || r.Baseline.Hidden != 240 || r.Baseline.Gone != 0 {
			t.Errorf("%v: %s, %+v", err, told(r), r.Baseline)
		}
	}
}

func TestBaselineErrors(t *testing.T) {
	for text, want := range map[string]string{
		``:                                 "it ends too early",
		`{"version": 1, "findings": [`:     "it ends too early",
		`[]`:                               "line 1: it has to be an object",
		"{\n\"version\": \"1\"}":           "line 2: version cannot be a string",
		`{"version": 1} {}`:                "something follows the object",
		`{"version": 1, "finding": []}`:    `unknown field "finding"`,
		`{}`:                               "its version is 0",
		`{"version": 1, "findings": [{}]}`: `lacks a path, a rule or a count`,
		`{"version": 1, "findings": [{"path":"a","rule":"r","text":"","count":-1}]}`: `an entry for "a" lacks`,
	} {
		path := filepath.Join(t.TempDir(), "known.json")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := ReadBaseline(path)
		var e *project.Error
		if !errors.As(err, &e) || !strings.Contains(e.Problem, want) || e.Hint == "" || strings.Contains(e.Problem, "\n") {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := ReadBaseline(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
}
