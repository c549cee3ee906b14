package codemod

import (
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// Pass is what a rule sees of one source file, and where it reports.
// Rules read; they do no input or output and keep no state between files.
type Pass struct {
	// File is the parsed text with Clerk's names resolved.
	File *clerk.File
	// Target is the SDK line that is migrated to.
	Target *Target
	// Options are the run's choices that rules look at.
	Options *RuleOptions
	// Moved is true where the project already depends on the target's line.
	Moved bool

	rule     *Rule
	findings []*Finding
	names    *nameTable
	failures []Failure
	shared   map[any]any
}

// RuleOptions are the choices of a run that change what rules do.
type RuleOptions struct {
	// PreferUseAuth turns `const session = useSession()` into useAuth() where
	// only the token and the id are read.
	PreferUseAuth bool
	// OptionalReads reads with `?.` what the fixes make nullable: the user of
	// useUser() is null or undefined until it is loaded.
	OptionalReads bool
	// SetVersion replaces the target's version of a package; by package name.
	SetVersion map[string]string
}

// Report adds a finding. The rule's name is filled in; severity defaults to
// Error, or to Notice when there is no fix class.
func (p *Pass) Report(f Finding) {
	p.findings = append(p.findings, completed(p.rule, f))
}

// Fail says that the rule could not do its work on this file. The run goes on
// without it, and says so in the end.
func (p *Pass) Fail(err error) { p.failures = append(p.failures, Failure{p.rule.Name, err}) }

// Once is what make returns the first time that it is asked for under a key
// while rules look at one text. Rules that share work keep it there.
func (p *Pass) Once(key any, make func() any) any {
	made, ok := p.shared[key]
	if !ok {
		made = make()
		p.shared[key] = made
	}
	return made
}

// Replace is the edit that puts text in place of r.
func Replace(r js.Range, text string) Edit { return Edit{r, text} }

// Insert is the edit that adds text at a byte offset.
func Insert(offset int, text string) Edit { return Edit{js.Range{Start: offset, End: offset}, text} }

// Delete is the edit that removes r.
func Delete(r js.Range) Edit { return Edit{r, ""} }
