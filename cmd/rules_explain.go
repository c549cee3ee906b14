package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/codemod/rules"
	term "github.com/clerkctl/clerkctl/internal/terminal"
)

func (a *app) rulesExplain() *cobra.Command {
	var f ruleFlags
	var color string
	c := &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule: why, before and after, how safe the fix is",
		Example: `  clerkctl rules explain use-user
  clerkctl rules explain our-button --rules ./rules`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failf("rules explain takes the name of one rule, not %d", len(args)).withHint("clerkctl rules list names them all")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("color", color, colorModes); err != nil {
				return err
			}
			all, problems, err := f.all(c.Context())
			if err != nil {
				return err
			}
			var names []string
			for _, r := range all {
				if r.Name == args[0] {
					return a.print(explained(r, a.paint(color)))
				}
				names = append(names, r.Name)
			}
			a.printProblems(problemsOf(problems))
			return unknownRule(args[0], names)
		},
	}
	f.bind(c)
	c.Flags().StringVar(&color, "color", "auto", "colour the output: `auto|always|never`")
	completeWords(c, "color", colorModes...)
	c.ValidArgsFunction = func(c *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return listStarting(start, f.completions(c.Context())), cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// maxTextWidth is how many columns of a wide terminal text takes at most:
// longer lines are hard to read.
const maxTextWidth = 100

// explained is what there is to say about a rule: the documentation as it was
// written, or, in colours or in a terminal, set for its columns.
func explained(r *codemod.Rule, paint term.Paint) string {
	if !paint.Colored() && paint.Columns(0) == 0 {
		return fmt.Sprintf("%s (%s)\n\n%s\n", r.Name, r.Severity, shownDoc(r))
	}
	severity := paint.Red(string(r.Severity))
	if r.Severity == codemod.Notice {
		severity = paint.Yellow(string(r.Severity))
	}
	return paint.Bold(r.Name) + " (" + severity + ")\n\n" + rules.Terminal(shownDoc(r), paint, min(paint.Columns(80), maxTextWidth))
}

// shownDoc is a rule's documentation. That of somebody else's rule is escaped,
// line by line.
func shownDoc(r *codemod.Rule) string {
	doc := strings.Trim(r.Doc(), "\n")
	if !r.User {
		return doc
	}
	lines := strings.Split(doc, "\n")
	for i, line := range lines {
		tabs := len(line) - len(strings.TrimLeft(line, "\t"))
		lines[i] = line[:tabs] + report.Escape(line[tabs:])
	}
	return strings.Join(lines, "\n")
}
