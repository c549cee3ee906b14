package cmd

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/codemod/rules"
	term "github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/scaffold"
)

// scaffoldFlags are what the commands of scaffold share.
type scaffoldFlags struct {
	dryRun, diff, force, ts, js bool

	options    scaffold.Options
	target     string
	setVersion []string
	color      string
	given      func(flag string) bool
}

func (f *scaffoldFlags) bind(c *cobra.Command) {
	fs := c.Flags()
	fs.SortFlags = false
	f.given = fs.Changed
	fs.BoolVar(&f.dryRun, "dry-run", false, "write nothing, report what would be done")
	fs.BoolVar(&f.diff, "diff", false, "write nothing, print a unified diff")
	fs.BoolVar(&f.force, "force", false, "also patch files with uncommitted changes")
	fs.BoolVar(&f.ts, "ts", false, "write new files in TypeScript (default: as the project is)")
	fs.BoolVar(&f.js, "js", false, "write new files in JavaScript")
	fs.BoolVar(&f.options.LoadUser, "load-user", false, "have the loaders fetch the user")
	fs.BoolVar(&f.options.LoadSession, "load-session", false, "have the loaders fetch the session")
	fs.StringArrayVar(&f.options.Pages, "page", nil, "the page `NAME` that gets a loader, made if it does not exist (repeatable; default: those that call Clerk's hooks)")
	fs.StringVar(&f.target, "target", defaultTarget, "the SDK `line` to write for")
	fs.StringArrayVar(&f.setVersion, "set-version", nil, "the version for a `package=version` in package.json (repeatable)")
	fs.StringVar(&f.color, "color", "auto", "colour the output: `auto|always|never`")
	completeWords(c, "page")
	completeWords(c, "target", rules.Targets()...)
	completeWords(c, "set-version")
	completeWords(c, "color", colorModes...)
}

func (a *app) scaffold(args []string) *cobra.Command {
	c := &cobra.Command{
		Use:   "scaffold",
		Short: "Give a project the entrypoints of server-side rendering",
		Long: `Give a project the entrypoints of Clerk's server-side rendering.

In a folder that is empty, or does not exist, it writes a project that runs. A
project that is there is patched: the files keep every byte that does not have
to change, and what cannot be placed for certain is printed for a person.`,
		Example: `  clerkctl scaffold next my-app   a new Next.js project
  clerkctl scaffold remix my-app  a new Remix project
  clerkctl scaffold next --diff   what would be done to the one in this folder`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
		DisableSuggestions: true,
	}
	addCommands(c, args, plain("next", a.scaffoldNext), plain("remix", a.scaffoldRemix))
	return c
}

func (a *app) scaffoldNext() *cobra.Command {
	var f scaffoldFlags
	c := &cobra.Command{
		Use:   "next [folder]",
		Short: "Server-side rendering for a Next.js project, or a new one",
		Long: `Give a Next.js project (default: the one in the working folder) the entrypoints
of Clerk's server-side rendering: pages/_app wraps the page in
<ClerkProvider {...pageProps}>, and pages that call Clerk's hooks get a loader,
getServerSideProps = withServerSideAuth(…), round the one that they have.

A folder that is empty, or does not exist, gets a new project.`,
		Example: `  clerkctl scaffold next my-app && cd my-app && npm install && npm run dev
  clerkctl scaffold next --diff
  clerkctl scaffold next --page account --load-user`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return a.runScaffold(c, &f, args, scaffold.Next) },
	}
	f.bind(c)
	return c
}

func (a *app) scaffoldRemix() *cobra.Command {
	var f scaffoldFlags
	c := &cobra.Command{
		Use:   "remix [folder]",
		Short: "Server-side rendering for a Remix project, or a new one",
		Long: `Give a Remix project (default: the one in the working folder) the entrypoints of
Clerk's server-side rendering, in app/root: a loader with rootAuthLoader, round
the one that it has, ClerkApp round the application and ClerkCatchBoundary round
its catch boundary. Routes named with --page get a loader that asks who is signed
in.

A folder that is empty, or does not exist, gets a new project.`,
		Example: `  clerkctl scaffold remix my-app && cd my-app && npm install && npm run dev
  clerkctl scaffold remix --diff
  clerkctl scaffold remix --page account --load-user`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return a.runScaffold(c, &f, args, scaffold.Remix) },
	}
	f.bind(c)
	return c
}

// runScaffold plans with one of scaffold's planners, and carries it out.
func (a *app) runScaffold(c *cobra.Command, f *scaffoldFlags, args []string, planner func(context.Context, scaffold.Options) (*scaffold.Plan, error)) error {
	if err := f.check(args, c.Name() == "remix"); err != nil {
		return err
	}
	p, err := planner(c.Context(), f.options)
	if err == nil && !f.dryRun && !f.diff {
		err = p.Write(c.Context(), f.force)
	}
	switch {
	case errors.Is(err, context.Canceled):
		printError(a.err, failf("interrupted; nothing was written"))
		return codeError(exitInterrupted)
	case errors.Is(err, scaffold.ErrOldLine):
		printError(a.err, err)
		return codeError(exitLeft)
	case err != nil:
		return err
	}
	out := a.out
	if f.diff {
		// The diff has the standard output for itself.
		if err := a.print(diffOf(p, report.Style{Paint: a.paintOn(f.color, a.out), Terminal: terminal(a.out)})); err != nil {
			return err
		}
		out = a.err
	}
	r := &planReport{plan: p, style: report.Style{Paint: a.paintOn(f.color, out), Terminal: terminal(out)}, done: !f.dryRun && !f.diff}
	if err := r.write(out); err != nil {
		return failf("cannot write the output: %w", err)
	}
	if p.Left() {
		return codeError(exitLeft)
	}
	return nil
}

// check turns the flags into options.
func (f *scaffoldFlags) check(args []string, remix bool) error {
	if err := oneOf("color", f.color, colorModes); err != nil {
		return err
	}
	if err := oneOf("target", f.target, rules.Targets()); err != nil {
		return err
	}
	switch {
	case f.ts && f.js:
		return contradiction("--ts", "--js")
	case f.ts:
		f.options.Language = scaffold.TypeScript
	case f.js:
		f.options.Language = scaffold.JavaScript
	}
	for _, page := range f.options.Pages {
		if problem := scaffold.PageProblem(page); problem != "" {
			return failf("--page %s: %s", term.Escape(page), problem).withHint("name it as it stands in the folder of pages or routes, such as account or team/[id]")
		}
	}
	f.options.Target = rules.Target(f.target)
	var err error
	parse := f.options.Target.ParseSetVersions
	if remix {
		parse = scaffold.ParseRemixVersions
	}
	if f.options.SetVersion, err = parse(f.setVersion); err != nil {
		return failf("%w", err)
	}
	if len(args) == 1 {
		if args[0] == "" {
			return failf("the name of the folder is empty").withHint("leave it out for the working folder")
		}
		f.options.Dir = args[0]
	}
	return nil
}

// oneFolder is the check of a command that takes the name of one folder.
func oneFolder(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return failf("%s takes one folder, but got %d arguments", strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" "), len(args)).withHint("see %s --help", c.CommandPath())
	}
	return nil
}
