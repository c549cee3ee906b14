package js

import (
	"fmt"
	"reflect"
	"strings"
)

// dump writes the tree as text, one node a line: the kind, what tells it from
// others of its kind, its text, and its outer text where that is wider.
func dump(f *File) string {
	var b strings.Builder
	var write func(n Node, depth int)
	write = func(n Node, depth int) {
		kind := reflect.TypeOf(n).Elem().Name()
		fmt.Fprintf(&b, "%s%s%s", strings.Repeat("  ", depth), kind, details(f, n))
		switch {
		case n.base().synthetic:
			b.WriteString(" (made)")
		case depth > 0:
			fmt.Fprintf(&b, " `%s`", brief(f.Text(n.Range())))
			if n.Outer() != n.Range() {
				fmt.Fprintf(&b, " in `%s`", brief(f.Text(n.Outer())))
			}
		}
		b.WriteByte('\n')
		n.children(func(c Node) { write(c, depth+1) })
	}
	write(f.Program, 0)
	for _, d := range f.Imports {
		fmt.Fprintf(&b, "import %q%s `%s`\n", d.Specifier, flags("type", d.TypeOnly, "=", d.Equals), brief(f.Text(d.Pos)))
		for _, n := range d.Names {
			fmt.Fprintf(&b, "  %s as %s%s `%s`\n", n.Imported, n.Local, flags("type", n.TypeOnly, "unbound", n.Sym == nil), brief(f.Text(n.Pos)))
		}
	}
	for _, d := range f.Exports {
		fmt.Fprintf(&b, "export %q%s `%s`\n", d.Specifier, flags("type", d.TypeOnly, "star", d.Star), brief(f.Text(d.Pos)))
		for _, n := range d.Names {
			fmt.Fprintf(&b, "  %s as %s%s `%s`\n", n.Local, n.Exported, flags("type", n.TypeOnly, "bound", n.Sym != nil), brief(f.Text(n.Pos)))
		}
	}
	for _, c := range f.Comments {
		fmt.Fprintf(&b, "comment%s `%s`\n", flags("block", c.Block), brief(f.Text(c.Range)))
	}
	return b.String()
}

// brief makes a text one line, and not too long a one.
func brief(s string) string {
	s = strings.NewReplacer("\n", "⏎", "\r", "␍", "\t", "→", "\u2028", "<LS>", "\u2029", "<PS>", "\ufeff", "<BOM>").Replace(s)
	if r := []rune(s); len(r) > 70 {
		return string(r[:45]) + " … " + string(r[len(r)-20:])
	}
	return s
}

// flags names the conditions that hold: pairs of a name and a bool.
func flags(pairs ...any) string {
	s := ""
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1].(bool) {
			s += " " + pairs[i].(string)
		}
	}
	return s
}

// details are the fields of a node that its text and its children do not show.
func details(f *File, n Node) string {
	part := func(name string, r Range) string {
		if r.Len() == 0 {
			return ""
		}
		return fmt.Sprintf(" %s=`%s`", name, brief(f.Text(r)))
	}
	switch n := n.(type) {
	case *Ident:
		return flags("binding", n.Binding, "named "+n.Name, f.Text(n.Range()) != n.Name)
	case *Literal:
		names := [...]string{"other", "number", "bigint", "bool", "null", "undefined", "regexp", "this", "super"}
		return " " + names[n.Kind] + flags("true", n.Bool)
	case *String:
		return fmt.Sprintf(" %q", n.Value)
	case *Member:
		return part("name", n.NamePos) + flags("optional", n.Optional, "named "+n.Name, f.Text(n.NamePos) != n.Name)
	case *Index:
		return flags("optional", n.Optional)
	case *Call:
		return part("parens", n.Parens) + flags("optional", n.Optional)
	case *New:
		return part("parens", n.Parens)
	case *Property:
		kinds := [...]string{"field", "method", "getter", "setter", "spread", "static block"}
		return " " + kinds[n.Kind] + part("key", n.KeyPos) + flags("computed", n.Computed, "shorthand", n.Shorthand, "name "+n.Name, n.Name != "")
	case *Function:
		return flags("arrow", n.Arrow, "async", n.Async, "generator", n.Generator, "method", n.Method)
	case *Param:
		return part("type", n.Type) + flags("rest", n.Rest)
	case *Unary:
		return " " + n.Op + flags("postfix", n.Postfix)
	case *Binary:
		return " " + n.Op
	case *Assign:
		return " " + n.Op
	case *JSXElement:
		return part("open", n.OpenTag) + part("close", n.CloseName) + flags("self-closing", n.SelfClosing)
	case *JSXAttr:
		return part("name", n.NamePos) + part("value", n.ValuePos) + flags("spread", n.Spread, "named "+n.Name, f.Text(n.NamePos) != n.Name)
	case *VarDecl:
		return " " + n.Keyword + flags("export", n.Export)
	case *Declarator:
		s := part("type", n.Type)
		if n.Type.Len() > 0 {
			s += fmt.Sprintf(" colon=`%s`", f.Src[n.Colon:n.Colon+1])
		}
		return s
	case *ForIn:
		return flags("of", n.Of)
	case *While:
		return flags("do", n.Do)
	case *FunctionDecl:
		return flags("export", n.Export)
	case *ClassDecl:
		return flags("export", n.Export)
	case *ExportDefault:
		return flags("equals", n.Equals)
	}
	return ""
}

// dumpScopes writes the scopes as text, with the symbols that each binds.
func dumpScopes(f *File) string {
	var b strings.Builder
	place := func(offset int) string {
		line := 1 + strings.Count(f.Src[:offset], "\n")
		return fmt.Sprintf("%d:%d", line, offset-strings.LastIndexByte(f.Src[:offset], '\n'))
	}
	symbol := func(indent string, s *Symbol) {
		kinds := [...]string{"global", "import", "var", "let", "const", "function", "class", "param", "catch", "other"}
		fmt.Fprintf(&b, "%s%s: %s", indent, s.Name, kinds[s.Kind])
		for _, d := range s.Decls {
			b.WriteString(" " + place(d.Range().Start))
		}
		if s.Import != nil {
			fmt.Fprintf(&b, " from %q", s.Import.Decl.Specifier)
		}
		if len(s.Refs) > 0 {
			b.WriteString(", used")
		}
		for _, r := range s.Refs {
			b.WriteString(" " + place(r.Range().Start))
			if IsWrite(r) {
				b.WriteString("=")
			}
		}
		b.WriteString(flags("(written)", s.Written()) + "\n")
	}
	var write func(s *Scope, indent string)
	write = func(s *Scope, indent string) {
		fmt.Fprintf(&b, "%s%s", indent, reflect.TypeOf(s.Node).Elem().Name())
		if s.Parent != nil {
			b.WriteString(" " + place(s.Node.Range().Start) + flags("function", s.Function == s))
		}
		b.WriteByte('\n')
		for _, sym := range f.Symbols {
			if s.Names[sym.Name] == sym {
				symbol(indent+"  ", sym)
			}
		}
		for _, c := range s.Children {
			write(c, indent+"  ")
		}
	}
	write(f.Module, "")
	for _, sym := range f.Symbols {
		if sym.Scope == nil && len(sym.Refs) > 0 {
			symbol("", sym)
		}
	}
	return b.String()
}
