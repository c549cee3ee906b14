package scaffold

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// loader is the getServerSideProps of a page: one of its fields says in which
// form it is there.
type loader struct {
	// function is a declaration of a function, which is exported by itself or
	// by a list.
	function *js.FunctionDecl
	// value is what a variable is initialised with.
	value js.Node
	// item is an item of an export list that passes on something imported, and
	// from the module that it comes from; with a source of its own, or with an
	// import declaration.
	item *js.ExportName
	from string
	// used is a place that refers to the loader as it is; nil when there is none.
	used js.Node
}

// findLoader finds the page's getServerSideProps; nil when it has none. The
// error is a *problem where it is there and cannot be wrapped for certain.
func (f *source) findLoader() (*loader, error) {
	if f.isCommonJS() {
		return nil, cannot(nil, "the file exports with module.exports, to which no import can be added").withHint(loaderHint()...)
	}
	e, err := f.findExport(loaderName)
	switch {
	case err != nil:
		return nil, err
	case e == nil:
		return nil, nil
	case e.class != nil:
		return nil, cannot(e.class, "%s is a class; wrap it by hand", loaderName)
	}
	l := &loader{function: e.function, value: e.value, item: e.item, from: e.from}
	if e.symbol == nil || e.item != nil {
		return l, nil
	}
	if l.value != nil {
		if _, done := f.loaderAuth(l.value, 0); done {
			return l, nil
		}
	}
	l.used = f.otherRef(e.symbol, e.own)
	return l, nil
}

func loaderHint() []string {
	return []string{
		`import { ` + authLoader + ` } from "` + ssrModule + `";`,
		"export const " + loaderName + " = " + authLoader + "(async (context) => {", "  …", "});",
	}
}

func (f *source) lineOf(offset int) int { return 1 + strings.Count(f.Src[:offset], "\n") }

// otherRef is a place of the module that refers to a loader, outside of itself:
// it would be handed another function. nil when there is none.
func (f *source) otherRef(s *js.Symbol, own js.Range) js.Node {
	for _, ref := range s.Refs {
		if !own.Covers(ref.Range()) {
			return ref
		}
	}
	return nil
}

// addLoader plans a loader for a page that has none.
func (s *site) addLoader(p *Plan, f *source) error {
	fix := &codemod.Finding{}
	local := f.importName(fix, ssrModule, authLoader, "withClerkAuth")
	options := ""
	if flags := loaderFlags(s.opts.LoadUser, s.opts.LoadSession); flags != "" {
		options = "{ " + flags + " }"
	}
	nl := f.newline()
	text := nl + "export const " + loaderName + " = " + local + "(" + options + ")"
	if f.semicolons() {
		text += ";"
	}
	if f.Src != "" && !strings.HasSuffix(f.Src, "\n") {
		text = nl + text
	}
	fix.Edits = append(fix.Edits, codemod.Insert(len(f.Src), text+nl))
	return f.patch(p, pageRole, fix, "adds a loader: the page is rendered for each request now")
}

// wrapLoader plans to wrap the loader that a page has.
func (s *site) wrapLoader(p *Plan, f *source, l *loader) error {
	if l.item != nil {
		return s.wrapPassedOn(p, f, l)
	}
	if l.function != nil && f.callsAuth(l.function.Range()) {
		return s.addFlags(p, f, nil, l.function)
	}
	if l.value != nil {
		if call, done := f.loaderAuth(l.value, 0); done {
			return s.addFlags(p, f, call, l.value)
		}
		if id, ok := l.value.(*js.Ident); ok && id.Sym.Import != nil {
			if done, err := s.wrappedThere(f, id.Sym.Import.Decl.Specifier, id.Sym.Import.Imported); err != nil {
				return err
			} else if done {
				p.add(&File{Name: f.name, Action: Keep, Before: f.Src, Why: "its loader knows who is signed in"})
				return nil
			}
		}
	}
	fix, open, end := s.wrapping(f)
	f.wrapDeclared(fix, l.function, l.value, open, end)
	if l.used != nil {
		found := cannot(l.used, "the loader is used here as well, and would be another function when it is wrapped")
		// If that is no trouble, this is the change.
		found.offer, _ = codemod.Make(f.File.File, fix)
		return found
	}
	return f.patch(p, pageRole, fix, "wraps the loader in "+authLoader)
}

// isFunction reports whether an argument is a function, or a call that makes
// one, and no object of options.
func (f *source) isFunction(n js.Node) bool {
	switch n := n.(type) {
	case *js.Function, *js.Call:
		return true
	case *js.Ident:
		if n.Sym.Kind == js.SymFunction {
			return true
		}
		if len(n.Sym.Decls) == 1 {
			d, ok := n.Sym.Decls[0].Parent().(*js.Declarator)
			return ok && d.Init != nil && d.Init != js.Node(n) && f.isFunction(d.Init)
		}
	}
	return false
}

// wrapping begins a fix that wraps something in withServerSideAuth, and gives
// what stands before and behind it.
func (s *site) wrapping(f *source) (fix *codemod.Finding, open, end string) {
	fix = &codemod.Finding{}
	local := f.importName(fix, ssrModule, authLoader, "withClerkAuth")
	end = ")"
	if flags := loaderFlags(s.opts.LoadUser, s.opts.LoadSession); flags != "" {
		end = ", { " + flags + " })"
	}
	return fix, local + "(", end
}

// addFlags has a loader that knows who is signed in fetch what was asked for.
// call is what makes it so, nil where that is done elsewhere.
func (s *site) addFlags(p *Plan, f *source, call *js.Call, loader js.Node) error {
	if call == nil {
		if flags := loaderFlags(s.opts.LoadUser, s.opts.LoadSession); flags != "" {
			return cannot(loader, "what makes this a loader that knows who is signed in is written elsewhere; give %s its options there: %s", authLoader, flags)
		}
		p.add(&File{Name: f.name, Action: Keep, Before: f.Src, Why: "its loader knows who is signed in"})
		return nil
	}
	var missing []string
	var options *js.Object
	var last js.Node
	for _, arg := range call.Args {
		last = arg
		if o, ok := arg.(*js.Object); ok {
			options = o
		}
	}
	for _, flag := range []struct {
		name   string
		wanted bool
	}{{"loadUser", s.opts.LoadUser}, {"loadSession", s.opts.LoadSession}} {
		if !flag.wanted {
			continue
		}
		have := false
		if options != nil {
			for _, m := range options.Props {
				if m.Kind == js.PropSpread || m.Name == flag.name {
					have = true
					if lit, ok := m.Value.(*js.Literal); m.Kind == js.PropSpread || !ok || lit.Kind != js.LitBool || !lit.Bool {
						return cannot(m, "the loader's options decide about %s here; set it to true", flag.name)
					}
				}
			}
		}
		if !have {
			missing = append(missing, flag.name+": true")
		}
	}
	if len(missing) == 0 {
		p.add(&File{Name: f.name, Action: Keep, Before: f.Src, Why: "its loader knows who is signed in"})
		return nil
	}
	flags := strings.Join(missing, ", ")
	fix := &codemod.Finding{}
	switch {
	case options != nil && len(options.Props) == 0:
		fix.Edits = []codemod.Edit{codemod.Replace(options.Range(), "{ "+flags+" }")}
	case options != nil:
		end := options.Props[len(options.Props)-1].Range().End
		fix.Edits = []codemod.Edit{codemod.Insert(end, ", "+flags)}
	case len(call.Args) > 1, last != nil && !f.isFunction(last):
		return cannot(last, "the loader's options are made elsewhere; add %s to them", flags)
	case last != nil:
		fix.Edits = []codemod.Edit{codemod.Insert(last.Outer().End, ", { "+flags+" }")}
	default:
		fix.Edits = []codemod.Edit{codemod.Insert(call.Parens.Start+1, "{ "+flags+" }")}
	}
	return f.patch(p, pageRole, fix, "has the loader fetch more: "+flags)
}
