package rules

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// AuthVersion points out `<ClerkProvider authVersion={1}>`.
//
// # Why
//
// Auth v1 is not compatible with server-side rendering, and the new line has
// no code for it. An application created after October 21, 2021 uses Auth v2
// already; an older one has to be upgraded in Clerk's dashboard before the new
// packages can work.
//
// # Fix safety
//
// A notice: the upgrade happens outside the text.
var AuthVersion = &codemod.Rule{
	Name:     authVersion,
	Severity: codemod.Notice,
	Doc:      doc("AuthVersion"),
	Check:    checkAuthVersion,
}

func checkAuthVersion(p *codemod.Pass) {
	for i := range p.Target.Values {
		row := &p.Target.Values[i]
		if row.Rule != authVersion || !mentions(p, row.Prop) {
			continue
		}
		s := newSurvey(p)
		elements(p, func(e element) {
			if e.component == row.Component {
				s.element(e, table{rule: row.Rule, changes: []change{{old: row.Prop}}})
			}
		})
		for _, v := range s.verdicts(authVersion) {
			if n, _ := v.value(); literalText(p.File.File, n) == row.Value {
				p.Report(codemod.Finding{
					Range:   v.pos(),
					Message: fmt.Sprintf("`%s` of %s is %s: %s", row.Prop, v.place.what, row.Value, row.Notice),
				})
			}
		}
	}
}

// literalText is the text of a literal, without a string's quotes, also
// through constants; "" for any other expression.
func literalText(f *js.File, n js.Node) string {
	for range 10 { // constants can name each other in a circle
		switch v := n.(type) {
		case *js.Literal:
			return f.Text(v.Range())
		case *js.String:
			return v.Value
		case *js.Ident:
			n = constantInit(v.Sym)
		default:
			return ""
		}
	}
	return ""
}
