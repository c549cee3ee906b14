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
	// CheckManifest looks at a package.json or pnpm-workspace.yaml; nil for a
	// rule about sources.
	CheckManifest func(*ManifestPass)
}
