package cmd

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/doctor"
)

type doctorFlags struct{ format, color string }

func (a *app) doctor() *cobra.Command {
	var f doctorFlags
	c := &cobra.Command{
		Use:   "doctor [dir]",
		Short: "Check that an application is ready to render on the server",
		Long: `Check what rendering on the server with Clerk's new SDKs needs in the project
in the given folder (default: the working folder): versions, the provider, the
loaders of the pages that read the user, the environment. Nothing is written, no
program is started and no network is touched.

Each failure names a command or an edit that puts it right. Of variables in .env
files only the names are shown, never the values.

The exit code is 1 when something has to be put right, 2 when the project could
not be checked. Warnings do not count.`,
		Example: `  clerkctl doctor
  clerkctl doctor apps/web
  clerkctl doctor --format json | jq '.packages[].checks[] | select(.status == "failure")'`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf("doctor takes one folder, not %d", len(args)).withHint("see %s --help", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := checkFormat(f.format, f.color); err != nil {
				return err
			}
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			target := rules.Target(defaultTarget)
			r, err := doctor.Run(c.Context(), doctor.Options{Dir: dir, Target: target, Rules: rules.All(target), Getenv: a.env})
			switch {
			case err != nil:
				return err
			case r.Interrupted:
				return a.interrupted()
			}
			return a.diagnosed(r, f)
		},
	}
	c.Flags().SortFlags = false
	bindFormat(c, &f.format, &f.color)
	return c
}

func (a *app) diagnosed(r *doctor.Report, f doctorFlags) error {
	var err error
	if f.format == "json" {
		err = r.WriteJSON(a.out)
	} else {
		err = r.WriteText(a.out, a.paint(f.color))
	}
	if err := writing(err); err != nil {
		return err
	}
	if !r.Summary().Ready() {
		return codeError(exitLeft)
	}
	return nil
}

// doctorJSON answers an error of doctor when it was asked for JSON, however
// wrong the flags were.
func doctorJSON(w io.Writer, args []string, err error) error {
	if slices.Index(args, "doctor") != 0 || !asksForJSON(args) {
		return nil
	}
	return doctor.WriteJSONError(w, defaultTarget, err.Error(), hintOf(err))
}
