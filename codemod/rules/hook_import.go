package rules

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// otherHook is how another hook is called in the place of one that the file
// has already.
type otherHook struct {
	// text is what to call.
	text string
	// edits put it in the place of the present name, where that was asked
	// for, and bring it in where it comes by a pattern.
	edits   []codemod.Edit
	imports []codemod.ImportChange
	keys    []codemod.KeyChange
}

// otherHook finds out how to call a hook beside or instead of the one named at
// name: a member of the same namespace, a key of the same pattern, or an
// import. replace asks for edits that call it at name.
func (c *hookCheck) otherHook(name js.Node, hook, alias string, replace bool) (otherHook, bool) {
	return hookBeside(c.p, c.names, name, hook, alias, replace)
}

func hookBeside(p *codemod.Pass, names map[js.Node]string, name js.Node, hook, alias string, replace bool) (otherHook, bool) {
	b := besideHook{p: p, names: names, name: name, hook: hook, alias: alias, replace: replace}
	return b.find(name)
}

type besideHook struct {
	p           *codemod.Pass
	names       map[js.Node]string
	name        js.Node
	hook, alias string
	replace     bool
}

// find follows n, which is or leads to the hook's name, to where the file got
// it.
func (b *besideHook) find(n js.Node) (otherHook, bool) {
	switch n := uncomma(n).(type) {
	case *js.Member:
		return b.member(n, n.X, n.NamePos, b.hook)
	case *js.Index:
		if key, ok := n.Arg.(*js.String); ok && key.Quote != 0 {
			return b.member(n, n.X, key.Range(), string(key.Quote)+b.hook+string(key.Quote))
		}
	case *js.Ident:
		if n.Sym.Import != nil {
			return b.imported(n.Sym.Import, n)
		}
		if len(n.Sym.Decls) != 1 || n.Sym.Written() {
			return otherHook{}, false
		}
		switch d := n.Sym.Decls[0].Parent().(type) {
		case *js.Property:
			if pattern, ok := d.Parent().(*js.ObjectPattern); ok && d.Value == js.Node(n.Sym.Decls[0]) {
				return b.pattern(d, pattern, n.Sym)
			}
		case *js.Declarator:
			if d.Target != js.Node(n.Sym.Decls[0]) || d.Init == nil {
				break
			}
			if m, ok := uncomma(d.Init).(*js.Member); ok && !isPath(m.X) {
				return b.declared(d, m)
			}
			return b.find(d.Init)
		}
	}
	return otherHook{}, false
}

// member finds the hook beside a member of a namespace: m is x with a name at
// pos, for which another is written.
func (b *besideHook) member(m, x js.Node, pos js.Range, name string) (otherHook, bool) {
	v := b.p.File.ValueOf(m)
	if v == nil {
		return otherHook{}, false
	}
	if !v.Origin.Direct {
		// A namespace of the project need not have the other hook.
		item := v.Origin.Item
		if item == nil {
			return otherHook{}, false
		}
		if _, ok := b.p.File.CanImport(item, b.hook); !ok {
			return b.imported(item, nil)
		}
	}
	src := b.p.File.Src
	text := src[m.Range().Start:pos.Start] + name + src[pos.End:m.Range().End]
	if m == b.name && b.replace {
		return otherHook{text: text, edits: []codemod.Edit{codemod.Replace(pos, name)}}, true
	}
	if !b.visible(x) {
		return otherHook{}, false
	}
	return b.called(otherHook{text: text}), true
}

// isPath reports whether an expression is a variable or a member of one: it
// can be written again at another place.
func isPath(n js.Node) bool {
	for {
		switch x := n.(type) {
		case *js.Ident:
			return true
		case *js.Member:
			n = x.X
		default:
			return false
		}
	}
}

// declared finds the hook by a declaration beside the one that takes the
// present hook from a module: const useUser = require("…").useUser.
func (b *besideHook) declared(d *js.Declarator, m *js.Member) (otherHook, bool) {
	f := b.p.File
	if sym := f.ScopeOf(b.name).Lookup(b.hook); sym != nil && f.SymbolValue(sym).IsExport(b.hook) {
		return b.called(otherHook{text: b.hook}), true
	}
	stmt := soleDeclaration(d)
	if v := f.ValueOf(m); stmt == nil || v == nil || !v.Origin.Direct {
		return otherHook{}, false
	}
	local := b.names[stmt]
	if local == "" {
		local = b.p.Pick(bindingScope(f.File, stmt), b.places(d.Target.(*js.Ident).Sym), b.hook, b.alias)
		b.names[stmt] = local
	}
	from := f.Src[m.Range().Start:m.NamePos.Start]
	o := b.called(otherHook{text: local})
	o.edits = append(o.edits, b.p.StatementAfter(stmt, fmt.Sprintf("%s %s = %s%s", stmt.Keyword, local, from, b.hook)))
	return o, true
}

// visible reports whether the variable at the root of x means the same where
// the hook is to be called.
func (b *besideHook) visible(x js.Node) bool {
	found := true
	js.Walk(x, func(n js.Node) bool {
		if id, ok := n.(*js.Ident); ok && id.Sym.Scope != nil && b.p.File.ScopeOf(b.name).Lookup(id.Name) != id.Sym {
			found = false
		}
		return true
	})
	return found
}

// imported finds the hook by an import beside item. ref is the place that
// named item's export; nil where something else of item was named.
func (b *besideHook) imported(item *js.ImportName, ref *js.Ident) (otherHook, bool) {
	change := codemod.ImportChange{Name: b.hook, Local: b.p.ImportName(b.hook, b.alias), Beside: item}
	module, ok := b.p.File.CanImport(item, b.hook)
	if !ok {
		if !clerk.IsPackage(module) {
			return otherHook{}, false
		}
		change.Module = module
	}
	if b.replace && ref != nil && js.Node(ref) == b.name {
		change.Drop = ref.Range()
	}
	return b.called(otherHook{text: change.Local, imports: []codemod.ImportChange{change}}), true
}

// pattern finds the hook by another key of the pattern that takes the present
// one from a module.
func (b *besideHook) pattern(key *js.Property, pattern *js.ObjectPattern, sym *js.Symbol) (otherHook, bool) {
	f := b.p.File
	change := codemod.KeyChange{Beside: key}
	if b.replace && slices.Contains(sym.Refs, b.ident()) {
		change.Drop = b.name.Range()
	}
	for _, p := range pattern.Props {
		local, ok := p.Value.(*js.Ident)
		if p.Name == b.hook && ok && p.Default == nil && f.ScopeOf(b.name).Lookup(local.Name) == local.Sym {
			return b.called(otherHook{text: local.Name, keys: []codemod.KeyChange{change}}), true
		}
	}
	if v := f.SymbolValue(sym); v == nil || !v.Origin.Direct {
		return otherHook{}, false
	}
	local := b.names[key]
	if local == "" {
		local = b.p.Pick(sym.Scope, b.places(sym), b.hook, b.alias)
		b.names[key] = local
	}
	change.Name, change.Local = b.hook, local
	return b.called(otherHook{text: local, keys: []codemod.KeyChange{change}}), true
}

// places are those at which the other hook may be called by one name: all that
// the present one is named at.
func (b *besideHook) places(present *js.Symbol) []js.Node {
	places := []js.Node{b.name}
	for _, ref := range present.Refs {
		places = append(places, ref)
	}
	return places
}

// ident is the present name where it is an identifier.
func (b *besideHook) ident() *js.Ident {
	id, _ := b.name.(*js.Ident)
	return id
}

// called completes o with the edit that calls it at the present name.
func (b *besideHook) called(o otherHook) otherHook {
	if b.replace {
		o.edits = append(o.edits, codemod.Replace(b.name.Range(), o.text))
	}
	return o
}
