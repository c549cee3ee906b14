package scaffold

import (
	"cmp"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// root is the root module of a Remix application, and the fix that is being
// made for it: all of it or none, for the parts work together only.
type root struct {
	*source
	fix *codemod.Finding
	// lead is a statement to go before the application, blocks are texts for
	// the end of the file, done is what the fix does.
	lead   string
	blocks []string
	done   []string
}

// patchRoot plans the root of an existing project.
func (s *site) patchRoot(p *Plan) error {
	name := s.source("app/root")
	if name == "" {
		title, _ := s.document.Root().Get("name")
		name, _ := title.Str()
		data := route{Name: packageName(cmp.Or(name, s.dir)), TypeScript: s.typescript(), User: s.opts.LoadUser, Session: s.opts.LoadSession}
		text, err := fill("remix", "app/root.tsx", data, "root.txt")
		if err != nil {
			return err
		}
		p.add(&File{Name: "app/root" + s.remixExtension(), Action: Create, After: text, Why: "the root of the application, which knows who is signed in", role: rootRole})
		return nil
	}
	f, err := s.parse(name)
	if err != nil {
		return s.leave(p, name, err)
	}
	r := &root{source: f, fix: &codemod.Finding{}}
	for _, step := range []func() error{r.wrapLoader, r.wrapApp, r.wrapBoundary} {
		if err := step(); err != nil {
			return s.leave(p, name, r.hinted(err))
		}
	}
	if len(r.done) == 0 {
		p.add(&File{Name: name, Action: Keep, Before: f.Src, Why: "knows who is signed in"})
		return nil
	}
	if r.lead != "" {
		r.blocks = append([]string{r.lead}, r.blocks...)
	}
	if len(r.blocks) > 0 {
		r.appended(r.fix, r.blocks)
	}
	why := ""
	for _, d := range r.done {
		why = joined(why, d)
	}
	return s.leave(p, name, f.patch(p, rootRole, r.fix, why))
}

// hinted adds to a problem what a root has to hold in the end.
func (r *root) hinted(err error) error {
	found, ok := err.(*problem)
	if !ok || found.hint != "" {
		return err
	}
	options := ""
	if flags := loaderFlags(r.site.opts.LoadUser, r.site.opts.LoadSession); flags != "" {
		options = ", { " + flags + " }"
	}
	return found.withHint(
		`import { ClerkApp, ClerkCatchBoundary } from "`+remixPackage+`";`,
		`import { rootAuthLoader } from "`+remixSSR+`";`,
		"export const loader = (args) => rootAuthLoader(args, ownLoader"+options+"); // ownLoader returns an object or a redirect",
		"export default ClerkApp(App);",
		"export const CatchBoundary = ClerkCatchBoundary(OwnCatchBoundary);",
	)
}

// isCallOf reports whether a node is a call of one of Clerk's exports.
func (r *root) isCallOf(n js.Node, name string) (*js.Call, bool) {
	c, ok := n.(*js.Call)
	return c, ok && r.ValueOf(c.Callee).IsExport(name)
}

// settled follows a name to the value of the constant that it is.
func settled(n js.Node) js.Node {
	for range maxDepth {
		id, ok := n.(*js.Ident)
		if !ok || len(id.Sym.Decls) != 1 || id.Sym.Written() {
			return n
		}
		switch d := id.Sym.Decls[0].Parent().(type) {
		case *js.Declarator:
			if d.Init == nil || d.Target != js.Node(id.Sym.Decls[0]) {
				return n
			}
			n = d.Init
		case *js.Function:
			if d.Name != id.Sym.Decls[0] {
				return n
			}
			return d
		default:
			return n
		}
	}
	return n
}

// wrapApp has the default export wrapped in ClerkApp.
func (r *root) wrapApp() error {
	if r.isCommonJS() {
		return cannot(nil, "the file exports with module.exports, to which no import can be added")
	}
	if e := r.Elements("ClerkProvider"); len(e) > 0 {
		return cannot(e[0], "there is a ClerkProvider, and ClerkApp brings one of its own; take this one out")
	}
	e, err := r.findExport("default")
	switch {
	case err != nil:
		return err
	case e == nil:
		return cannot(nil, "the root has no default export, which would be the application")
	}
	if e.value != nil {
		if _, ok := r.isCallOf(settled(e.value), "ClerkApp"); ok {
			return nil
		}
		if c, ok := r.isCallOf(settled(e.value), "ConnectClerk"); ok {
			return cannot(c, "ConnectClerk is called ClerkApp from @clerk/remix 0.3.2 on; rename it")
		}
	}
	open := r.importName(r.fix, remixPackage, "ClerkApp", "ClerkRoot") + "("
	r.done = append(r.done, "wraps the application in ClerkApp")
	nl := r.newline()
	semicolon := ""
	if r.semicolons() {
		semicolon = ";"
	}
	switch {
	case e.statement == nil && e.item != nil && e.item.Sym != nil:
		r.replaceItem(r.fix, e.item, "export default "+open+e.item.Sym.Name+")")
	case e.statement == nil && e.item != nil:
		r.wrapPassed(r.fix, e, "export default "+open, ")")
	case e.value != nil:
		x := e.value.Outer()
		r.fix.Edits = append(r.fix.Edits, codemod.Insert(x.Start, open), codemod.Insert(x.End, ")"))
		if lead := r.leadAt(e.statement); lead != "" {
			r.fix.Edits = append(r.fix.Edits, codemod.Insert(e.statement.Range().Start, lead))
		}
	default:
		var name *js.Ident
		var declared js.Range
		keyword := "function"
		if e.class != nil {
			name, declared, keyword = e.class.Class.Name, e.class.Class.Range(), "class"
		} else {
			name, declared = e.function.Fn.Name, e.function.Fn.Range()
		}
		local := ""
		if name != nil {
			local = name.Name
		} else {
			local = r.free("App", "RootApp")
			i := r.TokenAt(declared.Start)
			for r.Tok(i) != keyword {
				i++ // async
			}
			r.fix.Edits = append(r.fix.Edits, codemod.Insert(r.Tokens[i].End, " "+local))
		}
		r.fix.Edits = append(r.fix.Edits,
			codemod.Replace(js.Range{Start: e.statement.Range().Start, End: declared.Start}, r.leadAt(e.statement)),
			codemod.Insert(declared.End, nl+nl+"export default "+open+local+")"+semicolon))
	}
	return nil
}

// leadAt is what goes before a statement, which then has nothing more to be
// added at the end. A comment that speaks of the statement stays with it.
func (r *root) leadAt(stmt js.Node) string {
	start := stmt.Range().Start
	before := 0
	if i := r.TokenAt(start); i > 0 {
		before = r.Tokens[i-1].End
	}
	if r.lead == "" || !r.alone(start) || len(r.CommentsIn(js.Range{Start: before, End: start})) > 0 {
		return ""
	}
	lead := r.lead + r.newline() + r.newline()
	r.lead = ""
	return lead
}

// wrapBoundary has the catch boundary wrapped in ClerkCatchBoundary: one of the
// application's own, for without one every 404 would be an error.
func (r *root) wrapBoundary() error {
	const name = "CatchBoundary"
	e, err := r.findExport(name)
	if err != nil {
		return err
	}
	if e != nil && e.value != nil {
		if c, ok := r.isCallOf(settled(e.value), "ClerkCatchBoundary"); ok {
			if len(c.Args) > 0 {
				return nil
			}
			own, err := r.ownBoundary()
			if err != nil {
				return err
			}
			r.fix.Edits = append(r.fix.Edits, codemod.Insert(c.Parens.Start+1, own))
			r.done = append(r.done, "gives ClerkCatchBoundary a boundary")
			return nil
		}
	}
	if e != nil {
		if err := r.unusedElsewhere(e); err != nil {
			return err
		}
	}
	r.done = append(r.done, "wraps the catch boundary in ClerkCatchBoundary")
	open := r.importName(r.fix, remixPackage, "ClerkCatchBoundary", "ClerkRootCatchBoundary") + "("
	if e != nil {
		if e.class != nil {
			return cannot(e.class, "%s is a class, which is wrapped by hand", name)
		}
		r.wrapNamed(r.fix, e, open, ")")
		return nil
	}
	own, err := r.ownBoundary()
	if err != nil {
		return err
	}
	text := "export const " + name + " = " + open + own + ")"
	if r.semicolons() {
		text += ";"
	}
	r.blocks = append(r.blocks, text)
	return nil
}

// ownBoundary adds a catch boundary of the application's own, and returns its
// name.
func (r *root) ownBoundary() (string, error) {
	const name = "RootCatchBoundary"
	if r.Module.Lookup(name) != nil {
		return "", cannot(nil, "there is a %s already; give it to ClerkCatchBoundary", name)
	}
	text, err := fill("remix", "boundary.txt", nil, "root.txt")
	if err != nil {
		return "", err
	}
	if local := r.importName(r.fix, r.reactModule(), "useCatch"); local != "useCatch" {
		return "", cannot(nil, "the name useCatch means something else here; write a catch boundary and give it to ClerkCatchBoundary")
	}
	r.blocks = append(r.blocks, r.styled(text))
	return name, nil
}

// reactModule is the module from which the project imports Remix's components.
func (r *root) reactModule() string {
	for _, d := range r.Imports {
		if d.Specifier == "remix" && !d.TypeOnly {
			return d.Specifier
		}
	}
	return "@remix-run/react"
}
