package js

// Range is a half-open interval [Start, End) of byte offsets in a file's text.
type Range struct{ Start, End int }

// Len is the number of bytes in the range.
func (r Range) Len() int { return r.End - r.Start }

// Contains reports whether offset lies within the range.
func (r Range) Contains(offset int) bool { return r.Start <= offset && offset < r.End }

// Covers reports whether the whole of inner lies within the range.
func (r Range) Covers(inner Range) bool { return r.Start <= inner.Start && inner.End <= r.End }

// Node is one node of the tree. Use a type switch on the concrete pointers
// (*Ident, *Call, …) to look inside.
type Node interface {
	// Range is the node's own text, from its first token to its last,
	// without parentheses or casts written round it.
	Range() Range
	// Outer is Range widened by the parentheses, `as` and `satisfies` casts,
	// angle-bracket casts and `!` written directly round the node. It equals
	// Range where there are none.
	Outer() Range
	// Parent is the enclosing node; nil for the Program.
	Parent() Node

	base() *node
	// children calls visit for each direct child, in source order.
	children(visit func(Node))
}

type node struct {
	span, outer Range
	parent      Node
	first, last int // token indexes of span
	pos         int // where the parser says that the node begins
	close       int // where it saw the closing bracket; of a template, the head
	synthetic   bool
}

func (n *node) Range() Range { return n.span }
func (n *node) Outer() Range { return n.outer }
func (n *node) Parent() Node { return n.parent }
func (n *node) base() *node  { return n }

// Program is the root.
type Program struct {
	node
	Body []Node
}

// Ident is an identifier that stands for a value: a reference, a binding
// occurrence, or a JSX tag name that names a component.
type Ident struct {
	node
	Name string
	// Sym is what the name resolves to by scope; never nil. Unbound names
	// share one symbol of kind SymGlobal each.
	Sym *Symbol
	// Binding is true where the identifier introduces the name.
	Binding bool
}

// LiteralKind tells the literals apart that need no node of their own.
type LiteralKind uint8

// The literals.
const (
	LitOther LiteralKind = iota // this, super, new.target, import.meta and anything without a use here
	LitNumber
	LitBigInt
	LitBool
	LitNull
	LitUndefined // the parser's own folding of `undefined`
	LitRegExp
	LitThis
	LitSuper
)

// Literal is a constant or keyword expression other than a string.
type Literal struct {
	node
	Kind LiteralKind
	Bool bool // the value, for LitBool
}

// String is a string literal, or a template literal without substitutions.
type String struct {
	node
	Value string
	// Quote is the opening quote: ' " or `; 0 for a JSX attribute's text
	// that was written without one and for property names.
	Quote byte
}

// Template is a template literal with substitutions, or any tagged template.
type Template struct {
	node
	Tag   Node   // nil when untagged
	Exprs []Node // the substitutions
}

// Member is a property access by name: X.Name, X?.Name.
type Member struct {
	node
	X        Node
	Name     string
	NamePos  Range // of Name in the text
	Optional bool  // written ?.
}

// Index is a computed access: X[Arg], X?.[Arg].
type Index struct {
	node
	X, Arg   Node
	Optional bool
}

// Call is a call: Callee(Args…), Callee?.(Args…).
type Call struct {
	node
	Callee   Node
	Args     []Node // a *Spread for a spread argument
	Optional bool
	Parens   Range // from "(" to past ")"
}

// New is `new Callee(Args…)`; Parens is empty when written without.
type New struct {
	node
	Callee Node
	Args   []Node
	Parens Range
}

// ImportCall is `import(Arg)`.
type ImportCall struct {
	node
	Arg Node // a *String where the specifier is literal
}

// Array is an array literal or, in an assignment's target, a pattern.
type Array struct {
	node
	Items []Node // nil for a hole
}

// Object is an object literal or, in an assignment's target, a pattern.
type Object struct {
	node
	Props []*Property
}

// PropertyKind tells how a property was written.
type PropertyKind uint8

// The property kinds.
const (
	PropField PropertyKind = iota // key: value, also shorthand
	PropMethod
	PropGetter
	PropSetter
	PropSpread // ...value; Key is nil
	PropStaticBlock
)

// Property is a member of an object literal, a class or an object pattern.
type Property struct {
	node
	Kind PropertyKind
	// Key is a *String (name or quoted), *Literal (number) or, if Computed,
	// any expression. Nil for a spread.
	Key      Node
	Computed bool
	// Name is the key's text where it is known without running anything.
	Name string
	// KeyPos is the key's text with quotes or brackets.
	KeyPos    Range
	Shorthand bool // { a }: Value is at the same place as Key
	// Value is the expression, or in a pattern the target (an *Ident,
	// *ObjectPattern, *ArrayPattern). Nil for a class field without one.
	Value Node
	// Default is the expression after `=` in a pattern; else nil.
	Default Node
	// Decorators are those of a class member.
	Decorators []Node
}

// Spread is ...X in arguments and arrays.
type Spread struct {
	node
	X Node
}

// Function is a function in any form: declaration, expression, arrow, method.
type Function struct {
	node
	Name      *Ident // nil when anonymous
	Params    []*Param
	Body      *Block // nil for an arrow with an expression body
	Expr      Node   // the expression body; else nil
	Arrow     bool
	Async     bool
	Generator bool
	Method    bool
}

// Param is one parameter of a function, or a catch binding.
type Param struct {
	node
	Target  Node  // *Ident, *ObjectPattern, *ArrayPattern
	Default Node  // nil when none
	Type    Range // the annotation without its colon; empty when none
	Rest    bool
}

// Class is a class declaration or expression.
type Class struct {
	node
	Name    *Ident
	Extends Node
	Members []*Property
	// Decorators stand before the class, outside its range.
	Decorators []Node
}

// Unary is a prefix or postfix operator with one operand; Op is its text.
type Unary struct {
	node
	Op      string
	X       Node
	Postfix bool
}

// Binary is an operator with two operands, `,`, && and ?? among them.
type Binary struct {
	node
	Op   string
	X, Y Node
}

// Assign is an assignment with any of the assignment operators.
type Assign struct {
	node
	Op   string
	X, Y Node // X may be an *Object or *Array that stands for a pattern
}

// Cond is Test ? Then : Else.
type Cond struct {
	node
	Test, Then, Else Node
}

// Await is `await X`.
type Await struct {
	node
	X Node
}

// Yield is `yield X`; X may be nil.
type Yield struct {
	node
	X Node
}

// JSXElement is an element or a fragment.
type JSXElement struct {
	node
	// Tag is an *Ident or *Member for a component, a *String for an
	// intrinsic element, nil for a fragment.
	Tag      Node
	Attrs    []*JSXAttr
	Children []Node // *JSXText, *JSXElement, or expressions within braces; no empty braces
	// OpenTag runs from "<" to past the opening tag's ">".
	OpenTag     Range
	SelfClosing bool
	// CloseName is the name's range in the closing tag; empty when self-closing or a fragment.
	CloseName Range
}

// JSXAttr is an attribute or a spread ({...X}, Spread true) of a JSX element.
type JSXAttr struct {
	node
	Name    string
	NamePos Range
	Spread  bool
	// Value is nil for a bare attribute, *String for a quoted text, the
	// expression within the braces otherwise (the spread's operand too).
	Value Node
	// ValuePos is the value with its quotes or braces; empty when there is none.
	ValuePos Range
}

// JSXText is text between tags.
type JSXText struct{ node }

// ObjectPattern is { … } as a binding target.
type ObjectPattern struct {
	node
	Props []*Property // PropSpread for a rest; Value is the target
}

// ArrayPattern is [ … ] as a binding target. Items may be nil.
type ArrayPattern struct {
	node
	Items []Node // targets; a *Rest wraps the last
	// Defaults has one entry an item, nil where there is none.
	Defaults []Node
}

// Rest is ...Target in an array pattern.
type Rest struct {
	node
	Target Node
}

// VarDecl is a variable declaration. In a `for` head its range ends with the
// last declarator; as a statement it includes a `;` that is there.
type VarDecl struct {
	node
	Keyword string // var, let, const, using
	Export  bool   // the range then begins at `export`
	Decls   []*Declarator
}

// Declarator is one Target = Init of a variable declaration.
type Declarator struct {
	node
	Target Node  // *Ident, *ObjectPattern, *ArrayPattern
	Type   Range // the annotation without its colon; empty when none
	// Colon is the position of the annotation's colon, or of the `!` before it.
	Colon int
	Init  Node // nil when none
}

// ExprStmt is an expression as a statement. A directive ("use client") is one
// too, with a *String.
type ExprStmt struct {
	node
	X Node
}

// Return is a return statement; X may be nil.
type Return struct {
	node
	X Node
}

// Throw is a throw statement.
type Throw struct {
	node
	X Node
}

// If is an if statement; Else may be nil.
type If struct {
	node
	Test       Node
	Then, Else Node
}

// For is a for (Init; Test; Update) loop; each may be nil.
type For struct {
	node
	Init, Test, Update Node
	Body               Node
}

// ForIn is a for-in or for-of loop.
type ForIn struct {
	node
	Of   bool
	Init Node
	X    Node
	Body Node
}

// While is a while or do-while loop.
type While struct {
	node
	Do   bool
	Test Node
	Body Node
}

// Block is { … } as a statement list.
type Block struct {
	node
	Body []Node
}

// Try is a try statement.
type Try struct {
	node
	Block   *Block
	Param   *Param // nil when there is no binding
	Catch   *Block // nil when there is none
	Finally *Block
}

// Switch is a switch statement.
type Switch struct {
	node
	X     Node
	Cases []*Case
}

// Case is one clause of a switch; Test is nil for default.
type Case struct {
	node
	Test Node
	Body []Node
}

// Labeled is a labelled or `with` statement's body holder.
type Labeled struct {
	node
	X    Node // the object of a `with`; else nil
	Body Node
}

// FunctionDecl is a function declaration, exported or not.
type FunctionDecl struct {
	node
	Fn     *Function
	Export bool
}

// ClassDecl is a class declaration, exported or not.
type ClassDecl struct {
	node
	Class  *Class
	Export bool
}

// Import is one import declaration; see [File.Imports] for its clause with
// the type-only parts, which the parser does not keep.
type Import struct {
	node
	Decl *ImportDecl
}

// Export is `export { … }`, with or without a source, `export * from` and
// `export * as ns from`; see [File.Exports].
type Export struct {
	node
	Decl *ExportDecl
}

// ExportDefault is `export default X`, or TypeScript's `export = X` (Equals).
type ExportDefault struct {
	node
	// X is an expression, a *FunctionDecl or a *ClassDecl.
	X      Node
	Equals bool
}

// Namespace is a TypeScript namespace or module. What it exports with `export
// const` the parser turns into assignments to members of it.
type Namespace struct {
	node
	Name   *Ident // nil where the namespace goes on with an earlier one's name
	Body   []Node
	Export bool
}

// Enum is a TypeScript enum; its members are not in the tree.
type Enum struct {
	node
	Name   *Ident // nil where the enum goes on with an earlier one's name
	Export bool
}

// Other is a statement without a use here: empty, debugger, break, continue.
type Other struct{ node }
