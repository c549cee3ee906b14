package cmd

import (
	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/token"
)

func (a *app) tokenInspect() *cobra.Command {
	var f viewFlags
	c := &cobra.Command{
		Use:   "inspect [TOKEN]",
		Short: "Show what a token says, without checking it",
		Long: `Show what a session token says of itself, claim by claim, in words. Nothing is
checked: anyone can write a token that says anything.

The exit code is 0 when there is a token that can be read, else 1.`,
		Example: `  clerkctl token inspect 'Cookie: __client_uat=1795456800; __session=eyJ…'
  pbpaste | clerkctl token inspect
  clerkctl token inspect --file request.txt --format json`,
		RunE: func(c *cobra.Command, args []string) error {
			clock, err := f.clock(a)
			if err != nil {
				return err
			}
			text, err := f.read(c.Context(), a, args)
			if err != nil {
				return asToken(a, err)
			}
			return f.finish(c.Context(), a, token.Inspect(text, clock()), clock)
		},
	}
	c.Flags().SortFlags = false
	f.bind(c, a)
	return c
}
