package rules

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// A survey finds the places of a file at which the SDK takes values by name,
// as attributes or as the keys of an object, and the names given there.
//
// A value that the SDK gets can be written elsewhere: in a spread, under a
// condition, in a constant. The survey follows these, so that one key can be
// given at several places, and one place can get keys from several objects.
type survey struct {
	p      *codemod.Pass
	places []*place
	// keys are all keys that were met, and order is in which order.
	keys  map[js.Node]*key
	order []*key
	bags  map[*js.Symbol]*bag
	// steps is how far expressions are still followed: constants that spread
	// each other grow without bound.
	steps int
}

// maxSteps is beyond what anybody writes by hand.
const maxSteps = 50_000

// place is an element, the argument of a call, or an object annotated with
// the type of a component's props.
type place struct {
	table
	// head is what a finding about the place underlines, and what is how
	// messages name it.
	head js.Range
	what string
	// slots are the keys given here, by name.
	slots map[string][]slot
	// open is true where names that the text does not show are given too.
	open bool
	// unseen are the expressions whose names the text does not show.
	unseen []js.Node
	// annotated is true for an object that only its annotation makes one of
	// the SDK's.
	annotated bool
}

// key is one name that is given: an attribute or a property.
type key struct {
	name string
	attr *js.JSXAttr
	prop *js.Property
	// elem holds attr, object holds prop.
	elem   *js.JSXElement
	object *js.Object
	// bag is the variable in whose literal prop is written; nil when it is
	// written at its place.
	bag *bag
	// slots are all the ways in which places get it.
	slots []slot
}

// slot is a way in which a key gets to a place: the choices that lead to it.
type slot struct {
	*key
	place *place
	path  []branch
}

// branch is one side of a conditional expression.
type branch struct {
	at   js.Node
	side int
}

// bag is a variable that holds an object literal.
type bag struct {
	sym    *js.Symbol
	object *js.Object
	// uses are the references at which a place gets the object.
	uses map[*js.Ident]bool
	// annotated is true where a type makes the literal one of the SDK's.
	annotated bool
	visiting  bool
	// sealed remembers the answer of [survey.closed], reads those of
	// [bag.readBy].
	sealed *bool
	reads  map[string]bool
}

func newSurvey(p *codemod.Pass) *survey {
	return &survey{p: p, keys: map[js.Node]*key{}, bags: map[*js.Symbol]*bag{}, steps: maxSteps}
}

// place adds a place.
func (s *survey) place(t table, head js.Range, what string) *place {
	pl := &place{table: t, head: head, what: what, slots: map[string][]slot{}}
	s.places = append(s.places, pl)
	return pl
}

// table is what changes about the names that one kind of place takes.
type table struct {
	// rule is the rule that it belongs to.
	rule    string
	changes []change
	// component and props are the component's name and the type of its props.
	component, props string
	// redirect is the row that the table comes from; nil for other tables.
	redirect *codemod.RedirectChange
}

// change is a row of a table: old is renamed, or removed where new is "".
type change struct{ old, new, notice string }

// propTables are the tables of components.
func propTables(t *codemod.Target) []table {
	tables := make([]table, 0, len(t.Components)+len(t.Redirects))
	for _, row := range t.Components {
		tables = append(tables, table{rule: row.Rule, changes: renames(row.Renames), component: row.Component, props: row.Props})
	}
	for i := range t.Redirects {
		row := &t.Redirects[i]
		tables = append(tables, table{rule: redirectReturnBack, changes: []change{{old: row.Prop}}, component: row.Component, props: row.Props, redirect: row})
	}
	return tables
}

func renames(rows []codemod.Rename) []change {
	changes := make([]change, len(rows))
	for i, r := range rows {
		changes[i] = change{r.Old, r.New, r.Notice}
	}
	return changes
}

// surveyChanges finds every place that some table of the target changes. All
// tables are needed at once: an object may go to places of several.
func surveyChanges(p *codemod.Pass) *survey {
	s := newSurvey(p)
	t := p.Target
	tables := propTables(t)
	elements(p, func(e element) {
		for _, table := range tables {
			if table.component == e.component {
				s.element(e, table)
			}
		}
	})
	methodCalls(p, func(method *clerk.Value, call *js.Call) {
		for i, row := range t.Components {
			if index, takes := row.Methods[method.Name]; takes && method.Type == clerkType {
				s.call(call, method.Name, index, tables[i])
			}
		}
		for _, row := range t.Options {
			if slices.Contains(row.Functions, codemod.Function{Type: method.Type, Name: method.Name}) {
				s.call(call, method.Name, 0, table{rule: row.Rule, changes: renames(row.Renames)})
			}
		}
	})
	s.annotations(tables)
	return s
}

// change is the place's row for a name.
func (pl *place) change(name string) (change, bool) {
	for _, c := range pl.changes {
		if c.old == name {
			return c, true
		}
	}
	return change{}, false
}

// element adds the place that an element is.
func (s *survey) element(e element, t table) {
	pl := s.place(t, e.head(), e.shown())
	if e.jsx == nil {
		s.gather(pl, e.props(), nil)
		return
	}
	for _, attr := range e.jsx.Attrs {
		if attr.Spread {
			s.gather(pl, attr.Value, nil)
			continue
		}
		s.add(pl, attr, key{name: attr.Name, attr: attr, elem: e.jsx}, nil)
	}
}

// call adds the place that an argument is.
func (s *survey) call(call *js.Call, method string, index int, t table) {
	pl := s.place(t, call.Range(), method+"()")
	arg, known := argument(call, index)
	if !known {
		pl.hide(arg)
		return
	}
	s.gather(pl, arg, nil)
}

// annotations adds the objects that are annotated with a component's props.
func (s *survey) annotations(tables []table) {
	if !slices.ContainsFunc(tables, func(t table) bool { return mentions(s.p, t.props) }) {
		return
	}
	js.Walk(s.p.File.Program, func(n js.Node) bool {
		if object, ok := n.(*js.Object); ok {
			s.annotated(tables, object)
		}
		return true
	})
}

// annotated adds an object literal if its annotation makes it props.
func (s *survey) annotated(tables []table, object *js.Object) {
	v := s.p.File.ValueOf(object)
	if v == nil || v.Kind != clerk.Props {
		return
	}
	i := slices.IndexFunc(tables, func(t table) bool { return t.props == v.Name })
	if i < 0 {
		return
	}
	pl := s.place(tables[i], object.Range(), v.Name)
	pl.annotated = true
	s.object(pl, object, s.annotatedBag(object), nil)
}

// annotatedBag is the variable that the annotated object is declared in, if
// it is declared in one.
func (s *survey) annotatedBag(object *js.Object) *bag {
	d, ok := object.Parent().(*js.Declarator)
	if !ok {
		return nil
	}
	id, ok := d.Target.(*js.Ident)
	if !ok {
		return nil
	}
	b := s.bag(id.Sym)
	if b == nil || b.object != object {
		return nil
	}
	b.annotated = true
	return b
}

// gather follows an expression to the names that it gives to pl.
func (s *survey) gather(pl *place, n js.Node, path []branch) {
	if s.steps--; s.steps < 0 {
		pl.hide(n)
		return
	}
	switch n := n.(type) {
	case nil:
	case *js.Object:
		s.object(pl, n, nil, path)
	case *js.Cond:
		s.gather(pl, n.Then, fork(path, n, 0))
		s.gather(pl, n.Else, fork(path, n, 1))
	case *js.Binary:
		switch n.Op {
		case "&&": // what a falsy operand spreads is nothing
			s.gather(pl, n.Y, fork(path, n, 1))
		case "||", "??":
			s.gather(pl, n.X, fork(path, n, 0))
			s.gather(pl, n.Y, fork(path, n, 1))
		case ",":
			s.gather(pl, n.Y, path)
		default:
			pl.hide(n)
		}
	case *js.Literal:
		if n.Kind == js.LitOther || n.Kind == js.LitThis || n.Kind == js.LitSuper {
			pl.hide(n)
		}
	case *js.Ident:
		s.variable(pl, n, path)
	case *js.Call:
		if object := literalOf(n); object != nil {
			s.object(pl, object, nil, path)
			return
		}
		if assigned, ok := assignArguments(n); ok {
			for _, arg := range assigned {
				s.gather(pl, arg, path)
			}
			return
		}
		pl.hide(n)
	default:
		pl.hide(n)
	}
}

// hide records an expression whose names cannot be seen.
func (pl *place) hide(n js.Node) {
	pl.open = true
	pl.unseen = append(pl.unseen, n)
}

func fork(path []branch, at js.Node, side int) []branch {
	return append(slices.Clip(path), branch{at, side})
}

// object gives the keys of a literal to pl.
func (s *survey) object(pl *place, object *js.Object, b *bag, path []branch) {
	for _, prop := range object.Props {
		switch {
		case prop.Kind == js.PropSpread:
			s.gather(pl, prop.Value, path)
		case prop.Computed && prop.Name == "":
			pl.open = true
		default:
			s.add(pl, prop, key{name: prop.Name, prop: prop, object: object, bag: b}, path)
		}
	}
}

func (s *survey) add(pl *place, n js.Node, k key, path []branch) {
	if s.steps--; s.steps < 0 {
		pl.open = true
		return
	}
	known := s.keys[n]
	if known == nil {
		known = &k
		s.keys[n] = known
		s.order = append(s.order, known)
	}
	if known.bag == nil {
		known.bag = k.bag
	}
	sl := slot{known, pl, path}
	known.slots = append(known.slots, sl)
	pl.slots[k.name] = append(pl.slots[k.name], sl)
}

// variable follows a reference to the literal that the variable holds.
func (s *survey) variable(pl *place, id *js.Ident, path []branch) {
	if id.Name == "undefined" && id.Sym.Kind == js.SymGlobal {
		return
	}
	b := s.bag(id.Sym)
	if b == nil {
		pl.hide(id)
		return
	}
	b.uses[id] = true
	if b.visiting {
		return
	}
	if id.Sym.Written() {
		pl.hide(id)
	} else if memberWritten(b.sym) {
		pl.open = true
	}
	b.visiting = true
	s.object(pl, b.object, b, path)
	b.visiting = false
}

// bag is what a symbol holds, if it was declared with an object literal.
func (s *survey) bag(sym *js.Symbol) *bag {
	if b, known := s.bags[sym]; known {
		return b
	}
	var b *bag
	if len(sym.Decls) == 1 {
		d, ok := sym.Decls[0].Parent().(*js.Declarator)
		if ok && d.Target == js.Node(sym.Decls[0]) {
			if object := literalOf(d.Init); object != nil {
				b = &bag{sym: sym, object: object, uses: map[*js.Ident]bool{}}
			}
		}
	}
	s.bags[sym] = b
	return b
}

// closed reports whether the surveyed places are all that ever sees the
// literal, so that its keys can be renamed where they are written.
func (s *survey) closed(b *bag) bool {
	if b.sealed == nil {
		sealed := b.sym.Kind == js.SymConst && !s.exported(b.sym) &&
			!slices.ContainsFunc(b.sym.Refs, func(ref *js.Ident) bool { return !b.uses[ref] })
		b.sealed = &sealed
	}
	return *b.sealed
}

// exported reports whether other modules can see the symbol.
func (s *survey) exported(sym *js.Symbol) bool {
	for _, d := range sym.Decls {
		if decl, ok := js.Enclosing(d, isVarDecl).(*js.VarDecl); ok && decl.Export {
			return true
		}
	}
	for _, e := range s.p.File.File.Exports {
		for _, name := range e.Names {
			if name.Sym == sym {
				return true
			}
		}
	}
	return false
}

func isVarDecl(n js.Node) bool { _, ok := n.(*js.VarDecl); return ok }

// memberWritten reports whether a member of the variable is assigned to or
// deleted.
func memberWritten(sym *js.Symbol) bool {
	return slices.ContainsFunc(sym.Refs, func(ref *js.Ident) bool {
		switch m := ref.Parent().(type) {
		case *js.Member:
			return m.X == js.Node(ref) && js.IsWrite(m)
		case *js.Index:
			return m.X == js.Node(ref) && js.IsWrite(m)
		}
		return false
	})
}

// readBy reports whether the variable's member of that name is read or written
// anywhere in the file.
func (b *bag) readBy(name string) bool {
	read, known := b.reads[name]
	if !known {
		if b.reads == nil {
			b.reads = map[string]bool{}
		}
		read = readsOf(b.sym, name)
		b.reads[name] = read
	}
	return read
}

func readsOf(sym *js.Symbol, name string) bool {
	return slices.ContainsFunc(sym.Refs, func(ref *js.Ident) bool {
		switch parent := ref.Parent().(type) {
		case *js.Member:
			return parent.X == js.Node(ref) && parent.Name == name
		case *js.Index:
			literal, ok := parent.Arg.(*js.String)
			return ok && parent.X == js.Node(ref) && literal.Value == name
		case *js.Declarator:
			pattern, ok := parent.Target.(*js.ObjectPattern)
			return ok && slices.ContainsFunc(pattern.Props, func(p *js.Property) bool { return p.Name == name })
		}
		return false
	})
}

// literalOf is the object literal that an expression certainly gives: itself,
// frozen, or remembered between renders; nil for any other expression.
func literalOf(n js.Node) *js.Object {
	switch n := n.(type) {
	case *js.Object:
		return n
	case *js.Call:
		if len(n.Args) == 0 {
			return nil
		}
		if isObjectMethod(n.Callee, "freeze") {
			return literalOf(n.Args[0])
		}
		if fn, ok := n.Args[0].(*js.Function); ok && remembers(n.Callee) {
			return literalOf(onlyResult(fn))
		}
	}
	return nil
}

// remembers reports whether the callee is React's useMemo.
func remembers(callee js.Node) bool {
	switch n := uncomma(callee).(type) {
	case *js.Member:
		return n.Name == "useMemo"
	case *js.Ident:
		return originalName(n.Sym) == "useMemo"
	}
	return false
}

// onlyResult is the expression that a function returns, where its body is
// nothing else.
func onlyResult(fn *js.Function) js.Node {
	if fn.Body == nil {
		return fn.Expr
	}
	if len(fn.Body.Body) != 1 {
		return nil
	}
	if r, ok := fn.Body.Body[0].(*js.Return); ok {
		return r.X
	}
	return nil
}

// isObjectMethod reports whether the callee is that function of the global
// Object.
func isObjectMethod(callee js.Node, name string) bool {
	m, ok := callee.(*js.Member)
	if !ok || m.Name != name {
		return false
	}
	object, ok := m.X.(*js.Ident)
	return ok && object.Name == "Object" && object.Sym.Kind == js.SymGlobal
}

// assignArguments are the objects that Object.assign copies from, where the
// call makes a new one.
func assignArguments(call *js.Call) ([]js.Node, bool) {
	if !isObjectMethod(call.Callee, "assign") || len(call.Args) == 0 {
		return nil, false
	}
	if _, fresh := call.Args[0].(*js.Object); !fresh {
		return nil, false
	}
	for _, arg := range call.Args {
		if _, spread := arg.(*js.Spread); spread {
			return nil, false
		}
	}
	return call.Args, true
}

// given reports whether the place gets a name together with what comes by the
// path.
func (pl *place) given(name string, path []branch) bool {
	return slices.ContainsFunc(pl.slots[name], func(other slot) bool { return compatible(other.path, path) })
}

// compatible reports whether no choice separates the two paths.
func compatible(a, b []branch) bool {
	for _, x := range a {
		for _, y := range b {
			if x.at == y.at && x.side != y.side {
				return false
			}
		}
	}
	return true
}

// pos is where the name stands.
func (k *key) pos() js.Range {
	if k.attr != nil {
		return k.attr.NamePos
	}
	return keyPos(k.prop)
}

// value is the expression that the name is given; nil for a bare attribute
// (bare is then true) and for a method or accessor.
func (k *key) value() (n js.Node, bare bool) {
	if k.attr != nil {
		return k.attr.Value, k.attr.Value == nil
	}
	if k.prop.Kind != js.PropField {
		return nil, false
	}
	return k.prop.Value, false
}
