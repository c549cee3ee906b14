package codemod

import "github.com/clerkctl/clerkctl/codemod/js"

// Severity tells whether a finding is a defect or only worth knowing.
type Severity string

// The severities.
const (
	// Error is old API that has to change.
	Error Severity = "error"
	// Notice is nothing wrong in the text: behaviour changes, or something is
	// needed outside the file. It fails a lint only when strict.
	Notice Severity = "notice"
)

// Safety is how far a finding's fix can be trusted.
type Safety string

// The safety classes.
const (
	// Safe behaves the same wherever the old code worked; applied by default.
	Safe Safety = "safe"
	// Unsafe is very probably right; applied on request.
	Unsafe Safety = "unsafe"
	// Manual needs a person; there are no edits.
	Manual Safety = "manual"
	// NoFix is the class of a notice.
	NoFix Safety = ""
)

// Edit replaces a range of the file's text. An empty range inserts, an empty
// New deletes.
type Edit struct {
	js.Range
	New string
}

// Finding is one thing that a rule has to say about one place.
type Finding struct {
	// Rule is the name of the rule that reports it.
	Rule     string
	Severity Severity
	Fix      Safety
	// Message says what is old and what to do, in one or two sentences
	// without a final full stop being required.
	Message string
	// Range is the place, in bytes of the original text.
	Range js.Range
	// Edits are the fix: all are applied or none. They do not overlap each
	// other. Empty for Manual and for a notice.
	Edits []Edit
	// Imports are changes to the file's import declarations that the fix
	// needs; the engine merges those of all fixes that it keeps.
	Imports []ImportChange
	// Keys are the same for patterns that take names from a module.
	Keys []KeyChange
	// Names are the local names that the fix introduces into scopes; a later
	// rule of the pass must not take them again.
	Names []IntroducedName
	// Applied is set by the engine when the fix has been applied.
	Applied bool
	// Rejected is set by the engine when the fix would have broken the file.
	Rejected bool
	// Declined is set by the engine when a person did not want the fix.
	Declined bool
}

// IntroducedName is a name that a fix binds in a scope.
type IntroducedName struct {
	Scope *js.Scope
	Name  string
}

// ImportChange asks for one exported name of a module to be imported, and
// says which specifier the fix stops using, so that it can be replaced when
// nothing else needs it.
type ImportChange struct {
	// Name is the export that the fix calls, and Local the name it calls it
	// by in the file (chosen with [Pass.ImportName]).
	Name, Local string
	// Beside is the clause item next to which the new specifier goes.
	Beside *js.ImportName
	// Module is the module to import from in a declaration of its own, where
	// Beside's module is not known to export Name; else "".
	Module string
	// Drop is the range of the reference to Beside's local name that the fix
	// removes from the text (the callee that it renames); empty when none.
	// Beside is replaced when every reference and every other token of its
	// name is dropped by fixes that are kept.
	Drop js.Range
}
