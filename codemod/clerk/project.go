package clerk

import (
	"bytes"
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// ProjectOptions connect a [Project] to the files of a run.
type ProjectOptions struct {
	// Resolve finds the project's file that a module specifier names in the
	// file from; ok is false for packages and for what does not exist. Nil
	// means that nothing resolves.
	Resolve func(from, specifier string) (path string, ok bool)
	// Read returns a file's text. Nil means that nothing can be read.
	Read func(path string) ([]byte, error)
	// Types are the SDK's types; nil means [SDK].
	Types *Types
}

// Project knows what the modules of a project pass on of Clerk's. It is safe
// for concurrent use, and keeps something only for modules that pass on names
// which they may have got from Clerk.
type Project struct {
	options ProjectOptions
	types   *Types

	mu sync.Mutex
	// modules has an entry for each module that was asked for; nil where the
	// module cannot pass anything on.
	modules map[string]*module
}

// module is a module that may pass on something of Clerk's.
type module struct {
	once   sync.Once
	record *record // nil where it turned out not to

	mu      sync.Mutex
	answers map[string]*Value // resolved exports, by name
	leads   int8              // whether it exports anything: 1 yes, -1 no
}

// NewProject returns a Project that knows nothing yet.
func NewProject(options ProjectOptions) *Project {
	if options.Types == nil {
		options.Types = SDK()
	}
	return &Project{options: options, types: options.Types, modules: map[string]*module{}}
}

// Types are the tables of the SDK's types.
func (p *Project) Types() *Types { return p.types }

func (p *Project) resolve(from, specifier string) (string, bool) {
	if p.options.Resolve == nil || !mayNeedLookup(specifier) {
		return "", false
	}
	return p.options.Resolve(from, specifier)
}

// read returns a module's text if it is worth looking into.
func (p *Project) read(path string) []byte {
	if p.options.Read == nil || !isSource(path) {
		return nil
	}
	src, err := p.options.Read(path)
	if err != nil || len(src) > maxModuleSize || tooLong(src) {
		// The module passes nothing on as far as we can tell; that it cannot
		// be read is reported where the file itself is visited.
		return nil
	}
	return src
}

// Leads reports whether the file at path with the text src can have anything
// to do with Clerk: its text mentions it, or it imports a module that passes
// on something of Clerk's. A false answer means that resolving the file's
// names would find nothing.
func (p *Project) Leads(path string, src []byte) bool {
	return mentionsClerk(src) || p.Imports(path, src)
}

// Imports reports whether the text imports a module of the project that
// passes on something of Clerk's.
func (p *Project) Imports(path string, src []byte) bool {
	for _, s := range specifiers(src) {
		if to, ok := p.resolve(path, s); ok && p.leads(to, nil) {
			return true
		}
	}
	return false
}

// ModuleExports are the names that a module of the project passes on of
// Clerk's, by exported name; "default" is possible. Of a package that is
// passed on whole, only the names that the tables know are listed. Nil when
// there are none.
func (p *Project) ModuleExports(path string) map[string]*Value {
	if !p.leads(path, nil) {
		return nil
	}
	return p.expand(path, p.record(path))
}

func (p *Project) expand(path string, r *record) map[string]*Value {
	var out map[string]*Value
	for name := range p.names(r, map[string]bool{path: true}) {
		v, _ := p.resolveIn(r, path, name, map[export]bool{})
		if v = p.worthwhile(v); v != nil {
			if out == nil {
				out = map[string]*Value{}
			}
			out[name] = v
		}
	}
	return out
}

// names are the names that a record can export, the tables' names standing
// for a whole package.
func (p *Project) names(r *record, seen map[string]bool) map[string]bool {
	out := map[string]bool{}
	if r == nil {
		return out
	}
	for name := range r.names {
		out[name] = true
	}
	sources := r.stars
	if r.whole != nil {
		out["default"] = true
		sources = append(sources[:len(sources):len(sources)], r.whole)
	}
	for _, s := range sources {
		switch {
		case s.Kind == Module && s.path == "":
			for name := range p.types.exports() {
				out[name] = true
			}
		case s.Kind == reference && !seen[s.path]:
			seen[s.path] = true
			for name := range p.names(p.record(s.path), seen) {
				if name != "default" {
					out[name] = true
				}
			}
		}
	}
	return out
}

// record is what a module exports, as far as it can matter; nil otherwise.
func (p *Project) record(path string) *record {
	if m := p.module(path); m != nil {
		return m.record
	}
	return nil
}

func (p *Project) module(path string) *module {
	p.mu.Lock()
	m, known := p.modules[path]
	if !known {
		(&search{project: p, open: map[string]*visit{}}).visit(path)
		m = p.modules[path]
	}
	p.mu.Unlock()
	if m == nil {
		return nil
	}
	m.once.Do(func() { m.record = p.parse(path, p.read(path)) })
	return m
}

// parse makes the record of a module; nil when its text cannot be read.
func (p *Project) parse(path string, src []byte) *record {
	if src == nil {
		return nil
	}
	f, err := js.Parse(path, string(src))
	if err != nil {
		return nil
	}
	return (&File{File: f, Project: p, types: p.types, shallow: true}).record()
}

// search decides which modules may pass on something of Clerk's, by their
// bytes and those of the modules that they import. Modules that import each
// other share one answer (they are strongly connected components, found as
// Tarjan does).
type search struct {
	project *Project
	open    map[string]*visit
	stack   []string
}

type visit struct{ index, low int }

// visit returns whether the module may matter, and the lowest index of a
// module still open that it leads back to.
func (s *search) visit(path string) (matters bool, low int) {
	v := &visit{index: len(s.open), low: len(s.open)}
	s.open[path] = v
	s.stack = append(s.stack, path)

	src := s.project.read(path)
	if src != nil && passesOn(src) {
		if matters = mentionsClerk(src); !matters {
			for _, spec := range specifiers(src) {
				to, ok := s.project.resolve(path, spec)
				if !ok {
					continue
				}
				if m, done := s.project.modules[to]; done {
					matters = matters || m != nil
				} else if w := s.open[to]; w != nil {
					v.low = min(v.low, w.index)
				} else {
					yes, low := s.visit(to)
					matters = matters || yes
					v.low = min(v.low, low)
				}
				if matters {
					break
				}
			}
		}
	}
	if v.low < v.index {
		return matters, v.low
	}
	for {
		last := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		if matters {
			s.project.modules[last] = &module{}
		} else {
			s.project.modules[last] = nil
		}
		delete(s.open, last)
		if last == path {
			return matters, v.index
		}
	}
}

// export is one name of one module.
type export struct{ path, name string }

// lookup is what a module of the project exports under a name; nil when that
// is not Clerk's. The name "*" is the module itself.
func (p *Project) lookup(path, name string) *Value {
	m := p.module(path)
	if m == nil {
		return nil
	}
	m.mu.Lock()
	v, known := m.answers[name]
	m.mu.Unlock()
	if known {
		return v
	}
	v, _ = p.resolveExport(path, name, map[export]bool{})
	v = p.worthwhile(v)
	m.mu.Lock()
	if m.answers == nil {
		m.answers = map[string]*Value{}
	}
	m.answers[strings.Clone(name)] = v
	m.mu.Unlock()
	return v
}

// worthwhile is v unless it is a module in which nothing is Clerk's.
func (p *Project) worthwhile(v *Value) *Value {
	if v.visible() == nil || v.Kind == Module && v.path != "" && !p.leads(v.path, nil) {
		return nil
	}
	return v
}

// resolveExport follows a name through any number of modules. found is true
// where the name is exported, though perhaps by nobody of interest.
func (p *Project) resolveExport(path, name string, seen map[export]bool) (v *Value, found bool) {
	key := export{path, name}
	if seen[key] {
		return nil, false
	}
	seen[key] = true
	return p.resolveIn(p.record(path), path, name, seen)
}

func (p *Project) resolveIn(r *record, path, name string, seen map[export]bool) (v *Value, found bool) {
	if r == nil {
		return nil, false
	}
	if name == "*" {
		return p.namespace(r, path, seen), true
	}
	if v, ok := r.names[name]; ok {
		return p.chase(v, seen), true
	}
	if r.whole != nil {
		whole := p.chase(r.whole, seen)
		if name == "default" {
			return whole, true
		}
		return p.member(whole, name, seen), whole != nil
	}
	if name == "default" {
		if r.commonJS {
			return p.namespace(r, path, seen), true
		}
		return nil, false
	}
	return p.resolveStar(r, path, name, seen)
}

// resolveStar looks a name up in what a module passes on whole. A name that
// two of the sources export and mean differently is exported by neither.
func (p *Project) resolveStar(r *record, path, name string, seen map[export]bool) (v *Value, found bool) {
	var strangers []string
	for _, s := range r.stars {
		var one *Value
		switch s.Kind {
		case Module:
			one = p.member(s, name, seen)
		case reference:
			if p.module(s.path) == nil {
				strangers = append(strangers, s.path)
				continue
			}
			var exported bool
			if one, exported = p.resolveExport(s.path, name, seen); exported && one == nil {
				return nil, true
			}
		}
		if one == nil {
			continue
		}
		if v != nil && !same(v, one) {
			return nil, true
		}
		if v == nil {
			v = one
		}
	}
	if v == nil {
		return nil, false
	}
	for _, s := range strangers {
		if p.exportsOther(s, name, map[string]bool{path: true}) {
			return nil, true
		}
	}
	return v, true
}

// exportsOther reports whether a module that passes on nothing of Clerk's
// exports something of its own under a name. It is asked only for the
// neighbours of a module that is passed on whole, and nothing of it is kept.
func (p *Project) exportsOther(path, name string, seen map[string]bool) bool {
	if seen[path] {
		return false
	}
	seen[path] = true
	src := p.read(path)
	if src == nil || !bytes.Contains(src, []byte(name)) && !bytes.Contains(src, []byte("*")) {
		return false
	}
	r := p.parse(path, src)
	if r == nil {
		return false
	}
	if _, ok := r.names[name]; ok {
		return true
	}
	for _, s := range r.stars {
		if s.Kind == reference && p.exportsOther(s.path, name, seen) {
			return true
		}
	}
	return false
}

// chase looks up a value that is still a reference.
func (p *Project) chase(v *Value, seen map[export]bool) *Value {
	if v == nil || v.Kind != reference {
		return v
	}
	v, _ = p.resolveExport(v.path, v.Name, seen)
	return v
}

// namespace is the module object, whether or not anything in it is Clerk's.
func (p *Project) namespace(r *record, path string, seen map[export]bool) *Value {
	if r.whole != nil {
		return p.chase(r.whole, seen)
	}
	return &Value{Kind: Module, path: path, Origin: Origin{Package: p.packageOf(r, map[string]bool{path: true})}}
}

// packageOf is the first package that a record names.
func (p *Project) packageOf(r *record, seen map[string]bool) string {
	if r == nil {
		return ""
	}
	for _, s := range r.sources() {
		if s.Kind != reference {
			return s.Origin.Package
		}
		if seen[s.path] {
			continue
		}
		seen[s.path] = true
		if pkg := p.packageOf(p.record(s.path), seen); pkg != "" {
			return pkg
		}
	}
	return ""
}

// leads reports whether a module exports anything of Clerk's.
func (p *Project) leads(path string, seen map[string]bool) bool {
	m := p.module(path)
	if m == nil || m.record == nil {
		return false
	}
	m.mu.Lock()
	known := m.leads
	m.mu.Unlock()
	if known != 0 {
		return known > 0
	}
	root := seen == nil
	if root {
		seen = map[string]bool{}
	}
	seen[path] = true
	yes := false
	for _, s := range m.record.sources() {
		switch {
		case s.Kind != reference:
			yes = true
		case s.Name == "*":
			yes = !seen[s.path] && p.leads(s.path, seen)
		default:
			v, _ := p.resolveExport(s.path, s.Name, map[export]bool{})
			if yes = v != nil; yes && v.Kind == Module && v.path != "" {
				yes = !seen[v.path] && p.leads(v.path, seen)
			}
		}
		if yes {
			break
		}
	}
	if yes || root {
		m.mu.Lock()
		m.leads = -1
		if yes {
			m.leads = 1
		}
		m.mu.Unlock()
	}
	return yes
}

// member is what a module object has under a name.
func (p *Project) member(v *Value, name string, seen map[export]bool) *Value {
	if v == nil {
		return nil
	}
	switch {
	case v.Kind == Module && v.path == "":
		if name == "then" || name == "__esModule" {
			return nil
		}
		return v.derive(Export, name)
	case v.Kind == Module:
		found, _ := p.resolveExport(v.path, name, seen)
		return found
	case v.Kind == Export && v.Name == "default" && !isClass(v):
		// A package without a default export is its own default where
		// CommonJS is imported as one.
		return v.derive(Export, name)
	case v.Kind == reference && v.Name == "*":
		return &Value{Kind: reference, Name: name, path: v.path}
	}
	return nil
}

// isClass reports whether v is the class of clerk-js.
func isClass(v *Value) bool {
	return v.Kind == Export && v.Origin.Package == "@clerk/clerk-js" && (v.Name == "default" || v.Name == "Clerk")
}

// exports are the names that the tables know.
func (t *Types) exports() map[string]bool {
	out := map[string]bool{"ClerkProvider": true, "SignedIn": true, "SignedOut": true}
	for name := range t.Hooks {
		out[name] = true
	}
	for name := range t.Names {
		out[name] = true
	}
	for name := range t.Props {
		out[name] = true
	}
	for name := range t.Components {
		out[name] = true
	}
	for name := range t.Holders {
		out[name] = true
	}
	for name := range t.Wrappers {
		out[name] = true
	}
	for name := range t.Renderers {
		out[name] = true
	}
	return out
}
