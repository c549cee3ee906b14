package rules

import "github.com/clerkctl/clerkctl/codemod"

// SignInProps renames the props of SignIn that have new names.
//
// # Why
//
// The table's rows: `afterSignIn` is `afterSignInUrl` now, and `signUpURL` is
// `signUpUrl`. The new component ignores the old names.
//
// # Before
//
//	import { SignIn } from "@clerk/nextjs";
//	import { signUpURL } from "./paths";
//
//	export const Page = () => <SignIn afterSignIn="/home" signUpURL={signUpURL} />;
//
// # After
//
//	import { SignIn } from "@clerk/nextjs";
//	import { signUpURL } from "./paths";
//
//	export const Page = () => <SignIn afterSignInUrl="/home" signUpUrl={signUpURL} />;
//
// # Before
//
//	import { useClerk } from "@clerk/nextjs";
//
//	export function Menu({ afterSignIn }) {
//	  const clerk = useClerk();
//	  return <button onClick={() => clerk.openSignIn({ afterSignIn })}>Sign in</button>;
//	}
//
// # After
//
//	import { useClerk } from "@clerk/nextjs";
//
//	export function Menu({ afterSignIn }) {
//	  const clerk = useClerk();
//	  return <button onClick={() => clerk.openSignIn({ afterSignInUrl: afterSignIn })}>Sign in</button>;
//	}
//
// # Fix safety
//
// Safe: only the name changes, on the element, on that of a component which
// `memo()`, `lazy()`, `dynamic()` or `styled()` gives back, in
// `createElement(SignIn, {…})`, `jsx()` and `jsxs()`, in `openSignIn({…})` and
// `mountSignIn(el, {…})`, in spreads whose keys are in plain sight, in objects
// annotated with SignInProps, and in a constant object that goes nowhere else.
//
// Unsafe beside a spread of unknown keys, which may carry the new name. Left to
// a person where both names are given, where the object has other uses, where
// an old name is read from a value typed with SignInProps, and where it is
// given to something that is made of SignIn: by a function, in a list or an
// object.
var SignInProps = &codemod.Rule{
	Name:     signInProps,
	Severity: codemod.Error,
	Doc:      doc("SignInProps"),
	Check:    func(p *codemod.Pass) { checkProps(p, signInProps) },
}
