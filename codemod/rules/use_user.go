package rules

import "github.com/clerkctl/clerkctl/codemod"

// UseUser migrates what useUser returns: an object that holds the user, where
// it used to be the user.
//
// # Why
//
// The table's row: `const user = useUser();` is
// `const { isLoaded, isSignedIn, user } = useUser();` now. Code that is left as
// it is finds no member of the user on the result, and a test of the result is
// always true. The option `withAssertions` is gone: what its functions told,
// isLoaded and isSignedIn tell as booleans.
//
// # Before
//
//	import { useUser } from "@clerk/nextjs";
//
//	export function Greeting() {
//	  const user = useUser();
//	  return <p>Hello, {user.firstName}</p>;
//	}
//
// # After
//
//	import { useUser } from "@clerk/nextjs";
//
//	export function Greeting() {
//	  const { isLoaded, isSignedIn, user } = useUser();
//	  return <p>Hello, {user.firstName}</p>;
//	}
//
// # Before
//
//	import { useUser } from "@clerk/nextjs";
//
//	export function Name() {
//	  const { id: userId, fullName } = useUser();
//	  return <p id={userId}>{fullName}</p>;
//	}
//
// # After
//
//	import { useUser } from "@clerk/nextjs";
//
//	export function Name() {
//	  const { isLoaded, isSignedIn, user } = useUser();
//	  const userId = user?.id;
//	  const fullName = user?.fullName;
//	  return <p id={userId}>{fullName}</p>;
//	}
//
// # Before
//
//	import { useUser } from "@clerk/clerk-expo";
//
//	export function Home() {
//	  const { user, isLoading, isSignedOut } = useUser({ withAssertions: true });
//	  if (isLoading(user) || isSignedOut(user)) {
//	    return null;
//	  }
//	  return user.fullName;
//	}
//
// # After
//
//	import { useUser } from "@clerk/clerk-expo";
//
//	export function Home() {
//	  const { isLoaded, isSignedIn, user } = useUser();
//	  if (!isLoaded || isLoaded && !isSignedIn) {
//	    return null;
//	  }
//	  return user.fullName;
//	}
//
// # Before
//
//	import { useUser } from "@clerk/nextjs";
//
//	export const useUserId = () => useUser().id;
//
// # After
//
//	import { useUser } from "@clerk/nextjs";
//
//	export const useUserId = () => useUser().user.id;
//
// # Fix safety
//
// Safe: the old hook threw where the user was not there yet, so that code which
// worked reads the same user afterwards. Names that a scope has already, or
// that the new binding would capture, are left alone: the binding takes another
// name, such as `isLoaded: isUserLoaded`.
//
// The user is null or undefined until it is loaded, and TypeScript says so. With
// --nullable optional what is read from it becomes `user?.firstName`, except
// where the text has made sure of it before, as in `if (user)` or after
// `if (!user) return`. The names that a pattern took from it and what is kept of
// it in a variable are read in the same way. Notices name the places where it
// is passed on whole, destructured, iterated or written to.
//
// A result that is read in the new way is not touched. In a project that
// depends on the new line, neither is one that goes on whole or is not read; a
// notice names it.
//
// Left to a person: a result that is read by old and by new members, assertion
// functions that are not called with this very user, options in a variable, the
// hook itself as a value or in a `typeof` within a type, and mocks that return
// what the old hook returned.
var UseUser = &codemod.Rule{
	Name:     useUser,
	Severity: codemod.Error,
	Doc:      doc("UseUser"),
	Check:    func(p *codemod.Pass) { checkHooks(p, useUser) },
}
