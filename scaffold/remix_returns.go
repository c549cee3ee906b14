package scaffold

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// rootAuthLoader takes a loader that returns an object, to which it adds its own
// state, or a redirect. It throws at everything else that a loader may return:
// null, an array, a response such as that of json().

// remixModules export json and redirect.
func remixModules() []string {
	return []string{"remix", "@remix-run/node", "@remix-run/server-runtime", "@remix-run/cloudflare", "@remix-run/cloudflare-pages", "@remix-run/deno"}
}

// returnsObject makes sure that a loader returns what rootAuthLoader takes, and
// has json(…) taken off what it is called with. The error is a *problem where
// that cannot be told.
func (r *root) returnsObject(e *export) error {
	var fn *js.Function
	switch {
	case e.function != nil:
		fn = e.function.Fn
	case e.value != nil:
		var ok bool
		if fn, ok = settled(e.value).(*js.Function); !ok {
			return cannot(e.value, "what the loader returns cannot be told, and rootAuthLoader takes an object or a redirect alone")
		}
	default:
		return r.passedReturns(e)
	}
	u := &unwrapping{source: r.source, fix: r.fix}
	if err := u.function(fn); err != nil {
		return err
	}
	u.drop()
	return nil
}

// passedReturns does the same for a loader of another module, which is not
// changed.
func (r *root) passedReturns(e *export) error {
	path, ok := r.site.project.Resolve(r.Path, e.from)
	if !ok {
		return cannot(nil, "the loader is that of %q, which was not found, so what it returns cannot be told", e.from)
	}
	m, err := r.site.module(path)
	if err != nil {
		return cannot(nil, "the loader is that of %q, which cannot be read, so what it returns cannot be told", e.from)
	}
	there, err := m.findExport(e.there)
	if err != nil || there == nil || there.item != nil {
		return cannot(nil, "the loader is that of %q, and what it returns there cannot be told", e.from)
	}
	u := &unwrapping{source: m, fix: &codemod.Finding{}}
	var fn *js.Function
	if there.function != nil {
		fn = there.function.Fn
	} else if fn, ok = settled(there.value).(*js.Function); !ok {
		return cannot(nil, "the loader is that of %q, and what it returns there cannot be told", e.from)
	}
	if err := u.function(fn); err != nil {
		return cannot(nil, "the loader is that of %q: %v", e.from, err)
	}
	if len(u.fix.Edits) > 0 {
		return cannot(nil, "the loader is that of %q, where it returns json(…) or nothing; have it return the object itself", e.from)
	}
	return nil
}

// unwrapping changes what a loader returns into what rootAuthLoader takes.
type unwrapping struct {
	*source
	fix *codemod.Finding
	// taken are the references to json that go.
	taken []*js.Ident
}

func (u *unwrapping) function(fn *js.Function) error {
	if fn.Expr != nil {
		return u.value(fn.Expr, true)
	}
	var err error
	js.Walk(fn.Body, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.Function, *js.Class:
			return false
		case *js.Return:
			if err == nil && n.X == nil {
				u.fix.Edits = append(u.fix.Edits, codemod.Insert(n.Range().Start+len("return"), " {}"))
			} else if err == nil {
				err = u.value(n.X, false)
			}
			return false
		}
		return err == nil
	})
	return err
}

// value judges one expression that is returned. body tells that it is the body
// of an arrow function, where an object needs parentheses.
func (u *unwrapping) value(n js.Node, body bool) error {
	switch x := n.(type) {
	case *js.Object:
		return nil
	case *js.Literal:
		if x.Kind == js.LitNull || x.Kind == js.LitUndefined {
			text := "{}"
			if body {
				text = "({})"
			}
			u.fix.Edits = append(u.fix.Edits, codemod.Replace(x.Range(), text))
			return nil
		}
	case *js.Cond:
		if err := u.value(x.Then, false); err != nil {
			return err
		}
		return u.value(x.Else, false)
	case *js.Await:
		if c, ok := x.X.(*js.Call); ok {
			return u.value(c, body)
		}
	case *js.Ident:
		if o, ok := settled(x).(*js.Object); ok && o != nil {
			return nil
		}
	case *js.Call:
		return u.call(x, body)
	}
	return cannot(n, "whether this is an object cannot be told, and rootAuthLoader takes an object or a redirect alone")
}

func (u *unwrapping) call(c *js.Call, body bool) error {
	module, name := u.ImportOf(c.Callee)
	if !slices.Contains(remixModules(), module) {
		return cannot(c, "whether this returns an object cannot be told, and rootAuthLoader takes an object or a redirect alone")
	}
	switch {
	case name == "redirect":
		return nil
	case name != "json" || len(c.Args) == 0:
		return cannot(c, "rootAuthLoader takes an object or a redirect, no other response")
	case len(c.Args) > 1:
		return cannot(c, "the status and the headers of this response would be lost: rootAuthLoader takes an object; set them in the headers export of the root, or in entry.server")
	}
	arg := c.Args[0]
	if _, ok := settled(arg).(*js.Object); !ok {
		return cannot(arg, "whether this is an object cannot be told, and rootAuthLoader takes an object or a redirect alone")
	}
	if id, ok := c.Callee.(*js.Ident); ok {
		u.taken = append(u.taken, id)
	}
	open, end := "", ""
	if _, literal := arg.(*js.Object); body && literal {
		open, end = "(", ")"
	}
	u.fix.Edits = append(u.fix.Edits,
		codemod.Replace(js.Range{Start: c.Range().Start, End: arg.Outer().Start}, open),
		codemod.Replace(js.Range{Start: arg.Outer().End, End: c.Range().End}, end))
	return nil
}

// drop takes json out of the imports where nothing calls it any more.
func (u *unwrapping) drop() {
	if len(u.taken) == 0 {
		return
	}
	s := u.taken[0].Sym
	if s.Import == nil || len(s.Refs) != len(u.taken) || u.TokensNamed(s.Name) != len(s.Refs)+1 {
		return
	}
	item := s.Import
	if len(item.Decl.Names) == 1 {
		if u.Imports[len(u.Imports)-1] == item.Decl {
			return // new imports go behind it
		}
		r := item.Decl.Pos
		if next := u.Src[r.End:]; len(next) > 0 && next[0] == '\r' {
			r.End++
		}
		if next := u.Src[r.End:]; len(next) > 0 && next[0] == '\n' {
			r.End++
		}
		u.fix.Edits = append(u.fix.Edits, codemod.Delete(r))
		return
	}
	u.fix.Edits = append(u.fix.Edits, u.withoutListItem(item.Pos))
}
