package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

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
