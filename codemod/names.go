package codemod

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// Pick chooses a name for a binding that a fix adds to scope s: the first of
// candidates that clashes with nothing, then the last one with 2, 3, …
// appended. The name is reserved, so that no other fix of the pass takes it.
//
// uses are the places at which the fix will read the new binding, and the
// declaration that it goes into; a name that means something else on the way
// from s to one of them is not chosen.
//
// Where several rules bind names in one scope, the finding that comes first
// in the source has the first choice, whatever the order of the rules: the
// engine looks at the findings that follow the calls of Pick.
func (p *Pass) Pick(s *js.Scope, uses []js.Node, candidates ...string) string {
	t := p.nameTable()
	r := nameRequest{
		key:        t.key(p.rule, s, candidates),
		scope:      s,
		uses:       uses,
		candidates: candidates,
		finding:    len(p.findings),
	}
	name, known := t.answers[r.key]
	if !known {
		name = t.choose(&r)
	}
	t.requests = append(t.requests, r)
	t.take(s, uses, name)
	return name
}

// ImportName chooses the local name for an import that a fix adds: the one
// that the file already imports Clerk's export of the first candidate's name
// by, else the first candidate that means nothing anywhere in the file, else
// the last one with 2, 3, … appended. The same candidates get the same answer
// throughout a pass, so that all fixes share one import.
func (p *Pass) ImportName(candidates ...string) string {
	t := p.nameTable()
	key := strings.Join(candidates, " ")
	if name := t.imports[key]; name != "" {
		return name
	}
	name := p.importedAs(candidates[0])
	if name == "" {
		name = firstFree(candidates, func(c string) bool { return !t.meansAnything(c) })
		t.take(t.file.Module, nil, name)
		t.added = append(t.added, name)
	}
	t.imports[key] = name
	return name
}

// importedAs is the local name of Clerk's export where the file imports it
// and nothing in the file shadows that name.
func (p *Pass) importedAs(export string) string {
	for _, d := range p.File.Imports {
		for _, item := range d.Names {
			if item.Sym == nil || len(p.nameTable().symbols[item.Local]) > 1 {
				continue
			}
			if v := p.File.SymbolValue(item.Sym); v != nil && v.Kind == clerk.Export && v.Name == export {
				return item.Local
			}
		}
	}
	return ""
}

func (p *Pass) nameTable() *nameTable {
	if p.names == nil {
		p.names = newNameTable(p.File.File)
	}
	return p.names
}

// nameTable knows what each name of a file means, and what the fixes of one
// pass have bound so far.
type nameTable struct {
	file    *js.File
	symbols map[string][]*js.Symbol
	types   map[string]bool // local names of type-only imports
	taken   map[string][]takenName
	imports map[string]string // local names of imports, by candidates
	added   []string          // those of them that the file did not have

	requests []nameRequest
	seen     map[nameKey]int
	// answers are the names given out in source order, on the second look.
	answers map[nameKey]string
}

type takenName struct {
	scope *js.Scope
	uses  []js.Node
}

// nameKey finds a request again when the rules run a second time.
type nameKey struct {
	rule       string
	scope      *js.Scope
	candidates string
	nth        int
}

type nameRequest struct {
	key        nameKey
	scope      *js.Scope
	uses       []js.Node
	candidates []string
	finding    int // index of the finding that the name is for
}

func newNameTable(f *js.File) *nameTable {
	t := &nameTable{
		file:    f,
		symbols: make(map[string][]*js.Symbol, len(f.Symbols)),
		types:   map[string]bool{},
		taken:   map[string][]takenName{},
		imports: map[string]string{},
		seen:    map[nameKey]int{},
	}
	for _, s := range f.Symbols {
		t.symbols[s.Name] = append(t.symbols[s.Name], s)
	}
	for _, d := range f.Imports {
		for _, item := range d.Names {
			if item.Sym == nil {
				t.types[item.Local] = true
			}
		}
	}
	return t
}

func (t *nameTable) key(r *Rule, s *js.Scope, candidates []string) nameKey {
	k := nameKey{scope: s, candidates: strings.Join(candidates, " ")}
	if r != nil {
		k.rule = r.Name
	}
	n := t.seen[k]
	t.seen[k] = n + 1
	k.nth = n
	return k
}

func (t *nameTable) choose(r *nameRequest) string {
	return firstFree(r.candidates, func(c string) bool { return !t.clashes(r.scope, r.uses, c) })
}

// firstFree is the first candidate that is free, or the last one numbered.
func firstFree(candidates []string, free func(string) bool) string {
	for _, c := range candidates {
		if free(c) {
			return c
		}
	}
	last := candidates[len(candidates)-1]
	for n := 2; ; n++ {
		if c := last + strconv.Itoa(n); free(c) {
			return c
		}
	}
}

func (t *nameTable) take(s *js.Scope, uses []js.Node, name string) {
	t.taken[name] = append(t.taken[name], takenName{s, uses})
}

// inOrder gives the names out again, in the order in which the findings that
// they are for stand in the source. Those that are silent come last: what they
// ask for is not used. It returns nil when nothing changes: the rules then need
// not run again.
func (t *nameTable) inOrder(findings []*Finding, silent func(*Finding) bool) *nameTable {
	last := len(t.file.Src)
	position := func(r *nameRequest) int {
		switch {
		case r.finding >= len(findings):
			return last
		case silent(findings[r.finding]):
			return last + 1
		}
		return findings[r.finding].Range.Start
	}
	sorted := slices.Clone(t.requests)
	slices.SortStableFunc(sorted, func(a, b nameRequest) int { return cmp.Compare(position(&a), position(&b)) })
	if slices.EqualFunc(sorted, t.requests, func(a, b nameRequest) bool { return a.key == b.key }) {
		return nil
	}
	again := t.withImports()
	answers := make(map[nameKey]string, len(sorted))
	for i := range sorted {
		r := &sorted[i]
		name := again.choose(r)
		again.take(r.scope, r.uses, name)
		answers[r.key] = name
	}
	again = t.withImports()
	again.answers = answers
	return again
}

// withImports is a new table with the imports that t has chosen: they were
// chosen against the whole file and stay.
func (t *nameTable) withImports() *nameTable {
	n := newNameTable(t.file)
	n.imports, n.added = t.imports, t.added
	for _, name := range n.added {
		n.take(n.file.Module, nil, name)
	}
	return n
}

// clashes reports whether binding name in s would collide with, capture or be
// hidden from anything.
func (t *nameTable) clashes(s *js.Scope, uses []js.Node, name string) bool {
	for _, b := range boundTogether(s) {
		if b.Names[name] != nil {
			return true
		}
	}
	if s.Parent == nil && t.types[name] {
		return true
	}
	whole := s.Node.Range()
	for _, sym := range t.symbols[name] {
		if sym.Scope != nil && sym.Scope.Within(s) {
			continue
		}
		for _, ref := range sym.Refs {
			if whole.Covers(ref.Range()) {
				return true
			}
		}
		// A `var` in a block may not cross a name that the block binds.
		for _, decl := range sym.Decls {
			if whole.Covers(decl.Range()) {
				return true
			}
		}
	}
	if t.queried(whole, name) || t.exportedInNamespace(s, name) {
		return true
	}
	for _, u := range uses {
		if t.hidden(s, u, func(inner *js.Scope) bool { return inner.Names[name] != nil }) {
			return true
		}
	}
	for _, other := range t.taken[name] {
		if sameBindings(other.scope, s) {
			return true
		}
		// Most scopes of a file have nothing to do with each other.
		if other.scope.Within(s) {
			for _, u := range uses {
				if t.hidden(s, u, func(inner *js.Scope) bool { return sameBindings(inner, other.scope) }) {
					return true
				}
			}
		}
		if s.Within(other.scope) {
			for _, u := range other.uses {
				if t.hidden(other.scope, u, func(inner *js.Scope) bool { return sameBindings(inner, s) }) {
					return true
				}
			}
		}
	}
	return false
}

// hidden reports whether a scope for which ok is true lies between outer and
// the place u.
func (t *nameTable) hidden(outer *js.Scope, u js.Node, ok func(*js.Scope) bool) bool {
	if u == nil {
		return false
	}
	for s := t.file.ScopeOf(u); s != nil && !sameBindings(s, outer); s = s.Parent {
		if ok(s) {
			return true
		}
	}
	return false
}

// queried reports whether a type within r asks `typeof name`: the tree has no
// node for it.
func (t *nameTable) queried(r js.Range, name string) bool {
	f := t.file
	if !f.TypeScript {
		return false
	}
	for i := f.TokenAt(r.Start); i < len(f.Tokens) && f.Tokens[i].Start < r.End; i++ {
		if f.Tokens[i].Kind == js.TokIdent && f.Tok(i) == name && f.Tok(i-1) == "typeof" && f.IdentAt(f.Tokens[i].Start) == nil {
			return true
		}
	}
	return false
}

// exportedInNamespace reports whether a namespace round s may bind name by an
// export: the parser turns these into members, so that no symbol is left.
func (t *nameTable) exportedInNamespace(s *js.Scope, name string) bool {
	ns, ok := s.Node.(*js.Namespace)
	if !ok {
		return false
	}
	f, whole := t.file, ns.Range()
	for i := f.TokenAt(whole.Start); i < len(f.Tokens) && f.Tokens[i].Start < whole.End; i++ {
		if f.Tokens[i].Kind == js.TokIdent && f.Tok(i) == name {
			return true
		}
	}
	return false
}

// meansAnything reports whether name is bound or used anywhere in the file,
// or was taken by a fix.
func (t *nameTable) meansAnything(name string) bool {
	return len(t.symbols[name]) > 0 || t.types[name] || len(t.taken[name]) > 0
}

// boundTogether are the scopes in which a name cannot be bound beside s: a
// function's parameters and its body.
func boundTogether(s *js.Scope) []*js.Scope {
	scopes := []*js.Scope{s}
	if s.Parent != nil && sameBindings(s.Parent, s) {
		scopes = append(scopes, s.Parent)
	}
	for _, c := range s.Children {
		if sameBindings(c, s) {
			scopes = append(scopes, c)
		}
	}
	return scopes
}

// sameBindings reports whether a and b are one scope, or a function's
// parameters and its body.
func sameBindings(a, b *js.Scope) bool {
	return a == b || bodyOf(a, b) || bodyOf(b, a)
}

func bodyOf(outer, inner *js.Scope) bool {
	fn, ok := outer.Node.(*js.Function)
	return ok && inner.Parent == outer && fn.Body != nil && js.Node(fn.Body) == inner.Node
}
