package clerk

import (
	"github.com/clerkctl/clerkctl/codemod/js"
)

// Types are read from the tokens: the tree does not have them.

// annotation is what the annotation at r says.
func (f *File) annotation(r js.Range) *Value {
	if r.Len() == 0 || !f.TypeScript {
		return nil
	}
	var at js.Node = f.Program
	js.Walk(f.Program, func(n js.Node) bool {
		inside := n == js.Node(f.Program) || n.Outer().Covers(r)
		if inside {
			at = n
		}
		return inside
	})
	return f.annotationAt(r, at)
}

// annotationAt is what the annotation at r says, which belongs to the node
// owner: its type parameters are in scope.
func (f *File) annotationAt(r js.Range, owner js.Node) *Value {
	if r.Len() == 0 || !f.TypeScript {
		return nil
	}
	p := typeReader{f: f, i: f.TokenAt(r.Start), owner: owner}
	v := p.read()
	if p.bad || p.i < len(f.Tokens) && f.Tokens[p.i].Start < r.End {
		return nil
	}
	return v.typed()
}

// typed marks a value as known by annotation only. The type null alone is
// nothing.
func (v *Value) typed() *Value {
	if v == nil || v.Kind == nullish {
		return nil
	}
	return v
}

// fieldType is what the annotation of a class field says.
func (f *File) fieldType(m *js.Property) *Value {
	if !f.TypeScript {
		return nil
	}
	i := f.TokenAt(m.KeyPos.End)
	for f.Tok(i) == "?" || f.Tok(i) == "!" {
		i++
	}
	if f.Tok(i) != ":" {
		return nil
	}
	p := typeReader{f: f, i: i + 1, owner: m}
	v := p.read()
	if p.bad {
		return nil
	}
	return v.typed()
}

// superArgument is the first type argument of the class that cls extends.
func (f *File) superArgument(cls *js.Class) *Value {
	if cls.Extends == nil || !f.TypeScript {
		return nil
	}
	i := f.TokenAt(cls.Extends.Outer().End)
	if f.Tok(i) != "<" {
		return nil
	}
	p := typeReader{f: f, i: i + 1, owner: cls}
	v := p.read()
	if p.bad || f.Tok(p.i) != "," && f.Tok(p.i) != ">" {
		return nil
	}
	return v.typed()
}

// cast is what the casts round a node say: the outermost counts.
func (f *File) cast(n js.Node) *Value {
	if !f.TypeScript {
		return nil
	}
	outer, inner := n.Outer(), n.Range()
	for i, end := f.TokenAt(outer.Start), f.TokenAt(inner.Start); i < end; i++ {
		if f.Tok(i) == "<" {
			p := typeReader{f: f, i: i + 1, owner: n}
			if v := p.read(); !p.bad && f.Tok(p.i) == ">" {
				return v.typed()
			}
			return nil
		}
	}
	var v *Value
	for i := f.TokenAt(inner.End); i < len(f.Tokens) && f.Tokens[i].Start < outer.End; {
		switch f.Tok(i) {
		case "as", "satisfies":
			p := typeReader{f: f, i: i + 1, owner: n}
			one := p.read()
			if p.bad || p.i <= i {
				return nil
			}
			v, i = one, p.i
		default:
			i++
		}
	}
	return v.typed()
}

// expected is the type that an object literal is annotated with, by the
// declaration that it initialises.
func (f *File) expected(o js.Node) *Value {
	if !f.TypeScript {
		return nil
	}
	var n js.Node = o
	lists := 0
	for {
		switch p := n.Parent().(type) {
		case *js.Declarator:
			if p.Init != n {
				return nil
			}
			return unlist(f.annotationAt(p.Type, p), lists)
		case *js.Param:
			if p.Default != n {
				return nil
			}
			return unlist(f.annotationAt(p.Type, p), lists)
		case *js.Property:
			if _, field := p.Parent().(*js.Class); !field || p.Value != n {
				return nil
			}
			return unlist(f.fieldType(p), lists)
		case *js.Array:
			lists++
			n = p
		case *js.Cond:
			if p.Test == n {
				return nil
			}
			n = p
		case *js.Assign:
			id, ok := p.X.(*js.Ident)
			if !ok || p.Op != "=" || len(id.Sym.Decls) != 1 {
				return nil
			}
			return unlist(f.annotated(id.Sym.Decls[0]), lists)
		default:
			return nil
		}
	}
}

func unlist(v *Value, times int) *Value {
	for ; times > 0; times-- {
		v = elem(v)
	}
	if v != nil && v.Kind != Props {
		return nil
	}
	return v
}

// maxTypeDepth bounds the recursion on nested types and aliases.
const maxTypeDepth = 100

// typeReader reads one type from the tokens. The value is nil for a type that
// has nothing to do with Clerk.
type typeReader struct {
	f     *File
	i     int     // the next token
	owner js.Node // what the type belongs to; nil within a declared type
	// bound are type parameters in scope, of the declared type that is read.
	bound []string
	depth int
	bad   bool
}

func (p *typeReader) tok() string { return p.f.Tok(p.i) }

func (p *typeReader) kind() js.TokenKind {
	if p.i >= len(p.f.Tokens) {
		return js.TokEOF
	}
	return p.f.Tokens[p.i].Kind
}

// close is the token after the bracket that matches the one at i.
func (p *typeReader) close(i int) int {
	m := int(p.f.Tokens[i].Match)
	if m <= i {
		p.bad = true
		return len(p.f.Tokens) - 1
	}
	return m + 1
}

// read reads a whole type: unions, intersections, arrays, conditionals.
func (p *typeReader) read() *Value {
	if p.depth++; p.depth > maxTypeDepth {
		p.bad = true
	}
	defer func() { p.depth-- }()
	if p.bad {
		return nil
	}
	if t := p.tok(); t == "|" || t == "&" {
		p.i++
	}
	v, some := p.intersection(), true
	if v != nil && v.Kind == nullish {
		some = false
	}
	for !p.bad && p.tok() == "|" {
		p.i++
		switch one := p.intersection(); {
		case one != nil && one.Kind == nullish:
		case !some:
			v, some = one, true
		default:
			v = merge(v, one)
		}
	}
	switch {
	case p.bad || p.i >= len(p.f.Tokens) || p.f.Tokens[p.i].NewlineBefore:
	case p.tok() == "is": // x is T
		p.i++
		p.read()
		return nil
	case p.tok() == "extends": // T extends U ? X : Y
		p.i++
		p.read()
		for _, sep := range []string{"?", ":"} {
			if p.tok() != sep {
				p.bad = true
				return nil
			}
			p.i++
			p.read()
		}
		return nil
	}
	return v
}

func (p *typeReader) intersection() *Value {
	v := p.operand()
	for !p.bad && p.tok() == "&" {
		p.i++
		v = both(v, p.operand())
	}
	return v
}

// both is an object of two types at once.
func both(a, b *Value) *Value {
	switch {
	case a == nil || a.Kind == nullish:
		return b
	case b == nil || b.Kind == nullish:
		return a
	case a.Kind == Props && b.Kind == Props:
		return joinProps(a, b)
	case a.Kind == Props:
		return b
	}
	return a
}

func (p *typeReader) operand() *Value {
	if p.depth++; p.depth > maxTypeDepth {
		p.bad = true
	}
	defer func() { p.depth-- }()
	if p.bad {
		return nil
	}
	switch t := p.tok(); t {
	case "readonly", "keyof", "unique", "infer", "asserts", "abstract":
		if next := p.i + 1; next < len(p.f.Tokens) && p.beginsType(next) {
			p.i++
			v := p.operand()
			if t != "readonly" {
				v = nil
			}
			return v
		}
	}
	v := p.primary()
	for !p.bad && p.tok() == "[" && !p.f.Tokens[p.i].NewlineBefore {
		end := p.close(p.i)
		if end == p.i+2 {
			v = listOf(v)
		} else {
			v = nil // T["key"]
		}
		p.i = end
	}
	return v
}

func (p *typeReader) beginsType(i int) bool {
	switch p.f.Tokens[i].Kind {
	case js.TokIdent:
		switch p.f.Tok(i) {
		case "extends", "is", "as", "satisfies", "in", "of":
			return false
		}
		return true
	case js.TokString, js.TokNumber, js.TokTemplate:
		return true
	case js.TokPunct:
		switch p.f.Tok(i) {
		case "(", "[", "{", "<", "-":
			return true
		}
	}
	return false
}

func listOf(v *Value) *Value {
	if v == nil || v.Kind == nullish {
		return nil
	}
	l := v.derive(List, "")
	l.Elem = v
	return l
}

func (p *typeReader) primary() *Value {
	if p.i >= len(p.f.Tokens) || !p.beginsType(p.i) {
		p.bad = true
		return nil
	}
	switch p.kind() {
	case js.TokString, js.TokNumber:
		p.i++
		return nil
	case js.TokTemplate:
		if m := int(p.f.Tokens[p.i].Match); m > p.i {
			p.i = m
		}
		p.i++
		return nil
	}
	switch p.tok() {
	case "-":
		p.i += 2
		return nil
	case "<": // <T>(x: T) => …
		p.arguments()
		p.function()
		return nil
	case "(":
		if p.f.Tok(p.close(p.i)) == "=>" {
			p.function()
			return nil
		}
		end := p.close(p.i)
		p.i++
		v := p.read()
		if p.i != end-1 {
			p.bad = true
		}
		p.i = end
		return v
	case "[":
		p.i = p.close(p.i)
		return nil
	case "{":
		return p.object()
	case "new":
		p.i++
		if p.tok() == "<" {
			p.arguments()
		}
		p.function()
		return nil
	case "null", "undefined", "void", "never":
		p.i++
		return &Value{Kind: nullish}
	case "typeof":
		p.i++
		return p.query()
	case "import":
		return p.imported()
	}
	return p.reference()
}

// function passes over `(…) => T`.
func (p *typeReader) function() {
	if p.bad || p.tok() != "(" {
		p.bad = true
		return
	}
	p.i = p.close(p.i)
	if p.tok() != "=>" {
		p.bad = true
		return
	}
	p.i++
	p.read()
}

// path reads a name with dots.
func (p *typeReader) path() []string {
	if p.kind() != js.TokIdent {
		p.bad = true
		return nil
	}
	names := []string{p.tok()}
	p.i++
	for p.tok() == "." && p.i+1 < len(p.f.Tokens) {
		names = append(names, p.f.Tok(p.i+1))
		p.i += 2
	}
	return names
}

// arguments reads `<A, B>`.
func (p *typeReader) arguments() []*Value {
	var out []*Value
	p.i++
	for !p.bad {
		if p.tok() == ">" {
			p.i++
			return out
		}
		v := p.read()
		if p.tok() == "=" { // the default of a type parameter
			p.i++
			p.read()
		}
		if v != nil && v.Kind == nullish {
			v = nil
		}
		out = append(out, v)
		switch p.tok() {
		case ",":
			p.i++
		case ">":
		default:
			p.bad = true
		}
	}
	return nil
}

func (p *typeReader) optionalArguments() []*Value {
	if p.i < len(p.f.Tokens) && p.tok() == "<" && !p.f.Tokens[p.i].NewlineBefore {
		return p.arguments()
	}
	return nil
}

// query reads what follows `typeof`.
func (p *typeReader) query() *Value {
	if p.tok() == "import" {
		return p.imported()
	}
	names := p.path()
	p.optionalArguments()
	if p.bad {
		return nil
	}
	v := p.valueNamed(names)
	if v == nil {
		return nil
	}
	return &Value{Kind: query, Elem: v}
}

// valueNamed is what a name with dots means as a value.
func (p *typeReader) valueNamed(names []string) *Value {
	f := p.f
	var v *Value
	scope := f.Module
	if p.owner != nil {
		scope = f.ScopeOf(p.owner)
	}
	if s := scope.Lookup(names[0]); s != nil {
		v = f.symbol(s)
	} else {
		v = f.importValue(f.importNamed(names[0]))
	}
	for _, n := range names[1:] {
		v = f.member(v, n)
	}
	return v
}

// imported reads import("…").Name.
func (p *typeReader) imported() *Value {
	f := p.f
	p.i++
	if p.tok() != "(" {
		p.bad = true
		return nil
	}
	end := p.close(p.i)
	var m *Value
	if p.i+2 == end-1 && f.Tokens[p.i+1].Kind == js.TokString {
		text := f.Tok(p.i + 1)
		m = f.module(text[1:len(text)-1], nil)
	}
	p.i = end
	v := m
	for p.tok() == "." && p.i+1 < len(f.Tokens) {
		v = f.member(v, f.Tok(p.i+1))
		p.i += 2
	}
	return p.typeOf(v, p.optionalArguments())
}

// reference reads a type's name with its arguments.
func (p *typeReader) reference() *Value {
	f := p.f
	at := p.i
	names := p.path()
	args := p.optionalArguments()
	if p.bad {
		return nil
	}
	name := names[0]
	if p.isParameter(name) {
		return nil
	}
	if d := f.localType(name, f.Tokens[at].Start); d != nil {
		if len(names) > 1 {
			return nil
		}
		return p.declared(d)
	}
	item := f.importNamed(name)
	if item != nil && item.Sym != nil && p.owner != nil {
		// A class or enum of that name nearer than the import.
		if s := f.ScopeOf(p.owner).Lookup(name); s != item.Sym && s != nil && (s.Kind == js.SymClass || s.Kind == js.SymOther) {
			return nil
		}
	}
	if item == nil {
		if s := f.Module.Lookup(name); s != nil && (s.Kind == js.SymClass || s.Kind == js.SymOther) {
			return nil
		}
		return p.standard(names, args)
	}
	v := f.importValue(item)
	if v == nil {
		return p.framework(item, names, args)
	}
	for _, n := range names[1:] {
		v = f.member(v, n)
	}
	return p.typeOf(v, args)
}

// typeOf is an object of the type that an export names.
func (p *typeReader) typeOf(v *Value, args []*Value) *Value {
	if v == nil || v.Kind != Export {
		return nil
	}
	t := p.f.types
	var out *Value
	switch {
	case isClass(v):
		out = v.derive(Instance, t.Class)
	case t.Names[v.Name] != "":
		out = v.derive(Instance, t.Names[v.Name])
		if len(args) == 2 { // CreateMagicLinkFlowReturn<Params, Resource>
			out.Elem = args[1]
		}
	case t.Props[v.Name]:
		out = v.derive(Props, v.Name)
	case t.Holders[v.Name].Member != "":
		h := t.Holders[v.Name]
		out = v.derive(Props, v.Name)
		held := v.derive(Instance, h.Type)
		held.Origin.Typed = true
		out.members = map[string]*Value{h.Member: held}
		if len(args) > 0 && args[0] != nil && args[0].Kind == Props {
			out = joinProps(out, args[0])
		}
	default:
		return nil
	}
	out.Origin.Typed = true
	return out
}

// standard is a type of the language or of a global namespace.
func (p *typeReader) standard(names []string, args []*Value) *Value {
	first := func() *Value {
		if len(args) > 0 {
			return args[0]
		}
		return nil
	}
	if len(names) > 1 {
		if names[0] == "React" {
			return p.react(names[1], args)
		}
		return nil
	}
	switch names[0] {
	case "Array", "ReadonlyArray":
		return listOf(first())
	case "Promise", "PromiseLike":
		v := first()
		if v == nil {
			return nil
		}
		p := v.derive(Promise, "")
		p.Elem = v
		return p
	case "Readonly", "Partial", "Required", "NonNullable", "Omit", "Pick", "Exclude", "Extract":
		return first()
	}
	return nil
}

// framework is a type that a package of no interest exports round another.
func (p *typeReader) framework(item *js.ImportName, names []string, args []*Value) *Value {
	name := item.Imported
	if name == "*" || name == "default" {
		if len(names) != 2 {
			return nil
		}
		name = names[1]
	} else if len(names) != 1 {
		return nil
	}
	switch item.Decl.Specifier {
	case "react", "preact", "preact/compat":
		return p.react(name, args)
	case "next":
		if name == "NextPage" {
			return componentOf(args)
		}
	}
	return nil
}

// react is a type of React's.
func (p *typeReader) react(name string, args []*Value) *Value {
	switch name {
	case "FC", "FunctionComponent", "VFC", "VoidFunctionComponent", "ComponentType":
		return componentOf(args)
	case "PropsWithChildren", "PropsWithRef":
		if len(args) > 0 {
			return args[0]
		}
	case "ComponentProps", "ComponentPropsWithRef", "ComponentPropsWithoutRef":
		if len(args) == 0 || args[0] == nil || args[0].Kind != query {
			return nil
		}
		c := args[0].Elem
		if props := p.f.types.Components[c.Name]; c.Kind == Export && props != "" {
			v := c.derive(Props, props)
			v.Origin.Typed = true
			return v
		}
	}
	return nil
}

func componentOf(args []*Value) *Value {
	if len(args) == 0 || args[0] == nil {
		return nil
	}
	return &Value{Kind: component, Elem: args[0], Origin: args[0].Origin}
}

// object reads `{ … }`: a type with members of Clerk's, or nil.
func (p *typeReader) object() *Value {
	end := p.close(p.i) - 1
	if p.bad {
		return nil
	}
	v := &Value{Kind: Props, Origin: Origin{Typed: true}}
	for p.i++; p.i < end; {
		p.objectMember(v, end)
	}
	p.i = end + 1
	if len(v.members) == 0 {
		return nil
	}
	return v
}

// objectMember reads one member of an object type, and goes to the next.
func (p *typeReader) objectMember(v *Value, end int) {
	f := p.f
	if p.tok() == "readonly" {
		if k := f.Tokens[p.i+1].Kind; k == js.TokIdent || k == js.TokString {
			p.i++
		}
	}
	name := ""
	switch p.kind() {
	case js.TokIdent:
		name = p.tok()
	case js.TokString:
		name = p.tok()
		name = name[1 : len(name)-1]
	}
	after := p.i + 1
	if f.Tok(after) == "?" {
		after++
	}
	if name != "" && f.Tok(after) == ":" {
		q := *p
		q.i = after + 1
		one := q.read()
		if !q.bad && q.i <= end {
			p.i = q.i
			if one != nil && one.Kind != nullish {
				if v.members == nil {
					v.members = map[string]*Value{}
				}
				v.members[name] = one
				if v.Origin.Package == "" {
					v.Origin = one.Origin
				}
			}
			if t := p.tok(); t == ";" || t == "," {
				p.i++
			}
			return
		}
	}
	// A method, an index signature or something unknown: on to the end.
	for first := true; p.i < end; first = false {
		switch t := p.tok(); {
		case t == ";" || t == ",":
			p.i++
			return
		case !first && f.Tokens[p.i].NewlineBefore:
			return
		case t == "(" || t == "[" || t == "{":
			if m := int(f.Tokens[p.i].Match); m > p.i {
				p.i = m
			}
		}
		p.i++
	}
}
