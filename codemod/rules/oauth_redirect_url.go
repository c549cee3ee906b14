package rules

import "github.com/clerkctl/clerkctl/codemod"

// OAuthRedirectURL renames the callback keys of authenticateWithRedirect.
//
// # Why
//
// The table's row: `authenticateWithRedirect({ callbackUrl, callbackUrlComplete
// })` becomes `authenticateWithRedirect({ redirectUrl, redirectUrlComplete })`.
// The new method requires the new keys.
//
// # Before
//
//	import { useSignIn } from "@clerk/nextjs";
//
//	export function useGoogle() {
//	  const signIn = useSignIn();
//	  return () =>
//	    signIn.authenticateWithRedirect({
//	      strategy: "oauth_google",
//	      callbackUrl: "/sso-callback",
//	      callbackUrlComplete: "/",
//	    });
//	}
//
// # After
//
//	import { useSignIn } from "@clerk/nextjs";
//
//	export function useGoogle() {
//	  const signIn = useSignIn();
//	  return () =>
//	    signIn.authenticateWithRedirect({
//	      strategy: "oauth_google",
//	      redirectUrl: "/sso-callback",
//	      redirectUrlComplete: "/",
//	    });
//	}
//
// # Fix safety
//
// Safe in an object written in the call, and in a constant object that goes to
// such calls only. Left to a person where the object comes from somewhere else,
// has other uses, or has both keys; in a project that depends on the new line
// already that is only a notice.
var OAuthRedirectURL = &codemod.Rule{
	Name:     oauthRedirectURL,
	Severity: codemod.Error,
	Doc:      doc("OAuthRedirectURL"),
	Check:    func(p *codemod.Pass) { checkOptions(p, oauthRedirectURL) },
}
