package clerk

// Types says what the SDK's objects look like, as data: which member of which
// type holds which type. Only what leads on to something that a rule may ask
// for is listed; any other member is nobody's.
type Types struct {
	// Types are the objects' members, by the type's name and the member's.
	Types map[string]map[string]Member
	// Names are the exported TypeScript names of those types.
	Names map[string]string
	// Hooks are the exported hooks.
	Hooks map[string]Hook
	// Props are the exported types of components' props, and Components says
	// which component takes which.
	Props      map[string]bool
	Components map[string]string
	// Holders are generic types that add one member to another type, and
	// Wrappers the higher-order components that give their argument one prop.
	Holders, Wrappers map[string]Held
	// Renderers are the components whose child is a function, and the type
	// that it is called with.
	Renderers map[string]string
	// Class names the type that the default export of clerk-js constructs,
	// and that the global of the name Global holds.
	Class, Global string
}

// Member is one member of an object.
type Member struct {
	// Type is what the member holds or, for a method, returns; "" when that
	// leads nowhere.
	Type string
	// List and Promise say that it is an array, a promise, or a promise of an
	// array of Type.
	List, Promise bool
	// Method is true for a function.
	Method bool
	// Callback is the type of the first argument of a method's callback.
	Callback string
	// Binds is true where the returned object works on the one that the
	// method belongs to, and Bound where a method returns a promise of that.
	Binds, Bound bool
}

// Hook is one exported hook.
type Hook struct {
	// Type is the object that the hook returned in the old line.
	Type string
	// List is true where it returned an array of them.
	List bool
	// Plain is true where every line returns the object itself.
	Plain bool
	// Members are what the new line's result holds beside State.
	Members map[string]Member
	// State are the members of any line's result that say how far loading
	// and signing in have come, and that the object does not have.
	State []string
}

// Held is a member that a generic type or a wrapped component's props have.
type Held struct{ Member, Type string }

// SDK returns the tables of the 2.x line and of the beta that follows it.
// What the two disagree about is in both: a name is recognised before and
// after it is migrated.
func SDK() *Types {
	var (
		is    = func(t string) Member { return Member{Type: t} }
		list  = func(t string) Member { return Member{Type: t, List: true} }
		call  = Member{Method: true}
		later = func(t string) Member { return Member{Method: true, Type: t, Promise: true} }
		flow  = Member{Method: true, Type: "MagicLinkFlow", Binds: true}
		lists = func(t string) Member { return Member{Method: true, Type: t, Promise: true, List: true} }
	)
	attempt := func(t string) map[string]Member {
		return map[string]Member{
			"create":                   later(t),
			"authenticateWithRedirect": call,
			"authenticateWithWeb3":     later(t),
			"authenticateWithMetamask": later(t),
			"createMagicLinkFlow":      flow,
		}
	}
	signIn := attempt("SignIn")
	for _, m := range []string{"prepareFirstFactor", "attemptFirstFactor", "prepareSecondFactor", "attemptSecondFactor"} {
		signIn[m] = later("SignIn")
	}
	signUp := attempt("SignUp")
	for _, m := range []string{
		"update", "prepareVerification", "attemptVerification",
		"prepareEmailAddressVerification", "attemptEmailAddressVerification",
		"preparePhoneNumberVerification", "attemptPhoneNumberVerification",
		"attemptWeb3WalletVerification",
	} {
		signUp[m] = later("SignUp")
	}
	clerk := map[string]Member{
		"client":      is("Client"),
		"session":     is("Session"),
		"user":        is("User"),
		"addListener": {Method: true, Callback: "Resources"},

		"createOrganization":         later("Organization"),
		"getOrganization":            later("Organization"),
		"getOrganizationMemberships": lists("OrganizationMembership"),
	}
	for _, m := range []string{
		"load", "signOut", "signOutOne", "setSession", "navigate",
		"openSignIn", "closeSignIn", "openSignUp", "closeSignUp",
		"mountSignIn", "unmountSignIn", "mountSignUp", "unmountSignUp",
		"mountUserButton", "unmountUserButton", "mountUserProfile", "unmountUserProfile",
		"redirectToSignIn", "redirectToSignUp", "redirectToUserProfile",
		"handleRedirectCallback", "handleMagicLinkVerification", "authenticateWithMetamask",
	} {
		clerk[m] = call
	}
	state := []string{"isLoaded", "isSignedIn", "isLoading", "isSignedOut"}
	attemptState := []string{"isLoaded", "setSession", "setActive"}

	return &Types{
		Types: map[string]map[string]Member{
			"Clerk": clerk,
			"Client": {
				"sessions":       list("Session"),
				"activeSessions": list("Session"),
				"signIn":         is("SignIn"),
				"signUp":         is("SignUp"),
				"create":         later("Client"),
			},
			"Resources": {
				"client":  is("Client"),
				"session": is("Session"),
				"user":    is("User"),
			},
			"User": {
				"primaryEmailAddress": is("EmailAddress"),
				"emailAddresses":      list("EmailAddress"),
				"update":              later("User"),
				"createEmailAddress":  later("EmailAddress"),
				"getToken":            call,
				"getSessions":         lists("SessionWithActivities"),
			},
			"Session": {
				"user":     is("User"),
				"getToken": call,
				"revoke":   later("Session"),
				"end":      later("Session"),
				"remove":   later("Session"),
				"touch":    later("Session"),
			},
			"SessionWithActivities": {
				"revoke": later("SessionWithActivities"),
			},
			"EmailAddress": {
				"prepareVerification": later("EmailAddress"),
				"attemptVerification": later("EmailAddress"),
				"createMagicLinkFlow": flow,
			},
			"SignIn": signIn,
			"SignUp": signUp,
			"MagicLinkFlow": {
				"startMagicLinkFlow":  {Method: true, Promise: true, Bound: true},
				"cancelMagicLinkFlow": call,
			},
			"Auth": {
				"getToken": call,
				"signOut":  call,
			},
			"Organizations": {
				"createOrganization":         later("Organization"),
				"getOrganization":            later("Organization"),
				"getOrganizationMemberships": lists("OrganizationMembership"),
			},
			"Organization": {
				"update":                later("Organization"),
				"getMemberships":        lists("OrganizationMembership"),
				"getPendingInvitations": lists("OrganizationInvitation"),
				"inviteMember":          later("OrganizationInvitation"),
				"updateMember":          later("OrganizationMembership"),
				"removeMember":          later("OrganizationMembership"),
			},
			"OrganizationMembership": {
				"organization": is("Organization"),
				"update":       later("OrganizationMembership"),
				"destroy":      later("OrganizationMembership"),
			},
			"OrganizationInvitation": {
				"revoke": later("OrganizationInvitation"),
			},
		},
		Names: map[string]string{
			"Clerk":                          "Clerk",
			"LoadedClerk":                    "Clerk",
			"BrowserClerk":                   "Clerk",
			"ClientResource":                 "Client",
			"Resources":                      "Resources",
			"UserResource":                   "User",
			"SessionResource":                "Session",
			"ActiveSessionResource":          "Session",
			"SessionWithActivitiesResource":  "SessionWithActivities",
			"EmailAddressResource":           "EmailAddress",
			"SignInResource":                 "SignIn",
			"SignUpResource":                 "SignUp",
			"CreateMagicLinkFlowReturn":      "MagicLinkFlow",
			"OrganizationResource":           "Organization",
			"OrganizationMembershipResource": "OrganizationMembership",
			"OrganizationInvitationResource": "OrganizationInvitation",
		},
		Hooks: map[string]Hook{
			"useUser":          {Type: "User", Members: map[string]Member{"user": is("User")}, State: state},
			"useSession":       {Type: "Session", Members: map[string]Member{"session": is("Session")}, State: state},
			"useSignIn":        {Type: "SignIn", Members: map[string]Member{"signIn": is("SignIn")}, State: attemptState},
			"useSignUp":        {Type: "SignUp", Members: map[string]Member{"signUp": is("SignUp")}, State: attemptState},
			"useSessionList":   {Type: "Session", List: true, Members: map[string]Member{"sessions": list("Session")}},
			"useAuth":          {Type: "Auth"},
			"useOrganizations": {Type: "Organizations"},
			"useClerk":         {Type: "Clerk", Plain: true},
			"useMagicLink":     {Type: "MagicLinkFlow", Plain: true},
		},
		Props: map[string]bool{
			"SignInProps": true, "SignUpProps": true, "UserButtonProps": true, "UserProfileProps": true, "RedirectToProps": true,
		},
		Components: map[string]string{
			"SignIn":           "SignInProps",
			"SignUp":           "SignUpProps",
			"UserButton":       "UserButtonProps",
			"UserProfile":      "UserProfileProps",
			"RedirectToSignIn": "RedirectToProps",
			"RedirectToSignUp": "RedirectToProps",
		},
		Holders: map[string]Held{
			"WithUserProp":    {"user", "User"},
			"WithSessionProp": {"session", "Session"},
			"WithClerkProp":   {"clerk", "Clerk"},
		},
		Wrappers: map[string]Held{
			"withUser":    {"user", "User"},
			"withSession": {"session", "Session"},
			"withClerk":   {"clerk", "Clerk"},
		},
		Renderers: map[string]string{
			"WithUser":    "User",
			"WithSession": "Session",
			"WithClerk":   "Clerk",
		},
		Class:  "Clerk",
		Global: "Clerk",
	}
}

// exports are the names that the tables know.
func (t *Types) exports() map[string]bool {
	out := map[string]bool{"ClerkProvider": true, "SignedIn": true, "SignedOut": true}
	for name := range t.Hooks {
		out[name] = true
	}
	for name := range t.Names {
		out[name] = true
	}
	for name := range t.Props {
		out[name] = true
	}
	for name := range t.Components {
		out[name] = true
	}
	for name := range t.Holders {
		out[name] = true
	}
	for name := range t.Wrappers {
		out[name] = true
	}
	for name := range t.Renderers {
		out[name] = true
	}
	return out
}
