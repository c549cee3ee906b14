package script

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// statement converts a statement; none where there is none.
func (b *builder) statement(n js.Node, parent ref) ref {
	if n == nil {
		return none
	}
	r := n.Range()
	switch n := n.(type) {
	case *js.ExprStmt:
		i := b.open("ExpressionStatement", r, parent)
		x := b.expr(n.X, i)
		var directive any
		if s, ok := n.X.(*js.String); ok && s.Quote != '`' {
			if t := n.X.Outer(); t == n.X.Range() && b.inPrologue(n) {
				directive = b.f.Text(js.Range{Start: t.Start + 1, End: t.End - 1})
			}
		}
		return b.close(i, x, directive)
	case *js.Block:
		return b.block(n, parent)
	case *js.Return:
		i := b.open("ReturnStatement", r, parent)
		return b.close(i, b.expr(n.X, i))
	case *js.Throw:
		i := b.open("ThrowStatement", r, parent)
		return b.close(i, b.expr(n.X, i))
	case *js.If:
		i := b.open("IfStatement", r, parent)
		return b.close(i, b.expr(n.Test, i), b.statement(n.Then, i), b.statement(n.Else, i))
	case *js.For:
		i := b.open("ForStatement", r, parent)
		init := none
		if d, ok := n.Init.(*js.VarDecl); ok {
			init = b.declaration(d, d.Range(), i)
		} else {
			init = b.expr(n.Init, i)
		}
		return b.close(i, init, b.expr(n.Test, i), b.expr(n.Update, i), b.statement(n.Body, i))
	case *js.ForIn:
		return b.forIn(n, parent)
	case *js.While:
		if n.Do {
			i := b.open("DoWhileStatement", r, parent)
			return b.close(i, b.statement(n.Body, i), b.expr(n.Test, i))
		}
		i := b.open("WhileStatement", r, parent)
		return b.close(i, b.expr(n.Test, i), b.statement(n.Body, i))
	case *js.Try:
		return b.try(n, parent)
	case *js.Switch:
		i := b.open("SwitchStatement", r, parent)
		x := b.expr(n.X, i)
		cases := make([]ref, len(n.Cases))
		for j, c := range n.Cases {
			one := b.open("SwitchCase", c.Range(), i)
			cases[j] = b.close(one, b.expr(c.Test, one), b.body(c.Body, one, false))
		}
		return b.close(i, x, cases)
	case *js.Labeled:
		if n.X != nil {
			i := b.open("WithStatement", r, parent)
			return b.close(i, b.expr(n.X, i), b.statement(n.Body, i))
		}
		i := b.open("LabeledStatement", r, parent)
		return b.close(i, b.label(b.f.TokenAt(r.Start), i), b.statement(n.Body, i))
	case *js.VarDecl:
		if n.Keyword == "import" {
			return b.importEquals(n, parent)
		}
		return b.exported(n.Export, r, parent, func(r js.Range, parent ref) ref { return b.declaration(n, r, parent) })
	case *js.FunctionDecl:
		return b.exported(n.Export, r, parent, func(r js.Range, parent ref) ref {
			i := b.function(n.Fn, "FunctionDeclaration", r, parent)
			b.numbers[n.Fn] = i
			return i
		})
	case *js.ClassDecl:
		return b.exported(n.Export, r, parent, func(r js.Range, parent ref) ref {
			i := b.class(n.Class, "ClassDeclaration", r, parent)
			b.numbers[n.Class] = i
			return i
		})
	case *js.Namespace:
		return b.exported(n.Export, r, parent, func(r js.Range, parent ref) ref {
			i := b.open("TSModuleDeclaration", r, parent)
			return b.close(i, b.optional(n.Name, i), b.body(n.Body, i, false))
		})
	case *js.Enum:
		return b.exported(n.Export, r, parent, func(r js.Range, parent ref) ref {
			i := b.open("TSEnumDeclaration", r, parent)
			return b.close(i, b.optional(n.Name, i))
		})
	case *js.Import:
		return b.importDecl(n.Decl, parent)
	case *js.Export:
		return b.exportDecl(n.Decl, parent)
	case *js.ExportDefault:
		return b.exportDefault(n, parent)
	case *js.Other:
		return b.other(r, parent)
	}
	return b.leaf("Unknown", r, parent)
}

// inPrologue reports whether nothing but strings stands before a statement of
// a file or a function.
func (b *builder) inPrologue(n *js.ExprStmt) bool {
	var body []js.Node
	switch p := n.Parent().(type) {
	case *js.Program:
		body = p.Body
	case *js.Block:
		if _, ok := p.Parent().(*js.Function); !ok {
			return false
		}
		body = p.Body
	}
	for _, s := range body {
		if s == js.Node(n) {
			return true
		}
		if e, ok := s.(*js.ExprStmt); !ok || !isString(e.X) {
			return false
		}
	}
	return false
}

func isString(n js.Node) bool { _, ok := n.(*js.String); return ok }

func (b *builder) optional(id *js.Ident, parent ref) ref {
	if id == nil {
		return none
	}
	return b.expr(id, parent)
}

// exported puts a declaration into the export that it is part of, if it is.
func (b *builder) exported(export bool, r js.Range, parent ref, declare func(js.Range, ref) ref) ref {
	t := b.f.TokenAt(r.Start)
	if !export || b.f.Tok(t) != "export" {
		return declare(r, parent)
	}
	i := b.open("ExportNamedDeclaration", r, parent)
	r.Start = b.f.Tokens[t+1].Start
	return b.close(i, declare(r, i), []ref{}, none, "value")
}

func (b *builder) declaration(n *js.VarDecl, r js.Range, parent ref) ref {
	i := b.open("VariableDeclaration", r, parent)
	decls := make([]ref, len(n.Decls))
	for j, d := range n.Decls {
		one := b.open("VariableDeclarator", d.Range(), i)
		decls[j] = b.close(one, b.target(d.Target, one), b.expr(d.Init, one))
	}
	return b.close(i, n.Keyword, decls)
}

func (b *builder) forIn(n *js.ForIn, parent ref) ref {
	kind := "ForInStatement"
	if n.Of {
		kind = "ForOfStatement"
	}
	i := b.open(kind, n.Range(), parent)
	left := none
	if d, ok := n.Init.(*js.VarDecl); ok {
		left = b.declaration(d, d.Range(), i)
	} else {
		left = b.target(n.Init, i)
	}
	right, body := b.expr(n.X, i), b.statement(n.Body, i)
	if n.Of {
		return b.close(i, left, right, body, b.f.Tok(b.f.TokenAt(n.Range().Start)+1) == "await")
	}
	return b.close(i, left, right, body)
}

func (b *builder) try(n *js.Try, parent ref) ref {
	i := b.open("TryStatement", n.Range(), parent)
	block, handler, finalizer := b.block(n.Block, i), none, none
	if n.Catch != nil {
		at := js.Range{Start: n.Catch.Range().Start, End: n.Catch.Range().End}
		for t := b.f.TokenAt(at.Start); t > 0; t-- {
			if b.f.Tok(t) == "catch" {
				at.Start = b.f.Tokens[t].Start
				break
			}
		}
		handler = b.open("CatchClause", at, i)
		param := none
		if n.Param != nil {
			param = b.param(n.Param, handler)
		}
		b.close(handler, param, b.block(n.Catch, handler))
	}
	if n.Finally != nil {
		finalizer = b.block(n.Finally, i)
	}
	return b.close(i, block, handler, finalizer)
}

// label is the name at a token.
func (b *builder) label(t int, parent ref) ref {
	at := b.f.Tokens[t]
	return b.name(js.Range{Start: at.Start, End: at.End}, b.f.Tok(t), parent)
}

// other converts the statements that the tree does not tell apart.
func (b *builder) other(r js.Range, parent ref) ref {
	text := b.f.Text(r)
	t := b.f.TokenAt(r.Start)
	switch {
	case text == ";":
		return b.leaf("EmptyStatement", r, parent)
	case firstWord(text, "debugger"):
		return b.leaf("DebuggerStatement", r, parent)
	case firstWord(text, "break"), firstWord(text, "continue"):
		kind := "BreakStatement"
		if strings.HasPrefix(text, "continue") {
			kind = "ContinueStatement"
		}
		i := b.open(kind, r, parent)
		if next := b.f.Tokens[t+1]; next.Kind == js.TokIdent && next.End <= r.End {
			return b.close(i, b.label(t+1, i))
		}
		return b.close(i, none)
	}
	return b.leaf("Unknown", r, parent)
}
