package rules

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// rewrite migrates a call of the old hook. Where a declaration takes its
// result, the binding is rewritten; anywhere else the call gives the resource.
func (c *hookCheck) rewrite(name js.Node, call *js.Call, options hookOptions) {
	if d := declares(c.f.File, call); d != nil {
		if c.authPattern(name, call, d, options) {
			return
		}
		if stmt := soleDeclaration(d); stmt != nil {
			switch target := d.Target.(type) {
			case *js.Ident:
				if c.authBinding(name, call, stmt, target, options) || c.binding(stmt, d, target, options) {
					return
				}
			case *js.ObjectPattern:
				if c.members(stmt, d, target, options) {
					return
				}
			}
		}
	}
	u := newNullable(c.p)
	u.expr(call, c.h.Hook+"()."+c.h.Member, narrowing{})
	u.reportWith(c.p, codemod.Finding{
		Fix: codemod.Safe, Range: call.Range(),
		Message: fmt.Sprintf("`%s` returns %s now; the %s is its member", c.h.Hook, c.shape(), c.h.Member),
		Edits:   append(options.drop, codemod.Insert(call.Range().End, "."+c.h.Member)),
	})
}

// binding rewrites `const user = useUser()`, whatever the name is.
func (c *hookCheck) binding(stmt *js.VarDecl, d *js.Declarator, target *js.Ident, options hookOptions) bool {
	at, ok := c.annotated(d)
	if !ok {
		return false
	}
	scope := bindingScope(c.f.File, stmt)
	pattern := c.pattern(
		c.pick(scope, stmt, c.h.Loaded, c.h.LoadedAlias),
		c.pick(scope, stmt, c.h.SignedIn, c.h.SignedInAlias),
		target.Name,
	)
	u := newNullable(c.p)
	u.symbol(target.Sym)
	u.reportWith(c.p, codemod.Finding{
		Fix: codemod.Safe, Range: target.Range(),
		Message: fmt.Sprintf("`%s` is no longer what `%s` returns; take it from %s", target.Name, c.h.Hook, c.shape()),
		Edits:   append(options.drop, codemod.Replace(at, pattern)),
	})
	return true
}

// annotated is the range of the target together with its annotation, and
// whether that may be dropped: there is none, or it names the old result.
func (c *hookCheck) annotated(d *js.Declarator) (js.Range, bool) {
	at := d.Target.Range()
	if d.Type.Len() == 0 {
		return at, true
	}
	whole := js.Range{Start: at.Start, End: d.Type.End}
	if len(c.f.CommentsIn(whole)) > 0 || !namesResource(c.f, d.Type, c.h.Type) {
		return at, false
	}
	return whole, true
}

// members rewrites `const { id: userId, firstName } = useUser()`: the members
// become statements of their own.
func (c *hookCheck) members(stmt *js.VarDecl, d *js.Declarator, target *js.ObjectPattern, options hookOptions) bool {
	if d.Type.Len() > 0 || !isPlainPattern(c.f.File, target) {
		return false
	}
	scope := bindingScope(c.f.File, stmt)
	loaded := c.pick(scope, stmt, c.h.Loaded, c.h.LoadedAlias)
	signedIn := c.pick(scope, stmt, c.h.SignedIn, c.h.SignedInAlias)
	resource := c.pick(scope, stmt, c.h.Member, c.h.MemberAlias)

	statements := make([]string, len(target.Props))
	names := make([]string, len(target.Props))
	u := newNullable(c.p)
	for i, p := range target.Props {
		local := p.Value.(*js.Ident)
		names[i] = p.Name
		statements[i] = fmt.Sprintf("%s %s = %s?.%s", stmt.Keyword, local.Name, resource, p.Name)
		u.symbol(local.Sym)
	}
	u.reportWith(c.p, codemod.Finding{
		Fix: codemod.Safe, Range: target.Range(),
		Message: fmt.Sprintf("%s: the result of `%s` has no such member any more; read the %s in it", listed(names), c.h.Hook, c.h.Member),
		Edits: append(options.drop,
			codemod.Replace(target.Range(), c.pattern(loaded, signedIn, resource)),
			c.p.StatementAfter(stmt, statements...)),
	})
	return true
}

// pick chooses the name by which a statement binds a key of the new result; ""
// where the result has no such key.
func (c *hookCheck) pick(scope *js.Scope, stmt *js.VarDecl, key, alias string) string {
	if key == "" {
		return ""
	}
	return c.p.Pick(scope, []js.Node{stmt}, key, alias)
}

// pattern is the pattern of the new result with the given local names.
func (c *hookCheck) pattern(loaded, signedIn, resource string) string {
	var items []string
	for _, item := range [][2]string{{c.h.Loaded, loaded}, {c.h.SignedIn, signedIn}, {c.h.Member, resource}} {
		if item[0] != "" {
			items = append(items, patternItem(item[0], item[1]))
		}
	}
	return "{ " + strings.Join(items, ", ") + " }"
}

// patternItem is one key of an object pattern with its local name.
func patternItem(key, local string) string {
	if key == local {
		return key
	}
	return key + ": " + local
}

// declares is the declarator whose whole value the call is, with nothing but
// parentheses round it.
func declares(f *js.File, call *js.Call) *js.Declarator {
	d, ok := call.Parent().(*js.Declarator)
	if !ok || d.Init != js.Node(call) || isCast(f, call) {
		return nil
	}
	return d
}

// soleDeclaration is the statement that declares nothing but d and that other
// statements may follow; nil where there is none.
func soleDeclaration(d *js.Declarator) *js.VarDecl {
	v, ok := d.Parent().(*js.VarDecl)
	if !ok || len(v.Decls) != 1 || v.Export {
		return nil
	}
	switch v.Keyword {
	case "const", "let", "var":
	default:
		return nil
	}
	if stmt, list := js.StatementOf(v); stmt != js.Node(v) || list == nil {
		return nil
	}
	return v
}

// bindingScope is where the names of a declaration are bound.
func bindingScope(f *js.File, v *js.VarDecl) *js.Scope {
	s := f.ScopeOf(v)
	if v.Keyword == "var" {
		return s.Function
	}
	return s
}

// isPlainPattern reports whether a pattern has nothing but keys and aliases:
// then each of them can be said as a statement as well.
func isPlainPattern(f *js.File, pattern *js.ObjectPattern) bool {
	if len(f.CommentsIn(pattern.Range())) > 0 {
		return false
	}
	for _, p := range pattern.Props {
		key, ok := p.Key.(*js.String)
		if p.Kind != js.PropField || p.Computed || p.Default != nil || !ok || key.Quote != 0 {
			return false
		}
		if _, ok := p.Value.(*js.Ident); !ok {
			return false
		}
	}
	return true
}
