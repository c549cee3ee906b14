package scaffold

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// FuzzPatch patches any text as an app and as a page: what comes out can be read
// again, keeps the text's line ends, and is not patched twice.
func FuzzPatch(f *testing.F) {
	files, err := filepath.Glob("../testdata/scaffold/next/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range a.Files {
			if project.KindOf(part.Name) == project.Source {
				f.Add(string(part.Data))
			}
		}
	}
	dir := f.TempDir()
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		f.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"dependencies": {"next": "12.1.0"}}`), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		for _, patch := range []func(*site, *Plan, *source) error{patchedApp, patchedPage} {
			s, err := open(&Options{Dir: dir, Target: rules.Target("next"), LoadUser: true})
			if err != nil {
				t.Fatal(err)
			}
			after := patched(t, s, text, patch)
			if after == "" {
				continue
			}
			if strings.Count(text, "\r\n") == strings.Count(text, "\n") && strings.Count(after, "\r\n") != strings.Count(after, "\n") && strings.Contains(text, "\n") {
				t.Errorf("the line ends are mixed:\n%q", after)
			}
			if again := patched(t, s, after, patch); again != "" {
				t.Errorf("patched again:\n%s\nfrom\n%s", again, after)
			}
		}
	})
}

func patchedApp(_ *site, p *Plan, f *source) error {
	a := newAppProps(f)
	if elements, created := f.Elements(provider), f.created(provider); len(elements)+len(created) > 0 {
		return a.passProps(p, elements, created)
	}
	return a.wrap(p)
}

func patchedPage(s *site, p *Plan, f *source) error { return s.patchPage(p, f, true) }

// patched is the text that a patch makes; "" where it makes none.
func patched(t *testing.T, s *site, text string, patch func(*site, *Plan, *source) error) string {
	file, err := js.Parse(filepath.Join(s.dir, "pages", "x.tsx"), text)
	if err != nil {
		return ""
	}
	p := s.plan("Next.js")
	err = patch(s, p, s.sourceOf("pages/x.tsx", file))
	if err != nil && !errors.As(err, new(*problem)) {
		t.Fatal(err)
	}
	for _, f := range p.Files {
		if f.Action == Patch {
			return f.After
		}
	}
	return ""
}
