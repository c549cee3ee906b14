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
	p := terminal.NewPaint(t.style.Color)
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
		return l.Left()
	case l.Applied:
		return t.style.Verbose
	}
	return true
}

// Headline is the line that says where a finding is and what it is.
func Headline(s Style, name string, l *codemod.Located) string {
	return headline(terminal.NewPaint(s.Color), name, l)
}

func headline(p terminal.Paint, name string, l *codemod.Located) string {
	place := fmt.Sprintf("%s:%d:%d:", Escape(name), l.Place.Start.Line, l.Place.Start.Column)
	return fmt.Sprintf("%s %s %s\n", p.Bold(place), Escape(l.Message), p.Cyan("["+l.Rule+"]"))
}

func (t *text) finding(w *bufio.Writer, p terminal.Paint, r *Report, f *codemod.FileResult, l *codemod.Located) {
	w.WriteString(headline(p, f.Name, l))
	if t.style.Quiet {
		return
	}
	line, underline := excerpt(l.Place)
	number := fmt.Sprint(l.Place.Start.Line)
	paint := p.Red
	if l.Severity == codemod.Notice {
		paint = p.Yellow
	}
	if l.Applied {
		paint = p.Green
	}
	fmt.Fprintf(w, "  %s %s %s\n", p.Dim(number), p.Dim("|"), line)
	fmt.Fprintf(w, "  %s %s %s\n", strings.Repeat(" ", len(number)), p.Dim("|"), paint(underline+" "+label(r, l)))
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
		s.section(s.p.Red, "not fixed because the file was skipped", left(codemod.Safe), true)
		s.section(s.p.Yellow, "left as you wanted", func(l *codemod.Located) bool { return l.Left() && l.Declined }, true)
		s.section(s.p.Yellow, remain+" for --unsafe", left(codemod.Unsafe), true)
		s.section(s.p.Red, remain+" for a person", left(codemod.Manual), true)
	}
	s.section(s.p.Yellow, "notices", func(l *codemod.Located) bool { return l.Severity == codemod.Notice && !l.Applied }, true)
	s.proofs()
	s.baseline()
	s.skips()
	for _, name := range s.r.Result.Unsupported {
		fmt.Fprintf(s.w, "not read: %s: not a file that this tool reads\n", Escape(name))
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
		fmt.Fprintf(s.w, "%s: wrote %s to %s (%d new, %d gone)\n", s.p.Green("baseline"), count(b.Hidden, "finding"), path, b.New, b.Gone)
	case b.Updated:
		fmt.Fprintf(s.w, "baseline: %s is up to date, with %s\n", path, count(b.Hidden, "finding"))
	default:
		if b.Hidden > 0 {
			fmt.Fprintf(s.w, "baseline: %s not shown, which %s knows\n", count(b.Hidden, "finding"), path)
		}
		if b.Gone > 0 {
			fmt.Fprintf(s.w, "%s: %s; run with --update-baseline\n", s.p.Yellow("baseline"), gone)
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
	fmt.Fprintf(s.w, "%s: %s in %s\n", paint(title), count(total, "finding"), count(files, "file"))
	for _, r := range rows {
		fmt.Fprintf(s.w, "  %-*s %4d", width, r.rule, r.count)
		if places {
			fmt.Fprintf(s.w, "  %s", strings.Join(r.places, " "))
			if more := r.count - len(r.places); more > 0 {
				fmt.Fprintf(s.w, " and %d more", more)
			}
		}
		fmt.Fprintln(s.w)
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
		fmt.Fprintf(s.w, "  %s\n", skipLine(f))
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
	looked := "looked at " + count(c.Files, "file")
	switch {
	case s.r.Result.Interrupted && s.r.Result.Mode == codemod.Write:
		fmt.Fprintf(s.w, "%s; %s rewritten before the interrupt, every file is either old or new\n", looked, count(c.Changed, "file"))
	case s.r.Result.Interrupted:
		fmt.Fprintf(s.w, "%s before the interrupt\n", looked)
	case s.r.Result.Mode == codemod.Lint:
		fmt.Fprintf(s.w, "%s: %s, %s\n", looked, count(c.Safe+c.Unsafe+c.Manual, "error"), count(c.Notices, "notice"))
	case s.r.Result.Mode == codemod.Preview && c.Changed > 0:
		fmt.Fprintf(s.w, "%s, %s would be rewritten; nothing was written\n", looked, count(c.Changed, "file"))
	case c.Changed > 0:
		fmt.Fprintf(s.w, "%s, rewrote %d\n", looked, c.Changed)
	case c.Findings == 0 && c.Skipped == 0:
		fmt.Fprintf(s.w, "%s, nothing to do\n", looked)
	default:
		fmt.Fprintf(s.w, "%s, changed none\n", looked)
	}
}

// next is what to run now.
func (s *summary) next(c codemod.Counts) {
	var steps [][2]string
	args := ""
	for _, a := range s.r.Args {
		args += " " + terminal.ShellWord(a)
	}
	if u := s.r.Undo; u != nil && u.Files() > 0 {
		steps = append(steps, [2]string{u.command(), "bring the old text back"})
	}
	if s.r.Result.Interrupted {
		s.steps(steps)
		return
	}
	switch s.r.Result.Mode {
	case codemod.Lint:
		if c.Safe+c.Unsafe > 0 {
			steps = append(steps, [2]string{"clerkctl migrate --diff" + args, "see what would change"})
		}
	case codemod.Preview:
		if c.Changed > 0 {
			steps = append(steps, [2]string{"clerkctl migrate" + args, "write it"})
		}
	case codemod.Write:
		for _, i := range s.r.Result.Installs {
			command := i.Command
			if i.Folder != "." {
				command = "cd " + terminal.ShellWord(i.Folder) + " && " + command
			}
			steps = append(steps, [2]string{command, "install the new versions"})
		}
	}
	if c.Unsafe > 0 && s.r.Result.Mode != codemod.Lint {
		steps = append(steps, [2]string{"clerkctl migrate --unsafe --diff" + args, "see the fixes that need a second look"})
	}
	if s.r.Result.InGit && c.Changed > 0 {
		steps = append(steps, [2]string{"git diff", "read what changed"})
	}
	s.steps(steps)
	if s.r.Result.Mode == codemod.Write && c.Changed > 0 {
		if len(steps) == 0 {
			fmt.Fprintln(s.w, s.p.Bold("next"))
		}
		fmt.Fprintln(s.w, "  run your type check and your tests")
	}
}

// steps lists commands.
func (s *summary) steps(steps [][2]string) {
	if len(steps) == 0 {
		return
	}
	width := 0
	for _, step := range steps {
		width = max(width, len(step[0]))
	}
	fmt.Fprintln(s.w, s.p.Bold("next"))
	for _, step := range steps {
		fmt.Fprintf(s.w, "  %s  %s\n", s.p.Cyan(fmt.Sprintf("%-*s", width, step[0])), s.p.Dim("# "+step[1]))
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
