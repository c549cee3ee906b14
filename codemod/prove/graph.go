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
	imports map[string]imports // by path
}

// imports are what one module imports.
type imports struct {
	edges []edge
	// whole are the specifiers of packages whose exports the module may list,
	// as `export *` does, beside asking for some by their names.
	whole []string
}

// edge is one import of a module of the project.
type edge struct{ specifier, path string }

// maxModules bounds how far imports are followed from one module. One that
// imports more cannot be run within the limits.
const maxModules = 2_000

// reach are the modules of the project that one gets at, by their paths without
// links, and what it and those call others of them by, relative specifiers
// aside. whole are the packages whose exports one of them may list.
func (g *graph) reach(from string) (paths []string, aliases map[string]string, whole []string) {
	aliases = map[string]string{}
	seen := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0 && len(seen) < maxModules; queue = queue[1:] {
		imports := g.of(queue[0])
		whole = append(whole, imports.whole...)
		for _, e := range imports.edges {
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
	return paths, aliases, whole
}

// add notes what a module imports in any of its forms.
func (g *graph) add(path string, forms ...*js.File) {
	var all imports
	for _, file := range forms {
		one := g.read(file)
		for _, e := range one.edges {
			if !slices.Contains(all.edges, e) {
				all.edges = append(all.edges, e)
			}
		}
		all.whole = append(all.whole, one.whole...)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.imports[path] = all
}

// of is what a module imports.
func (g *graph) of(path string) imports {
	g.mu.Lock()
	known, ok := g.imports[path]
	g.mu.Unlock()
	if ok {
		return known
	}
	// What cannot be read or parsed imports nothing as far as a run goes.
	var forms []*js.File
	if src, err := project.ReadFile(path); err == nil {
		if file, err := js.Parse(path, string(src)); err == nil {
			forms = append(forms, file)
		}
	}
	g.add(path, forms...)
	return g.of(path)
}

// read finds what a module imports in its text.
func (g *graph) read(file *js.File) (out imports) {
	add := func(specifier string, whole bool) {
		if to, ok := g.resolve(file.Path, specifier); ok && specifier != "" {
			out.edges = append(out.edges, edge{specifier, to})
		} else if whole {
			out.whole = append(out.whole, specifier)
		}
	}
	spaces := map[*js.Symbol]string{} // namespaces, and their specifiers
	for _, d := range file.Imports {
		if d.TypeOnly {
			continue
		}
		add(d.Specifier, d.Equals)
		for _, name := range d.Names {
			if name.Imported == "*" && name.Sym != nil {
				spaces[name.Sym] = d.Specifier
			}
		}
	}
	for _, d := range file.Exports {
		add(d.Specifier, d.Star)
		for _, name := range d.Names {
			if specifier, ok := spaces[name.Sym]; ok {
				add(specifier, true)
			}
		}
	}
	asked := map[*js.Ident]bool{} // namespaces of which one member is asked for
	js.Walk(file.Program, func(n js.Node) bool {
		var arg js.Node
		switch n := n.(type) {
		case *js.Member:
			if space, ok := n.X.(*js.Ident); ok && spaces[space.Sym] != "" {
				asked[space] = true
			}
		case *js.Ident:
			if specifier, ok := spaces[n.Sym]; ok && !n.Binding && !asked[n] {
				add(specifier, true)
			}
		case *js.ImportCall:
			arg = n.Arg
		case *js.Call:
			if callee, ok := n.Callee.(*js.Ident); ok && callee.Name == "require" && len(n.Args) == 1 {
				arg = n.Args[0]
			}
		}
		if s, ok := arg.(*js.String); ok {
			add(s.Value, true)
		}
		return true
	})
	return out
}
