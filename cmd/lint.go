package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/report"
)

type lintFlags struct {
	checkFlags
	known  baselineFlags
	strict bool
}

func (a *app) lint() *cobra.Command {
	var f lintFlags
	c := &cobra.Command{
		Use:   "lint [path…]",
		Short: "Report code that the new SDK would break",
		Long: `Report what the new SDK would break in the given files and folders (default:
the working folder). Nothing is written.

The exit code is 0 when there is no error, 1 when there is one (with --strict
also for a notice), 2 when it could not run as asked or a file that mentions
Clerk could not be read, 130 when it was interrupted.`,
		Example: `  clerkctl lint
  clerkctl lint --rule use-user,use-session src
  clerkctl lint --strict --format json src
  clerkctl lint --changed=origin/main             what a branch brings in
  clerkctl lint --baseline known.json --update-baseline
  clerkctl lint --stdin-filename src/App.tsx < src/App.tsx`,
		RunE: func(c *cobra.Command, paths []string) error {
			o, err := f.options(c.Context(), paths)
			defer f.own.Close()
			if err != nil {
				return err
			}
			if err := f.known.apply(&o, &f.checkFlags); err != nil {
				return err
			}
			return a.runLint(c, &f, paths, o)
		},
	}
	c.Flags().SortFlags = false
	c.Flags().BoolVar(&f.strict, "strict", false, "fail on notices too")
	f.known.bind(c)
	f.bind(c, report.Formats()...)
	return c
}

func (a *app) runLint(c *cobra.Command, f *lintFlags, paths []string, o codemod.Options) error {
	o.Mode = codemod.Lint
	var result *codemod.Result
	var err error
	if f.stdin != "" {
		result, _, err = a.runText(c.Context(), f.stdin, o)
		paths = []string{f.stdin}
	} else {
		progress := a.watch(&f.checkFlags)
		o.Looked = &progress.looked
		result, err = codemod.Run(c.Context(), o)
		progress.end()
	}
	if errors.As(err, new(codeError)) {
		return err
	}
	r := f.withProblems(a.report(c, paths, o, result, err))
	r.Strict = f.strict
	return a.finish(r, f.exitCode(result), f.renderings(a)...)
}

func (f *lintFlags) exitCode(r *codemod.Result) int {
	return exitCode(r, func(c codemod.Counts) bool { return f.strict && c.Notices > 0 })
}
