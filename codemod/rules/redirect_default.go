package rules

import (
	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// RedirectDefault points out redirects without a URL, which lead elsewhere now.
//
// # Why
//
// `<RedirectToSignIn />`, `<RedirectToSignUp />`, `redirectToSignIn()` and
// `redirectToSignUp()` used to end at the URL of the dashboard. They return
// users to the page that they came from by default now. The text is the same
// before and after, so only a person can tell whether the new default is
// wanted; `redirectUrl` says where to go instead.
//
// # Fix safety
//
// A notice: there is nothing to edit, and no switch brings the old default
// back. `returnBack={false}` and `redirectToSignIn(false)` asked for it, so
// they get the notice as well. A project that depends on the new line already
// gets none.
var RedirectDefault = &codemod.Rule{
	Name:     redirectDefault,
	Severity: codemod.Notice,
	Doc:      doc("RedirectDefault"),
	Check:    checkRedirectDefault,
}

func checkRedirectDefault(p *codemod.Pass) {
	if p.Moved {
		return
	}
	refused := map[*key]bool{}
	for _, pl := range surveyChanges(p).places {
		if pl.redirect == nil || pl.open || pl.directed() {
			continue
		}
		asked := pl.slots[pl.redirect.Prop]
		for _, sl := range asked {
			if truthOf(sl.key) == alwaysFalse && !refused[sl.key] {
				refused[sl.key] = true
				p.Report(defaultNotice(sl.pos(), pl.what, pl.redirect))
			}
		}
		if len(asked) == 0 && !pl.annotated {
			p.Report(defaultNotice(pl.head, pl.what, pl.redirect))
		}
	}
	redirectCalls(p, func(row *codemod.RedirectChange, call *js.Call) {
		if len(call.Args) == 0 || len(call.Args) == 1 && isBool(call.Args[0], false) {
			p.Report(defaultNotice(call.Range(), row.Method+"()", row))
		}
	})
}

// isBool reports whether n is the literal true or false.
func isBool(n js.Node, value bool) bool {
	lit, ok := n.(*js.Literal)
	return ok && lit.Kind == js.LitBool && lit.Bool == value
}
