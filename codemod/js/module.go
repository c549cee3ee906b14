package js

// ImportDecl is one import statement as written, type-only parts included.
type ImportDecl struct {
	// Pos is the whole statement with its `;` if there is one.
	Pos Range
	// Specifier is the module's name; SpecifierPos is the literal with quotes.
	Specifier    string
	SpecifierPos Range
	// TypeOnly is true for `import type …`.
	TypeOnly bool
	// Names are all the local names that it introduces, in source order.
	Names []*ImportName
	// Braces is the `{ … }` of the clause; empty when there is none.
	Braces Range
	// Equals is true for `import X = require("…")`.
	Equals bool
}

// ImportName is one local name of an import clause.
type ImportName struct {
	Decl *ImportDecl
	// Imported is the exported name; "default" for a default import, "*" for
	// a namespace (and for `import X = require`).
	Imported string
	Local    string
	// Pos is the item: `useUser`, `useUser as u`, `type X`, `* as C`.
	Pos Range
	// LocalPos is the local name's own range.
	LocalPos Range
	// TypeOnly is true where the statement or the item says `type`.
	TypeOnly bool
	// Sym is the binding; nil for type-only names, which the parser drops, and
	// for `import X = require("…")`, which is a *VarDecl in the tree.
	Sym *Symbol
}

// ExportDecl is one `export { … }` or `export *` statement.
type ExportDecl struct {
	Pos Range
	// Specifier is the module's name; "" for a local export list.
	Specifier    string
	SpecifierPos Range
	TypeOnly     bool
	// Star is true for `export *`; Names then has one entry if it is named
	// (`export * as ns`), else none.
	Star  bool
	Names []*ExportName
}

// ExportName is one item of an export list.
type ExportName struct {
	Decl *ExportDecl
	// Local is the name in this module or, with a source, in that one;
	// "*" for `export * as ns`.
	Local string
	// Exported is the name that importers see; "default" is possible.
	Exported string
	Pos      Range
	TypeOnly bool
	// Sym is the local binding, for a list without a source; nil if unbound.
	Sym *Symbol
}
