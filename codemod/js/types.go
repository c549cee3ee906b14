package js

// The parser throws types away, so their ends are found here, on tokens. A
// type is only passed over; what it says is read by whoever needs to.

// skipType returns the token after the type that begins at token i.
func (f *File) skipType(i int) (end int, ok bool) {
	return f.typeFrom(i, 0)
}

// maxTypeDepth bounds the recursion on nested types.
const maxTypeDepth = 500

func (f *File) typeFrom(i, depth int) (int, bool) {
	if depth > maxTypeDepth {
		return i, false
	}
	i, ok := f.unionType(i, depth+1)
	if !ok {
		return i, false
	}
	if f.Tok(i) == "is" && !f.Tokens[i].NewlineBefore { // x is T
		return f.typeFrom(i+1, depth+1)
	}
	if f.Tok(i) == "extends" && !f.Tokens[i].NewlineBefore {
		j, ok := f.unionType(i+1, depth+1)
		if ok && f.Tok(j) == "?" {
			if j, ok = f.typeFrom(j+1, depth+1); ok && f.Tok(j) == ":" {
				return f.typeFrom(j+1, depth+1)
			}
		}
	}
	return i, true
}

func (f *File) unionType(i, depth int) (int, bool) {
	if t := f.Tok(i); t == "|" || t == "&" {
		i++
	}
	for {
		j, ok := f.operandType(i, depth+1)
		if !ok {
			return i, false
		}
		i = j
		if t := f.Tok(i); t != "|" && t != "&" {
			return i, true
		}
		i++
	}
}

func (f *File) operandType(i, depth int) (int, bool) {
	if depth > maxTypeDepth || i >= len(f.Tokens)-1 {
		return i, false
	}
	switch f.Tok(i) {
	case "keyof", "unique", "readonly", "infer", "asserts", "abstract":
		if f.beginsType(i+1) && !f.Tokens[i+1].NewlineBefore {
			return f.operandType(i+1, depth+1)
		}
	}
	i, ok := f.primaryType(i, depth+1)
	if !ok {
		return i, false
	}
	for f.Tok(i) == "[" && !f.Tokens[i].NewlineBefore && f.Tokens[i].Match > 0 {
		i = int(f.Tokens[i].Match) + 1
	}
	return i, true
}

func (f *File) beginsType(i int) bool {
	if i >= len(f.Tokens)-1 {
		return false
	}
	switch t := f.Tokens[i]; t.Kind {
	case TokIdent:
		switch f.Tok(i) {
		case "extends", "is", "as", "satisfies", "in", "of":
			return false
		}
		return true
	case TokString, TokNumber, TokTemplate:
		return true
	case TokPunct:
		switch f.Tok(i) {
		case "(", "[", "{", "<", "-":
			return true
		}
	}
	return false
}

func (f *File) primaryType(i, depth int) (int, bool) {
	if !f.beginsType(i) {
		return i, false
	}
	t := f.Tokens[i]
	switch t.Kind {
	case TokString, TokNumber:
		return i + 1, true
	case TokTemplate:
		if t.Match < int32(i) {
			return i + 1, true
		}
		return int(t.Match) + 1, true
	case TokPunct:
		switch f.Tok(i) {
		case "-":
			return i + 2, true
		case "<":
			j, ok := f.skipAngles(i)
			if !ok || f.Tok(j) != "(" {
				return i, false
			}
			return f.functionType(j, depth)
		case "(":
			if int(t.Match) > i && f.Tok(int(t.Match)+1) == "=>" {
				return f.functionType(i, depth)
			}
		}
		if int(t.Match) <= i {
			return i, false
		}
		return int(t.Match) + 1, true
	}
	switch f.Tok(i) {
	case "new":
		j := i + 1
		if f.Tok(j) == "<" {
			var ok bool
			if j, ok = f.skipAngles(j); !ok {
				return i, false
			}
		}
		if f.Tok(j) == "(" {
			return f.functionType(j, depth)
		}
	case "typeof":
		i++
	}
	if f.Tok(i) == "import" && f.Tok(i+1) == "(" && f.Tokens[i+1].Match > 0 {
		i = int(f.Tokens[i+1].Match)
	}
	i++
	for f.Tok(i) == "." {
		i += 2
	}
	if f.Tok(i) == "<" && !f.Tokens[i].NewlineBefore {
		if j, ok := f.skipAngles(i); ok {
			i = j
		}
	}
	return i, true
}

// functionType passes over `(…) => T`, from its parenthesis.
func (f *File) functionType(open, depth int) (int, bool) {
	closing := int(f.Tokens[open].Match)
	if closing <= open || f.Tok(closing+1) != "=>" {
		return open, false
	}
	return f.typeFrom(closing+2, depth+1)
}

// skipAngles returns the token after the ">" that matches the "<" at token i.
func (f *File) skipAngles(i int) (int, bool) {
	depth := 0
	for ; i < len(f.Tokens)-1; i++ {
		switch f.Tok(i) {
		case "<":
			depth++
		case ">":
			depth--
			if depth == 0 {
				return i + 1, true
			}
		case "(", "[", "{":
			m := int(f.Tokens[i].Match)
			if m <= i {
				return i, false
			}
			i = m
		case ";", ")", "]", "}", "&&", "||":
			return i, false
		default:
			if f.Tokens[i].Kind == TokTemplate && int(f.Tokens[i].Match) > i {
				i = int(f.Tokens[i].Match)
			}
		}
	}
	return i, false
}
