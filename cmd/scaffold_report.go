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
	r.w, r.p = bufio.NewWriter(to), term.NewPaint(r.style.Color)
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
		fmt.Fprintln(r.w, r.p.Yellow("note:"), report.Escape(note))
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
		fmt.Fprintf(r.w, "  %s%s  %s\n", name, strings.Repeat(" ", width-term.Width(name)), report.Escape(f.Why))
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
		fmt.Fprintln(r.w, r.p.Bold(place), report.Escape(f.Why), r.p.Red("needs a person"))
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

// next prints the commands that come next.
func (r *planReport) next() {
	width := 0
	for _, c := range r.plan.Next {
		if c.Why != "" {
			width = max(width, term.Width(c.Line))
		}
	}
	fmt.Fprintln(r.w, "next")
	for _, c := range r.plan.Next {
		line := report.Escape(c.Line)
		if c.Why != "" {
			line += strings.Repeat(" ", width-term.Width(line)) + r.p.Dim("  # "+c.Why)
		}
		fmt.Fprintf(r.w, "  %s\n", line)
	}
}
