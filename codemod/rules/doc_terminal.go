package rules

import (
	"go/doc/comment"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/internal/terminal"
)

// Terminal is a rule's documentation for somebody who reads it in a terminal of
// width columns: text is broken there, code is not. Colours tell what a fix
// takes out of an example and what it puts in.
func Terminal(doc string, paint terminal.Paint, width int) string {
	parsed := new(comment.Parser).Parse(doc)
	examples, shown := Examples(doc), -1
	heading := ""
	return blocks(parsed, func(b comment.Block) string {
		switch b := b.(type) {
		case *comment.Heading:
			heading = plainText(b.Text)
			return paint.Bold(heading) + "\n"
		case *comment.Code:
			switch {
			case heading == headingBefore:
				shown++
				return codeLines(b.Text, examples[shown].After, paint.Red)
			case heading == headingAfter && shown >= 0:
				return codeLines(b.Text, examples[shown].Before, paint.Green)
			}
			return codeLines(b.Text, b.Text, nil)
		case *comment.List:
			return listLines(b, paint, width)
		case *comment.Paragraph:
			return paragraphLines(plainText(b.Text), paint, width, "")
		}
		return ""
	})
}

// codeLines indents code, and paints the lines that the other text lacks.
func codeLines(code, other string, paint func(string) string) string {
	in := strings.Split(other, "\n")
	var out strings.Builder
	for line := range strings.Lines(code) {
		line = strings.TrimSuffix(line, "\n")
		if !slices.Contains(in, line) {
			line = paint(line)
		}
		if line != "" {
			out.WriteString("    " + line)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func listLines(list *comment.List, paint terminal.Paint, width int) string {
	var out strings.Builder
	for _, item := range list.Items {
		mark := "  - "
		if item.Number != "" {
			mark = " " + item.Number + ". "
		}
		margin := strings.Repeat(" ", len(mark))
		for i, b := range item.Content {
			p, ok := b.(*comment.Paragraph)
			if !ok {
				continue // Go's comments have nothing else in lists
			}
			lines := paragraphLines(plainText(p.Text), paint, width, margin)
			if i == 0 {
				lines = mark + strings.TrimPrefix(lines, margin)
			}
			out.WriteString(lines)
		}
	}
	return out.String()
}

// paragraphLines breaks a text into lines behind a margin, and paints the code
// that is in it, which may go over the end of a line.
func paragraphLines(text string, paint terminal.Paint, width int, margin string) string {
	text = strings.Join(strings.Fields(text), " ")
	var out strings.Builder
	inCode := false
	for _, line := range terminal.Wrap(text, width-len(margin), 0) {
		out.WriteString(margin)
		for i, part := range strings.Split(line, "`") {
			if i > 0 {
				inCode = !inCode
				part = "`" + part
			}
			if quote := strings.TrimPrefix(part, "`"); inCode && quote != "" {
				part = strings.TrimSuffix(part, quote) + paint.Cyan(quote)
			}
			out.WriteString(part)
		}
		out.WriteByte('\n')
	}
	return out.String()
}
