package terminal

import (
	"os"
	"strings"

	"golang.org/x/term"
)

// Columns is how many columns the terminal behind w has; 0 where w is none. A
// writer that is no file may know it itself.
func Columns(w any) int {
	switch w := w.(type) {
	case interface{ Columns() int }:
		return w.Columns()
	case *os.File:
		if w == nil {
			return 0
		}
		if columns, _, err := term.GetSize(int(w.Fd())); err == nil {
			return columns
		}
	}
	return 0 // a file or a pipe, which has no width
}

// Wrap breaks a text at spaces into lines of width columns, of which used are
// taken in the first. A word that is too long stays whole. There is always a
// first line, which is empty where nothing fits in what is left of it.
func Wrap(text string, width, used int) []string {
	return wrap(words([]Span{{Text: strings.Join(strings.Fields(text), " ")}}), width, used)
}

// Span is a piece of text that is painted as one.
type Span struct {
	Text string
	// Paint colours it; nil leaves it as it is.
	Paint func(string) string
	// Whole says that it is not broken at its spaces, so that it can be copied.
	Whole bool
}

// Flow sets spans for the terminal: its lines are broken at spaces, and all but
// the first are indented by margin. The first begins behind used columns, which
// somebody else writes. Without a terminal there is one line. A word that is
// too long for a line stays whole. No line ends in a space.
func (p Paint) Flow(used, margin int, spans ...Span) string {
	if p.columns == 0 {
		var b strings.Builder
		for _, s := range spans {
			b.WriteString(s.painted(s.Text))
		}
		return b.String()
	}
	return strings.Join(wrap(words(spans), max(p.columns-margin, 1), used-margin), "\n"+strings.Repeat(" ", margin))
}

// Prose takes a text apart for [Paint.Flow]: code in backticks is not broken
// unless it is longer than half a line.
func (p Paint) Prose(text string) []Span {
	var spans []Span
	parts := strings.Split(text, "`")
	for i, part := range parts {
		code := i%2 == 1 && i+1 < len(parts)
		if code {
			part = "`" + part + "`"
		} else if i%2 == 1 {
			part = "`" + part // the last one, which nothing closes
		}
		spans = append(spans, Span{Text: part, Whole: code && 2*Width(part) <= p.columns})
	}
	return spans
}

// Beside sets spans from a column on, behind a text that has used some columns;
// or, where fewer than least columns are left there, below it, behind a margin.
func (p Paint) Beside(used, column, least, margin int, spans ...Span) string {
	if p.Columns(column+least)-column < least {
		return "\n" + strings.Repeat(" ", margin) + p.Flow(margin, margin, spans...)
	}
	return strings.Repeat(" ", column-used) + p.Flow(column, column, spans...)
}

func (s Span) painted(text string) string {
	if s.Paint == nil {
		return text
	}
	return s.Paint(text)
}

// word is what is between two spaces: parts of one span or of several.
type word struct {
	gap   string // the spaces before it
	parts []part
	width int
}

// part is a text of one span.
type part struct {
	text string
	span *Span
}

// words takes spans apart.
func words(spans []Span) []word {
	var all []word
	open := word{}
	for i := range spans {
		s := &spans[i]
		for rest := s.Text; rest != ""; {
			if text := strings.TrimLeft(rest, " "); text != rest && !s.Whole {
				if len(open.parts) > 0 {
					all = append(all, open)
					open = word{}
				}
				open.gap += rest[:len(rest)-len(text)]
				rest = text
				continue
			}
			text := rest
			if end := strings.IndexByte(rest, ' '); end >= 0 && !s.Whole {
				text = rest[:end]
			}
			open.parts = append(open.parts, part{text, s})
			open.width += Width(text)
			rest = rest[len(text):]
		}
	}
	if len(open.parts) > 0 {
		all = append(all, open)
	}
	return all
}

// wrap sets words in lines. What is painted as one stays so, with the spaces in
// it, but not over the end of a line.
func wrap(all []word, width, used int) []string {
	var lines []string
	var line strings.Builder
	begun := used > 0
	var run part
	flush := func() {
		if run.span != nil {
			line.WriteString(run.span.painted(run.text))
		}
		run = part{}
	}
	for _, w := range all {
		gap := w.gap
		if begun && used+len(gap)+w.width > width {
			flush()
			lines = append(lines, line.String())
			line.Reset()
			used, gap = 0, ""
		}
		for i, part := range w.parts {
			if i == 0 && gap != "" {
				if run.span == part.span {
					run.text += gap
				} else {
					flush()
					line.WriteString(gap)
				}
			}
			if run.span != part.span {
				flush()
				run = part
			} else {
				run.text += part.text
			}
		}
		used += len(gap) + w.width
		begun = true
	}
	flush()
	return append(lines, line.String())
}
