package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

// localType is the declaration of a type in the file itself: it hides an
// import of the same name, and may be made of Clerk's types.
type localType struct {
	// keyword is type, interface, class or enum.
	keyword string
	// name is the token of the name.
	name int
	// within is the block that the declaration can be seen in.
	within   js.Range
	exported bool
}

// localTypes are all declarations of types in the file, by name.
func (f *File) localTypes() map[string][]localType {
	if f.typed != nil {
		return f.typed
	}
	f.typed = map[string][]localType{}
	if !f.TypeScript {
		return f.typed
	}
	open := []js.Range{{Start: 0, End: len(f.Src) + 1}}
	for i := range f.Tokens {
		t := &f.Tokens[i]
		for len(open) > 1 && t.Start >= open[len(open)-1].End {
			open = open[:len(open)-1]
		}
		if t.Kind == js.TokPunct && f.Src[t.Start] == '{' && int(t.Match) > i {
			open = append(open, js.Range{Start: t.Start, End: f.Tokens[t.Match].End})
			continue
		}
		if t.Kind != js.TokIdent || i+2 >= len(f.Tokens) || f.Tokens[i+1].Kind != js.TokIdent {
			continue
		}
		keyword := f.Tok(i)
		before, next := f.Tok(i-1), f.Tok(i+2)
		if before == "." || before == "?." {
			continue
		}
		switch keyword {
		case "type":
			if next != "=" && next != "<" || before == "import" || f.Tokens[i+1].NewlineBefore {
				continue
			}
		case "interface":
			if next != "{" && next != "<" && next != "extends" || f.Tokens[i+1].NewlineBefore {
				continue
			}
		case "class":
			if next == "extends" || next == "implements" || next == "{" || next == "<" {
				break
			}
			continue
		case "enum":
			if next != "{" {
				continue
			}
		default:
			continue
		}
		name := f.Tok(i + 1)
		f.typed[name] = append(f.typed[name], localType{
			keyword: keyword, name: i + 1, within: open[len(open)-1],
			exported: before == "export" || before == "abstract" || before == "const" || before == "declare" || before == "default",
		})
	}
	return f.typed
}

// localType is the declaration that a type's name means at an offset; nil
// where none can be seen.
func (f *File) localType(name string, offset int) *localType {
	var best *localType
	decls := f.localTypes()[name]
	for i := range decls {
		d := &decls[i]
		if d.within.Contains(offset) && (best == nil || best.within.Covers(d.within)) {
			best = d
		}
	}
	return best
}

// declared is an object of a type that the file declares. Each declaration is
// read once; one that is made of itself is nobody's.
func (p *typeReader) declared(d *localType) *Value {
	f := p.f
	if v, known := f.declaredTypes[d.name]; known {
		return v
	}
	if f.declaredTypes == nil {
		f.declaredTypes = map[int]*Value{}
	}
	f.declaredTypes[d.name] = nil
	v := p.readDeclared(d)
	f.declaredTypes[d.name] = v
	return v
}

func (p *typeReader) readDeclared(d *localType) *Value {
	f := p.f
	q := typeReader{f: f, i: d.name + 1, depth: p.depth + 1}
	if q.depth > maxTypeDepth {
		return nil
	}
	if q.tok() == "<" {
		q.bound = f.typeParameters(q.i)
		q.arguments()
	}
	switch d.keyword {
	case "type":
		if q.tok() != "=" {
			return nil
		}
		q.i++
		v := q.read()
		if q.bad {
			return nil
		}
		return v
	case "interface":
		var v *Value
		if q.tok() == "extends" {
			for ok := true; ok && !q.bad; ok = q.tok() == "," {
				q.i++
				v = both(v, q.read())
			}
		}
		if q.bad || q.tok() != "{" {
			return nil
		}
		return both(v, q.object())
	}
	return nil
}

// isParameter reports whether name is a type parameter where the reader is.
func (p *typeReader) isParameter(name string) bool {
	for _, b := range p.bound {
		if b == name {
			return true
		}
	}
	for n := p.owner; n != nil; n = n.Parent() {
		open := -1
		switch n := n.(type) {
		case *js.Function:
			open = p.f.functionParameters(n)
		case *js.Class:
			open = p.f.classParameters(n)
		}
		if open >= 0 && p.f.Tok(open) == "<" {
			for _, b := range p.f.typeParameters(open) {
				if b == name {
					return true
				}
			}
		}
	}
	return false
}

// functionParameters is the token that opens a function's type parameters, if
// it has any: the one after its name, its key or its keyword.
func (f *File) functionParameters(fn *js.Function) int {
	switch {
	case fn.Name != nil:
		return f.TokenAt(fn.Name.Range().End)
	case fn.Method:
		if m, ok := fn.Parent().(*js.Property); ok {
			i := f.TokenAt(m.KeyPos.End)
			if f.Tok(i) == "?" {
				i++
			}
			return i
		}
	}
	i := f.TokenAt(fn.Range().Start)
	for {
		switch f.Tok(i) {
		case "async", "function", "*":
			i++
		default:
			return i
		}
	}
}

// classParameters is the token that opens a class's type parameters, if it
// has any.
func (f *File) classParameters(c *js.Class) int {
	if c.Name != nil {
		return f.TokenAt(c.Name.Range().End)
	}
	i := f.TokenAt(c.Range().Start)
	for f.Tok(i) != "class" && f.Tok(i) != "" {
		i++
	}
	return i + 1
}

// typeParameters are the names that the list opened by the "<" at token i
// introduces.
func (f *File) typeParameters(i int) []string {
	var names []string
	depth := 0
	for ; i < len(f.Tokens); i++ {
		switch f.Tok(i) {
		case "<":
			depth++
			if depth == 1 {
				names = append(names, f.parameterName(i+1))
			}
		case ">":
			if depth--; depth == 0 {
				return names
			}
		case ",":
			if depth == 1 {
				names = append(names, f.parameterName(i+1))
			}
		case "(", "[", "{":
			m := int(f.Tokens[i].Match)
			if m <= i {
				return names
			}
			i = m
		case ";", ")", "]", "}":
			return names
		}
	}
	return names
}

func (f *File) parameterName(i int) string {
	for {
		switch f.Tok(i) {
		case "const", "in", "out":
			i++
		default:
			return f.Tok(i)
		}
	}
}
