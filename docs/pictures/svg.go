package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// The sizes of a picture, in pixels: of a column and a line, and of the space
// round the text.
const (
	columnWidth = 8.4
	lineHeight  = 19
	baseline    = 14
	margin      = 18
)

// drawing sets what a terminal was sent, with the colours that it was sent in.
func drawing(text, title string) ([]byte, error) {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	widest := columns
	for _, line := range lines {
		widest = max(widest, lipgloss.Width(line))
	}
	width, height := float64(widest)*columnWidth+2*margin, len(lines)*lineHeight+2*margin
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %d" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n", escaped(title))
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="#fbfaf7"/>`+"\n")
	b.WriteString(`<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#24292f">` + "\n")
	var s state
	for i, line := range lines {
		runs, err := s.read(line)
		if err != nil {
			return nil, err
		}
		column := 0
		for _, r := range runs {
			taken := lipgloss.Width(r.text)
			if text := strings.Trim(r.text, " "); text != "" {
				before := lipgloss.Width(r.text[:strings.Index(r.text, text)])
				// The length is given, so that columns stay columns in any font.
				fmt.Fprintf(&b, `<text x="%.1f" y="%d" textLength="%.1f"%s>%s</text>`+"\n", margin+float64(column+before)*columnWidth,
					margin+i*lineHeight+baseline, float64(lipgloss.Width(text))*columnWidth, r.attributes(), escaped(text))
			}
			column += taken
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes(), nil
}

// escaped is text of a picture. Of several spaces a browser shows one, whatever
// xml:space says, unless they must not be broken.
func escaped(s string) string {
	var b bytes.Buffer
	// A buffer takes everything.
	_ = xml.EscapeText(&b, []byte(strings.ReplaceAll(s, "  ", "\u00a0\u00a0")))
	return b.String()
}

// state is how a terminal shows what comes next.
type state struct {
	bold, faint bool
	color       string
}

// run is text that looks the same.
type run struct {
	state
	text string
}

func (r run) attributes() string {
	out := ""
	if r.bold {
		out += ` font-weight="700"`
	}
	if r.faint {
		out += ` opacity="0.6"`
	}
	if r.color != "" {
		out += ` fill="` + r.color + `"`
	}
	return out
}

// read takes a line apart. It knows the sequences that clerkctl writes.
func (s *state) read(line string) ([]run, error) {
	var runs []run
	for line != "" {
		text, rest, found := strings.Cut(line, "\x1b[")
		if text != "" {
			runs = append(runs, run{*s, text})
		}
		if !found {
			break
		}
		codes, after, ok := strings.Cut(rest, "m")
		if !ok {
			return nil, fmt.Errorf("%q holds an escape sequence without an end", line)
		}
		if err := s.set(codes); err != nil {
			return nil, err
		}
		line = after
	}
	return runs, nil
}

func (s *state) set(codes string) error {
	var r, g, b int
	switch {
	case codes == "0" || codes == "":
		*s = state{}
	case codes == "1":
		s.bold = true
	case codes == "2":
		s.faint = true
	case strings.HasPrefix(codes, "38;2;"):
		if _, err := fmt.Sscanf(codes, "38;2;%d;%d;%d", &r, &g, &b); err != nil {
			return fmt.Errorf("%q is no colour: %w", codes, err)
		}
		s.color = fmt.Sprintf("#%02x%02x%02x", r, g, b)
	default:
		return fmt.Errorf("the escape sequence %q is not drawn", codes)
	}
	return nil
}
