package rules

import (
	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// session is a session that a scope has.
type session struct {
	// text is the expression that gives it once the hooks are migrated.
	text string
	// sym is the variable that is read.
	sym *js.Symbol
}

// declaredSession is a session of the same scope as stmt that exists at the
// place of use; nil where there is none.
func (c *tokenCheck) declaredSession(stmt *js.VarDecl, use js.Node) *session {
	if c.sessions == nil {
		c.sessions = map[*js.Scope][]*js.Call{}
		for _, call := range c.f.CallsOf(c.to.Hook) {
			if other, ok := c.declaration(call); ok {
				scope := bindingScope(c.f.File, other)
				c.sessions[scope] = append(c.sessions[scope], call)
			}
		}
	}
	for _, call := range c.sessions[bindingScope(c.f.File, stmt)] {
		if call.Range().Start > use.Range().Start {
			continue
		}
		s := c.sessionOf(call)
		if s != nil && !s.sym.Written() && c.f.ScopeOf(use).Lookup(s.sym.Name) == s.sym {
			return s
		}
	}
	return nil
}

// sessionOf is the session that the declaration of a call of the session's
// hook gives, now or after its migration.
func (c *tokenCheck) sessionOf(call *js.Call) *session {
	if m, ok := call.Parent().(*js.Member); ok && m.Name == c.to.Member && m.X == js.Node(call) {
		if d, ok := m.Parent().(*js.Declarator); ok && d.Init == js.Node(m) {
			if id, ok := d.Target.(*js.Ident); ok {
				return &session{text: id.Name, sym: id.Sym}
			}
		}
		return nil
	}
	d, ok := call.Parent().(*js.Declarator)
	if !ok || d.Init != js.Node(call) {
		return nil
	}
	switch target := d.Target.(type) {
	case *js.ObjectPattern:
		for _, p := range target.Props {
			if id, ok := p.Value.(*js.Ident); ok && p.Name == c.to.Member && p.Default == nil {
				return &session{text: id.Name, sym: id.Sym}
			}
		}
	case *js.Ident:
		h := &hookCheck{p: c.p, f: c.f, h: c.to}
		options := h.options(call)
		if options.kind == optionsUnknown {
			return nil
		}
		fresh, old := h.split(followResult(c.f.File, call).reads)
		switch {
		case options.kind == optionsAssert, len(fresh) > 0 && len(old) == 0:
			return &session{text: target.Name + "." + c.to.Member, sym: target.Sym}
		case len(fresh) == 0 && (len(old) > 0 || !c.p.Moved):
			return &session{text: target.Name, sym: target.Sym}
		}
	}
	return nil
}

// sharesSession reports whether the rule about the token will read the session
// that a variable holds.
func (c *hookCheck) sharesSession(sym *js.Symbol) bool {
	if c.shared == nil {
		c.shared = map[*js.Symbol]bool{}
		c.findShared()
	}
	return c.shared[sym]
}

func (c *hookCheck) findShared() {
	t := newTokenCheck(c.p)
	if t == nil || t.to != c.h {
		return
	}
	for _, r := range t.reads() {
		if r.call == nil {
			continue
		}
		v := c.f.ValueOf(r.member.X)
		if v == nil || v.Call == nil || hookCallOf(c.p, v.Call) != t.from {
			continue
		}
		if stmt, ok := t.declaration(v.Call); ok {
			if s := t.declaredSession(stmt, r.call); s != nil {
				c.shared[s.sym] = true
			}
		}
	}
}

// optionalReads are the edits by which a call of the method and what is made
// of its result allow for a session that is missing. The rule about the user
// may ask for the same ones.
func (c *tokenCheck) optionalReads(m *js.Member, r tokenReceiver) []codemod.Edit {
	u := newNullable(c.p)
	sure := narrowing{}
	if r.session != nil {
		sure = ofSymbol(c.f.File, r.session)
	}
	u.expr(m.X, c.to.Member, sure)
	return u.edits
}
