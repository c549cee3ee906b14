package cmd

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/report"
	term "github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/scaffold"
)

// diffOf is the change of a plan as one patch.
func diffOf(p *scaffold.Plan, s report.Style) string {
	var b strings.Builder
	for _, f := range p.Files {
		if f.Changed() {
			// Lines of text always differ in some way that can be written down.
			text, err := report.FileDiff(s, p.ShownName(f), f.Before, f.After, f.Action == scaffold.Create)
			if err == nil {
				b.WriteString(text)
			}
		}
	}
	if b.Len() > 0 && s.Paint.Columns(0) > 0 {
		b.WriteByte('\n') // what follows in a terminal is no part of the diff
	}
	return b.String()
}

// planReport says to a person what a plan does, or has done.
type planReport struct {
	plan  *scaffold.Plan
	style report.Style
	done  bool

	w *bufio.Writer
	p term.Paint
}

func (r *planReport) write(to io.Writer) error {
	r.w, r.p = bufio.NewWriter(to), r.style.Paint
	head := map[scaffold.Action][2]string{
		scaffold.Create: {"written", "would be written"},
		scaffold.Patch:  {"patched", "would be patched"},
		scaffold.Keep:   {"left alone", "left alone"},
	}
	for _, action := range []scaffold.Action{scaffold.Create, scaffold.Patch, scaffold.Keep} {
		title := head[action][1]
		if r.done {
			title = head[action][0]
		}
		r.section(action, title)
	}
	if err := r.manual(); err != nil {
		return err
	}
	if !r.plan.Changes() && !r.plan.Left() {
		fmt.Fprintln(r.w, "nothing to do: the project has what it needs")
	}
	for _, note := range r.plan.Notes {
		r.say(term.Span{Text: "note:", Paint: r.p.Yellow}, term.Span{Text: " " + report.Escape(note)})
	}
	if !r.done && (r.plan.Changes() || r.plan.Left()) {
		fmt.Fprintln(r.w, "nothing was written")
	}
	if r.done && len(r.plan.Next) > 0 {
		r.next()
	}
	return r.w.Flush()
}

func (r *planReport) section(action scaffold.Action, title string) {
	var files []*scaffold.File
	width := 0
	for _, f := range r.plan.Files {
		if f.Action == action {
			files = append(files, f)
			width = max(width, term.Width(report.Escape(r.plan.ShownName(f))))
		}
	}
	if len(files) == 0 {
		return
	}
	paint := r.p.Green
	if action == scaffold.Keep {
		paint = r.p.Dim
	}
	fmt.Fprintln(r.w, paint(title))
	for _, f := range files {
		name := report.Escape(r.plan.ShownName(f))
		if f.Why == "" {
			fmt.Fprintf(r.w, "  %s\n", name)
			continue
		}
		const least = 24
		fmt.Fprintf(r.w, "  %s%s\n", name, r.p.Beside(2+term.Width(name), width+4, least, 4, term.Span{Text: report.Escape(f.Why)}))
	}
	fmt.Fprintln(r.w)
}

// manual prints what a person has to do, with a patch where there is one.
func (r *planReport) manual() error {
	for _, f := range r.plan.Files {
		if f.Action != scaffold.Manual {
			continue
		}
		place := report.Escape(r.plan.ShownName(f)) + ":"
		if f.Line > 0 {
			place += fmt.Sprintf("%d:", f.Line)
		}
		r.say(term.Span{Text: place, Paint: r.p.Bold, Whole: true}, term.Span{Text: " " + report.Escape(f.Why) + " "}, term.Span{Text: "needs a person", Paint: r.p.Red})
		if f.After != f.Before {
			hunks, err := report.Hunks(r.style, f.Before, f.After)
			if err != nil {
				return err
			}
			for line := range strings.Lines(hunks) {
				fmt.Fprintf(r.w, "  %s", line)
			}
		}
		for line := range strings.Lines(f.Hint) {
			fmt.Fprintf(r.w, "  %s\n", r.p.Green("+ "+report.Escape(strings.TrimRight(line, "\n"))))
		}
		fmt.Fprintln(r.w)
	}
	return nil
}

// say writes a line, or several, of which all but the first are indented, where
// the terminal is too narrow for one.
func (r *planReport) say(spans ...term.Span) { fmt.Fprintln(r.w, r.p.Flow(0, 2, spans...)) }

// next prints the commands that come next.
func (r *planReport) next() {
	var steps []term.Step
	for _, c := range r.plan.Next {
		steps = append(steps, term.Step{Command: report.Escape(c.Line), Why: c.Why})
	}
	fmt.Fprint(r.w, r.p.Steps(steps))
}
