package cmd

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/report"
)

// asker asks a person on a terminal about each fix.
type asker struct {
	out   io.Writer
	style report.Style
	lines <-chan string
	// begin is called before the first question.
	begin func()
	asked bool
}

// newAsker reads answers from in, line by line.
func newAsker(in io.Reader, out io.Writer, style report.Style, begin func()) *asker {
	lines := make(chan string)
	go func() {
		defer close(lines)
		r := bufio.NewReader(in)
		for {
			line, err := r.ReadString('\n')
			if line != "" {
				lines <- line
			}
			if err != nil {
				return
			}
		}
	}()
	return &asker{out: out, style: style, lines: lines, begin: begin}
}

const answersHelp = `y  make this fix
n  leave the code as it is
f  make this fix and those that follow in this file
a  make this fix and all others
q  leave this one and all others; what was accepted stays
?  show this
`

// Ask shows what the fix would change and waits for an answer. The end of the
// input is taken for q.
func (a *asker) Ask(ctx context.Context, q *codemod.Question) (codemod.Answer, error) {
	between := "\n"
	if !a.asked {
		a.asked, between = true, ""
		a.begin()
	}
	hunks, err := report.Hunks(a.style, q.Before, q.After)
	if err != nil {
		return codemod.No, err
	}
	if _, err := fmt.Fprintf(a.out, "%s%s%s", between, report.Headline(a.style, q.Name, q.Finding), hunks); err != nil {
		return codemod.No, err
	}
	kind := ""
	if q.Finding.Fix == codemod.Unsafe {
		kind = "unsafe "
	}
	for {
		if _, err := fmt.Fprintf(a.out, "make this %sfix (%d of %d in the file)? [y,n,f,a,q,?] ", kind, q.Number, q.Of); err != nil {
			return codemod.No, err
		}
		var line string
		var more bool
		select {
		case <-ctx.Done():
			fmt.Fprintln(a.out)
			return codemod.No, ctx.Err()
		case line, more = <-a.lines:
		}
		if !more {
			fmt.Fprintln(a.out)
			return codemod.Quit, nil
		}
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "y", "yes":
			return codemod.Yes, nil
		case "n", "no":
			return codemod.No, nil
		case "f", "file":
			return codemod.RestOfFile, nil
		case "a", "all":
			return codemod.All, nil
		case "q", "quit":
			return codemod.Quit, nil
		}
		if _, err := io.WriteString(a.out, answersHelp); err != nil {
			return codemod.No, err
		}
	}
}

// terminalInput reports whether a person types what is read.
func terminalInput(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// checkInteractive refuses questions where nobody can answer them.
func (f *migrateFlags) checkInteractive(a *app) error {
	switch {
	case !f.interactive:
		return nil
	case f.stdin != "":
		return contradiction("-i", "--stdin-filename")
	case f.dryRun:
		return contradiction("-i", "--dry-run")
	case f.diff:
		return contradiction("-i", "--diff")
	case f.check:
		return contradiction("-i", "--check")
	case f.quiet:
		return contradiction("-i", "--quiet")
	case !a.typed():
		return failf("-i asks on a terminal, but the standard input is none").withHint("run it in a terminal, or choose with --rule and --skip")
	}
	return nil
}

// typed reports whether a person types what is read.
func (a *app) typed() bool { return terminalInput(a.in) }
