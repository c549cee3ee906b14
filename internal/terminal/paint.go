package terminal

import (
	"io"

	"github.com/charmbracelet/lipgloss"
)

// Paint colours words, or leaves them as they are, for a terminal of some
// width; its zero value is for a place that has neither colours nor a width.
type Paint struct {
	r       *lipgloss.Renderer
	columns int
}

// NewPaint colours words with the colours that there are.
func NewPaint(profile Profile) Paint {
	if profile == Plain {
		return Paint{}
	}
	// The profile is given, so that the terminal is never asked about itself.
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(profile.of())
	return Paint{r: r}
}

// In is the same for a terminal of so many columns; 0 is none.
func (p Paint) In(columns int) Paint {
	p.columns = columns
	return p
}

// Colored reports whether there are colours.
func (p Paint) Colored() bool { return p.r != nil }

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

// The shades stand out from black and from white alike, since nobody knows
// which of the two is behind them. In a palette of 16 that is for its owner to
// see to; but yellow and cyan are hardly seen on white in most, so that magenta
// and bold letters stand in for them.
var (
	red    = lipgloss.CompleteColor{TrueColor: "#e5383b", ANSI256: "167", ANSI: "1"}
	green  = lipgloss.CompleteColor{TrueColor: "#1a8f36", ANSI256: "29", ANSI: "2"}
	yellow = lipgloss.CompleteColor{TrueColor: "#b06a00", ANSI256: "136", ANSI: "5"}
	cyan   = lipgloss.CompleteColor{TrueColor: "#0d879a", ANSI256: "31"}
)

// Bold makes a word stand out.
func (p Paint) Bold(s string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Bold(true) })
}

// Dim makes a word step back.
func (p Paint) Dim(s string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Faint(true) })
}

// Red is for what is wrong.
func (p Paint) Red(s string) string { return p.fore(s, red) }

// Green is for what is right.
func (p Paint) Green(s string) string { return p.fore(s, green) }

// Yellow is for what wants attention.
func (p Paint) Yellow(s string) string { return p.fore(s, yellow) }

// Cyan is for names.
func (p Paint) Cyan(s string) string {
	if p.r != nil && p.r.ColorProfile() == Colors16.of() {
		return p.Bold(s)
	}
	return p.fore(s, cyan)
}

func (p Paint) fore(s string, color lipgloss.CompleteColor) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Foreground(color) })
}

// Width is how many columns a text takes.
func Width(s string) int { return lipgloss.Width(s) }
