package clerk

import (
	"bytes"
	"slices"
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
	// Package tells which of the packages that Types speak of a specifier
	// names in the file from, for tables about other modules than Clerk's; nil
	// means [PackageOf]. Words are strings of which at least one is in every
	// text with such a specifier.
	Package func(from, specifier string) (name string, ok bool)
	Words   []string
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

// packageNamed is the package of the tables that a specifier names in a file.
func (p *Project) packageNamed(from, specifier string) (string, bool) {
	if p.options.Package == nil {
		return PackageOf(specifier)
	}
	return p.options.Package(from, specifier)
}

// mentions reports whether a text can name one of those packages.
func (p *Project) mentions(src []byte) bool {
	if p.options.Package == nil {
		return mentionsClerk(src)
	}
	return slices.ContainsFunc(p.options.Words, func(w string) bool { return bytes.Contains(src, []byte(w)) })
}

// Leads reports whether the file at path with the text src can have anything
// to do with Clerk: its text mentions it, or it imports a module that passes
// on something of Clerk's. A false answer means that resolving the file's
// names would find nothing.
func (p *Project) Leads(path string, src []byte) bool {
	return p.mentions(src) || p.Imports(path, src)
}

// Imports reports whether the text imports a module of the project that
// passes on something of Clerk's.
func (p *Project) Imports(path string, src []byte) bool {
	found := false
	Specifiers(src, func(s []byte) bool {
		to, ok := p.resolve(path, string(s))
		found = ok && p.leads(to, nil)
		return !found
	})
	return found
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
