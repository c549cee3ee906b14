package cmd

import (
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/devserver"
	term "github.com/clerkctl/clerkctl/internal/terminal"
)

type devFlags struct {
	setup devserver.Setup
	port  int
	quiet bool
}

func (a *app) dev() *cobra.Command {
	var f devFlags
	c := &cobra.Command{
		Use:   "dev",
		Short: "Stand in for Clerk's Backend API on this machine",
		Long: `Stand in for Clerk's Backend API on 127.0.0.1, so that an application can be run
and tested without an account or a network: the JWKS of a key of your own, and
users and sessions that are made up.

What is printed can stand in a .env file: the variables that an application needs,
CLERK_API_URL with the address among them, and the rest as comments. It is printed
once, when requests are answered. /clerk.js is a stand-in of clerk.js for browsers:
its sign-in form takes what clerkctl token sign --cookie prints. SIGINT and SIGTERM stop it, with exit code 0.

The key is made at the first start and kept in a file that only you can read;
clerkctl token sign signs with it. Every user id and session id exists: sess_ada
belongs to user_ada, and the private metadata of user_ada is
{"secret": "private-metadata-of-user_ada"}, to look for where it must not be.
--data says what certain ones look like:

  {"users": {"user_ada": {"first_name": "Ada", "private_metadata": {"plan": "pro"}}},
   "sessions": {"sess_old": {"status": "ended"}}}`,
		Example: `  clerkctl dev
  clerkctl dev --port 0 --key app.private.pem`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return a.runDev(c, &f) },
	}
	fs := c.Flags()
	fs.SortFlags = false
	fs.IntVar(&f.port, "port", 4000, "the `port` on 127.0.0.1; 0 takes any that is free")
	fs.StringVar(&f.setup.KeyFile, "key", "", "the `file` of the private key, made if it does not exist (default: in your configuration folder)")
	fs.StringVar(&f.setup.Kid, "kid", "", "the key's `kid` (default: made from the key)")
	fs.StringVar(&f.setup.DataFile, "data", "", "a JSON `file` with users and sessions")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "do not log the requests")
	completeWords(c, "port")
	completeWords(c, "kid")
	c.ValidArgsFunction = cobra.NoFileCompletions
	return c
}

func (a *app) runDev(c *cobra.Command, f *devFlags) error {
	if f.port < 0 || f.port > 65535 {
		return failf("--port %d is not between 0 and 65535", f.port)
	}
	o, err := f.setup.Open()
	if err != nil {
		return err
	}
	l, err := devserver.Listen(f.port)
	if errors.Is(err, syscall.EADDRINUSE) {
		return failf("the port %d of 127.0.0.1 is in use", f.port).withHint("--port 0 takes any that is free")
	}
	if err != nil {
		return failf("cannot listen on 127.0.0.1: %w", err)
	}
	if !f.quiet {
		o.Server.Log = a.err
	}
	o.Server.Now = a.now
	hearInterrupts(c) // from when it is told, Ctrl-C works
	if err := a.print(o.Usage("http://" + l.Addr().String())); err != nil {
		_ = l.Close() // nobody knows of it
		return err
	}
	if err := o.Server.Serve(c.Context(), l); err != nil {
		return failf("the stand-in stopped: %w", err)
	}
	_, _ = fmt.Fprintln(a.err, "stopped")
	return nil
}

// warn says something that does not change the outcome.
func (a *app) warn(text string) { _, _ = io.WriteString(a.err, "warning: "+term.Escape(text)+"\n") }

func (a *app) note(text string) { _, _ = io.WriteString(a.err, "note: "+term.Escape(text)+"\n") }

// writing names the error of an answer that could not be written.
func writing(err error) error {
	if err != nil {
		return failf("cannot write the output: %w", err)
	}
	return nil
}
