package rules

import "github.com/clerkctl/clerkctl/codemod"

// The tables of target `next`, one function each, so that nothing is built
// before a run asks for it.

// nextComponents are the renamed props of the components.
func nextComponents() []codemod.ComponentChange {
	return []codemod.ComponentChange{
		{
			Rule: signInProps, Component: "SignIn", Props: "SignInProps",
			Methods: map[string]int{"openSignIn": 0, "mountSignIn": 1},
			Renames: []codemod.Rename{
				{Old: "afterSignIn", New: "afterSignInUrl"},
				{Old: "signUpURL", New: "signUpUrl"},
			},
		},
		{
			Rule: signUpProps, Component: "SignUp", Props: "SignUpProps",
			Methods: map[string]int{"openSignUp": 0, "mountSignUp": 1},
			Renames: []codemod.Rename{
				{Old: "afterSignUp", New: "afterSignUpUrl"},
				{Old: "signInURL", New: "signInUrl"},
			},
		},
		{
			Rule: userButtonProps, Component: "UserButton", Props: "UserButtonProps",
			Methods: map[string]int{"mountUserButton": 1},
			Renames: []codemod.Rename{
				{Old: "afterSwitchSession", New: "afterSwitchSessionUrl",
					Notice: "released versions of the new line ignore `afterSwitchSessionUrl` at run time; check where switching sessions leads"},
				{Old: "userProfileURL", New: "userProfileUrl"},
				{Old: "signInURL", New: "signInUrl"},
				{Old: "afterSignOutAll", New: "afterSignOutAllUrl"},
				{Old: "afterSignOutOne", New: "afterSignOutOneUrl"},
			},
		},
	}
}

// nextOptions are the renamed keys of options objects. The seed names
// createMagicLinkFlow; in every released SDK it takes no argument and returns
// the startMagicLinkFlow that takes the key.
func nextOptions() []codemod.OptionChange {
	return []codemod.OptionChange{
		{
			Rule: magicLinkRedirectURL,
			Functions: []codemod.Function{
				{Type: "SignIn", Name: "createMagicLinkFlow"},
				{Type: "SignUp", Name: "createMagicLinkFlow"},
				{Type: "EmailAddress", Name: "createMagicLinkFlow"},
				{Type: "MagicLinkFlow", Name: "startMagicLinkFlow"},
			},
			Renames: []codemod.Rename{{Old: "callbackUrl", New: "redirectUrl"}},
		},
		{
			Rule: oauthRedirectURL,
			Functions: []codemod.Function{
				{Type: "SignIn", Name: "authenticateWithRedirect"},
				{Type: "SignUp", Name: "authenticateWithRedirect"},
			},
			Renames: []codemod.Rename{
				{Old: "callbackUrl", New: "redirectUrl"},
				{Old: "callbackUrlComplete", New: "redirectUrlComplete"},
			},
		},
	}
}

// nextRedirects are the components and methods that return to the current
// page by themselves.
func nextRedirects() []codemod.RedirectChange {
	others := []string{"redirectUrl", "afterSignInUrl", "afterSignUpUrl"}
	return []codemod.RedirectChange{
		{Component: "RedirectToSignIn", Props: "RedirectToProps", Method: "redirectToSignIn", Prop: "returnBack", Others: others},
		{Component: "RedirectToSignUp", Props: "RedirectToProps", Method: "redirectToSignUp", Prop: "returnBack", Others: others},
	}
}

// nextRemoved are the methods without a successor.
func nextRemoved() []codemod.RemovedMember {
	return []codemod.RemovedMember{
		{Rule: sessionRevoke, Type: "Session", Member: "revoke", Instead: "`end()` signs the session out, `remove()` takes it off this client"},
	}
}

// nextValues are the prop values that ask for something outside the text.
func nextValues() []codemod.ValueNotice {
	return []codemod.ValueNotice{
		{Rule: authVersion, Component: "ClerkProvider", Prop: "authVersion", Value: "1",
			Notice: "Auth v1 does not work with server-side rendering; upgrade to Auth v2 in Clerk's dashboard first"},
	}
}

// nextTypeScript is the first compiler that narrows one member of a
// destructured result by another.
const nextTypeScript = "4.6.0"

// nextVersions are the versions of the beta that the tables describe. They
// are exact: a caret resolves to later releases, which renamed the props of
// UserButton once more.
func nextVersions() []codemod.VersionChange {
	const noRelease = "the SSR line has no release of it, and the migrated code needs one; decide before you install"
	return []codemod.VersionChange{
		{Package: "@clerk/nextjs", Old: "2.x", New: "3.0.0-alpha.5"},
		{Package: "@clerk/clerk-react", Old: "2.x", New: "3.0.0-alpha.6"},
		{Package: "@clerk/types", Old: "1.x", New: "2.0.0-alpha.5"},
		{Package: "@clerk/clerk-sdk-node", Old: "2.x", Keep: true},
		{Package: "@clerk/clerk-expo", Old: "<0.9.0", Manual: noRelease},
		{Package: "gatsby-plugin-clerk", Old: "2.x", Manual: noRelease},
		{Package: "@clerk/clerk-js", Old: "2.x", Manual: noRelease},
	}
}
