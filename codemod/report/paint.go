package report

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// paint colours words, or leaves them as they are.
type paint struct {
	color bool
	r     *lipgloss.Renderer
}

func newPaint(s Style) *paint {
	if !s.Color {
		return &paint{}
	}
	// The profile is given, so that the terminal is never asked about itself.
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.ANSI)
	return &paint{color: true, r: r}
}

func (p *paint) style(s string, with func(lipgloss.Style) lipgloss.Style) string {
	if !p.color || s == "" {
		return s
	}
	// Tabs stay: what they stand for is the terminal's matter.
	return with(p.r.NewStyle().TabWidth(lipgloss.NoTabConversion)).Render(s)
}

func (p *paint) bold(s string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Bold(true) })
}

func (p *paint) dim(s string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Faint(true) })
}

func (p *paint) red(s string) string    { return p.fore(s, "1") }
func (p *paint) green(s string) string  { return p.fore(s, "2") }
func (p *paint) yellow(s string) string { return p.fore(s, "3") }
func (p *paint) cyan(s string) string   { return p.fore(s, "6") }

func (p *paint) fore(s, color string) string {
	return p.style(s, func(l lipgloss.Style) lipgloss.Style { return l.Foreground(lipgloss.Color(color)) })
}
