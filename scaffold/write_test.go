package scaffold

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// What was written before a file that cannot be is taken back: a file that has
// appeared or changed since the plan was made.
func TestWriteAllOrNone(t *testing.T) {
	cases := []struct {
		name, file, text string
		kind             error
	}{
		{"a file that appeared", "pages/sign-up/[[...index]].tsx", "mine", project.ErrExists},
		{"package.json, the last", "package.json", "{}", project.ErrExists},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "deep", "app")
			plan, err := Next(t.Context(), Options{Dir: dir, Target: rules.Target("next")})
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, filepath.FromSlash(c.file))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := plan.Write(t.Context(), false); !errors.Is(err, c.kind) {
				t.Errorf("error %v", err)
			}
			var left []string
			err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
				if err == nil && !e.IsDir() {
					rel, _ := filepath.Rel(dir, path)
					left = append(left, filepath.ToSlash(rel))
				}
				return err
			})
			if err != nil || len(left) != 1 || left[0] != c.file {
				t.Errorf("left behind: %q, %v", left, err)
			}
		})
	}
}

// A patch is taken back too.
func TestWriteTakesPatchesBack(t *testing.T) {
	dir := t.TempDir()
	const app = "export default ({ Component, pageProps }) => <Component {...pageProps} />;\n"
	const page = "import { useAuth } from \"@clerk/nextjs\";\nexport default () => useAuth().userId;\n"
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, "pages"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("package.json", `{"dependencies": {"@clerk/nextjs": "3.0.0-alpha.5", "next": "12.1.0"}}`)
	write("pages/_app.js", app)
	write("pages/z.js", page)
	plan, err := Next(t.Context(), Options{Dir: dir, Target: rules.Target("next")})
	if err != nil {
		t.Fatal(err)
	}
	write("pages/z.js", page+"// changed\n")
	if err := plan.Write(t.Context(), true); !errors.Is(err, project.ErrChanged) {
		t.Errorf("error %v", err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "pages", "_app.js")); err != nil || string(text) != app {
		t.Errorf("_app.js is %q, %v", text, err)
	}
}
