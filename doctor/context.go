package doctor

import "github.com/clerkctl/clerkctl/codemod/js"

// contextUse is a place where the function that a loader wraps reads the
// authentication state.
type contextUse struct {
	place
	// inRequest is true for context.req.auth, false for context.auth.
	inRequest bool
}

// contextUses are those of a function: the members of its first parameter, and
// what is taken out of it.
func (s *summary) contextUses(fn *js.Function) []contextUse {
	if len(fn.Params) == 0 {
		return nil
	}
	var out []contextUse
	add := func(n js.Node, inRequest bool) { out = append(out, contextUse{s.place(n), inRequest}) }
	switch p := fn.Params[0].Target.(type) {
	case *js.ObjectPattern:
		takenApart(p, add)
	case *js.Ident:
		for _, ref := range p.Sym.Refs {
			switch at := ref.Parent().(type) {
			case *js.Member:
				readFrom(at, add)
			case *js.Declarator:
				if pattern, ok := at.Target.(*js.ObjectPattern); ok && at.Init == js.Node(ref) {
					takenApart(pattern, add)
				}
			}
		}
	}
	return out
}

// isState reports whether a member holds the state, or a part of it.
func isState(name string) bool { return name == "auth" }

// readFrom looks at a member of the context.
func readFrom(m *js.Member, add func(js.Node, bool)) {
	switch {
	case isState(m.Name):
		add(m, false)
	case m.Name == "req":
		switch at := m.Parent().(type) {
		case *js.Member:
			if isState(at.Name) {
				add(at, true)
			}
		case *js.Declarator:
			if pattern, ok := at.Target.(*js.ObjectPattern); ok {
				for _, p := range pattern.Props {
					if isState(p.Name) {
						add(p, true)
					}
				}
			}
		}
	}
}

// takenApart looks at a pattern that takes the context apart.
func takenApart(pattern *js.ObjectPattern, add func(js.Node, bool)) {
	for _, p := range pattern.Props {
		switch {
		case isState(p.Name):
			add(p, false)
		case p.Name == "req":
			switch inner := p.Value.(type) {
			case *js.ObjectPattern:
				for _, q := range inner.Props {
					if isState(q.Name) {
						add(q, true)
					}
				}
			case *js.Ident:
				for _, ref := range inner.Sym.Refs {
					if m, ok := ref.Parent().(*js.Member); ok && isState(m.Name) {
						add(m, true)
					}
				}
			}
		}
	}
}

// authContext asks whether loaders read the state where the release of
// @clerk/nextjs puts it: in the context up to 3.0.0-alpha.9, in the request from
// 3.0.1-alpha.0 on. Read elsewhere, a build fails in TypeScript, and a request
// with status 500.
func (s *subject) authContext(pages []page) Check {
	c := Check{ID: "auth-context", Title: titleOf("auth-context")}
	version := s.stated(s.framework.entry())
	_, early := below(version, "3.0.1")
	read := 0
	for _, p := range pages {
		for _, u := range p.contexts {
			read++
			if lowest(version) == nil || u.inRequest != early {
				continue
			}
			f := Finding{Path: s.shown(u.path), Line: u.line, Column: u.column}
			if early {
				f.Message = "@clerk/nextjs " + version + " has the state in context.auth; context.req.auth is undefined"
				f.Fix.Edit = "read context.auth, context.user and context.session"
			} else {
				f.Message = "@clerk/nextjs " + version + " has the state in context.req.auth; context.auth is undefined, and the request fails"
				f.Fix.Edit = "read context.req.auth, context.req.user and context.req.session"
			}
			c.failOnce(f)
		}
	}
	if read == 0 {
		c.Status, c.Message = NotApplicable, "no loader reads the state"
		return c
	}
	c.ok("read where @clerk/nextjs " + version + " has it")
	return c
}
