package rules

import "github.com/clerkctl/clerkctl/codemod"

// All are the rules for a target, in the order in which they are listed and
// run. Where two fixes of one pass are at the same place, that of the first
// rule is made first.
func All(*codemod.Target) []*codemod.Rule {
	return []*codemod.Rule{
		UseUser,
		UseSession,
		RedirectReturnBack,
		RedirectDefault,
		SignInProps,
		SignUpProps,
		UserButtonProps,
		MagicLinkRedirectURL,
		OAuthRedirectURL,
		UserGetToken,
		SessionRevoke,
		ClerkRedirect,
		PackageJSON,
		TypeScriptVersion,
		AuthVersion,
		UnusedSuppression,
	}
}
