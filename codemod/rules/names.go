package rules

// The names of the rules: what users type, and what the tables refer to.
const (
	useUser              = "use-user"
	useSession           = "use-session"
	userGetToken         = "user-get-token"
	redirectReturnBack   = "redirect-return-back"
	redirectDefault      = "redirect-default"
	signInProps          = "sign-in-props"
	signUpProps          = "sign-up-props"
	userButtonProps      = "user-button-props"
	magicLinkRedirectURL = "magic-link-redirect-url"
	oauthRedirectURL     = "oauth-redirect-url"
	sessionRevoke        = "session-revoke"
	clerkRedirect        = "clerk-redirect"
	packageJSON          = "package-json"
	typescriptVersion    = "typescript-version"
	authVersion          = "auth-version"
)
