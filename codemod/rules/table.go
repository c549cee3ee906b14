package rules

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// Table returns the rule of a target whose rows all carry its name: a rule that
// is nothing but tables. Its documentation is for the caller to add.
func Table(name string, severity codemod.Severity, target *codemod.Target) *codemod.Rule {
	return &codemod.Rule{
		Name: name, Severity: severity, Target: target,
		Check: func(p *codemod.Pass) {
			if !leads(p) {
				return
			}
			checkHooks(p, name)
			checkRenames(p, name, codemod.Manual)
			checkMembers(p, name)
			checkRemoved(p, name)
			checkExports(p, name)
		},
	}
}

// leads reports whether a file can lead to the modules that the pass's tables
// are about: it imports one of them, or does something that only a look at the
// tree can tell.
func leads(p *codemod.Pass) bool {
	f := p.File
	if p.Target.Packages == nil || slices.ContainsFunc(f.Imports, func(d *js.ImportDecl) bool { return f.ModuleValue(d.Specifier) != nil }) {
		return true
	}
	for _, d := range f.File.Exports {
		if d.Specifier != "" && f.ModuleValue(d.Specifier) != nil {
			return true
		}
	}
	return slices.ContainsFunc([]string{"require", "import(", "ock("}, func(word string) bool { return contains(f.Src, word) })
}
