package clerk_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// memory is a project in memory: the files of an archive, found by relative
// specifier, with the extensions and index files that bundlers try, and by
// "~/" for the root.
type memory map[string]string

func archive(text string) (memory, []string) {
	m := memory{}
	var names []string
	for _, f := range txtar.Parse([]byte(text)).Files {
		m["/"+f.Name] = string(f.Data)
		names = append(names, "/"+f.Name)
	}
	return m, names
}

func (m memory) project() *clerk.Project {
	return clerk.NewProject(clerk.ProjectOptions{Resolve: m.resolve, Read: m.read})
}

func (m memory) read(name string) ([]byte, error) {
	text, ok := m[name]
	if !ok {
		return nil, fmt.Errorf("no file %s", name)
	}
	return []byte(text), nil
}

func (m memory) resolve(from, specifier string) (string, bool) {
	var base string
	switch {
	case strings.HasPrefix(specifier, "."):
		base = path.Join(path.Dir(from), specifier)
	case strings.HasPrefix(specifier, "~/"):
		base = "/" + specifier[2:]
	default:
		return "", false
	}
	for _, end := range []string{"", ".ts", ".tsx", ".js", "/index.ts", "/index.js"} {
		if _, ok := m[base+end]; ok {
			return base + end, true
		}
	}
	return "", false
}

func (m memory) file(t *testing.T, p *clerk.Project, name string) *clerk.File {
	t.Helper()
	f, err := js.Parse(name, m[name])
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p.File(f)
}

// marks are the comments `/*? want */` of a file. Each stands right behind the
// expression, binding or key that it speaks of.
func checkMarks(t *testing.T, f *clerk.File) (count int) {
	t.Helper()
	for _, c := range f.Comments {
		text := f.Text(c.Range)
		want, ok := strings.CutPrefix(text, "/*?")
		if !ok {
			continue
		}
		count++
		want = strings.TrimSpace(strings.TrimSuffix(want, "*/"))
		n := nodeBefore(f, c.Start)
		if n == nil {
			t.Errorf("%s: no node before %s", where(f, c.Start), text)
			continue
		}
		if got := f.ValueOf(n).Describe(); got != want {
			t.Errorf("%s: %s is %s, want %s", where(f, c.Start), f.Text(n.Outer()), got, want)
		}
	}
	return count
}

// nodeBefore is the innermost node that ends at offset.
func nodeBefore(f *clerk.File, offset int) js.Node {
	var best js.Node
	js.Walk(f.Program, func(n js.Node) bool {
		if n.Range().End == offset || n.Outer().End == offset {
			if best == nil || n.Outer().Len() <= best.Outer().Len() {
				best = n
			}
		}
		return true
	})
	return best
}

func where(f *clerk.File, offset int) string {
	before := f.Src[:offset]
	return fmt.Sprintf("%s:%d", f.Path, 1+strings.Count(before, "\n"))
}

// describe lists all uses of a file, for failures.
func describe(f *clerk.File) string {
	var b strings.Builder
	for _, u := range f.Uses() {
		fmt.Fprintf(&b, "  %s %q is %s\n", where(f, u.Node.Range().Start), f.Text(u.Node.Range()), u.Value.Describe())
	}
	return b.String()
}

// run checks all marks of an archive's files, each file in a fresh project
// and in one that has seen the files before it.
func run(t *testing.T, text string) {
	t.Helper()
	m, names := archive(text)
	shared := m.project()
	count := 0
	for _, name := range names {
		if !strings.Contains(m[name], "/*?") {
			continue
		}
		count += checkMarks(t, m.file(t, m.project(), name))
		checkMarks(t, m.file(t, shared, name))
		if t.Failed() {
			t.Logf("uses of %s:\n%s", name, describe(m.file(t, m.project(), name)))
		}
	}
	if count == 0 {
		t.Error("no marks")
	}
}

// nobody checks that nothing in the archive's files leads to Clerk.
func nobody(t *testing.T, text string) {
	t.Helper()
	m, names := archive(text)
	p := m.project()
	for _, name := range names {
		if f := m.file(t, p, name); len(f.Uses()) > 0 {
			t.Errorf("%s leads to Clerk:\n%s", name, describe(f))
		}
	}
}

type testCase struct{ name, text string }

func runAll(t *testing.T, check func(*testing.T, string), cases []testCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { check(t, c.text) })
	}
}

func TestIsPackage(t *testing.T) {
	for specifier, want := range map[string]bool{
		"@clerk/nextjs":                             true,
		"@clerk/clerk-react":                        true,
		"@clerk/clerk-react/dist/types":             true,
		"@clerk/clerk-react/dist/contexts/User":     true,
		"@clerk/clerk-expo":                         true,
		"@clerk/remix":                              true,
		"@clerk/clerk-js":                           true,
		"@clerk/clerk-js/headless":                  true,
		"@clerk/types":                              true,
		"gatsby-plugin-clerk":                       true,
		"gatsby-plugin-clerk/src/x":                 true,
		"@clerk/nextjs/api":                         false,
		"@clerk/nextjs/api.js":                      false,
		"@clerk/nextjs/edge":                        false,
		"@clerk/nextjs/edge-middleware":             false,
		"@clerk/nextjs/ssr":                         false,
		"@clerk/nextjs/dist/api":                    false,
		"@clerk/nextjs/dist/ssr/withServerSideAuth": false,
		"@clerk/remix/ssr.server":                   false,
		"@clerk/clerk-sdk-node":                     false,
		"@clerk/nextjs-fake":                        false,
		"@clerk":                                    false,
		"clerk":                                     false,
		"./@clerk/nextjs":                           false,
		"my-gatsby-plugin-clerk":                    false,
		"next-auth/react":                           false,
		"":                                          false,
	} {
		if got := clerk.IsPackage(specifier); got != want {
			t.Errorf("IsPackage(%q) = %v, want %v", specifier, got, want)
		}
	}
	if root, ok := clerk.PackageOf("@clerk/clerk-react/dist/types"); !ok || root != "@clerk/clerk-react" {
		t.Errorf("PackageOf = %q, %v", root, ok)
	}
}
