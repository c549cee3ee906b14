package rules

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// ClerkRedirect drops the boolean given to redirectToSignIn and
// redirectToSignUp, which take options only.
//
// # Why
//
// The boolean asked to come back to the current page, which is the default
// now. The table's rows: `Clerk.redirectToSignIn(true)` becomes
// `Clerk.redirectToSignIn()`, and the same for `redirectToSignUp`.
//
// # Before
//
//	import { useClerk } from "@clerk/nextjs";
//
//	export function Menu() {
//	  const clerk = useClerk();
//	  return <button onClick={() => clerk.redirectToSignIn(true)}>Sign in</button>;
//	}
//
// # After
//
//	import { useClerk } from "@clerk/nextjs";
//
//	export function Menu() {
//	  const clerk = useClerk();
//	  return <button onClick={() => clerk.redirectToSignIn()}>Sign in</button>;
//	}
//
// # Before
//
//	window.Clerk.redirectToSignUp(true);
//
// # After
//
//	window.Clerk.redirectToSignUp();
//
// # Fix safety
//
// Safe for `true`, and for `false`, which comes with a notice of
// redirect-default. Unsafe for anything else that is certainly a boolean: a
// negation, a comparison, a variable annotated as one. An object stays as it
// is. Of any other argument nobody can tell, so it is a notice.
var ClerkRedirect = &codemod.Rule{
	Name:     clerkRedirect,
	Severity: codemod.Error,
	Doc:      doc("ClerkRedirect"),
	Check:    checkClerkRedirect,
}

func checkClerkRedirect(p *codemod.Pass) {
	redirectCalls(p, func(row *codemod.RedirectChange, call *js.Call) {
		if len(call.Args) == 0 {
			return
		}
		arg := call.Args[0]
		f := codemod.Finding{Range: call.Range()}
		switch {
		case len(call.Args) > 1:
			f.Message = fmt.Sprintf("%s() takes one object of options now; check these arguments", row.Method)
		case isObject(arg, map[*js.Symbol]bool{}):
			return
		case isBool(arg, true) || isBool(arg, false):
			f.Fix = codemod.Safe
			f.Message = fmt.Sprintf("%s() takes no boolean any more, because returning to the current page is the default; drop it", row.Method)
		case isBoolean(p.File.File, arg):
			f.Fix = codemod.Unsafe
			f.Message = fmt.Sprintf("%s() takes no boolean any more; whatever this one is, returning to the current page is the default", row.Method)
		default:
			f.Message = fmt.Sprintf("%s() takes no boolean any more, only options; if this argument can be one, drop it", row.Method)
		}
		if f.Fix != codemod.NoFix {
			f.Edits = []codemod.Edit{removeOnlyArgument(p.File.File, call)}
		}
		p.Report(f)
	})
}

// isObject reports whether n is an object literal, or a choice between some,
// or a constant that holds one. known are the answers about constants.
func isObject(n js.Node, known map[*js.Symbol]bool) bool {
	switch n := n.(type) {
	case *js.Object:
		return true
	case *js.Cond:
		return isObject(n.Then, known) && isObject(n.Else, known)
	case *js.Ident:
		answer, asked := known[n.Sym]
		if !asked {
			known[n.Sym] = false // while it is being asked: constants can go round in a circle
			answer = isObject(constantInit(n.Sym), known)
			known[n.Sym] = answer
		}
		return answer
	}
	return false
}

// constantInit is the expression that a variable was declared with, where
// nothing else is ever assigned to it; else nil.
func constantInit(sym *js.Symbol) js.Node {
	if len(sym.Decls) != 1 || sym.Written() {
		return nil
	}
	d, ok := sym.Decls[0].Parent().(*js.Declarator)
	if !ok || d.Target != js.Node(sym.Decls[0]) {
		return nil
	}
	return d.Init
}

// removeOnlyArgument empties the parentheses of a call with one argument,
// but for comments.
func removeOnlyArgument(f *js.File, call *js.Call) codemod.Edit {
	inside := js.Range{Start: call.Parens.Start + 1, End: call.Parens.End - 1}
	arg := call.Args[0].Outer()
	if comma := f.TokenAt(arg.End); f.Tok(comma) == "," && f.Tokens[comma].End <= inside.End {
		arg.End = f.Tokens[comma].End
	}
	if !commented(f, js.Range{Start: inside.Start, End: arg.Start}) && !commented(f, js.Range{Start: arg.End, End: inside.End}) {
		return codemod.Delete(inside)
	}
	return removeSpaced(f, beforeSpace(f.Src, arg.Start), arg)
}
