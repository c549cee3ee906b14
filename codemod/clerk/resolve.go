package clerk

import (
	"bytes"
	"strings"
)

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
