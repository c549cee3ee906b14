package token

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

const testKid = "ins_test"

// newTestKey makes a key; those of RS256 take long, so that few tests need one.
func newTestKey(t *testing.T, alg string) *mint.Key {
	t.Helper()
	k, err := mint.Generate(alg, testKid)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func env(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

// goodToken is one that the key verifies at start.
func goodToken(t *testing.T, k *mint.Key, more mint.Claims) string {
	t.Helper()
	tok, err := k.Sign(mint.Session(start, "https://clerk.app.test", "user_1", "sess_1").With(mint.Claims{"azp": "https://app.test"}).With(more))
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func checks(keys KeyFlags) *Checks {
	if keys.Getenv == nil {
		keys.Getenv = env(nil)
	}
	return &Checks{
		Keys: keys, Algorithms: []string{"RS256", "ES256", "EdDSA"}, Skew: 5 * time.Second,
		AuthorizedParties: []string{"https://app.test"},
		Clock:             func() time.Time { return start.Add(10 * time.Second) },
	}
}

// Every place and form of a key leads to the same answer.
func TestKeyForms(t *testing.T) {
	k := newTestKey(t, "ES256")
	tok := goodToken(t, k, nil)
	pem, err := k.Public().PEM()
	if err != nil {
		t.Fatal(err)
	}
	line, err := k.Public().JWTKey()
	if err != nil {
		t.Fatal(err)
	}
	jwks := verify.MarshalJWKS(k.Public())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/jwks" && r.Header.Get("Authorization") != "Bearer sk_test_1" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(jwks))
	}))
	defer server.Close()
	tests := []struct {
		name string
		keys KeyFlags
		from string
	}{
		{"PEM file", KeyFlags{JWTKey: write(t, "k.pem", pem)}, "--jwt-key "},
		{"PEM", KeyFlags{JWTKey: pem}, "--jwt-key"},
		{"PEM with literal line ends", KeyFlags{JWTKey: strings.ReplaceAll(pem, "\n", `\n`)}, "--jwt-key"},
		{"one line", KeyFlags{JWTKey: line}, "--jwt-key"},
		{"one line in a file", KeyFlags{JWTKey: write(t, "k", line+"\n")}, "--jwt-key "},
		{"PEM with its kid", KeyFlags{JWTKey: pem, KeyID: testKid}, "--jwt-key"},
		{"JWKS file", KeyFlags{JWKS: write(t, "k.json", jwks)}, "--jwks "},
		{"JWK file", KeyFlags{JWKS: write(t, "k.json", k.Public().JWK())}, "--jwks "},
		{"PEM as JWKS file", KeyFlags{JWKS: write(t, "k.json", pem)}, "--jwks "},
		{"JWKS address", KeyFlags{JWKS: server.URL + "/jwks.json"}, "--jwks http://127.0.0.1"},
		{"secret key file", KeyFlags{SecretFile: write(t, "secret", "sk_test_1\n"), APIURL: server.URL + "/"}, "the Backend API at http://127.0.0.1"},
		{"secret key variable", KeyFlags{SecretEnv: "KEY", APIURL: server.URL, Getenv: env(map[string]string{"KEY": `"sk_test_1"`})}, "the Backend API"},
		{"CLERK_JWT_KEY", KeyFlags{Getenv: env(map[string]string{"CLERK_JWT_KEY": line})}, "CLERK_JWT_KEY of the environment"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := Verify(t.Context(), tok, checks(test.keys))
			if r.Outcome() != Fine || r.Session == nil || r.Session.UserID != "user_1" {
				t.Fatalf("outcome %v: %v %v", r.Outcome(), r.Err, r.Reasons)
			}
			if !strings.HasPrefix(r.KeyFrom, test.from) {
				t.Errorf("from %q, want %q", r.KeyFrom, test.from)
			}
		})
	}
}

// The order of the flags decides, and says so.
func TestKeyOrder(t *testing.T) {
	good, bad := newTestKey(t, "ES256"), newTestKey(t, "ES256")
	tok := goodToken(t, good, nil)
	pem, _ := good.Public().PEM()
	other, _ := bad.Public().PEM()
	wrong := env(map[string]string{"CLERK_JWT_KEY": other})
	for _, keys := range []KeyFlags{
		{JWTKey: pem, JWKS: "nowhere.json", SecretFile: "nowhere", SecretEnv: "NONE", Getenv: wrong},
		{JWKS: write(t, "k.json", verify.MarshalJWKS(good.Public())), SecretFile: "nowhere", Getenv: wrong},
	} {
		r := Verify(t.Context(), tok, checks(keys))
		if r.Outcome() != Fine {
			t.Fatalf("%v %v", r.Err, r.Reasons)
		}
		if notes := strings.Join(r.Notes, "; "); !strings.Contains(notes, "--secret-key-file was not used: --jw") {
			t.Errorf("notes %q", notes)
		}
	}
	if r := Verify(t.Context(), tok, checks(KeyFlags{Getenv: wrong})); r.Outcome() != Refused || r.Reasons[0].Reason != verify.TokenInvalidSignature {
		t.Errorf("CLERK_JWT_KEY of another instance: %v %v", r.Outcome(), r.Reasons)
	}
}

// Every bad key is one line that does not repeat it, and exit code 2.
func TestBadKeys(t *testing.T) {
	k := newTestKey(t, "ES256")
	tok := goodToken(t, k, nil)
	private, err := k.PrivatePEM()
	if err != nil {
		t.Fatal(err)
	}
	pem, _ := k.Public().PEM()
	line, _ := k.Public().JWTKey()
	const secret = "sk_live_c2VjcmV0c2VjcmV0"
	garbage := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("<html>")) }))
	defer garbage.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	moved := httptest.NewServer(http.RedirectHandler(garbage.URL, http.StatusFound))
	defer moved.Close()
	dir := t.TempDir()
	tests := []struct {
		name       string
		keys       KeyFlags
		want, hint string
	}{
		{"none", KeyFlags{}, "there is no key to verify with", "--jwt-key"},
		{"none, but a secret key", KeyFlags{Getenv: env(map[string]string{"CLERK_SECRET_KEY": secret})}, "there is no key", "--secret-key-env CLERK_SECRET_KEY"},
		{"private key", KeyFlags{JWTKey: string(private)}, "private key", "public half"},
		{"private key file", KeyFlags{JWTKey: write(t, "p.pem", string(private))}, "private key", "public half"},
		{"private key in the environment", KeyFlags{Getenv: env(map[string]string{"CLERK_JWT_KEY": string(private)})}, "CLERK_JWT_KEY of the environment: ", "public half"},
		{"secret key", KeyFlags{JWTKey: secret}, "this is a Clerk secret key", ""},
		{"cut off", KeyFlags{JWTKey: pem[:80]}, "cut off", "copy the whole"},
		{"cut off line", KeyFlags{JWTKey: line[:40]}, "cut off", "copy the whole"},
		{"JWKS as JWT key", KeyFlags{JWTKey: write(t, "k.json", verify.MarshalJWKS(k.Public()))}, "JSON", "--jwks"},
		{"no such file", KeyFlags{JWTKey: "nowhere.pem"}, "nowhere.pem does not exist", "spelling"},
		{"folder", KeyFlags{JWKS: dir}, "cannot be read", ""},
		{"empty file", KeyFlags{JWTKey: write(t, "empty", "")}, "empty", ""},
		{"JWKS without keys", KeyFlags{JWKS: write(t, "k.json", `{"keys":[]}`)}, "no key to verify with", ""},
		{"JWKS with a foreign key", KeyFlags{JWKS: write(t, "k.json", `{"keys":[{"kty":"oct","kid":"a","k":"c2VjcmV0"}]}`)}, "no key to verify with", ""},
		{"JWKS that is none", KeyFlags{JWKS: write(t, "k.json", `{"keys":`)}, "", ""},
		{"http", KeyFlags{JWKS: "http://clerk.example.com/jwks"}, "is not https", "https"},
		{"another scheme", KeyFlags{JWKS: "ftp://clerk.example.com/jwks"}, "is not https", "https"},
		{"garbage", KeyFlags{JWKS: garbage.URL}, "jwk-remote-invalid", ""},
		{"unreachable", KeyFlags{JWKS: gone.URL}, "jwk-remote-failed-to-load", ""},
		{"redirect", KeyFlags{SecretEnv: "KEY", APIURL: moved.URL, Getenv: env(map[string]string{"KEY": secret})}, "redirect", ""},
		{"secret key as file", KeyFlags{SecretFile: secret}, "looks like a token or a key", "shell's history"},
		{"secret key as variable", KeyFlags{SecretEnv: secret}, "takes the name of an environment variable", "rotated"},
		{"variable not set", KeyFlags{SecretEnv: "NONE"}, "NONE holds no secret key", ""},
		{"publishable key", KeyFlags{SecretEnv: "KEY", Getenv: env(map[string]string{"KEY": "pk_live_c2VjcmV0"})}, "publishable key", "sk_"},
		{"two secret keys", KeyFlags{SecretFile: write(t, "s", secret+"\n"+secret)}, "more than a secret key", ""},
		{"secret key over http", KeyFlags{SecretEnv: "KEY", APIURL: "http://api.example.com", Getenv: env(map[string]string{"KEY": secret})}, "is not https", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := Verify(t.Context(), tok, checks(test.keys))
			if r.Outcome() != NotChecked || r.Verified != nil {
				t.Fatalf("outcome %v, verified %v, reasons %v", r.Outcome(), r.Verified, r.Reasons)
			}
			e, ok := r.Err.(*Error)
			if !ok {
				t.Fatalf("%T: %v", r.Err, r.Err)
			}
			if !strings.Contains(e.Text, test.want) || !strings.Contains(e.Hint, test.hint) {
				t.Errorf("%q (%q), want %q (%q)", e.Text, e.Hint, test.want, test.hint)
			}
			for _, s := range []string{e.Text, e.Hint} {
				if strings.Contains(s, "\n") || strings.Contains(s, "c2VjcmV0") || strings.Contains(s, line[30:50]) || strings.Contains(s, string(private[60:80])) {
					t.Errorf("more than a line, or a key, in %q", s)
				}
			}
		})
	}
}

// A refused token is refused whatever the key, and an outage does not make it
// look as if another try might help.
func TestRefusedWithoutKeys(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	tok := goodToken(t, newTestKey(t, "ES256"), mint.Claims{"azp": "https://evil.test"})
	r := Verify(t.Context(), tok, checks(KeyFlags{JWKS: gone.URL}))
	if r.Outcome() != Refused || len(r.Reasons) != 2 {
		t.Errorf("outcome %v, reasons %v", r.Outcome(), r.Reasons)
	}
}

func TestList(t *testing.T) {
	a, b := newTestKey(t, "ES256"), newTestKey(t, "EdDSA")
	other, err := mint.Generate("EdDSA", "ins_other")
	if err != nil {
		t.Fatal(err)
	}
	set := verify.MarshalJWKS(a.Public(), other.Public())
	set = strings.Replace(set, `"keys":[`, `"keys":[{"kty":"oct","kid":"x","k":"c2VjcmV0"},`, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(set)) }))
	defer server.Close()
	keys := KeyFlags{Getenv: env(nil)}
	for _, name := range []string{write(t, "k.json", set), server.URL} {
		l, err := keys.List(t.Context(), name, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(l.Keys) != 2 || len(l.Skipped) != 1 || l.Keys[0].ID() != testKid || l.Keys[1].ID() != "ins_other" {
			t.Errorf("%s: %v, skipped %v", name, l.Keys, l.Skipped)
		}
	}
	// Through every form and back, a key stays itself.
	l := &KeyList{Keys: []*verify.Key{b.Public()}}
	want := Thumbprint(b.Public())
	for _, form := range Forms() {
		text, err := l.Convert(form, "")
		if err != nil {
			t.Fatal(err)
		}
		text = strings.TrimPrefix(text, "CLERK_JWT_KEY=")
		back, err := keys.List(t.Context(), "-", strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		if got := Thumbprint(back.Keys[0]); got != want {
			t.Errorf("%s: %s, want %s", form, got, want)
		}
	}
	// A private key shows its public half only.
	private, _ := b.PrivatePEM()
	l, err = keys.List(t.Context(), "-", strings.NewReader(string(private)))
	if err != nil || Thumbprint(l.Keys[0]) != want || len(l.Notes) != 1 || l.Keys[0].ID() != DefaultKeyID(b.Public()) {
		t.Errorf("a private key: %+v %v", l, err)
	}
}

// The example of RFC 7638, section 3.1.
func TestThumbprint(t *testing.T) {
	keys, _, err := verify.ParseJWKS(`{"keys":[{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if got := Thumbprint(keys[0]); got != "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" {
		t.Error(got)
	}
	if kid := DefaultKeyID(keys[0]); len(kid) != 31 || !strings.HasPrefix(kid, "ins_") {
		t.Errorf("kid %q", kid)
	}
}
