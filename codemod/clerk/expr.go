package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

// maxDepth bounds how far a value is followed, so that no input makes
// resolution recurse without end. What lies beyond is nobody's.
const maxDepth = 2000

// value is what a node leads to, internal kinds included. A value that
// depends on itself is nobody's.
func (f *File) value(n js.Node) *Value {
	if n == nil || f.depth > maxDepth {
		return nil
	}
	switch x := n.(type) {
	case *js.Ident: // the symbol remembers
		if v := f.symbol(x.Sym); v != nil || n.Outer() == n.Range() {
			return v
		}
	case *js.Property: // the pattern remembers
		return f.propertyRead(x)
	case *js.Member:
		// Most members are of names that are nobody's. They cost less to find
		// again than to remember.
		if id, ok := x.X.(*js.Ident); ok && n.Outer() == n.Range() && f.value(id) == nil {
			return nil
		}
	}
	if v, known := f.values[n]; known {
		return v
	}
	if f.values == nil {
		f.values = map[js.Node]*Value{}
	}
	f.values[n] = nil
	f.depth++
	v := f.eval(n)
	if v == nil && n.Outer() != n.Range() {
		v = f.cast(n)
	}
	f.depth--
	f.values[n] = v
	return v
}

func (f *File) eval(n js.Node) *Value {
	switch n := n.(type) {
	case *js.Member:
		if lit, ok := n.X.(*js.Literal); ok && lit.Kind == js.LitThis {
			return f.thisMember(n, n.Name)
		}
		return f.member(f.value(n.X), n.Name)
	case *js.Index:
		if key, ok := n.Arg.(*js.String); ok {
			return f.member(f.value(n.X), key.Value)
		}
		if v := f.value(n.X); v != nil && v.Kind == List {
			return v.Elem
		}
	case *js.Call:
		return f.call(n)
	case *js.Template:
		return f.styled(n.Tag)
	case *js.New:
		if v := f.value(n.Callee); v != nil && isClass(v) {
			return v.derive(Instance, f.types.Class)
		}
	case *js.ImportCall:
		if s, ok := n.Arg.(*js.String); ok {
			if m := f.module(s.Value, nil); m != nil {
				return &Value{Kind: Promise, Elem: m, Origin: m.Origin}
			}
		}
	case *js.Await:
		v := f.value(n.X)
		if v != nil && v.Kind == Promise {
			return v.Elem
		}
		return v
	case *js.Binary:
		switch n.Op {
		case ",", "&&":
			return f.value(n.Y)
		case "||", "??":
			return f.either(n.X, n.Y)
		}
	case *js.Cond:
		return f.either(n.Then, n.Else)
	case *js.Assign:
		switch n.Op {
		case "=", "&&=":
			return f.value(n.Y)
		case "||=", "??=":
			return f.either(n.X, n.Y)
		}
	case *js.ObjectPattern, *js.ArrayPattern:
		return f.target(n)
	case *js.Object:
		if isPattern(n) {
			return f.target(n)
		}
		return f.expected(n)
	case *js.Array:
		if isPattern(n) {
			return f.target(n)
		}
	}
	return nil
}

// either is the value of an expression that is x or y. A side that holds
// nothing at all (null, undefined, {}, false) has no say.
func (f *File) either(x, y js.Node) *Value {
	switch {
	case isEmpty(x):
		return f.value(y)
	case isEmpty(y):
		return f.value(x)
	}
	return merge(f.value(x), f.value(y))
}

// isNullish reports whether n is null, undefined or void 0 as written.
func isNullish(n js.Node) bool {
	switch n := n.(type) {
	case *js.Literal:
		return n.Kind == js.LitNull || n.Kind == js.LitUndefined
	case *js.Ident:
		return n.Name == "undefined" && n.Sym.Kind == js.SymGlobal
	case *js.Unary:
		return n.Op == "void"
	}
	return false
}

func isEmpty(n js.Node) bool {
	switch n := n.(type) {
	case *js.Literal:
		return isNullish(n) || n.Kind == js.LitBool && !n.Bool
	case *js.Object:
		return len(n.Props) == 0
	}
	return isNullish(n)
}

// call is what a call returns.
func (f *File) call(n *js.Call) *Value {
	if v := f.required(n); v != nil {
		return v
	}
	if m, ok := n.Callee.(*js.Member); ok {
		if v, ok := f.builtin(n, m); ok {
			return v
		}
	}
	v := f.value(n.Callee)
	if v == nil {
		return f.wrapped(n)
	}
	switch v.Kind {
	case Export:
		return f.hookResult(n, v)
	case Method:
		m := f.types.Types[v.Type][v.Name]
		if m.Bound {
			if v.Elem == nil {
				return nil
			}
			p := v.derive(Promise, "")
			p.Elem = v.Elem
			return p
		}
		r := f.held(v, m)
		if m.Binds && r != nil {
			r.Elem = v.Elem
		}
		return r
	}
	return nil
}

// hookResult is what the call of a hook returns.
func (f *File) hookResult(n *js.Call, hook *Value) *Value {
	h, ok := f.types.Hooks[hook.Name]
	if !ok {
		return nil
	}
	v := hook.derive(Result, hook.Name)
	v.Call = n
	switch {
	case h.Plain:
		v.Kind, v.Name = Instance, h.Type
		if len(n.Args) == 1 {
			v.Elem = f.asObject(f.value(n.Args[0]))
		}
	case h.List:
		v.Kind = List
		v.Elem = &Value{Kind: Instance, Name: h.Type, Origin: v.Origin, Call: n}
	}
	return v
}

// asObject is the object that a hook's result stands for; other objects as
// they are.
func (f *File) asObject(v *Value) *Value {
	if v == nil || v.Kind == Instance {
		return v
	}
	if v.Kind == Result {
		return v.derive(Instance, f.types.Hooks[v.Name].Type)
	}
	return nil
}

// required is the module that require() or a helper round it returns.
func (f *File) required(n *js.Call) *Value {
	if len(n.Args) == 0 {
		return nil
	}
	if spec, ok := requireSpecifier(n); ok {
		return f.module(spec, nil)
	}
	if isInterop(f, n) {
		if v := f.value(n.Args[0]); v != nil && (v.Kind == Module || v.Kind == reference && v.Name == "*") {
			return v
		}
	}
	return nil
}

// requireSpecifier is the module's name in require("…"), or in what test
// runners have for it. A promise of the module counts as the module.
func requireSpecifier(n *js.Call) (string, bool) {
	if len(n.Args) != 1 {
		return "", false
	}
	s, ok := n.Args[0].(*js.String)
	if !ok {
		return "", false
	}
	switch c := n.Callee.(type) {
	case *js.Ident:
		return s.Value, c.Name == "require" && c.Sym.Kind == js.SymGlobal
	case *js.Member:
		x, ok := c.X.(*js.Ident)
		if !ok || x.Sym.Kind != js.SymGlobal && x.Sym.Kind != js.SymImport {
			return "", false
		}
		switch c.Name {
		case "requireActual", "requireMock":
			return s.Value, x.Name == "jest"
		case "importActual", "importMock":
			return s.Value, x.Name == "vi"
		}
	}
	return "", false
}

// isInterop reports whether a call is one of the helpers that compilers put
// round require() to make an ES module of a CommonJS one.
func isInterop(f *File, n *js.Call) bool {
	name := calleeName(n)
	if b, ok := n.Callee.(*js.Binary); ok && b.Op == "," { // (0, helper.default)(…)
		if m, ok := b.Y.(*js.Member); ok {
			name = m.Name
		}
		if name == "default" {
			spec, _ := f.ImportOf(b.Y)
			return isInteropModule(spec)
		}
	}
	switch name {
	case "__importStar", "__importDefault", "__toESM", "__toModule",
		"_interopRequireWildcard", "_interopRequireDefault",
		"_interop_require_wildcard", "_interop_require_default",
		"_interopNamespace", "_interopNamespaceDefault", "_interopDefault", "_interopDefaultLegacy":
		return true
	}
	if spec, export := f.ImportOf(n.Callee); export == "default" {
		return isInteropModule(spec)
	}
	return false
}

func isInteropModule(spec string) bool {
	switch spec {
	case "@babel/runtime/helpers/interopRequireWildcard", "@babel/runtime/helpers/interopRequireDefault":
		return true
	}
	return false
}

// builtin is what a method of a promise or an array returns; ok is false
// where the callee is something else.
func (f *File) builtin(n *js.Call, m *js.Member) (v *Value, ok bool) {
	x := f.value(m.X)
	if x == nil {
		return nil, false
	}
	switch x.Kind {
	case Promise:
		switch m.Name {
		case "then":
			if len(n.Args) > 0 {
				if r := f.callback(n.Args[0]); r != nil {
					if r.Kind == Promise {
						return r, true
					}
					p := r.derive(Promise, "")
					p.Elem = r
					return p, true
				}
			}
		case "catch", "finally":
			return x, true
		}
		return nil, true
	case List:
		switch m.Name {
		case "find", "findLast", "at", "pop", "shift":
			return x.Elem, true
		case "filter", "slice", "concat", "reverse", "sort", "flat", "toReversed", "toSorted":
			return x, true
		case "map":
			if len(n.Args) > 0 {
				if r := f.callback(n.Args[0]); r != nil {
					l := r.derive(List, "")
					l.Elem = r
					return l, true
				}
			}
		}
		return nil, true
	}
	return nil, false
}

// callback is what a function given as an argument returns.
func (f *File) callback(n js.Node) *Value {
	if fn, ok := n.(*js.Function); ok {
		return f.returnValue(fn)
	}
	return nil
}

// returnValue is what all returns of a function agree on.
func (f *File) returnValue(fn *js.Function) *Value {
	v := f.returned(fn)
	if v != nil && fn.Async && v.Kind != Promise {
		p := v.derive(Promise, "")
		p.Elem = v
		return p
	}
	return v
}

// returns are the expressions that a function returns, those that return
// nothing left out.
func returns(fn *js.Function) []js.Node {
	if fn.Expr != nil {
		return []js.Node{fn.Expr}
	}
	if fn.Body == nil {
		return nil
	}
	var out []js.Node
	js.Walk(fn.Body, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.Function, *js.Class:
			return false
		case *js.Return:
			if n.X != nil && !isNullish(n.X) {
				out = append(out, n.X)
			}
			return false
		}
		return true
	})
	return out
}
