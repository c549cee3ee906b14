package script

import (
	"strings"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// importDecl converts an import, of types too.
func (b *builder) importDecl(d *js.ImportDecl, parent ref) ref {
	i := b.open("ImportDeclaration", d.Pos, parent)
	specifiers := make([]ref, len(d.Names))
	for j, item := range d.Names {
		specifiers[j] = b.importItem(item, i)
	}
	b.specifier(d.Specifier)
	source := b.literal(d.SpecifierPos, d.Specifier, i)
	return b.close(i, specifiers, source, kindOf(d.TypeOnly))
}

// importItem converts one name of an import.
func (b *builder) importItem(item *js.ImportName, parent ref) ref {
	kind := "ImportSpecifier"
	switch {
	case item.Imported == "*":
		kind = "ImportNamespaceSpecifier"
	case !item.Decl.Braces.Covers(item.Pos):
		kind = "ImportDefaultSpecifier"
	}
	i := b.open(kind, item.Pos, parent)
	var local ref
	if kind == "ImportSpecifier" {
		foreign := item.Pos
		if item.TypeOnly && !item.Decl.TypeOnly {
			foreign.Start = b.f.Tokens[b.f.TokenAt(foreign.Start)+1].Start // behind `type`
		}
		foreign.End = b.f.Tokens[b.f.TokenAt(foreign.Start)].End
		name := b.name(foreign, item.Imported, i)
		local = b.name(item.LocalPos, item.Local, i)
		b.close(i, name, local, kindOf(item.TypeOnly))
	} else {
		local = b.name(item.LocalPos, item.Local, i)
		b.close(i, local)
	}
	b.bound(local, item.Sym)
	b.file.items[i] = item
	own := imported{item.Decl.Specifier, item.Imported}
	value := identityOf(b.f.ItemValue(item))
	for _, n := range []ref{i, local} {
		b.file.Imported[int(n)] = own
		if value != nil {
			b.file.Clerk[int(n)] = value
		}
	}
	return i
}

func kindOf(typeOnly bool) string {
	if typeOnly {
		return "type"
	}
	return "value"
}

// exportDecl converts an export list, or `export *`.
func (b *builder) exportDecl(d *js.ExportDecl, parent ref) ref {
	if d.Star {
		i := b.open("ExportAllDeclaration", d.Pos, parent)
		exported := none
		if len(d.Names) > 0 {
			at := d.Names[0].Pos
			exported = b.name(js.Range{Start: at.End - len(d.Names[0].Exported), End: at.End}, d.Names[0].Exported, i)
		}
		b.specifier(d.Specifier)
		return b.close(i, exported, b.literal(d.SpecifierPos, d.Specifier, i), kindOf(d.TypeOnly))
	}
	i := b.open("ExportNamedDeclaration", d.Pos, parent)
	specifiers := make([]ref, len(d.Names))
	for j, item := range d.Names {
		specifiers[j] = b.exportItem(item, i)
	}
	source := none
	if d.Specifier != "" {
		b.specifier(d.Specifier)
		source = b.literal(d.SpecifierPos, d.Specifier, i)
	}
	return b.close(i, none, specifiers, source, kindOf(d.TypeOnly))
}

func (b *builder) exportItem(item *js.ExportName, parent ref) ref {
	i := b.open("ExportSpecifier", item.Pos, parent)
	first := b.f.TokenAt(item.Pos.Start)
	if b.f.Tok(first) == "type" && item.TypeOnly && !item.Decl.TypeOnly {
		first++
	}
	from := b.f.Tokens[first]
	to := b.f.Tokens[b.f.TokenAt(item.Pos.End-1)]
	local := b.name(js.Range{Start: from.Start, End: from.End}, item.Local, i)
	b.bound(local, item.Sym)
	exported := b.name(js.Range{Start: to.Start, End: to.End}, item.Exported, i)
	if item.Decl.Specifier != "" {
		b.file.Imported[int(local)] = imported{item.Decl.Specifier, item.Local}
		b.file.Imported[int(i)] = imported{item.Decl.Specifier, item.Local}
		if m := b.f.ModuleValue(item.Decl.Specifier); m != nil && m.Kind == clerk.Module {
			if value := identityOf(b.f.MemberValue(m, item.Local)); value != nil {
				b.file.Clerk[int(local)], b.file.Clerk[int(i)] = value, value
			}
		}
	}
	return b.close(i, local, exported, kindOf(item.TypeOnly))
}

func (b *builder) exportDefault(n *js.ExportDefault, parent ref) ref {
	if n.Equals {
		i := b.open("TSExportAssignment", n.Range(), parent)
		return b.close(i, b.expr(n.X, i))
	}
	i := b.open("ExportDefaultDeclaration", n.Range(), parent)
	switch n.X.(type) {
	case *js.FunctionDecl, *js.ClassDecl:
		return b.close(i, b.statement(n.X, i))
	}
	return b.close(i, b.expr(n.X, i))
}

// importEquals converts `import a = require("b")` and `import a = b.c`.
func (b *builder) importEquals(n *js.VarDecl, parent ref) ref {
	i := b.open("TSImportEqualsDeclaration", n.Range(), parent)
	id, source := none, none
	for _, d := range n.Decls {
		id = b.target(d.Target, i)
	}
	for _, d := range b.f.Imports {
		if d.Equals && n.Range().Covers(d.SpecifierPos) {
			source = b.literal(d.SpecifierPos, strings.Clone(d.Specifier), i)
		}
	}
	return b.close(i, id, source)
}
