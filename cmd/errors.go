package cmd

import (
	"errors"
	"fmt"
	"io"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/report"
	term "github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/token"
)

// The exit codes. A larger one wins over a smaller.
const (
	exitOK          = 0   // nothing left to do
	exitLeft        = 1   // something is left, or would change
	exitFailed      = 2   // could not run as asked
	exitInterrupted = 130 // stopped from outside
)

// failure is an error with a hint: what to do next.
type failure struct {
	message string
	hint    string
	err     error
}

func (f *failure) Error() string { return f.message }
func (f *failure) Unwrap() error { return f.err }

// failf makes an error without a hint; see hint.
func failf(format string, args ...any) *failure {
	err := fmt.Errorf(format, args...)
	return &failure{message: err.Error(), err: errors.Unwrap(err)}
}

func (f *failure) withHint(format string, args ...any) *failure {
	f.hint = fmt.Sprintf(format, args...)
	return f
}

// codeError ends a command with an exit code after it has said everything
// itself.
type codeError int

func (c codeError) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// fail is the one place that prints an error and gives its exit code.
func fail(w io.Writer, err error) int {
	var code codeError
	if errors.As(err, &code) {
		return int(code)
	}
	printError(w, err)
	return exitFailed
}

func printError(w io.Writer, err error) {
	say(w, "clerkctl: "+report.Escape(err.Error()))
	if hint := hintOf(err); hint != "" {
		say(w, "hint: "+report.Escape(hint))
	}
}

// say writes a sentence, in a terminal broken at its words.
func say(w io.Writer, text string) {
	fmt.Fprintln(w, term.Paint{}.In(term.Columns(w)).Flow(0, 2, term.Span{Text: text}))
}

func hintOf(err error) string {
	var f *failure
	if errors.As(err, &f) && f.hint != "" {
		return f.hint
	}
	var p *project.Error
	if errors.As(err, &p) {
		return p.Hint
	}
	var t *token.Error
	if errors.As(err, &t) {
		return t.Hint
	}
	return ""
}

// exitCode is that of a run over files. fails says what else than findings that
// are left makes it fail.
func exitCode(r *codemod.Result, fails func(codemod.Counts) bool) int {
	if r == nil {
		return exitFailed
	}
	count := r.Count()
	switch {
	case r.Interrupted:
		return exitInterrupted
	case r.Incomplete():
		return exitFailed
	case count.Left() > 0, fails(count):
		return exitLeft
	}
	return exitOK
}
