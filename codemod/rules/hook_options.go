package rules

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// optionsKind is what the argument of the old hook asks for.
type optionsKind int

const (
	optionsNone    optionsKind = iota // no argument
	optionsOff                        // an argument that asks for nothing
	optionsAssert                     // the assertion functions
	optionsUnknown                    // cannot be told
)

// hookOptions is the argument of one call of the old hook.
type hookOptions struct {
	kind optionsKind
	// drop is the edit that takes the argument away; nil when there is none.
	drop []codemod.Edit
}

func (c *hookCheck) options(call *js.Call) hookOptions {
	if len(call.Args) == 0 || c.h.Option == "" {
		return hookOptions{}
	}
	inside := js.Range{Start: call.Parens.Start + 1, End: call.Parens.End - 1}
	if len(call.Args) > 1 || len(c.f.CommentsIn(inside)) > 0 {
		return hookOptions{kind: optionsUnknown}
	}
	drop := []codemod.Edit{codemod.Delete(inside)}
	switch arg := call.Args[0].(type) {
	case *js.Literal:
		if arg.Kind == js.LitUndefined {
			return hookOptions{kind: optionsOff, drop: drop}
		}
	case *js.Object:
		switch len(arg.Props) {
		case 0:
			return hookOptions{kind: optionsOff, drop: drop}
		case 1:
			p := arg.Props[0]
			on, ok := p.Value.(*js.Literal)
			if p.Kind != js.PropField || p.Name != c.h.Option || !ok || on.Kind != js.LitBool {
				break
			}
			if on.Bool {
				return hookOptions{kind: optionsAssert, drop: drop}
			}
			return hookOptions{kind: optionsOff, drop: drop}
		}
	}
	return hookOptions{kind: optionsUnknown}
}

// dropOptions reports a call whose argument is all that has to go; a call
// without one is not reported.
func (c *hookCheck) dropOptions(o hookOptions, call *js.Call) {
	if o.drop != nil {
		c.report(codemod.Safe, call.Range(), fmt.Sprintf("`%s` takes no options any more", c.h.Hook), o.drop...)
	}
}
