package prove

import (
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// graph knows which modules of the project import which, as they were before.
type graph struct {
	resolve func(from, specifier string) (string, bool)

	mu      sync.Mutex
	imports map[string][]edge // by path
}

// edge is one import of a module of the project.
type edge struct{ specifier, path string }

// maxModules bounds how far imports are followed from one module.
const maxModules = 200

// aliases are the specifiers, relative ones aside, by which a module and those
// that it imports get at modules of the project.
func (g *graph) aliases(from string) map[string]string {
	out := map[string]string{}
	seen := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0 && len(seen) < maxModules; queue = queue[1:] {
		for _, e := range g.edges(queue[0]) {
			if !strings.HasPrefix(e.specifier, ".") && out[e.specifier] == "" {
				out[e.specifier] = e.path
			}
			if !seen[e.path] {
				seen[e.path] = true
				queue = append(queue, e.path)
			}
		}
	}
	return out
}

// edges are the imports of one module that lead to others of the project.
func (g *graph) edges(path string) []edge {
	g.mu.Lock()
	edges, known := g.imports[path]
	g.mu.Unlock()
	if known {
		return edges
	}
	// What cannot be read or parsed imports nothing as far as a run goes.
	if src, err := project.ReadFile(path); err == nil {
		if file, err := js.Parse(path, string(src)); err == nil {
			edges = g.of(file)
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.imports[path] = edges
	return edges
}

func (g *graph) of(file *js.File) []edge {
	var out []edge
	add := func(specifier string) {
		if to, ok := g.resolve(file.Path, specifier); ok && specifier != "" {
			out = append(out, edge{specifier, to})
		}
	}
	for _, d := range file.Imports {
		if !d.TypeOnly {
			add(d.Specifier)
		}
	}
	for _, d := range file.Exports {
		add(d.Specifier)
	}
	js.Walk(file.Program, func(n js.Node) bool {
		if c, ok := n.(*js.Call); ok && len(c.Args) == 1 {
			if callee, ok := c.Callee.(*js.Ident); ok && callee.Name == "require" {
				if s, ok := c.Args[0].(*js.String); ok {
					add(s.Value)
				}
			}
		}
		return true
	})
	return out
}
