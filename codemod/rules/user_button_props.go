package rules

import "github.com/clerkctl/clerkctl/codemod"

// UserButtonProps renames the props of UserButton that have new names.
//
// # Why
//
// The table's rows: `afterSwitchSession`, `afterSignOutAll` and
// `afterSignOutOne` end in `Url` now, `userProfileURL` is `userProfileUrl`, and
// `signInURL` is `signInUrl`. The new component ignores the old names.
//
// # Before
//
//	import { UserButton } from "@clerk/nextjs";
//
//	export const Menu = () => <UserButton userProfileURL="/user" afterSignOutAll="/" />;
//
// # After
//
//	import { UserButton } from "@clerk/nextjs";
//
//	export const Menu = () => <UserButton userProfileUrl="/user" afterSignOutAllUrl="/" />;
//
// # Before
//
//	window.Clerk.mountUserButton(document.getElementById("menu"), { afterSignOutOne: "/" });
//
// # After
//
//	window.Clerk.mountUserButton(document.getElementById("menu"), { afterSignOutOneUrl: "/" });
//
// # Fix safety
//
// Safe: only the name changes, on the element, on that of a component which
// `memo()`, `lazy()`, `dynamic()` or `styled()` gives back, in
// `createElement(UserButton, {…})`, `jsx()` and `jsxs()`, in
// `mountUserButton(el, {…})`, in spreads whose keys are in plain sight, in
// objects annotated with UserButtonProps, and in a constant object that goes
// nowhere else. `afterSwitchSession` carries a notice: released versions of the
// new line know `afterSwitchSessionUrl` and ignore it at run time.
//
// Unsafe beside a spread of unknown keys, which may carry the new name. Left to
// a person where both names are given, where the object has other uses, where
// an old name is read from a value typed with UserButtonProps, and where it is
// given to something that is made of UserButton: by a function, in a list or an
// object.
var UserButtonProps = &codemod.Rule{
	Name:     userButtonProps,
	Severity: codemod.Error,
	Doc:      doc("UserButtonProps"),
	Check:    func(p *codemod.Pass) { checkProps(p, userButtonProps) },
}
