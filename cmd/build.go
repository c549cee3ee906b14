package cmd

import "github.com/spf13/cobra"

// subcommand is one that is built when it is wanted: to make the flags of all
// commands takes a good part of the time in which a short one is done.
type subcommand struct {
	name  string
	build func(args []string) *cobra.Command // the arguments are those behind its name
}

// plain is a subcommand without commands of its own.
func plain(name string, build func() *cobra.Command) subcommand {
	return subcommand{name, func([]string) *cobra.Command { return build() }}
}

// addCommands adds the command that the arguments begin with, and no other:
// each takes time. When they begin with anything else, be it --help or a word
// that has to be told from all names, it adds every one.
func addCommands(parent *cobra.Command, args []string, all ...subcommand) {
	for _, s := range all {
		if len(args) > 0 && args[0] == s.name {
			parent.AddCommand(s.build(args[1:]))
			parent.CompletionOptions.DisableDefaultCmd = true
			return
		}
	}
	for _, s := range all {
		parent.AddCommand(s.build(nil))
	}
}
