package rules

import (
	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// patternKeys visits the keys of every object pattern, declared or assigned
// to, that takes something of Clerk's apart.
func patternKeys(p *codemod.Pass, visit func(v *clerk.Value, key *js.Property)) {
	keys := func(v *clerk.Value, props []*js.Property) {
		if v == nil {
			return
		}
		for _, key := range props {
			if key.Kind != js.PropSpread && key.Name != "" {
				visit(v, key)
			}
		}
	}
	js.Walk(p.File.Program, func(n js.Node) bool {
		switch n := n.(type) {
		case *js.ObjectPattern:
			keys(p.File.ValueOf(n), n.Props)
		case *js.Assign:
			if target, ok := n.X.(*js.Object); ok && n.Op == "=" {
				keys(p.File.ValueOf(n.Y), target.Props)
			}
		}
		return true
	})
}

// memberReads visits every node that reads or writes a member of something of
// Clerk's by a name that the text gives; at is the name's place.
func memberReads(p *codemod.Pass, visit func(v *clerk.Value, read js.Node, name string, at js.Range)) {
	for _, u := range p.File.Uses() {
		switch parent := u.Node.Parent().(type) {
		case *js.Member:
			if parent.X == u.Node {
				visit(u.Value, parent, parent.Name, parent.NamePos)
			}
		case *js.Index:
			if name, ok := parent.Arg.(*js.String); ok && parent.X == u.Node {
				visit(u.Value, parent, name.Value, name.Range())
			}
		}
	}
}

// keyPos is where the key's name stands: with its quotes, without brackets.
func keyPos(key *js.Property) js.Range {
	if key.Computed {
		return key.Key.Range()
	}
	return key.KeyPos
}
