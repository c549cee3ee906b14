package rules

import "github.com/clerkctl/clerkctl/codemod"

// SignUpProps renames the props of SignUp that have new names.
//
// # Why
//
// The table's rows: `afterSignUp` is `afterSignUpUrl` now, and `signInURL` is
// `signInUrl`. The new component ignores the old names.
//
// # Before
//
//	import { SignUp } from "@clerk/nextjs";
//
//	export const Page = () => <SignUp afterSignUp="/welcome" signInURL="/sign-in" />;
//
// # After
//
//	import { SignUp } from "@clerk/nextjs";
//
//	export const Page = () => <SignUp afterSignUpUrl="/welcome" signInUrl="/sign-in" />;
//
// # Before
//
//	import { createElement } from "react";
//	import { SignUp } from "@clerk/nextjs";
//
//	export const page = createElement(SignUp, { "signInURL": "/sign-in" });
//
// # After
//
//	import { createElement } from "react";
//	import { SignUp } from "@clerk/nextjs";
//
//	export const page = createElement(SignUp, { "signInUrl": "/sign-in" });
//
// # Fix safety
//
// Safe: only the name changes, on the element, on that of a component which
// `memo()`, `lazy()`, `dynamic()` or `styled()` gives back, in
// `createElement(SignUp, {…})`, `jsx()` and `jsxs()`, in `openSignUp({…})` and
// `mountSignUp(el, {…})`, in spreads whose keys are in plain sight, in objects
// annotated with SignUpProps, and in a constant object that goes nowhere else.
//
// Unsafe beside a spread of unknown keys, which may carry the new name. Left to
// a person where both names are given, where the object has other uses, where
// an old name is read from a value typed with SignUpProps, and where it is
// given to something that is made of SignUp: by a function, in a list or an
// object.
var SignUpProps = &codemod.Rule{
	Name:     signUpProps,
	Severity: codemod.Error,
	Doc:      doc("SignUpProps"),
	Check:    func(p *codemod.Pass) { checkProps(p, signUpProps) },
}
