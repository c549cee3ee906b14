package cmd

import (
	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/token"
)

type keysFlags struct {
	keyFlags
	to, format, color string
}

func (a *app) tokenKeys() *cobra.Command {
	var f keysFlags
	c := &cobra.Command{
		Use:   "keys [FILE|ADDRESS|-]",
		Short: "List public keys, and convert them",
		Long: `List the public keys in a file, at an address or on standard input: a JWKS, a JWK,
a PEM, or the value of CLERK_JWT_KEY. Without one, those that clerkctl token
verify would use.

With --to they are converted instead: into a JWKS, a PEM or the line for
CLERK_JWT_KEY.`,
		Example: `  clerkctl token keys jwks.json
  clerkctl token keys dev.public.pem --kid ins_dev --to jwks
  clerkctl token keys jwks.json --kid ins_2abc --to jwt-key`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf("token keys takes one file or address, not %d", len(args)).withHint("see %s --help", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := checkFormat(f.format, f.color); err != nil {
				return err
			}
			if f.to != "" {
				if err := oneOf("to", f.to, token.Forms()); err != nil {
					return err
				}
				if f.format == "json" {
					return failf("--to and --format json cannot be used together").withHint("--to jwks is JSON already")
				}
			}
			name := ""
			if len(args) > 0 {
				name = args[0]
			}
			keys, err := f.List(c.Context(), name, a.in)
			if err != nil {
				return asToken(a, err)
			}
			return a.showKeys(&f, keys)
		},
	}
	fs := c.Flags()
	fs.SortFlags = false
	fs.StringVar(&f.to, "to", "", "convert into this `form`: jwks, pem or jwt-key")
	completeWords(c, "to", token.Forms()...)
	f.bind(c, a)
	fs.Lookup("kid").Usage = "the `kid` of a PEM key, or which key of a JWKS to convert"
	bindFormat(c, &f.format, &f.color)
	return c
}

func (a *app) showKeys(f *keysFlags, keys *token.KeyList) error {
	if f.to == "" && f.format == "json" {
		return writing(keys.WriteJSON(a.out))
	}
	for _, n := range keys.Notes {
		a.note(n)
	}
	if f.to == "" {
		return writing(keys.WriteText(a.out, a.paint(f.color)))
	}
	text, err := keys.Convert(f.to, f.KeyID)
	if err != nil {
		return err
	}
	for _, s := range keys.Skipped {
		a.warn("passed over: " + s)
	}
	return a.print(text)
}
