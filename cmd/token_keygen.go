package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	term "github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/token"
)

func (a *app) tokenKeygen() *cobra.Command {
	var k token.Keygen
	c := &cobra.Command{
		Use:   "keygen [NAME]",
		Short: "Make a key pair for development",
		Long: `Make a key pair for development and write NAME.private.pem, which only you can
read, NAME.public.pem and NAME.jwks.json (default name: dev). A file that exists
is never written over, and the private key is never shown.

What is printed is the line for CLERK_JWT_KEY.`,
		Example: `  clerkctl token keygen
  clerkctl token keygen app >> .env.local`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf("token keygen takes one name, not %d", len(args)).withHint("see %s --help", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			hearInterrupts(c) // the first leaves no half of a pair behind
			k.Name = "dev"
			if len(args) > 0 {
				k.Name = args[0]
			}
			if err := oneOf("alg", k.Alg, algorithms); err != nil {
				return err
			}
			g, err := k.Generate()
			if err != nil {
				return err
			}
			for _, line := range [][2]string{
				{g.Private, "the private key; keep it out of version control"},
				{g.Public, "the public key, for --jwt-key"},
				{g.JWKS, "the same as a JWKS, for --jwks"},
			} {
				_, _ = fmt.Fprintf(a.err, "wrote %s: %s\n", term.Escape(line[0]), line[1])
			}
			_, _ = fmt.Fprintf(a.err, "key %s, %s; next: clerkctl token sign --key %s\n", term.Escape(g.Kid), g.Kind, term.Escape(g.Private))
			return a.print("CLERK_JWT_KEY=" + g.JWTKey + "\n")
		},
	}
	fs := c.Flags()
	fs.SortFlags = false
	fs.StringVar(&k.Dir, "dir", ".", "the `folder` to write to")
	fs.StringVar(&k.Alg, "alg", "RS256", "the `algorithm` that the key is for")
	fs.StringVar(&k.Kid, "kid", "", "the key's `kid` (default: made from the key)")
	completeWords(c, "alg", algorithms...)
	completeWords(c, "kid")
	_ = c.MarkFlagDirname("dir")
	c.ValidArgsFunction = cobra.NoFileCompletions
	return c
}
