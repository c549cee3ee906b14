package token

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

func privateFile(t *testing.T, name string) (string, *mint.Key) {
	t.Helper()
	k := newTestKey(t, "ES256")
	pem, err := k.PrivatePEM()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, name, string(pem)), k
}

func claimsOf(t *testing.T, tok string) map[string]any {
	t.Helper()
	u, err := verify.Decode(tok)
	if err != nil {
		t.Fatal(err)
	}
	var c map[string]any
	if err := json.Unmarshal(u.Claims, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSign(t *testing.T) {
	file, k := privateFile(t, "app.private.pem")
	s := Sign{KeyFile: file, User: "user_ada", Party: "https://app.test", Lifetime: time.Minute, Now: start,
		Audiences:  []string{"a", "b"},
		ClaimsFile: write(t, "claims.json", `{"big":12345678901234567890,"fva":[0,-1],"org_id":"org_1"}`),
		Claims:     []string{"org_id=org_2", "n=5", `s="5"`, "t=plain text", "nothing=null", "eq=a=b"}}
	signed, err := s.Sign()
	if err != nil {
		t.Fatal(err)
	}
	if len(signed.Warnings) > 0 {
		t.Errorf("warnings %v", signed.Warnings)
	}
	keys, err := verify.StaticKeys(must(verify.NewKey(k.Public().Public(), DefaultKeyID(k.Public()), "ES256")))
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(keys, verify.WithAlgorithms("ES256"), verify.WithAuthorizedParties("https://app.test"),
		verify.WithIssuer("https://clerk.app.test"), verify.WithClock(func() time.Time { return start }))
	if err != nil {
		t.Fatal(err)
	}
	session, err := v.Verify(t.Context(), signed.Token)
	if err != nil {
		t.Fatal(err)
	}
	if session.UserID != "user_ada" || session.SessionID != "sess_ada" || session.Expiry != start.Add(time.Minute) {
		t.Errorf("%v", session)
	}
	if !strings.Contains(string(session.RawClaims()), `"big":12345678901234567890`) {
		t.Errorf("a number changed: %s", session.RawClaims())
	}
	c := claimsOf(t, signed.Token)
	for name, want := range map[string]any{"org_id": "org_2", "n": 5.0, "s": "5", "t": "plain text", "nothing": nil, "eq": "a=b"} {
		if got, ok := c[name]; !ok || got != want {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
	if want := "Cookie: __session=" + signed.Token + "; __client_uat=1795456800"; signed.Cookie() != want {
		t.Errorf("cookie %q", signed.Cookie())
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Only names that nobody can own are free.
func TestSignIssuers(t *testing.T) {
	file, _ := privateFile(t, "app.private.pem")
	for issuer, ok := range map[string]bool{
		"https://clerk.app.test": true, "http://127.0.0.1:4000": true, "https://localhost": true, "https://clerk.example.com": true, "https://CLERK.TEST.": true,
		"https://happy-fox-1.clerk.accounts.dev": false, "https://clerk.com": false, "https://clerk.shop.com": false, "https://test.evil.com": false,
		"https://example.com.evil.io": false, "https://nottest": false, "https://8.8.8.8": false, "clerk.app.test": false, "": true,
	} {
		for _, way := range []string{"flag", "claim"} {
			s := Sign{KeyFile: file, User: "user_1", Lifetime: time.Minute, Now: start}
			if way == "flag" {
				s.Issuer = issuer
			} else if issuer != "" {
				s.Claims = []string{"iss=" + issuer}
			}
			_, err := s.Sign()
			if (err == nil) != ok {
				t.Errorf("%q as %s: %v", issuer, way, err)
			}
			if err != nil && strings.Contains(issuer, "://") {
				if s.AnyIssuer = true; !strings.Contains(err.(*Error).Hint, "--force-issuer") {
					t.Errorf("%q: hint %q", issuer, err.(*Error).Hint)
				}
				if _, err := s.Sign(); err != nil {
					t.Errorf("%q when forced: %v", issuer, err)
				}
			}
		}
	}
}

func TestDefaultIssuer(t *testing.T) {
	for file, want := range map[string]string{
		"dev.private.pem": "dev", "/a/b/My App.pem": "my-app", "x": "x", ".pem": "dev", "ä.pem": "dev", "--.pem": "dev",
	} {
		if got := DefaultIssuer(file); got != "https://clerk."+want+".test" {
			t.Errorf("%s: %s", file, got)
		}
	}
}

func TestSignRefuses(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("AppData", t.TempDir())
	file, k := privateFile(t, "app.private.pem")
	public, _ := k.Public().PEM()
	private, _ := k.PrivatePEM()
	for name, test := range map[string]struct {
		s    Sign
		want string
	}{
		"no key":              {Sign{}, "there is no key to sign with"},
		"no such key":         {Sign{KeyFile: "nowhere.pem"}, "nowhere.pem does not exist"},
		"public key":          {Sign{KeyFile: write(t, "p.pem", public)}, "public key"},
		"no PEM":              {Sign{KeyFile: write(t, "p.pem", "c2VjcmV0")}, "no PEM private key"},
		"damaged":             {Sign{KeyFile: write(t, "p.pem", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n")}, "cannot be read"},
		"a key as file":       {Sign{KeyFile: string(private)}, "looks like a token or a key"},
		"wrong alg":           {Sign{KeyFile: file, Alg: "RS256"}, "RS256"},
		"no lifetime":         {Sign{KeyFile: file, Lifetime: -time.Second}, "--expires-in"},
		"claims that are not": {Sign{KeyFile: file, ClaimsFile: write(t, "c.json", `[1]`)}, "not a JSON object"},
		"null claims":         {Sign{KeyFile: file, ClaimsFile: write(t, "c.json", `null`)}, "not a JSON object"},
		"claim without =":     {Sign{KeyFile: file, Claims: []string{"sub"}}, `"sub" is not NAME=VALUE`},
		"claim without name":  {Sign{KeyFile: file, Claims: []string{"=x"}}, "is not NAME=VALUE"},
	} {
		t.Run(name, func(t *testing.T) {
			test.s.User, test.s.Now = "user_1", start
			if test.s.Lifetime == 0 {
				test.s.Lifetime = time.Minute
			}
			_, err := test.s.Sign()
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "c2VjcmV0") || strings.Contains(err.Error(), string(private[40:60])) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

func TestSignWarnings(t *testing.T) {
	file, _ := privateFile(t, "app.private.pem")
	s := Sign{KeyFile: file, User: "user_1", Lifetime: time.Minute, Now: start, Claims: []string{"x=" + strings.Repeat("y", 4096)}}
	signed, err := s.Sign()
	if err != nil || len(signed.Warnings) != 1 || !strings.Contains(signed.Warnings[0], "browsers drop cookies") {
		t.Errorf("%v %v", signed, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	s.Claims = nil
	signed, err = s.Sign()
	if err != nil || len(signed.Warnings) != 1 || !strings.Contains(signed.Warnings[0], "chmod 600") {
		t.Errorf("%v %v", signed, err)
	}
}

func TestGenerate(t *testing.T) {
	dir := t.TempDir()
	k := Keygen{Dir: dir, Name: "app", Alg: "ES256"}
	g, err := k.Generate()
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(g.Private)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	keys := KeyFlags{Getenv: env(map[string]string{"CLERK_JWT_KEY": g.JWTKey})}
	want := ""
	for _, name := range []string{g.Private, g.Public, g.JWKS, ""} {
		l, err := keys.List(t.Context(), name, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := Thumbprint(l.Keys[0]); want == "" {
			want = got
		} else if got != want {
			t.Errorf("%s holds another key", name)
		}
		if id := l.Keys[0].ID(); id != "" && id != g.Kid {
			t.Errorf("%s: kid %q, want %q", name, id, g.Kid)
		}
	}
	// Never over a file, and nothing of it when one of three is there.
	for _, left := range []string{g.Private, g.Public, g.JWKS} {
		dir := t.TempDir()
		k.Dir = dir
		text := []byte("mine")
		name := filepath.Join(dir, filepath.Base(left))
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Generate(); err == nil || !strings.Contains(err.Error(), "exists already") {
			t.Errorf("over %s: %v", left, err)
		}
		entries, _ := os.ReadDir(dir)
		if b, _ := os.ReadFile(name); string(b) != "mine" || len(entries) != 1 {
			t.Errorf("%s: %d files, %q", left, len(entries), b)
		}
	}
	for _, name := range []string{"", "a/b", "../x", ".x", "a b", "-x", strings.Repeat("x", 64), "sk_live_x"} {
		bad := Keygen{Dir: t.TempDir(), Name: name, Alg: "ES256"}
		if _, err := bad.Generate(); err == nil {
			t.Errorf("the name %q was accepted", name)
		}
	}
	bad := Keygen{Dir: filepath.Join(dir, "nowhere"), Name: "x", Alg: "ES256"}
	if _, err := bad.Generate(); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("%v", err)
	}
	bad = Keygen{Dir: dir, Name: "x", Alg: "HS256"}
	if _, err := bad.Generate(); err == nil {
		t.Error("an HS256 key was made")
	}
}

func TestOpenDevKey(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clerkctl", "dev.private.pem")
	made, created, err := OpenDevKey(file, "")
	if err != nil || !created {
		t.Fatalf("%v %v", created, err)
	}
	again, created, err := OpenDevKey(file, "")
	if err != nil || created || again.ID() != made.ID() || made.ID() != DefaultKeyID(made.Public()) {
		t.Errorf("%v %v %v", again, created, err)
	}
	if err := os.WriteFile(file, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := OpenDevKey(file, ""); err == nil || !strings.Contains(err.Error(), "no PEM private key") {
		t.Errorf("%v", err)
	}
	if b, _ := os.ReadFile(file); string(b) != "damaged" {
		t.Error("a file that was there was written over")
	}
}
