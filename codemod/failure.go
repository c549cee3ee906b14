package codemod

import (
	"cmp"
	"slices"
)

// Failure is a rule that could not do its work on a file.
type Failure struct {
	// Rule is the rule's name.
	Rule string
	// Err is what went wrong, in words for whoever wrote the rule.
	Err error
}

// Failures are those of all files, with the files' names, in the order of
// both.
func (r *Result) Failures() []FileFailure {
	var out []FileFailure
	for _, f := range r.Files {
		for _, one := range f.Failures {
			out = append(out, FileFailure{f.Name, one})
		}
	}
	slices.SortStableFunc(out, func(a, b FileFailure) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.File, b.File))
	})
	return out
}

// FileFailure is a failure with the name of the file.
type FileFailure struct {
	File string
	Failure
}
