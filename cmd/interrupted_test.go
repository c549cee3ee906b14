package cmd

import (
	"bytes"
	"context"
	"io"
	"testing"
)

// Commands that are interrupted before they have said anything end with the
// interrupt's exit code.
func TestInterruptedCommands(t *testing.T) {
	const app = "../testdata/apps/next-hasura"
	for _, args := range [][]string{
		{"lint", app},
		{"lint", "--format", "json", app},
		{"migrate", "--dry-run", app},
		{"migrate", "--diff", app},
		{"doctor", app},
		{"doctor", "--format", "json", app},
		{"token", "inspect"},
		{"token", "verify", "--jwks", "../testdata/token/jwks.json"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		in, feed := io.Pipe() // where nothing comes
		var out, errs bytes.Buffer
		if code := newApp(in, &out, &errs).run(ctx, args); code != exitInterrupted {
			t.Errorf("%q: exit code %d\n%s%s", args, code, out.String(), errs.String())
		}
		_ = feed.Close()
	}
}
