package cmd

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// baselineFlags say which findings are known.
type baselineFlags struct {
	path   string
	update bool
}

func (f *baselineFlags) bind(c *cobra.Command) {
	c.Flags().StringVar(&f.path, "baseline", "", "leave out the findings that this `file` knows")
	c.Flags().BoolVar(&f.update, "update-baseline", false, "write all findings to the baseline")
}

// apply reads the baseline: the flag's, else that of the settings.
func (f *baselineFlags) apply(o *codemod.Options, shared *checkFlags) error {
	path := f.path
	switch {
	case shared.given("baseline") && path == "":
		return failf("--baseline: no file is named").withHint("write --baseline=clerkctl-baseline.json")
	case path == "":
		path = shared.config.Baseline
	}
	if f.update && reserved(path) {
		return failf("--baseline %s: a file of this name is one that clerkctl reads, not a baseline", path).
			withHint("choose another name, like clerkctl-baseline.json")
	}
	if path == "" {
		if f.update {
			return failf("--update-baseline needs --baseline").withHint("name the file, as in --baseline=clerkctl-baseline.json, or set \"baseline\" in clerkctl.json")
		}
		return nil
	}
	var err error
	o.UpdateBaseline = f.update
	o.Baseline, err = codemod.ReadBaseline(path)
	if !f.update && f.path == "" && errors.Is(err, project.ErrNotFound) {
		return failf("%w", err).withHint("\"baseline\" in %s names it; run clerkctl lint --update-baseline to write it", shared.config.Path)
	}
	if err == nil || !f.update || !errors.Is(err, project.ErrNotFound) {
		return err
	}
	if o.Baseline, err = codemod.NewBaseline(path); err != nil {
		return err
	}
	return project.CanReplace(path)
}
