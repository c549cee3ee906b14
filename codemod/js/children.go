package js

// The children of each node, in source order. A nil interface is skipped; a
// typed nil never reaches visit.

func each(visit func(Node), nodes ...Node) {
	for _, n := range nodes {
		if n != nil {
			visit(n)
		}
	}
}

func eachOf[N interface {
	comparable
	Node
}](visit func(Node), nodes []N) {
	var none N
	for _, n := range nodes {
		if n != none {
			visit(n)
		}
	}
}

func one[T any, P interface {
	*T
	Node
}](visit func(Node), n P) {
	if n != nil {
		visit(n)
	}
}

func (n *Program) children(v func(Node))  { each(v, n.Body...) }
func (n *Ident) children(func(Node))      {}
func (n *Literal) children(func(Node))    {}
func (n *String) children(func(Node))     {}
func (n *Template) children(v func(Node)) { each(v, n.Tag); each(v, n.Exprs...) }
func (n *Member) children(v func(Node))   { each(v, n.X) }
func (n *Index) children(v func(Node))    { each(v, n.X, n.Arg) }
func (n *Call) children(v func(Node))     { each(v, n.Callee); each(v, n.Args...) }
func (n *New) children(v func(Node))      { each(v, n.Callee); each(v, n.Args...) }
func (n *ImportCall) children(v func(Node)) {
	each(v, n.Arg)
}
func (n *Array) children(v func(Node))  { each(v, n.Items...) }
func (n *Object) children(v func(Node)) { eachOf(v, n.Props) }
func (n *Property) children(v func(Node)) {
	each(v, n.Decorators...)
	if !n.Shorthand {
		each(v, n.Key)
	}
	each(v, n.Value, n.Default)
}
func (n *Spread) children(v func(Node)) { each(v, n.X) }
func (n *Function) children(v func(Node)) {
	one(v, n.Name)
	eachOf(v, n.Params)
	one(v, n.Body)
	each(v, n.Expr)
}
func (n *Param) children(v func(Node)) { each(v, n.Target, n.Default) }
func (n *Class) children(v func(Node)) {
	each(v, n.Decorators...)
	one(v, n.Name)
	each(v, n.Extends)
	eachOf(v, n.Members)
}
func (n *Unary) children(v func(Node))  { each(v, n.X) }
func (n *Binary) children(v func(Node)) { each(v, n.X, n.Y) }
func (n *Assign) children(v func(Node)) { each(v, n.X, n.Y) }
func (n *Cond) children(v func(Node))   { each(v, n.Test, n.Then, n.Else) }
func (n *Await) children(v func(Node))  { each(v, n.X) }
func (n *Yield) children(v func(Node))  { each(v, n.X) }
func (n *JSXElement) children(v func(Node)) {
	each(v, n.Tag)
	eachOf(v, n.Attrs)
	each(v, n.Children...)
}
func (n *JSXAttr) children(v func(Node))       { each(v, n.Value) }
func (n *JSXText) children(func(Node))         {}
func (n *ObjectPattern) children(v func(Node)) { eachOf(v, n.Props) }
func (n *ArrayPattern) children(v func(Node)) {
	for i, item := range n.Items {
		each(v, item, n.Defaults[i])
	}
}
func (n *Rest) children(v func(Node))       { each(v, n.Target) }
func (n *VarDecl) children(v func(Node))    { eachOf(v, n.Decls) }
func (n *Declarator) children(v func(Node)) { each(v, n.Target, n.Init) }
func (n *ExprStmt) children(v func(Node))   { each(v, n.X) }
func (n *Return) children(v func(Node))     { each(v, n.X) }
func (n *Throw) children(v func(Node))      { each(v, n.X) }
func (n *If) children(v func(Node))         { each(v, n.Test, n.Then, n.Else) }
func (n *For) children(v func(Node))        { each(v, n.Init, n.Test, n.Update, n.Body) }
func (n *ForIn) children(v func(Node))      { each(v, n.Init, n.X, n.Body) }
func (n *While) children(v func(Node)) {
	if n.Do {
		each(v, n.Body, n.Test)
		return
	}
	each(v, n.Test, n.Body)
}
func (n *Block) children(v func(Node)) { each(v, n.Body...) }
func (n *Try) children(v func(Node)) {
	one(v, n.Block)
	one(v, n.Param)
	one(v, n.Catch)
	one(v, n.Finally)
}
func (n *Switch) children(v func(Node))        { each(v, n.X); eachOf(v, n.Cases) }
func (n *Case) children(v func(Node))          { each(v, n.Test); each(v, n.Body...) }
func (n *Labeled) children(v func(Node))       { each(v, n.X, n.Body) }
func (n *FunctionDecl) children(v func(Node))  { one(v, n.Fn) }
func (n *ClassDecl) children(v func(Node))     { one(v, n.Class) }
func (n *Import) children(func(Node))          {}
func (n *Export) children(func(Node))          {}
func (n *ExportDefault) children(v func(Node)) { each(v, n.X) }
func (n *Namespace) children(v func(Node))     { one(v, n.Name); each(v, n.Body...) }
func (n *Enum) children(v func(Node))          { one(v, n.Name) }
func (n *Other) children(func(Node))           {}
