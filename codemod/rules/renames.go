package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// checkProps is the check of a rule about renamed props.
func checkProps(p *codemod.Pass, rule string) { checkRenames(p, rule, codemod.Manual) }

// checkOptions is the check of a rule about renamed keys of options objects.
func checkOptions(p *codemod.Pass, rule string) {
	// A project on the new line has been through this: what cannot be seen
	// is more likely right than wrong there.
	undecided := codemod.Manual
	if p.Moved {
		undecided = codemod.NoFix
	}
	checkRenames(p, rule, undecided)
}

// checkRenames looks for all keys that the rule's rows give other names, props
// and keys of options; undecided is the class of what only a person can judge.
func checkRenames(p *codemod.Pass, rule string, undecided codemod.Safety) {
	var words []string
	for _, row := range p.Target.Components {
		if row.Rule == rule {
			words = append(words, oldNames(row.Renames)...)
		}
	}
	for _, row := range p.Target.Options {
		if row.Rule != rule {
			continue
		}
		words = append(words, oldNames(row.Renames)...)
		for _, f := range row.Functions {
			words = append(words, f.Name)
		}
	}
	if !mentions(p, words...) {
		return
	}
	s := surveyChanges(p)
	for _, v := range s.verdicts(rule) {
		reportRename(p, v, undecided)
	}
	seen := map[js.Node]bool{}
	for _, pl := range s.places {
		if pl.rule == rule {
			reportWritten(p, pl, undecided, seen)
		}
		if pl.rule == rule && pl.props == "" {
			reportUnseen(p, pl, undecided, seen)
		}
	}
	reportTypedReads(p, rule)
	reportMadeOf(p, rule)
}

func oldNames(rows []codemod.Rename) []string {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Old
	}
	return names
}

// reportRename reports a key with its fix; undecided is the class of a key
// that a person must look at.
func reportRename(p *codemod.Pass, v verdict, undecided codemod.Safety) {
	f := codemod.Finding{
		Range:   v.pos(),
		Message: fmt.Sprintf("`%s` of %s is now `%s`", v.name, v.place.what, v.change.new),
	}
	switch v.reason {
	case plain:
		f.Fix = codemod.Safe
	case beside:
		f.Fix = codemod.Unsafe
		f.Message += "; what is spread beside it may carry that name too"
	case bothGiven:
		f.Fix = undecided
		f.Message = fmt.Sprintf("%s is given both `%s` and its new name `%s`; keep one of the values, under the new name", v.place.what, v.name, v.change.new)
	case givenTwice:
		f.Fix = undecided
		f.Message = fmt.Sprintf("%s is given `%s` twice; keep one of the values, under its new name `%s`", v.place.what, v.name, v.change.new)
	case usedBesides:
		f.Fix = undecided
		f.Message += ", but the object is used elsewhere too; rename the key together with what reads it"
	}
	if f.Fix == codemod.Safe || f.Fix == codemod.Unsafe {
		f.Edits = []codemod.Edit{renameKey(v.key, v.change.new)}
	}
	p.Report(f)
	if len(f.Edits) > 0 && v.change.notice != "" {
		p.Report(codemod.Finding{Range: v.pos(), Message: v.change.notice})
	}
}

// renameKey gives a key another name; its value stays.
func renameKey(k *key, name string) codemod.Edit {
	switch {
	case k.attr != nil:
		return codemod.Replace(k.attr.NamePos, name)
	case k.prop.Shorthand:
		return codemod.Insert(k.prop.KeyPos.Start, name+": ")
	}
	if quoted, ok := k.prop.Key.(*js.String); ok && (k.prop.Computed || quoted.Quote != 0) {
		quote := string(quoted.Quote)
		return codemod.Replace(quoted.Range(), quote+name+quote)
	}
	return codemod.Replace(k.prop.KeyPos, name)
}

// reportWritten reports the old names that an object gets after it was made.
// One that it had before is reported there.
func reportWritten(p *codemod.Pass, pl *place, fix codemod.Safety, seen map[js.Node]bool) {
	for _, w := range pl.written {
		c, ok := pl.change(w.name)
		if !ok || seen[w.node] || len(pl.slots[c.old]) > 0 {
			continue
		}
		seen[w.node] = true
		p.Report(codemod.Finding{
			Fix: fix, Range: w.node.Range(),
			Message: fmt.Sprintf("`%s` of %s is now `%s`; rename it where it is set, together with what reads it", c.old, pl.what, c.new),
		})
	}
}

// reportUnseen reports the arguments whose keys the text does not show, but
// for those seen at another place before.
func reportUnseen(p *codemod.Pass, pl *place, fix codemod.Safety, seen map[js.Node]bool) {
	if len(pl.unseen) == 0 {
		return
	}
	missing := 0
	for _, c := range pl.changes {
		if pl.given(c.old, nil) {
			return // reported at the key
		}
		if !pl.given(c.new, nil) {
			missing++
		}
	}
	if missing == 0 {
		return
	}
	var old, renamed []string
	for _, c := range pl.changes {
		old = append(old, "`"+c.old+"`")
		renamed = append(renamed, "`"+c.new+"`")
	}
	format := "%s is now %s; rename it where this object is made"
	if len(old) > 1 {
		format = "%s are now %s; rename them where this object is made"
	}
	message := fmt.Sprintf(format, strings.Join(old, " and "), strings.Join(renamed, " and "))
	for _, n := range pl.unseen {
		if seen[n] {
			continue
		}
		seen[n] = true
		p.Report(codemod.Finding{Fix: fix, Range: n.Range(), Message: message})
	}
}

// reportTypedReads reports the old names that are read from values typed with
// a component's props: what callers pass will not have them.
func reportTypedReads(p *codemod.Pass, rule string) {
	tables := propTables(p.Target)
	report := func(v *clerk.Value, name string, at js.Range) {
		if v.Kind != clerk.Props {
			return
		}
		i := slices.IndexFunc(tables, func(t table) bool { return t.props == v.Name })
		if i < 0 || tables[i].rule != rule {
			return
		}
		c, ok := tables[i].change(name)
		if !ok {
			return
		}
		message := fmt.Sprintf("`%s` of %s is gone; remove this read together with what callers pass", c.old, v.Name)
		if c.new != "" {
			message = fmt.Sprintf("`%s` of %s is now `%s`; rename this read together with what callers pass", c.old, v.Name, c.new)
		}
		p.Report(codemod.Finding{Fix: codemod.Manual, Range: at, Message: message})
	}
	memberReads(p, func(v *clerk.Value, _ js.Node, name string, at js.Range) { report(v, name, at) })
	patternKeys(p, func(v *clerk.Value, key *js.Property) { report(v, key.Name, keyPos(key)) })
}
