// Package cmd is the command line: each command turns flags into options,
// makes one call into a package below, and maps what comes back to a report
// and an exit code.
package cmd

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod/twin"
)

// Main runs clerkctl with the arguments after the program's name and returns
// the exit code.
func Main(args []string, in io.Reader, out, err io.Writer) int {
	if twin.Asked(args) {
		return twin.Work(args, in, out)
	}
	ctx := &interrupts{}
	defer ctx.close()
	return newApp(in, out, err).run(ctx, args)
}

// Tree is the tree of commands, for what describes them; [Main] runs them.
func Tree() *cobra.Command { return newApp(os.Stdin, os.Stdout, os.Stderr).root(nil) }
