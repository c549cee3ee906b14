package scaffold

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// wrapPassedOn plans to wrap a loader that the page passes on from another
// module.
func (s *site) wrapPassedOn(p *Plan, f *source, l *loader) error {
	exported := l.item.Local
	if l.item.Sym != nil {
		exported = l.item.Sym.Import.Imported
	}
	done, err := s.wrappedThere(f, l.from, exported)
	if err != nil {
		return err
	}
	if done {
		p.add(&File{Name: f.name, Action: Keep, Before: f.Src, Why: "its loader knows who is signed in"})
		return nil
	}
	if l.item.Sym != nil && len(l.item.Sym.Refs) > 0 {
		return cannot(l.item.Sym.Refs[0], "%s is used here as well; wrap it by hand", l.item.Sym.Name)
	}
	fix, open, end := s.wrapping(f)
	local := ""
	nl, semicolon := f.newline(), ""
	if f.semicolons() || len(f.Imports) == 0 {
		semicolon = ";"
	}
	if l.item.Sym == nil {
		// export { getServerSideProps } from "…"
		if exported == loaderName {
			local = f.free("loadProps")
			f.importAs(fix, l.from, exported, local)
		} else {
			local = f.importName(fix, l.from, exported)
		}
	} else {
		local = l.item.Sym.Name
		if local == loaderName {
			// The name is wanted for what is exported now.
			item := l.item.Sym.Import
			local = f.free("loadProps")
			fix.Edits = append(fix.Edits, codemod.Replace(item.Pos, renamedItem(item, local)))
		}
	}
	statement := "export const " + loaderName + " = " + open + local + end + semicolon
	if len(l.item.Decl.Names) == 1 {
		fix.Edits = append(fix.Edits, codemod.Replace(l.item.Decl.Pos, statement))
		return f.patch(p, pageRole, fix, "wraps the loader in "+authLoader)
	}
	fix.Edits = append(fix.Edits, f.withoutItem(l.item), codemod.Insert(l.item.Decl.Pos.End, nl+statement))
	return f.patch(p, pageRole, fix, "wraps the loader in "+authLoader)
}

// renamedItem writes an item of an import clause with another local name.
func renamedItem(item *js.ImportName, local string) string {
	if item.Imported == "default" && !item.Decl.Braces.Covers(item.Pos) {
		return local
	}
	return item.Imported + " as " + local
}

// withoutItem is the edit that takes an item, of several, out of an export list.
func (f *source) withoutItem(item *js.ExportName) codemod.Edit { return f.withoutListItem(item.Pos) }

// withoutListItem is the edit that takes one, of several, out of a list in
// braces.
func (f *source) withoutListItem(item js.Range) codemod.Edit {
	r := item
	if next := f.TokenAt(r.End); f.Tok(next) == "," {
		r.End = f.Tokens[next].End
		r.End += len(f.Src[r.End:]) - len(strings.TrimLeft(f.Src[r.End:], " \t"))
		if f.alone(r.Start) && strings.HasPrefix(strings.TrimPrefix(f.Src[r.End:], "\r"), "\n") {
			// The item has the line for itself.
			start := strings.LastIndexByte(f.Src[:r.Start], '\n') + 1
			r = js.Range{Start: start, End: r.End + strings.IndexByte(f.Src[r.End:], '\n') + 1}
		}
		return codemod.Delete(r)
	}
	before := f.TokenAt(item.Start) - 1
	return codemod.Delete(js.Range{Start: f.Tokens[before].Start, End: r.End})
}

// wrappedThere reports whether what another module exports is a loader that
// knows who is signed in. The error is a *problem where that cannot be told.
func (s *site) wrappedThere(f *source, from, name string) (bool, error) {
	for range maxDepth {
		path, ok := s.project.Resolve(f.Path, from)
		if !ok {
			if strings.HasPrefix(from, ".") {
				return false, cannot(nil, "the loader is that of %q, which was not found, so it cannot be told whether it is wrapped", from)
			}
			return false, nil // a package of others
		}
		m, err := s.module(path)
		if err != nil {
			return false, cannot(nil, "the loader is that of %q, which cannot be read, so it cannot be told whether it is wrapped", from)
		}
		next, nextName, wrapped := m.exported(name)
		if next == "" {
			return wrapped, nil
		}
		f, from, name = m, next, nextName
	}
	return false, nil
}

// exported says of an export of the module whether it is a loader that knows
// who is signed in, or from which module, and by which name there, it is passed
// on.
func (f *source) exported(name string) (from, there string, wrapped bool) {
	for _, e := range f.File.File.Exports {
		for _, n := range e.Names {
			if n.Exported != name {
				continue
			}
			switch {
			case e.Specifier != "":
				return e.Specifier, n.Local, false
			case n.Sym != nil && n.Sym.Import != nil:
				return n.Sym.Import.Decl.Specifier, n.Sym.Import.Imported, false
			case n.Sym != nil:
				return "", "", f.wraps(n.Sym)
			}
		}
	}
	for _, n := range f.Program.Body {
		switch n := n.(type) {
		case *js.VarDecl:
			for _, d := range n.Decls {
				if id, ok := d.Target.(*js.Ident); ok && n.Export && id.Name == name {
					return "", "", f.wraps(id.Sym)
				}
			}
		case *js.FunctionDecl:
			if n.Export && n.Fn.Name != nil && n.Fn.Name.Name == name {
				return "", "", f.callsAuth(n.Range())
			}
		case *js.ExportDefault:
			if name == "default" && !n.Equals {
				_, done := f.loaderAuth(n.X, 0)
				return "", "", done
			}
		}
	}
	return "", "", false
}

// wraps reports whether a name of the module is such a loader.
func (f *source) wraps(s *js.Symbol) bool {
	if len(s.Decls) != 1 {
		return false
	}
	switch d := s.Decls[0].Parent().(type) {
	case *js.Declarator:
		_, done := f.loaderAuth(d.Init, 0)
		return done
	case *js.Function:
		return f.callsAuth(d.Range())
	}
	return false
}
