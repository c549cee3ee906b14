package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/codemod/script"
)

func (a *app) rulesTypes() *cobra.Command {
	return &cobra.Command{
		Use:   "types [file]",
		Short: "Print the TypeScript types for rules of your own",
		Long: `Print the TypeScript declarations of the module "clerkctl", which rules of your
own import, or write them to a file. Beside the rules, editors find them by
themselves.`,
		Example: `  clerkctl rules types rules/clerkctl.d.ts`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf("rules types takes one file, not %d", len(args)).withHint("without a file the types are printed")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.print(script.Types())
			}
			hearInterrupts(c) // the first leaves no temporary file behind
			return writeTypes(args[0])
		},
	}
}

// writeTypes writes the types to a file, which may be there from an earlier
// version.
func writeTypes(path string) error {
	if !strings.HasSuffix(path, ".d.ts") {
		return failf("%s: types are in a file whose name ends in .d.ts", path).withHint("write clerkctl rules types %s", filepath.ToSlash(filepath.Join(filepath.Dir(path), "clerkctl.d.ts")))
	}
	if err := project.CanReplace(path); err != nil {
		return err
	}
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failf("%s: cannot be read: %w", path, err)
	}
	if len(old) > 0 && !strings.Contains(string(old), "declare module \"clerkctl\"") {
		return failf("%s: there is something else in this file", path).withHint("choose another name, or remove it first")
	}
	return project.Replace(path, func(w io.Writer) error {
		_, err := io.WriteString(w, script.Types())
		return err
	})
}

func (a *app) rulesTest() *cobra.Command {
	verbose := false
	c := &cobra.Command{
		Use:   "test PATH…",
		Short: "Test rules of your own by their examples",
		Long: `Run the examples of rules, and the txtar files beside a module that bear its
name. Every fix is applied, the unsafe ones too; the result has to be what the
example says, and stay as it is in a second run.

The exit code is 1 when a test fails, 2 when rules could not be tested.`,
		Example: `  clerkctl rules test ./rules
  clerkctl rules test -v rules/our-button.ts`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failf("rules test takes the modules or folders of the rules to test").withHint("write clerkctl rules test ./rules")
			}
			return nil
		},
		RunE: func(c *cobra.Command, paths []string) error {
			return a.testRules(c, paths, verbose)
		},
	}
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "name the tests that pass too")
	return c
}

func (a *app) testRules(c *cobra.Command, paths []string, verbose bool) error {
	builtIn := rules.All(rules.Target(defaultTarget))
	set, err := loadOwn(c.Context(), paths, builtIn, func(module, text string) {
		fmt.Fprintf(a.err, "%s: %s\n", report.Escape(module), report.Escape(text))
	})
	if err != nil {
		return err
	}
	defer set.Close()
	passed, failed := 0, 0
	var out strings.Builder
	untested, err := set.Test(c.Context(), func(o script.Outcome) {
		name := report.Escape(strings.Join(strings.Fields(o.Module+" "+o.Rule), " ") + ", " + o.Test)
		switch {
		case o.Problem != "":
			failed++
			fmt.Fprintf(&out, "FAIL %s: %s\n", name, report.Escape(o.Problem))
			for line := range strings.Lines(o.Diff) {
				fmt.Fprintf(&out, "    %s\n", report.Escape(strings.TrimRight(line, "\r\n")))
			}
		default:
			passed++
			if verbose {
				fmt.Fprintf(&out, "ok   %s\n", name)
			}
		}
	})
	switch {
	case c.Context().Err() != nil:
		return a.interrupted()
	case err != nil:
		return failf("the rules cannot be tested: %w", err)
	}
	for _, rule := range untested {
		fmt.Fprintf(&out, "none %s has no examples\n", rule)
	}
	fmt.Fprintf(&out, "%s passed, %d failed\n", counted(passed, "test"), failed)
	if err := a.print(out.String()); err != nil {
		return err
	}
	if err := a.unusable(set.Problems); err != nil {
		return err
	}
	switch {
	case failed > 0:
		return codeError(exitLeft)
	case passed == 0:
		return failf("there is no test").withHint("give a rule examples: [{ before, after }], or put a txtar file beside its module")
	}
	return nil
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
