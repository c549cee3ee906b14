package codemod

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// maxPasses bounds how often a file is parsed again to complete fixes that
// overlapped others.
const maxPasses = 10

// merge chooses the fixes that are applied together: in source order, each
// one whose edits touch none that was chosen before. The rest waits for the
// next pass. Two fixes may ask for the very same edit; it is made once.
func merge(fixes []*Finding) (kept, rest []*Finding) {
	inOrder := slices.Clone(fixes)
	slices.SortStableFunc(inOrder, func(a, b *Finding) int { return cmp.Compare(a.Range.Start, b.Range.Start) })
	var chosen editSet
	for _, f := range inOrder {
		if chosen.add(f.Edits) {
			kept = append(kept, f)
		} else {
			rest = append(rest, f)
		}
	}
	return kept, rest
}

// editSet is a set of edits that do not touch each other, by offset.
type editSet struct{ edits []Edit }

// add takes all of a fix's edits or none.
func (s *editSet) add(edits []Edit) bool {
	var fresh []Edit
	for _, e := range edits {
		same, free := s.room(e)
		if !free {
			return false
		}
		if !same {
			fresh = append(fresh, e)
		}
	}
	for _, e := range fresh {
		// After those at the same offset: one fix may insert several times
		// at one place, in its own order.
		i, _ := slices.BinarySearchFunc(s.edits, e, func(have, e Edit) int {
			if c := compareEdits(have, e); c != 0 {
				return c
			}
			return -1
		})
		s.edits = slices.Insert(s.edits, i, e)
	}
	return true
}

// room tells whether the edit is there already, and whether it may be made
// beside the others.
func (s *editSet) room(e Edit) (same, free bool) {
	i, _ := slices.BinarySearchFunc(s.edits, e.Start, func(have Edit, start int) int { return cmp.Compare(have.End, start) })
	for ; i < len(s.edits) && s.edits[i].Start <= e.End; i++ {
		have := s.edits[i]
		if have == e {
			return true, true
		}
		if touch(have, e) {
			return false, false
		}
	}
	return false, true
}

// touch reports whether two edits cannot both be made. An insertion at either
// end of a replaced range can.
func touch(a, b Edit) bool {
	if a.Len() == 0 && b.Len() == 0 {
		return a.Start == b.Start
	}
	return a.Start < b.End && b.Start < a.End
}

// compareEdits orders edits by offset, an insertion before what is replaced
// at the same place.
func compareEdits(a, b Edit) int {
	if c := cmp.Compare(a.Start, b.Start); c != 0 {
		return c
	}
	return cmp.Compare(min(a.Len(), 1), min(b.Len(), 1))
}

// errBadEdits is a fix whose edits cannot be made: an error of the rule.
var errBadEdits = errors.New("the edits of a fix overlap or lie outside the file")

// checkEdits refuses edits that are no fix.
func checkEdits(src string, edits []Edit) error {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, compareEdits)
	for i, e := range sorted {
		if e.Start < 0 || e.End < e.Start || e.End > len(src) || i > 0 && e.Start < sorted[i-1].End {
			return errBadEdits
		}
	}
	return nil
}

// apply makes edits, which do not touch each other, in src.
func apply(src string, edits []Edit) string {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, compareEdits)
	var b strings.Builder
	at := 0
	for _, e := range sorted {
		b.WriteString(src[at:e.Start])
		b.WriteString(e.New)
		at = e.End
	}
	b.WriteString(src[at:])
	return b.String()
}

// revision is a text that is edited in several passes, and that knows which
// of its bytes are still the original's.
type revision struct {
	original string
	text     string
	pieces   []piece
}

// piece is a part of a revision's text: bytes [from, to) of the original, or,
// where text is not empty, something new.
type piece struct {
	from, to int
	text     string
}

func (p piece) len() int {
	if p.text != "" {
		return len(p.text)
	}
	return p.to - p.from
}

// cut splits the piece after n bytes.
func (p piece) cut(n int) (before, after piece) {
	if p.text != "" {
		return piece{text: p.text[:n]}, piece{text: p.text[n:]}
	}
	return piece{from: p.from, to: p.from + n}, piece{from: p.from + n, to: p.to}
}

func newRevision(src string) *revision {
	return &revision{original: src, text: src, pieces: []piece{{to: len(src)}}}
}

// apply makes edits, given in offsets of the present text.
func (r *revision) apply(edits []Edit) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, compareEdits)

	var out []piece
	keep := func(p piece) {
		if p.len() > 0 {
			out = append(out, p)
		}
	}
	rest, at := slices.Clone(r.pieces), 0
	// advance moves to an offset of the present text, past the pieces before it.
	advance := func(to int, pass func(piece)) {
		for at < to {
			p := rest[0]
			if n := p.len(); at+n <= to {
				rest, at = rest[1:], at+n
				pass(p)
				continue
			}
			before, after := p.cut(to - at)
			rest[0], at = after, to
			pass(before)
		}
	}
	for _, e := range sorted {
		advance(e.Start, keep)
		keep(piece{text: e.New})
		advance(e.End, func(piece) {})
	}
	advance(len(r.text), keep)
	r.text, r.pieces = apply(r.text, sorted), out
}

// edits are what leads from the original to the present text, sorted.
func (r *revision) edits() []Edit {
	var out []Edit
	at := 0 // in the original
	text := ""
	flush := func(to int) {
		if to > at || text != "" {
			out = append(out, Edit{js.Range{Start: at, End: to}, text})
		}
		text = ""
	}
	for _, p := range r.pieces {
		if p.text != "" {
			text += p.text
			continue
		}
		flush(p.from)
		at = p.to
	}
	flush(len(r.original))
	return out
}

// origin is the range of the original that the byte at offset of the present
// text stands for. It is empty at the byte's own place where the byte is
// still the original's, and what was replaced where it is new.
func (r *revision) origin(offset int) js.Range {
	at, from := 0, 0
	for i, p := range r.pieces {
		if offset < at+p.len() {
			if p.text == "" {
				return js.Range{Start: p.from + offset - at, End: p.from + offset - at}
			}
			to := len(r.original)
			for _, q := range r.pieces[i:] {
				if q.text == "" {
					to = q.from
					break
				}
			}
			return js.Range{Start: from, End: to}
		}
		at += p.len()
		if p.text == "" {
			from = p.to
		}
	}
	return js.Range{Start: len(r.original), End: len(r.original)}
}
