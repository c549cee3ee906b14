package js

import (
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
