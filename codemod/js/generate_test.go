package js

import (
	"math/rand"
	"strconv"
	"strings"
	"testing"
)

// TestGenerated reads programs made at random from the grammar, so that forms
// meet which nobody has thought to write side by side.
func TestGenerated(t *testing.T) {
	for seed := range int64(300) {
		eachGenerated(seed, func(name, src string) {
			if _, err := Parse(name, src); err != nil {
				t.Errorf("seed %d: %s is not read: %v\n%s", seed, name, err, src)
			}
			checkExact(t, name, src)
		})
	}
}

// FuzzGenerated goes on with other programs, some of which are none.
func FuzzGenerated(f *testing.F) {
	f.Add(int64(1))
	f.Fuzz(func(t *testing.T, seed int64) {
		eachGenerated(seed, func(name, src string) { checkParse(t, name, src) })
	})
}

// eachGenerated makes a program in each dialect.
func eachGenerated(seed int64, visit func(name, src string)) {
	for _, name := range []string{"a.jsx", "a.ts", "a.tsx"} {
		g := generator{Rand: rand.New(rand.NewSource(seed)), types: name != "a.jsx", jsx: name != "a.ts"}
		visit(name, g.program())
	}
}

// generator makes programs. Every name that it declares is another one.
type generator struct {
	*rand.Rand
	types, jsx bool
	names      int
	depth      int
}

func (g *generator) pick(list ...string) string { return list[g.Intn(len(list))] }

func (g *generator) fresh() string {
	g.names++
	return "v" + strconv.Itoa(g.names)
}

// deeper makes something with make unless it is deep already.
func (g *generator) deeper(shallow string, make func() string) string {
	if g.depth > 4 {
		return shallow
	}
	g.depth++
	defer func() { g.depth-- }()
	return make()
}

// some joins up to n of what make makes.
func (g *generator) some(n int, sep string, make func() string) string {
	var list []string
	for range g.Intn(n + 1) {
		list = append(list, make())
	}
	return strings.Join(list, sep)
}

func (g *generator) program() string {
	start := g.pick("", "'use client'\n", "\"use strict\";\n", "#!/usr/bin/env node\n", "\ufeff", "// it's\r\n")
	return start + g.some(3, "\n", g.module) + "\n" + g.some(6, "\n", g.statement) + "\n" + g.pick("", "export default "+g.operand())
}

// module is what stands at the top level alone.
func (g *generator) module() string {
	end := g.pick(";", "\n", ";\r\n")
	if g.types && g.Intn(3) == 0 {
		switch g.Intn(4) {
		case 0:
			return "import type { " + g.fresh() + ", " + g.fresh() + " as " + g.fresh() + " } from 'a'" + end
		case 1:
			return "import { type " + g.fresh() + ", " + g.fresh() + " } from 'a'" + end
		case 2:
			body := " { export const " + g.fresh() + " = " + g.operand() + end + g.some(2, "\n", g.statement) + " }"
			return g.pick("", "export ") + "namespace " + g.fresh() + strings.ReplaceAll(body, "this", "that") // which is an error there
		default:
			return g.pick("export ", "") + "enum " + g.fresh() + " { A, B = 'it\\'s' }"
		}
	}
	switch g.Intn(7) {
	case 0:
		return "import " + g.fresh() + ", { " + g.fresh() + ", default as " + g.fresh() + ", } from \"a\"" + end
	case 1:
		return "import * as " + g.fresh() + " from 'a'" + end
	case 2:
		return "export const " + g.pattern() + g.typed() + " = " + g.operand() + end
	case 3:
		return "export { a as " + g.fresh() + " } from 'a'" + end
	case 4:
		return "export * from 'a'" + end
	case 5:
		return "export async function " + g.fresh() + g.params() + " " + g.block()
	default:
		return "export class " + g.fresh() + " " + g.classBody()
	}
}

func (g *generator) block() string { return "{" + g.some(3, "\n", g.statement) + "}" }

// typed is an annotation, where there are any.
func (g *generator) typed() string {
	if !g.types || g.Intn(2) == 0 {
		return ""
	}
	return ": " + g.typ()
}

func (g *generator) typ() string {
	return g.deeper("T", func() string {
		switch g.Intn(12) {
		case 0:
			return g.typ() + "[]"
		case 1:
			return "A<" + g.typ() + ", B<" + g.typ() + ">>"
		case 2:
			return "{ a: " + g.typ() + "; b?(c: " + g.typ() + "): void }"
		case 3:
			return "(" + g.typ() + " | " + g.typ() + ")"
		case 4:
			return "(a: " + g.typ() + ", ...b: C[]) => " + g.typ()
		case 5:
			return "[" + g.typ() + ", D?]"
		case 6:
			return "keyof typeof a.b"
		case 7:
			return "`a${" + g.typ() + "}b`"
		case 8:
			return "(T extends " + g.typ() + " ? " + g.typ() + " : never)"
		default:
			return g.pick("string", "A.B", "'it'", "-1", "this", "null", "import('a').B", "readonly string[]", "unknown")
		}
	})
}

func (g *generator) pattern() string {
	return g.deeper(g.fresh(), func() string {
		switch g.Intn(4) {
		case 0:
			return "{ " + g.fresh() + ", b: " + g.pattern() + ", [" + g.operand() + "]: " + g.pattern() + " = " + g.operand() + ", ..." + g.fresh() + " }"
		case 1:
			return "[" + g.pattern() + ", , " + g.pattern() + " = " + g.operand() + ", ..." + g.pattern() + "]"
		default:
			return g.fresh()
		}
	})
}

func (g *generator) params() string {
	return "(" + g.some(3, ", ", func() string {
		return g.pattern() + g.typed() + g.pick("", " = "+g.operand())
	}) + ")"
}

func (g *generator) returns() string {
	if !g.types || g.Intn(2) == 0 {
		return ""
	}
	return ": Promise<" + g.typ() + ">"
}

func (g *generator) statement() string {
	end := g.pick(";", ";", "\n", "\r\n", "; // it's\n", " /* a */;")
	return g.deeper("a;", func() string {
		switch g.Intn(18) {
		case 0:
			return g.pick("const ", "let ", "var ") + g.pattern() + g.typed() + " = " + g.operand() + ", " + g.fresh() + " = " + g.operand() + end
		case 1:
			return "if (" + g.expr() + ") " + g.body() + g.pick("", " else "+g.body())
		case 2:
			return "for (const " + g.pattern() + g.pick(" of ", " in ") + g.operand() + ") " + g.body()
		case 3:
			return "for (let " + g.fresh() + " = " + g.operand() + "; " + g.expr() + "; " + g.expr() + ") " + g.body()
		case 4:
			return "while (" + g.expr() + ") " + g.body()
		case 5:
			return "do " + g.body() + " while (" + g.expr() + ")" + end
		case 6:
			return "try " + g.block() + g.pick(" catch ", " catch ("+g.pattern()+") ") + g.block() + g.pick("", " finally "+g.block())
		case 7:
			return "switch (" + g.expr() + ") { case " + g.expr() + ": " + g.statement() + " default: " + g.statement() + " }"
		case 8:
			return "async function " + g.fresh() + g.params() + g.returns() + " { " + g.some(2, "\n", g.statement) + " return " + g.expr() + end + " }"
		case 9:
			return "function* " + g.fresh() + g.params() + " { yield " + g.operand() + end + " return }"
		case 10:
			return "class " + g.fresh() + g.pick("", " extends "+g.callee()) + " " + g.classBody()
		case 11:
			return g.block()
		case 12:
			return "throw " + g.expr() + end
		case 13:
			return ";(" + g.expr() + ")" + end
		case 14:
			if g.types {
				return g.pick("type "+"X"+g.fresh()+" = "+g.typ()+end, "interface I"+g.fresh()+" { a: "+g.typ()+" }", "enum "+g.fresh()+" { A, B = 1 }", "declare let "+g.fresh()+": "+g.typ()+end)
			}
			return "l" + g.fresh() + ": for (;;) { break }"
		default:
			return "x = " + g.expr() + end
		}
	})
}

func (g *generator) body() string { return g.pick(g.block(), "a = "+g.expr()+";", "{}", ";") }

func (g *generator) classBody() string {
	return "{ " + g.some(4, "\n", func() string {
		modifier := ""
		if g.types {
			modifier = g.pick("", "private ", "readonly ", "protected static ")
		}
		switch g.Intn(7) {
		case 0:
			return modifier + g.fresh() + g.typed() + " = " + g.operand() + ";"
		case 1:
			return "async " + g.fresh() + g.params() + g.returns() + " " + g.block()
		case 2:
			return "get " + g.fresh() + "() { return " + g.expr() + " }"
		case 3:
			return "[" + g.operand() + "]" + g.typed() + " = " + g.operand() + ";"
		case 4:
			return "static { " + g.some(2, "\n", g.statement) + " }"
		case 5:
			return "@d(" + g.operand() + ") " + g.fresh() + "() {}"
		default:
			return "#" + g.fresh() + ";"
		}
	}) + " }"
}

// callee is an expression that can be called, accessed or extended.
func (g *generator) callee() string {
	return g.deeper("a", func() string {
		switch g.Intn(8) {
		case 0:
			return g.callee() + "." + g.pick("b", "if", "class", "of")
		case 1:
			return g.callee() + "[" + g.expr() + "]"
		case 2:
			return g.callee() + "(" + g.arguments() + ")"
		case 3:
			return "(" + g.expr() + ")"
		case 4:
			if g.types {
				return g.pick(g.callee()+"!", "("+g.unary()+" as "+g.typ()+")", g.callee()+"<"+g.typ()+">("+g.arguments()+")")
			}
			return g.callee() + "`it's ${" + g.expr() + "}`"
		default:
			return g.pick("a", "b", "user", "été")
		}
	})
}

func (g *generator) arguments() string {
	return g.some(3, ", ", func() string { return g.pick("", "", "...") + g.operand() })
}

// expr is any expression, a sequence too.
func (g *generator) expr() string {
	if g.Intn(8) == 0 {
		return g.operand() + ", " + g.operand()
	}
	return g.operand()
}

// operand is an expression that a comma ends.
func (g *generator) operand() string {
	return g.deeper(g.pick("a", "1", "'it'", "false", "null"), func() string {
		switch g.Intn(20) {
		case 0:
			return g.unary() + g.pick(" && ", " || ") + g.unary()
		case 1:
			return "(" + g.unary() + " ?? " + g.unary() + ")"
		case 2:
			return g.unary() + g.pick(" + ", " - ", " / ", " * ", " % ") + g.unary()
		case 3:
			return g.unary() + g.pick(" === ", " !== ", " == ", " < ", " >= ", " instanceof ", " | ") + g.unary()
		case 4:
			return g.unary() + " ? " + g.operand() + " : " + g.operand()
		case 5:
			return "{ " + g.some(3, ", ", g.property) + " }"
		case 6:
			return "[" + g.some(3, ", ", g.operand) + "]"
		case 7:
			return g.pick("", "async ") + g.params() + g.returns() + " => " + g.pick(g.block(), "("+g.expr()+")")
		case 8:
			return "function " + g.pick("", g.fresh()) + g.params() + " " + g.block()
		case 9:
			return "(" + g.pick("a", g.callee()+".b", g.callee()+"["+g.expr()+"]") + g.pick(" = ", " += ", " ??= ") + g.operand() + ")"
		case 10:
			return "`it's ${" + g.expr() + "} \\` ${" + g.expr() + "}`"
		case 11:
			if g.types {
				return g.pick("("+g.unary()+" as "+g.typ()+")", "("+g.unary()+" satisfies "+g.typ()+")", g.callee()+"!", "("+g.unary()+" as const)")
			}
			return "class " + g.classBody()
		case 12:
			return "new " + g.pick("A", "A.B") + g.pick("", "("+g.arguments()+")")
		case 13, 14:
			if g.jsx {
				return g.element()
			}
			return "<" + g.typ() + ">" + g.callee()
		default:
			return g.unary()
		}
	})
}

func (g *generator) unary() string {
	return g.deeper("a", func() string {
		switch g.Intn(10) {
		case 0:
			return g.pick("!", "-", "+", "~", "typeof ", "void ") + g.pick("a.b", "c("+g.arguments()+")", "user["+g.expr()+"]")
		case 1:
			return "(" + g.expr() + ")"
		case 2:
			return g.pick("true", "false", "null", "undefined", "this", "0", "1.5", "'a'", "\"it's\"", "`b`", "-1", "!0", "void 0")
		case 3:
			return g.pick("(/[/']/g)", "/it's/.a", "(/a\\/\"/)")
		case 4:
			return "delete " + g.callee() + ".b"
		case 5:
			return g.pick("a", "b.c()", "this.user") + "?." + g.pick("b", "["+g.expr()+"]", "("+g.arguments()+")")
		default:
			return g.callee()
		}
	})
}

func (g *generator) property() string {
	switch g.Intn(6) {
	case 0:
		return "..." + g.operand()
	case 1:
		return "[" + g.operand() + "]: " + g.operand()
	case 2:
		return "async " + g.fresh() + g.params() + g.returns() + " " + g.block()
	case 3:
		return "get " + g.fresh() + "() { return " + g.expr() + " }"
	case 4:
		return g.pick("a", "user")
	default:
		return g.pick(g.fresh(), "'"+g.fresh()+"'", g.fresh()+" /* it's */") + ": " + g.operand()
	}
}

func (g *generator) element() string {
	return g.deeper("<a />", func() string {
		name := g.pick("a", "A", "A.B", "a-b", "")
		attrs := ""
		if name != "" {
			attrs = g.some(3, "", func() string {
				switch g.Intn(6) {
				case 0:
					return " {..." + g.operand() + "}"
				case 1:
					return " " + g.fresh()
				case 2:
					return "\n" + g.fresh() + `="it's > {a}"`
				case 3:
					return " /* it's */ " + g.fresh() + "=<b>'</b>"
				default:
					return " " + g.fresh() + "={" + g.operand() + "}"
				}
			})
			if g.Intn(3) == 0 {
				return "<" + name + attrs + g.pick(" />", "/>", " / >")
			}
		}
		return "<" + name + attrs + ">" + g.some(4, "", func() string {
			switch g.Intn(6) {
			case 0:
				return g.element()
			case 1:
				return "{/* it's } */}"
			case 2:
				return " it's \"text\" && more / ( "
			case 3:
				return "\n"
			default:
				return "{" + g.expr() + "}"
			}
		}) + g.pick("</", "< / ") + name + ">"
	})
}
