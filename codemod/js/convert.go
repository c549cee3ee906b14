package js

import (
	"slices"
	"strings"

	"github.com/ije/esbuild-internal/ast"
	"github.com/ije/esbuild-internal/helpers"
	"github.com/ije/esbuild-internal/js_ast"
	"github.com/ije/esbuild-internal/logger"
)

// converter turns the parser's tree into this package's. It notes where nodes
// begin and where the parser saw their closing brackets; package-local ranges
// are measured afterwards, on tokens (see place.go).
type converter struct {
	src     string
	tree    *js_ast.AST
	symbols ast.SymbolMap
	bySym   []*Symbol // by the parser's index
	order   []*Symbol
	regexes map[int]bool
	jsx     map[int]bool
	// clauses are the bindings of import clauses, by the local name's offset.
	clauses map[int]*Symbol
	// locals are the bindings that export lists name, by offset.
	locals map[int]*Symbol
	// members are the last names of enum members that the parser has replaced
	// by their values.
	members    map[Node]string
	hoisted    map[int]*Symbol // see File
	namespaces map[memberKey]*Symbol
}

func (c *converter) program() *Program {
	p := &Program{}
	for i := range c.tree.Parts {
		p.Body = append(p.Body, c.stmts(c.tree.Parts[i].Stmts)...)
	}
	inSourceOrder(p.Body) // enums come first and `export =` last
	return p
}

// directives are those of the file, which the parser keeps apart, each once and
// without its place: the strings before the first statement.
func (c *converter) directives(tokens []Token, body []Node) []Node {
	var out []Node
	for i := 0; tokens[i].Kind == TokString; i++ {
		if len(body) > 0 && tokens[i].Start >= body[0].base().pos {
			break
		}
		value := c.src[tokens[i].Start+1 : tokens[i].End-1]
		out = append(out, &ExprStmt{node: node{pos: tokens[i].Start}, X: c.str(logger.Loc{Start: int32(tokens[i].Start)}, value)})
		if c.src[tokens[i+1].Start:tokens[i+1].End] == ";" {
			i++
		}
	}
	return out
}

func (c *converter) symbol(ref ast.Ref, kind SymbolKind) *Symbol {
	if ref == ast.InvalidRef {
		return nil
	}
	ref = ast.FollowSymbols(c.symbols, ref)
	sym := c.bySym[ref.InnerIndex]
	if sym == nil {
		of := c.symbols.Get(ref)
		sym = &Symbol{Name: of.OriginalName}
		if of.Kind == ast.SymbolArguments {
			sym.Kind = SymOther
		}
		c.bySym[ref.InnerIndex] = sym
		c.order = append(c.order, sym)
	}
	if sym.Kind == SymGlobal {
		sym.Kind = kind
	}
	return sym
}

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

func at(loc logger.Loc) node { return node{pos: int(loc.Start)} }

func (c *converter) ident(ref ast.Ref, loc logger.Loc) *Ident {
	sym := c.symbol(ref, SymGlobal)
	id := &Ident{node: at(loc), Sym: sym, Name: sym.Name}
	return id
}

func (c *converter) binding(ref ast.Ref, loc logger.Loc, kind SymbolKind) *Ident {
	sym := c.symbol(ref, kind)
	return &Ident{node: at(loc), Sym: sym, Name: sym.Name, Binding: true}
}

func (c *converter) stmts(list []js_ast.Stmt) []Node {
	if len(list) == 0 {
		return nil
	}
	out := make([]Node, 0, len(list))
	for i := 0; i < len(list); i++ {
		if d, ok := list[i].Data.(*js_ast.SLocal); ok {
			if c.isLoweredFunction(d, list[i].Loc) {
				out = append(out, c.loweredFunctions(d)...)
				continue
			}
			if n, used := c.loweredDeclaration(d, list[i:]); n != nil {
				out = append(out, n)
				i += used - 1
				continue
			}
		}
		n := c.stmt(list[i])
		if n == nil {
			continue
		}
		if d, ok := n.(*VarDecl); ok && len(out) > 0 {
			// The variables that one statement of a namespace exports come apart.
			if before, ok := out[len(out)-1].(*VarDecl); ok && before.pos == d.pos {
				before.Decls = append(before.Decls, d.Decls...)
				continue
			}
		}
		out = append(out, n)
	}
	inSourceOrder(out) // functions of sloppy blocks come first
	return out
}

// inSourceOrder undoes what the parser moves to the front or to the end.
func inSourceOrder(list []Node) {
	byPos := func(a, b Node) int { return a.base().pos - b.base().pos }
	if !slices.IsSortedFunc(list, byPos) {
		slices.SortStableFunc(list, byPos)
	}
}

func (c *converter) block(b js_ast.SBlock, loc logger.Loc) *Block {
	n := &Block{node: at(loc), Body: c.stmts(b.Stmts)}
	n.close = int(b.CloseBraceLoc.Start)
	return n
}

func (c *converter) stmt(s js_ast.Stmt) Node {
	switch d := s.Data.(type) {
	case *js_ast.SBlock:
		return c.block(*d, s.Loc)
	case *js_ast.SExpr:
		if body, ok := loweredNamespace(d.Value, s.Loc); ok {
			if c.isEnum(s.Loc) {
				return &Enum{node: at(s.Loc)}
			}
			return &Namespace{node: at(s.Loc), Body: c.stmts(body)}
		}
		if n := c.namespaceVar(d.Value, s.Loc); n != nil {
			return n
		}
		if e, ok := d.Value.Data.(*js_ast.EBinary); ok && e.Op == js_ast.BinOpAssign {
			switch d, ok := e.Left.Data.(*js_ast.EDot); {
			case ok && d.NameLoc == e.Right.Loc:
				return nil // hands a function or class of a namespace to the namespace
			case ok && d.NameLoc == d.Target.Loc && d.NameLoc == s.Loc && strings.HasPrefix(c.src[s.Loc.Start:], "export"):
				return &ExportDefault{node: at(s.Loc), X: c.expr(e.Right), Equals: true}
			}
		}
		return &ExprStmt{node: at(s.Loc), X: c.expr(d.Value)}
	case *js_ast.SLocal:
		return c.local(d, s.Loc)
	case *js_ast.SFunction:
		return &FunctionDecl{node: at(s.Loc), Fn: c.function(&d.Fn, s.Loc, SymFunction), Export: d.IsExport}
	case *js_ast.SClass:
		return &ClassDecl{node: at(s.Loc), Class: c.class(&d.Class, s.Loc), Export: d.IsExport}
	case *js_ast.SReturn:
		return &Return{node: at(s.Loc), X: c.expr(d.ValueOrNil)}
	case *js_ast.SThrow:
		return &Throw{node: at(s.Loc), X: c.expr(d.Value)}
	case *js_ast.SIf:
		n := &If{node: at(s.Loc), Test: c.expr(d.Test), Then: c.body(d.Yes)}
		if d.NoOrNil.Data != nil {
			n.Else = c.body(d.NoOrNil)
		}
		return n
	case *js_ast.SFor:
		n := &For{node: at(s.Loc), Test: c.expr(d.TestOrNil), Update: c.expr(d.UpdateOrNil), Body: c.body(d.Body)}
		if d.InitOrNil.Data != nil {
			n.Init = c.forInit(d.InitOrNil)
		}
		return n
	case *js_ast.SForIn:
		return &ForIn{node: at(s.Loc), Init: c.forInit(d.Init), X: c.expr(d.Value), Body: c.body(d.Body)}
	case *js_ast.SForOf:
		return &ForIn{node: at(s.Loc), Of: true, Init: c.forInit(d.Init), X: c.expr(d.Value), Body: c.body(d.Body)}
	case *js_ast.SWhile:
		return &While{node: at(s.Loc), Test: c.expr(d.Test), Body: c.body(d.Body)}
	case *js_ast.SDoWhile:
		return &While{node: at(s.Loc), Do: true, Test: c.expr(d.Test), Body: c.body(d.Body)}
	case *js_ast.STry:
		n := &Try{node: at(s.Loc), Block: c.block(d.Block, d.BlockLoc)}
		if d.Catch != nil {
			if d.Catch.BindingOrNil.Data != nil {
				n.Param = &Param{node: at(d.Catch.BindingOrNil.Loc), Target: c.pattern(d.Catch.BindingOrNil, SymCatch)}
			}
			n.Catch = c.block(d.Catch.Block, d.Catch.BlockLoc)
		}
		if d.Finally != nil {
			// The location is that of the keyword; the brace follows it.
			n.Finally = c.block(d.Finally.Block, logger.Loc{Start: int32(c.braceAfter(int(d.Finally.Loc.Start)))})
		}
		return n
	case *js_ast.SSwitch:
		n := &Switch{node: at(s.Loc), X: c.expr(d.Test)}
		for _, k := range d.Cases {
			n.Cases = append(n.Cases, &Case{node: at(k.Loc), Test: c.expr(k.ValueOrNil), Body: c.stmts(k.Body)})
		}
		n.close = int(d.CloseBraceLoc.Start)
		return n
	case *js_ast.SLabel:
		return &Labeled{node: at(s.Loc), Body: c.body(d.Stmt)}
	case *js_ast.SWith:
		return &Labeled{node: at(s.Loc), X: c.expr(d.Value), Body: c.body(d.Body)}
	case *js_ast.SImport:
		if d.DefaultName != nil {
			c.clauses[int(d.DefaultName.Loc.Start)] = c.symbol(d.DefaultName.Ref, SymImport)
		}
		if d.Items != nil {
			for _, item := range *d.Items {
				c.clauses[int(item.Name.Loc.Start)] = c.symbol(item.Name.Ref, SymImport)
			}
		}
		if d.StarNameLoc != nil {
			c.clauses[int(d.StarNameLoc.Start)] = c.symbol(d.NamespaceRef, SymImport)
		}
		return &Import{node: at(s.Loc)}
	case *js_ast.SExportClause:
		for _, item := range d.Items {
			c.locals[int(item.Name.Loc.Start)] = c.symbol(item.Name.Ref, SymGlobal)
		}
		return &Export{node: at(s.Loc)}
	case *js_ast.SExportFrom, *js_ast.SExportStar:
		return &Export{node: at(s.Loc)}
	case *js_ast.SExportDefault:
		n := &ExportDefault{node: at(s.Loc)}
		if e, ok := d.Value.Data.(*js_ast.SExpr); ok {
			n.X = c.expr(e.Value)
		} else {
			n.X = c.stmt(d.Value)
		}
		return n
	case *js_ast.SDirective:
		return &ExprStmt{node: at(s.Loc), X: c.str(s.Loc, helpers.UTF16ToString(d.Value))}
	case *js_ast.SComment, *js_ast.STypeScript, nil:
		return nil
	}
	return &Other{node: at(s.Loc)}
}

// body is a statement in a position where the grammar wants exactly one.
func (c *converter) body(s js_ast.Stmt) Node {
	if b, ok := s.Data.(*js_ast.SBlock); ok && !strings.HasPrefix(c.src[s.Loc.Start:], "{") {
		// The parser puts the function of `if (a) function f() {}` in a block.
		if list := c.stmts(b.Stmts); len(list) == 1 {
			return list[0]
		}
	}
	if n := c.stmt(s); n != nil {
		return n
	}
	return &Other{node: at(s.Loc)}
}

func (c *converter) forInit(s js_ast.Stmt) Node {
	if e, ok := s.Data.(*js_ast.SExpr); ok {
		return c.expr(e.Value)
	}
	return c.stmt(s)
}

func (c *converter) local(d *js_ast.SLocal, loc logger.Loc) Node {
	n := &VarDecl{node: at(loc), Export: d.IsExport}
	kind := SymVar
	switch d.Kind {
	case js_ast.LocalVar:
		n.Keyword = "var"
	case js_ast.LocalLet:
		n.Keyword, kind = "let", SymLet
	case js_ast.LocalConst:
		n.Keyword, kind = "const", SymConst
	default:
		n.Keyword, kind = "using", SymConst
	}
	if d.WasTSImportEquals {
		n.Keyword = "import"
	}
	for _, decl := range d.Decls {
		target := c.pattern(decl.Binding, kind)
		if target == nil {
			continue
		}
		n.Decls = append(n.Decls, &Declarator{node: at(decl.Binding.Loc), Target: target, Init: c.expr(decl.ValueOrNil)})
	}
	return n
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

// braceAfter is the offset of the first "{" after a keyword, past comments.
func (c *converter) braceAfter(pos int) int {
	s := scanner{src: c.src, pos: pos}
	s.identifier(false)
	s.skipSpace()
	return s.pos
}

func (c *converter) pattern(b js_ast.Binding, kind SymbolKind) Node {
	switch d := b.Data.(type) {
	case *js_ast.BIdentifier:
		return c.binding(d.Ref, b.Loc, kind)
	case *js_ast.BArray:
		n := &ArrayPattern{node: at(b.Loc)}
		for i, item := range d.Items {
			target := c.pattern(item.Binding, kind)
			if target != nil && d.HasSpread && i == len(d.Items)-1 {
				target = &Rest{node: at(item.Loc), Target: target}
			}
			n.Items = append(n.Items, target)
			n.Defaults = append(n.Defaults, c.expr(item.DefaultValueOrNil))
		}
		n.close = int(d.CloseBracketLoc.Start)
		return n
	case *js_ast.BObject:
		n := &ObjectPattern{node: at(b.Loc), Props: make([]*Property, 0, len(d.Properties))}
		for _, prop := range d.Properties {
			p := &Property{node: at(prop.Loc), Computed: prop.IsComputed}
			if prop.IsSpread {
				p.Kind = PropSpread
			} else {
				c.key(p, prop.Key, prop.IsComputed, prop.CloseBracketLoc)
				p.Shorthand = !prop.IsComputed && prop.Key.Loc == prop.Value.Loc
			}
			p.Value = c.pattern(prop.Value, kind)
			p.Default = c.expr(prop.DefaultValueOrNil)
			n.Props = append(n.Props, p)
		}
		n.close = int(d.CloseBraceLoc.Start)
		return n
	}
	return nil
}

func (c *converter) key(p *Property, key js_ast.Expr, computed bool, closeBracket logger.Loc) {
	p.Key = c.expr(key)
	p.Computed = computed
	p.KeyPos.Start = int(key.Loc.Start)
	switch k := p.Key.(type) {
	case *String:
		p.Name = k.Value
		if !computed && (k.Quote == 0 || k.pos >= len(c.src) || c.src[k.pos] != k.Quote) {
			k.Quote = 0
		}
	case *Literal:
		if id, ok := key.Data.(*js_ast.EPrivateIdentifier); ok {
			p.Name = c.symbols.Get(id.Ref).OriginalName
		}
	}
	if computed {
		p.close = int(closeBracket.Start)
	}
}

func (c *converter) params(args []js_ast.Arg, rest bool) []*Param {
	if len(args) == 0 {
		return nil
	}
	out := make([]*Param, 0, len(args))
	for i, a := range args {
		target := c.pattern(a.Binding, SymParam)
		if target == nil {
			continue
		}
		out = append(out, &Param{
			node: at(a.Binding.Loc), Target: target, Default: c.expr(a.DefaultOrNil),
			Rest: rest && i == len(args)-1,
		})
	}
	return out
}

func (c *converter) decorators(list []js_ast.Decorator) []Node {
	var out []Node
	for _, d := range list {
		out = append(out, c.expr(d.Value))
	}
	return out
}

func (c *converter) function(fn *js_ast.Fn, loc logger.Loc, nameKind SymbolKind) *Function {
	n := &Function{node: at(loc), Async: fn.IsAsync, Generator: fn.IsGenerator}
	if fn.Name != nil {
		n.Name = c.binding(fn.Name.Ref, fn.Name.Loc, nameKind)
	}
	n.Params = c.params(fn.Args, fn.HasRestArg)
	n.Body = c.block(withoutFieldStores(fn), fn.Body.Loc)
	return n
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

func (c *converter) class(d *js_ast.Class, loc logger.Loc) *Class {
	n := &Class{node: at(d.ClassKeyword.Loc)}
	if d.ClassKeyword.Len == 0 {
		n.pos = int(loc.Start)
	}
	if d.Name != nil {
		n.Name = c.binding(d.Name.Ref, d.Name.Loc, SymClass)
	}
	n.Decorators = c.decorators(d.Decorators)
	n.Extends = c.expr(d.ExtendsOrNil)
	for i := range d.Properties {
		p := &d.Properties[i]
		if p.Kind == js_ast.PropertyDeclareOrAbstract {
			continue
		}
		if p.ClassStaticBlock != nil {
			m := &Property{node: at(p.Loc), Kind: PropStaticBlock}
			m.Value = c.block(p.ClassStaticBlock.Block, p.ClassStaticBlock.Loc)
			n.Members = append(n.Members, m)
			continue
		}
		n.Members = append(n.Members, c.property(p))
	}
	n.close = int(d.CloseBraceLoc.Start)
	return n
}

func (c *converter) property(p *js_ast.Property) *Property {
	n := &Property{node: at(p.Loc), Decorators: c.decorators(p.Decorators)}
	switch p.Kind {
	case js_ast.PropertySpread:
		n.Kind = PropSpread
		n.Value = c.expr(p.ValueOrNil)
		return n
	case js_ast.PropertyMethod:
		n.Kind = PropMethod
	case js_ast.PropertyGetter:
		n.Kind = PropGetter
	case js_ast.PropertySetter:
		n.Kind = PropSetter
	}
	c.key(n, p.Key, p.Flags.Has(js_ast.PropertyIsComputed), p.CloseBracketLoc)
	n.Shorthand = p.Flags.Has(js_ast.PropertyWasShorthand)
	n.Value = c.expr(p.ValueOrNil)
	if fn, ok := n.Value.(*Function); ok && n.Kind != PropField {
		fn.Method = true
	}
	if p.InitializerOrNil.Data != nil {
		if n.Value == nil {
			n.Value = c.expr(p.InitializerOrNil) // a class field
		} else {
			n.Default = c.expr(p.InitializerOrNil)
		}
	}
	return n
}

func (c *converter) exprs(list []js_ast.Expr) []Node {
	out := make([]Node, 0, len(list))
	for _, e := range list {
		if _, hole := e.Data.(*js_ast.EMissing); hole {
			out = append(out, nil)
			continue
		}
		out = append(out, c.expr(e))
	}
	return out
}

func lit(loc logger.Loc, kind LiteralKind) *Literal { return &Literal{node: at(loc), Kind: kind} }

func (c *converter) str(loc logger.Loc, value string) *String {
	n := &String{node: at(loc), Value: value}
	if n.pos < len(c.src) && strings.IndexByte("'\"`", c.src[n.pos]) >= 0 {
		n.Quote = c.src[n.pos]
	}
	return n
}

// expr converts an expression; nil for none.
func (c *converter) expr(e js_ast.Expr) Node {
	switch d := e.Data.(type) {
	case nil:
		return nil
	case *js_ast.EIdentifier:
		return c.ident(d.Ref, e.Loc)
	case *js_ast.EImportIdentifier:
		return c.ident(d.Ref, e.Loc)
	case *js_ast.EString:
		return c.str(e.Loc, helpers.UTF16ToString(d.Value))
	case *js_ast.ENumber:
		return lit(e.Loc, LitNumber)
	case *js_ast.EBigInt:
		return lit(e.Loc, LitBigInt)
	case *js_ast.EBoolean:
		return &Literal{node: at(e.Loc), Kind: LitBool, Bool: d.Value}
	case *js_ast.ENull:
		return lit(e.Loc, LitNull)
	case *js_ast.EUndefined:
		return lit(e.Loc, LitUndefined)
	case *js_ast.EThis:
		return lit(e.Loc, LitThis)
	case *js_ast.ESuper:
		return lit(e.Loc, LitSuper)
	case *js_ast.ERegExp:
		c.regexes[int(e.Loc.Start)] = true
		return lit(e.Loc, LitRegExp)
	case *js_ast.EArray:
		n := &Array{node: at(e.Loc), Items: c.exprs(d.Items)}
		n.close = int(d.CloseBracketLoc.Start)
		return n
	case *js_ast.EObject:
		n := &Object{node: at(e.Loc), Props: make([]*Property, 0, len(d.Properties))}
		for i := range d.Properties {
			n.Props = append(n.Props, c.property(&d.Properties[i]))
		}
		n.close = int(d.CloseBraceLoc.Start)
		return n
	case *js_ast.ESpread:
		return &Spread{node: at(e.Loc), X: c.expr(d.Value)}
	case *js_ast.EDot:
		if id := c.namespaceMember(d, e.Loc); id != nil {
			return id
		}
		return &Member{
			node: at(e.Loc), X: c.expr(d.Target), Name: d.Name,
			NamePos: Range{Start: int(d.NameLoc.Start)}, Optional: d.OptionalChain == js_ast.OptionalChainStart,
		}
	case *js_ast.EIndex:
		if id, ok := d.Index.Data.(*js_ast.EPrivateIdentifier); ok { // a.#b
			return &Member{
				node: at(e.Loc), X: c.expr(d.Target), Name: c.symbols.Get(id.Ref).OriginalName,
				NamePos: Range{Start: int(d.Index.Loc.Start)}, Optional: d.OptionalChain == js_ast.OptionalChainStart,
			}
		}
		n := &Index{node: at(e.Loc), X: c.expr(d.Target), Arg: c.expr(d.Index), Optional: d.OptionalChain == js_ast.OptionalChainStart}
		n.close = int(d.CloseBracketLoc.Start)
		return n
	case *js_ast.ECall:
		if id, ok := d.Target.Data.(*js_ast.EIdentifier); ok && d.CloseParenLoc.Start == 0 && c.symbols.Get(id.Ref).OriginalName == "__earlyAccess" {
			return lit(e.Loc, LitOther) // a class whose own head uses its name: a sure error
		}
		n := &Call{node: at(e.Loc), Callee: c.expr(d.Target), Args: c.exprs(d.Args), Optional: d.OptionalChain == js_ast.OptionalChainStart}
		n.close = int(d.CloseParenLoc.Start)
		return n
	case *js_ast.ENew:
		n := &New{node: at(e.Loc), Callee: c.expr(d.Target), Args: c.exprs(d.Args)}
		n.close = int(d.CloseParenLoc.Start)
		return n
	case *js_ast.EArrow:
		n := &Function{node: at(e.Loc), Arrow: true, Async: d.IsAsync, Params: c.params(d.Args, d.HasRestArg)}
		if d.PreferExpr && len(d.Body.Block.Stmts) == 1 {
			if ret, ok := d.Body.Block.Stmts[0].Data.(*js_ast.SReturn); ok && ret.ValueOrNil.Data != nil {
				n.Expr = c.expr(ret.ValueOrNil)
				return n
			}
		}
		n.Body = c.block(d.Body.Block, d.Body.Loc)
		return n
	case *js_ast.EFunction:
		return c.function(&d.Fn, e.Loc, SymFunction)
	case *js_ast.EClass:
		return c.class(&d.Class, e.Loc)
	case *js_ast.EUnary:
		entry := js_ast.OpTable[d.Op]
		return &Unary{node: at(e.Loc), Op: entry.Text, X: c.expr(d.Value), Postfix: d.Op == js_ast.UnOpPostDec || d.Op == js_ast.UnOpPostInc}
	case *js_ast.EBinary:
		return c.binary(d, e.Loc)
	case *js_ast.EIf:
		if n := c.transposedImport(e); n != nil {
			return n
		}
		return &Cond{node: at(e.Loc), Test: c.expr(d.Test), Then: c.expr(d.Yes), Else: c.expr(d.No)}
	case *js_ast.EAwait:
		return &Await{node: at(e.Loc), X: c.expr(d.Value)}
	case *js_ast.EYield:
		return &Yield{node: at(e.Loc), X: c.expr(d.ValueOrNil)}
	case *js_ast.ETemplate:
		n := &Template{node: at(e.Loc), Tag: c.expr(d.TagOrNil)}
		for _, part := range d.Parts {
			n.Exprs = append(n.Exprs, c.expr(part.Value))
		}
		n.close = int(d.HeadLoc.Start)
		return n
	case *js_ast.EJSXElement:
		return c.element(d, e.Loc)
	case *js_ast.EJSXText:
		return &JSXText{node: at(e.Loc)}
	case *js_ast.EImportString:
		rec := &c.tree.ImportRecords[d.ImportRecordIndex]
		n := &ImportCall{node: at(e.Loc), Arg: c.str(rec.Range.Loc, rec.Path.Text)}
		n.close = int(d.CloseParenLoc.Start)
		return n
	case *js_ast.EImportCall:
		n := &ImportCall{node: at(e.Loc), Arg: c.expr(d.Expr)}
		n.close = int(d.CloseParenLoc.Start)
		return n
	case *js_ast.EAnnotation:
		return c.expr(d.Value)
	case *js_ast.EInlinedEnum:
		n := lit(e.Loc, LitOther)
		c.members[n] = d.Comment
		return n
	}
	return lit(e.Loc, LitOther)
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

func (c *converter) binary(d *js_ast.EBinary, loc logger.Loc) Node {
	op := js_ast.OpTable[d.Op].Text
	x, y := c.expr(d.Left), c.expr(d.Right)
	if d.Op.BinaryAssignTarget() != js_ast.AssignTargetNone {
		return &Assign{node: at(loc), Op: op, X: x, Y: y}
	}
	return &Binary{node: at(loc), Op: op, X: x, Y: y}
}

func (c *converter) element(d *js_ast.EJSXElement, loc logger.Loc) Node {
	c.jsx[int(loc.Start)] = true
	n := &JSXElement{node: at(loc)}
	n.Tag = c.expr(d.TagOrNil)
	n.Attrs = make([]*JSXAttr, 0, len(d.Properties))
	n.Children = make([]Node, 0, len(d.NullableChildren))
	for i := range d.Properties {
		p := &d.Properties[i]
		a := &JSXAttr{node: at(p.Loc)}
		if p.Kind == js_ast.PropertySpread {
			a.Spread = true
			a.Value = c.expr(p.ValueOrNil)
		} else {
			if key, ok := p.Key.Data.(*js_ast.EString); ok {
				a.Name = helpers.UTF16ToString(key.Value)
			}
			a.NamePos = Range{int(p.Key.Loc.Start), int(p.Key.Loc.Start) + len(a.Name)}
			switch v := p.ValueOrNil.Data.(type) {
			case *js_ast.EJSXText: // an attribute's text, quotes included
				s := c.str(p.ValueOrNil.Loc, "")
				if len(v.Raw) >= 2 {
					s.Value = v.Raw[1 : len(v.Raw)-1]
				}
				a.Value = s
			default:
				// A bare attribute and one whose value is an element without
				// braces carry the same flag.
				if _, bare := v.(*js_ast.EBoolean); !bare || !p.Flags.Has(js_ast.PropertyWasShorthand) {
					a.Value = c.expr(p.ValueOrNil)
				}
			}
		}
		n.Attrs = append(n.Attrs, a)
	}
	for _, child := range d.NullableChildren {
		if child.Data == nil {
			continue
		}
		if _, empty := child.Data.(*js_ast.EMissing); empty {
			continue
		}
		n.Children = append(n.Children, c.expr(child))
	}
	return n
}
