package rules

import "github.com/clerkctl/clerkctl/codemod"

// MagicLinkRedirectURL renames the `callbackUrl` of a magic link flow.
//
// # Why
//
// The table's rows, for sign-in, sign-up and email addresses alike:
// `createMagicLinkFlow({ callbackUrl })` becomes
// `createMagicLinkFlow({ redirectUrl })`. In every released SDK that method
// takes no argument, and the key goes to the `startMagicLinkFlow` that it
// returns, as it does with `useMagicLink()`: that is renamed too.
//
// # Before
//
//	import { useSignUp } from "@clerk/nextjs";
//
//	export function useVerify(callbackUrl) {
//	  const signUp = useSignUp();
//	  const { startMagicLinkFlow } = signUp.createMagicLinkFlow();
//	  return () => startMagicLinkFlow({ callbackUrl });
//	}
//
// # After
//
//	import { useSignUp } from "@clerk/nextjs";
//
//	export function useVerify(callbackUrl) {
//	  const signUp = useSignUp();
//	  const { startMagicLinkFlow } = signUp.createMagicLinkFlow();
//	  return () => startMagicLinkFlow({ redirectUrl: callbackUrl });
//	}
//
// # Before
//
//	import { useMagicLink, useSignIn } from "@clerk/nextjs";
//
//	export function useSend(url) {
//	  const link = useMagicLink(useSignIn());
//	  return () => link.startMagicLinkFlow({ emailAddressId: "idn_1", callbackUrl: url });
//	}
//
// # After
//
//	import { useMagicLink, useSignIn } from "@clerk/nextjs";
//
//	export function useSend(url) {
//	  const link = useMagicLink(useSignIn());
//	  return () => link.startMagicLinkFlow({ emailAddressId: "idn_1", redirectUrl: url });
//	}
//
// # Fix safety
//
// Safe in an object written in the call, and in a constant object that goes to
// such calls only. Left to a person where the object comes from somewhere else,
// has other uses, or has both keys; in a project that depends on the new line
// already that is only a notice.
var MagicLinkRedirectURL = &codemod.Rule{
	Name:     magicLinkRedirectURL,
	Severity: codemod.Error,
	Doc:      doc("MagicLinkRedirectURL"),
	Check:    func(p *codemod.Pass) { checkOptions(p, magicLinkRedirectURL) },
}
