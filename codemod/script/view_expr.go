package script

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// expr converts an expression; none where there is none.
func (b *builder) expr(n js.Node, parent ref) ref {
	if n == nil {
		return none
	}
	i := b.expression(n, parent)
	b.numbers[n] = i
	return i
}

func (b *builder) expression(n js.Node, parent ref) ref {
	r := n.Range()
	switch n := n.(type) {
	case *js.Ident:
		if n.Name == "this" {
			return b.leaf("ThisExpression", r, parent)
		}
		i := b.name(r, n.Name, parent)
		b.bound(i, n.Sym)
		return i
	case *js.String:
		if n.Quote == '`' {
			return b.plainTemplate(n, parent)
		}
		return b.literal(r, n.Value, parent)
	case *js.Literal:
		return b.constant(n, parent)
	case *js.Template:
		return b.template(n, parent)
	case *js.Member:
		i := b.open("MemberExpression", r, parent)
		object := b.expr(n.X, i)
		return b.close(i, object, b.memberName(n.NamePos, n.Name, i), false, n.Optional)
	case *js.Index:
		i := b.open("MemberExpression", r, parent)
		return b.close(i, b.expr(n.X, i), b.expr(n.Arg, i), true, n.Optional)
	case *js.Call:
		i := b.open("CallExpression", r, parent)
		return b.close(i, b.expr(n.Callee, i), list(b, n.Args, i, b.expr), n.Optional)
	case *js.New:
		i := b.open("NewExpression", r, parent)
		return b.close(i, b.expr(n.Callee, i), list(b, n.Args, i, b.expr))
	case *js.ImportCall:
		i := b.open("ImportExpression", r, parent)
		return b.close(i, b.expr(n.Arg, i))
	case *js.Array:
		i := b.open("ArrayExpression", r, parent)
		return b.close(i, list(b, n.Items, i, b.expr))
	case *js.Object:
		i := b.open("ObjectExpression", r, parent)
		return b.close(i, b.properties(n.Props, i, b.expr, "SpreadElement"))
	case *js.Spread:
		i := b.open("SpreadElement", r, parent)
		return b.close(i, b.expr(n.X, i))
	case *js.Function:
		return b.function(n, "FunctionExpression", r, parent)
	case *js.Class:
		return b.class(n, "ClassExpression", r, parent)
	case *js.Unary:
		kind := "UnaryExpression"
		if n.Op == "++" || n.Op == "--" {
			kind = "UpdateExpression"
		}
		i := b.open(kind, r, parent)
		return b.close(i, n.Op, b.expr(n.X, i), !n.Postfix)
	case *js.Binary:
		return b.binary(n, parent)
	case *js.Assign:
		i := b.open("AssignmentExpression", r, parent)
		return b.close(i, n.Op, b.target(n.X, i), b.expr(n.Y, i))
	case *js.Cond:
		i := b.open("ConditionalExpression", r, parent)
		return b.close(i, b.expr(n.Test, i), b.expr(n.Then, i), b.expr(n.Else, i))
	case *js.Await:
		i := b.open("AwaitExpression", r, parent)
		return b.close(i, b.expr(n.X, i))
	case *js.Yield:
		i := b.open("YieldExpression", r, parent)
		delegate := b.f.Tok(b.f.TokenAt(r.Start)+1) == "*"
		return b.close(i, b.expr(n.X, i), delegate)
	case *js.JSXElement:
		return b.element(n, parent)
	case *js.JSXText:
		return b.leaf("JSXText", r, parent, b.f.Text(r))
	}
	return b.leaf("Unknown", r, parent)
}

// constant converts what has no name and no parts.
func (b *builder) constant(n *js.Literal, parent ref) ref {
	r := n.Range()
	text := b.f.Text(r)
	switch n.Kind {
	case js.LitNumber:
		if v, ok := numberOf(text); ok {
			return b.literal(r, v, parent)
		}
	case js.LitBool:
		if text == "true" || text == "false" {
			return b.literal(r, n.Bool, parent)
		}
	case js.LitNull:
		return b.literal(r, nil, parent)
	case js.LitBigInt:
		return b.leaf("Literal", r, parent, nil, text, nil, strings.ReplaceAll(strings.TrimSuffix(text, "n"), "_", ""))
	case js.LitRegExp:
		if end := strings.LastIndexByte(text, '/'); end > 0 {
			regex := map[string]string{"pattern": text[1:end], "flags": text[end+1:]}
			return b.leaf("Literal", r, parent, nil, text, regex, nil)
		}
	case js.LitUndefined:
		if text == "undefined" {
			return b.name(r, text, parent)
		}
	case js.LitThis:
		return b.leaf("ThisExpression", r, parent)
	case js.LitSuper:
		return b.leaf("Super", r, parent)
	}
	first := b.f.TokenAt(r.Start)
	if b.f.Tok(first+1) == "." && (b.f.Tok(first) == "import" && b.f.Tok(first+2) == "meta" || b.f.Tok(first) == "new" && b.f.Tok(first+2) == "target") {
		i := b.open("MetaProperty", r, parent)
		at := func(t int) js.Range { return js.Range{Start: b.f.Tokens[t].Start, End: b.f.Tokens[t].End} }
		return b.close(i, b.name(at(first), b.f.Tok(first), i), b.name(at(first+2), b.f.Tok(first+2), i))
	}
	if name, ok := strings.CutPrefix(text, "#"); ok {
		return b.leaf("PrivateIdentifier", r, parent, name)
	}
	return b.leaf("Unknown", r, parent)
}

// numberOf is the value of a number as it is written.
func numberOf(text string) (json.Number, bool) {
	text = strings.ReplaceAll(text, "_", "")
	if len(text) > 2 && text[0] == '0' && strings.IndexByte("xXoObB", text[1]) >= 0 {
		v, err := strconv.ParseUint(text, 0, 64)
		return json.Number(strconv.FormatFloat(float64(v), 'g', -1, 64)), err == nil
	}
	v, err := strconv.ParseFloat(text, 64)
	number := json.Number(strconv.FormatFloat(v, 'g', -1, 64))
	return number, err == nil && json.Valid([]byte(number))
}

func (b *builder) memberName(r js.Range, name string, parent ref) ref {
	if private, ok := strings.CutPrefix(name, "#"); ok {
		return b.leaf("PrivateIdentifier", r, parent, private)
	}
	return b.name(r, name, parent)
}

// binary converts an operator with two operands; commas that follow each other
// are one sequence.
func (b *builder) binary(n *js.Binary, parent ref) ref {
	switch n.Op {
	case ",":
		i := b.open("SequenceExpression", n.Range(), parent)
		var parts []js.Node
		var flatten func(js.Node)
		flatten = func(x js.Node) {
			if c, ok := x.(*js.Binary); ok && c.Op == "," && (x == js.Node(n) || x.Outer() == x.Range()) {
				flatten(c.X)
				parts = append(parts, c.Y)
				return
			}
			parts = append(parts, x)
		}
		flatten(n)
		return b.close(i, list(b, parts, i, b.expr))
	case "&&", "||", "??":
		i := b.open("LogicalExpression", n.Range(), parent)
		return b.close(i, n.Op, b.expr(n.X, i), b.expr(n.Y, i))
	}
	i := b.open("BinaryExpression", n.Range(), parent)
	return b.close(i, n.Op, b.expr(n.X, i), b.expr(n.Y, i))
}

// quasi is a part of a template, between its delimiters.
func (b *builder) quasi(r js.Range, parent ref, tail bool) ref {
	raw := strings.ReplaceAll(b.f.Text(r), "\r\n", "\n")
	value := map[string]any{"raw": raw, "cooked": raw}
	if strings.ContainsRune(raw, '\\') {
		value["cooked"] = nil
		if text, ok := cooked(raw); ok {
			value["cooked"] = text
		}
	}
	return b.leaf("TemplateElement", r, parent, value, tail)
}

func (b *builder) plainTemplate(n *js.String, parent ref) ref {
	r := n.Range()
	i := b.open("TemplateLiteral", r, parent)
	return b.close(i, []ref{b.quasi(js.Range{Start: r.Start + 1, End: r.End - 1}, i, true)}, []ref{})
}

// template converts a template literal with its tag, if it has one.
func (b *builder) template(n *js.Template, parent ref) ref {
	f, r := b.f, n.Range()
	outer, tag := parent, none
	head := f.TokenAt(r.Start)
	if n.Tag != nil {
		outer = b.open("TaggedTemplateExpression", r, parent)
		tag = b.expr(n.Tag, outer)
		head = f.TokenAt(n.Tag.Outer().End)
		for head < len(f.Tokens)-1 && f.Tokens[head].Kind != js.TokTemplate {
			head++ // type arguments
		}
	}
	i := b.open("TemplateLiteral", js.Range{Start: f.Tokens[head].Start, End: r.End}, outer)
	start := f.Tokens[head].Start + 1
	var quasis, exprs []ref
	for _, x := range n.Exprs {
		end := f.Tokens[head].End - len("${")
		quasis = append(quasis, b.quasi(js.Range{Start: start, End: max(start, end)}, i, false))
		exprs = append(exprs, b.expr(x, i))
		head = f.TokenAt(x.Outer().End)
		start = f.Tokens[head].Start + len("}")
	}
	quasis = append(quasis, b.quasi(js.Range{Start: start, End: max(start, r.End-1)}, i, true))
	if exprs == nil {
		exprs = []ref{}
	}
	i = b.close(i, quasis, exprs)
	if n.Tag != nil {
		return b.close(outer, tag, i)
	}
	return i
}

// cooked is what a template's raw text stands for; ok is false where an escape
// is not valid.
func cooked(raw string) (string, bool) {
	var out strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out.WriteByte(raw[i])
			continue
		}
		if i++; i == len(raw) {
			return "", false
		}
		switch c := raw[i]; c {
		case 'n', 't', 'r', 'b', 'f', 'v':
			out.WriteByte("\n\t\r\b\f\v"[strings.IndexByte("ntrbfv", c)])
		case '\n':
		case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			if c != '0' || i+1 < len(raw) && raw[i+1] >= '0' && raw[i+1] <= '9' {
				return "", false
			}
			out.WriteByte(0)
		case 'x', 'u':
			digits, length := "", 2
			if c == 'u' {
				length = 4
			}
			switch end := strings.IndexByte(raw[i:], '}'); {
			case c == 'u' && strings.HasPrefix(raw[i+1:], "{") && end > 0:
				digits = raw[i+2 : i+end]
				i += end
			case i+length < len(raw):
				digits = raw[i+1 : i+1+length]
				i += length
			}
			v, err := strconv.ParseUint(digits, 16, 32)
			if err != nil || v > 0x10ffff || v >= 0xd800 && v < 0xe000 {
				return "", false
			}
			out.WriteRune(rune(v))
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), true
}

// function converts a function; r is its own text, without `export`.
func (b *builder) function(n *js.Function, kind string, r js.Range, parent ref) ref {
	if n.Arrow {
		i := b.open("ArrowFunctionExpression", r, parent)
		params := b.params(n.Params, i)
		if n.Body == nil {
			return b.close(i, params, b.expr(n.Expr, i), n.Async, true)
		}
		return b.close(i, params, b.block(n.Body, i), n.Async, false)
	}
	i := b.open(kind, r, parent)
	id := none
	if n.Name != nil {
		id = b.expr(n.Name, i)
	}
	params := b.params(n.Params, i)
	body := none
	if n.Body != nil {
		body = b.block(n.Body, i)
	}
	return b.close(i, id, params, body, n.Async, n.Generator)
}

func (b *builder) params(params []*js.Param, parent ref) []ref {
	out := make([]ref, len(params))
	for i, p := range params {
		out[i] = b.param(p, parent)
	}
	return out
}

func (b *builder) param(p *js.Param, parent ref) ref {
	if p.Rest {
		i := b.open("RestElement", p.Range(), parent)
		return b.close(i, b.target(p.Target, i))
	}
	return b.withDefault(p.Target, p.Default, parent)
}

// block converts the statements in braces.
func (b *builder) block(n *js.Block, parent ref) ref {
	i := b.open("BlockStatement", n.Range(), parent)
	return b.close(i, b.body(n.Body, i, false))
}
