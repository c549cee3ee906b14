package script

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocs runs the rules that docs/user-rules.md shows by their examples, and
// checks that it speaks of everything that a visitor's context has.
func TestDocs(t *testing.T) {
	doc, err := os.ReadFile("../../docs/user-rules.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	blocks := regexp.MustCompile("(?s)```ts\n(.*?)```").FindAllStringSubmatch(string(doc), -1)
	for i, b := range blocks {
		write(t, filepath.Join(dir, string(rune('a'+i))+".ts"), b[1])
	}
	s := loaded(t, dir)
	if len(s.Rules) != len(blocks) || len(blocks) < 2 {
		t.Errorf("%d rules in %d blocks", len(s.Rules), len(blocks))
	}
	untested, err := s.Test(t.Context(), func(o Outcome) {
		if o.Problem != "" {
			t.Errorf("%s, %s: %s\n%s", o.Rule, o.Test, o.Problem, o.Diff)
		}
	})
	if err != nil || len(untested) > 0 {
		t.Errorf("%v; without tests: %v", err, untested)
	}
	for _, m := range regexp.MustCompile(`(?m)^    (?:get )?(\w+)[(:]`).FindAllStringSubmatch(between(runtime, "  return freeze({\n", "\n  });\n};\n"), -1) {
		if !strings.Contains(string(doc), "`"+m[1]) {
			t.Errorf("the context's %s is not described", m[1])
		}
	}
	var d definition
	into := map[string]any{}
	d.tables.members(into)
	for name := range into {
		if !strings.Contains(string(doc), "`"+name+"`") {
			t.Errorf("the table %s is not described", name)
		}
	}
}
