package clerk

import "github.com/clerkctl/clerkctl/codemod/js"

// Kind tells what a [Value] is.
type Kind uint8

// The kinds of values.
const (
	// Module is the namespace object of a Clerk package.
	Module Kind = iota + 1
	// Export is an exported name of a Clerk package: a hook, a component, a
	// higher-order component.
	Export
	// Result is what a call of an exported hook returns: the resource itself
	// in the old line, an object that holds it in the new one.
	Result
	// Instance is an object of one of the SDK's types.
	Instance
	// Method is a method of an instance, not called yet.
	Method
	// Props is an object typed with the props of a component.
	Props
	// List is an array, and Promise a promise, of Elem.
	List
	Promise
)

// Value is what is known about an expression that leads to Clerk. Nil means
// that nothing is known: then it is nobody's.
type Value struct {
	Kind Kind
	// Name is the exported name for Export and Result (the hook's), the type
	// for Instance (User, Session, Clerk, Client, SignIn, SignUp,
	// EmailAddress, MagicLinkFlow, …) and Props (SignInProps, …), the
	// method's name for Method; for Module the package.
	Name string
	// Type is the owner's type, for Method.
	Type string
	// Elem is the element, for List and Promise.
	Elem *Value
	// Origin says how the value came into this file.
	Origin Origin
	// Call is the hook's call, for Result and for what is read from one.
	Call *js.Call
}

// Origin says how a value came into the file, for rules that must import
// something beside it.
type Origin struct {
	// Item is the import clause item; nil for require, import() and globals.
	Item *js.ImportName
	// Package is the Clerk package that it comes from in the end.
	Package string
	// Direct is true where this file names the Clerk package itself; false
	// where another module of the project re-exports it.
	Direct bool
	// Module is the absolute path of the project's module that it came
	// through; "" when Direct.
	Module string
	// Typed is true where only an annotation says what the value is.
	Typed bool
	// Global is true for window.Clerk and its like.
	Global bool
	// Param is true where it is the argument of a component wrapped by
	// withUser, withSession, withClerk or of their render functions.
	Param bool
}
