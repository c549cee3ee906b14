package rules

import (
	"go/doc/comment"
	"strings"
)

// The headings that tests and renderers look for in a rule's documentation.
const (
	headingBefore = "Before"
	headingAfter  = "After"
)

// Example is a text before and after a rule's fix, as its documentation shows
// it.
type Example struct{ Before, After string }

// Examples are the pairs of a rule's documentation, in its order.
func Examples(doc string) []Example {
	var list []Example
	heading := ""
	for _, b := range new(comment.Parser).Parse(doc).Content {
		switch b := b.(type) {
		case *comment.Heading:
			heading = plainText(b.Text)
		case *comment.Code:
			switch heading {
			case headingBefore:
				list = append(list, Example{Before: b.Text})
			case headingAfter:
				if len(list) > 0 {
					list[len(list)-1].After += b.Text
				}
			}
		}
	}
	return list
}

// Summary is the first paragraph of a rule's documentation on one line.
func Summary(doc string) string {
	for _, b := range new(comment.Parser).Parse(doc).Content {
		if p, ok := b.(*comment.Paragraph); ok {
			return strings.Join(strings.Fields(plainText(p.Text)), " ")
		}
	}
	return ""
}

// Markdown is a rule's documentation as Markdown. Its headings are of the
// second level; code is fenced.
func Markdown(doc string) string {
	parsed := new(comment.Parser).Parse(doc)
	printer := &comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	return blocks(parsed, func(b comment.Block) string {
		if code, ok := b.(*comment.Code); ok {
			return "```" + language(code.Text) + "\n" + code.Text + "```\n"
		}
		text := string(printer.Markdown(&comment.Doc{Content: []comment.Block{b}}))
		return withInlineCode(text)
	})
}

// withInlineCode makes code of what stands between backquotes. Go's comments
// have no inline code, so that their printer escapes the quotes and what is
// between them, where Markdown shows a backslash as it is.
func withInlineCode(text string) string {
	parts := strings.Split(text, "\\`")
	if len(parts)%2 == 0 {
		return text // a quote without its other half is a character
	}
	unescape := strings.NewReplacer(`\\`, `\`, `\*`, `*`, `\_`, `_`, `\[`, `[`, `\<`, `<`)
	for i := 1; i < len(parts); i += 2 {
		parts[i] = unescape.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// Plain is a rule's documentation for a terminal, in lines of up to width
// characters; code keeps its own.
func Plain(doc string, width int) string {
	parsed := new(comment.Parser).Parse(doc)
	printer := &comment.Printer{TextWidth: width, TextCodePrefix: "    "}
	return blocks(parsed, func(b comment.Block) string {
		if h, ok := b.(*comment.Heading); ok {
			return plainText(h.Text) + "\n"
		}
		return string(printer.Text(&comment.Doc{Content: []comment.Block{b}}))
	})
}

// blocks renders the blocks of a text with an empty line between them.
func blocks(doc *comment.Doc, render func(comment.Block) string) string {
	var parts []string
	for _, b := range doc.Content {
		parts = append(parts, render(b))
	}
	return strings.Join(parts, "\n")
}

// language is the name by which a fenced block says what it holds.
func language(code string) string {
	if strings.HasPrefix(strings.TrimSpace(code), "{") {
		return "json"
	}
	return "tsx"
}

// plainText is a text without markup.
func plainText(text []comment.Text) string {
	var b strings.Builder
	for _, t := range text {
		switch t := t.(type) {
		case comment.Plain:
			b.WriteString(string(t))
		case comment.Italic:
			b.WriteString(string(t))
		case *comment.Link:
			b.WriteString(plainText(t.Text))
		case *comment.DocLink:
			b.WriteString(plainText(t.Text))
		}
	}
	return b.String()
}
