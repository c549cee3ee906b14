package rules

import "github.com/clerkctl/clerkctl/codemod"

// PackageJSON moves the versions of Clerk's packages to the new line.
//
// # Why
//
// The migrated code needs the packages that it is written for. The versions
// are those of the beta that the tables describe, and exact: a caret would
// resolve to a later release with other names, and the dist-tag `next` moves or
// may not exist. `--set-version @clerk/nextjs=next` writes something else.
//
// `@clerk/nextjs` 2.x becomes 3.0.0-alpha.5, `@clerk/clerk-react` 2.x becomes
// 3.0.0-alpha.6, and `@clerk/types` 1.x becomes 2.0.0-alpha.5.
// `@clerk/clerk-sdk-node` stays, because the beta depends on it as it is.
//
// # Before
//
//	{
//	  "dependencies": {
//	    "@clerk/nextjs": "^2.11.18"
//	  }
//	}
//
// # After
//
//	{
//	  "dependencies": {
//	    "@clerk/nextjs": "3.0.0-alpha.5"
//	  }
//	}
//
// # Fix safety
//
// Safe for a plain range of the old line in dependencies, devDependencies and
// the catalogs of workspaces: only the bytes of the version change. Left to a
// person are peer ranges, overrides, tags, aliases, `workspace:`, git and file
// versions, ranges with `||`, ranges of older lines, packages listed twice, and
// the packages that the new line has no release of: `@clerk/clerk-expo`,
// `gatsby-plugin-clerk` and `@clerk/clerk-js`. Nothing is installed.
var PackageJSON = &codemod.Rule{
	Name:          packageJSON,
	Severity:      codemod.Error,
	Doc:           doc("PackageJSON"),
	CheckManifest: (*codemod.ManifestPass).ReportVersions,
}
