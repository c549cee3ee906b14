package codemod

// Rule is one check with its fixes. Rules are values: a run is given an
// explicit list of them.
type Rule struct {
	// Name is what users type: lower-case words joined by hyphens.
	Name string
	// Severity is the highest severity that the rule reports.
	Severity Severity
	// Doc is the rule's documentation, taken from the doc comment of the
	// variable that holds the rule; see package rules.
	Doc func() string
	// Check looks at one source file; nil for a rule about manifests only.
	Check func(*Pass)
	// Target is the tables that the rule is driven by where these are its own,
	// and with them whose names [Pass.File] resolves; nil for the run's.
	Target *Target
	// Needles are strings of which at least one is in every file that the rule
	// has to see, beside the files that mention Clerk. Everywhere is true for a
	// rule that has to see all files.
	Needles    []string
	Everywhere bool
	// User is true for a rule of the project's own. What goes wrong with one
	// costs nobody else's work: where its fixes would break a file they are
	// left out, and the run says so.
	User bool
	// Cautious is true for a rule whose fixes are not to be taken for safe.
	Cautious bool
	// CheckManifest looks at a package.json or pnpm-workspace.yaml; nil for a
	// rule about sources.
	CheckManifest func(*ManifestPass)
}
