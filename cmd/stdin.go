package cmd

import (
	"context"
	"errors"
	"io"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/internal/input"
)

// checkText refuses what makes no sense beside --stdin-filename, for any
// command.
func (f *checkFlags) checkText(paths []string) error {
	switch {
	case !f.given("stdin-filename"):
		return nil
	case f.stdin == "":
		return failf("--stdin-filename: no file is named").withHint("its name tells what kind of file it is and where its imports lead; write one such as src/App.tsx")
	case project.KindOf(f.stdin) == project.Other:
		return failf("--stdin-filename %s: a file of that name is none that this tool reads", f.stdin).withHint("it reads .js .jsx .ts .tsx .mjs .cjs .mts .cts, package.json and pnpm-workspace.yaml")
	case len(paths) > 0:
		return failf("--stdin-filename and the path %s cannot be used together", paths[0]).withHint("the text is read from the standard input; leave the path out")
	case f.given("changed"):
		return contradiction("--stdin-filename", "--changed")
	}
	return nil
}

func contradiction(a, b string) error {
	return failf("%s and %s cannot be used together", a, b).withHint("leave one of them out")
}

// runText reads the standard input and looks at it.
func (a *app) runText(ctx context.Context, name string, o codemod.Options) (result *codemod.Result, fixed string, err error) {
	text, err := a.readInput(ctx)
	if err != nil {
		return nil, "", err
	}
	return codemod.RunText(ctx, o, name, text)
}

// readInput reads the standard input to its end, or to an interrupt: nobody may
// ever write to it.
func (a *app) readInput(ctx context.Context) (string, error) {
	text, err := input.Read(ctx, func() (string, error) {
		b, err := io.ReadAll(a.in)
		return string(b), err
	})
	switch {
	case err == nil:
		return text, nil
	case errors.Is(err, ctx.Err()):
		return "", a.interrupted()
	}
	return "", failf("cannot read the standard input: %w", err)
}
