// Package verify verifies Clerk session tokens without asking anybody: given the
// instance's public key, a request is authenticated in well under a millisecond,
// with no database and no network.
//
// # Use
//
// Make one Verifier when the program starts, and say what it stands for:
//
//	keys, err := verify.StaticPEM(os.Getenv("CLERK_JWT_KEY"))
//	…
//	v, err := verify.New(keys,
//		verify.WithAuthorizedParties("https://app.example.com"),
//		verify.WithIssuer("https://clerk.example.com"),
//		verify.WithPublishableKey(os.Getenv("CLERK_PUBLISHABLE_KEY")))
//	…
//	http.Handle("/orders", verify.RequireAuth(v)(orders))
//
// and in the handler:
//
//	auth := verify.FromContext(r.Context())
//	// *auth.UserID, *auth.SessionID, auth.GetToken(ctx)
//
// # Policy
//
// The defaults are the safe choice; everything looser has to be asked for by name.
//
//   - Authorized parties are required: without WithAuthorizedParties a token that
//     leaked to another site of yours would be good here too. Programs that no
//     browser talks to say AllowAnyAuthorizedParty.
//   - RS256 only, which is what Clerk signs with. WithAlgorithms may allow RS384,
//     RS512, ES256 and EdDSA; HMAC and "none" cannot be allowed.
//   - Prefer StaticPEM or StaticJWKS. RemoteJWKS is for programs that must follow a
//     rotation of keys without a restart, and then depend on the endpoint.
//   - With a PEM, tell its kid too (WithKeyID) if you know it: it names the instance.
//   - WithIssuer costs nothing and catches the wrong instance early.
//   - Session tokens only. Tokens of JWT templates, machines and OAuth, which the same
//     key signs, outlive the sessions they came from; AllowCategories and
//     AllowMachineTokens accept them.
//   - A session whose user still has tasks to do (sts is "pending") is signed out.
//   - Clocks may be 5 s apart; WithClockSkew(0) is honoured.
//
// What a token may look like is not a matter of options: one spelling in base64url,
// strict JSON in UTF-8 without names given twice or in another case, no extensions
// (crit, b64), at most 16 KiB and 32 levels. Keys are judged as well: RSA from 2048
// bits with a sound modulus and exponent, P-256, Ed25519. Keys that a token brings
// along are never used.
//
// Errors are *Error with a Reason that is spelled as Clerk's own SDK spells it, and
// never hold the token, a signature or key material; nor does anything that is logged
// or printed.
//
// # Not in scope
//
// Satellite domains, proxied frontend APIs, refreshing expired tokens through the
// Backend API, and opaque machine credentials. The subpackage verifytest helps to test
// an application; mint makes keys and tokens for development.
package verify
