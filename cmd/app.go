package cmd

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/internal/nearest"
	"github.com/clerkctl/clerkctl/token"
)

// app is what all commands share: where they read and write, and what the
// environment says.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
}

func newApp(in io.Reader, out, err io.Writer) *app {
	return &app{in: in, out: out, err: err, env: os.Getenv, now: time.Now}
}

// run is one invocation.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.root(args)
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	if completing(args) {
		describeFlags(root)
	}
	if err := root.ExecuteContext(ctx); err != nil {
		code := fail(a.err, err)
		if name, format := machineFormat(args); name != "" && !errors.As(err, new(codeError)) {
			// Whoever reads the output as JSON gets JSON, however wrong the
			// flags were; so with the other formats for programs.
			r := report.New(format, report.Style{})
			if err := r.Render(a.out, &report.Report{Command: name, Target: defaultTarget, Err: err, ExitCode: code, Version: buildVersion()}); err != nil {
				return fail(a.err, err)
			}
		}
		if !errors.As(err, new(codeError)) {
			for _, answer := range []func(io.Writer, []string, error) error{tokenJSON, doctorJSON} {
				if err := answer(a.out, args, err); err != nil {
					return fail(a.err, err)
				}
			}
		}
		return code
	}
	return exitOK
}

// machineFormat is the command whose arguments ask for a report that programs
// read, and its format; "" when they do not.
func machineFormat(args []string) (command, format string) {
	at := slices.IndexFunc(args, func(s string) bool { return s == "migrate" || s == "lint" })
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	if at < 0 || at >= len(args) {
		return "", ""
	}
	formats := []string{"json"}
	if args[at] == "lint" {
		formats = slices.DeleteFunc(report.Formats(), func(s string) bool { return s == "text" })
	}
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--format=")
		if !ok && arg == "--format" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && slices.Contains(formats, value) {
			return args[at], value
		}
	}
	return "", ""
}

// root is the command line, as far as the arguments need it: see addCommands.
func (a *app) root(args []string) *cobra.Command {
	printVersion := false
	root := &cobra.Command{
		Use:   "clerkctl",
		Short: "Move an application from Clerk's @2 SDKs to the SSR beta (@next)",
		Long: `clerkctl moves applications from Clerk's @2 SDKs to the SSR beta (@next).

It rewrites what it understands, names what a person has to decide, and leaves
every other byte as it is.`,
		Example: `  clerkctl lint                    see what the new SDK would break
  clerkctl migrate --diff src      see how it would be changed
  clerkctl migrate src             change it
  clerkctl rules explain use-user  read why`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			if printVersion {
				return a.printVersion()
			}
			return c.Help()
		},
		Args: cobra.ArbitraryArgs,
		// Suggestions are made in our own words.
		DisableSuggestions: true,
	}
	root.SetHelpCommand(&cobra.Command{Use: "help [command]", Short: "Show the help of a command", Example: "  clerkctl help migrate", RunE: help, ValidArgsFunction: completeCommands})
	root.SetFlagErrorFunc(flagError)
	root.Flags().BoolVar(&printVersion, "version", false, "print the version")
	addCommands(root, args,
		plain("migrate", a.migrate), plain("lint", a.lint), subcommand{"scaffold", a.scaffold}, plain("doctor", a.doctor),
		subcommand{"rules", a.rules}, subcommand{"token", a.token}, plain("dev", a.dev), plain("bench", a.bench), plain("version", a.version))
	return root
}

func help(c *cobra.Command, args []string) error {
	found, rest, err := c.Root().Find(args)
	if err != nil || len(rest) > 0 {
		name := strings.Join(args, " ")
		if len(rest) > 0 {
			name = rest[0]
		}
		if found == nil {
			found = c.Root()
		}
		return unknownCommand(found, name)
	}
	return found.Help()
}

// unknownCommand says which command was probably meant.
func unknownCommand(c *cobra.Command, word string) error {
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	err := failf("unknown command %s", token.Shown(word))
	if c.HasParent() {
		err = failf("unknown command %s of %s", token.Shown(word), c.CommandPath())
	}
	if near := nearest.Word(word, names); near != "" {
		return err.withHint("did you mean %s %s?", c.CommandPath(), near)
	}
	return err.withHint("the commands are %s; see %s --help", strings.Join(names, ", "), c.CommandPath())
}

// flagError puts the flag library's errors into our own words.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	seeHelp := "see " + c.CommandPath() + " --help"
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if token.Secretive(name) {
			return failf("unknown flag %s", token.Shown(name)).withHint("%s", seeHelp)
		}
		if unknown.GetSpecifiedShortnames() != "" {
			return failf("unknown flag -%s", name).withHint("%s; a path that begins with - goes behind --", seeHelp)
		}
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				names = append(names, f.Name)
			}
		})
		out := failf("unknown flag --%s", name)
		if c.Name() == "lint" && (name == "fix" || name == "write") {
			return out.withHint("lint writes nothing; clerkctl migrate makes the changes")
		}
		if sibling := siblingWith(c, name); sibling != "" {
			return out.withHint("%s has that flag", sibling)
		}
		if near := nearest.Word(name, names); near != "" {
			return out.withHint("did you mean --%s?", near)
		}
		return out.withHint("%s", seeHelp)
	case errors.As(err, &missing):
		return failf("--%s needs a value", missing.GetFlag().Name).withHint("%s", seeHelp)
	case errors.As(err, &invalid):
		return failf("--%s: %s is not %s", invalid.GetFlag().Name, token.Shown(invalid.GetValue()), valueOf(invalid.GetFlag())).withHint("%s", seeHelp)
	case errors.As(err, &syntax):
		return failf("%s cannot be read as a flag", token.Shown(syntax.GetSpecifiedFlag())).withHint("%s", seeHelp)
	}
	return failf("%s", err).withHint("%s", seeHelp)
}

// siblingWith is the command that does have the flag where one of the two that
// are alike is asked for what only the other does.
func siblingWith(c *cobra.Command, flag string) string {
	var other *cobra.Command
	switch a := newApp(nil, io.Discard, io.Discard); c.Name() {
	case "lint":
		other = a.migrate()
	case "migrate":
		other = a.lint()
	default:
		return ""
	}
	if other.Flags().Lookup(flag) == nil {
		return ""
	}
	return c.Root().Name() + " " + other.Name()
}

func valueOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int":
		return "a whole number"
	case "bool":
		return "true or false"
	case "duration":
		return "a duration such as 30s"
	}
	return "a valid value"
}

// terminal reports whether a person reads what is written to w.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// report is what there is to say about a run.
func (a *app) report(c *cobra.Command, paths []string, o codemod.Options, result *codemod.Result, err error) *report.Report {
	return &report.Report{
		Command: c.Name(), Target: o.Target.Name, Result: result, Err: err, Args: again(c, paths),
		Rules: o.Rules, Version: buildVersion(), Folder: a.repositoryFolder(),
	}
}

// finish writes the report of a run and turns what became of it into an exit
// code; nil stands for 0.
func (a *app) finish(r *report.Report, code int, renderings ...rendering) error {
	if r.Err != nil {
		printError(a.err, r.Err)
		code = max(code, exitFailed)
	}
	code = max(code, a.printProblems(r.RuleProblems()))
	r.ExitCode = code
	for _, to := range renderings {
		if err := to.write(r); err != nil {
			printError(a.err, err)
			code = max(code, exitFailed)
		}
	}
	if code != exitOK {
		return codeError(code)
	}
	return nil
}
