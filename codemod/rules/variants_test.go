package rules_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
)

// TestCasesUnderOtherOptions runs each case with other options than it is
// written for: with its own rule alone, with all but that, with unsafe fixes,
// with useAuth preferred and with optional reads. What comes out is not
// compared, but it must parse, no fix may be rejected, and a second run must
// change nothing.
func TestCasesUnderOtherOptions(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(casesDir, "*", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	variants := map[string]func(o *codemod.Options, rule string){
		"alone": func(o *codemod.Options, rule string) {
			o.Rules = slices.DeleteFunc(slices.Clone(o.Rules), func(r *codemod.Rule) bool { return r.Name != rule })
		},
		"without": func(o *codemod.Options, rule string) {
			o.Rules = slices.DeleteFunc(slices.Clone(o.Rules), func(r *codemod.Rule) bool { return r.Name == rule })
		},
		"unsafe":   func(o *codemod.Options, _ string) { o.Unsafe = true },
		"optional": func(o *codemod.Options, _ string) { o.OptionalReads = true },
		"all": func(o *codemod.Options, _ string) {
			o.Unsafe, o.PreferUseAuth, o.OptionalReads = true, true, true
		},
		"auth": func(o *codemod.Options, _ string) { o.Unsafe, o.PreferUseAuth = true, true },
	}
	for _, file := range files {
		rel, _ := filepath.Rel(casesDir, file)
		t.Run(strings.TrimSuffix(filepath.ToSlash(rel), ".txtar"), func(t *testing.T) {
			t.Parallel()
			for name, change := range variants {
				c, err := readCase(file)
				if err != nil {
					t.Fatal(err)
				}
				change(&c.options, filepath.Base(filepath.Dir(file)))
				dir := t.TempDir()
				for _, f := range c.before {
					write(t, filepath.Join(dir, f.Name), string(f.Data))
				}
				execute(t, dir, c.options)
				parseAll(t, dir)
				settled(t, dir, c.options)
				if t.Failed() {
					t.Fatalf("with options %q", name)
				}
			}
		})
	}
}
