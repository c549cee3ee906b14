package cmd

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	term "github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/token"
)

func (a *app) token(args []string) *cobra.Command {
	c := &cobra.Command{
		Use:   "token",
		Short: "Read, check and make session tokens",
		Long: `Read, check and make Clerk's session tokens.

inspect and verify take whatever was pasted: a bare token, an Authorization or
Cookie header, a curl command, a JSON text with a jwt field. It comes from the
argument, --file, --env or standard input.`,
		Example: `  clerkctl token inspect eyJhbGciOi…
  pbpaste | clerkctl token verify --jwks jwks.json
  clerkctl token sign --cookie`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 && token.Secretive(args[0]) {
				return failf("%s needs a command before the token", c.CommandPath()).withHint("%s inspect shows what it says, %s verify checks it", c.CommandPath(), c.CommandPath())
			}
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
		DisableSuggestions: true,
	}
	addCommands(c, args, plain("inspect", a.tokenInspect), plain("verify", a.tokenVerify), plain("sign", a.tokenSign),
		plain("keygen", a.tokenKeygen), plain("keys", a.tokenKeys))
	return c
}

// sourceFlags say where the token is.
type sourceFlags struct{ file, env string }

func (f *sourceFlags) bind(c *cobra.Command, a *app) {
	c.Flags().StringVar(&f.file, "file", "", "read the token from this `file`")
	c.Flags().StringVar(&f.env, "env", "", "read the token from the environment variable `NAME`")
	completeEnv(c, "env")
	c.ValidArgsFunction = cobra.NoFileCompletions
}

func (f *sourceFlags) read(ctx context.Context, a *app, args []string) (string, error) {
	s := token.Source{Args: args, File: f.file, Env: f.env, Stdin: a.in, Getenv: a.env}
	if in, ok := a.in.(*os.File); ok && isatty.IsTerminal(in.Fd()) {
		s.Waiting = func() { _, _ = io.WriteString(a.err, "paste the token, then press Ctrl-D\n") }
	}
	return s.Read(ctx)
}

// viewFlags say how a token is shown.
type viewFlags struct {
	sourceFlags
	at        string
	format    string
	color     string
	signature bool
	watch     bool
}

func (f *viewFlags) bind(c *cobra.Command, a *app) {
	f.sourceFlags.bind(c, a)
	fs := c.Flags()
	fs.StringVar(&f.at, "at", "", "look at the token as of this `time`: 2026-11-23T18:00:00Z, 1795456800, +30s")
	fs.BoolVar(&f.watch, "watch", false, "then count down to the token's expiry")
	fs.BoolVar(&f.signature, "show-signature", false, "show the signature too; with it the token can be used")
	bindFormat(c, &f.format, &f.color)
	completeWords(c, "at")
}

func bindFormat(c *cobra.Command, format, color *string) {
	c.Flags().StringVar(format, "format", "text", "how to answer: `text|json`")
	c.Flags().StringVar(color, "color", "auto", "colour the output: `auto|always|never`")
	completeWords(c, "format", "text", "json")
	completeWords(c, "color", colorModes...)
}

// checkFormat checks --format and --color.
func checkFormat(format, color string) error {
	if err := oneOf("format", format, []string{"text", "json"}); err != nil {
		return err
	}
	return oneOf("color", color, colorModes)
}

func (a *app) paint(color string) term.Paint { return a.paintOn(color, a.out) }

// clock checks the flags and gives the time that the token is looked at. That of
// --at stands still, but for a watch.
func (f *viewFlags) clock(a *app) (func() time.Time, error) {
	if err := checkFormat(f.format, f.color); err != nil {
		return nil, err
	}
	if f.watch && f.format == "json" {
		return nil, failf("--watch and --format json cannot be used together").withHint("leave one of them out")
	}
	start := a.now()
	if f.at == "" {
		return a.now, nil
	}
	at, err := token.ParseTime(f.at, start)
	if err != nil {
		return nil, failf("--at: %w", err).withHint("%s", hintOf(err))
	}
	return func() time.Time {
		if !f.watch {
			return at
		}
		return at.Add(a.now().Sub(start).Truncate(100 * time.Millisecond))
	}, nil
}

// finish shows a report, and turns what came of the token into an exit code;
// nil stands for 0.
func (f *viewFlags) finish(ctx context.Context, a *app, r *token.Report, clock func() time.Time) error {
	var err error
	if f.format == "json" {
		err = r.WriteJSON(a.out, f.signature)
	} else {
		err = r.WriteText(a.out, a.paint(f.color), f.signature)
	}
	if err != nil {
		return failf("cannot write the output: %w", err)
	}
	code := map[token.Outcome]int{token.Fine: exitOK, token.Refused: exitLeft, token.NotChecked: exitFailed}[r.Outcome()]
	switch {
	case errors.Is(r.Err, context.Canceled):
		return a.interrupted()
	case r.Err != nil:
		printError(a.err, r.Err)
	}
	if code != exitOK {
		for i, reason := range r.Reasons {
			if i == 0 && r.Err == nil {
				printError(a.err, failf("%w", reason).withHint("%s", reason.Hint))
			} else if r.Err == nil {
				say(a.err, "also: "+term.Escape(reason.Error()))
			}
		}
		return codeError(code)
	}
	if !f.watch {
		return nil
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	err = r.Watch(ctx, a.out, terminal(a.out), clock, tick.C)
	if errors.Is(err, context.Canceled) {
		return codeError(exitInterrupted) // as is to be expected of a watch
	}
	return err
}

func (a *app) interrupted() error {
	printError(a.err, failf("interrupted"))
	return codeError(exitInterrupted)
}

// asToken gives the errors of package token their exit code.
func asToken(a *app, err error) error {
	if errors.Is(err, context.Canceled) {
		return a.interrupted()
	}
	return err
}

// tokenJSON answers an error of a command that was asked for JSON, however
// wrong the flags were.
func tokenJSON(w io.Writer, args []string, err error) error {
	i := slices.Index(args, "token")
	if i < 0 || i+1 >= len(args) || !slices.Contains([]string{"inspect", "verify", "keys"}, args[i+1]) {
		return nil
	}
	if !asksForJSON(args) {
		return nil
	}
	return token.WriteJSONError(w, "token "+args[i+1], &token.Error{Text: err.Error(), Hint: hintOf(err)})
}

// asksForJSON reports whether the arguments ask for JSON.
func asksForJSON(args []string) bool {
	for i, arg := range args {
		switch {
		case arg == "--":
			return false
		case arg == "--format=json", arg == "--format" && i+1 < len(args) && args[i+1] == "json":
			return true
		}
	}
	return false
}

// keyFlags say where the key to verify with is.
type keyFlags struct{ token.KeyFlags }

func (f *keyFlags) bind(c *cobra.Command, a *app) {
	f.Getenv = a.env
	fs := c.Flags()
	fs.StringVar(&f.JWTKey, "jwt-key", "", "the public key: a PEM or the value of CLERK_JWT_KEY, or the `file` that it is in")
	fs.StringVar(&f.JWKS, "jwks", "", "a JSON Web Key Set: a `file` or an https address")
	fs.StringVar(&f.SecretFile, "secret-key-file", "", "ask the Backend API for the keys, with the secret key in this `file`")
	fs.StringVar(&f.SecretEnv, "secret-key-env", "", "the same, with the secret key in the environment variable `NAME`")
	fs.StringVar(&f.APIURL, "api-url", token.BackendAPI, "where the Backend `API` is")
	fs.StringVar(&f.KeyID, "kid", "", "the `kid` that tokens of a PEM key must name")
	completeEnv(c, "secret-key-env")
	completeWords(c, "api-url", token.BackendAPI)
	completeWords(c, "kid")
}

var algorithms = []string{"RS256", "RS384", "RS512", "ES256", "EdDSA"}
