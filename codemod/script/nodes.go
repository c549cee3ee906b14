package script

// nodeType is one kind of node that rules see. The list of them is the one
// source of what is sent, of what the runtime makes of it, and of the types
// that `clerkctl rules types` prints.
type nodeType struct {
	name string
	doc  string
	// fields are what a node has beside type, range, loc and parent, in the
	// order in which they are sent.
	fields []field
	// unions are the groups of the types that it belongs to.
	unions []string
}

// field is a member of a node.
type field struct{ name, typ string }

// The unions that nodes belong to, as the types name them.
const (
	expression = "Expression"
	statement  = "Statement"
	pattern    = "Pattern"
)

// nodeTypes are all kinds of nodes, in the order of their numbers.
func nodeTypes() []nodeType {
	var (
		expr   = []string{expression}
		stmt   = []string{statement}
		either = []string{expression, pattern}
		bind   = []string{pattern}
		fn     = []field{{"id", "Identifier | null"}, {"params", "Pattern[]"}, {"body", "BlockStatement"}, {"async", "boolean"}, {"generator", "boolean"}}
		class  = []field{{"id", "Identifier | null"}, {"superClass", "Expression | null"}, {"body", "ClassBody"}, {"decorators", "Decorator[]"}}
		two    = []field{{"operator", "string"}, {"left", "Expression"}, {"right", "Expression"}}
	)
	return []nodeType{
		{"Program", "The whole file.", []field{{"body", "Statement[]"}, {"sourceType", "string"}}, nil},

		{"Identifier", "A name: of a value, of a binding, of a member, or of a key.", []field{{"name", "string"}}, either},
		{"PrivateIdentifier", "The name of a private member, without its #.", []field{{"name", "string"}}, nil},
		{"Literal", "A string, number, boolean, null, regular expression or bigint. value is null for the last two.", []field{{"value", "string | number | boolean | null"}, {"raw", "string"}, {"regex", "{ pattern: string; flags: string } | null"}, {"bigint", "string | null"}}, expr},
		{"ThisExpression", "", nil, expr},
		{"Super", "", nil, expr},
		{"MetaProperty", "import.meta and new.target.", []field{{"meta", "Identifier"}, {"property", "Identifier"}}, expr},
		{"TemplateLiteral", "", []field{{"quasis", "TemplateElement[]"}, {"expressions", "Expression[]"}}, expr},
		{"TemplateElement", "A part of a template between its substitutions; cooked is null where an escape is not valid.", []field{{"value", "{ raw: string; cooked: string | null }"}, {"tail", "boolean"}}, nil},
		{"TaggedTemplateExpression", "", []field{{"tag", "Expression"}, {"quasi", "TemplateLiteral"}}, expr},
		{"MemberExpression", "a.b, a[b], a?.b. There are no ChainExpressions: optional says which link is one.", []field{{"object", "Expression"}, {"property", "Expression | PrivateIdentifier"}, {"computed", "boolean"}, {"optional", "boolean"}}, either},
		{"CallExpression", "", []field{{"callee", "Expression"}, {"arguments", "(Expression | SpreadElement)[]"}, {"optional", "boolean"}}, expr},
		{"NewExpression", "", []field{{"callee", "Expression"}, {"arguments", "(Expression | SpreadElement)[]"}}, expr},
		{"ImportExpression", "import(source).", []field{{"source", "Expression"}}, expr},
		{"ArrayExpression", "", []field{{"elements", "(Expression | SpreadElement | null)[]"}}, expr},
		{"ObjectExpression", "", []field{{"properties", "(Property | SpreadElement)[]"}}, expr},
		{"Property", "A member of an object, or of a pattern. A shorthand's key and value have one range.", []field{{"key", "Expression | PrivateIdentifier"}, {"value", "Expression | Pattern"}, {"kind", `"init" | "get" | "set"`}, {"method", "boolean"}, {"shorthand", "boolean"}, {"computed", "boolean"}}, nil},
		{"SpreadElement", "", []field{{"argument", "Expression"}}, nil},
		{"FunctionExpression", "", fn, expr},
		{"ArrowFunctionExpression", "expression says that the body is one.", []field{{"params", "Pattern[]"}, {"body", "BlockStatement | Expression"}, {"async", "boolean"}, {"expression", "boolean"}}, expr},
		{"ClassExpression", "", class, expr},
		{"UnaryExpression", "", []field{{"operator", "string"}, {"argument", "Expression"}, {"prefix", "boolean"}}, expr},
		{"UpdateExpression", "", []field{{"operator", "string"}, {"argument", "Expression"}, {"prefix", "boolean"}}, expr},
		{"BinaryExpression", "", []field{{"operator", "string"}, {"left", "Expression | PrivateIdentifier"}, {"right", "Expression"}}, expr},
		{"LogicalExpression", "", two, expr},
		{"AssignmentExpression", "", []field{{"operator", "string"}, {"left", "Pattern"}, {"right", "Expression"}}, expr},
		{"ConditionalExpression", "", []field{{"test", "Expression"}, {"consequent", "Expression"}, {"alternate", "Expression"}}, expr},
		{"SequenceExpression", "", []field{{"expressions", "Expression[]"}}, expr},
		{"AwaitExpression", "", []field{{"argument", "Expression"}}, expr},
		{"YieldExpression", "", []field{{"argument", "Expression | null"}, {"delegate", "boolean"}}, expr},
		{"Unknown", "Something that has no node of its own; its text is in its range.", nil, []string{expression, statement, pattern}},

		{"ObjectPattern", "", []field{{"properties", "(Property | RestElement)[]"}}, bind},
		{"ArrayPattern", "", []field{{"elements", "(Pattern | null)[]"}}, bind},
		{"AssignmentPattern", "A target with a default.", []field{{"left", "Pattern"}, {"right", "Expression"}}, bind},
		{"RestElement", "", []field{{"argument", "Pattern"}}, bind},

		{"JSXElement", "", []field{{"openingElement", "JSXOpeningElement"}, {"children", "JSXChild[]"}, {"closingElement", "JSXClosingElement | null"}}, []string{expression, "JSXChild"}},
		{"JSXOpeningElement", "", []field{{"name", "JSXName"}, {"attributes", "(JSXAttribute | JSXSpreadAttribute)[]"}, {"selfClosing", "boolean"}}, nil},
		{"JSXClosingElement", "", []field{{"name", "JSXName"}}, nil},
		{"JSXFragment", "", []field{{"openingFragment", "JSXOpeningFragment"}, {"children", "JSXChild[]"}, {"closingFragment", "JSXClosingFragment"}}, []string{expression, "JSXChild"}},
		{"JSXOpeningFragment", "", nil, nil},
		{"JSXClosingFragment", "", nil, nil},
		{"JSXIdentifier", "The name of an element, of an attribute, or of a part of one.", []field{{"name", "string"}}, []string{"JSXName"}},
		{"JSXMemberExpression", "", []field{{"object", "JSXIdentifier | JSXMemberExpression"}, {"property", "JSXIdentifier"}}, []string{"JSXName"}},
		{"JSXNamespacedName", "", []field{{"namespace", "JSXIdentifier"}, {"name", "JSXIdentifier"}}, []string{"JSXName"}},
		{"JSXAttribute", "value is null for an attribute without one.", []field{{"name", "JSXIdentifier | JSXNamespacedName"}, {"value", "Literal | JSXExpressionContainer | JSXElement | JSXFragment | null"}}, nil},
		{"JSXSpreadAttribute", "", []field{{"argument", "Expression"}}, nil},
		{"JSXExpressionContainer", "Empty braces have no node.", []field{{"expression", "Expression"}}, []string{"JSXChild"}},
		{"JSXSpreadChild", "", []field{{"expression", "Expression"}}, []string{"JSXChild"}},
		{"JSXText", "Text between tags as it is written, entities too.", []field{{"value", "string"}}, []string{"JSXChild"}},

		{"ExpressionStatement", `directive is the text of one such as "use client", else null.`, []field{{"expression", "Expression"}, {"directive", "string | null"}}, stmt},
		{"BlockStatement", "", []field{{"body", "Statement[]"}}, stmt},
		{"EmptyStatement", "", nil, stmt},
		{"DebuggerStatement", "", nil, stmt},
		{"ReturnStatement", "", []field{{"argument", "Expression | null"}}, stmt},
		{"ThrowStatement", "", []field{{"argument", "Expression"}}, stmt},
		{"IfStatement", "", []field{{"test", "Expression"}, {"consequent", "Statement"}, {"alternate", "Statement | null"}}, stmt},
		{"ForStatement", "", []field{{"init", "VariableDeclaration | Expression | null"}, {"test", "Expression | null"}, {"update", "Expression | null"}, {"body", "Statement"}}, stmt},
		{"ForInStatement", "", []field{{"left", "VariableDeclaration | Pattern"}, {"right", "Expression"}, {"body", "Statement"}}, stmt},
		{"ForOfStatement", "", []field{{"left", "VariableDeclaration | Pattern"}, {"right", "Expression"}, {"body", "Statement"}, {"await", "boolean"}}, stmt},
		{"WhileStatement", "", []field{{"test", "Expression"}, {"body", "Statement"}}, stmt},
		{"DoWhileStatement", "", []field{{"body", "Statement"}, {"test", "Expression"}}, stmt},
		{"BreakStatement", "", []field{{"label", "Identifier | null"}}, stmt},
		{"ContinueStatement", "", []field{{"label", "Identifier | null"}}, stmt},
		{"LabeledStatement", "", []field{{"label", "Identifier"}, {"body", "Statement"}}, stmt},
		{"WithStatement", "", []field{{"object", "Expression"}, {"body", "Statement"}}, stmt},
		{"TryStatement", "", []field{{"block", "BlockStatement"}, {"handler", "CatchClause | null"}, {"finalizer", "BlockStatement | null"}}, stmt},
		{"CatchClause", "", []field{{"param", "Pattern | null"}, {"body", "BlockStatement"}}, nil},
		{"SwitchStatement", "", []field{{"discriminant", "Expression"}, {"cases", "SwitchCase[]"}}, stmt},
		{"SwitchCase", "test is null for default.", []field{{"test", "Expression | null"}, {"consequent", "Statement[]"}}, nil},

		{"VariableDeclaration", "", []field{{"kind", `"var" | "let" | "const" | "using"`}, {"declarations", "VariableDeclarator[]"}}, stmt},
		{"VariableDeclarator", "", []field{{"id", "Pattern"}, {"init", "Expression | null"}}, nil},
		{"FunctionDeclaration", "", fn, stmt},
		{"ClassDeclaration", "", class, stmt},
		{"ClassBody", "", []field{{"body", "(MethodDefinition | PropertyDefinition | StaticBlock)[]"}}, nil},
		{"MethodDefinition", "", []field{{"key", "Expression | PrivateIdentifier"}, {"value", "FunctionExpression"}, {"kind", `"constructor" | "method" | "get" | "set"`}, {"computed", "boolean"}, {"static", "boolean"}, {"decorators", "Decorator[]"}}, nil},
		{"PropertyDefinition", "", []field{{"key", "Expression | PrivateIdentifier"}, {"value", "Expression | null"}, {"computed", "boolean"}, {"static", "boolean"}, {"decorators", "Decorator[]"}}, nil},
		{"StaticBlock", "", []field{{"body", "Statement[]"}}, nil},
		{"Decorator", "", []field{{"expression", "Expression"}}, nil},

		{"ImportDeclaration", "", []field{{"specifiers", "(ImportSpecifier | ImportDefaultSpecifier | ImportNamespaceSpecifier)[]"}, {"source", "Literal"}, {"importKind", `"value" | "type"`}}, stmt},
		{"ImportSpecifier", "", []field{{"imported", "Identifier"}, {"local", "Identifier"}, {"importKind", `"value" | "type"`}}, nil},
		{"ImportDefaultSpecifier", "", []field{{"local", "Identifier"}}, nil},
		{"ImportNamespaceSpecifier", "", []field{{"local", "Identifier"}}, nil},
		{"ExportNamedDeclaration", "Either declaration or specifiers say what is exported.", []field{{"declaration", "Statement | null"}, {"specifiers", "ExportSpecifier[]"}, {"source", "Literal | null"}, {"exportKind", `"value" | "type"`}}, stmt},
		{"ExportSpecifier", "", []field{{"local", "Identifier"}, {"exported", "Identifier"}, {"exportKind", `"value" | "type"`}}, nil},
		{"ExportDefaultDeclaration", "", []field{{"declaration", "Expression | FunctionDeclaration | ClassDeclaration"}}, stmt},
		{"ExportAllDeclaration", "", []field{{"exported", "Identifier | null"}, {"source", "Literal"}, {"exportKind", `"value" | "type"`}}, stmt},

		{"TSExportAssignment", "export = expression.", []field{{"expression", "Expression"}}, stmt},
		{"TSImportEqualsDeclaration", `import id = require("source"); source is null for import id = a.b.`, []field{{"id", "Identifier"}, {"source", "Literal | null"}}, stmt},
		{"TSModuleDeclaration", "A namespace. id is null where it goes on with an earlier one.", []field{{"id", "Identifier | null"}, {"body", "Statement[]"}}, stmt},
		{"TSEnumDeclaration", "An enum; its members have no nodes.", []field{{"id", "Identifier | null"}}, stmt},
	}
}
