package rules

import "github.com/clerkctl/clerkctl/codemod"

// UnusedSuppression points out comments that silence nothing.
//
// # Why
//
// A comment such as `// clerkctl-disable-next-line use-user -- moves later`
// silences what a rule finds on the line after it (other comments may stand
// between them), and `/* clerkctl-disable-file */` what is found in the whole
// file. Several rules
// are separated by commas, no name stands for all rules, and what follows two
// hyphens is the reason. Both forms of comments work everywhere, between the
// braces of JSX too.
//
// When the code has moved on, or a name is misspelt, such a comment silences
// nothing, but it may hide the next finding. A rule that the run leaves out
// might have found something; a comment that names it is not reported.
//
// # Fix safety
//
// A notice: remove the comment, or mend its spelling.
var UnusedSuppression = &codemod.Rule{
	Name:     codemod.UnusedSuppression,
	Severity: codemod.Notice,
	Doc:      doc("UnusedSuppression"),
}
