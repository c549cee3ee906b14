package cmd

import (
	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/report"
)

type lintFlags struct {
	checkFlags
	strict bool
}

func (a *app) lint() *cobra.Command {
	var f lintFlags
	c := &cobra.Command{
		Use:   "lint [path…]",
		Short: "Report code that the new SDK would break",
		Long: `Report what the new SDK would break in the given files and folders (default:
the working folder). Nothing is written.

The exit code is 1 when there is an error, 2 when a file that mentions Clerk
could not be read or parsed.`,
		Example: `  clerkctl lint
  clerkctl lint --rule use-user,use-session src
  clerkctl lint --strict --format json src`,
		RunE: func(c *cobra.Command, paths []string) error {
			o, err := f.options(paths)
			if err != nil {
				return err
			}
			return a.runLint(c, &f, paths, o)
		},
	}
	c.Flags().SortFlags = false
	c.Flags().BoolVar(&f.strict, "strict", false, "fail on notices too")
	f.bind(c, report.Formats()...)
	return c
}

func (a *app) runLint(c *cobra.Command, f *lintFlags, paths []string, o codemod.Options) error {
	o.Mode = codemod.Lint
	result, err := codemod.Run(c.Context(), o)
	return a.finish(a.report(c, paths, o, result, err), f.exitCode(result), f.renderings(a)...)
}

func (f *lintFlags) exitCode(r *codemod.Result) int {
	if r == nil {
		return exitFailed
	}
	count := r.Count()
	switch {
	case r.Interrupted:
		return exitInterrupted
	case r.Incomplete():
		return exitFailed
	case count.Left() > 0, f.strict && count.Notices > 0:
		return exitLeft
	}
	return exitOK
}
