package rules

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
)

// TestExamples runs every Before and expects its After, and no change to that.
func TestExamples(t *testing.T) {
	target := Target("next")
	for _, r := range All(target) {
		for i, e := range Examples(r.Doc()) {
			t.Run(fmt.Sprintf("%s/%d", r.Name, i+1), func(t *testing.T) {
				got := fixed(t, e.Before)
				if got != e.After {
					t.Errorf("before:\n%s\ngot:\n%s\nwant:\n%s", e.Before, got, e.After)
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

// TestDocs reads the doc comments as Go's tools do: those of the rules have to
// be read alike, with what is in them and what is not.
func TestDocs(t *testing.T) {
	files, err := sources.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, f := range files {
		src, err := sources.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.VAR || decl.Doc == nil || len(decl.Specs) != 1 {
				continue
			}
			name := decl.Specs[0].(*ast.ValueSpec).Names[0].Name
			want := decl.Doc.Text()
			if got := docOf(string(src), name); got != want {
				t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
			}
			documented[withoutName(want, name)] = true
		}
	}
	for _, r := range All(Target("next")) {
		if !documented[r.Doc()] {
			t.Errorf("%s: its documentation is no doc comment: %q", r.Name, r.Doc())
		}
	}
}
