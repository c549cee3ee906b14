package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/codemod/script"
	term "github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/token"
)

func (a *app) rules(args []string) *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "List and explain the rules, and write and test your own",
		Example: `  clerkctl rules list
  clerkctl rules explain use-user
  clerkctl rules types rules/clerkctl.d.ts
  clerkctl rules test rules`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
		DisableSuggestions: true,
	}
	addCommands(c, args, plain("list", a.rulesList), plain("explain", a.rulesExplain), plain("types", a.rulesTypes), plain("test", a.rulesTest))
	return c
}

// ruleFlags are those of the commands that tell of rules.
type ruleFlags struct {
	target string
	own    []string
}

func (f *ruleFlags) bind(c *cobra.Command) {
	c.Flags().StringVar(&f.target, "target", defaultTarget, "the SDK `line` to move to")
	c.Flags().StringArrayVar(&f.own, "rules", nil, "the rules of this `file or folder` of modules too (repeatable)")
	completeWords(c, "target", rules.Targets()...)
	c.ValidArgsFunction = cobra.NoFileCompletions
}

// all are the built-in rules, and those of the flags and of the settings in the
// working folder. The problems say which of these cannot be used.
func (f *ruleFlags) all(ctx context.Context) ([]*codemod.Rule, []script.Problem, error) {
	if err := oneOf("target", f.target, rules.Targets()); err != nil {
		return nil, nil, err
	}
	settings, err := findConfig(".", true)
	if err != nil {
		return nil, nil, err
	}
	all := rules.All(rules.Target(f.target))
	set, err := loadOwn(ctx, slices.Concat(settings.Rules, f.own), all, nil)
	if err != nil {
		return nil, nil, err
	}
	defer set.Close()
	return append(all, set.Rules...), set.Problems, nil
}

// unusable prints what is wrong with rules and gives the error that ends the
// command; nil when nothing is.
func (a *app) unusable(problems []script.Problem) error {
	if code := a.printProblems(problemsOf(problems)); code != exitOK {
		return codeError(code)
	}
	return nil
}

func (a *app) rulesList() *cobra.Command {
	var f ruleFlags
	c := &cobra.Command{
		Use:   "list",
		Short: "List the rules with what they are for",
		Example: `  clerkctl rules list
  clerkctl rules list --rules ./rules`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			all, problems, err := f.all(c.Context())
			if err != nil {
				return err
			}
			width := 0
			for _, r := range all {
				width = max(width, len(r.Name))
			}
			var b strings.Builder
			for _, r := range all {
				b.WriteString(listed(r, width, term.Columns(a.out)))
			}
			if err := a.print(b.String()); err != nil {
				return err
			}
			return a.unusable(problems)
		},
	}
	f.bind(c)
	return c
}

// listed is a rule's entry in the list: a line, or, in a terminal that is too
// narrow for it, a summary broken at its words, below the name where there is
// no room beside it. Without a terminal columns is 0.
func listed(r *codemod.Rule, width, columns int) string {
	head := fmt.Sprintf("%-*s  %-6s", width, r.Name, r.Severity)
	summary := report.Escape(summaryOf(r))
	indent := len(head) + 2
	switch {
	case columns == 0:
		return head + "  " + summary + "\n"
	case columns-indent < 30:
		head, indent = fmt.Sprintf("%s  %s\n", r.Name, r.Severity), 2
	}
	lines := term.Wrap(summary, columns-indent, 0)
	margin := strings.Repeat(" ", indent)
	if indent > 2 {
		lines[0] = head + "  " + lines[0]
	} else {
		lines[0] = head + margin + lines[0]
	}
	return strings.Join(lines, "\n"+margin) + "\n"
}

// summaryOf is the first sentence of a rule's documentation, on one line.
func summaryOf(r *codemod.Rule) string {
	doc := strings.TrimSpace(r.Doc())
	if i := strings.Index(doc, "\n\n"); i >= 0 {
		doc = doc[:i]
	}
	doc = strings.Join(strings.Fields(doc), " ")
	if i := strings.Index(doc, ". "); i >= 0 {
		doc = doc[:i+1]
	}
	return strings.TrimSuffix(doc, ".")
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return failf("%s takes no arguments, but got %s", strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" "), token.Shown(args[0])).withHint("see %s --help", c.CommandPath())
	}
	return nil
}

// print writes a command's answer.
func (a *app) print(s string) error {
	if _, err := a.out.Write([]byte(s)); err != nil {
		return failf("cannot write the output: %w", err)
	}
	return nil
}
