// Package cmd is the command line: each command turns flags into options,
// makes one call into a package below, and maps what comes back to a report
// and an exit code.
package cmd

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod/twin"
)

// Main runs clerkctl with the arguments after the program's name and returns
// the exit code.
func Main(args []string, in io.Reader, out, err io.Writer) int {
	if twin.Asked(args) {
		return twin.Work(args, in, out)
	}
	// The first interrupt lets the run end in good order; from then on the
	// signal has its usual effect again, for a person who will not wait.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	return newApp(in, out, err).run(ctx, args)
}

// Tree is the tree of commands, for what describes them; [Main] runs them.
func Tree() *cobra.Command { return newApp(os.Stdin, os.Stdout, os.Stderr).root(nil) }
