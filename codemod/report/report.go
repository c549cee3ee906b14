// Package report writes down what a run of the codemod found and did: for
// people on a terminal, as a diff, and for programs.
package report

import (
	"io"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

// Report is everything that a renderer may say about one run.
type Report struct {
	// Command is "migrate" or "lint".
	Command string
	// Target is the SDK line that was asked for.
	Target string
	// Result is what the run did; nil where it could not even begin.
	Result *codemod.Result
	// Err is why the run could not do what it was asked; nil if it could.
	Err error
	// Args are the arguments that a next run needs to do the same: the paths,
	// and the flags that choose what is done.
	Args []string
	// Rules are those that were run, and Version is the program's own.
	Rules   []*codemod.Rule
	Version string
	// Folder is where the run's folder lies in the repository, with "/": ""
	// where it is the root, or where no root is known. The formats that a
	// service reads name files by their path in the repository.
	Folder string
	// Strict says that notices fail the run.
	Strict bool
	// Undo is the patch that undoes what the run did; nil when none was asked
	// for.
	Undo *Undo
	// Problems are the rules of the project's own that cannot be used.
	Problems []RuleProblem
	// ExitCode is what the program is about to end with.
	ExitCode int
}

// Renderer writes a report in one format.
type Renderer interface {
	Render(w io.Writer, r *Report) error
}

// Style is what the place that is written to can show.
type Style struct {
	// Paint has the colours and the width of the place.
	Paint terminal.Paint
	// Terminal says that control characters would be acted on.
	Terminal bool
	// Quiet leaves out everything that needs no action, Verbose adds what was
	// fixed without a person.
	Quiet, Verbose bool
}

// Formats are the names of the formats, as users type them.
func Formats() []string { return []string{"text", "json", "sarif", "github", "junit"} }

// New is the renderer of a format; nil for a name that is none.
func New(format string, s Style) Renderer {
	switch format {
	case "text":
		return &text{style: s}
	case "json":
		return jsonFormat{}
	case "sarif":
		return sarifFormat{}
	case "github":
		return githubFormat{}
	case "junit":
		return junitFormat{}
	}
	return nil
}
