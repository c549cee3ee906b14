package cmd

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/token"
)

func (a *app) tokenSign() *cobra.Command {
	var s token.Sign
	var at string
	var cookie bool
	c := &cobra.Command{
		Use:   "sign",
		Short: "Make a token for development, with a key of your own",
		Long: `Make a session token for development and sign it with a key of your own: the one
in --key, else that of clerkctl dev. The claims are those of Clerk's tokens; --claim
adds and replaces some, --without leaves some out.

The issuer is https://clerk.<name>.test, for the name of the key's file. One that
may belong to a real instance needs --force-issuer.`,
		Example: `  clerkctl token sign
  clerkctl token sign --cookie --user user_ada
  clerkctl token sign --key app.private.pem --claim org_id=org_1 --claim org_role=org:admin`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			s.Now = a.now()
			if at != "" {
				var err error
				if s.Now, err = token.ParseTime(at, s.Now); err != nil {
					return failf("--at: %w", err).withHint("%s", hintOf(err))
				}
			}
			signed, err := s.Sign()
			if err != nil {
				return err
			}
			for _, w := range signed.Warnings {
				a.warn(w)
			}
			if cookie {
				return a.print(signed.Cookie() + "\n")
			}
			return a.print(signed.Token + "\n")
		},
	}
	fs := c.Flags()
	fs.SortFlags = false
	fs.StringVar(&s.KeyFile, "key", "", "the `file` of the private key, a PEM (default: that of clerkctl dev)")
	fs.StringVar(&s.User, "user", "user_dev", "sub: the user's `id`")
	fs.StringVar(&s.Session, "session", "", "sid: the session's `id` (default: the user's, with sess_)")
	fs.StringVar(&s.Issuer, "issuer", "", "iss: the `address` of the instance (default: https://clerk.<name>.test)")
	fs.BoolVar(&s.AnyIssuer, "force-issuer", false, "allow an issuer that may be a real instance's")
	fs.StringVar(&s.Party, "authorized-party", "", "azp: the `origin` that the token is made for")
	fs.StringArrayVar(&s.Audiences, "audience", nil, "aud: a `service` that the token is meant for (repeatable)")
	fs.DurationVar(&s.Lifetime, "expires-in", time.Minute, "how long the token lives: a `duration`")
	fs.StringArrayVar(&s.Claims, "claim", nil, "one more claim, `NAME=VALUE`, where the value is JSON or else a string (repeatable)")
	fs.StringVar(&s.ClaimsFile, "claims", "", "more claims: a `file` with a JSON object")
	fs.StringArrayVar(&s.Without, "without", nil, "leave out the claim of this `name`, also one that tokens have by default (repeatable)")
	fs.StringVar(&at, "at", "", "when the token is issued: a `time` such as 2026-11-23T18:00:00Z or -5m")
	fs.StringVar(&s.Kid, "kid", "", "the `kid` of the header (default: made from the key)")
	fs.StringVar(&s.Alg, "alg", "", "the `algorithm` (default: the one that fits the key)")
	fs.BoolVar(&cookie, "cookie", false, "print a Cookie header with __session and __client_uat")
	completeWords(c, "alg", algorithms...)
	for _, flag := range []string{"user", "session", "issuer", "authorized-party", "audience", "claim", "at", "kid"} {
		completeWords(c, flag)
	}
	completeWords(c, "without", "iss", "sub", "sid", "iat", "nbf", "exp")
	completeWords(c, "expires-in", "1m", "1h", "24h")
	c.ValidArgsFunction = cobra.NoFileCompletions
	return c
}
