package js

import (
	"slices"
	"strings"

	"github.com/ije/esbuild-internal/ast"
	"github.com/ije/esbuild-internal/js_ast"
	"github.com/ije/esbuild-internal/logger"
)

// The parser rewrites some of what it reads: functions in blocks of sloppy
// code, enums, namespaces, the parameters that are fields, import(a ? b : c).
// Here the rewriting is recognised, by code at positions where the text has
// none, and undone.

// namespaceMember is the variable that a TypeScript namespace exports, which
// the parser makes a property of the namespace; nil for any other property.
func (c *converter) namespaceMember(d *js_ast.EDot, loc logger.Loc) *Ident {
	ns, ok := d.Target.Data.(*js_ast.EIdentifier)
	if !ok || d.Target.Loc != d.NameLoc {
		return nil
	}
	key := memberKey{ns.Ref, d.Name}
	sym := c.namespaces[key]
	if sym == nil {
		sym = &Symbol{Name: d.Name, Kind: SymOther}
		if c.namespaces == nil {
			c.namespaces = map[memberKey]*Symbol{}
		}
		c.namespaces[key] = sym
		c.order = append(c.order, sym)
	}
	return &Ident{node: at(loc), Sym: sym, Name: d.Name}
}

type memberKey struct {
	namespace ast.Ref
	name      string
}

// namespaceVar undoes what the parser makes of a namespace's `export const a =
// 1`: an assignment to a property, at the keyword. nil for anything else.
func (c *converter) namespaceVar(e js_ast.Expr, loc logger.Loc) Node {
	a, ok := e.Data.(*js_ast.EBinary)
	if !ok || a.Op != js_ast.BinOpAssign || a.Left.Loc == loc {
		return nil
	}
	n := &VarDecl{node: at(loc), Export: true}
	s := scanner{src: c.src, pos: int(loc.Start)}
	s.identifier(false)
	kind := SymVar
	switch n.Keyword = c.src[loc.Start:s.pos]; n.Keyword {
	case "const":
		kind = SymConst
	case "let":
		kind = SymLet
	case "var":
	default:
		return nil
	}
	d, ok := a.Left.Data.(*js_ast.EDot)
	if !ok {
		return &Other{node: at(loc)} // a pattern, taken apart
	}
	if d.NameLoc == a.Right.Loc {
		return nil
	}
	if id := c.namespaceMember(d, a.Left.Loc); id != nil {
		id.Binding, id.Sym.Kind = true, kind
		n.Decls = []*Declarator{{node: at(a.Left.Loc), Target: id, Init: c.expr(a.Right)}}
	}
	return n
}

// inSourceOrder undoes what the parser moves to the front or to the end.
func inSourceOrder(list []Node) {
	byPos := func(a, b Node) int { return a.base().pos - b.base().pos }
	if !slices.IsSortedFunc(list, byPos) {
		slices.SortStableFunc(list, byPos)
	}
}

// isLoweredFunction reports whether a declaration stands where the text has a
// function: what the parser makes of functions declared in blocks of sloppy
// code is a `let` with the functions, then a `var` with the `let`.
func (c *converter) isLoweredFunction(d *js_ast.SLocal, loc logger.Loc) bool {
	if loc.Start < 0 || int(loc.Start) > len(c.src) {
		return false
	}
	rest := c.src[loc.Start:]
	if len(d.Decls) > 0 && d.Decls[0].Binding.Loc == loc {
		return true // the `var`: a written one has its keyword before the name
	}
	return strings.HasPrefix(rest, "function") || strings.HasPrefix(rest, "async")
}

func (c *converter) loweredFunctions(d *js_ast.SLocal) []Node {
	var out []Node
	for _, decl := range d.Decls {
		id, named := decl.Binding.Data.(*js_ast.BIdentifier)
		if !named {
			continue
		}
		fn, ok := decl.ValueOrNil.Data.(*js_ast.EFunction)
		if !ok { // the `var`
			if c.hoisted == nil {
				c.hoisted = map[int]*Symbol{}
			}
			c.hoisted[int(decl.Binding.Loc.Start)] = c.symbol(id.Ref, SymVar)
			continue
		}
		n := c.function(&fn.Fn, decl.ValueOrNil.Loc, SymFunction)
		if n.Name == nil {
			n.Name = c.binding(id.Ref, decl.Binding.Loc, SymFunction)
		}
		out = append(out, &FunctionDecl{node: at(decl.ValueOrNil.Loc), Fn: n})
	}
	return out
}

// loweredDeclaration recognises what the parser makes of an enum or of a
// namespace: a variable at the keyword, for the first of a name, and code at
// positions where the text has none. list begins with d's statement; used is
// how many statements of it the declaration has become.
func (c *converter) loweredDeclaration(d *js_ast.SLocal, list []js_ast.Stmt) (n Node, used int) {
	loc := list[0].Loc
	if len(d.Decls) != 1 || d.WasTSImportEquals {
		return nil, 0
	}
	b, ok := d.Decls[0].Binding.Data.(*js_ast.BIdentifier)
	if !ok {
		return nil, 0
	}
	name := func() *Ident { return c.binding(b.Ref, d.Decls[0].Binding.Loc, SymOther) }
	if call, ok := d.Decls[0].ValueOrNil.Data.(*js_ast.ECall); ok {
		if d.Decls[0].ValueOrNil.Loc == loc && call.Target.Loc == loc && isClosureAt(call.Target, loc) {
			return &Enum{node: at(loc), Name: name(), Export: d.IsExport}, 1
		}
		return nil, 0
	}
	if len(list) == 1 || list[1].Loc != loc {
		return nil, 0
	}
	e, ok := list[1].Data.(*js_ast.SExpr)
	if !ok {
		return nil, 0
	}
	body, ok := loweredNamespace(e.Value, loc)
	if !ok {
		return nil, 0
	}
	if c.isEnum(loc) { // of a namespace
		return &Enum{node: at(loc), Name: name(), Export: d.IsExport}, 2
	}
	return &Namespace{node: at(loc), Name: name(), Body: c.stmts(body), Export: d.IsExport}, 2
}

// isEnum reports whether an enum's text begins at loc.
func (c *converter) isEnum(loc logger.Loc) bool {
	s := scanner{src: c.src, pos: int(loc.Start)}
	for range 4 { // export declare const enum
		s.skipSpace()
		start := s.pos
		s.identifier(false)
		switch c.src[start:s.pos] {
		case "enum":
			return true
		case "export", "declare", "const":
		default:
			return false
		}
	}
	return false
}

// loweredNamespace recognises the immediately called closure that the parser
// makes of `namespace N { … }` and returns the statements of its body.
func loweredNamespace(e js_ast.Expr, stmt logger.Loc) ([]js_ast.Stmt, bool) {
	call, ok := e.Data.(*js_ast.ECall)
	if !ok || call.CloseParenLoc.Start != 0 || e.Loc != stmt || !isClosureAt(call.Target, stmt) {
		return nil, false
	}
	switch fn := call.Target.Data.(type) {
	case *js_ast.EArrow:
		return fn.Body.Block.Stmts, true
	case *js_ast.EFunction:
		return fn.Fn.Body.Block.Stmts, true
	}
	return nil, false
}

func isClosureAt(e js_ast.Expr, loc logger.Loc) bool {
	switch fn := e.Data.(type) {
	case *js_ast.EArrow:
		return fn.Body.Loc == loc && len(fn.Args) == 1
	case *js_ast.EFunction:
		return fn.Fn.Body.Loc == loc && len(fn.Fn.Args) == 1
	}
	return false
}

// withoutFieldStores drops what the parser adds to a constructor for its
// `private x` parameters: `this.x = x` at the parameter's own position.
func withoutFieldStores(fn *js_ast.Fn) js_ast.SBlock {
	body := fn.Body.Block
	for _, a := range fn.Args {
		if !a.IsTypeScriptCtorField {
			continue
		}
		for i, s := range body.Stmts {
			if s.Loc == a.Binding.Loc {
				body.Stmts = slices.Delete(slices.Clone(body.Stmts), i, i+1)
				break
			}
		}
	}
	return body
}

// transposedImport undoes what the parser makes of import(a ? "b" : "c"): two
// imports in a conditional that stands, in the text, within their parentheses.
func (c *converter) transposedImport(e js_ast.Expr) Node {
	arg, loc, closing, ok := c.importArg(e)
	if !ok || loc.Start >= e.Loc.Start {
		return nil
	}
	n := &ImportCall{node: at(loc), Arg: arg}
	n.close = int(closing.Start)
	return n
}

// importArg is the argument that the imports of all branches stem from.
func (c *converter) importArg(e js_ast.Expr) (arg Node, loc, closing logger.Loc, ok bool) {
	switch d := e.Data.(type) {
	case *js_ast.EImportString:
		rec := &c.tree.ImportRecords[d.ImportRecordIndex]
		return c.str(rec.Range.Loc, rec.Path.Text), e.Loc, d.CloseParenLoc, true
	case *js_ast.EImportCall:
		return c.expr(d.Expr), e.Loc, d.CloseParenLoc, true
	case *js_ast.EIf:
		if !isTransposed(d.Yes, e.Loc) || !isTransposed(d.No, e.Loc) {
			return nil, loc, closing, false
		}
		n := &Cond{node: at(e.Loc), Test: c.expr(d.Test)}
		n.Then, loc, closing, _ = c.importArg(d.Yes)
		n.Else, _, _, _ = c.importArg(d.No)
		return n, loc, closing, true
	}
	return nil, loc, closing, false
}

// isTransposed reports whether all branches are imports that begin, in the
// text, before the conditional at loc.
func isTransposed(e js_ast.Expr, loc logger.Loc) bool {
	switch d := e.Data.(type) {
	case *js_ast.EImportString, *js_ast.EImportCall:
		return e.Loc.Start < loc.Start
	case *js_ast.EIf:
		return isTransposed(d.Yes, loc) && isTransposed(d.No, loc)
	}
	return false
}
