package rules

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// tokenReceiver is what takes the place of the resource that the method was
// called on.
type tokenReceiver struct {
	edits   []codemod.Edit
	imports []codemod.ImportChange
	keys    []codemod.KeyChange
	// local is true where the session is read from a hook's result: it can be
	// missing even where the text has made sure of the user.
	local bool
	// session is the variable that was there before; nil where it is new.
	session *js.Symbol
}

// receiver finds the session that belongs to the user of a call.
func (c *tokenCheck) receiver(r tokenRead) (tokenReceiver, bool) {
	user := r.member.X
	if edit, ok := c.besideOwner(r.member); ok {
		return tokenReceiver{edits: []codemod.Edit{edit}}, true
	}
	if key := c.holderKey(user); key != nil {
		return c.besideKey(user.(*js.Ident), key, r.call)
	}
	v := c.f.ValueOf(user)
	if v == nil || v.Call == nil || hookCallOf(c.p, v.Call) != c.from {
		return tokenReceiver{}, false
	}
	if user.Range().Covers(v.Call.Range()) {
		return c.inline(user, v.Call)
	}
	return c.besideHook(user, v.Call, r.call)
}

// besideOwner exchanges a user that is read from the client for its session,
// and leaves out one that is read from the session itself.
func (c *tokenCheck) besideOwner(method *js.Member) (codemod.Edit, bool) {
	user, ok := method.X.(*js.Member)
	if !ok || user.Name != c.from.Member {
		return codemod.Edit{}, false
	}
	switch owner := c.f.ValueOf(user.X); {
	case c.f.IsA(owner, c.move.Holder):
		return codemod.Replace(user.NamePos, c.to.Member), true
	case c.f.IsA(owner, c.move.To):
		cut := js.Range{Start: user.NamePos.Start, End: method.NamePos.Start}
		// Parentheses and casts, which begin before the user, would lose their end.
		whole := user.Outer().Start == user.Range().Start
		return codemod.Delete(cut), whole && !commented(c.f.File, cut)
	}
	return codemod.Edit{}, false
}

// holderKey is the key of a pattern that takes the user from the client.
func (c *tokenCheck) holderKey(user js.Node) *js.Property {
	id, ok := user.(*js.Ident)
	if !ok || len(id.Sym.Decls) != 1 || id.Sym.Written() {
		return nil
	}
	key, ok := id.Sym.Decls[0].Parent().(*js.Property)
	if !ok || key.Name != c.from.Member || key.Default != nil {
		return nil
	}
	pattern, ok := key.Parent().(*js.ObjectPattern)
	if !ok {
		return nil
	}
	d, ok := pattern.Parent().(*js.Declarator)
	if !ok || d.Init == nil || d.Type.Len() > 0 || !c.f.IsA(c.f.ValueOf(d.Init), c.move.Holder) {
		return nil
	}
	for _, p := range pattern.Props {
		if p.Kind == js.PropSpread {
			return nil // a key more would be one less in the rest
		}
	}
	return key
}

// besideKey takes the session from the pattern that the user was taken from.
func (c *tokenCheck) besideKey(user *js.Ident, key *js.Property, call *js.Call) (tokenReceiver, bool) {
	pattern := key.Parent().(*js.ObjectPattern)
	for _, p := range pattern.Props {
		local, ok := p.Value.(*js.Ident)
		if ok && p.Name == c.to.Member && p.Default == nil && c.means(call, local) {
			return tokenReceiver{edits: []codemod.Edit{codemod.Replace(user.Range(), local.Name)}, local: true, session: local.Sym}, true
		}
	}
	local := c.added[key]
	if local == "" {
		uses := append([]js.Node{key}, c.bySymbol[user.Sym]...)
		local = c.p.Pick(user.Sym.Scope, uses, c.to.Member, c.to.MemberAlias)
		c.added[key] = local
	}
	return tokenReceiver{local: true, edits: append(
		c.p.KeyAfter(key, patternItem(c.to.Member, local)),
		codemod.Replace(user.Range(), local),
	)}, true
}

// means reports whether the name that a declaration binds still means it at n.
func (c *tokenCheck) means(n js.Node, local *js.Ident) bool {
	return !local.Sym.Written() && c.f.ScopeOf(n).Lookup(local.Name) == local.Sym
}

// inline exchanges the hook where the method is called straight on its result.
func (c *tokenCheck) inline(user js.Node, call *js.Call) (tokenReceiver, bool) {
	hook, ok := hookBeside(c.p, c.names, uncomma(call.Callee), c.to.Hook, c.to.Alias, true)
	if !ok || len(c.f.CommentsIn(user.Range())) > 0 {
		return tokenReceiver{}, false
	}
	edits := hook.edits
	if len(call.Args) > 0 {
		edits = append(edits, codemod.Delete(js.Range{Start: call.Parens.Start + 1, End: call.Parens.End - 1}))
	}
	if m, ok := user.(*js.Member); ok {
		edits = append(edits, codemod.Replace(m.NamePos, c.to.Member))
	} else {
		edits = append(edits, codemod.Insert(call.Range().End, "."+c.to.Member))
	}
	return tokenReceiver{edits: edits, imports: hook.imports, keys: hook.keys, local: true}, true
}

// besideHook takes the session from its own hook, which it adds after the
// statement of the user's hook where the scope has none.
func (c *tokenCheck) besideHook(user js.Node, hookCall, call *js.Call) (tokenReceiver, bool) {
	stmt, ok := c.declaration(hookCall)
	if !ok || c.readsNothingElse(hookCall) {
		return tokenReceiver{}, false
	}
	if session := c.declaredSession(stmt, call); session != nil {
		r := tokenReceiver{edits: []codemod.Edit{codemod.Replace(user.Range(), session.text)}, local: true}
		if session.text == session.sym.Name {
			r.session = session.sym
		}
		return r, true
	}
	name := uncomma(hookCall.Callee)
	hook, ok := hookBeside(c.p, c.names, name, c.to.Hook, c.to.Alias, false)
	if !ok {
		return tokenReceiver{}, false
	}
	callee := hook.text
	if name != hookCall.Callee {
		// (0, sdk.useUser)() is how a compiler wrote it; so is the other one.
		whole, inner := hookCall.Callee.Outer(), name.Outer()
		callee = c.f.Src[whole.Start:inner.Start] + callee + c.f.Src[inner.End:whole.End]
	}
	local := c.added[stmt]
	if local == "" {
		uses := append([]js.Node{stmt}, c.byHook[hookCall]...)
		local = c.p.Pick(bindingScope(c.f.File, stmt), uses, c.to.Member, c.to.MemberAlias)
		c.added[stmt] = local
	}
	statement := stmt.Keyword + " { " + patternItem(c.to.Member, local) + " } = " + callee + "()"
	return tokenReceiver{
		edits: append(hook.edits,
			codemod.Replace(user.Range(), local),
			c.p.StatementAfter(stmt, statement)),
		imports: hook.imports,
		keys:    hook.keys,
		local:   true,
	}, true
}

// readsNothingElse reports whether the new members of a stored result are read
// for these calls alone. Without them nothing would show any more that the
// code around it knows the new result.
func (c *tokenCheck) readsNothingElse(hookCall *js.Call) bool {
	answer, known := c.alone[hookCall]
	if !known {
		h := &hookCheck{p: c.p, f: c.f, h: c.from}
		fresh, _ := h.split(followResult(c.f.File, hookCall).reads)
		answer = len(fresh) > 0 && !slices.ContainsFunc(fresh, func(r memberRead) bool { return !c.receivers[r.node] })
		c.alone[hookCall] = answer
	}
	return answer
}

// declaration is the statement that declares what a hook returns, where other
// statements can follow it.
func (c *tokenCheck) declaration(call *js.Call) (*js.VarDecl, bool) {
	n, list := js.StatementOf(call)
	stmt, ok := n.(*js.VarDecl)
	if !ok || list == nil || js.EnclosingFunction(call) != js.EnclosingFunction(stmt) {
		return nil, false
	}
	switch stmt.Keyword {
	case "const", "let", "var":
		return stmt, true
	}
	return nil, false
}
