package report

import "fmt"

// RuleProblem is a rule of the project's own that could not do its work.
type RuleProblem struct {
	// Rule is its name; "" where its module could not even be loaded.
	Rule string
	// Path is the file that it failed on, or the module that it is in.
	Path string
	// Message says what is wrong.
	Message string
	// OnFile is true where Path is a file that it failed on.
	OnFile bool
}

func (p RuleProblem) String() string {
	switch {
	case p.OnFile:
		return fmt.Sprintf("rule %s failed on %s: %s", p.Rule, p.Path, p.Message)
	case p.Rule != "":
		return fmt.Sprintf("rule %s of %s cannot be used: %s", p.Rule, p.Path, p.Message)
	}
	return fmt.Sprintf("the rules of %s cannot be used: %s", p.Path, p.Message)
}

// RuleProblems are those of loading the rules and those of running them.
func (r *Report) RuleProblems() []RuleProblem {
	list := r.Problems[:len(r.Problems):len(r.Problems)]
	if r.Result == nil {
		return list
	}
	for _, f := range r.Result.Failures() {
		list = append(list, RuleProblem{Rule: f.Rule, Path: f.File, Message: f.Err.Error(), OnFile: true})
	}
	return list
}
