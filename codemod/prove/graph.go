package prove

import (
	"slices"
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// graph knows which modules of the project import which: as they were before,
// and as those that change are going to.
type graph struct {
	resolve func(from, specifier string) (string, bool)

	mu      sync.Mutex
	imports map[string][]edge // by path
}

// edge is one import of a module of the project.
type edge struct{ specifier, path string }

// maxModules bounds how far imports are followed from one module. One that
// imports more cannot be run within the limits.
const maxModules = 2_000

// reach are the modules of the project that one gets at, by their paths without
// links, and what it and those call others of them by, relative specifiers
// aside.
func (g *graph) reach(from string) (paths []string, aliases map[string]string) {
	aliases = map[string]string{}
	seen := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0 && len(seen) < maxModules; queue = queue[1:] {
		for _, e := range g.edges(queue[0]) {
			if !strings.HasPrefix(e.specifier, ".") && aliases[e.specifier] == "" {
				aliases[e.specifier] = e.path
			}
			if !seen[e.path] {
				seen[e.path] = true
				paths = append(paths, e.path)
				queue = append(queue, e.path)
			}
		}
	}
	return paths, aliases
}

// add notes what a module imports in any of its forms.
func (g *graph) add(path string, forms ...*js.File) {
	edges := []edge{} // of which there may be none
	for _, file := range forms {
		for _, e := range g.of(file) {
			if !slices.Contains(edges, e) {
				edges = append(edges, e)
			}
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.imports[path] = edges
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
	var forms []*js.File
	if src, err := project.ReadFile(path); err == nil {
		if file, err := js.Parse(path, string(src)); err == nil {
			forms = append(forms, file)
		}
	}
	g.add(path, forms...)
	return g.edges(path)
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
		var arg js.Node
		switch n := n.(type) {
		case *js.ImportCall:
			arg = n.Arg
		case *js.Call:
			if callee, ok := n.Callee.(*js.Ident); ok && callee.Name == "require" && len(n.Args) == 1 {
				arg = n.Args[0]
			}
		}
		if s, ok := arg.(*js.String); ok {
			add(s.Value)
		}
		return true
	})
	return out
}
