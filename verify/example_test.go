package verify_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

// A key, a token and a verifier for the examples. A real application has the first
// two from Clerk.
func exampleParts() (*mint.Key, string, *verify.Verifier) {
	key, err := mint.Generate("RS256", "ins_example")
	if err != nil {
		log.Fatal(err)
	}
	token, err := key.Sign(mint.Session(time.Now(), "https://clerk.example.com", "user_1", "sess_1").With(mint.Claims{
		"azp": "https://app.example.com", "org_id": "org_1", "org_role": "org:admin", "plan": "gold",
	}))
	if err != nil {
		log.Fatal(err)
	}
	jwtKey, err := key.Public().JWTKey()
	if err != nil {
		log.Fatal(err)
	}
	keys, err := verify.StaticPEM(jwtKey, verify.WithKeyID("ins_example"))
	if err != nil {
		log.Fatal(err)
	}
	v, err := verify.New(keys, verify.WithAuthorizedParties("https://app.example.com"))
	if err != nil {
		log.Fatal(err)
	}
	return key, token, v
}

func ExampleVerifier_Verify() {
	_, token, v := exampleParts()
	session, err := v.Verify(context.Background(), token)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(session.UserID, session.SessionID, session.Has(verify.Role("admin")))
	// Output: user_1 sess_1 true
}

func ExampleError() {
	key, _, v := exampleParts()
	old, err := key.Sign(mint.Session(time.Now().Add(-5*time.Minute), "https://clerk.example.com", "user_1", "sess_1").With(mint.Claims{"azp": "https://app.example.com"}))
	if err != nil {
		log.Fatal(err)
	}
	_, err = v.Verify(context.Background(), old)
	var e *verify.Error
	if errors.As(err, &e) && errors.Is(err, verify.TokenExpired) {
		fmt.Println(e.Reason)
		fmt.Println(e.Detail)
	}
	// Output:
	// token-expired
	// expired 4 min ago; 5 s of skew allowed
}

func ExampleSession_Claims() {
	_, token, v := exampleParts()
	session, err := v.Verify(context.Background(), token)
	if err != nil {
		log.Fatal(err)
	}
	var custom struct {
		Plan string `json:"plan"`
	}
	if err := session.Claims(&custom); err != nil {
		log.Fatal(err)
	}
	fmt.Println(custom.Plan)
	// Output: gold
}

func ExampleRequireAuth() {
	_, token, v := exampleParts()
	orders := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		auth := verify.FromContext(r.Context())
		fmt.Fprintf(w, "orders of %s", *auth.UserID)
	})
	handler := verify.RequireAuth(v)(orders)

	signedIn := httptest.NewRequest("GET", "/orders", nil)
	signedIn.Header.Set("Authorization", "Bearer "+token)
	for _, r := range []*http.Request{signedIn, httptest.NewRequest("GET", "/orders", nil)} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		fmt.Println(w.Code, w.Body)
	}
	// Output:
	// 200 orders of user_1
	// 401 unauthorized: session-token-and-uat-missing
}

func ExampleMiddleware() {
	_, token, v := exampleParts()
	handler := verify.Middleware(v)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		auth := verify.FromContext(r.Context())
		if _, err := auth.GetToken(r.Context()); errors.Is(err, verify.ErrSignedOut) {
			fmt.Println("hello, whoever you are")
			return
		}
		fmt.Println("hello,", *auth.UserID)
	}))
	r := httptest.NewRequest("GET", "/", nil)
	handler.ServeHTTP(httptest.NewRecorder(), r)
	r.Header.Set("Authorization", "Bearer "+token)
	handler.ServeHTTP(httptest.NewRecorder(), r)
	// Output:
	// hello, whoever you are
	// hello, user_1
}

func ExampleVerifier_Report() {
	key, _, v := exampleParts()
	token, err := key.Sign(mint.Session(time.Now().Add(-time.Hour), "https://clerk.example.com", "user_1", "sess_1"))
	if err != nil {
		log.Fatal(err)
	}
	for _, failure := range v.Report(context.Background(), token).Failures {
		fmt.Println(failure.Reason)
	}
	// Output:
	// token-missing-authorized-party
	// token-expired
}

func ExampleRemoteJWKS() {
	keys, err := verify.RemoteJWKS("https://api.clerk.com/v1/jwks", verify.WithSecretKey(os.Getenv("CLERK_SECRET_KEY")))
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := verify.New(keys, verify.WithAuthorizedParties("https://app.example.com"))
	if err != nil {
		fmt.Println(err)
		return
	}
	http.Handle("/orders", verify.RequireAuth(v)(http.NotFoundHandler()))
}

func ExampleRemote_Keys() {
	key, _, _ := exampleParts()
	server, err := verifytest.NewServer(key.Public()) // in the place of Clerk's
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	remote, err := verify.RemoteJWKS(server.URL)
	if err != nil {
		log.Fatal(err)
	}
	// At the start of a program: find out that the address and the secret key are
	// good before the first user does.
	keys, _, err := remote.Keys(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	for _, k := range keys {
		fmt.Println(k.ID(), k.Describe(), k.Algorithm())
	}
	// Output: ins_example an RSA key of 2048 bits RS256
}

func ExampleVerifier_Authenticate() {
	key, token, _ := exampleParts()
	keys, err := verify.StaticKeys(key.Public())
	if err != nil {
		log.Fatal(err)
	}
	v, err := verify.New(keys,
		verify.WithAuthorizedParties("https://app.example.com"),
		verify.WithVerifiedCache(1000), // browsers send the same token many times in its minute
	)
	if err != nil {
		log.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Sec-Fetch-Dest", "document")
	r.AddCookie(&http.Cookie{Name: "__session", Value: token})
	fmt.Println(v.Authenticate(r).Reason) // not since when the user is signed in
	r.AddCookie(&http.Cookie{Name: "__client_uat", Value: fmt.Sprint(time.Now().Add(-time.Hour).Unix())})
	for range 2 {
		state := v.Authenticate(r)
		fmt.Println(state.Status, *state.Auth().UserID)
	}
	fmt.Println(v.Stats().CacheHits)
	// Output:
	// session-token-but-no-client-uat
	// signed-in user_1
	// signed-in user_1
	// 1
}

func ExampleDecode() {
	_, token, _ := exampleParts()
	u, err := verify.Decode(token) // decodes, and verifies nothing
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range u.Explain(time.Now()) {
		if e.Name == "org_id" || e.Name == "azp" {
			fmt.Printf("%s: %s %s\n", e.Name, e.Value, e.Meaning)
		}
	}
	// Output:
	// azp: "https://app.example.com" authorized party: the origin the token was made for
	// org_id: "org_1" the active organisation
}
