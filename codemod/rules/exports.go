package rules

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// checkExports is the check of a rule about exports that have another name or
// another module.
func checkExports(p *codemod.Pass, rule string) {
	c := exportCheck{p: p, rows: map[string]*codemod.ExportChange{}}
	for i := range p.Target.Exports {
		if row := &p.Target.Exports[i]; row.Rule == rule {
			c.rows[row.Name] = row
			c.first = cmp.Or(c.first, row)
		}
	}
	if len(c.rows) == 0 {
		return
	}
	for _, d := range p.File.Imports {
		if c.isOld(d.Specifier) {
			c.declaration(d)
		}
	}
	for _, d := range p.File.File.Exports {
		if d.Specifier != "" && c.isOld(d.Specifier) {
			c.reexport(d)
		}
	}
	for _, u := range p.File.Uses() {
		c.use(u)
	}
	if all := c.rows[codemod.AllExports]; all != nil {
		c.strings(all)
	}
}

type exportCheck struct {
	p *codemod.Pass
	// rows are by old name; first is the first of them.
	rows  map[string]*codemod.ExportChange
	first *codemod.ExportChange
}

// isOld reports whether a specifier names one of the modules that the tables
// are about, and not one of the project that passes it on.
func (c *exportCheck) isOld(specifier string) bool {
	m := c.p.File.ModuleValue(specifier)
	return m != nil && m.Kind == clerk.Module && m.Origin.Direct
}

// declaration looks at one import of such a module. All that goes to one
// module goes together.
func (c *exportCheck) declaration(d *js.ImportDecl) {
	moves := map[string][]codemod.ImportMove{}
	var order []string
	for _, item := range d.Names {
		row := c.rows[item.Imported]
		switch {
		case row == nil, item.Imported == codemod.AllExports:
		case row.Module == "":
			edits, names := c.p.RenameImport(item, row.New)
			c.report(row, codemod.Finding{Fix: codemod.Safe, Range: item.Pos, Edits: edits, Names: names})
		default:
			module := c.specifier(row)
			if moves[module] == nil {
				order = append(order, module)
			}
			moves[module] = append(moves[module], codemod.ImportMove{Item: item, Name: row.New})
		}
	}
	for _, module := range order {
		list := moves[module]
		row := c.rows[list[0].Item.Imported]
		f := codemod.Finding{Fix: codemod.Safe, Range: list[0].Item.Pos}
		var ok bool
		if f.Edits, f.Names, ok = c.p.MoveImports(d, list, module); !ok {
			f = codemod.Finding{Fix: codemod.Manual, Range: f.Range}
		}
		c.report(row, f)
	}
	if all := c.rows[codemod.AllExports]; all != nil && len(order) == 0 {
		c.respecify(all, d.SpecifierPos)
	}
}

// specifier is how this file imports from the row's new module.
func (c *exportCheck) specifier(row *codemod.ExportChange) string {
	k := c.p.Target.Packages
	if k == nil || !strings.HasPrefix(row.Module, ".") {
		return row.Module
	}
	to, err := filepath.Rel(filepath.Dir(c.p.File.Path), filepath.Join(k.Dir, filepath.FromSlash(row.Module)))
	if err != nil {
		return row.Module
	}
	if to = filepath.ToSlash(to); !strings.HasPrefix(to, ".") {
		to = "./" + to
	}
	return to
}

// respecify puts the new module in place of a string that names the old one.
func (c *exportCheck) respecify(row *codemod.ExportChange, at js.Range) {
	quote := c.p.File.Src[at.Start : at.Start+1]
	c.report(row, codemod.Finding{Fix: codemod.Safe, Range: at, Edits: []codemod.Edit{codemod.Replace(at, quote+c.specifier(row)+quote)}})
}

// reexport looks at an export of names from such a module: they keep the names
// that importers know.
func (c *exportCheck) reexport(d *js.ExportDecl) {
	if all := c.rows[codemod.AllExports]; all != nil {
		c.respecify(all, d.SpecifierPos)
		return
	}
	if d.Star {
		c.p.Report(codemod.Finding{Range: d.Pos, Message: fmt.Sprintf("everything is passed on here, but %s; see to those who import it from here", c.message(c.first))})
		return
	}
	for _, item := range d.Names {
		row := c.rows[item.Local]
		if row == nil {
			continue
		}
		f := codemod.Finding{Fix: codemod.Safe, Range: item.Pos}
		text := row.New
		if item.Exported != row.New {
			text += " as " + item.Exported
		}
		if strings.HasPrefix(c.p.File.Text(item.Pos), "type ") {
			text = "type " + text
		}
		f.Edits = []codemod.Edit{codemod.Replace(item.Pos, text)}
		if row.Module != "" {
			if len(d.Names) > 1 {
				f = codemod.Finding{Fix: codemod.Manual, Range: item.Pos}
			} else {
				quote := c.p.File.Src[d.SpecifierPos.Start : d.SpecifierPos.Start+1]
				f.Edits = append(f.Edits, codemod.Replace(d.SpecifierPos, quote+c.specifier(row)+quote))
			}
		}
		c.report(row, f)
	}
}

// use looks at a name that is not imported by itself: a member of a namespace,
// or a key of a pattern.
func (c *exportCheck) use(u clerk.Use) {
	if u.Value.Kind != clerk.Export || !u.Value.Origin.Direct {
		return
	}
	row := c.rows[u.Value.Name]
	if row == nil || row.Name == codemod.AllExports {
		return
	}
	f := codemod.Finding{Fix: codemod.Safe}
	switch n := u.Node.(type) {
	case *js.Member:
		if n.Name != row.Name || !c.ofModule(n.X) {
			return
		}
		f.Range = n.NamePos
		f.Edits = []codemod.Edit{codemod.Replace(n.NamePos, row.New)}
		if e, ok := n.Parent().(*js.JSXElement); ok && e.Tag == js.Node(n) && e.CloseName.Len() > 0 {
			close := js.Range{Start: e.CloseName.End - len(n.Name), End: e.CloseName.End}
			f.Edits = append(f.Edits, codemod.Replace(close, row.New))
		}
	case *js.Property:
		if n.Name != row.Name || !c.ofModule(n.Parent()) {
			return
		}
		f.Range = keyPos(n)
		f.Edits = []codemod.Edit{renameKey(&key{prop: n}, row.New)}
	default:
		return
	}
	if row.Module != "" {
		f = codemod.Finding{Fix: codemod.Manual, Range: f.Range}
	}
	c.report(row, f)
}

// ofModule reports whether a node holds one of the modules itself.
func (c *exportCheck) ofModule(n js.Node) bool {
	v := c.p.File.ValueOf(n)
	return v != nil && v.Kind == clerk.Module
}

// strings looks at modules that are named in calls: require, import() and what
// test runners have.
func (c *exportCheck) strings(all *codemod.ExportChange) {
	js.Walk(c.p.File.Program, func(n js.Node) bool {
		s, ok := n.(*js.String)
		if !ok || s.Quote == 0 || !c.isOld(s.Value) {
			return true
		}
		switch parent := s.Parent().(type) {
		case *js.ImportCall:
			c.respecify(all, s.Range())
		case *js.Call:
			if len(parent.Args) > 0 && parent.Args[0] == n && namesModule(parent.Callee) {
				c.respecify(all, s.Range())
			}
		}
		return true
	})
}

// namesModule reports whether a callee takes a module's specifier first.
func namesModule(callee js.Node) bool {
	switch n := callee.(type) {
	case *js.Ident:
		return n.Name == "require" && n.Sym.Kind == js.SymGlobal
	case *js.Member:
		switch n.Name {
		case "mock", "unmock", "doMock", "dontMock", "setMock", "requireActual", "requireMock", "importActual", "importMock", "unstable_mockModule", "resolve":
			x, ok := n.X.(*js.Ident)
			return ok && (x.Name == "jest" || x.Name == "vi" || x.Name == "require")
		}
	}
	return false
}

func (c *exportCheck) report(row *codemod.ExportChange, f codemod.Finding) {
	f.Message = c.message(row)
	if f.Fix == codemod.Manual {
		f.Message += "; change it by hand here"
	}
	c.p.Report(f)
	if row.Notice != "" {
		c.p.Report(codemod.Finding{Range: f.Range, Message: row.Notice})
	}
}

func (c *exportCheck) message(row *codemod.ExportChange) string {
	switch {
	case row.Name == codemod.AllExports:
		return fmt.Sprintf("this module is now `%s`", c.specifier(row))
	case row.Module == "":
		return fmt.Sprintf("`%s` is now called `%s`", row.Name, row.New)
	case row.New == row.Name:
		return fmt.Sprintf("`%s` is now imported from `%s`", row.Name, c.specifier(row))
	}
	return fmt.Sprintf("`%s` is now `%s` of `%s`", row.Name, row.New, c.specifier(row))
}
