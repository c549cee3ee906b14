package codemod

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// KeyChange asks for one more name from the module that a pattern takes apart,
// as in const { useUser } = require("…"), and says which key the fix stops
// using. It is to a pattern what [ImportChange] is to an import clause.
type KeyChange struct {
	// Name is the export that the fix calls, and Local the name it calls it
	// by. Both are empty where the fix only stops using Beside.
	Name, Local string
	// Beside is the key next to which the new one goes. Its target is a name.
	Beside *js.Property
	// Drop is the range of the reference to Beside's local name that the fix
	// removes from the text; empty when none. Beside is replaced when every
	// other token of its name is dropped by fixes that are kept.
	Drop js.Range
}

func (c *KeyChange) item() string {
	if c.Name == c.Local {
		return c.Name
	}
	return c.Name + ": " + c.Local
}

// KeyAfter is the edit that adds items to a pattern behind one of its keys, in
// the pattern's own layout.
func (p *Pass) KeyAfter(key *js.Property, items ...string) []Edit {
	return keysAfter(p.File.File, key, items)
}

func keysAfter(f *js.File, key *js.Property, items []string) []Edit {
	at := key.Range()
	first := f.TokenAt(at.Start)
	if !strings.ContainsAny(f.Src[f.Tokens[first-1].End:at.Start], "\r\n") {
		return []Edit{Insert(at.End, ", "+strings.Join(items, ", "))}
	}
	// One key a line. A comment at its end stays with it.
	separator := newlineOf(f, at.Start) + indentOf(f, at.Start)
	next := lastToken(f, at) + 1
	if f.Tok(next) == "," {
		end := lineEnd(f, f.Tokens[next].End, f.Tokens[next+1].Start)
		return []Edit{Insert(end, separator+strings.Join(items, ","+separator)+",")}
	}
	end := lineEnd(f, at.End, f.Tokens[next].Start)
	if end == at.End {
		return []Edit{Insert(end, ","+separator+strings.Join(items, ","+separator))}
	}
	return []Edit{Insert(at.End, ","), Insert(end, separator+strings.Join(items, ","+separator))}
}

// keyEdits brings the patterns that take names from modules in line with the
// fixes that are kept.
func keyEdits(f *js.File, kept []*Finding) []Edit {
	type wish struct {
		key   *js.Property
		items []string
		drops []js.Range
	}
	var wishes []*wish
	for _, k := range kept {
		for _, c := range k.Keys {
			i := slices.IndexFunc(wishes, func(w *wish) bool { return w.key == c.Beside })
			if i < 0 {
				i = len(wishes)
				wishes = append(wishes, &wish{key: c.Beside})
			}
			w := wishes[i]
			if c.Drop.Len() > 0 {
				w.drops = append(w.drops, c.Drop)
			}
			if c.Name != "" && !slices.Contains(w.items, c.item()) {
				w.items = append(w.items, c.item())
			}
		}
	}
	slices.SortFunc(wishes, func(a, b *wish) int { return cmp.Compare(a.key.Range().Start, b.key.Range().Start) })

	// What belongs to one key is no mention of another one that is called alike.
	var known []js.Range
	for _, w := range wishes {
		known = append(append(known, w.drops...), w.key.Range())
	}
	unused := func(w *wish) bool {
		local, ok := w.key.Value.(*js.Ident)
		if !ok || len(w.drops) == 0 || f.BareTokensNamed(local.Name, known...) > 0 {
			return false
		}
		for _, k := range kept {
			for _, e := range k.Edits {
				if hasWord(e.New, local.Name) {
					return false
				}
			}
		}
		return true
	}
	var edits []Edit
	for _, w := range wishes {
		switch {
		case !unused(w):
		case len(w.items) > 0:
			edits = append(edits, Replace(w.key.Range(), w.items[0]))
			w.items = w.items[1:]
		default:
			edits = append(edits, removeKey(f, w.key)...)
		}
		if len(w.items) > 0 {
			edits = append(edits, keysAfter(f, w.key, w.items)...)
		}
	}
	return edits
}

// removeKey takes a key out of its pattern; not where it stands alone or where
// a comment would go with it.
func removeKey(f *js.File, key *js.Property) []Edit {
	cut := key.Range()
	first, last := f.TokenAt(cut.Start), lastToken(f, cut)
	switch {
	case f.Tok(last+1) == "," && f.Tok(last+2) != "}":
		cut.End = f.Tokens[last+2].Start
	case f.Tok(first-1) == ",":
		cut.Start = f.Tokens[first-1].Start
	default:
		return nil
	}
	if len(f.CommentsIn(cut)) > 0 {
		return nil
	}
	return []Edit{Delete(cut)}
}
