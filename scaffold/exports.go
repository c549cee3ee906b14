package scaffold

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// export is how a module exports a name: one of the fields says in which form.
type export struct {
	name string
	// function and class are declarations, exported by themselves or by a list.
	function *js.FunctionDecl
	class    *js.ClassDecl
	// value is what a variable is initialised with, or the expression of
	// `export default`; annotated tells whether the variable has a type.
	value     js.Node
	annotated bool
	// item passes on something of another module: from, where it is named
	// there.
	item        *js.ExportName
	from, there string
	// statement is the `export default`, for that.
	statement *js.ExportDefault
	// symbol is what is declared in the module, if it has a name, and own the
	// declaration's range.
	symbol *js.Symbol
	own    js.Range
}

// findExport finds an export of the module by its name; nil when there is none.
// The error is a *problem where it is there in a form that cannot be wrapped.
func (f *source) findExport(name string) (*export, error) {
	for _, d := range f.File.File.Exports {
		if d.Star && len(d.Names) == 0 && !d.TypeOnly && name != "default" {
			return nil, &problem{why: "it passes on all that " + d.Specifier + " exports, " + name + " perhaps among it; name what it passes on", line: f.lineOf(d.Pos.Start)}
		}
		for _, n := range d.Names {
			if n.Exported != name || n.TypeOnly || d.TypeOnly {
				continue
			}
			switch {
			case d.Specifier != "":
				return &export{name: name, item: n, from: d.Specifier, there: n.Local}, nil
			case n.Sym == nil:
				return nil, &problem{why: name + " is exported, but nothing of that name is declared", line: f.lineOf(n.Pos.Start)}
			case n.Sym.Import != nil:
				return &export{name: name, item: n, from: n.Sym.Import.Decl.Specifier, there: n.Sym.Import.Imported, symbol: n.Sym}, nil
			}
			e, err := f.exportOf(name, n.Sym)
			if e != nil && name == "default" {
				e.item = n // the list has to let go of it
			}
			return e, err
		}
	}
	for _, n := range f.Program.Body {
		switch n := n.(type) {
		case *js.FunctionDecl:
			if n.Export && n.Fn.Name != nil && n.Fn.Name.Name == name {
				return f.exportOf(name, n.Fn.Name.Sym)
			}
		case *js.VarDecl:
			for _, d := range n.Decls {
				if id, ok := d.Target.(*js.Ident); ok && n.Export && id.Name == name {
					return f.exportOf(name, id.Sym)
				}
				if n.Export && binds(d.Target, name) {
					return nil, cannot(d, "%s is taken out of an object; wrap it by hand", name)
				}
			}
		case *js.ExportDefault:
			if name == "default" && !n.Equals {
				return defaultOf(n), nil
			}
		}
	}
	return nil, nil
}

func defaultOf(n *js.ExportDefault) *export {
	e := &export{name: "default", statement: n}
	switch x := n.X.(type) {
	case *js.FunctionDecl:
		e.function = x
	case *js.ClassDecl:
		e.class = x
	default:
		e.value = x
	}
	return e
}

// exportOf is the export that a symbol of the module is declared as.
func (f *source) exportOf(name string, s *js.Symbol) (*export, error) {
	if len(s.Decls) != 1 || s.Written() {
		return nil, cannot(s.Decls[0], "%s is declared or assigned more than once; wrap it by hand", s.Name)
	}
	switch p := s.Decls[0].Parent().(type) {
	case *js.Declarator:
		if p.Target == js.Node(s.Decls[0]) && p.Init != nil {
			return &export{name: name, value: p.Init, annotated: p.Type.Len() > 0, symbol: s, own: p.Range()}, nil
		}
	case *js.Function:
		if d, ok := p.Parent().(*js.FunctionDecl); ok && !p.Generator {
			return &export{name: name, function: d, symbol: s, own: p.Range()}, nil
		}
	case *js.Class:
		if d, ok := p.Parent().(*js.ClassDecl); ok {
			return &export{name: name, class: d, symbol: s, own: p.Range()}, nil
		}
	}
	return nil, cannot(s.Decls[0], "%s is declared in a way that cannot be wrapped for certain; wrap it by hand", s.Name)
}

// wrapNamed has a fix wrap a named export: open and end go round what it is.
func (f *source) wrapNamed(fix *codemod.Finding, e *export, open, end string) {
	if e.item != nil {
		f.wrapPassed(fix, e, "export const "+e.name+" = "+open, end)
		return
	}
	f.wrapDeclared(fix, e.function, e.value, open, end)
}

// wrapDeclared has a fix put open and end round a function that is declared, or
// round the value of a variable.
func (f *source) wrapDeclared(fix *codemod.Finding, d *js.FunctionDecl, value js.Node, open, end string) {
	if d == nil {
		r := value.Outer()
		fix.Edits = append(fix.Edits, codemod.Insert(r.Start, open), codemod.Insert(r.End, end))
		return
	}
	head := "const "
	if d.Export {
		head = "export const "
	}
	// A function declaration needs no semicolon; what it becomes does, where the
	// file has them or the next line would be read as going on.
	next := f.Tok(f.TokenAt(d.Range().End))
	if f.semicolons() || strings.ContainsAny(next[:min(1, len(next))], "([`+-/") {
		end += ";"
	}
	fix.Edits = append(fix.Edits,
		codemod.Replace(js.Range{Start: d.Range().Start, End: d.Fn.Range().Start}, head+d.Fn.Name.Name+" = "+open),
		codemod.Insert(d.Fn.Range().End, end))
}

// wrapPassed has a fix export something of another module between open and end,
// where the module passed it on as it was.
func (f *source) wrapPassed(fix *codemod.Finding, e *export, open, end string) {
	local, own := "", "own"+strings.ToUpper(e.name[:1])+e.name[1:]
	if e.name == "default" {
		own = "App"
	}
	if sym := e.item.Sym; sym != nil {
		if local = sym.Name; local == e.name {
			// The name is wanted for what is exported now.
			local = f.free(own)
			fix.Edits = append(fix.Edits, codemod.Replace(sym.Import.Pos, renamedItem(sym.Import, local)))
		}
	} else {
		local = f.free(own, "passedOn")
		f.importAs(fix, e.from, e.there, local)
	}
	f.replaceItem(fix, e.item, open+local+end)
}

// replaceItem takes an item out of an export list and adds a statement after it.
func (f *source) replaceItem(fix *codemod.Finding, item *js.ExportName, statement string) {
	if f.semicolons() || len(f.Imports) == 0 {
		statement += ";"
	}
	if len(item.Decl.Names) == 1 {
		fix.Edits = append(fix.Edits, codemod.Replace(item.Decl.Pos, statement))
		return
	}
	fix.Edits = append(fix.Edits, f.withoutItem(item), codemod.Insert(item.Decl.Pos.End, f.newline()+statement))
}

// unusedElsewhere refuses a declaration that the rest of the module refers to:
// it would be handed something else.
func (f *source) unusedElsewhere(e *export) error {
	if e.symbol == nil {
		return nil
	}
	if ref := f.otherRef(e.symbol, e.own); ref != nil {
		return cannot(ref, "%s is used here as well, and would be something else when it is wrapped; wrap it by hand", e.symbol.Name)
	}
	return nil
}

// styled writes lines of a template as the file has its own: its line ends, its
// indentation, its semicolons.
func (f *source) styled(text string) string {
	unit, semicolons := f.indentUnit(), f.semicolons()
	var out []string
	for line := range strings.Lines(strings.TrimRight(text, "\n")) {
		line = strings.TrimRight(line, "\n")
		rest := strings.TrimLeft(line, " ")
		steps := (len(line) - len(rest)) / 2
		if !semicolons {
			rest = strings.TrimSuffix(rest, ";")
		}
		out = append(out, strings.Repeat(unit, steps)+rest)
	}
	return strings.Join(out, f.newline())
}

// appended has a fix add blocks of text at the end of the file, a line between
// each. Of several calls for one fix only the last counts.
func (f *source) appended(fix *codemod.Finding, blocks []string) {
	nl := f.newline()
	text := ""
	if f.Src != "" && !strings.HasSuffix(f.Src, "\n") {
		text = nl
	}
	for _, b := range blocks {
		text += nl + b + nl
	}
	fix.Edits = append(fix.Edits, codemod.Insert(len(f.Src), text))
}
