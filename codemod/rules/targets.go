package rules

import "github.com/clerkctl/clerkctl/codemod"

// Targets are the names of the targets that there are tables for.
func Targets() []string { return []string{"next"} }

// Target returns the tables of a target; nil where there is none of the name.
func Target(name string) *codemod.Target {
	if name == "next" {
		return Next()
	}
	return nil
}
