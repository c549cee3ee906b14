package rules

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// hookCheck looks at everything that one file does with one hook whose result
// changes shape. What the hook and its members are called is the row's.
type hookCheck struct {
	p *codemod.Pass
	f *clerk.File
	h *codemod.HookChange
	// names are the local names that this pass gives to keys added to the
	// patterns that bring a hook in by require.
	names map[js.Node]string
	// shared are the sessions that the rule about the token will read; nil
	// until somebody asks.
	shared map[*js.Symbol]bool
}

// checkHooks is the check of a rule about hooks.
func checkHooks(p *codemod.Pass, rule string) {
	for i := range p.Target.Hooks {
		if h := &p.Target.Hooks[i]; h.Rule == rule {
			c := &hookCheck{p: p, f: p.File, h: h, names: map[js.Node]string{}}
			c.check()
		}
	}
}

func (c *hookCheck) check() {
	for _, n := range hookNames(c.p, c.h.Hook) {
		if call := calledAt(n); call != nil {
			c.call(n, call)
		} else if c.escapes(n) {
			c.report(c.undecided(), n.Range(), fmt.Sprintf("`%s` leaves as a value; who calls it there gets %s now", c.h.Hook, c.shape()))
		}
	}
	c.typeQueries()
	c.mocks()
}

// hookNames are the places at which a file names one of Clerk's hooks as a
// value, called or not, in source order.
func hookNames(p *codemod.Pass, hook string) []js.Node {
	var names []js.Node
	for _, u := range p.File.Uses() {
		if !u.Value.IsExport(hook) {
			continue
		}
		switch n := u.Node.(type) {
		case *js.Ident:
			if !n.Binding {
				names = append(names, n)
			}
		case *js.Member, *js.Index:
			names = append(names, n)
		}
	}
	return names
}

// call tries the rows on one call of the hook, in the order of the table.
func (c *hookCheck) call(name js.Node, call *js.Call) {
	options := c.options(call)
	if isDiscarded(call) {
		c.dropOptions(options, call)
		return
	}
	switch options.kind {
	case optionsUnknown:
		c.report(codemod.Manual, call.Range(), fmt.Sprintf("`%s` takes no options any more; what these ask for has to be read from %s", c.h.Hook, c.shape()))
		return
	case optionsAssert:
		c.assertions(options, call)
		return
	}

	r := followResult(c.f.File, call)
	fresh, old := c.split(r.reads)
	switch {
	case len(fresh) > 0 && len(old) > 0:
		c.report(codemod.Manual, call.Range(), fmt.Sprintf("this result is read by its old member `%s` and by its new member `%s`; decide which is meant", old[0].name, fresh[0].name))
	case len(fresh) > 0, c.tokenTaken(old):
		c.dropOptions(options, call)
	case len(old) == 0 && c.p.Moved:
		if options.drop != nil {
			c.dropOptions(options, call)
			return
		}
		c.report(codemod.NoFix, call.Range(), fmt.Sprintf("`%s` returns %s now; check that what gets this result expects it", c.h.Hook, c.shape()))
	default:
		c.rewrite(name, call, options)
	}
}

// split tells the members of the new result from those of the old one.
func (c *hookCheck) split(reads []memberRead) (fresh, old []memberRead) {
	for _, r := range reads {
		if c.isFresh(r.name) {
			fresh = append(fresh, r)
		} else {
			old = append(old, r)
		}
	}
	return fresh, old
}

func (c *hookCheck) isFresh(member string) bool {
	return member == c.h.Loaded || member == c.h.SignedIn || member == c.h.Member
}

// tokenTaken reports whether the token's method is taken from the old result
// where the new resource has none: the rule about that method says what is to
// be done, and the statement waits for it.
func (c *hookCheck) tokenTaken(old []memberRead) bool {
	move := &c.p.Target.Token
	if move.From != c.h.Type {
		return false
	}
	for _, r := range old {
		if r.name != move.Method {
			continue
		}
		m, ok := r.node.(*js.Member)
		if !ok || calledAt(m) == nil {
			return true
		}
		if _, direct := m.X.(*js.Call); direct {
			// The call is rewritten whole, together with the hook's.
			return true
		}
	}
	return false
}

// undecided is the class of what only a person can judge: in a project on the
// new line it is more likely right than wrong.
func (c *hookCheck) undecided() codemod.Safety {
	if c.p.Moved {
		return codemod.NoFix
	}
	return codemod.Manual
}

// shape is the new result as messages show it.
func (c *hookCheck) shape() string {
	return "`" + c.pattern(c.h.Loaded, c.h.SignedIn, c.h.Member) + "`"
}

func (c *hookCheck) report(fix codemod.Safety, at js.Range, message string, edits ...codemod.Edit) {
	c.p.Report(codemod.Finding{Fix: fix, Range: at, Message: message, Edits: edits})
}

// hookCallOf is the row of the hook that a call calls; nil for other calls.
func hookCallOf(p *codemod.Pass, call *js.Call) *codemod.HookChange {
	v := p.File.ValueOf(uncomma(call.Callee))
	if v == nil || v.Kind != clerk.Export {
		return nil
	}
	for i := range p.Target.Hooks {
		if h := &p.Target.Hooks[i]; h.Hook == v.Name {
			return h
		}
	}
	return nil
}

// hookOfType is the row of the hook that used to return a resource.
func hookOfType(t *codemod.Target, typ string) *codemod.HookChange {
	for i := range t.Hooks {
		if h := &t.Hooks[i]; h.Type == typ {
			return h
		}
	}
	return nil
}

// listed is a list of names as messages show them, the first few of many.
func listed(names []string) string {
	const most = 3
	quoted := make([]string, 0, most)
	for _, n := range names[:min(most, len(names))] {
		quoted = append(quoted, "`"+n+"`")
	}
	s := strings.Join(quoted, ", ")
	if len(names) > most {
		s += ", …"
	}
	return s
}
