package clerk

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// Kind tells what a [Value] is.
type Kind uint8

// The kinds of values.
const (
	// Module is the namespace object of a Clerk package, or of a module of
	// the project that passes on names of one.
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

	// The kinds below never leave the package.

	// reference is an export of another module of the project, not looked up
	// yet: Name of the module at path.
	reference
	// globalObject is window or its like.
	globalObject
	// component is the type of a function component; Elem are its props.
	component
	// query is the type `typeof x`; Elem is the value of x.
	query
	// nullish is the type null, undefined or void.
	nullish
)

// Value is what is known about an expression that leads to Clerk. Nil means
// that nothing is known: then it is nobody's. Values are shared and never
// changed once they are handed out.
type Value struct {
	Kind Kind
	// Name is the exported name for Export and Result (the hook's), the type
	// for Instance (User, Session, Clerk, Client, SignIn, SignUp,
	// EmailAddress, MagicLinkFlow, …) and Props (SignInProps, …; "" for
	// props that only hold a value of Clerk's), the method's name for Method,
	// the hook for a List that one returned; for Module the package ("" for a
	// module of the project).
	Name string
	// Type is the owner's type, for Method.
	Type string
	// Elem is the element, for List and Promise; the resource that it
	// verifies, where known, for an Instance of MagicLinkFlow.
	Elem *Value
	// Origin says how the value came into this file.
	Origin Origin
	// Call is the hook's call, for Result and for what is read from one; nil
	// for other values, and where several calls meet in one variable.
	Call *js.Call

	path    string            // the project's module, for Module and reference
	members map[string]*Value // what the members hold, for Props
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

// IsExport reports whether v is one of the given exports. Safe on nil.
func (v *Value) IsExport(names ...string) bool {
	if v == nil || v.Kind != Export {
		return false
	}
	for _, n := range names {
		if v.Name == n {
			return true
		}
	}
	return false
}

// IsMethod reports whether v is the method name of the type owner. Safe on
// nil.
func (v *Value) IsMethod(owner, name string) bool {
	return v != nil && v.Kind == Method && v.Type == owner && v.Name == name
}

// String describes a value in a few words, such as `User`, `useUser()`,
// `Session.getToken`, `[]EmailAddress`; for tests and logs.
func (v *Value) String() string {
	if v == nil {
		return "nobody's"
	}
	switch v.Kind {
	case Module:
		if v.Name == "" {
			return "module"
		}
		return "module " + v.Name
	case Export:
		return "export " + v.Name
	case Result:
		return v.Name + "()"
	case Instance:
		return v.Name
	case Method:
		return v.Type + "." + v.Name
	case Props:
		if v.Name == "" {
			return "props"
		}
		return v.Name
	case List:
		return "[]" + v.Elem.String()
	case Promise:
		return "promise of " + v.Elem.String()
	}
	return "internal"
}

// Describe is String with the origin's marks: typed, param, global.
func (v *Value) Describe() string {
	s := v.String()
	if v == nil {
		return s
	}
	var marks []string
	for _, m := range []struct {
		on   bool
		name string
	}{{v.Origin.Typed, "typed"}, {v.Origin.Param, "param"}, {v.Origin.Global, "global"}} {
		if m.on {
			marks = append(marks, m.name)
		}
	}
	if marks != nil {
		s += " (" + strings.Join(marks, ", ") + ")"
	}
	return s
}

// same reports whether two values mean the same thing, wherever they come
// from.
func same(a, b *Value) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a == b {
		return true
	}
	if a.Kind != b.Kind || a.Name != b.Name || a.Type != b.Type || a.path != b.path || len(a.members) != len(b.members) {
		return false
	}
	for k, m := range a.members {
		if !same(m, b.members[k]) {
			return false
		}
	}
	return a.Kind == Instance || same(a.Elem, b.Elem)
}

// merge is the value of a place that holds a at one time and b at another;
// nil unless they agree.
func merge(a, b *Value) *Value {
	if !same(a, b) {
		return nil
	}
	if a == b || a.Call == b.Call {
		return a
	}
	m := *a
	m.Call = nil
	return &m
}

// visible is v where other packages may see it, else nil.
func (v *Value) visible() *Value {
	if v == nil || v.Kind >= reference {
		return nil
	}
	if (v.Kind == List || v.Kind == Promise) && v.Elem.visible() == nil {
		return nil
	}
	return v
}

// derive is a value of the given kind and name that comes from v.
func (v *Value) derive(kind Kind, name string) *Value {
	return &Value{Kind: kind, Name: name, Origin: v.Origin, Call: v.Call}
}
