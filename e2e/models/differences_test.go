package models

// Why a model is meant to differ.
const (
	// A module is run by itself, and what is around it in the application is
	// not known.
	noContexts = "the real hook throws outside a component that guarantees what it needs; the model takes it as guaranteed where the state allows it"
	// In the beta, of the guards only <ClerkLoaded> and withClerk still
	// guarantee a loaded Clerk to the hooks below them.
	betaGuards = "the real hook throws below <SignedOut> too, which guarantees nothing in the beta"
)

// differences are the cases in which a model is meant to differ, as "LINE,
// SCENARIO: CASE".
var differences = map[string]string{
	"old, signedOut: useClerk without guard":                noContexts,
	"old, signedOut: useClerk, opening before it is loaded": noContexts,
	"old, signedOut: useSessionList without guard":          noContexts,
	"old, signedOut: useSignIn without guard":               noContexts,
	"old, signedOut: useSignUp without guard":               noContexts,
	"old, signedIn: useClerk without guard":                 noContexts,
	"old, signedIn: useClerk, opening before it is loaded":  noContexts,
	"old, signedIn: useSessionList without guard":           noContexts,
	"old, signedIn: useSignIn without guard":                noContexts,
	"old, signedIn: useSignUp without guard":                noContexts,
	"old, signedIn: useSession without guard":               noContexts,
	"old, signedIn: useUser without guard":                  noContexts,
	"next, signedOut: useSessionList without guard":         noContexts,
	"next, signedOut: useSignIn without guard":              noContexts,
	"next, signedOut: useSignUp without guard":              noContexts,
	"next, signedIn: useSessionList without guard":          noContexts,
	"next, signedIn: useSignIn without guard":               noContexts,
	"next, signedIn: useSignUp without guard":               noContexts,
	"next, signedOut: useSignIn for those signed out":       betaGuards,
}
