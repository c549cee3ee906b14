package scaffold

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// pagePropsAt is the expression of the page's props at a place, and false where
// they cannot be had there.
func (a *appProps) pagePropsAt(place js.Node) (string, bool) {
	scope := a.f.ScopeOf(place)
	visible := func(s *js.Symbol) bool {
		return s.Scope != nil && !s.Written() && len(s.Decls) == 1 && scope.Lookup(s.Name) == s && s.Decls[0].Range().Start < place.Range().Start
	}
	for _, s := range a.f.Symbols {
		if s.Kind != js.SymGlobal && visible(s) && a.bindsPart(s.Decls[0], pageProps) {
			return s.Name, true
		}
	}
	for _, s := range a.f.Symbols {
		if s.Kind == js.SymGlobal || !visible(s) {
			continue
		}
		decl := s.Decls[0]
		if a.bindsProps(decl) || a.bindsRest(decl, pageProps) {
			return s.Name + "." + pageProps, true
		}
	}
	if a.thisAt(place) {
		return "this.props." + pageProps, true
	}
	return "", false
}

// thisAt reports whether `this` is the app at a place: in a method of its class
// and the arrow functions there.
func (a *appProps) thisAt(place js.Node) bool {
	fn := js.EnclosingFunction(place)
	for fn != nil && fn.Arrow {
		fn = js.EnclosingFunction(fn)
	}
	if fn == nil {
		return false
	}
	method, ok := fn.Parent().(*js.Property)
	if !ok {
		return false
	}
	class, ok := method.Parent().(*js.Class)
	return ok && method.Name == "render" && a.apps[class]
}

// openRest gives a name to what is left of page props that are taken apart, for
// a place that needs all of them, with the edit that does so; nil where there
// are none.
func (a *appProps) openRest(place js.Node) (string, *codemod.Edit) {
	var found *js.ObjectPattern
	js.Walk(a.f.Program, func(n js.Node) bool {
		pattern, ok := n.(*js.ObjectPattern)
		if !ok || found != nil {
			return found == nil
		}
		p, ok := pattern.Parent().(*js.Property)
		if !ok || !a.isKey(p, pageProps) || property(pattern, "__clerk_ssr_state") != nil {
			return true
		}
		// The pattern's names are visible where its scope is.
		if a.f.ScopeOf(place).Within(a.f.ScopeOf(pattern)) && pattern.Range().Start < place.Range().Start {
			found = pattern
		}
		return true
	})
	if found == nil || a.rests[found] == "" && slices.ContainsFunc(found.Props, func(p *js.Property) bool { return p.Kind == js.PropSpread }) {
		return "", nil
	}
	if name := a.rests[found]; name != "" {
		return name, &codemod.Edit{}
	}
	name := a.f.free(pageProps, "restProps")
	a.rests[found] = name
	if len(found.Props) == 0 {
		e := codemod.Replace(found.Range(), "{ ..."+name+" }")
		return name, &e
	}
	end, text := found.Props[len(found.Props)-1].Range().End, ", ..."+name
	if next := a.f.TokenAt(end); a.f.Tok(next) == "," {
		// No comma may follow a rest.
		end, text = a.f.Tokens[next].End, " ..."+name
	}
	e := codemod.Insert(end, text)
	return name, &e
}

// allPageProps is the expression of the page's props at a place. Where they are
// taken apart without a rest, the fix gives them one.
func (a *appProps) allPageProps(fix *codemod.Finding, place js.Node) (string, bool) {
	if text, ok := a.pagePropsAt(place); ok {
		return text, true
	}
	name, edit := a.openRest(place)
	if edit == nil {
		return "", false
	}
	if edit.New != "" {
		fix.Edits = append(fix.Edits, *edit)
	}
	return name, true
}
