package rules

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// mocks reports mocks of the hook that return what it used to return.
func (c *hookCheck) mocks() {
	if !mayMock(c.f.Src) {
		return
	}
	m := &mockSearch{c: c, seen: map[int]bool{}}
	// The factories first: they say which functions stand for the hook.
	js.Walk(c.f.Program, func(n js.Node) bool {
		if call, ok := n.(*js.Call); ok {
			m.factory(call)
		}
		return true
	})
	js.Walk(c.f.Program, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.Call:
			m.value(n)
		case *js.Assign:
			m.assigned(n)
		}
		return true
	})
}

// mayMock reports whether a text has one of the words without which nothing is
// mocked.
func mayMock(src string) bool {
	for _, word := range [...]string{"mock", "spyOn", ".fn(", "stub"} {
		if contains(src, word) {
			return true
		}
	}
	return false
}

// mockSearch looks for mocks of one hook.
type mockSearch struct {
	c *hookCheck
	// stands are functions of the file that a factory gives for the hook.
	stands []*js.Symbol
	seen   map[int]bool // offsets that are reported
}

func (m *mockSearch) report(at js.Range) {
	if m.seen[at.Start] {
		return
	}
	m.seen[at.Start] = true
	h := m.c.h
	m.c.report(m.c.undecided(), at, fmt.Sprintf("this mock of `%s` returns what the hook used to return; make it return %s", h.Hook, m.c.shape()))
}

// factory looks at jest.mock("@clerk/…", () => ({ … })) and its like.
func (m *mockSearch) factory(call *js.Call) {
	callee, ok := call.Callee.(*js.Member)
	if !ok || len(call.Args) < 2 {
		return
	}
	switch callee.Name {
	case "mock", "doMock", "setMock", "unstable_mockModule":
	default:
		return
	}
	specifier := call.Args[0]
	if i, ok := specifier.(*js.ImportCall); ok {
		specifier = i.Arg
	}
	name, ok := specifier.(*js.String)
	if !ok {
		return
	}
	// A package of Clerk's, or a module of the project that passes the hook
	// on, perhaps under another name.
	module := m.c.f.ModuleValue(name.Value)
	if module == nil {
		return
	}
	objects := []js.Node{call.Args[1]}
	if fn, ok := call.Args[1].(*js.Function); ok {
		objects = returned(fn)
	}
	for _, n := range objects {
		o, ok := m.resolve(n).(*js.Object)
		if !ok {
			continue
		}
		for _, p := range o.Props {
			if p.Kind == js.PropSpread || p.Value == nil || !m.c.f.MemberValue(module, p.Name).IsExport(m.c.h.Hook) {
				continue
			}
			if m.function(p.Value, 0) == oldShape {
				m.report(call.Range())
			}
		}
	}
}

// value looks at useUser.mockReturnValue({ … }) and its like.
func (m *mockSearch) value(call *js.Call) {
	callee, ok := call.Callee.(*js.Member)
	if !ok || len(call.Args) == 0 {
		return
	}
	shape := m.mocked(callee.Name, call.Args[0], 0)
	if shape != oldShape {
		return
	}
	if at, ok := m.hookMock(callee.X, 0); ok {
		if at == nil {
			at = call
		}
		m.report(at.Range())
	}
}

// assigned looks at sdk.useUser = jest.fn(() => ({ … })).
func (m *mockSearch) assigned(a *js.Assign) {
	if a.Op == "=" && m.c.f.ValueOf(a.X).IsExport(m.c.h.Hook) && m.function(a.Y, 0) == oldShape {
		m.report(a.Range())
	}
}

// mocked is the shape that a mock returns after its method name was called
// with arg.
func (m *mockSearch) mocked(name string, arg js.Node, depth int) mockShape {
	switch name {
	case "mockReturnValue", "mockReturnValueOnce", "mockResolvedValue", "mockResolvedValueOnce", "returns":
		return m.shape(arg, depth)
	case "mockImplementation", "mockImplementationOnce", "callsFake":
		return m.function(arg, depth)
	}
	return noShape
}

// hookMock reports whether n is a mock of the hook; at is where the hook
// itself is named, nil where it is not.
func (m *mockSearch) hookMock(n js.Node, depth int) (at js.Node, ok bool) {
	if depth > maxMockDepth {
		return nil, false
	}
	if m.c.f.ValueOf(n).IsExport(m.c.h.Hook) {
		return n, true
	}
	switch n := n.(type) {
	case *js.Ident:
		for _, s := range m.stands {
			if s == n.Sym {
				return nil, true
			}
		}
		if init := constantInit(n.Sym); init != nil {
			_, ok := m.hookMock(init, depth+1)
			return nil, ok
		}
	case *js.Call:
		if isTestHelper(n) && len(n.Args) > 0 {
			return m.hookMock(n.Args[0], depth+1)
		}
		callee, isMember := n.Callee.(*js.Member)
		if !isMember {
			return nil, false
		}
		if (callee.Name == "spyOn" || callee.Name == "stub") && len(n.Args) == 2 {
			name, isName := n.Args[1].(*js.String)
			return nil, isName && m.c.f.MemberValue(m.c.f.ValueOf(n.Args[0]), name.Value).IsExport(m.c.h.Hook)
		}
		if strings.HasPrefix(callee.Name, "mock") || callee.Name == "returns" || callee.Name == "callsFake" {
			return m.hookMock(callee.X, depth+1)
		}
	}
	return nil, false
}

// mockShape is what can be told about the value of a mock.
type mockShape int

const (
	noShape  mockShape = iota // nothing
	oldShape                  // what the old hook returned
	newShape                  // what the new one returns
)

// worse is the shape of a value that is one of two.
func worse(a, b mockShape) mockShape {
	if a == oldShape || b == oldShape {
		return oldShape
	}
	return max(a, b)
}

// maxMockDepth bounds how far a mock's value is followed.
const maxMockDepth = 20

// function is the shape of what a function returns.
func (m *mockSearch) function(n js.Node, depth int) mockShape {
	if depth > maxMockDepth {
		return noShape
	}
	switch n := n.(type) {
	case *js.Function:
		shape := noShape
		for _, r := range returned(n) {
			shape = worse(shape, m.shape(r, depth+1))
		}
		return shape
	case *js.Ident:
		if fn := functionOf(n.Sym); fn != nil {
			return m.function(fn, depth+1)
		}
		if init := constantInit(n.Sym); init != nil {
			m.stands = append(m.stands, n.Sym)
			return m.function(init, depth+1)
		}
	case *js.Call:
		name := ""
		shape := noShape
		switch callee := n.Callee.(type) {
		case *js.Ident:
			name = callee.Name
		case *js.Member:
			name = callee.Name
			shape = m.function(callee.X, depth+1)
		}
		switch {
		case len(n.Args) == 0:
		case name == "fn":
			return m.function(n.Args[0], depth+1)
		default:
			return worse(shape, m.mocked(name, n.Args[0], depth+1))
		}
		return shape
	}
	return noShape
}

// shape is the shape of a value.
func (m *mockSearch) shape(n js.Node, depth int) mockShape {
	if depth > maxMockDepth {
		return noShape
	}
	switch n := n.(type) {
	case *js.Object:
		return m.object(n, depth)
	case *js.Literal:
		if n.Kind == js.LitNull {
			return oldShape // the new result is always an object
		}
	case *js.Ident:
		if init := constantInit(n.Sym); init != nil {
			return m.shape(init, depth+1)
		}
	case *js.Call:
		// What a function of the file returns, such as a mock that stands
		// for the hook.
		if id, ok := n.Callee.(*js.Ident); ok {
			return m.function(id, depth+1)
		}
	case *js.Cond:
		return worse(m.shape(n.Then, depth+1), m.shape(n.Else, depth+1))
	case *js.Binary:
		if n.Op == "||" || n.Op == "??" {
			return worse(m.shape(n.X, depth+1), m.shape(n.Y, depth+1))
		}
	}
	return noShape
}

func (m *mockSearch) object(o *js.Object, depth int) mockShape {
	h := m.c.h
	shape := noShape
	for _, p := range o.Props {
		switch {
		case p.Kind == js.PropSpread:
			if spread := m.shape(p.Value, depth+1); shape == noShape {
				shape = spread
			} else if spread == newShape {
				shape = newShape
			}
		case p.Name == h.Loading, p.Name == h.SignedOut:
			return oldShape
		case p.Name == h.AssertSignedIn && isFunctionValue(p):
			return oldShape
		case p.Name == h.Loaded, p.Name == h.SignedIn, p.Name == h.Member:
			shape = newShape
		case shape == noShape:
			shape = oldShape
		}
	}
	return shape
}

func isFunctionValue(p *js.Property) bool {
	if p.Kind == js.PropMethod {
		return true
	}
	_, ok := p.Value.(*js.Function)
	return ok
}

// resolve is what an identifier was declared to be, or n itself.
func (m *mockSearch) resolve(n js.Node) js.Node {
	if id, ok := n.(*js.Ident); ok {
		if init := constantInit(id.Sym); init != nil {
			return init
		}
	}
	return n
}

// functionOf is the function that a name was declared as; nil for others.
func functionOf(sym *js.Symbol) *js.Function {
	if len(sym.Decls) != 1 || sym.Written() {
		return nil
	}
	fn, ok := sym.Decls[0].Parent().(*js.Function)
	if !ok || fn.Name != sym.Decls[0] {
		return nil
	}
	return fn
}

// returned are the expressions that a function returns.
func returned(fn *js.Function) []js.Node {
	if fn.Expr != nil {
		return []js.Node{fn.Expr}
	}
	if fn.Body == nil {
		return nil
	}
	var found []js.Node
	js.Walk(fn.Body, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.Function, *js.Class:
			return false
		case *js.Return:
			if n.X != nil {
				found = append(found, n.X)
			}
		}
		return true
	})
	return found
}
