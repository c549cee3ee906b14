package codemod

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// Position is a place in a text as editors count: lines and columns from 1,
// columns in UTF-16 units. A byte order mark takes no column.
type Position struct{ Line, Column int }

// PositionOf is the place of an offset in bytes.
func PositionOf(src string, offset int) Position { return newLineIndex(src).position(offset) }

// Place is where a finding stands in the original text.
type Place struct {
	Start, End Position
	// Excerpt is the line of Start, or the part of a long line round it,
	// without the line terminator.
	Excerpt string
	// Mark is the finding's range within Excerpt, in bytes; it ends with the
	// line where the finding goes on. Cut tells which ends of the line are
	// missing.
	Mark              js.Range
	CutLeft, CutRight bool
}

// maxExcerpt is how many bytes of a line an excerpt keeps: enough to
// recognise the place, and little enough that a run over many files stays
// small.
const maxExcerpt = 240

// lineIndex finds lines by offset.
type lineIndex struct {
	src    string
	starts []int
}

func newLineIndex(src string) *lineIndex {
	x := &lineIndex{src: src, starts: []int{0}}
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '\n':
			x.starts = append(x.starts, i+1)
		case '\r':
			if i+1 == len(src) || src[i+1] != '\n' {
				x.starts = append(x.starts, i+1)
			}
		}
	}
	return x
}

// line is the index of the line that holds offset.
func (x *lineIndex) line(offset int) int {
	return sort.SearchInts(x.starts, offset+1) - 1
}

// bounds are the offsets between which the text of a line stands.
func (x *lineIndex) bounds(line int) (start, end int) {
	start, end = x.starts[line], len(x.src)
	if line+1 < len(x.starts) {
		end = x.starts[line+1]
	}
	text := strings.TrimRight(x.src[start:end], "\r\n")
	if line == 0 && strings.HasPrefix(text, "\ufeff") {
		start += len("\ufeff")
		text = text[len("\ufeff"):]
	}
	return start, start + len(text)
}

func (x *lineIndex) position(offset int) Position {
	offset = min(max(offset, 0), len(x.src))
	line := x.line(offset)
	start, _ := x.bounds(line)
	column := 1
	for _, c := range x.src[min(start, offset):offset] {
		column++
		if c >= 0x10000 {
			column++
		}
	}
	return Position{line + 1, column}
}

func (x *lineIndex) place(r js.Range) Place {
	p := Place{Start: x.position(r.Start), End: x.position(r.End)}
	start, end := x.bounds(p.Start.Line - 1)
	mark := js.Range{Start: min(max(r.Start, start), end), End: min(max(r.End, start), end)}
	if end-start > maxExcerpt {
		from := max(start, mark.Start-maxExcerpt/3)
		to := min(end, from+maxExcerpt)
		from = max(start, to-maxExcerpt)
		for from < to && !utf8.RuneStart(x.src[from]) {
			from++
		}
		for to < end && !utf8.RuneStart(x.src[to]) {
			to++
		}
		p.CutLeft, p.CutRight = from > start, to < end
		start, end = from, to
		mark.Start, mark.End = max(mark.Start, from), min(mark.End, to)
	}
	// A copy: the excerpt must not keep the whole file in memory.
	p.Excerpt = strings.Clone(x.src[start:end])
	p.Mark = js.Range{Start: mark.Start - start, End: mark.End - start}
	return p
}

// replacements are edits with their places as editors count.
func (x *lineIndex) replacements(edits []Edit) []Replacement {
	var out []Replacement
	for _, e := range edits {
		out = append(out, Replacement{x.position(e.Start), x.position(e.End), strings.Clone(e.New)})
	}
	return out
}
