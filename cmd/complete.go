package cmd

import (
	"context"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// completionTime is how long a person who has pressed Tab waits for the
// project's own rules.
const completionTime = 2 * time.Second

// completeWords completes a flag with a few words, and never with files.
func completeWords(c *cobra.Command, flag string, words ...string) {
	// It fails only for a flag that the command does not have.
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeList completes a flag that takes words separated by commas.
func completeList(c *cobra.Command, flag string, words func() []string) {
	_ = c.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, start string) ([]string, cobra.ShellCompDirective) {
		return listStarting(start, words()), cobra.ShellCompDirectiveNoFileComp
	})
}

// listStarting are the lists that start may become with one more word, each
// with the word's description, which follows a tab. No word comes twice.
func listStarting(start string, words []string) []string {
	given := strings.Split(start, ",")
	before, last := given[:len(given)-1], given[len(given)-1]
	var out []string
	for _, word := range words {
		name, _, _ := strings.Cut(word, "\t")
		if strings.HasPrefix(name, last) && !slices.Contains(before, name) {
			out = append(out, strings.Join(append(slices.Clone(before), word), ","))
		}
	}
	return out
}

// completeEnv completes a flag with the names of environment variables.
func completeEnv(c *cobra.Command, flag string) {
	_ = c.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, start string) ([]string, cobra.ShellCompDirective) {
		var names []string
		for _, pair := range os.Environ() {
			if name, _, ok := strings.Cut(pair, "="); ok && strings.HasPrefix(name, start) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return names, cobra.ShellCompDirectiveNoFileComp
	})
}

// completeFormats completes --format where it may be FORMAT=FILE too.
func completeFormats(c *cobra.Command, printable []string) {
	_ = c.RegisterFlagCompletionFunc("format", func(_ *cobra.Command, _ []string, start string) ([]string, cobra.ShellCompDirective) {
		if strings.Contains(start, "=") {
			return nil, cobra.ShellCompDirectiveDefault // a file
		}
		directive := cobra.ShellCompDirectiveNoFileComp
		var out []string
		for _, format := range report.Formats() {
			if !slices.Contains(printable, format) {
				format += "="
			}
			if strings.HasPrefix(format, start) {
				out = append(out, format)
			}
		}
		if len(out) == 1 && strings.HasSuffix(out[0], "=") {
			directive |= cobra.ShellCompDirectiveNoSpace
		}
		return out, directive
	})
}

// completions are the names of the rules with their summaries. Where the
// project's own cannot be had, the built-in ones do: a completion has nowhere
// to say what is wrong.
func (f *ruleFlags) completions(ctx context.Context) []string {
	ctx, cancel := context.WithTimeout(ctx, completionTime)
	defer cancel()
	all, _, err := f.all(ctx)
	if err != nil {
		all = rules.All(rules.Target(defaultTarget))
	}
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = r.Name + "\t" + withoutQuotes(report.Escape(summaryOf(r)))
	}
	return out
}

// completeCommands completes the words of a command.
func completeCommands(c *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
	found, rest, err := c.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, sub := range found.Commands() {
		if sub.IsAvailableCommand() && strings.HasPrefix(sub.Name(), start) {
			out = append(out, sub.Name()+"\t"+sub.Short)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// describeFlags takes from the usages of all flags the quotes that name their
// values: a shell shows usages as they are.
func describeFlags(c *cobra.Command) {
	c.LocalFlags().VisitAll(func(f *pflag.Flag) { f.Usage = withoutQuotes(f.Usage) })
	for _, sub := range c.Commands() {
		describeFlags(sub)
	}
}

func withoutQuotes(s string) string { return strings.ReplaceAll(s, "`", "") }

// completing reports whether a shell asks what a word may become.
func completing(args []string) bool {
	return len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}
