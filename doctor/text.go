package doctor

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/clerkctl/clerkctl/internal/terminal"
)

// WriteText writes the report for people: a checklist for each package, and
// below each check what is wrong and what puts it right.
func (r *Report) WriteText(w io.Writer, paint terminal.Paint) error {
	t := &textReport{w: bufio.NewWriter(w), p: paint}
	for i, p := range r.Packages {
		if i > 0 {
			t.line("")
		}
		title := p.Path
		if p.Name != "" {
			title += "  " + p.Name
		}
		t.line("%s", t.p.Bold(terminal.Escape(title)))
		t.checks(p.Checks)
	}
	if len(r.Shared) > 0 {
		t.line("\n%s", t.p.Bold("together"))
		t.checks(r.Shared)
	}
	t.line("\n%s", t.verdict(r.Summary()))
	return t.w.Flush()
}

type textReport struct {
	w *bufio.Writer
	p terminal.Paint
}

func (t *textReport) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

func (t *textReport) checks(checks []Check) {
	width := 0
	for _, c := range checks {
		width = max(width, len(c.Title))
	}
	for _, c := range checks {
		t.check(c, width)
		for i, f := range c.Findings {
			t.finding(f, c.Status)
			// What puts several right is said once, below the last of them.
			if i+1 == len(c.Findings) || c.Findings[i+1].Fix != f.Fix {
				t.fix(f)
			}
		}
	}
}

// indent is where the words of a check begin, behind its status.
const indent = len("  failure  ")

// check writes the line of a check, whose title takes so many columns. What it
// says stands behind the title, or below it in a terminal that is too narrow.
func (t *textReport) check(c Check, width int) {
	const least = 30
	line := "  " + t.status(c.Status) + "  " + c.Title
	if c.Message != "" {
		line += t.p.Beside(indent+len(c.Title), indent+width+2, least, indent, terminal.Span{Text: terminal.Escape(c.Message)})
	}
	t.line("%s", line)
}

// status is a status in a word; all are of one width.
func (t *textReport) status(s Status) string {
	switch s {
	case OK:
		return t.p.Green("ok     ")
	case Warning:
		return t.p.Yellow("warning")
	case Failure:
		return t.p.Red("failure")
	}
	return t.p.Dim("n/a    ")
}

func (t *textReport) finding(f Finding, of Status) {
	var spans []terminal.Span
	if f.Path != "" {
		spans = append(spans, terminal.Span{Text: terminal.Escape(where(f.Path, f.Line, f.Column)), Paint: t.p.Cyan, Whole: true}, terminal.Span{Text: ": "})
	}
	if f.Status != of {
		spans = append(spans, terminal.Span{Text: f.Status.String() + ": "})
	}
	spans = append(spans, terminal.Span{Text: terminal.Escape(f.Message)})
	t.line("%s%s", strings.Repeat(" ", indent), t.p.Flow(indent, indent, spans...))
}

func (t *textReport) fix(f Finding) {
	const margin = indent + 2
	for _, todo := range []string{f.Fix.Command, f.Fix.Edit} {
		if todo == "" {
			continue
		}
		lead := "fix"
		if todo == f.Fix.Edit && f.Fix.Command != "" {
			lead = " or"
		}
		place := ""
		if todo == f.Fix.Edit && f.Fix.Path != "" && f.Fix.Path != f.Path {
			place = where(f.Fix.Path, f.Fix.Line, 0) + ": "
		}
		spans := []terminal.Span{{Text: lead, Paint: t.p.Bold, Whole: true}, {Text: ": "},
			{Text: terminal.Escape(place + todo), Whole: todo == f.Fix.Command}}
		t.line("%s%s", strings.Repeat(" ", margin), t.p.Flow(margin, margin, spans...))
	}
}

func where(path string, line, column int) string {
	if line > 0 {
		path = fmt.Sprintf("%s:%d", path, line)
		if column > 0 {
			path = fmt.Sprintf("%s:%d", path, column)
		}
	}
	return path
}

func (t *textReport) verdict(s Summary) string {
	var rest []string
	if s.Failures > 0 {
		rest = append(rest, plural(s.Failures, "check fails", "checks fail"))
	}
	if s.Warnings > 0 {
		rest = append(rest, plural(s.Warnings, "warning", "warnings"))
	}
	word := t.p.Green("ready")
	if !s.Ready() {
		word = t.p.Red("not ready")
	}
	if len(rest) == 0 {
		return word
	}
	return word + ": " + strings.Join(rest, ", ")
}
