package rules

import "github.com/clerkctl/clerkctl/codemod"

// Next returns the tables of target `next`, the SSR beta: what its upgrade
// guide lists, and what the packages changed without saying so there.
func Next() *codemod.Target {
	return &codemod.Target{
		Name:       "next",
		Hooks:      nextHooks(),
		Auth:       codemod.AuthHook{Hook: "useAuth", Alias: "useClerkAuth", Token: "getToken"},
		Token:      nextToken(),
		Components: nextComponents(),
		Options:    nextOptions(),
		Redirects:  nextRedirects(),
		Removed:    nextRemoved(),
		Values:     nextValues(),
		Versions:   nextVersions(),
		TypeScript: nextTypeScript,
	}
}

// nextHooks are the hooks that return an object with the resource in it.
func nextHooks() []codemod.HookChange {
	row := codemod.HookChange{
		Loaded: "isLoaded", SignedIn: "isSignedIn",
		Loading: "isLoading", SignedOut: "isSignedOut", AssertSignedIn: "isSignedIn",
		Option: "withAssertions",
	}
	user, session := row, row

	user.Rule, user.Hook, user.Alias = useUser, "useUser", "useClerkUser"
	user.Type, user.Member, user.MemberAlias = "User", "user", "clerkUser"
	user.LoadedAlias, user.SignedInAlias = "isUserLoaded", "isUserSignedIn"

	session.Rule, session.Hook, session.Alias = useSession, "useSession", "useClerkSession"
	session.Type, session.Member, session.MemberAlias = "Session", "session", "clerkSession"
	session.LoadedAlias, session.SignedInAlias = "isSessionLoaded", "isSessionSignedIn"
	session.ToAuth = map[string]string{"getToken": "getToken", "id": "sessionId"}

	return []codemod.HookChange{user, session}
}

// nextToken is the token, which the user no longer gives.
func nextToken() codemod.TokenChange {
	return codemod.TokenChange{
		Rule: userGetToken,
		From: "User", To: "Session", Method: "getToken",
		Option: "template", Default: "clerk",
		Holder: "Clerk",
		Notice: "a JWT template of that name has to exist; the old integrations' are `integration_hasura` and `integration_firebase`",
	}
}
