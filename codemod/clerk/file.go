package clerk

import (
	"slices"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// File is one parsed file in which names are resolved to Clerk on demand.
// It belongs to one goroutine.
type File struct {
	*js.File
	// Project is what the file belongs to.
	Project *Project

	types *Types
	// shallow leaves what comes from other modules of the project as
	// references: it is how a module is read to learn what it exports.
	shallow bool
	depth   int
	values  map[js.Node]*Value
	symbols map[*js.Symbol]*Value
	modules map[string]*Value
	uses    []Use
	classes map[*js.Class]*Value   // the props of class components
	typed   map[string][]localType // declarations of types, by name
	// declaredTypes are the types that have been read, by the name's token.
	declaredTypes map[int]*Value
}

// File resolves names in f. Nothing is looked at before it is asked for.
func (p *Project) File(f *js.File) *File {
	return &File{File: f, Project: p, types: p.types}
}

// Types are the tables of the SDK's types.
func (f *File) Types() *Types { return f.types }

// ValueOf is what an expression leads to: nil when that is nobody's. Besides
// expressions and JSX tags it takes the names and patterns that bind values,
// and the properties of patterns (the value that is read under the key).
func (f *File) ValueOf(n js.Node) *Value { return f.value(n).visible() }

// SymbolValue is what a name holds; nil when that is nobody's. A name that is
// assigned several times counts only if all values agree.
func (f *File) SymbolValue(s *js.Symbol) *Value { return f.symbol(s).visible() }

// ItemValue is what an import item brings in, type-only items included; nil
// when that is nobody's.
func (f *File) ItemValue(item *js.ImportName) *Value { return f.importValue(item).visible() }

// ModuleValue is the module that a specifier names in this file: a Clerk
// package, or a module of the project that passes on names of one; else nil.
func (f *File) ModuleValue(specifier string) *Value { return f.module(specifier, nil).visible() }

// MemberValue is what an object has under a name; nil when that is nobody's.
func (f *File) MemberValue(v *Value, name string) *Value { return f.member(v, name).visible() }

// IsA reports whether v is an object of the SDK's type of that name. The
// result of a hook counts as the object that the hook returned in the old
// line.
func (f *File) IsA(v *Value, typ string) bool {
	if v == nil {
		return false
	}
	switch v.Kind {
	case Instance:
		return v.Name == typ
	case Result:
		h := f.types.Hooks[v.Name]
		return h.Type == typ && !h.List
	}
	return false
}

// Use is one place of the text that leads to Clerk: an *js.Ident that is a
// reference (JSX tags included), a *js.Member, *js.Index, *js.Call, *js.New,
// or a *js.Property of a pattern.
type Use struct {
	Node  js.Node
	Value *Value
}

// Uses are all such places, in source order, outer before inner.
func (f *File) Uses() []Use {
	if f.uses != nil {
		return f.uses
	}
	f.uses = []Use{}
	js.Walk(f.Program, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.Ident:
			if n.Binding {
				return true
			}
		case *js.Member, *js.Index, *js.Call, *js.New, *js.Property:
		default:
			return true
		}
		if v := f.ValueOf(n); v != nil {
			f.uses = append(f.uses, Use{n, v})
		}
		return true
	})
	slices.SortStableFunc(f.uses, func(a, b Use) int { return a.Node.Range().Start - b.Node.Range().Start })
	return f.uses
}

// Refs are the places that lead to one of the given exports: references by
// name (*js.Ident), members of a namespace (*js.Member, *js.Index) and keys of
// patterns (*js.Property). Calls that return a component, such as dynamic(),
// are not among them.
func (f *File) Refs(names ...string) []Use {
	var out []Use
	for _, u := range f.Uses() {
		if _, call := u.Node.(*js.Call); !call && u.Value.IsExport(names...) {
			out = append(out, u)
		}
	}
	return out
}

// CallsOf are the calls of the given exports, in source order.
func (f *File) CallsOf(names ...string) []*js.Call {
	var out []*js.Call
	f.eachCall(func(c *js.Call) {
		if f.value(c.Callee).IsExport(names...) {
			out = append(out, c)
		}
	})
	return out
}

// MethodCalls are the calls of a method of the given type, in source order.
func (f *File) MethodCalls(typ, method string) []*js.Call {
	var out []*js.Call
	f.eachCall(func(c *js.Call) {
		if f.value(c.Callee).IsMethod(typ, method) {
			out = append(out, c)
		}
	})
	return out
}

func (f *File) eachCall(visit func(*js.Call)) {
	js.Walk(f.Program, func(n js.Node) bool {
		if c, ok := n.(*js.Call); ok {
			visit(c)
		}
		return true
	})
}

// Elements are the JSX elements whose tag leads to one of the given
// components, in source order.
func (f *File) Elements(names ...string) []*js.JSXElement {
	var out []*js.JSXElement
	js.Walk(f.Program, func(n js.Node) bool {
		if e, ok := n.(*js.JSXElement); ok && f.value(e.Tag).IsExport(names...) {
			out = append(out, e)
		}
		return true
	})
	return out
}

// CreatedElement reports whether a call creates an element of a Clerk
// component without JSX: React.createElement(C, props), jsx(C, props). It
// returns the component, and the argument that holds the props if there is
// one.
func (f *File) CreatedElement(c *js.Call) (component *Value, props js.Node) {
	if len(c.Args) == 0 {
		return nil, nil
	}
	switch calleeName(c) {
	case "createElement", "cloneElement", "jsx", "jsxs", "jsxDEV", "_jsx", "_jsxs", "_jsxDEV", "h", "__jsx":
	default:
		return nil, nil
	}
	if v := f.value(c.Args[0]); v != nil && v.Kind == Export {
		if len(c.Args) > 1 {
			props = c.Args[1]
		}
		return v, props
	}
	return nil, nil
}

// CanImport says where an import of Clerk's name can be added for a fix that
// works on what item brought in. ok is true where the module that item comes
// from exports that name for certain: module is then its specifier. Else
// module is the Clerk package at the end of the chain, or "" when that has no
// hooks to offer.
func (f *File) CanImport(item *js.ImportName, name string) (module string, ok bool) {
	specifier := item.Decl.Specifier
	if root, is := f.Project.packageNamed(f.Path, specifier); is {
		switch {
		case !hasHooks(root):
			return "", false
		case isEntry(specifier, root):
			return specifier, true
		}
		return root, false
	}
	if path, found := f.Project.resolve(f.Path, specifier); found {
		if v := f.Project.lookup(path, name); v.IsExport(name) {
			return specifier, true
		}
	}
	v := f.importValue(item)
	if v == nil || !hasHooks(v.Origin.Package) {
		return "", false
	}
	return v.Origin.Package, false
}

// AnnotationValue is what a type annotation at r says of a value: nil where
// it names no type of Clerk's.
func (f *File) AnnotationValue(r js.Range) *Value { return f.annotation(r).visible() }

// importNamed is the import item with a local name, type-only ones included.
func (f *File) importNamed(local string) *js.ImportName {
	for _, d := range f.Imports {
		for _, item := range d.Names {
			if item.Local == local {
				return item
			}
		}
	}
	return nil
}

// importValue is what an import item brings in.
func (f *File) importValue(item *js.ImportName) *Value {
	if item == nil {
		return nil
	}
	m := f.module(item.Decl.Specifier, item)
	if item.Imported == "*" {
		return m
	}
	return f.member(m, item.Imported)
}

// module is what a specifier names. Where that came with an import item, so
// does the value.
func (f *File) module(specifier string, item *js.ImportName) *Value {
	v, known := f.modules[specifier]
	if !known {
		v = f.findModule(specifier)
		if f.modules == nil {
			f.modules = map[string]*Value{}
		}
		f.modules[specifier] = v
	}
	if v == nil || item == nil {
		return v
	}
	c := *v
	c.Origin.Item = item
	return &c
}

func (f *File) findModule(specifier string) *Value {
	if root, ok := f.Project.packageNamed(f.Path, specifier); ok {
		return &Value{Kind: Module, Name: root, Origin: Origin{Package: root, Direct: true}}
	}
	path, ok := f.Project.resolve(f.Path, specifier)
	if !ok {
		return nil
	}
	if f.shallow {
		return &Value{Kind: reference, Name: "*", path: path}
	}
	if !f.Project.leads(path, nil) {
		return nil
	}
	return f.arrived(f.Project.lookup(path, "*"), path, nil)
}

// arrived is a value that another module exports, as this file gets it.
func (f *File) arrived(v *Value, path string, item *js.ImportName) *Value {
	if v == nil {
		return nil
	}
	c := *v
	c.Origin.Item, c.Origin.Direct, c.Origin.Module = item, false, path
	return &c
}

// member is what an object has under a name.
func (f *File) member(v *Value, name string) *Value {
	if v == nil || name == "" {
		return nil
	}
	switch v.Kind {
	case Module:
		if v.path == "" {
			return f.Project.member(v, name, nil)
		}
		return f.arrived(f.Project.lookup(v.path, name), v.Origin.Module, v.Origin.Item)
	case reference, Export:
		return f.Project.member(v, name, nil)
	case globalObject:
		if name == f.types.Global {
			return f.global()
		}
	case Instance:
		return f.typeMember(v, v.Name, name)
	case Result:
		h := f.types.Hooks[v.Name]
		if m, ok := h.Members[name]; ok {
			return f.held(v, m)
		}
		if slices.Contains(h.State, name) {
			return nil
		}
		return f.typeMember(v, h.Type, name)
	case List:
		if m, ok := f.types.Hooks[v.Name].Members[name]; ok {
			return f.held(v, m)
		}
	case Props:
		return v.members[name]
	}
	return nil
}

// typeMember is the member of an object of a type of the tables.
func (f *File) typeMember(owner *Value, typ, name string) *Value {
	m, ok := f.types.Types[typ][name]
	if !ok {
		return nil
	}
	if !m.Method {
		return f.held(owner, m)
	}
	v := owner.derive(Method, name)
	v.Type = typ
	switch {
	case m.Binds:
		v.Elem = owner.derive(Instance, typ)
	case m.Bound:
		v.Elem = owner.Elem
	}
	return v
}

// held is the value that a member holds or returns.
func (f *File) held(owner *Value, m Member) *Value {
	if m.Type == "" {
		return nil
	}
	v := owner.derive(Instance, m.Type)
	if m.List {
		c := owner.derive(List, "")
		c.Elem = v
		v = c
	}
	if m.Promise {
		c := owner.derive(Promise, "")
		c.Elem = v
		v = c
	}
	return v
}

// global is what the global that clerk-js sets holds.
func (f *File) global() *Value {
	return &Value{Kind: Instance, Name: f.types.Class, Origin: Origin{Package: "@clerk/clerk-js", Global: true}}
}

// Resolve is the project's file that a specifier names in this file; ok is
// false for packages and for what does not exist.
func (f *File) Resolve(specifier string) (path string, ok bool) {
	return f.Project.resolve(f.Path, specifier)
}
