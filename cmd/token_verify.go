package cmd

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/token"
)

type verifyFlags struct {
	viewFlags
	keyFlags
	checks token.Checks
}

func (a *app) tokenVerify() *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use:   "verify [TOKEN]",
		Short: "Check a token as a server would",
		Long: `Check a session token as a server would: its form, its signature, its dates,
and what else the flags ask for.

The key is that of the first of --jwt-key, --jwks, --secret-key-file,
--secret-key-env and the environment variable CLERK_JWT_KEY. With a JWT key or
a JWKS file no network is touched. A secret key is sent to the Backend API
only, over https, and never with a redirect.

The exit code is 0 for a good token, 1 for one that is not acceptable, 2 when it
could not be checked.`,
		Example: `  clerkctl token verify --jwt-key public.pem --authorized-party https://app.example.com eyJ…
  clerkctl token verify --jwks jwks.json --at 2026-11-23T18:00:00Z --file token.txt
  clerkctl token verify --secret-key-env CLERK_SECRET_KEY - < token.txt`,
		RunE: func(c *cobra.Command, args []string) error {
			clock, err := f.clock(a)
			if err != nil {
				return err
			}
			if err := f.check(); err != nil {
				return err
			}
			text, err := f.read(c.Context(), a, args)
			if err != nil {
				return asToken(a, err)
			}
			f.checks.Keys, f.checks.Clock = f.KeyFlags, clock
			return f.finish(c.Context(), a, token.Verify(c.Context(), text, &f.checks), clock)
		},
	}
	c.Flags().SortFlags = false
	f.keyFlags.bind(c, a)
	fs := c.Flags()
	fs.StringArrayVar(&f.checks.Issuers, "issuer", nil, "the `iss` that is accepted, exactly (repeatable)")
	fs.StringArrayVar(&f.checks.AuthorizedParties, "authorized-party", nil, "the `origin` that the token may have been made for (repeatable)")
	fs.StringArrayVar(&f.checks.Audiences, "audience", nil, "the `aud` that is asked for (repeatable)")
	fs.StringSliceVar(&f.checks.Algorithms, "alg", []string{"RS256"}, "the `algorithms` that are accepted, separated by commas")
	fs.DurationVar(&f.checks.Skew, "skew", 5*time.Second, "how far clocks may be apart: a `duration` of up to 5m, or 0")
	completeWords(c, "issuer")
	completeWords(c, "authorized-party")
	completeWords(c, "audience")
	completeWords(c, "alg", algorithms...)
	completeWords(c, "skew", "0s", "5s", "30s")
	f.viewFlags.bind(c, a)
	return c
}

func (f *verifyFlags) check() error {
	if len(f.checks.Algorithms) == 0 {
		return failf("--alg is empty").withHint("leave it out to accept RS256")
	}
	for _, alg := range f.checks.Algorithms {
		if err := oneOf("alg", alg, algorithms); err != nil {
			return err
		}
	}
	return nil
}
