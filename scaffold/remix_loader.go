package scaffold

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

const rootLoader = "rootAuthLoader"

// wrapLoader has the root's loader authenticate the request.
func (r *root) wrapLoader() error {
	e, err := r.findExport("loader")
	if err != nil {
		return err
	}
	if e != nil {
		if call := r.rootCall(e); call != nil {
			return r.completeLoader(call)
		}
		if err := r.unusedElsewhere(e); err != nil {
			return err
		}
		if err := r.returnsObject(e); err != nil {
			return err
		}
	}
	local := r.importName(r.fix, remixSSR, rootLoader, "clerkRootLoader")
	strip := ""
	if r.site.opts.LoadUser {
		if strip, err = r.stripper(); err != nil {
			return err
		}
	}
	annotation := ""
	if r.TypeScript && (e == nil || !e.annotated) {
		annotation = ": Parameters<typeof " + local + ">[0]"
	}
	open, end := "(args"+annotation+") => "+local+"(args", ")"
	if flags := loaderFlags(r.site.opts.LoadUser, r.site.opts.LoadSession); flags != "" {
		end = ", { " + flags + " })"
	}
	if strip != "" {
		open = "async (args" + annotation + ") => " + strip + "(await " + local + "(args"
		end += ")"
	}
	if e == nil {
		r.done = append(r.done, "adds a loader that authenticates the request")
		text := "export const loader = " + open + end
		if r.semicolons() {
			text += ";"
		}
		r.lead = text
		return nil
	}
	r.done = append(r.done, "wraps the loader in "+rootLoader)
	r.wrapNamed(r.fix, e, open+", ", end)
	return nil
}

// rootCall is the call of rootAuthLoader in a loader; nil when there is none.
func (r *root) rootCall(e *export) (found *js.Call) {
	var within js.Node
	switch {
	case e.function != nil:
		within = e.function.Fn
	case e.value != nil:
		within = settled(e.value)
	default:
		return nil
	}
	js.Walk(within, func(n js.Node) bool {
		if c, ok := n.(*js.Call); ok && found == nil {
			if module, name := r.ImportOf(c.Callee); module == remixSSR && name == rootLoader {
				found = c
			}
		}
		return found == nil
	})
	return found
}

// completeLoader has a loader that authenticates already load what was asked
// for, and keep to the server what must stay there.
func (r *root) completeLoader(call *js.Call) error {
	var options *js.Object
	var last js.Node
	for _, arg := range call.Args {
		last = arg
		if o, ok := settled(arg).(*js.Object); ok {
			options = o
		}
	}
	has := func(name string) bool {
		return options != nil && slices.ContainsFunc(options.Props, func(p *js.Property) bool { return p.Name == name })
	}
	loads := r.site.opts.LoadUser && !has("loadUser")
	flags := loaderFlags(loads, r.site.opts.LoadSession && !has("loadSession"))
	switch {
	case flags == "":
	case options != nil && options != last && js.Node(options) != last:
		return cannot(options, "the loader's options are made elsewhere; add %s to them", flags)
	case options != nil && len(options.Props) == 0:
		r.fix.Edits = append(r.fix.Edits, codemod.Replace(options.Range(), "{ "+flags+" }"))
	case options != nil:
		r.fix.Edits = append(r.fix.Edits, codemod.Insert(options.Props[len(options.Props)-1].Range().End, ", "+flags))
	case len(call.Args) == 0, len(call.Args) > 1 && !r.isFunction(last):
		return cannot(call, "what the loader is given cannot be told; add { %s } to it", flags)
	default:
		r.fix.Edits = append(r.fix.Edits, codemod.Insert(last.Outer().End, ", { "+flags+" }"))
	}
	if flags != "" {
		r.done = append(r.done, "has the loader fetch more: "+flags)
	}
	if !loads && !has("loadUser") || r.TokensNamed("privateMetadata") > 0 {
		return nil
	}
	return r.stripCall(call)
}

// stripCall has what a call of rootAuthLoader gives stripped before the loader
// returns it.
func (r *root) stripCall(call *js.Call) error {
	value := js.Node(call)
	if a, ok := call.Parent().(*js.Await); ok {
		value = a
	}
	fn, ok := value.Parent().(*js.Function)
	if !ok || fn.Expr != value {
		ret, returned := value.Parent().(*js.Return)
		if !returned {
			return cannot(call, "loadUser has the user's privateMetadata sent to the browser; take it out of what the loader returns")
		}
		fn = js.EnclosingFunction(ret)
	}
	strip, err := r.stripper()
	if err != nil {
		return err
	}
	open := strip + "("
	if value == js.Node(call) {
		open += "await "
	}
	if !fn.Async {
		r.fix.Edits = append(r.fix.Edits, codemod.Insert(fn.Range().Start, "async "))
	}
	at := value.Outer()
	r.fix.Edits = append(r.fix.Edits, codemod.Insert(at.Start, open), codemod.Insert(at.End, ")"))
	r.done = append(r.done, "keeps privateMetadata on the server")
	return nil
}

// stripper adds the function that takes privateMetadata out of what the loader
// returns, and gives its name.
func (r *root) stripper() (string, error) {
	const name = "withoutPrivateMetadata"
	if r.Module.Lookup(name) != nil {
		return name, nil
	}
	text, err := fill("remix", "strip.txt", route{TypeScript: r.TypeScript}, "root.txt")
	if err != nil {
		return "", err
	}
	r.blocks = append(r.blocks, r.styled(text))
	return name, nil
}
