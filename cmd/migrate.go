package cmd

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/prove"
	"github.com/clerkctl/clerkctl/codemod/report"
)

type migrateFlags struct {
	checkFlags
	dryRun, diff, check, unsafe, force bool

	interactive, prove bool
	patchOut           string
}

func (a *app) migrate() *cobra.Command {
	var f migrateFlags
	c := &cobra.Command{
		Use:   "migrate [path…]",
		Short: "Rewrite code for the new SDK",
		Long: `Rewrite the code in the given files and folders (default: the working folder)
for the new SDK, package.json included.

Fixes that behave as the old code did are applied. Those that need a second
look wait for --unsafe, and what only a person can decide is listed. In a git
work tree, files with uncommitted changes are not touched.

The exit code is 0 when nothing is left to do, 1 when --unsafe or a person has
something to do (with --check also when anything would change), 2 when it could
not run as asked, 130 when it was interrupted.`,
		Example: `  clerkctl migrate --diff src               show the changes, write nothing
  clerkctl migrate src                      make them
  clerkctl migrate --unsafe --rule use-session src
  clerkctl migrate -i src                   decide about each fix
  clerkctl migrate --patch-out undo.patch src && git apply undo.patch
  clerkctl migrate --prove src              run modules before and after
  clerkctl migrate --check                  exit 1 when anything would change
  clerkctl migrate --stdin-filename src/App.tsx < src/App.tsx`,
		RunE: func(c *cobra.Command, paths []string) error {
			if err := f.checkInteractive(a); err != nil {
				return err
			}
			o, err := f.options(c.Context(), paths)
			defer f.own.Close()
			if err != nil {
				return err
			}
			return a.runMigrate(c, &f, paths, o)
		},
	}
	fs := c.Flags()
	fs.SortFlags = false
	fs.BoolVar(&f.dryRun, "dry-run", false, "write nothing, report what would be done")
	fs.BoolVar(&f.diff, "diff", false, "write nothing, print a unified diff")
	fs.BoolVar(&f.check, "check", false, "write nothing, exit 1 when anything would change")
	fs.BoolVar(&f.unsafe, "unsafe", false, "also apply the fixes that need a second look")
	fs.BoolVar(&f.force, "force", false, "also rewrite files with uncommitted changes")
	fs.BoolVar(&f.prove, "prove", false, "run changed modules before and after, and write none that differs")
	fs.BoolVarP(&f.interactive, "interactive", "i", false, "ask about each fix: yes, no, file, all, quit")
	fs.StringVar(&f.patchOut, "patch-out", "", "write a patch to this `file` that undoes the run")
	f.bind(c, "text", "json")
	return c
}

// options adds what is migrate's own to the shared options.
func (f *migrateFlags) options(ctx context.Context, paths []string) (codemod.Options, error) {
	o, err := f.checkFlags.options(ctx, paths)
	if err != nil {
		return o, err
	}
	if f.diff && f.printed() == "json" {
		return o, failf("--diff and --format json cannot be used together").withHint("a diff is text; leave one of them out, or write --format json=FILE")
	}
	if f.stdin != "" {
		switch {
		case f.diff:
			return o, contradiction("--stdin-filename", "--diff")
		case f.prove:
			return o, contradiction("--stdin-filename", "--prove")
		case f.printed() != "" && f.printed() != "text":
			return o, failf("--stdin-filename and --format %s cannot be used together", f.printed()).withHint("the fixed text goes to the standard output; leave one of them out, or write --format %s=FILE", f.printed())
		}
	}
	o.Mode, o.Unsafe, o.Force = codemod.Write, f.unsafe, f.force
	if f.dryRun || f.diff || f.check || f.stdin != "" {
		o.Mode = codemod.Preview
	}
	switch {
	case !f.given("patch-out"):
	case f.patchOut == "":
		return o, failf("--patch-out: no file is named").withHint("write --patch-out undo.patch")
	case reserved(f.patchOut):
		return o, failf("--patch-out %s: a file of this name is one that clerkctl reads, not a patch", f.patchOut).withHint("choose another name, like undo.patch")
	case o.Mode != codemod.Write:
		return o, failf("--patch-out has no effect where nothing is written").withHint("--diff prints the changes themselves as a patch")
	}
	return o, nil
}

func (a *app) runMigrate(c *cobra.Command, f *migrateFlags, paths []string, o codemod.Options) error {
	if f.stdin != "" {
		return a.migrateText(c, f, o)
	}
	var undo *report.Undo
	if f.patchOut != "" {
		var err error
		if undo, err = report.NewUndo(f.patchOut, o.Paths); err != nil {
			return err
		}
		o.Journal = undo
	}
	progress := a.watch(&f.checkFlags)
	o.Looked = &progress.looked
	if f.prove {
		o.Prover = prove.New(o.Target)
	}
	if f.interactive {
		o.Asker = newAsker(a.in, a.err, f.style(a, a.err), progress.end)
	}
	result, err := codemod.Run(c.Context(), o)
	progress.end()
	renderings := f.renderings(a)
	if f.diff {
		// The diff has the standard output for itself.
		renderings = slices.DeleteFunc(renderings, func(to rendering) bool { return to.file == "" })
		renderings = append(renderings,
			rendering{Renderer: report.Diff(f.style(a, a.out)), w: a.out},
			rendering{Renderer: report.New("text", f.style(a, a.err)), w: a.err})
	}
	r := f.withProblems(a.report(c, paths, o, result, err))
	r.Undo = undo
	return a.finish(r, f.exitCode(result), renderings...)
}

// migrateText writes the fixed text to the standard output, and what there is
// to say about it to the other one. Text that cannot be fixed comes out as it
// went in.
func (a *app) migrateText(c *cobra.Command, f *migrateFlags, o codemod.Options) error {
	result, fixed, err := a.runText(c.Context(), f.stdin, o)
	if errors.As(err, new(codeError)) {
		return err
	}
	renderings := f.renderings(a)
	for i := range renderings {
		if renderings[i].file == "" {
			style := f.style(a, a.err)
			style.Quiet = !style.Verbose // a summary of one text says nothing new
			renderings[i] = rendering{Renderer: report.New("text", style), w: a.err}
		}
	}
	if result != nil {
		if err := a.print(fixed); err != nil {
			return err
		}
	}
	return a.finish(f.withProblems(a.report(c, []string{f.stdin}, o, result, err)), f.exitCode(result), renderings...)
}

func (f *migrateFlags) exitCode(r *codemod.Result) int {
	return exitCode(r, func(c codemod.Counts) bool { return f.check && c.Changed > 0 })
}
