package cmd

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/config"
	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/codemod/script"
	"github.com/clerkctl/clerkctl/internal/nearest"
	"github.com/clerkctl/clerkctl/token"
)

// defaultTarget is the SDK line that is migrated to unless another is named.
const defaultTarget = "next"

// The words that --nullable takes.
const (
	keepReads     = "keep"
	optionalReads = "optional"
)

// checkFlags are the flags that migrate and lint share.
type checkFlags struct {
	rules, skip []string
	exclude     []string
	changed     string
	stdin       string
	useAuth     bool
	nullable    string
	target      string
	setVersion  []string
	noManifest  bool
	jobs        int
	formats     []string
	quiet       bool
	verbose     bool
	color       string

	// scripts are the paths of the project's own rules, and own those rules.
	scripts []string
	own     *script.Set

	config    *config.Config         // the settings of the project
	given     func(flag string) bool // whether a flag was given
	printable []string               // the formats that may go to the standard output
	outputs   []output               // what formats says, once it is checked
}

func (f *checkFlags) bind(c *cobra.Command, printable ...string) {
	fs := c.Flags()
	fs.SortFlags = false
	f.given, f.printable = fs.Changed, printable
	fs.StringSliceVar(&f.rules, "rule", nil, "run only these `rules`, separated by commas")
	fs.StringSliceVar(&f.skip, "skip", nil, "leave these `rules` out, separated by commas")
	fs.StringArrayVar(&f.scripts, "rules", nil, "also run the rules of this `file or folder` of modules (repeatable)")
	fs.StringArrayVar(&f.exclude, "exclude", nil, "leave out what this `glob` matches, like \"legacy/**\" (repeatable)")
	fs.StringVar(&f.changed, "changed", "", "only files changed in git: not committed, or since the branch left `commit`")
	fs.Lookup("changed").NoOptDefVal = uncommitted
	fs.StringVar(&f.stdin, "stdin-filename", "", "read one text from the standard input, as the `file` of this name")
	fs.BoolVar(&f.useAuth, "prefer-use-auth", false, "replace a stored session of which only the token and the id are used by useAuth()")
	fs.StringVar(&f.nullable, "nullable", keepReads, "how to read what the fixes make nullable: as it is, or with ?. (`keep|optional`)")
	fs.StringVar(&f.target, "target", defaultTarget, "the SDK `line` to move to")
	fs.StringArrayVar(&f.setVersion, "set-version", nil, "the version for a `package=version` in package.json (repeatable)")
	fs.BoolVar(&f.noManifest, "no-package-json", false, "leave package.json and pnpm-workspace.yaml alone")
	fs.IntVar(&f.jobs, "jobs", 0, "work on `N` files at a time (default: one for each processor)")
	fs.StringArrayVar(&f.formats, "format", nil, "how to report: `"+strings.Join(printable, "|")+"` (default text); FORMAT=FILE writes "+strings.Join(report.Formats(), ", ")+" to a file (repeatable)")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "say only what is left to do")
	fs.BoolVarP(&f.verbose, "verbose", "v", false, "show every finding, the fixed ones too")
	fs.StringVar(&f.color, "color", "auto", "colour the output: `auto|always|never`")
	for _, flag := range []string{"rule", "skip"} {
		completeList(c, flag, func() []string {
			return (&ruleFlags{target: f.target, own: f.scripts}).completions(c.Context())
		})
	}
	for _, flag := range []string{"changed", "set-version", "jobs"} {
		completeWords(c, flag)
	}
	completeWords(c, "nullable", keepReads, optionalReads)
	completeWords(c, "target", rules.Targets()...)
	completeFormats(c, printable)
	completeWords(c, "color", colorModes...)
}

// options checks the flags and makes the options of a run.
func (f *checkFlags) options(ctx context.Context, paths []string) (codemod.Options, error) {
	var none codemod.Options
	if len(f.formats) == 0 {
		f.formats = []string{"text"}
	}
	var err error
	if f.outputs, err = parseOutputs(f.formats, f.printable); err != nil {
		return none, err
	}
	if err := oneOf("color", f.color, colorModes); err != nil {
		return none, err
	}
	if err := oneOf("nullable", f.nullable, []string{keepReads, optionalReads}); err != nil {
		return none, err
	}
	if f.quiet && f.verbose {
		return none, failf("--quiet and --verbose contradict each other").withHint("keep one of them")
	}
	if f.given("jobs") && f.jobs < 1 {
		return none, failf("--jobs %d: at least one file must be worked on at a time", f.jobs).withHint("leave the flag out to use every processor")
	}
	if err := f.checkText(paths); err != nil {
		return none, err
	}
	if err := f.settings(paths); err != nil {
		return none, err
	}
	if err := oneOf("target", f.target, rules.Targets()); err != nil {
		return none, err
	}
	target := rules.Target(f.target)
	all, err := f.load(ctx, target)
	if err != nil {
		return none, err
	}
	chosen, err := f.choose(all)
	if err != nil {
		return none, err
	}
	f.own.Use(chosen)
	if f.noManifest && len(f.setVersion) > 0 {
		return none, failf("--set-version has no effect with --no-package-json").withHint("leave one of them out")
	}
	versions, err := target.ParseSetVersions(f.setVersion)
	if err != nil {
		return none, failf("%w", err)
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	only, err := f.only(ctx, paths)
	if err != nil {
		return none, err
	}
	return codemod.Options{
		Paths: paths, Exclude: f.excludes(), Only: only, Levels: f.levels(),
		Rules: chosen, KnownRules: namesOf(all), Target: target, NoManifests: f.noManifest, Jobs: f.jobs,
		Replacements: f.wants("sarif"),
		RuleOptions:  codemod.RuleOptions{PreferUseAuth: f.useAuth, OptionalReads: f.nullable == optionalReads, SetVersion: versions},
	}, nil
}

// again are the arguments for another run that does the same: the flags that
// were given and choose what is done, then the paths.
func again(c *cobra.Command, paths []string) []string {
	var out []string
	c.Flags().Visit(func(f *pflag.Flag) {
		switch f.Name {
		case "unsafe", "force", "prove", "prefer-use-auth", "no-package-json":
			if f.Value.String() == "true" {
				out = append(out, "--"+f.Name)
			}
		case "target", "nullable", "changed":
			out = append(out, "--"+f.Name+"="+f.Value.String())
		case "rule", "skip":
			if list, ok := f.Value.(pflag.SliceValue); ok {
				out = append(out, "--"+f.Name+"="+strings.Join(list.GetSlice(), ","))
			}
		case "set-version", "exclude", "rules":
			if list, ok := f.Value.(pflag.SliceValue); ok {
				for _, v := range list.GetSlice() {
					out = append(out, "--"+f.Name+"="+v)
				}
			}
		}
	})
	if slices.ContainsFunc(paths, func(p string) bool { return strings.HasPrefix(p, "-") }) {
		out = append(out, "--")
	}
	return append(out, paths...)
}

// style is what can be shown on w.
func (f *checkFlags) style(a *app, w io.Writer) report.Style {
	return report.Style{Paint: a.paintOn(f.color, w), Terminal: terminal(w), Quiet: f.quiet, Verbose: f.verbose}
}

// choose applies --rule and --skip, and the levels of the settings. A rule
// that is named runs whatever its level.
func (f *checkFlags) choose(all []*codemod.Rule) ([]*codemod.Rule, error) {
	names := namesOf(all)
	for _, list := range [][]string{f.rules, f.skip} {
		for i, name := range list {
			list[i] = strings.TrimSpace(name) // "a, b"
		}
	}
	if f.given("rule") && len(f.rules) == 0 {
		return nil, failf("--rule names no rule").withHint("clerkctl rules list names them all")
	}
	for _, name := range slices.Concat(f.rules, f.skip) {
		if !slices.Contains(names, name) {
			return nil, unknownRule(name, names)
		}
	}
	looks := false // whether a rule is left that looks at files
	chosen := slices.DeleteFunc(slices.Clone(all), func(r *codemod.Rule) bool {
		comments := r.Name == codemod.UnusedSuppression
		manifestOnly := r.Check == nil && !comments
		named := slices.Contains(f.rules, r.Name)
		off := f.config.Levels[r.Name] == config.Off && !named
		if slices.Contains(f.skip, r.Name) || f.noManifest && manifestOnly || off {
			return true
		}
		// The comments about the rules that run are looked at, whichever run.
		drop := len(f.rules) > 0 && !named && !comments
		looks = looks || !drop && !comments
		return drop
	})
	if !looks {
		return nil, failf("no rule is left to run").withHint("--rule, --skip, --no-package-json and the levels in clerkctl.json leave none over; drop one of them")
	}
	return chosen, nil
}

func namesOf(all []*codemod.Rule) []string {
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.Name
	}
	return names
}

func unknownRule(name string, names []string) error {
	err := failf("unknown rule %q", name)
	if near := nearest.Word(name, names); near != "" {
		return err.withHint("did you mean %s?", near)
	}
	return err.withHint("clerkctl rules list names them all")
}

// oneOf checks a flag that takes one of a few words.
func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	err := failf("--%s: %s is not one of %s", flag, token.Shown(value), strings.Join(allowed, ", "))
	if near := nearest.Word(value, allowed); near != "" {
		return err.withHint("did you mean --%s %s?", flag, near)
	}
	return err
}
