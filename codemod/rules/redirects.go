package rules

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// truth is what the text says about a value's truthiness.
type truth int

const (
	unknown truth = iota
	alwaysTrue
	alwaysFalse
)

// truthOf reads the value of a key: nothing at all, a literal.
func truthOf(k *key) truth {
	n, bare := k.value()
	if bare {
		return alwaysTrue
	}
	switch n := n.(type) {
	case *js.Literal:
		switch {
		case n.Kind == js.LitBool && n.Bool:
			return alwaysTrue
		case n.Kind == js.LitBool:
			return alwaysFalse
		}
	case *js.String:
		if n.Value != "" {
			return alwaysTrue
		}
	}
	return unknown
}

// directed reports whether the place says by itself where to go.
func (pl *place) directed() bool {
	return slices.ContainsFunc(pl.redirect.Others, func(name string) bool { return len(pl.slots[name]) > 0 })
}

// defaultNotice says that a redirect without a URL leads elsewhere now.
func defaultNotice(at js.Range, what string, row *codemod.RedirectChange) codemod.Finding {
	message := fmt.Sprintf("%s now leads back to the current page instead of the dashboard's URL", what)
	if len(row.Others) > 0 {
		message += fmt.Sprintf("; pass `%s` to go elsewhere", row.Others[0])
	}
	return codemod.Finding{Range: at, Message: message}
}

// redirectCalls visits the calls of the methods that redirect.
func redirectCalls(p *codemod.Pass, visit func(row *codemod.RedirectChange, call *js.Call)) {
	methodCalls(p, func(method *clerk.Value, call *js.Call) {
		for i := range p.Target.Redirects {
			row := &p.Target.Redirects[i]
			if method.Type == clerkType && row.Method == method.Name {
				visit(row, call)
			}
		}
	})
}
