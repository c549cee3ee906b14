package verify_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Package verify is for others to import: it must bring nothing along but the standard
// library and golang-jwt, and nothing of this module that is not its own.
func TestImports(t *testing.T) {
	const module, own = "github.com/clerkctl/clerkctl/", "github.com/clerkctl/clerkctl/verify"
	for dir, allowed := range map[string][]string{
		".":             {own + "/internal/jose", "github.com/golang-jwt/jwt/v5"},
		"internal/jose": {"github.com/golang-jwt/jwt/v5"},
		"mint":          {own, "github.com/golang-jwt/jwt/v5"},
		"verifytest":    {own, own + "/mint"},
	} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range f.Imports {
				path, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				if strings.HasPrefix(path, module) || strings.Contains(strings.Split(path, "/")[0], ".") {
					ok := false
					for _, a := range allowed {
						ok = ok || a == path
					}
					if !ok {
						t.Errorf("%s imports %s", name, path)
					}
				}
			}
		}
	}
	// The nested modules must stay nested, or users would require what they require.
	for _, dir := range []string{"vectors", "compare"} {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			t.Errorf("%s is not a module of its own: %v", dir, err)
		}
	}
}
