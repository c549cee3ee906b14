package terminal

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Paint colours words, or leaves them as they are; its zero value does that.
type Paint struct {
	r       *lipgloss.Renderer
	columns int
}

// NewPaint colours words when color says so.
func NewPaint(color bool) Paint {
	if !color {
		return Paint{}
	}
	// The profile is given, so that the terminal is never asked about itself.
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.ANSI)
	return Paint{r: r}
}

// In is the same for a terminal of so many columns; 0 is none.
func (p Paint) In(columns int) Paint {
	p.columns = columns
	return p
}

// Columns is how many columns the terminal has, or, without one, otherwise.
func (p Paint) Columns(otherwise int) int {
	if p.columns > 0 {
		return p.columns
	}
	return otherwise
}

func (p Paint) style(s string, with func(lipgloss.Style) lipgloss.Style) string {
	if p.r == nil || s == "" {
		return s
	}
	// Tabs stay: what they stand for is the terminal's matter.
	return with(p.r.NewStyle().TabWidth(lipgloss.NoTabConversion)).Render(s)
}

// Bold makes a word stand out.
func (p Paint) Bold(s string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Bold(true) })
}

// Dim makes a word step back.
func (p Paint) Dim(s string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Faint(true) })
}

// Red is for what is wrong.
func (p Paint) Red(s string) string { return p.fore(s, "1") }

// Green is for what is right.
func (p Paint) Green(s string) string { return p.fore(s, "2") }

// Yellow is for what wants attention.
func (p Paint) Yellow(s string) string { return p.fore(s, "3") }

// Cyan is for names.
func (p Paint) Cyan(s string) string { return p.fore(s, "6") }

func (p Paint) fore(s, color string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Foreground(lipgloss.Color(color)) })
}

// Width is how many columns a text takes.
func Width(s string) int { return lipgloss.Width(s) }
