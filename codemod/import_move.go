package codemod

import (
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// RenameImport is the fix that imports an item by another exported name. What
// the file calls it changes too where it was called by the old name, and the
// new one means nothing there; else it keeps its local name.
func (p *Pass) RenameImport(item *js.ImportName, name string) ([]Edit, []IntroducedName) {
	local, edits := p.renamedLocal(item, name)
	edits = append(edits, Replace(item.Pos, itemText(item, name, local, false)))
	var names []IntroducedName
	if local != item.Local {
		names = []IntroducedName{{p.File.Module, local}}
	}
	return edits, names
}

// renamedLocal is what an item is called once it is imported by another name,
// and the edits that call it so in the rest of the file.
func (p *Pass) renamedLocal(item *js.ImportName, name string) (string, []Edit) {
	f := p.File.File
	if item.Local == name || item.Local != item.Imported || item.Sym == nil || name == "default" || p.nameTable().meansAnything(name) {
		return item.Local, nil
	}
	var edits []Edit
	known := []js.Range{item.Pos}
	for _, ref := range item.Sym.Refs {
		at := ref.Range()
		known = append(known, at)
		edit := Replace(at, name)
		switch parent := ref.Parent().(type) {
		case *js.Property:
			if parent.Shorthand {
				edit = Insert(at.End, ": "+name)
			}
		case *js.JSXElement:
			if parent.CloseName.Len() > 0 && parent.Tag == js.Node(ref) {
				known = append(known, parent.CloseName)
				edits = append(edits, Replace(parent.CloseName, name))
			}
		}
		edits = append(edits, edit)
	}
	if f.BareTokensNamed(item.Local, known...) > 0 {
		// A type, an export list, or something else that has no node.
		return item.Local, nil
	}
	return name, edits
}

// itemText is an item of an import clause. In a declaration of types alone the
// items do not say so themselves.
func itemText(item *js.ImportName, name, local string, typeDecl bool) string {
	text := name
	if name != local {
		text += " as " + local
	}
	if item.TypeOnly && !item.Decl.TypeOnly && !typeDecl {
		text = "type " + text
	}
	return text
}

// ImportMove says of one item where it is imported from now, and by which
// exported name.
type ImportMove struct {
	Item *js.ImportName
	Name string
}

// MoveImports is the fix that imports items of one declaration from another
// module. ok is false where a comment or the clause's form leaves it to a
// person.
func (p *Pass) MoveImports(d *js.ImportDecl, moves []ImportMove, module string) (edits []Edit, names []IntroducedName, ok bool) {
	f := p.File.File
	texts := make([]string, len(moves))
	taken := map[string]bool{}
	for i, m := range moves {
		if m.Item.Imported == "*" || m.Name == "default" && m.Item.Imported != "default" {
			return nil, nil, false
		}
		local, rest := m.Item.Local, []Edit(nil)
		if !taken[m.Name] {
			local, rest = p.renamedLocal(m.Item, m.Name)
		}
		taken[local] = true
		if local != m.Item.Local {
			names = append(names, IntroducedName{p.File.Module, local})
		}
		edits = append(edits, rest...)
		texts[i] = itemText(m.Item, m.Name, local, d.TypeOnly)
	}
	if home := homeOf(f, d, module); home != nil {
		rest, ok := withoutItems(f, d, moves)
		if !ok {
			return nil, nil, false
		}
		edits = append(edits, rest...)
		return append(edits, (&reconciler{file: f}).insert(home, lastInBraces(home), texts)...), names, true
	}
	if len(moves) == len(d.Names) {
		clause, ok := wholeClause(f, d, moves, texts)
		if !ok {
			return nil, nil, false
		}
		return append(append(edits, clause...), Replace(d.SpecifierPos, quoted(f, d, module))), names, true
	}
	rest, ok := withoutItems(f, d, moves)
	if !ok {
		return nil, nil, false
	}
	keyword := "import "
	if d.TypeOnly {
		keyword = "import type "
	}
	text := keyword + braced(f, d, strings.Join(texts, ", ")) + " from " + quoted(f, d, module)
	return append(append(edits, rest...), statementsAfter(f, d.Pos, []string{text})), names, true
}

// homeOf is a declaration of the other module that items of d can be added to;
// nil where there is none.
func homeOf(f *js.File, d *js.ImportDecl, module string) *js.ImportDecl {
	for _, other := range f.Imports {
		if other != d && other.Specifier == module && other.TypeOnly == d.TypeOnly && lastInBraces(other) != nil && !other.Equals {
			return other
		}
	}
	return nil
}

// wholeClause writes all items of a declaration anew, each in its place.
func wholeClause(f *js.File, d *js.ImportDecl, moves []ImportMove, texts []string) ([]Edit, bool) {
	if d.Equals {
		return nil, false
	}
	var edits []Edit
	for i, m := range moves {
		switch {
		case inBraces(m.Item):
			edits = append(edits, Replace(m.Item.Pos, texts[i]))
		case m.Name == "default":
		case len(d.Names) == 1:
			edits = append(edits, Replace(m.Item.Pos, braced(f, d, texts[i])))
		default:
			return nil, false
		}
	}
	return edits, true
}

// withoutItems takes items out of a declaration, or the declaration away.
func withoutItems(f *js.File, d *js.ImportDecl, moves []ImportMove) ([]Edit, bool) {
	if d.Equals || len(f.CommentsIn(d.Pos)) > 0 {
		return nil, false
	}
	if len(moves) == len(d.Names) {
		return []Edit{Delete(wholeLine(f, d.Pos))}, true
	}
	var kept []string
	for _, item := range d.Names {
		moved := slices.ContainsFunc(moves, func(m ImportMove) bool { return m.Item == item })
		switch {
		case moved && !inBraces(item):
			return nil, false
		case !moved && inBraces(item):
			kept = append(kept, f.Text(item.Pos))
		}
	}
	if len(kept) == 0 { // import React, { moved } from "…"
		return []Edit{Delete(js.Range{Start: d.Names[0].Pos.End, End: d.Braces.End})}, true
	}
	inner := js.Range{Start: d.Braces.Start + 1, End: d.Braces.End - 1}
	text := f.Text(inner)
	if !strings.ContainsAny(text, "\r\n") {
		list := braced(f, d, strings.Join(kept, ", "))
		return []Edit{Replace(d.Braces, list)}, true
	}
	// One item a line, as the first stands and as the last is followed.
	first := slices.IndexFunc(d.Names, inBraces)
	before := f.Src[inner.Start:d.Names[first].Pos.Start]
	behind := f.Src[lastInBraces(d).Pos.End:inner.End]
	return []Edit{Replace(inner, before+strings.Join(kept, ","+before)+behind)}, true
}

// wholeLine is the range of a statement with the line that it has for itself.
func wholeLine(f *js.File, r js.Range) js.Range {
	start := r.Start - len(indentOf(f, r.Start))
	if start > 0 && f.Src[start-1] != '\n' {
		return r
	}
	end := r.End
	for end < len(f.Src) && (f.Src[end] == ' ' || f.Src[end] == '\t') {
		end++
	}
	rest := f.Src[end:]
	switch {
	case strings.HasPrefix(rest, "\r\n"):
		end += len("\r\n")
	case strings.HasPrefix(rest, "\n"):
		end++
	case rest != "":
		return r
	}
	return js.Range{Start: start, End: end}
}
