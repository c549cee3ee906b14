package rules_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/rules"
)

// TestPages checks that docs/rules holds a page for each rule, an index, and
// nothing else; -update writes them.
func TestPages(t *testing.T) {
	const folder = "../../docs/rules"
	all := rules.All(rules.Next())
	want := map[string]string{"README.md": rules.Index(all)}
	for _, r := range all {
		want[r.Name+".md"] = rules.Page(r)
	}
	if *update {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range want {
		path := filepath.Join(folder, name)
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != text {
			t.Errorf("docs/rules/%s is not what the rule's doc comment says; go test ./codemod/rules -run TestPages -update writes it", name)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, known := want[e.Name()]; known {
			continue
		}
		if !*update {
			t.Errorf("docs/rules/%s belongs to no rule; -update removes it", e.Name())
		} else if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
}
