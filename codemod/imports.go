package codemod

import (
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// importEdits brings the import declarations in line with the fixes that are
// kept: names that they call are added, and names that nothing in the file
// mentions any more make room for them.
func importEdits(f *js.File, kept []*Finding) []Edit {
	r := reconciler{file: f, drops: map[*js.ImportName][]js.Range{}, locals: map[string]bool{}}
	for _, k := range kept {
		for _, c := range k.Imports {
			r.add(c)
		}
	}
	if len(r.changes) == 0 {
		return nil
	}
	for _, k := range kept {
		for _, e := range k.Edits {
			r.inserted = append(r.inserted, e.New)
		}
	}
	return r.edits()
}

// reconciler collects the import changes of one pass.
type reconciler struct {
	file    *js.File
	changes []ImportChange // without repetitions
	drops   map[*js.ImportName][]js.Range
	items   []*js.ImportName // those with drops, each once
	locals  map[string]bool  // local names that the fixes call
	// inserted are the texts that the fixes put in.
	inserted []string
}

func (r *reconciler) add(c ImportChange) {
	if c.Beside != nil && c.Drop.Len() > 0 {
		if r.drops[c.Beside] == nil {
			r.items = append(r.items, c.Beside)
		}
		r.drops[c.Beside] = append(r.drops[c.Beside], c.Drop)
	}
	c.Drop = js.Range{}
	if c.Name == "" || slices.Contains(r.changes, c) {
		return
	}
	r.changes = append(r.changes, c)
	r.locals[c.Local] = true
}

// module is the specifier that a change imports from.
func (c *ImportChange) module() string {
	if c.Module != "" {
		return c.Module
	}
	return c.Beside.Decl.Specifier
}

func (c *ImportChange) item() string {
	if c.Name == c.Local {
		return c.Name
	}
	return c.Name + " as " + c.Local
}

func (r *reconciler) edits() []Edit {
	added := map[string]bool{}
	// after are the items that go behind an item, or behind the opening brace
	// of a declaration without items.
	type place struct {
		item *js.ImportName
		decl *js.ImportDecl
	}
	after := map[place][]string{}
	var places []place
	var alone []ImportChange // in a declaration of their own
	for _, c := range r.changes {
		if c.Beside == nil && c.Module == "" {
			continue
		}
		// A local name means one thing, wherever two fixes would get it from.
		if added[c.Local] || r.imported(c) {
			continue
		}
		added[c.Local] = true
		home, item := r.home(c)
		if home == nil {
			alone = append(alone, c)
			continue
		}
		p := place{item, home}
		if after[p] == nil {
			places = append(places, p)
		}
		after[p] = append(after[p], c.item())
	}

	var edits []Edit
	replaced := map[*js.ImportName]bool{}
	for _, item := range r.items {
		if !r.unused(item) {
			continue
		}
		p := place{item, item.Decl}
		if names := after[p]; len(names) > 0 && inBraces(item) {
			edits = append(edits, Replace(item.Pos, names[0]))
			after[p] = names[1:]
			replaced[item] = true
			continue
		}
		if i := slices.IndexFunc(alone, func(c ImportChange) bool { return c.Beside == item }); i >= 0 && len(item.Decl.Names) == 1 && !item.Decl.Equals {
			edits = append(edits, r.replaceDecl(item.Decl, alone[i])...)
			alone = slices.Delete(alone, i, i+1)
			continue
		}
		if e, ok := r.remove(item); ok {
			edits = append(edits, e)
		}
	}
	for _, p := range places {
		if len(after[p]) > 0 {
			edits = append(edits, r.insert(p.decl, p.item, after[p])...)
		}
	}
	return append(edits, r.declarations(alone)...)
}

// imported reports whether the file imports a value under the change's local
// name already. Then that is the one which was meant, whatever module it comes
// from: [Pass.ImportName] gives a name that is bound only to what it asks for.
func (r *reconciler) imported(c ImportChange) bool {
	for _, d := range r.file.Imports {
		for _, item := range d.Names {
			if !item.TypeOnly && item.Local == c.Local {
				return true
			}
		}
	}
	return false
}

// home is the declaration that an item is added to, and the item that it goes
// behind; nil when it needs a declaration of its own.
func (r *reconciler) home(c ImportChange) (*js.ImportDecl, *js.ImportName) {
	if c.Module == "" && takesItems(c.Beside.Decl) {
		if inBraces(c.Beside) {
			return c.Beside.Decl, c.Beside
		}
		return c.Beside.Decl, lastInBraces(c.Beside.Decl)
	}
	for _, d := range r.file.Imports {
		if d.Specifier == c.module() && d.Braces.Len() > 0 && takesItems(d) {
			return d, lastInBraces(d)
		}
	}
	return nil, nil
}

// takesItems reports whether a value can be added to the declaration's list,
// or a list to the declaration.
func takesItems(d *js.ImportDecl) bool {
	if d.TypeOnly || d.Equals {
		return false
	}
	return d.Braces.Len() > 0 || len(d.Names) == 1 && d.Names[0].Imported == "default"
}

func inBraces(item *js.ImportName) bool { return item.Decl.Braces.Covers(item.Pos) }

func lastInBraces(d *js.ImportDecl) *js.ImportName {
	for _, item := range slices.Backward(d.Names) {
		if inBraces(item) {
			return item
		}
	}
	return nil
}

// unused reports whether nothing will mention the item's name any more once
// the fixes are applied: no reference, no type, no text that a fix puts in.
func (r *reconciler) unused(item *js.ImportName) bool {
	if item.TypeOnly || r.locals[item.Local] {
		return false
	}
	outside := append([]js.Range{item.Pos}, r.drops[item]...)
	for _, d := range r.file.Imports {
		for _, other := range d.Names {
			// The module's name for what has another one here.
			if other.Imported == item.Local && other.Local != item.Local {
				outside = append(outside, other.Pos)
			}
		}
	}
	if r.file.BareTokensNamed(item.Local, outside...) > 0 {
		return false
	}
	return !slices.ContainsFunc(r.inserted, func(text string) bool { return hasWord(text, item.Local) })
}

// hasWord reports whether the identifier stands anywhere in text.
func hasWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || !isWordByte(text[start-1])) && (end == len(text) || !isWordByte(text[end])) {
			return true
		}
		from = start + 1
	}
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// insert adds items behind one, in the layout of its list.
func (r *reconciler) insert(d *js.ImportDecl, item *js.ImportName, names []string) []Edit {
	f := r.file
	list := strings.Join(names, ", ")
	if d.Braces.Len() == 0 {
		return []Edit{Insert(d.Names[0].LocalPos.End, ", "+braced(f, d, list))}
	}
	if item == nil {
		inner := js.Range{Start: d.Braces.Start + 1, End: d.Braces.End - 1}
		if len(f.CommentsIn(inner)) > 0 {
			return []Edit{Insert(inner.Start, " "+list+",")}
		}
		return []Edit{Replace(inner, " "+list+" ")}
	}
	first := f.TokenAt(item.Pos.Start)
	if !strings.ContainsAny(f.Src[f.Tokens[first-1].End:item.Pos.Start], "\r\n") {
		return []Edit{Insert(item.Pos.End, ", "+list)}
	}
	// One item a line.
	separator := newlineOf(f, item.Pos.Start) + indentOf(f, item.Pos.Start)
	comma := lastToken(f, item.Pos) + 1
	if f.Tok(comma) == "," {
		at := lineEnd(f, f.Tokens[comma].End, f.Tokens[comma+1].Start)
		return []Edit{Insert(at, separator+strings.Join(names, ","+separator)+",")}
	}
	at := lineEnd(f, item.Pos.End, f.Tokens[comma].Start)
	if at == item.Pos.End {
		return []Edit{Insert(at, ","+separator+strings.Join(names, ","+separator))}
	}
	return []Edit{Insert(item.Pos.End, ","), Insert(at, separator+strings.Join(names, ","+separator))}
}

// remove takes an item out of its list; not where it stands alone or where a
// comment would go with it.
func (r *reconciler) remove(item *js.ImportName) (Edit, bool) {
	f := r.file
	if !inBraces(item) {
		return Edit{}, false
	}
	others := 0
	for _, n := range item.Decl.Names {
		if n != item && inBraces(n) {
			others++
		}
	}
	if others == 0 {
		return Edit{}, false
	}
	cut := item.Pos
	first, last := f.TokenAt(item.Pos.Start), lastToken(f, item.Pos)
	if f.Tok(last+1) == "," {
		cut.End = f.Tokens[last+1].End
		before := f.Src[f.Tokens[first-1].End:cut.Start]
		behind := f.Src[cut.End:f.Tokens[last+2].Start]
		if strings.ContainsAny(before, "\n") && strings.ContainsAny(behind, "\n") {
			// The item has the line for itself: the line before ends where
			// this one ends now.
			cut.Start = f.Tokens[first-1].End
			if len(f.CommentsIn(js.Range{Start: cut.Start, End: item.Pos.Start})) > 0 {
				cut.Start = item.Pos.Start
			}
		} else {
			cut.End += len(behind) - len(strings.TrimLeft(behind, " \t"))
		}
	} else {
		cut.Start = f.Tokens[first-1].Start // the comma before it
	}
	if len(f.CommentsIn(cut)) > 0 {
		return Edit{}, false
	}
	return Delete(cut), true
}

// replaceDecl turns a declaration whose only name is not needed any more into
// the import of something else.
func (r *reconciler) replaceDecl(d *js.ImportDecl, c ImportChange) []Edit {
	clause := d.Names[0].Pos
	if d.Braces.Len() > 0 {
		clause = d.Braces
	}
	if len(r.file.CommentsIn(clause)) > 0 {
		return r.declarations([]ImportChange{c})
	}
	return []Edit{
		Replace(clause, braced(r.file, d, c.item())),
		Replace(d.SpecifierPos, quoted(r.file, d, c.module())),
	}
}

// declarations adds the imports that no declaration of the file takes, each
// module's after the one that its first item stands beside.
func (r *reconciler) declarations(changes []ImportChange) []Edit {
	type statement struct {
		anchor *js.ImportDecl
		module string
		items  []string
	}
	var statements []*statement
	for _, c := range changes {
		i := slices.IndexFunc(statements, func(s *statement) bool { return s.module == c.module() })
		if i >= 0 {
			statements[i].items = append(statements[i].items, c.item())
			continue
		}
		s := &statement{module: c.module(), items: []string{c.item()}}
		if c.Beside != nil {
			s.anchor = c.Beside.Decl
		} else if n := len(r.file.Imports); n > 0 {
			s.anchor = r.file.Imports[n-1]
		}
		statements = append(statements, s)
	}
	var edits []Edit
	for i, s := range statements {
		if s.items == nil {
			continue
		}
		if s.anchor == nil {
			edits = append(edits, firstStatement(r.file, s.module, strings.Join(s.items, ", ")))
			continue
		}
		var texts []string
		for _, t := range statements[i:] {
			if t.anchor == s.anchor {
				texts = append(texts, "import "+braced(r.file, s.anchor, strings.Join(t.items, ", "))+" from "+quoted(r.file, s.anchor, t.module))
				t.items = nil
			}
		}
		edits = append(edits, statementsAfter(r.file, s.anchor.Pos, texts))
	}
	return edits
}

// firstStatement imports something in a file that imports nothing yet.
func firstStatement(f *js.File, module, items string) Edit {
	text := "import { " + items + ` } from "` + module + `"`
	for i, n := range f.Program.Body {
		s, ok := n.(*js.ExprStmt)
		if ok {
			if _, directive := s.X.(*js.String); directive {
				continue
			}
		}
		if i > 0 {
			return statementsAfter(f, f.Program.Body[i-1].Range(), []string{text})
		}
		return Insert(n.Range().Start, text+";"+newlineOf(f, 0))
	}
	return Insert(len(f.Src), text+";"+newlineOf(f, 0))
}

// braced and quoted write a list and a module's name as d does.
func braced(f *js.File, d *js.ImportDecl, list string) string {
	if d.Braces.Len() > 2 && f.Src[d.Braces.Start+1] != ' ' && !strings.ContainsAny(f.Text(d.Braces), "\r\n") {
		return "{" + list + "}"
	}
	return "{ " + list + " }"
}

func quoted(f *js.File, d *js.ImportDecl, module string) string {
	quote := f.Src[d.SpecifierPos.Start : d.SpecifierPos.Start+1]
	return quote + module + quote
}
