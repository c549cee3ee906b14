package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/token"
)

func (a *app) rules() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "List and explain the rules",
		Example: `  clerkctl rules list
  clerkctl rules explain use-user`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
		DisableSuggestions: true,
	}
	c.AddCommand(a.rulesList(), a.rulesExplain())
	return c
}

func (a *app) rulesList() *cobra.Command {
	target := defaultTarget
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the rules with what they are for",
		Example: "  clerkctl rules list",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			all, err := rulesOf(target)
			if err != nil {
				return err
			}
			width := 0
			for _, r := range all {
				width = max(width, len(r.Name))
			}
			var b strings.Builder
			for _, r := range all {
				fmt.Fprintf(&b, "%-*s  %-6s  %s\n", width, r.Name, r.Severity, summaryOf(r))
			}
			return a.print(b.String())
		},
	}
	c.Flags().StringVar(&target, "target", target, "the SDK `line` to move to")
	return c
}

func (a *app) rulesExplain() *cobra.Command {
	target := defaultTarget
	c := &cobra.Command{
		Use:     "explain RULE",
		Short:   "Explain a rule: why, before and after, how safe the fix is",
		Example: "  clerkctl rules explain use-user",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failf("rules explain takes the name of one rule, not %d", len(args)).withHint("clerkctl rules list names them all")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			all, err := rulesOf(target)
			if err != nil {
				return err
			}
			var names []string
			for _, r := range all {
				if r.Name == args[0] {
					return a.print(fmt.Sprintf("%s (%s)\n\n%s\n", r.Name, r.Severity, strings.Trim(r.Doc(), "\n")))
				}
				names = append(names, r.Name)
			}
			return unknownRule(args[0], names)
		},
	}
	c.Flags().StringVar(&target, "target", target, "the SDK `line` to move to")
	return c
}

func rulesOf(target string) ([]*codemod.Rule, error) {
	if err := oneOf("target", target, rules.Targets()); err != nil {
		return nil, err
	}
	return rules.All(rules.Target(target)), nil
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
