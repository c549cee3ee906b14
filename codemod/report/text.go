package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

// text is the format for people: what needs them, with the source line, then
// a summary that ends in what to do next.
type text struct{ style Style }

func (t *text) Render(w io.Writer, r *Report) error {
	if r.Result == nil || r.Err != nil {
		// The error is all there is to say.
		return nil
	}
	b := bufio.NewWriter(w)
	p := t.style.Paint
	listed := false
	for _, f := range r.Result.Files {
		for i := range f.Findings {
			if l := &f.Findings[i]; t.shows(r, l) {
				t.finding(b, p, r, f, l)
				listed = true
			}
		}
		if t.style.Quiet && !f.Harmless() {
			fmt.Fprintln(b, skipLine(f))
		}
	}
	if !t.style.Quiet {
		if listed {
			fmt.Fprintln(b)
		}
		(&summary{w: b, p: p, r: r}).write()
	}
	return b.Flush()
}

// shows reports whether a finding is listed. What the run settles by itself
// is summed up, unless somebody wants to see it.
func (t *text) shows(r *Report, l *codemod.Located) bool {
	switch {
	case t.style.Quiet:
		return l.Left() || r.Strict && l.Severity == codemod.Notice
	case l.Applied:
		return t.style.Verbose
	}
	return true
}

// Headline is the line that says where a finding is and what it is.
func Headline(s Style, name string, l *codemod.Located) string {
	return headline(s.Paint, name, l)
}

func headline(p terminal.Paint, name string, l *codemod.Located) string {
	place := fmt.Sprintf("%s:%d:%d:", Escape(name), l.Place.Start.Line, l.Place.Start.Column)
	spans := []terminal.Span{{Text: place, Paint: p.Bold, Whole: true}, {Text: " "}}
	spans = append(spans, p.Prose(Escape(l.Message))...)
	return p.Flow(0, 2, append(spans, terminal.Span{Text: " "}, terminal.Span{Text: "[" + l.Rule + "]", Paint: p.Cyan})...) + "\n"
}

func (t *text) finding(w *bufio.Writer, p terminal.Paint, r *Report, f *codemod.FileResult, l *codemod.Located) {
	w.WriteString(headline(p, f.Name, l))
	if t.style.Quiet {
		return
	}
	number := fmt.Sprint(l.Place.Start.Line)
	gutter := len("  ") + len(number) + len(" | ")
	line, underline := excerpt(l.Place, excerptIn(p.Columns(0), gutter))
	paint := p.Red
	if l.Severity == codemod.Notice {
		paint = p.Yellow
	}
	if l.Applied {
		paint = p.Green
	}
	fmt.Fprintf(w, "  %s %s %s\n", p.Dim(number), p.Dim("|"), line)
	for _, below := range labelled(underline, label(r, l), p.Columns(0)-gutter) {
		fmt.Fprintf(w, "  %s %s %s\n", strings.Repeat(" ", len(number)), p.Dim("|"), paint(below))
	}
}

// labelled puts a label behind an underline, or, where there is no room for it
// in so many columns, below it. Without a terminal there is always room.
func labelled(underline, label string, columns int) []string {
	if columns <= 0 || len(underline)+1+len(label) <= columns {
		return []string{underline + " " + label}
	}
	mark := len(underline) - len(strings.TrimLeft(underline, " "))
	return []string{underline, strings.Repeat(" ", max(0, min(mark, columns-len(label)))) + label}
}

// label says what becomes of a finding.
func label(r *Report, l *codemod.Located) string {
	switch {
	case l.Applied && r.Result.Mode == codemod.Write:
		return "fixed"
	case l.Applied:
		return "would be fixed"
	case l.Severity == codemod.Notice:
		return "notice"
	case l.Declined:
		return "left as you wanted"
	case l.Fix == codemod.Unsafe:
		return "fixable with --unsafe"
	case l.Fix == codemod.Safe && r.Result.Mode == codemod.Lint:
		return "fixable"
	case l.Fix == codemod.Safe:
		return "not fixed"
	}
	return "needs a person"
}

// summary writes what a run comes down to.
type summary struct {
	w *bufio.Writer
	p terminal.Paint
	r *Report
}

func (s *summary) write() {
	c := s.r.Result.Count()
	applied := func(l *codemod.Located) bool { return l.Applied }
	left := func(fix codemod.Safety) func(*codemod.Located) bool {
		return func(l *codemod.Located) bool { return l.Left() && !l.Declined && l.Fix == fix }
	}
	done, remain := "fixed", "left"
	if s.r.Result.Mode == codemod.Preview {
		done, remain = "would fix", "would be left"
	}
	s.section(s.p.Green, done, applied, false)
	switch s.r.Result.Mode {
	case codemod.Lint:
		s.section(s.p.Red, "fixable by `clerkctl migrate`", left(codemod.Safe), true)
		s.section(s.p.Yellow, "fixable by `clerkctl migrate --unsafe`", left(codemod.Unsafe), true)
		s.section(s.p.Red, "for a person", left(codemod.Manual), true)
	default:
		why := "not fixed because the file was skipped"
		if s.r.Result.Interrupted {
			why = "not fixed before the interrupt"
		}
		s.section(s.p.Red, why, left(codemod.Safe), true)
		s.section(s.p.Yellow, "left as you wanted", func(l *codemod.Located) bool { return l.Left() && l.Declined }, true)
		s.section(s.p.Yellow, remain+" for --unsafe", left(codemod.Unsafe), true)
		s.section(s.p.Red, remain+" for a person", left(codemod.Manual), true)
	}
	s.section(s.p.Yellow, "notices", func(l *codemod.Located) bool { return l.Severity == codemod.Notice && !l.Applied }, true)
	s.proofs()
	s.baseline()
	s.skips()
	for _, name := range s.r.Result.Unsupported {
		s.say(2, terminal.Span{Text: "not read: " + Escape(name) + ": not a file that this tool reads"})
	}
	s.last(c)
	s.next(c)
}

// baseline says what the baseline had to do with the run.
func (s *summary) baseline() {
	b := s.r.Result.Baseline
	if b == nil {
		return
	}
	path := Escape(b.Path)
	gone := "1 entry of it is gone"
	if b.Gone != 1 {
		gone = fmt.Sprintf("%d entries of it are gone", b.Gone)
	}
	switch {
	case b.Written:
		s.say(2, terminal.Span{Text: "baseline", Paint: s.p.Green},
			terminal.Span{Text: fmt.Sprintf(": wrote %s to %s (%d new, %d gone)", count(b.Hidden, "finding"), path, b.New, b.Gone)})
	case b.Updated:
		s.say(2, terminal.Span{Text: fmt.Sprintf("baseline: %s is up to date, with %s", path, count(b.Hidden, "finding"))})
	default:
		if b.Hidden > 0 {
			s.say(2, terminal.Span{Text: fmt.Sprintf("baseline: %s not shown, which %s knows", count(b.Hidden, "finding"), path)})
		}
		if b.Gone > 0 {
			s.say(2, terminal.Span{Text: "baseline", Paint: s.p.Yellow}, terminal.Span{Text: ": " + gone + "; run with --update-baseline"})
		}
	}
}

// section lists the findings that fit, by rule.
func (s *summary) section(paint func(string) string, title string, fits func(*codemod.Located) bool, places bool) {
	type row struct {
		rule   string
		count  int
		places []string
	}
	var rows []*row
	total, files := 0, 0
	for _, f := range s.r.Result.Files {
		here := 0
		for i := range f.Findings {
			l := &f.Findings[i]
			if !fits(l) {
				continue
			}
			here++
			j := slices.IndexFunc(rows, func(r *row) bool { return r.rule == l.Rule })
			if j < 0 {
				j = len(rows)
				rows = append(rows, &row{rule: l.Rule})
			}
			rows[j].count++
			if len(rows[j].places) < maxPlaces {
				rows[j].places = append(rows[j].places, fmt.Sprintf("%s:%d", Escape(f.Name), l.Place.Start.Line))
			}
		}
		total += here
		files += min(here, 1)
	}
	if total == 0 {
		return
	}
	slices.SortFunc(rows, func(a, b *row) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.rule, b.rule)) })
	width := 0
	for _, r := range rows {
		width = max(width, len(r.rule))
	}
	s.say(2, terminal.Span{Text: title, Paint: paint}, terminal.Span{Text: fmt.Sprintf(": %s in %s", count(total, "finding"), count(files, "file"))})
	for _, r := range rows {
		row := fmt.Sprintf("  %-*s %4d", width, r.rule, r.count)
		var list []terminal.Span
		for i, place := range r.places {
			if i > 0 {
				list = append(list, terminal.Span{Text: " "})
			}
			list = append(list, terminal.Span{Text: place, Whole: true})
		}
		if more := r.count - len(r.places); more > 0 {
			list = append(list, terminal.Span{Text: fmt.Sprintf(" and %d more", more)})
		}
		if places {
			longest := 0
			for _, span := range list {
				longest = max(longest, terminal.Width(span.Text))
			}
			row += s.p.Beside(len(row), len(row)+2, longest, 4, list...)
		}
		fmt.Fprintln(s.w, row)
	}
}

// maxPlaces is how many places of one rule the summary names.
const maxPlaces = 3

func (s *summary) skips() {
	n := 0
	for _, f := range s.r.Result.Files {
		if f.Skipped != "" {
			n++
		}
	}
	if n == 0 {
		return
	}
	fmt.Fprintf(s.w, "%s: %s\n", s.p.Yellow("skipped"), count(n, "file"))
	for _, f := range s.r.Result.Files {
		if f.Skipped == "" {
			continue
		}
		s.say(4, terminal.Span{Text: "  " + skipLine(f)})
	}
}

// skipLine says which file was left alone, and why.
func skipLine(f *codemod.FileResult) string {
	line := Escape(f.Name) + ": " + string(f.Skipped)
	if f.Problem != "" {
		line += ": " + Escape(f.Problem)
	}
	return line
}

// last is the one line that is always there.
func (s *summary) last(c codemod.Counts) {
	line := "looked at " + count(c.Files, "file")
	switch {
	case s.r.Result.Interrupted && s.r.Result.Mode == codemod.Write:
		line += fmt.Sprintf("; %s rewritten before the interrupt, every file is either old or new", count(c.Changed, "file"))
	case s.r.Result.Interrupted:
		line += " before the interrupt"
	case s.r.Result.Mode == codemod.Lint:
		line += fmt.Sprintf(": %s, %s", count(c.Safe+c.Unsafe+c.Manual, "error"), count(c.Notices, "notice"))
	case s.r.Result.Mode == codemod.Preview && c.Changed > 0:
		line += fmt.Sprintf(", %s would be rewritten; nothing was written", count(c.Changed, "file"))
	case c.Changed > 0:
		line += fmt.Sprintf(", rewrote %d", c.Changed)
	case c.Findings == 0 && c.Skipped == 0:
		line += ", nothing to do"
	default:
		line += ", changed none"
	}
	s.say(2, terminal.Span{Text: line})
}

// next is what to run now.
func (s *summary) next(c codemod.Counts) {
	var steps []terminal.Step
	step := func(command, why string) { steps = append(steps, terminal.Step{Command: command, Why: why}) }
	args := ""
	for _, a := range s.r.Args {
		args += " " + terminal.ShellWord(a)
	}
	mode := s.r.Result.Mode
	if u := s.r.Undo; u != nil && u.Files() > 0 {
		step(u.command(), "bring the old text back")
	}
	if s.r.Result.Interrupted {
		s.w.WriteString(s.p.Steps(steps))
		return
	}
	switch mode {
	case codemod.Lint:
		if c.Safe > 0 {
			step("clerkctl migrate --diff"+args, "see what would change")
		}
	case codemod.Preview:
		if c.Changed > 0 {
			step("clerkctl migrate"+args, "write it")
		}
	case codemod.Write:
		for _, i := range s.r.Result.Installs {
			command := i.Command
			if i.Folder != "." {
				command = "cd " + terminal.ShellWord(i.Folder) + " && " + command
			}
			step(command, "install the new versions")
		}
	}
	if c.Unsafe > 0 {
		step("clerkctl migrate --unsafe --diff"+args, "see the fixes that need a second look")
	}
	if s.r.Result.InGit && c.Changed > 0 {
		step("git diff", "read what changed")
	}
	if mode == codemod.Write && c.Changed > 0 {
		steps = append(steps, terminal.Step{Why: "run your type check and your tests"})
	}
	s.w.WriteString(s.p.Steps(steps))
}

// say writes a line, or, in a terminal that is too narrow for it, several, of
// which all but the first are indented.
func (s *summary) say(margin int, spans ...terminal.Span) {
	s.w.WriteString(s.p.Flow(0, margin, spans...))
	s.w.WriteByte('\n')
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
