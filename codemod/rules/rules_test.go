package rules

import (
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
)

// TestRegistry checks the list that users see; README.md shows it in its order.
func TestRegistry(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, r := range All(Target("next")) {
		if !form.MatchString(r.Name) {
			t.Errorf("%q: a rule's name is lower-case words joined by hyphens", r.Name)
		}
		if seen[r.Name] {
			t.Errorf("%s is listed twice", r.Name)
		}
		seen[r.Name] = true
		if r.Severity != codemod.Error && r.Severity != codemod.Notice {
			t.Errorf("%s: severity %q", r.Name, r.Severity)
		}
		if r.Check == nil && r.CheckManifest == nil && r.Name != codemod.UnusedSuppression {
			t.Errorf("%s checks nothing", r.Name)
		}
	}
}

// TestDocumentation checks that every rule is documented under the headings
// that people look for.
func TestDocumentation(t *testing.T) {
	for _, r := range All(Target("next")) {
		t.Run(r.Name, func(t *testing.T) {
			text := r.Doc()
			if text == "" {
				t.Fatal("no documentation; doc.go embeds the files that have some")
			}
			sections := sectionsOf(text)
			summary, _, _ := strings.Cut(strings.TrimSpace(sections[0].body), "\n\n")
			if !strings.HasSuffix(summary, ".") || strings.Contains(summary, "codemod.") || len(summary) > 200 {
				t.Errorf("summary is %q; want one sentence", summary)
			}
			count := map[string]int{}
			for i, s := range sections[1:] {
				count[s.heading]++
				if strings.TrimSpace(s.body) == "" {
					t.Errorf("# %s is empty", s.heading)
				}
				if s.heading == "Before" && (i+2 >= len(sections) || sections[i+2].heading != "After") {
					t.Error("# Before is not followed by # After")
				}
			}
			if count["Why"] != 1 || count["Fix safety"] != 1 {
				t.Errorf("has the headings %v; want one Why and one Fix safety", count)
			}
			if count["Before"] == 0 && r.Severity == codemod.Error && r.Name != sessionRevoke {
				t.Error("rewrites code and shows no example of it")
			}
			if n := len(Examples(text)); count["Before"] != count["After"] || n != count["Before"] {
				t.Errorf("%d Before, %d After, %d examples", count["Before"], count["After"], n)
			}
		})
	}
}

// section is one heading of a documentation text with what follows it; the
// first has no heading.
type section struct{ heading, body string }

func sectionsOf(text string) []section {
	list := []section{{}}
	for line := range strings.Lines(text) {
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			list = append(list, section{heading: strings.TrimSpace(heading)})
			continue
		}
		list[len(list)-1].body += line
	}
	return list
}

// TestCasesExist checks that rules and folders of cases match one to one, so
// that no case goes unread and no rule untested.
func TestCasesExist(t *testing.T) {
	root := filepath.Join("..", "..", "testdata", "rules")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]bool{}
	for _, e := range entries {
		if e.IsDir() {
			folders[e.Name()] = true
		}
	}
	for _, r := range All(Target("next")) {
		if !folders[r.Name] {
			t.Errorf("%s has no cases", r.Name)
		}
	}
}

// TestTargets checks that every row of a target's tables belongs to a rule.
func TestTargets(t *testing.T) {
	for _, name := range Targets() {
		target := Target(name)
		if target == nil || target.Name != name {
			t.Fatalf("Target(%q) = %v", name, target)
		}
		known := map[string]bool{}
		for _, r := range All(target) {
			known[r.Name] = true
		}
		rows := map[string][]string{}
		for _, row := range target.Hooks {
			rows[row.Hook] = append(rows[row.Hook], row.Rule)
		}
		for _, row := range target.Components {
			rows[row.Component] = append(rows[row.Component], row.Rule)
			if len(row.Renames) == 0 {
				t.Errorf("%s: %s has no renames", name, row.Component)
			}
		}
		for _, row := range target.Options {
			rows[row.Functions[0].Name] = append(rows[row.Functions[0].Name], row.Rule)
		}
		for _, row := range target.Removed {
			rows[row.Member] = append(rows[row.Member], row.Rule)
		}
		for _, row := range target.Values {
			rows[row.Prop] = append(rows[row.Prop], row.Rule)
		}
		for what, of := range rows {
			for _, rule := range of {
				if !known[rule] {
					t.Errorf("%s: the row of %s belongs to %q, which is no rule", name, what, rule)
				}
			}
		}
	}
}

// TestNamesAreData checks that the SDK's names stand in the tables alone: a
// second target must be a second table, not new code.
func TestNamesAreData(t *testing.T) {
	target := Target("next")
	var names []string
	for _, row := range target.Components {
		names = append(names, row.Component, row.Props)
		for method := range row.Methods {
			names = append(names, method)
		}
		for _, r := range row.Renames {
			names = append(names, r.Old, r.New)
		}
	}
	for _, row := range target.Options {
		for _, f := range row.Functions {
			names = append(names, f.Name)
		}
		for _, r := range row.Renames {
			names = append(names, r.Old, r.New)
		}
	}
	for _, row := range target.Redirects {
		names = append(names, row.Component, row.Method, row.Prop)
		names = append(names, row.Others...)
	}
	for _, row := range target.Removed {
		names = append(names, row.Member)
	}
	for _, row := range target.Values {
		names = append(names, row.Component, row.Prop)
	}
	for _, row := range target.Versions {
		names = append(names, row.Package)
	}
	for _, row := range target.Hooks {
		names = append(names, row.Hook, row.Loaded, row.SignedIn, row.Member, row.Loading, row.SignedOut)
	}

	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasPrefix(file, "target_") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, literal := range stringLiterals(src) {
			if slices.Contains(names, literal) {
				t.Errorf("%s names %q; take it from the target", file, literal)
			}
		}
	}
}

// stringLiterals are the values of the string literals of a Go file, but for
// the names of Go variables that doc takes.
func stringLiterals(src []byte) []string {
	var s scanner.Scanner
	fset := token.NewFileSet()
	s.Init(fset.AddFile("", -1, len(src)), src, nil, 0)
	var list []string
	var called string // the identifier before "("
	for {
		_, tok, text := s.Scan()
		switch tok {
		case token.EOF:
			return list
		case token.IDENT:
			called = text
			continue
		case token.LPAREN:
			continue
		case token.STRING:
		default:
			called = ""
			continue
		}
		if called == "doc" {
			continue
		}
		if value, err := strconv.Unquote(text); err == nil && value != "" {
			list = append(list, value)
		}
	}
}
