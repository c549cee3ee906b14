package doctor

import (
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// module is what is remembered of one parsed file: nothing that holds on to its
// text or tree.
type module struct {
	path string // absolute
	// units are the declarations at the top level, by name; a default export
	// without a name is under defaultUnit.
	units map[string]*unit
	// exports are the names that other modules see.
	exports map[string]target
	// stars are the specifiers of modules that are passed on whole.
	stars []string
}

const defaultUnit = "default"

// unit is one declaration: a component, a hook, a loader.
type unit struct {
	// refs are the other declarations that it refers to.
	refs []target
	// hooks are the hooks of Clerk's that it calls.
	hooks []hookUse
	// loaders are its calls of withServerSideAuth and rootAuthLoader.
	loaders []loader
	// providers are the ClerkProviders that it renders.
	providers []provider
	// wrappers are its calls of what wraps the root of a Remix application.
	wrappers []wrapper
	// props are the page props that it returns by name.
	props []prop
	// statics are the members that are assigned to it: getInitialProps.
	statics []string
	// strips is true where it speaks of privateMetadata.
	strips bool
}

// target names a declaration: of this module, or what another one exports.
type target struct {
	unit   string // of this module; "" for another one's
	module string // the specifier
	name   string // the exported name, "*" for all of them
}

// place is where something stands, counting from 1.
type place struct {
	path         string // absolute
	line, column int
}

type hookUse struct {
	place
	hook string
}

// need is what a hook reads on the server.
type need uint8

const (
	needsAuth need = iota
	needsUser
	needsSession
)

func (h hookUse) need() need {
	switch h.hook {
	case "useUser", "withUser", "WithUser":
		return needsUser
	case "useSession", "withSession", "WithSession":
		return needsSession
	}
	return needsAuth
}

// answer is what the text tells about a flag.
type answer uint8

const (
	no answer = iota
	yes
	unknown
)

// loader is one call of withServerSideAuth or rootAuthLoader.
type loader struct {
	place
	loadUser, loadSession answer
	// contexts are the places where the function that it wraps reads the state.
	contexts []contextUse
}

type provider struct {
	place
	pageProps answer
	// explicit are the attributes behind the spread, which win over it.
	explicit []string
	// frontendAPI is true where it is given the Frontend API.
	frontendAPI bool
}

type wrapper struct {
	place
	name     string // ClerkApp, ClerkCatchBoundary, …
	argument bool   // whether it is given anything
}

type prop struct {
	place
	name string
}

// interesting reports whether what a page renders may lead here.
func (m *module) interesting() bool {
	for _, u := range m.units {
		if len(u.hooks)+len(u.loaders)+len(u.providers)+len(u.wrappers) > 0 {
			return true
		}
	}
	return false
}

// hooksWatched are the exports whose use means that the server needs the state.
func hooksWatched() []string {
	return []string{"useUser", "useAuth", "useSession", "withUser", "withSession", "WithUser", "WithSession"}
}

// clientOnly are the components whose children are rendered in browsers alone,
// whoever they are from.
func clientOnly(name string) bool {
	switch name {
	case "ClientOnly", "NoSsr", "NoSSR":
		return true
	}
	return false
}

// summarise reads what doctor needs to know of a file. uses tells whether it
// may use Clerk itself.
func summarise(f *clerk.File, uses bool) *module {
	s := &summary{f: f, m: &module{path: f.Path, units: map[string]*unit{}, exports: map[string]target{}}}
	for _, stmt := range f.Program.Body {
		s.declare(stmt)
	}
	for _, d := range f.File.Exports {
		s.exported(d)
	}
	for _, p := range s.parts {
		s.read(p)
	}
	if uses {
		s.clerkUses()
	}
	return s.m
}

// part is a piece of the text that belongs to a unit.
type part struct {
	unit *unit
	node js.Node
}

type summary struct {
	f     *clerk.File
	m     *module
	parts []part
}

func (s *summary) unit(name string) *unit {
	name = strings.Clone(name)
	u := s.m.units[name]
	if u == nil {
		u = &unit{}
		s.m.units[name] = u
	}
	return u
}

func (s *summary) part(name string, n js.Node) { s.parts = append(s.parts, part{s.unit(name), n}) }

// declare finds the units of a statement at the top level.
func (s *summary) declare(stmt js.Node) {
	switch n := stmt.(type) {
	case *js.FunctionDecl:
		s.declared(n.Fn.Name, n.Fn, n.Export)
	case *js.ClassDecl:
		s.declared(n.Class.Name, n.Class, n.Export)
	case *js.VarDecl:
		for _, d := range n.Decls {
			if d.Init == nil {
				continue
			}
			for _, id := range js.Bound(d.Target) {
				s.declared(id, d.Init, n.Export)
			}
		}
	case *js.ExportDefault:
		s.defaultExport(n.X)
	case *js.ExprStmt:
		if a, ok := n.X.(*js.Assign); ok {
			s.assigned(a)
		}
	}
}

func (s *summary) declared(name *js.Ident, n js.Node, exported bool) {
	if name == nil {
		return
	}
	s.part(name.Name, n)
	if exported {
		s.export(name.Name, name.Name)
	}
}

func (s *summary) export(as, unit string) {
	s.m.exports[strings.Clone(as)] = target{unit: strings.Clone(unit)}
}

func (s *summary) defaultExport(x js.Node) {
	switch n := x.(type) {
	case *js.FunctionDecl:
		if n.Fn.Name != nil {
			s.declared(n.Fn.Name, n.Fn, false)
			s.export("default", n.Fn.Name.Name)
			return
		}
		x = n.Fn
	case *js.ClassDecl:
		if n.Class.Name != nil {
			s.declared(n.Class.Name, n.Class, false)
			s.export("default", n.Class.Name.Name)
			return
		}
		x = n.Class
	case *js.Ident:
		if t, ok := s.symbol(n.Sym, ""); ok {
			s.m.exports["default"] = t
			return
		}
	}
	s.part(defaultUnit, x)
	s.export("default", defaultUnit)
}

// assigned reads `Page.getLayout = …`, `module.exports = …` and
// `exports.name = …`.
func (s *summary) assigned(a *js.Assign) {
	m, ok := a.X.(*js.Member)
	if !ok {
		return
	}
	if inner, ok := m.X.(*js.Member); ok && inner.Name == "exports" && isGlobal(inner.X, "module") || isGlobal(m.X, "exports") {
		s.part(m.Name, a.Y)
		s.export(m.Name, m.Name)
		return
	}
	if isGlobal(m.X, "module") && m.Name == "exports" {
		s.defaultExport(a.Y)
		return
	}
	if id, ok := m.X.(*js.Ident); ok && id.Sym.Scope == s.f.Module {
		s.part(id.Name, a.Y)
		u := s.unit(id.Name)
		u.statics = append(u.statics, strings.Clone(m.Name))
	}
}

func isGlobal(n js.Node, name string) bool {
	id, ok := n.(*js.Ident)
	return ok && id.Name == name && id.Sym.Kind == js.SymGlobal
}

func (s *summary) exported(d *js.ExportDecl) {
	switch {
	case d.TypeOnly:
	case d.Star && len(d.Names) == 0:
		s.m.stars = append(s.m.stars, strings.Clone(d.Specifier))
	case d.Specifier != "":
		for _, n := range d.Names {
			s.m.exports[strings.Clone(n.Exported)] = target{module: strings.Clone(d.Specifier), name: strings.Clone(n.Local)}
		}
	default:
		for _, n := range d.Names {
			if t, ok := s.symbol(n.Sym, ""); ok {
				s.m.exports[strings.Clone(n.Exported)] = t
			}
		}
	}
}

// symbol is the declaration that a name of the module means; member is what is
// read from it where it is a namespace.
func (s *summary) symbol(sym *js.Symbol, member string) (target, bool) {
	switch {
	case sym == nil:
	case sym.Import != nil:
		t := target{module: strings.Clone(sym.Import.Decl.Specifier), name: strings.Clone(sym.Import.Imported)}
		if t.name == "*" && member != "" {
			t.name = strings.Clone(member)
		}
		return t, true
	case sym.Scope == s.f.Module && s.m.units[sym.Name] != nil:
		return target{unit: strings.Clone(sym.Name)}, true
	}
	return target{}, false
}

// read notes what a part refers to.
func (s *summary) read(p part) {
	js.Walk(p.node, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.JSXElement:
			if id, ok := n.Tag.(*js.Ident); ok && clientOnly(id.Name) {
				return false
			}
		case *js.Ident:
			if !n.Binding {
				member := ""
				if m, ok := n.Parent().(*js.Member); ok && m.X == js.Node(n) {
					member = m.Name
				}
				if t, ok := s.symbol(n.Sym, member); ok {
					p.unit.refer(t)
				}
			}
		case *js.ImportCall:
			if spec, ok := n.Arg.(*js.String); ok && !withoutServer(n) {
				p.unit.refer(target{module: strings.Clone(spec.Value), name: "default"})
			}
		case *js.Call:
			s.call(p.unit, n)
		case *js.Property:
			if n.Name == "props" && n.Kind == js.PropField {
				s.props(p.unit, n.Value)
			}
			if n.Name == "privateMetadata" {
				p.unit.strips = true
			}
		case *js.Member:
			if n.Name == "privateMetadata" {
				p.unit.strips = true
			}
		case *js.Class:
			for _, m := range n.Members {
				if m.Name != "" {
					p.unit.statics = append(p.unit.statics, strings.Clone(m.Name))
				}
			}
		}
		return true
	})
}

func (u *unit) refer(t target) {
	if !slices.Contains(u.refs, t) {
		u.refs = append(u.refs, t)
	}
}

// withoutServer reports whether an import() is the argument of dynamic() with
// ssr: false: it is never rendered on the server.
func withoutServer(n js.Node) bool {
	call := js.Enclosing(n, func(n js.Node) bool {
		c, ok := n.(*js.Call)
		return ok && len(c.Args) > 1
	})
	if call == nil {
		return false
	}
	options, ok := call.(*js.Call).Args[1].(*js.Object)
	if !ok {
		return false
	}
	lit, ok := property(options, "ssr").(*js.Literal)
	return ok && lit.Kind == js.LitBool && !lit.Bool
}

// property is the value under a name in an object literal; nil when there is
// none.
func property(o *js.Object, name string) js.Node {
	for _, p := range o.Props {
		if p.Kind == js.PropField && p.Name == name {
			return p.Value
		}
	}
	return nil
}

func (s *summary) place(n js.Node) place { return s.at(n.Range().Start) }

func (s *summary) at(offset int) place {
	at := codemod.PositionOf(s.f.Src, offset)
	return place{s.f.Path, at.Line, at.Column}
}

// call notes the calls of Clerk's server entry points and of what wraps the
// root of a Remix application.
func (s *summary) call(u *unit, c *js.Call) {
	specifier, name := s.f.ImportOf(c.Callee)
	if specifier == "@clerk/nextjs/ssr" && name == "withServerSideAuth" || specifier == "@clerk/remix/ssr.server" && name == "rootAuthLoader" {
		l := loader{place: s.place(c)}
		l.loadUser, l.loadSession = s.flags(c)
		if len(c.Args) > 0 {
			if fn, ok := constant(c.Args[0]).(*js.Function); ok {
				l.contexts = s.contextUses(fn)
			}
		}
		u.loaders = append(u.loaders, l)
	}
}

// flags are loadUser and loadSession in the options of a loader's call.
func (s *summary) flags(c *js.Call) (user, session answer) {
	if len(c.Args) == 0 {
		return no, no
	}
	switch n := constant(c.Args[len(c.Args)-1]).(type) {
	case *js.Object:
		return flag(n, "loadUser"), flag(n, "loadSession")
	case *js.Function:
		return no, no
	}
	if len(c.Args) == 1 {
		return no, no // a callback from elsewhere, or the arguments of a Remix loader
	}
	return unknown, unknown
}

func flag(o *js.Object, name string) answer {
	out := no
	for _, p := range o.Props {
		switch {
		case p.Kind == js.PropSpread:
			if inner, ok := constant(p.Value).(*js.Object); ok {
				if a := flag(inner, name); a != no {
					out = a
				}
			} else if out == no {
				out = unknown
			}
		case p.Name != name:
		default:
			out = unknown
			if lit, ok := p.Value.(*js.Literal); ok && lit.Kind == js.LitBool {
				out = no
				if lit.Bool {
					out = yes
				}
			}
		}
	}
	return out
}

// constant follows a name to the value of the constant that it is.
func constant(n js.Node) js.Node {
	for range 5 {
		id, ok := n.(*js.Ident)
		if !ok || id.Sym.Kind != js.SymConst && id.Sym.Kind != js.SymFunction || len(id.Sym.Decls) != 1 {
			return n
		}
		switch d := id.Sym.Decls[0].Parent().(type) {
		case *js.Declarator:
			if d.Init == nil || d.Target != js.Node(id.Sym.Decls[0]) {
				return n
			}
			n = d.Init
		case *js.Function:
			return d
		default:
			return n
		}
	}
	return n
}

// props notes the names of an object literal that is returned as props.
func (s *summary) props(u *unit, n js.Node) {
	o, ok := constant(n).(*js.Object)
	if !ok {
		return
	}
	for _, p := range o.Props {
		if p.Kind != js.PropSpread && p.Name != "" {
			u.props = append(u.props, prop{s.at(p.KeyPos.Start), strings.Clone(p.Name)})
		}
	}
}

// clerkUses notes the hooks and the providers.
func (s *summary) clerkUses() {
	for _, use := range s.f.Uses() {
		if use.Value.Kind != clerk.Export {
			continue
		}
		p := s.partAt(use.Node)
		if p == nil {
			continue
		}
		switch name := use.Value.Name; {
		case slices.Contains(hooksWatched(), name):
			if called(use.Node) && !inClientOnly(use.Node) {
				p.hooks = append(p.hooks, hookUse{s.place(use.Node), strings.Clone(name)})
			}
		case name == "ClerkProvider":
			if v, ok := s.provider(use.Node); ok {
				p.providers = append(p.providers, v)
			}
		case name == "ClerkApp" || name == "ConnectClerk" || name == "ClerkCatchBoundary" || name == "ConnectClerkCatchBoundary":
			if c, ok := use.Node.Parent().(*js.Call); ok && c.Callee == use.Node {
				p.wrappers = append(p.wrappers, wrapper{s.place(use.Node), strings.Clone(name), len(c.Args) > 0})
			}
		}
	}
}

func (s *summary) partAt(n js.Node) *unit {
	at := n.Range().Start
	for _, p := range s.parts {
		if p.node.Range().Contains(at) {
			return p.unit
		}
	}
	return nil
}

// called reports whether the node is called, or rendered as an element.
func called(n js.Node) bool {
	switch p := n.Parent().(type) {
	case *js.Call:
		return p.Callee == n
	case *js.JSXElement:
		return p.Tag == n
	}
	return false
}

func inClientOnly(n js.Node) bool {
	return js.Enclosing(n, func(n js.Node) bool {
		e, ok := n.(*js.JSXElement)
		if !ok {
			return false
		}
		id, ok := e.Tag.(*js.Ident)
		return ok && clientOnly(id.Name)
	}) != nil
}

// provider reads the attributes of a ClerkProvider.
func (s *summary) provider(n js.Node) (provider, bool) {
	out := provider{place: s.place(n)}
	switch parent := n.Parent().(type) {
	case *js.JSXElement:
		if parent.Tag != n {
			return out, false
		}
		out.place = s.place(parent)
		for _, a := range parent.Attrs {
			if a.Spread {
				out.spread(a.Value)
			} else {
				out.named(a.Name)
			}
		}
		return out, true
	case *js.Call:
		if len(parent.Args) == 0 || parent.Args[0] != n {
			return out, false
		}
		if len(parent.Args) > 1 {
			switch props := parent.Args[1].(type) {
			case *js.Object:
				for _, p := range props.Props {
					if p.Kind == js.PropSpread {
						out.spread(p.Value)
					} else {
						out.named(p.Name)
					}
				}
			default:
				out.spread(props)
			}
		}
		return out, true
	}
	return out, false
}

func (p *provider) named(name string) {
	p.explicit = append(p.explicit, strings.Clone(name))
	p.frontendAPI = p.frontendAPI || name == "frontendApi"
}

// spread judges what is spread into a ClerkProvider. Attributes before it do
// not win.
func (p *provider) spread(n js.Node) {
	p.explicit = nil
	switch n := n.(type) {
	case *js.Ident:
		if n.Name == "pageProps" {
			p.pageProps = yes
			return
		}
	case *js.Member:
		if n.Name == "pageProps" {
			p.pageProps = yes
			return
		}
	case *js.Object, *js.Literal:
		return
	}
	if p.pageProps == no {
		p.pageProps = unknown
	}
}
