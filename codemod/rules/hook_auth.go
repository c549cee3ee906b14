package rules

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// authPattern migrates a pattern that takes nothing but what the auth hook
// gives: that hook is called instead.
func (c *hookCheck) authPattern(name js.Node, call *js.Call, d *js.Declarator, options hookOptions) bool {
	target, ok := d.Target.(*js.ObjectPattern)
	if !ok || d.Type.Len() > 0 || len(target.Props) == 0 || !isPlainPattern(c.f.File, target) {
		return false
	}
	for _, p := range target.Props {
		if c.h.ToAuth[p.Name] == "" {
			return false
		}
	}
	auth := &c.p.Target.Auth
	hook, ok := c.otherHook(name, auth.Hook, auth.Alias, true)
	if !ok {
		return false
	}

	names := make([]string, len(target.Props))
	for i, p := range target.Props {
		names[i] = p.Name
	}
	fix, message := codemod.Safe, fmt.Sprintf("%s: take it from `%s`, which needs no %s", listed(names), auth.Hook, c.h.Member)
	edits := append(options.drop, hook.edits...)
	u := newNullable(c.p)
	for _, p := range target.Props {
		local := p.Value.(*js.Ident)
		key := c.h.ToAuth[p.Name]
		if key != auth.Token {
			u.symbol(local.Sym)
		}
		if key == auth.Token && !isOnlyCalled(c.f.File, local.Sym) {
			fix = codemod.Unsafe
			message = fmt.Sprintf("%s: `%s` gives it too, but a new function at each render, and here `%s` is not only called", listed(names), auth.Hook, local.Name)
		}
		switch {
		case key == p.Name:
		case p.Shorthand:
			edits = append(edits, codemod.Insert(p.KeyPos.Start, key+": "))
		case key == local.Name:
			edits = append(edits, codemod.Replace(p.Range(), key))
		default:
			edits = append(edits, codemod.Replace(p.KeyPos, key))
		}
	}
	u.reportWith(c.p, codemod.Finding{Fix: fix, Range: target.Range(), Message: message, Edits: edits, Imports: hook.imports, Keys: hook.keys})
	return true
}

// authBinding migrates `const session = useSession()` to the auth hook where
// that is asked for and nothing else is read from the binding.
func (c *hookCheck) authBinding(name js.Node, call *js.Call, stmt *js.VarDecl, target *js.Ident, options hookOptions) bool {
	if !c.p.Options.PreferUseAuth || len(c.h.ToAuth) == 0 {
		return false
	}
	at, ok := c.annotated(call.Parent().(*js.Declarator))
	if !ok || target.Sym.Written() || isExported(c.f.File, target.Sym) || isQueried(c.f.File, target.Sym) {
		return false
	}
	auth := &c.p.Target.Auth
	uses := map[string][]js.Node{}
	for _, ref := range target.Sym.Refs {
		m, ok := ref.Parent().(*js.Member)
		if !ok || js.IsWrite(m) {
			return false
		}
		key := c.h.ToAuth[m.Name]
		if key == "" || (key == auth.Token) != (calledAt(m) != nil) {
			return false
		}
		if _, goesOn := m.Parent().(*js.Member); goesOn && m.Optional {
			return false // the chain stops there today
		}
		uses[key] = append(uses[key], m)
	}
	if len(uses) == 0 || c.sharesSession(target.Sym) {
		return false
	}
	hook, ok := c.otherHook(name, auth.Hook, auth.Alias, true)
	if !ok {
		return false
	}

	var keys []string
	for key := range uses {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if (a == auth.Token) != (b == auth.Token) {
			if a == auth.Token {
				return -1
			}
			return 1
		}
		if a < b {
			return -1
		}
		return 1
	})
	scope := bindingScope(c.f.File, stmt)
	edits := append(options.drop, hook.edits...)
	u := newNullable(c.p)
	pattern := ""
	for _, key := range keys {
		if c.p.Pick(scope, append(uses[key], stmt), key) != key {
			return false
		}
		if pattern != "" {
			pattern += ", "
		}
		pattern += key
		for _, m := range uses[key] {
			edits = append(edits, codemod.Replace(m.Range(), key))
		}
		if key != auth.Token {
			same := ofMembers(c.f.File, target.Sym, uses[key])
			for _, m := range uses[key] {
				u.expr(m, key, same)
			}
		}
	}
	edits = append(edits, codemod.Replace(at, "{ "+pattern+" }"))
	u.reportWith(c.p, codemod.Finding{
		Fix: codemod.Safe, Range: target.Range(), Edits: edits, Imports: hook.imports, Keys: hook.keys,
		Message: fmt.Sprintf("all that is read from `%s` is what `%s` gives without the %s", target.Name, auth.Hook, c.h.Member),
	})
	return true
}

// isOnlyCalled reports whether nothing is done with a function but calling it.
func isOnlyCalled(f *js.File, sym *js.Symbol) bool {
	if sym.Written() || isExported(f, sym) {
		return false
	}
	for _, ref := range sym.Refs {
		if calledAt(ref) != nil {
			continue
		}
		d, ok := ref.Parent().(*js.Declarator)
		if !ok || d.Init != js.Node(ref) {
			return false
		}
		alias, ok := d.Target.(*js.Ident)
		if !ok || !isOnlyCalled(f, alias.Sym) {
			return false
		}
	}
	return true
}
