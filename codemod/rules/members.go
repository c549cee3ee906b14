package rules

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// checkMembers is the check of a rule about renamed members.
func checkMembers(p *codemod.Pass, rule string) {
	rows := map[string][]codemod.Rename{} // by the type's name
	var old []string
	for _, row := range p.Target.Members {
		if row.Rule == rule {
			rows[row.Type] = append(rows[row.Type], row.Renames...)
			old = append(old, oldNames(row.Renames)...)
		}
	}
	if !mentions(p, old...) {
		return
	}
	report := func(v *clerk.Value, name string, at js.Range, edit func(name string) codemod.Edit) {
		for _, typ := range []string{resourceOf(p.Target, v), v.Name} {
			for _, r := range rows[typ] {
				if r.Old != name || typ == v.Name && v.Kind != clerk.Instance && v.Kind != clerk.Result {
					continue
				}
				fix := codemod.Safe
				if v.Origin.Typed {
					fix = codemod.Unsafe // the value may come from elsewhere
				}
				p.Report(codemod.Finding{
					Fix: fix, Range: at, Edits: []codemod.Edit{edit(r.New)},
					Message: fmt.Sprintf("`%s` of %s is now `%s`", r.Old, v, r.New),
				})
				if r.Notice != "" {
					p.Report(codemod.Finding{Range: at, Message: r.Notice})
				}
				return
			}
		}
	}
	memberReads(p, func(v *clerk.Value, read js.Node, name string, at js.Range) {
		report(v, name, at, func(name string) codemod.Edit {
			if m, ok := read.(*js.Index); ok {
				quote := string(m.Arg.(*js.String).Quote)
				name = quote + name + quote
			}
			return codemod.Replace(at, name)
		})
	})
	patternKeys(p, func(v *clerk.Value, prop *js.Property) {
		report(v, prop.Name, keyPos(prop), func(name string) codemod.Edit { return renameKey(&key{prop: prop}, name) })
	})
}
