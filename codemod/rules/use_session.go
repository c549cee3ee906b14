package rules

import "github.com/clerkctl/clerkctl/codemod"

// UseSession migrates what useSession returns: an object that holds the
// session, where it used to be the session; or calls useAuth for the token.
//
// # Why
//
// The table's row: `const session = useSession();` is
// `const { isLoaded, isSignedIn, session } = useSession();` now, or `useAuth()`
// where the session itself is not needed. Whoever used the hook only for
// `getToken` is advised to use `useAuth`, which also works while the page is
// rendered on the server. There the session's id is called `sessionId`.
//
// # Before
//
//	import { useSession } from "@clerk/nextjs";
//
//	export function useApi() {
//	  const { getToken } = useSession();
//	  return async () => fetch("/api", { headers: { Authorization: await getToken() } });
//	}
//
// # After
//
//	import { useAuth } from "@clerk/nextjs";
//
//	export function useApi() {
//	  const { getToken } = useAuth();
//	  return async () => fetch("/api", { headers: { Authorization: await getToken() } });
//	}
//
// # Before
//
//	import { useSession } from "@clerk/nextjs";
//
//	export function LastActive() {
//	  const session = useSession();
//	  return <p>{String(session.lastActiveAt)}</p>;
//	}
//
// # After
//
//	import { useSession } from "@clerk/nextjs";
//
//	export function LastActive() {
//	  const { isLoaded, isSignedIn, session } = useSession();
//	  return <p>{String(session.lastActiveAt)}</p>;
//	}
//
// # Before
//
//	import { useSession } from "@clerk/nextjs";
//
//	export function Form() {
//	  const { getToken, id } = useSession();
//	  return <input type="hidden" value={id} onChange={() => getToken()} />;
//	}
//
// # After
//
//	import { useAuth } from "@clerk/nextjs";
//
//	export function Form() {
//	  const { getToken, sessionId: id } = useAuth();
//	  return <input type="hidden" value={id} onChange={() => getToken()} />;
//	}
//
// # Fix safety
//
// As for use-user. A pattern of nothing but `getToken` and `id` becomes
// `useAuth`: safe where `getToken` is only called, unsafe where it stands in a
// dependency array or leaves as an argument, a prop or a return value, for the
// new one is a new function at each render.
//
// With --nullable optional the session and its id are read with `?.`, as for
// use-user.
//
// With --prefer-use-auth a `const session = useSession()` of which only
// `getToken(…)` and `id` are read becomes `useAuth` too.
var UseSession = &codemod.Rule{
	Name:     useSession,
	Severity: codemod.Error,
	Doc:      doc("UseSession"),
	Check:    func(p *codemod.Pass) { checkHooks(p, useSession) },
}
