package verify

// Reason is why a token or a request was refused. Reasons that Clerk's own SDK
// has too are spelled as it spells them, so dashboards and alerts can be shared.
//
// A Reason is an error, so that a refusal can be matched:
//
//	if errors.Is(err, verify.TokenExpired) { … }
type Reason string

// Error gives the reason's own spelling.
func (r Reason) Error() string { return string(r) }

// Why a token is refused.
const (
	// TokenInvalid: the text is not one well-formed token.
	TokenInvalid Reason = "token-invalid"
	// TokenInvalidAlgorithm: the token's alg is not one the verifier allows.
	TokenInvalidAlgorithm Reason = "token-invalid-algorithm"
	// TokenInvalidSignature: the signature is not the key's.
	TokenInvalidSignature Reason = "token-invalid-signature"
	// TokenTypeMismatch: a well-formed token of another class: a JWT template's, a
	// machine's, an OAuth access token.
	TokenTypeMismatch Reason = "token-type-mismatch"
	// TokenExpired: exp is in the past by more than the clock skew.
	TokenExpired Reason = "token-expired"
	// TokenNotActiveYet: nbf is in the future by more than the clock skew.
	TokenNotActiveYet Reason = "token-not-active-yet"
	// TokenIatInTheFuture: iat is in the future by more than the clock skew.
	TokenIatInTheFuture Reason = "token-iat-in-the-future"
	// TokenInvalidAuthorizedParties: azp is not one of the authorized parties.
	TokenInvalidAuthorizedParties Reason = "token-invalid-authorized-parties"
	// TokenMissingAuthorizedParty: there is no azp, but a list of authorized
	// parties. Clerk's SDK does not tell this from the one above, so errors.Is
	// matches both.
	TokenMissingAuthorizedParty Reason = "token-missing-authorized-party"
	// TokenInvalidIssuer: iss is not the issuer asked for.
	TokenInvalidIssuer Reason = "token-invalid-issuer"
	// TokenVerificationFailed: a claim is missing or malformed, or aud does not fit.
	TokenVerificationFailed Reason = "token-verification-failed"
)

// Why no key could be found for a token.
const (
	// JWKLocalMissing: no key was given.
	JWKLocalMissing Reason = "jwk-local-missing"
	// JWKKidMismatch: none of the keys has the token's kid.
	JWKKidMismatch Reason = "jwk-kid-mismatch"
	// JWKFailedToResolve: which key to use cannot be told, or looking was given up.
	JWKFailedToResolve Reason = "jwk-failed-to-resolve"
	// JWKRemoteFailedToLoad: the JWKS endpoint did not answer properly.
	JWKRemoteFailedToLoad Reason = "jwk-remote-failed-to-load"
	// JWKRemoteInvalid: the JWKS endpoint answered with something unusable.
	JWKRemoteInvalid Reason = "jwk-remote-invalid"
	// JWKRemoteMissing: the JWKS endpoint answered with no key to verify with.
	JWKRemoteMissing Reason = "jwk-remote-missing"
	// SecretKeyInvalid: the JWKS endpoint refused the secret key.
	SecretKeyInvalid Reason = "secret-key-invalid"
)

// Why a request is signed out, or needs a handshake, beside the reasons above.
const (
	SessionTokenAndUATMissing      Reason = "session-token-and-uat-missing"
	SessionTokenMissing            Reason = "session-token-missing"
	SessionTokenWithoutClientUAT   Reason = "session-token-but-no-client-uat"
	ClientUATWithoutSessionToken   Reason = "client-uat-but-no-session-token"
	SessionTokenIATBeforeClientUAT Reason = "session-token-iat-before-client-uat"
	SessionTokenExpired            Reason = "session-token-expired"
	SessionTokenNBF                Reason = "session-token-nbf"
	SessionTokenIatInTheFuture     Reason = "session-token-iat-in-the-future"
	DevBrowserMissing              Reason = "dev-browser-missing"
	DevBrowserSync                 Reason = "dev-browser-sync"
	PrimaryRespondsToSyncing       Reason = "primary-responds-to-syncing"
	PrimaryDomainCrossOriginSync   Reason = "primary-domain-cross-origin-sync"
	UnexpectedError                Reason = "unexpected-error"
	// SessionPending: the session still has tasks to do (sts is pending). Clerk's
	// SDK has no reason for it.
	SessionPending Reason = "session-pending"
	// CookieAmbiguous: one cookie came twice with different values, so someone
	// else can write cookies for this host. Clerk's SDK takes the first.
	CookieAmbiguous Reason = "cookie-ambiguous"
)
