package js

// The import and export statements are read from the tokens: the parser drops
// `import type` and `type` items without a trace, and an edit must know them.

// readModules fills f.Imports and f.Exports.
func (f *File) readModules() {
	for i := 0; i < len(f.Tokens)-1; i++ {
		t := f.Tokens[i]
		if t.Kind == TokIdent && (i == 0 || f.Tok(i-1) != ".") {
			switch f.Tok(i) {
			case "import":
				if end, ok := f.readImport(i); ok {
					i = end - 1
					continue
				}
			case "export":
				if end, ok := f.readExport(i); ok {
					i = end - 1
					continue
				}
			}
		}
		if int(t.Match) > i && t.Kind != TokTemplate {
			i = int(t.Match) // only the top level has such statements
		}
	}
}

// statementEnd includes attributes (`with { … }`) and a `;` after a specifier.
func (f *File) statementEnd(last int) int {
	if t := f.Tok(last + 1); (t == "with" || t == "assert") && f.Tok(last+2) == "{" && !f.Tokens[last+1].NewlineBefore {
		if m := int(f.Tokens[last+2].Match); m > 0 {
			last = m
		}
	}
	if f.Tok(last+1) == ";" && !f.Tokens[last+1].NewlineBefore {
		last++
	}
	return last
}

func (f *File) rangeOf(first, last int) Range {
	return Range{f.Tokens[first].Start, f.Tokens[last].End}
}

// unquoted is the value of a specifier's token.
func (f *File) unquoted(i int) string {
	s := f.Tok(i)
	if len(s) < 2 {
		return ""
	}
	return s[1 : len(s)-1]
}

// readImport reads the import statement at token i; ok is false where it is
// something else (import(), import.meta). end is the token after it.
func (f *File) readImport(i int) (end int, ok bool) {
	d := &ImportDecl{}
	j := i + 1
	if t := f.Tok(j); t == "(" || t == "." {
		return 0, false
	}
	if f.Tokens[j].Kind == TokString { // import "x"
		d.Specifier, d.SpecifierPos = f.unquoted(j), f.rangeOf(j, j)
		return f.finishImport(d, i, j), true
	}
	if f.Tok(j) == "type" && f.typeKeyword(j) {
		d.TypeOnly = true
		j++
	}
	if f.Tokens[j].Kind == TokIdent {
		d.add(f, "default", j, j, j, d.TypeOnly)
		j++
		if f.Tok(j) == "=" { // import X = require("y")
			if f.Tok(j+1) == "require" && f.Tok(j+2) == "(" && f.Tokens[j+3].Kind == TokString {
				d.Equals = true
				d.Names[0].Imported = "*"
				d.Specifier, d.SpecifierPos = f.unquoted(j+3), f.rangeOf(j+3, j+3)
				return f.finishImport(d, i, j+4), true
			}
			return 0, false
		}
		if f.Tok(j) == "," {
			j++
		}
	}
	switch f.Tok(j) {
	case "*":
		if f.Tok(j+1) != "as" {
			return 0, false
		}
		d.add(f, "*", j, j+2, j+2, d.TypeOnly)
		j += 3
	case "{":
		closing := int(f.Tokens[j].Match)
		if closing < j {
			return 0, false
		}
		d.Braces = f.rangeOf(j, closing)
		for k := j + 1; k < closing; {
			item := f.readItem(k, closing)
			d.add(f, f.itemName(item.name), k, item.last, item.alias, d.TypeOnly || item.typeOnly)
			k = item.next
		}
		j = closing + 1
	}
	if f.Tok(j) != "from" || f.Tokens[j+1].Kind != TokString {
		return 0, false
	}
	d.Specifier, d.SpecifierPos = f.unquoted(j+1), f.rangeOf(j+1, j+1)
	return f.finishImport(d, i, j+1), true
}

// typeKeyword tells `import type X` from `import type from "y"`.
func (f *File) typeKeyword(i int) bool {
	switch f.Tok(i + 1) {
	case "{", "*":
		return true
	case "from":
		return f.Tok(i+2) == "from"
	case ",", "=":
		return false
	}
	return f.Tokens[i+1].Kind == TokIdent
}

func (f *File) finishImport(d *ImportDecl, first, last int) int {
	last = f.statementEnd(last)
	d.Pos = f.rangeOf(first, last)
	f.Imports = append(f.Imports, d)
	return last + 1
}

// itemName is the text of an imported or exported name, which may be quoted.
func (f *File) itemName(i int) string {
	if f.Tokens[i].Kind == TokString {
		return f.unquoted(i)
	}
	return f.Tok(i)
}

func (d *ImportDecl) add(f *File, imported string, first, last, local int, typeOnly bool) {
	d.Names = append(d.Names, &ImportName{
		Decl: d, Imported: imported, Local: f.Tok(local),
		Pos: f.rangeOf(first, last), LocalPos: f.rangeOf(local, local), TypeOnly: typeOnly,
	})
}

// item is one entry of an import or export list, as token indexes.
type item struct {
	name, alias, last, next int
	typeOnly                bool
}

// readItem reads `a`, `a as b`, `type a`, `type a as b` at token k; closing is
// the list's brace.
func (f *File) readItem(k, closing int) item {
	it := item{name: k}
	if f.Tok(k) == "type" {
		// `type`, `type as x` and `type as as x` name something called type
		// or as; everything else that goes on is the keyword.
		switch next := f.Tok(k + 1); {
		case next == "," || next == "}":
		case next == "as" && !(f.Tok(k+2) == "," || f.Tok(k+2) == "}" || f.Tok(k+2) == "as" && f.Tok(k+3) != "," && f.Tok(k+3) != "}"):
		default:
			it.typeOnly = true
			it.name = k + 1
		}
	}
	it.alias, it.last = it.name, it.name
	if f.Tok(it.name+1) == "as" && it.name+2 < closing {
		it.alias, it.last = it.name+2, it.name+2
	}
	it.next = it.last + 1
	for it.next < closing && f.Tok(it.next) != "," {
		it.next++
	}
	it.next++
	return it
}

// readExport reads an export list or `export *` at token i.
func (f *File) readExport(i int) (end int, ok bool) {
	d := &ExportDecl{}
	j := i + 1
	if f.Tok(j) == "type" && (f.Tok(j+1) == "{" || f.Tok(j+1) == "*") {
		d.TypeOnly = true
		j++
	}
	last := 0
	switch f.Tok(j) {
	case "*":
		d.Star = true
		if f.Tok(j+1) == "as" {
			d.Names = append(d.Names, &ExportName{Decl: d, Local: "*", Exported: f.itemName(j + 2), Pos: f.rangeOf(j, j+2), TypeOnly: d.TypeOnly})
			j += 2
		}
		j++
		if f.Tok(j) != "from" {
			return 0, false
		}
	case "{":
		closing := int(f.Tokens[j].Match)
		if closing < j {
			return 0, false
		}
		for k := j + 1; k < closing; {
			it := f.readItem(k, closing)
			d.Names = append(d.Names, &ExportName{
				Decl: d, Local: f.itemName(it.name), Exported: f.itemName(it.alias),
				Pos: f.rangeOf(k, it.last), TypeOnly: d.TypeOnly || it.typeOnly,
			})
			k = it.next
		}
		last = closing
		j = closing + 1
	default:
		return 0, false
	}
	if f.Tok(j) == "from" && f.Tokens[j+1].Kind == TokString {
		d.Specifier, d.SpecifierPos = f.unquoted(j+1), f.rangeOf(j+1, j+1)
		last = j + 1
	}
	last = f.statementEnd(last)
	d.Pos = f.rangeOf(i, last)
	f.Exports = append(f.Exports, d)
	return last + 1, true
}

// bindModules connects clause items with the symbols that the parser resolved.
func (f *File) bindModules(clauses, locals map[int]*Symbol) {
	for _, d := range f.Imports {
		for _, n := range d.Names {
			if sym := clauses[n.LocalPos.Start]; sym != nil {
				n.Sym = sym
				sym.Import = n
			}
		}
	}
	for _, d := range f.Exports {
		if d.Specifier != "" {
			continue
		}
		for _, n := range d.Names {
			start := n.Pos.Start
			if i := f.TokenAt(start); f.Tok(i) == "type" && f.Tok(i) != n.Local {
				start = f.Tokens[i+1].Start
			}
			n.Sym = locals[start]
		}
	}
}
