package codemod

import "github.com/clerkctl/clerkctl/codemod/clerk"

// Target is an SDK line to migrate to: every name that the rules know, as
// data. A second line is a second Target; no rule has names of its own.
type Target struct {
	// Name is what --target takes.
	Name string
	// Hooks are the hooks whose result changes shape.
	Hooks []HookChange
	// Auth is the hook that gives token and ids without the resource.
	Auth AuthHook
	// Token is the method that gives a token, which moved to another resource.
	Token TokenChange
	// Components are the renamed props, by component.
	Components []ComponentChange
	// Options are the renamed keys of objects given to methods.
	Options []OptionChange
	// Redirects are the components and methods that lost their returnBack.
	Redirects []RedirectChange
	// Removed are the methods that have no successor.
	Removed []RemovedMember
	// Values are the props whose value has to change outside the text.
	Values []ValueNotice
	// Versions are the rows of the package.json rule.
	Versions []VersionChange
	// Members are the renamed members of the SDK's types.
	Members []MemberChange
	// Exports are the exports that have another name, or another module.
	Exports []ExportChange
	// Packages are the modules whose exports the tables name; nil for Clerk's.
	Packages *Packages
	// Types is what is known about the objects of these modules; nil stands
	// for the SDK's.
	Types *clerk.Types
	// TypeScript is the lowest version whose control flow analysis
	// understands the new hooks, such as "4.6.0".
	TypeScript string
}

// HookChange says how one hook's result changes.
type HookChange struct {
	// Rule is the name of the rule that this row belongs to.
	Rule string
	// Hook is the exported function: useUser.
	Hook string
	// Type is the resource that the hook used to return: User.
	Type string
	// Member is the key of the new result that holds it: user.
	Member string
	// Loaded and SignedIn are the other keys of the new result; "" where it has
	// none of the kind.
	Loaded, SignedIn string
	// LoadedAlias, SignedInAlias and MemberAlias are the local names used
	// where the plain ones are taken.
	LoadedAlias, SignedInAlias, MemberAlias string
	// Alias is what the hook is imported as where its own name is taken.
	Alias string
	// Loading and SignedOut are the old assertion functions, and
	// AssertSignedIn the third, which shares its name with SignedIn.
	Loading, SignedOut, AssertSignedIn string
	// Option is the argument's key that asked for assertions.
	Option string
	// ToAuth maps members of the old result to members of the auth hook's
	// result; a destructuring of nothing else becomes the auth hook.
	ToAuth map[string]string
}

// AuthHook is the hook that gives the authentication state alone.
type AuthHook struct {
	// Hook is useAuth, Alias what it is imported as where that is taken.
	Hook, Alias string
	// Token is the member that returns the token: getToken. It is a new
	// function at each render.
	Token string
}

// TokenChange says how the method that gives a token moved from one resource
// to another. The hooks of the two are those of [Target.Hooks] that return
// them.
type TokenChange struct {
	// Rule is the name of the rule that this row belongs to.
	Rule string
	// From is the type that had the method: User. To is the type that has it
	// now: Session.
	From, To string
	// Method is the method's name in both: getToken.
	Method string
	// Option is the key of the new method's options that takes what used to
	// be the first argument: template.
	Option string
	// Default is the argument that asked for the token that the new method
	// gives without that option: clerk.
	Default string
	// Holder is the type whose members, called as the keys of the hooks'
	// results, hold both resources: Clerk.
	Holder string
	// Notice says what has to exist outside the text.
	Notice string
}

// Rename is one row of a table: Old becomes New.
type Rename struct {
	Old, New string
	// Notice, if not empty, is said beside the fix.
	Notice string
}

// ComponentChange is the table of one component's props.
type ComponentChange struct {
	// Rule is the rule that the row belongs to.
	Rule string
	// Component is the exported name, Props the type of its props.
	Component, Props string
	// Methods are the methods of Clerk that take the same props as an object,
	// with the index of that argument.
	Methods map[string]int
	Renames []Rename
}

// OptionChange is the table of the options object of some functions.
type OptionChange struct {
	Rule string
	// Functions are the methods, and the exported functions, that take the
	// object as their first argument.
	Functions []Function
	Renames   []Rename
}

// Function is a method of one of the SDK's types, or an exported function
// where Type is "".
type Function struct{ Type, Name string }

// RedirectChange is a component and a method that redirect.
type RedirectChange struct {
	// Component is the exported component, Props the type of its props, and
	// Method the method of Clerk.
	Component, Props, Method string
	// Prop is the removed prop; Others are the props that @2 ignored beside it.
	Prop   string
	Others []string
}

// RemovedMember is a method of one of the SDK's types that is gone.
type RemovedMember struct {
	Rule string
	// Type is the SDK's type, Member the method.
	Type, Member string
	// Instead says what to call or do now.
	Instead string
}

// MemberChange is the table of one type's members.
type MemberChange struct {
	Rule string
	// Type is the SDK's type, or the hook whose result has the members.
	Type    string
	Renames []Rename
}

// ExportChange is an export that is to be imported by another name or from
// another module.
type ExportChange struct {
	Rule string
	// Name is the export's old name, New its new one. Both are AllExports
	// where everything moves to another module.
	Name, New string
	// Module is the specifier of the other module; "" where it stays. A path
	// that begins with a dot is relative to the folder of [Packages].
	Module string
	// Notice, if not empty, is said beside the fix.
	Notice string
}

// AllExports stands for whatever a module exports.
const AllExports = "*"

// ValueNotice is a value of a prop that asks for something outside the text.
type ValueNotice struct {
	Rule string
	// Component is the exported component, Prop its prop.
	Component, Prop string
	// Value is the literal that is looked for, as it is written: "1".
	Value string
	// Notice is what is said.
	Notice string
}

// VersionChange is one row of the package.json rule.
type VersionChange struct {
	// Package is the npm name.
	Package string
	// Old is the range of the old line, as semver understands it: "2.x".
	Old string
	// New is the exact version that is written; "" where Manual or Keep.
	New string
	// Manual says why a person must decide; "" where the row is written.
	Manual string
	// Keep is true for a package that stays as it is.
	Keep bool
}
