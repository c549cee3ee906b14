package rules

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
)

// example is one Before and After of a rule's documentation.
type example struct{ before, after string }

// examplesOf reads the pairs of a documentation text.
func examplesOf(t *testing.T, text string) []example {
	t.Helper()
	var list []example
	for _, s := range sectionsOf(text) {
		switch s.heading {
		case "Before":
			list = append(list, example{before: s.code(t)})
		case "After":
			if len(list) == 0 || list[len(list)-1].after != "" {
				t.Fatal("# After without a # Before")
			}
			list[len(list)-1].after = s.code(t)
		}
	}
	return list
}

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

// code is the section's one block of code.
func (s section) code(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(strings.Trim(s.body, "\n") + "\n") {
		code, ok := strings.CutPrefix(line, "\t")
		if !ok && line != "\n" {
			t.Fatalf("# %s has text beside its code: %q", s.heading, line)
		}
		if !ok {
			code = "\n"
		}
		b.WriteString(code)
	}
	return b.String()
}

// TestExamples runs every Before and expects its After, and no change to that.
func TestExamples(t *testing.T) {
	target := Target("next")
	for _, r := range All(target) {
		for i, e := range examplesOf(t, r.Doc()) {
			t.Run(r.Name+"/"+string(rune('1'+i)), func(t *testing.T) {
				got := fixed(t, e.before)
				if got != e.after {
					t.Errorf("before:\n%s\ngot:\n%s\nwant:\n%s", e.before, got, e.after)
				}
				if again := fixed(t, got); again != got {
					t.Errorf("a second run changes\n%s\nto\n%s", got, again)
				}
			})
		}
	}
}

// fixed is what migrating a file with this text leaves, safe fixes applied.
func fixed(t *testing.T, text string) string {
	t.Helper()
	name := "example.tsx"
	if strings.HasPrefix(text, "{") {
		name = "package.json"
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	target := Target("next")
	result, err := codemod.Run(context.Background(), codemod.Options{
		Paths: []string{path}, Rules: All(target), Target: target, Mode: codemod.Write, Force: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Files {
		if f.Skipped != "" {
			t.Fatalf("%s: skipped, %s: %s", f.Name, f.Skipped, f.Problem)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(after)
}
