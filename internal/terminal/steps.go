package terminal

import "strings"

// Step is a command to run next, and why; or, without a command, something to
// do that has none.
type Step struct{ Command, Why string }

// Steps lists what to do next, "" when there is nothing: each reason behind its
// command, or, in a terminal that is too narrow for that, above it. A command is
// never broken, so that it can be copied.
func (p Paint) Steps(steps []Step) string {
	if len(steps) == 0 {
		return ""
	}
	commands, whole := 0, 0
	for _, s := range steps {
		if s.Command != "" && s.Why != "" {
			commands = max(commands, Width(s.Command))
		}
	}
	for _, s := range steps {
		if s.Command != "" && s.Why != "" {
			whole = max(whole, len("  ")+commands+len("  # ")+Width(s.Why))
		}
	}
	above := whole > p.Columns(whole)
	var b strings.Builder
	b.WriteString(p.Bold("next") + "\n")
	for _, s := range steps {
		why := Span{Text: "# " + s.Why, Paint: p.Dim}
		switch {
		case s.Command == "":
			b.WriteString("  " + p.Flow(2, 2, Span{Text: s.Why}))
		case s.Why == "":
			b.WriteString("  " + p.Cyan(s.Command))
		case above:
			b.WriteString("  " + p.Flow(2, 2, why) + "\n  " + p.Cyan(s.Command))
		default:
			b.WriteString("  " + p.Cyan(s.Command) + strings.Repeat(" ", commands-Width(s.Command)+2) + why.painted(why.Text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
