package rules_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// FuzzMigrate migrates one file of any text. What could be parsed before can
// be parsed after, what could not is not touched, and a second run changes
// nothing.
func FuzzMigrate(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(casesDir, "*", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for i, file := range files {
		c, err := readCase(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, source := range c.before {
			if project.KindOf(source.Name) == project.Source {
				f.Add(string(source.Data), filepath.Ext(source.Name) != ".js", uint8(i))
			}
		}
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, src string, typed bool, options uint8) {
		name := filepath.Join(dir, "a.js")
		if typed {
			name = filepath.Join(dir, "a.tsx")
		}
		o := defaults()
		o.Unsafe, o.PreferUseAuth, o.OptionalReads = options&1 != 0, options&2 != 0, options&4 != 0
		o.Mode = codemod.Preview
		migrate := func(text string) string {
			_, fixed, err := codemod.RunText(context.Background(), o, name, text)
			if err != nil {
				t.Fatal(err)
			}
			return fixed
		}
		fixed := migrate(src)
		if _, err := js.Parse(name, src); err != nil {
			if fixed != src {
				t.Fatalf("a text that cannot be parsed was changed:\n%s\nbecame\n%s", src, fixed)
			}
			return
		}
		if _, err := js.Parse(name, fixed); err != nil {
			t.Fatalf("%v in what became of\n%s\nnow\n%s", err, src, fixed)
		}
		if again := migrate(fixed); again != fixed {
			t.Errorf("a second run changes\n%s\nto\n%s", fixed, again)
		}
	})
}
