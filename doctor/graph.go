package doctor

import (
	"bytes"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// graph follows imports from module to module of the project.
type graph struct {
	project *project.Project
	clerk   *clerk.Project
	// looked tells whether the run over the files has come by a file: one that
	// has to do with Clerk is parsed then.
	looked func(path string) bool

	mu      sync.Mutex         // guards what follows
	modules map[string]*module // by absolute path; those that were parsed
	// found are the files that relative imports mean, by the path that these
	// lead to: many modules import the same few, and each answer takes several
	// looks at the disk.
	found map[string]string
	// imports are those of the files that pages may reach, by absolute path.
	imports map[string][]string
	// leads are the files from which there is a way to an interesting module.
	leads map[string]bool
}

func newGraph(p *project.Project, looked func(path string) bool) *graph {
	return &graph{
		project: p, looked: looked,
		clerk:   clerk.NewProject(clerk.ProjectOptions{Resolve: p.Resolve, Read: project.ReadFile}),
		modules: map[string]*module{}, found: map[string]string{}, imports: map[string][]string{}, leads: map[string]bool{},
	}
}

// keep remembers a module. When two goroutines have read the same one, the first
// wins.
func (g *graph) keep(m *module) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.modules[m.path] == nil {
		g.modules[m.path] = m
	}
}

// kept is a module that was parsed.
func (g *graph) kept(path string) *module {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.modules[path]
}

// module is a module that is interesting or leads to one that is; else nil.
func (g *graph) module(path string) *module {
	if g.leads[path] {
		g.parseFile(path)
	}
	return g.kept(path)
}

// reach reads the files that the given ones import, and those that these
// import, and finds out from which of them there is a way to an interesting
// module. Imports are found by a search for words: what looks like one and is
// none only makes a way too many.
func (g *graph) reach(roots []string) {
	for todo := roots; len(todo) > 0; {
		found := make([][]string, len(todo))
		atOnce(len(todo), func(i int) { found[i] = g.importsOf(todo[i]) })
		for i, path := range todo {
			g.imports[path] = found[i]
		}
		var next []string
		for _, list := range found {
			for _, path := range list {
				if _, known := g.imports[path]; !known {
					g.imports[path] = nil
					next = append(next, path)
				}
			}
		}
		todo = next
	}
	g.mark()
	// What the roots render is asked for now, from all at once, so that the
	// modules on the way are parsed on all processors.
	atOnce(len(roots), func(i int) { g.walk(roots[i], "default", func(*step) {}) })
}

// atOnce calls each with the numbers below n, on all processors.
func atOnce(n int, each func(i int)) {
	const chunk = 4
	var group sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for at := 0; at < n; at += chunk {
		free <- struct{}{}
		group.Go(func() {
			for i := at; i < min(at+chunk, n); i++ {
				each(i)
			}
			<-free
		})
	}
	group.Wait()
}

// importsOf reads a file for the files of the project that it imports. One that
// mentions Clerk and is not known yet, as it lies outside of the folder that is
// looked at, is parsed.
func (g *graph) importsOf(path string) []string {
	src, err := project.ReadFile(path)
	if err != nil {
		return nil
	}
	if !g.looked(path) && g.kept(path) == nil && g.clerk.Leads(path, src) {
		g.parse(path, src, true)
	}
	var out []string
	for specifier := range specifiers(src) {
		if to, ok := g.resolve(path, specifier); ok && !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	return out
}

// resolve finds the file of the project that an import means.
func (g *graph) resolve(from, specifier string) (string, bool) {
	if !strings.HasPrefix(specifier, ".") {
		return g.project.Resolve(from, specifier)
	}
	// What follows the last slash tells a folder from a file.
	key := filepath.Dir(from) + string(filepath.Separator) + specifier
	if last := filepath.Base(specifier); last != "." && last != ".." && !strings.HasSuffix(specifier, "/") {
		key = filepath.Join(filepath.Dir(from), specifier)
	}
	g.mu.Lock()
	to, known := g.found[key]
	g.mu.Unlock()
	if !known {
		to, _ = g.project.Resolve(from, specifier)
		g.mu.Lock()
		g.found[key] = to
		g.mu.Unlock()
	}
	return to, to != ""
}

// parse reads a file as a module, unless the parser refuses it. uses tells
// whether it may use Clerk itself.
func (g *graph) parse(path string, src []byte, uses bool) {
	if f, err := js.Parse(path, string(bytes.TrimPrefix(src, []byte("\ufeff")))); err == nil {
		g.keep(summarise(g.clerk.File(f), uses))
	}
}

// parseFile parses a file that does not use Clerk itself, or was parsed for that
// already.
func (g *graph) parseFile(path string) {
	if g.kept(path) != nil {
		return
	}
	if src, err := project.ReadFile(path); err == nil {
		g.parse(path, src, false)
	}
}

// mark goes from the interesting modules back to what imports them.
func (g *graph) mark() {
	importers := map[string][]string{}
	var todo []string
	for from, list := range g.imports {
		for _, to := range list {
			importers[to] = append(importers[to], from)
		}
		if m := g.modules[from]; m != nil && m.interesting() {
			todo = append(todo, from)
		}
	}
	for len(todo) > 0 {
		path := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !g.leads[path] {
			g.leads[path] = true
			todo = append(todo, importers[path]...)
		}
	}
}

// step is one declaration on the way from a page, and how it was reached.
type step struct {
	m    *module
	unit *unit
	from *step
}

// walk visits the declarations that an export of a module leads to, each once
// and the nearest first.
func (g *graph) walk(path, export string, visit func(*step)) {
	m := g.module(path)
	if m == nil {
		return
	}
	seen := map[*unit]bool{}
	var queue []*step
	push := func(m *module, u *unit, from *step) {
		if u != nil && !seen[u] {
			seen[u] = true
			queue = append(queue, &step{m, u, from})
		}
	}
	for _, found := range g.export(m, export, nil) {
		push(found.m, found.unit, nil)
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		visit(s)
		for _, t := range s.unit.refs {
			for _, found := range g.follow(s.m, t, nil) {
				push(found.m, found.unit, s)
			}
		}
	}
}

// follow finds the declarations that a target of a module means.
func (g *graph) follow(m *module, t target, on []string) []step {
	if t.module == "" {
		if u := m.units[t.unit]; u != nil {
			return []step{{m: m, unit: u}}
		}
		return nil
	}
	path, ok := g.resolve(m.path, t.module)
	if !ok {
		return nil
	}
	to := g.module(path)
	if to == nil {
		return nil
	}
	if t.name != "*" {
		return g.export(to, t.name, on)
	}
	var out []step
	for _, name := range sorted(to.exports) {
		out = append(out, g.export(to, name, on)...)
	}
	return out
}

// export finds the declaration that a module exports under a name. on are the
// modules on the way, which may lead in a circle.
func (g *graph) export(m *module, name string, on []string) []step {
	key := m.path + "\x00" + name
	if slices.Contains(on, key) {
		return nil
	}
	on = append(slices.Clip(on), key)
	if t, ok := m.exports[name]; ok {
		return g.follow(m, t, on)
	}
	for _, specifier := range m.stars {
		if found := g.follow(m, target{module: specifier, name: name}, on); found != nil {
			return found
		}
	}
	return nil
}

// has reports whether a module exports something under the name, be it its own
// or another one's.
func (g *graph) has(path, name string) bool {
	m := g.module(path)
	if m == nil {
		return false
	}
	_, own := m.exports[name]
	return own || len(g.export(m, name, nil)) > 0
}
