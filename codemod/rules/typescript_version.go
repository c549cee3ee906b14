package rules

import "github.com/clerkctl/clerkctl/codemod"

// TypeScriptVersion points out a TypeScript that is older than 4.6.
//
// # Why
//
// The new hooks give `isLoaded`, `isSignedIn` and the resource in one object.
// TypeScript 4.6 is the first version that understands, after these have been
// taken apart, that a check of one of them says something about the others.
// With an older compiler `const { isSignedIn, user } = useUser()` does not
// compile where `user` is read behind a check of `isSignedIn`.
//
// # Fix safety
//
// A notice: which version a project can move to depends on its other tools.
var TypeScriptVersion = &codemod.Rule{
	Name:          typescriptVersion,
	Severity:      codemod.Notice,
	Doc:           doc("TypeScriptVersion"),
	CheckManifest: (*codemod.ManifestPass).ReportVersions,
}
