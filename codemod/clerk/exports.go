package clerk

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// record is what one module exports: only values that other modules can use,
// cut loose from the module's tree.
type record struct {
	// names are the exports by name. A nil value is an export of no interest:
	// it hides what `export *` brings in.
	names map[string]*Value
	// stars are the modules passed on whole: Module values of packages, and
	// references to "*" of project modules.
	stars []*Value
	// whole is the object given to module.exports, or to `export =`.
	whole *Value
	// commonJS is true where names are properties of `exports`.
	commonJS bool
}

// sources are all values of a record that can lead to Clerk.
func (r *record) sources() []*Value {
	out := append([]*Value(nil), r.stars...)
	if r.whole != nil {
		out = append(out, r.whole)
	}
	for _, v := range r.names {
		if v != nil {
			out = append(out, v)
		}
	}
	return out
}

// exportable is v as other modules get it: without ties to this module's
// tree. Nil for what is not followed across files.
func exportable(v *Value) *Value {
	if v == nil {
		return nil
	}
	switch v.Kind {
	case Export, Module, reference:
	case Instance:
		// An object that the module made for all; what a hook returned
		// belongs to one component.
		if v.Call != nil || v.Origin.Param {
			return nil
		}
	default:
		return nil
	}
	return &Value{
		// The names are cut from the module's text; a clone lets that go.
		Kind: v.Kind, Name: strings.Clone(v.Name), path: v.path,
		Origin: Origin{Package: v.Origin.Package, Typed: v.Origin.Typed, Global: v.Origin.Global},
	}
}

// Exports are the names that this file passes on of Clerk's, by exported
// name; see [Project.ModuleExports].
func (f *File) Exports() map[string]*Value {
	shallow := &File{File: f.File, Project: f.Project, types: f.types, shallow: true}
	return f.Project.expand(f.Path, shallow.record())
}

// exportWriter builds a record. Two exports of one name that disagree are of
// no interest.
type exportWriter struct {
	f *File
	r record
}

func (w *exportWriter) add(name string, v *Value) {
	v = exportable(v)
	if w.r.names == nil {
		w.r.names = map[string]*Value{}
	}
	if old, ok := w.r.names[name]; ok {
		v = merge(old, v)
	}
	w.r.names[strings.Clone(name)] = v
}

func (w *exportWriter) star(v *Value) {
	if v = exportable(v); v != nil && (v.Kind == Module || v.Kind == reference && v.Name == "*") {
		w.r.stars = append(w.r.stars, v)
	}
}

// record reads the exports of a file whose imports from the project are left
// as references.
func (f *File) record() *record {
	w := &exportWriter{f: f}
	for _, d := range f.File.Exports {
		w.declaration(d)
	}
	usesExports := f.Global("exports") != nil || f.Global("module") != nil
	for _, n := range f.Program.Body {
		w.statement(n)
	}
	if usesExports {
		js.Walk(f.Program, func(n js.Node) bool {
			switch n := n.(type) {
			case *js.Assign:
				w.assignment(n)
			case *js.Call:
				w.call(n)
			}
			return true
		})
	}
	for name, decls := range f.localTypes() {
		for _, d := range decls {
			if d.exported {
				if _, ok := w.r.names[name]; !ok {
					w.add(name, nil)
				}
			}
		}
	}
	r := w.r // alone: the writer holds the file
	return &r
}

func (w *exportWriter) declaration(d *js.ExportDecl) {
	f := w.f
	switch {
	case d.Star && len(d.Names) == 0:
		w.star(f.module(d.Specifier, nil))
	case d.Star:
		w.add(d.Names[0].Exported, f.module(d.Specifier, nil))
	case d.Specifier != "":
		m := f.module(d.Specifier, nil)
		for _, n := range d.Names {
			w.add(n.Exported, f.member(m, n.Local))
		}
	default:
		for _, n := range d.Names {
			if n.Sym != nil && n.Sym.Kind != js.SymGlobal {
				w.add(n.Exported, f.symbol(n.Sym))
			} else {
				w.add(n.Exported, f.importValue(f.importNamed(n.Local)))
			}
		}
	}
}

func (w *exportWriter) statement(n js.Node) {
	f := w.f
	switch n := n.(type) {
	case *js.VarDecl:
		if !n.Export {
			return
		}
		for _, d := range n.Decls {
			for _, id := range js.Bound(d.Target) {
				w.add(id.Name, f.symbol(id.Sym))
			}
		}
	case *js.FunctionDecl:
		if n.Export && n.Fn.Name != nil {
			w.add(n.Fn.Name.Name, nil)
		}
	case *js.ClassDecl:
		if n.Export && n.Class.Name != nil {
			w.add(n.Class.Name.Name, nil)
		}
	case *js.ExportDefault:
		v := f.value(n.X)
		if n.Equals {
			w.whole(n.X, v)
		} else {
			w.add("default", v)
		}
	case *js.ExprStmt:
		// TypeScript's `export = x` arrives as the assignment that it means.
		if a, ok := n.X.(*js.Assign); ok && n.Range().Len() == 0 {
			w.assignment(a)
		}
	}
}

// whole is module.exports = x, where x may be an object literal.
func (w *exportWriter) whole(x js.Node, v *Value) {
	o, ok := x.(*js.Object)
	if !ok {
		w.r.whole = exportable(v)
		return
	}
	w.r.commonJS = true
	for _, p := range o.Props {
		switch {
		case p.Kind == js.PropSpread:
			w.star(w.f.value(p.Value))
		case p.Kind == js.PropGetter && p.Name != "":
			w.add(p.Name, w.returned(p.Value))
		case p.Name != "":
			w.add(p.Name, w.f.value(p.Value))
		}
	}
}

func (w *exportWriter) assignment(n *js.Assign) {
	if n.Op != "=" {
		return
	}
	if w.isExports(n.X) { // module.exports = …
		if inner, ok := n.Y.(*js.Assign); ok { // module.exports = exports = …
			w.whole(inner.Y, w.f.value(inner.Y))
			return
		}
		w.whole(n.Y, w.f.value(n.Y))
		return
	}
	m, ok := n.X.(*js.Member)
	if !ok || !w.isExports(m.X) {
		return
	}
	y := n.Y
	for {
		a, ok := y.(*js.Assign)
		if !ok {
			break
		}
		y = a.Y
	}
	if isNullish(y) {
		return // exports.a = exports.b = void 0
	}
	w.r.commonJS = true
	w.add(m.Name, w.f.value(y))
}

// call reads what compilers write: a getter defined on exports, and helpers
// that copy a module onto it.
func (w *exportWriter) call(n *js.Call) {
	name := calleeName(n)
	switch {
	case name == "defineProperty" && len(n.Args) == 3 && w.isExports(n.Args[0]):
		o, ok := n.Args[2].(*js.Object)
		if !ok {
			return
		}
		key, ok := n.Args[1].(*js.String)
		if !ok {
			w.copied(o)
			return
		}
		if key.Value == "__esModule" {
			return
		}
		for _, p := range o.Props {
			switch p.Name {
			case "get":
				w.r.commonJS = true
				w.add(key.Value, w.returned(p.Value))
			case "value":
				w.r.commonJS = true
				w.add(key.Value, w.f.value(p.Value))
			}
		}
	case (name == "__exportStar" || name == "_exportStar" || name == "_export_star") && len(n.Args) == 2 && w.isExports(n.Args[1]):
		w.r.commonJS = true
		w.star(w.f.value(n.Args[0]))
	case name == "assign" && len(n.Args) > 1 && w.isExports(n.Args[0]):
		w.r.commonJS = true
		for _, a := range n.Args[1:] {
			w.star(w.f.value(a))
		}
	}
}

// copied reads a getter that passes on each key of a module in turn:
// Object.keys(m).forEach(key => Object.defineProperty(exports, key, { get: () => m[key] })).
func (w *exportWriter) copied(descriptor *js.Object) {
	for _, p := range descriptor.Props {
		fn, ok := p.Value.(*js.Function)
		if !ok || p.Name != "get" {
			continue
		}
		if r := returns(fn); len(r) == 1 {
			if x, ok := r[0].(*js.Index); ok {
				w.r.commonJS = true
				w.star(w.f.value(x.X))
			}
		}
	}
}

func (w *exportWriter) returned(fn js.Node) *Value {
	f, ok := fn.(*js.Function)
	if !ok {
		return nil
	}
	return w.f.returnValue(f)
}

// isExports reports whether n is `exports` or `module.exports`.
func (w *exportWriter) isExports(n js.Node) bool {
	switch n := n.(type) {
	case *js.Ident:
		return n.Name == "exports" && n.Sym.Kind == js.SymGlobal
	case *js.Member:
		x, ok := n.X.(*js.Ident)
		return ok && n.Name == "exports" && x.Name == "module" && x.Sym.Kind == js.SymGlobal
	}
	return false
}

// calleeName is the last name of what is called: f for f() and a.f().
func calleeName(n *js.Call) string {
	switch c := n.Callee.(type) {
	case *js.Ident:
		return c.Name
	case *js.Member:
		return c.Name
	}
	return ""
}
