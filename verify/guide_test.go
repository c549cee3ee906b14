package verify_test

// The functions of this file are the code of docs/verify.md, which holds each of
// them as it stands here.

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

func newVerifier(jwtKey string) (*verify.Verifier, error) {
	keys, err := verify.StaticPEM(jwtKey)
	if err != nil {
		return nil, err
	}
	return verify.New(keys,
		verify.WithAuthorizedParties("https://app.example.com"),
		verify.WithIssuer("https://clerk.example.com"),
	)
}

func newHandler(v *verify.Verifier) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /orders", verify.RequireAuth(v)(http.HandlerFunc(orders)))
	mux.Handle("GET /", verify.Middleware(v)(http.HandlerFunc(home)))
	return mux
}

func orders(w http.ResponseWriter, r *http.Request) {
	auth := verify.FromContext(r.Context())
	fmt.Fprintf(w, "orders of %s\n", *auth.UserID)
}

func home(w http.ResponseWriter, r *http.Request) {
	auth := verify.FromContext(r.Context())
	if auth.UserID == nil {
		fmt.Fprintln(w, "hello, whoever you are")
		return
	}
	fmt.Fprintf(w, "hello, %s\n", *auth.UserID)
}

func listen() error {
	v, err := newVerifier(os.Getenv("CLERK_JWT_KEY"))
	if err != nil {
		return err
	}
	return http.ListenAndServe("127.0.0.1:8080", newHandler(v))
}

func remoteVerifier(address string) (*verify.Verifier, error) {
	keys, err := verify.RemoteJWKS(address,
		verify.WithSecretKey(os.Getenv("CLERK_SECRET_KEY")),
		verify.WithMaxAge(10*time.Minute),
		verify.WithLogger(slog.Default()),
	)
	if err != nil {
		return nil, err
	}
	return verify.New(keys, verify.WithAuthorizedParties("https://app.example.com"), verify.WithVerifiedCache(10_000))
}

func admins(v *verify.Verifier) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		state := v.Authenticate(r)
		switch {
		case state.Status != verify.SignedIn:
			http.Error(w, "sign in first", http.StatusUnauthorized)
		case !state.Session.Has(verify.Role("org:admin"), verify.Feature("billing")):
			http.Error(w, "for administrators with billing", http.StatusForbidden)
		default:
			fmt.Fprintf(w, "hello, %s\n", state.Session.UserID)
		}
	})
}

func answer(err error) (status int) {
	var e *verify.Error
	switch {
	case err == nil:
		return http.StatusOK
	case errors.As(err, &e) && e.CouldNotCheck():
		log.Printf("no key to verify with: %v (%s)", e, e.Hint)
		return http.StatusServiceUnavailable
	case errors.Is(err, verify.TokenExpired):
		return http.StatusUnauthorized // the client fetches a new one and tries again
	}
	return http.StatusUnauthorized
}

func TestOrders(t *testing.T) {
	key := verifytest.NewKey(t, "ins_test")
	handler := newHandler(verifytest.NewVerifier(t, key))
	for _, test := range []struct {
		name   string
		claims mint.Claims // beside those of a good token
		want   int
	}{
		{"good", nil, http.StatusOK},
		{"expired", mint.Claims{"exp": time.Now().Add(-time.Minute).Unix()}, http.StatusUnauthorized},
		{"from another site", mint.Claims{"azp": "https://evil.example"}, http.StatusUnauthorized},
	} {
		r := verifytest.Bearer(verifytest.Token(t, key, test.claims))
		r.URL.Path = "/orders"
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("%s: status %d, want %d", test.name, w.Code, test.want)
		}
	}
}

// End of what docs/verify.md shows.

// TestGuide checks that every Go block of the page is code of this file, and that
// the page shows all of it.
func TestGuide(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	page, source := read("../docs/verify.md"), read("guide_test.go")
	_, code, _ := strings.Cut(source, "\n)\n\n")
	code, _, _ = strings.Cut(code, "// End of what")
	shown := 0
	for i, block := range strings.Split(page, "```go\n") {
		block, _, _ = strings.Cut(block, "```")
		if i == 0 {
			continue
		}
		for function := range strings.SplitSeq(strings.TrimSpace(block), "\n\nfunc ") {
			function = strings.TrimPrefix(function, "func ")
			if !strings.Contains(code, "func "+function+"\n") {
				t.Errorf("docs/verify.md shows what verify/guide_test.go does not have:\n%s", function)
			}
			shown++
		}
	}
	if n := strings.Count(code, "\nfunc ") + 1; shown != n {
		t.Errorf("docs/verify.md shows %d functions of %d", shown, n)
	}
}

// TestGuideRuns runs what the page shows against keys and a server of the test's own.
func TestGuideRuns(t *testing.T) {
	key := verifytest.NewKey(t, "ins_test")
	jwtKey, err := key.Public().JWTKey()
	if err != nil {
		t.Fatal(err)
	}
	ours := mint.Claims{"azp": "https://app.example.com", "iss": "https://clerk.example.com"}
	t.Run("handlers", func(t *testing.T) {
		v, err := newVerifier(jwtKey)
		if err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]string{"/orders": "orders of user_test\n", "/": "hello, user_test\n"} {
			r := verifytest.Bearer(verifytest.Token(t, key, ours))
			r.URL.Path = path
			w := httptest.NewRecorder()
			newHandler(v).ServeHTTP(w, r)
			if w.Code != http.StatusOK || w.Body.String() != want {
				t.Errorf("%s: %d %q, want %q", path, w.Code, w.Body, want)
			}
		}
		w := httptest.NewRecorder()
		newHandler(v).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		if w.Body.String() != "hello, whoever you are\n" {
			t.Errorf("signed out: %d %q", w.Code, w.Body)
		}
	})
	t.Run("no key", func(t *testing.T) {
		t.Setenv("CLERK_JWT_KEY", "")
		if err := listen(); err == nil {
			t.Error("a server without a key runs")
		}
	})
	t.Run("remote", func(t *testing.T) {
		t.Setenv("CLERK_SECRET_KEY", "sk_test_guide")
		server, err := verifytest.NewServer(key.Public())
		if err != nil {
			t.Fatal(err)
		}
		defer server.Close()
		v, err := remoteVerifier(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		token := verifytest.Token(t, key, ours)
		for range 3 {
			if _, err := v.Verify(t.Context(), token); err != nil {
				t.Fatal(err)
			}
		}
		if s := v.Stats(); server.Requests() != 1 || s.CacheHits != 2 || s.JWKS.Fetches != 1 {
			t.Errorf("%d requests, %+v", server.Requests(), s)
		}
		server.Close()
		unknown, err := remoteVerifier(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		_, err = unknown.Verify(t.Context(), token)
		if got := answer(err); got != http.StatusServiceUnavailable {
			t.Errorf("without a JWKS: %d (%v)", got, err)
		}
	})
	t.Run("answers", func(t *testing.T) {
		v := verifytest.NewVerifier(t, key)
		_, err := v.Verify(t.Context(), verifytest.Token(t, key, mint.Claims{"exp": time.Now().Add(-time.Hour).Unix()}))
		if got := answer(err); got != http.StatusUnauthorized {
			t.Errorf("expired: %d (%v)", got, err)
		}
		if _, err = v.Verify(t.Context(), "x"); answer(err) != http.StatusUnauthorized || answer(nil) != http.StatusOK {
			t.Errorf("answers %d and %d", answer(err), answer(nil))
		}
	})
	t.Run("admins", func(t *testing.T) {
		handler := admins(verifytest.NewVerifier(t, key))
		for _, test := range []struct {
			r    *http.Request
			want int
		}{
			{httptest.NewRequest("GET", "/", nil), http.StatusUnauthorized},
			{verifytest.Browser(verifytest.Token(t, key, nil)), http.StatusForbidden},
			{verifytest.Browser(verifytest.Token(t, key, mint.Claims{"v": 2, "o": map[string]any{"id": "org_1", "rol": "admin"}, "fea": "o:billing"})), http.StatusOK},
		} {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, test.r)
			if w.Code != test.want {
				t.Errorf("%d %q, want %d", w.Code, w.Body, test.want)
			}
		}
	})
}
