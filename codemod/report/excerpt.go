package report

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/clerkctl/clerkctl/codemod"
)

const (
	tabWidth = 4
	// excerptWidth is how many columns a source line may take where no terminal
	// says how many it has, and excerptLeast how many it may in the narrowest.
	excerptWidth = 102
	excerptLeast = 12
)

// excerptIn is how many columns a source line may take in a terminal of so many,
// of which the gutter takes some; without a terminal columns is 0.
func excerptIn(columns, gutter int) int {
	if columns == 0 {
		return excerptWidth
	}
	return max(columns-gutter, excerptLeast)
}

// cell is one character of a source line as it is shown.
type cell struct {
	text  string
	width int
	mark  bool
}

// excerpt is the source line of a place and the line that underlines it, both
// in columns: tabs are widened, wide characters counted as two. Of a line that
// does not fit in width the part round the place is shown, with an ellipsis at each
// end where something is missing.
func excerpt(p codemod.Place, width int) (line, underline string) {
	cells := cellsOf(p)
	cutLeft, cutRight := p.CutLeft, p.CutRight

	total, before := 0, 0
	seen := false
	for _, c := range cells {
		if c.mark {
			seen = true
		}
		if !seen {
			before += c.width
		}
		total += c.width
	}
	if total > width {
		width -= 2 // the ellipses
		// What stands before a place tells more than what stands behind it,
		// but the place itself has to be seen.
		skip := min(max(0, before-width*2/5), total-width)
		for skip > 0 {
			skip -= cells[0].width
			cells = cells[1:]
			cutLeft = true
		}
		taken := 0
		for i, c := range cells {
			if taken += c.width; taken > width {
				cells, cutRight = cells[:i], true
				break
			}
		}
	}

	var text, under strings.Builder
	if cutLeft {
		text.WriteString("…")
		under.WriteByte(' ')
	}
	marked := false
	for _, c := range cells {
		text.WriteString(c.text)
		if c.mark {
			under.WriteString(strings.Repeat("^", c.width))
			marked = marked || c.width > 0
		} else if !marked {
			under.WriteString(strings.Repeat(" ", c.width))
		}
	}
	if cutRight {
		text.WriteString("…")
	}
	if !marked {
		under.WriteByte('^') // an empty place, or one at the line's end
	}
	return strings.TrimRight(text.String(), " "), under.String()
}

func cellsOf(p codemod.Place) []cell {
	var cells []cell
	column := 0
	for i := 0; i < len(p.Excerpt); {
		r, size := utf8.DecodeRuneInString(p.Excerpt[i:])
		c := cell{text: p.Excerpt[i : i+size], mark: p.Mark.Contains(i)}
		switch {
		case r == '\t':
			c.width = tabWidth - column%tabWidth
			c.text = strings.Repeat(" ", c.width)
		case r < 0x7f && r >= 0x20:
			c.width = 1
		case r == utf8.RuneError && size == 1, unsafeRune(r):
			c.text = Escape(c.text)
			c.width = len(c.text)
		default:
			c.width = lipgloss.Width(c.text)
		}
		column += c.width
		cells = append(cells, c)
		i += size
	}
	if p.Mark.Len() == 0 && p.Mark.Start < len(p.Excerpt) {
		for i, at := 0, 0; i < len(cells); i++ {
			if at >= p.Mark.Start {
				cells[i].mark = true
				break
			}
			_, size := utf8.DecodeRuneInString(p.Excerpt[at:])
			at += size
		}
	}
	return cells
}
