package backend

// difference is an answer that is not the SDK's.
type difference struct{ ours, theirs, because string }

const (
	oneReading   = "two readers of the same token could read it differently"
	ownType      = "a claim that this package gives a meaning to must have its type"
	finerReason  = "a missing azp is told from another one; errors.Is matches the SDK's reason too"
	classFirst   = "verifyToken of the SDK leaves the class of a token to authenticateRequest, which refuses it with the same reason"
	requestOnly  = "the SDK's state is signed-in and its auth object signed-out; here the state says it"
	neverExpires = "a date that nobody can mean must not become \"never expires\""
)

// differences are all of them, by the name of the case.
var differences = map[string]difference{
	// Refused here, accepted by the SDK.
	"exp 1e300":                      {"token-verification-failed", "accepted for user_1", neverExpires},
	"exp 1e400":                      {"token-invalid", "accepted for user_1", neverExpires},
	"sub empty":                      {"token-verification-failed", "accepted for ", "a token of nobody signs nobody in"},
	"sid a number":                   {"token-verification-failed", "accepted for user_1", ownType},
	"fea without a scope":            {"token-verification-failed", "accepted for user_1", ownType + "; the SDK throws when it builds the auth object"},
	"o a string":                     {"token-verification-failed", "accepted for user_1", ownType},
	"audience a number":              {"token-verification-failed", "accepted for user_1", ownType},
	"no audience, but one asked for": {"token-verification-failed", "accepted for user_1", "an audience that is asked for must be there"},
	"category template":              {"token-type-mismatch", "accepted for user_1", classFirst},
	"a machine's sub":                {"token-type-mismatch", "accepted for mch_1", classFirst},
	"crit":                           {"token-invalid", "accepted for user_1", "RFC 7515 says that a token with an unknown extension must be refused"},
	"b64 false":                      {"token-invalid", "accepted for user_1", "RFC 7797 changes what the signature covers"},
	"padded signature":               {"token-invalid", "accepted for user_1", oneReading},
	"sub twice":                      {"token-invalid", "accepted for user_admin", oneReading},
	"SUB beside sub":                 {"token-invalid", "accepted for user_1", oneReading},
	"alg twice":                      {"token-invalid", "accepted for user_1", oneReading},
	"byte order mark":                {"token-invalid", "accepted for user_1", oneReading},
	"invalid UTF-8":                  {"token-invalid", "accepted for user_1", oneReading},
	"half a surrogate pair":          {"token-invalid", "accepted for user_1", oneReading},
	"deep nesting":                   {"token-invalid", "accepted for user_1", "reading is bounded"},
	"a token of 20 KiB":              {"token-invalid", "accepted for user_1", "reading is bounded"},

	// Refused by both, for another reason.
	"azp missing":                      {"token-missing-authorized-party", "token-invalid-authorized-parties", finerReason},
	"azp a list":                       {"token-verification-failed", "token-invalid-authorized-parties", ownType},
	"typ at+jwt":                       {"token-type-mismatch", "token-invalid", classFirst},
	"category machine":                 {"token-type-mismatch", "token-invalid", classFirst},
	"alg RS512":                        {"token-invalid-algorithm", "token-verification-failed", "the algorithm is judged before any key is used"},
	"alg none, keys from the endpoint": {"token-invalid-algorithm", "jwk-kid-mismatch", "the algorithm is judged before any key is fetched"},
	"payload a list":                   {"token-invalid", "token-verification-failed", "claims are an object"},
	"payload null":                     {"token-invalid", "threw TypeError", "claims are an object"},

	// Requests.
	"header: no azp":                        {"signed-out (token-missing-authorized-party)", "signed-out (token-invalid-authorized-parties)", finerReason},
	"header: pending":                       {"signed-out (session-pending)", "signed-in", requestOnly},
	"cookies: no azp":                       {"signed-out (token-missing-authorized-party)", "signed-out (token-invalid-authorized-parties)", finerReason},
	"cookies: pending":                      {"signed-out (session-pending)", "signed-in", requestOnly},
	"cookies: uat with text behind":         {"handshake (session-token-but-no-client-uat)", "signed-in for user_1", "what is no number is no time"},
	"cookies: no iat":                       {"handshake (session-token-iat-before-client-uat)", "signed-in for user_1", "without iat nothing shows that the token is newer than the last sign-out"},
	"cookies: twice, different":             {"signed-out (cookie-ambiguous)", "signed-in for user_1", "whoever can write a second cookie must not choose which one counts"},
	"development: a satellite asks":         {"signed-out (primary-responds-to-syncing)", "handshake (primary-responds-to-syncing)", "satellite domains are out of scope"},
	"handshake: in the address, production": {"signed-out (session-token-and-uat-missing)", "signed-in for user_1", "production instances send it in a cookie; from the address it could be anybody's link"},
	"handshake: forged, development":        {"signed-out (token-invalid-signature)", "threw (Error: Clerk: Handshake token verification failed due to an invalid signature. If you have switched Clerk keys locally, clear your cookies and try again.)", "a request never ends in a panic"},
}
