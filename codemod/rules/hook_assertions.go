package rules

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// asserted is the result of a hook that was asked for assertion functions: the
// names under which a file keeps it and what is taken from it.
type asserted struct {
	c    *hookCheck
	call *js.Call
	// stored are the names of the whole result, patterns those that take it
	// apart.
	stored   []*js.Symbol
	patterns []*assertedPattern
	// resources are the names of the resource.
	resources []*js.Symbol
	// calls are the calls of the functions.
	calls []assertion
}

// assertedPattern is one pattern that takes the functions from the result.
type assertedPattern struct {
	stmt *js.VarDecl
	node *js.ObjectPattern
	// locals are the patterns' names by the result's member.
	locals map[string]*js.Ident
}

// assertion is a call of one of the functions.
type assertion struct {
	call     *js.Call
	function string
	// from is the pattern that the function was taken by; nil where it is
	// called as a member of the stored result, which is then object.
	from   *assertedPattern
	object string
}

// assertions migrates a call that asks for assertion functions. These are
// gone: the states that they told are members of the result now.
func (c *hookCheck) assertions(options hookOptions, call *js.Call) {
	r := followResult(c.f.File, call)
	if fresh, done := c.hasMoved(r.reads); done {
		if fresh {
			c.dropOptions(options, call)
		} else {
			c.report(codemod.Manual, call.Range(), fmt.Sprintf("this result is read by old and by new members; decide which are meant, and drop `%s`", c.h.Option))
		}
		return
	}
	a := &asserted{c: c, call: call}
	if why := a.follow(call); why != "" {
		c.report(codemod.Manual, call.Range(), fmt.Sprintf("`%s` is gone, and %s; read the state from %s", c.h.Option, why, c.shape()))
		return
	}
	a.rewrite(options)
}

// hasMoved reports whether the result is read in the new way already, where
// only the option has stayed behind.
func (c *hookCheck) hasMoved(reads []memberRead) (fresh, done bool) {
	old := false
	for _, r := range reads {
		switch r.name {
		case c.h.Loaded:
			done = true
		case c.h.Member, c.h.SignedIn:
		default:
			old = true
		}
	}
	return !old, done
}

// follow collects every use of the result; the answer says why they cannot
// all be rewritten, and is "" when they can.
func (a *asserted) follow(n js.Node) string {
	const away = "the result goes where it cannot be followed"
	switch p := n.Parent().(type) {
	case *js.Member:
		return a.member(p, a.c.f.Text(n.Outer()))
	case *js.Declarator:
		if p.Init != n || isCast(a.c.f.File, n) || p.Type.Len() > 0 {
			return away
		}
		stmt, ok := p.Parent().(*js.VarDecl)
		if !ok || stmt.Export {
			return away
		}
		switch target := p.Target.(type) {
		case *js.Ident:
			return a.store(target.Sym)
		case *js.ObjectPattern:
			return a.pattern(stmt, target)
		}
	case *js.ExprStmt:
		return ""
	}
	return away
}

// store follows the result under one name.
func (a *asserted) store(sym *js.Symbol) string {
	f := a.c.f.File
	if sym.Written() || isExported(f, sym) || isQueried(f, sym) {
		return fmt.Sprintf("`%s` is more than a name of this result", sym.Name)
	}
	a.stored = append(a.stored, sym)
	for _, ref := range sym.Refs {
		if why := a.follow(ref); why != "" {
			return why
		}
	}
	return ""
}

// member takes a read of the result's member; object is the text of the
// result.
func (a *asserted) member(m *js.Member, object string) string {
	h := a.c.h
	if m.Name == h.Member {
		return ""
	}
	if !a.isFunction(m.Name) {
		return fmt.Sprintf("`%s` is no member of the new result", m.Name)
	}
	call := calledAt(m)
	if call == nil {
		return fmt.Sprintf("`%s` is not only called", m.Name)
	}
	if m.X == js.Node(a.call) {
		return fmt.Sprintf("`%s` is called on the hook's own result", m.Name)
	}
	a.calls = append(a.calls, assertion{call: call, function: m.Name, object: object})
	return ""
}

func (a *asserted) isFunction(member string) bool {
	h := a.c.h
	return member == h.Loading || member == h.SignedOut || member == h.AssertSignedIn
}

// pattern follows the names that a pattern takes from the result.
func (a *asserted) pattern(stmt *js.VarDecl, node *js.ObjectPattern) string {
	f := a.c.f.File
	if !isPlainPattern(f, node) {
		return "the pattern has more than keys and names"
	}
	p := &assertedPattern{stmt: stmt, node: node, locals: map[string]*js.Ident{}}
	for _, prop := range node.Props {
		local := prop.Value.(*js.Ident)
		if p.locals[prop.Name] != nil {
			return fmt.Sprintf("`%s` is taken twice", prop.Name)
		}
		p.locals[prop.Name] = local
		if prop.Name == a.c.h.Member {
			if !local.Sym.Written() {
				a.resources = append(a.resources, local.Sym)
			}
			continue
		}
		if !a.isFunction(prop.Name) {
			return fmt.Sprintf("`%s` is no member of the new result", prop.Name)
		}
		if local.Sym.Written() || isExported(f, local.Sym) || isQueried(f, local.Sym) {
			return fmt.Sprintf("`%s` is not only called", local.Name)
		}
		for _, ref := range local.Sym.Refs {
			call := calledAt(ref)
			if call == nil {
				return fmt.Sprintf("`%s` is not only called", local.Name)
			}
			a.calls = append(a.calls, assertion{call: call, function: prop.Name, from: p})
		}
	}
	a.patterns = append(a.patterns, p)
	return ""
}

// isResource reports whether an expression is the resource of this result.
func (a *asserted) isResource(n js.Node) bool {
	switch n := n.(type) {
	case *js.Ident:
		if slices.Contains(a.resources, n.Sym) {
			return true
		}
		// An alias: const me = user.
		if n.Sym.Written() || len(n.Sym.Decls) != 1 {
			return false
		}
		d, ok := n.Sym.Decls[0].Parent().(*js.Declarator)
		return ok && d.Target == js.Node(n.Sym.Decls[0]) && d.Init != nil && a.isResource(d.Init)
	case *js.Member:
		x, ok := n.X.(*js.Ident)
		return ok && n.Name == a.c.h.Member && slices.Contains(a.stored, x.Sym)
	}
	return false
}

// rewrite reports the fix, once every use is known.
func (a *asserted) rewrite(options hookOptions) {
	c, f := a.c, a.c.f.File
	manual := func(why string) {
		c.report(codemod.Manual, a.call.Range(), fmt.Sprintf("`%s` is gone, and %s; read the state from %s", c.h.Option, why, c.shape()))
	}
	for _, as := range a.calls {
		if len(as.call.Args) != 1 || !a.isResource(as.call.Args[0]) || len(f.CommentsIn(as.call.Range())) > 0 {
			manual(fmt.Sprintf("`%s` asks for something else than this %s", as.function, c.h.Member))
			return
		}
	}

	at, edits := a.call.Range(), options.drop
	states := map[*assertedPattern][2]string{}
	for _, p := range a.patterns {
		scope := bindingScope(f, p.stmt)
		uses := []js.Node{p.stmt}
		for _, as := range a.calls {
			if as.from == p {
				uses = append(uses, as.call)
			}
		}
		loaded := c.p.Pick(scope, uses, c.h.Loaded, c.h.LoadedAlias)
		signedIn := ""
		if local := p.locals[c.h.AssertSignedIn]; local != nil && a.seenByAll(p, local) {
			signedIn = local.Name
		} else {
			signedIn = c.p.Pick(scope, uses, c.h.SignedIn, c.h.SignedInAlias)
		}
		resource := ""
		if local := p.locals[c.h.Member]; local != nil {
			resource = local.Name
		} else {
			resource = c.p.Pick(scope, uses, c.h.Member, c.h.MemberAlias)
		}
		states[p] = [2]string{loaded, signedIn}
		edits = append(edits, codemod.Replace(p.node.Range(), c.pattern(loaded, signedIn, resource)))
		if p.node.Parent() == a.call.Parent() {
			at = p.node.Range()
		}
	}
	for _, as := range a.calls {
		loaded, signedIn := as.object+"."+c.h.Loaded, as.object+"."+c.h.SignedIn
		if as.from != nil {
			loaded, signedIn = states[as.from][0], states[as.from][1]
		}
		if not, ok := denied(f, as.call); ok && as.function == c.h.Loading {
			edits = append(edits, codemod.Replace(not, apart(f, not.Start)+loaded))
			continue
		}
		text, made := a.state(as, loaded, signedIn)
		if op := pointless(as.call, made); op != "" {
			manual(fmt.Sprintf("`%s` stands before `%s`", as.function, op))
			return
		}
		if needsParens(f, as.call, made) {
			if startsStatement(as.call) {
				manual(fmt.Sprintf("a statement begins with `%s`", as.function))
				return
			}
			text = "(" + text + ")"
		}
		edits = append(edits, codemod.Replace(as.call.Range(), text))
	}
	c.report(codemod.Safe, at,
		fmt.Sprintf("`%s` is gone; %s tells the states that its functions told", c.h.Option, c.shape()), edits...)
}

// denied is the range of `!call`, with nothing between the two: what says "not
// loading" becomes "loaded", and no "not not loaded".
func denied(f *js.File, call *js.Call) (js.Range, bool) {
	not, ok := call.Parent().(*js.Unary)
	if !ok || not.Op != "!" {
		return js.Range{}, false
	}
	r := js.Range{Start: not.Range().Start, End: call.Range().End}
	if f.Tokens[f.TokenAt(call.Range().Start)-1].Start != r.Start {
		return js.Range{}, false
	}
	return r, len(f.CommentsIn(r)) == 0
}

// apart is the space that a name needs to stand where an operator did.
func apart(f *js.File, at int) string {
	if at > 0 && isWordByte(f.Src[at-1]) {
		return " "
	}
	return ""
}

// seenByAll reports whether a name that the pattern binds means the same
// wherever the pattern's functions are called.
func (a *asserted) seenByAll(p *assertedPattern, local *js.Ident) bool {
	return !slices.ContainsFunc(a.calls, func(as assertion) bool {
		return as.from == p && a.c.f.ScopeOf(as.call).Lookup(local.Name) != local.Sym
	})
}

// state is the expression that tells what a function told.
func (a *asserted) state(as assertion, loaded, signedIn string) (string, form) {
	switch as.function {
	case a.c.h.Loading:
		return "!" + loaded, negation
	case a.c.h.SignedOut:
		return loaded + " && !" + signedIn, both
	}
	if isTested(a.c.f.File, as.call) {
		return signedIn, atom
	}
	return "!!" + signedIn, negation
}
