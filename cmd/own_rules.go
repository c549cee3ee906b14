package cmd

import (
	"context"
	"errors"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/report"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/codemod/script"
)

// loadOwn loads the project's own rules. What is wrong with one of them is in
// the set: it costs nobody else.
func loadOwn(ctx context.Context, paths []string, builtIn []*codemod.Rule, console func(module, text string)) (*script.Set, error) {
	set, err := script.Load(ctx, script.Options{Paths: paths, Taken: namesOf(builtIn), Console: console})
	var p *project.Error
	if errors.As(err, &p) && errors.Is(err, project.ErrNotFound) && slices.Contains(namesOf(builtIn), p.Path) {
		return nil, failf("--rules %s: there is no such file or folder of rules", p.Path).withHint("to run only the rule of that name, write --rule %s", p.Path)
	}
	return set, err
}

// load puts the project's own rules beside the built-in ones.
func (f *checkFlags) load(ctx context.Context, target *codemod.Target) ([]*codemod.Rule, error) {
	all := rules.All(target)
	var err error
	if f.own, err = loadOwn(ctx, slices.Concat(f.config.Rules, f.scripts), all, nil); err != nil {
		return nil, err
	}
	all = append(all, f.own.Rules...)
	// What is not known may be a rule that could not be loaded.
	if len(f.own.Problems) == 0 {
		if err := f.config.CheckRules(namesOf(all)); err != nil {
			return nil, err
		}
		return all, nil
	}
	for _, name := range slices.Concat(f.rules, f.skip) {
		if !slices.Contains(namesOf(all), name) {
			return nil, failf("%w", f.own.Problems[0]).withHint("so there is no rule %q to run or leave out", name)
		}
	}
	return all, nil
}

// withProblems adds what is wrong with the project's own rules.
func (f *checkFlags) withProblems(r *report.Report) *report.Report {
	r.Problems = problemsOf(f.own.Problems)
	return r
}

func problemsOf(list []script.Problem) []report.RuleProblem {
	var out []report.RuleProblem
	for _, p := range list {
		out = append(out, report.RuleProblem{Rule: p.Rule, Path: p.Module, Message: p.Err.Error()})
	}
	return out
}

// maxProblems is how many failures of rules are printed one by one.
const maxProblems = 10

// printProblems says which rules could not do their work, and gives the exit
// code that this comes to.
func (a *app) printProblems(list []report.RuleProblem) int {
	for i, p := range list {
		if i == maxProblems {
			printError(a.err, failf("rules failed %d more times", len(list)-i).withHint("--format json=FILE lists them all"))
			break
		}
		printError(a.err, failf("%s", p))
	}
	if len(list) > 0 {
		return exitFailed
	}
	return exitOK
}
