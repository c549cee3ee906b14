package cmd

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestBuildsWhatRuns takes the command line apart by every path that leads to a
// command: built alone, the command is what it is among all.
func TestBuildsWhatRuns(t *testing.T) {
	newRoot := func(args []string) *cobra.Command { return newApp(nil, nil, nil).root(args) }
	var visit func(c *cobra.Command, path []string)
	visit = func(c *cobra.Command, path []string) {
		alone, rest, err := newRoot(path).Find(path)
		if err != nil || len(rest) > 0 {
			t.Fatalf("%v: %v, %v", path, rest, err)
		}
		if got, want := describe(alone), describe(c); got != want {
			t.Errorf("%s alone:\n%s\namong all:\n%s", c.CommandPath(), got, want)
		}
		for up := alone; up.HasParent(); up = up.Parent() {
			if n := len(up.Parent().Commands()); n != 1 {
				t.Errorf("%v: %d commands of %s are built", path, n, up.Parent().CommandPath())
			}
		}
		for _, sub := range c.Commands() {
			visit(sub, append(slices.Clone(path), sub.Name()))
		}
	}
	all := newRoot(nil)
	visit(all, nil)
	// What begins with no command's name needs them all.
	for _, line := range []string{"--help", "help token", "--version migrate", "migrat", "-- lint", "__complete token ver", "completion bash"} {
		if got := len(newRoot(strings.Fields(line)).Commands()); got != len(all.Commands()) {
			t.Errorf("%q: %d commands", line, got)
		}
	}
	for _, line := range []string{"token", "token --help", "token -- verify", "token verfiy"} {
		c, _, err := newRoot(strings.Fields(line)).Find([]string{"token"})
		if err != nil || len(c.Commands()) < 5 {
			t.Errorf("%q: %d commands, %v", line, len(c.Commands()), err)
		}
	}
}

// describe is all that a person can see of a command.
func describe(c *cobra.Command) string {
	lines := []string{c.CommandPath(), c.UseLine(), c.Short, c.Long, c.Example}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		lines = append(lines, strings.Join([]string{f.Name, f.Shorthand, f.Value.Type(), f.DefValue, f.NoOptDefVal, f.Usage}, "\t"))
	})
	for _, sub := range c.Commands() {
		lines = append(lines, sub.Name())
	}
	return strings.Join(lines, "\n")
}
