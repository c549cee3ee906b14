package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// githubFormat writes workflow commands, which GitHub Actions turns into
// annotations of the changed files.
//
// The service shows only the first annotations of a step, and a command's line
// in the log has no place of its own. So the message begins with one: the log
// is then the complete list.
type githubFormat struct{}

func (githubFormat) Render(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	if r.Err != nil {
		annotation{level: "error", title: "clerkctl", message: r.Err.Error()}.write(b)
	}
	for _, p := range r.RuleProblems() {
		annotation{level: "error", title: "clerkctl", message: p.String()}.write(b)
	}
	if r.Result != nil {
		for _, f := range r.Result.Files {
			annotateFile(b, r, f)
		}
		for _, name := range r.Result.Unsupported {
			annotation{level: "warning", title: "clerkctl", message: name + ": not a file that this tool reads"}.write(b)
		}
	}
	return b.Flush()
}

func annotateFile(w *bufio.Writer, r *Report, f *codemod.FileResult) {
	name, _ := r.inRepository(f)
	for i := range f.Findings {
		l := &f.Findings[i]
		if settled(r, l) {
			continue
		}
		a := annotation{
			level: "error", file: name, place: &l.Place, title: "clerkctl (" + l.Rule + ")",
			message: fmt.Sprintf("%s:%d:%d: %s", name, l.Place.Start.Line, l.Place.Start.Column, l.Message),
		}
		if l.Severity == codemod.Notice {
			a.level = "notice"
		}
		a.write(w)
	}
	if f.Skipped != "" {
		a := annotation{level: "error", file: name, title: "clerkctl (" + string(f.Skipped) + ")", message: name + ": " + skipText(f)}
		if f.Harmless() {
			a.level = "notice"
		}
		a.write(w)
	}
}

// skipText says that a file was left alone, and why.
func skipText(f *codemod.FileResult) string {
	if f.Problem == "" {
		return "skipped: " + string(f.Skipped)
	}
	return "skipped: " + f.Problem
}

// annotation is one workflow command.
type annotation struct {
	level, file    string
	place          *codemod.Place // nil for none
	title, message string
}

func (a annotation) write(w *bufio.Writer) {
	w.WriteString("::" + a.level + " ")
	if a.file != "" {
		w.WriteString("file=" + githubProperty(a.file) + ",")
	}
	if p := a.place; p != nil {
		fmt.Fprintf(w, "line=%d,endLine=%d,", p.Start.Line, p.End.Line)
		if p.Start.Line == p.End.Line {
			// Columns of a range of several lines are refused.
			fmt.Fprintf(w, "col=%d,endColumn=%d,", p.Start.Column, p.End.Column)
		}
	}
	w.WriteString("title=" + githubProperty(a.title) + "::" + githubText(a.message) + "\n")
}

// githubText makes any text fit for the message of a workflow command: no text
// ends the command or begins another.
func githubText(s string) string {
	return Escape(strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s))
}

// githubProperty is the same for the value of a property, which a comma or a
// colon would end.
func githubProperty(s string) string {
	return Escape(strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s))
}
