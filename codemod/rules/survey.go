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
	// queried are the names that types ask for with typeof; nil until asked.
	queried map[string]bool
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
	// written are the members that are assigned to the objects given here.
	written []memberWrite
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
	// slots are all the ways in which places get it.
	slots []slot
}

// slot is a way in which a key gets to a place.
type slot struct {
	*key
	route
	place *place
}

// route is what lies between a place and a key: the choices that lead there,
// and the variables that hold what the key is written in.
type route struct {
	path []branch
	via  []*bag
}

// branch is one side of a conditional expression.
type branch struct {
	at   js.Node
	side int
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
	for _, u := range p.File.Uses() {
		for _, row := range t.Options {
			if u.Value.Kind == clerk.Export && slices.Contains(row.Functions, codemod.Function{Name: u.Value.Name}) {
				if call := calledAt(u.Node); call != nil {
					s.call(call, u.Value.Name, 0, table{rule: row.Rule, changes: renames(row.Renames)})
				}
			}
		}
	}
	s.annotations(tables)
	return s
}

// change is the table's row for a name.
func (t table) change(name string) (change, bool) {
	for _, c := range t.changes {
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
		s.gather(pl, e.props(), route{})
		return
	}
	for _, attr := range e.jsx.Attrs {
		if attr.Spread {
			s.gather(pl, attr.Value, route{})
			continue
		}
		s.add(pl, attr, key{name: attr.Name, attr: attr, elem: e.jsx}, route{})
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
	s.gather(pl, arg, route{})
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
	s.object(pl, object, s.annotatedRoute(object))
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
