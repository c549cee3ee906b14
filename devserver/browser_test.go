package devserver

import (
	"net/http"
	"strings"
	"testing"
)

// A browser gets the script, and of a user what is not private.
func TestForBrowsers(t *testing.T) {
	s, _ := newServer(t)
	from := func(origin string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Del("Authorization")
			r.Header.Set("Origin", origin)
		}
	}
	w := get(s, "GET", "/clerk.js", from("http://localhost:3000"))
	if h := w.Header(); w.Code != 200 || h.Get("Content-Type") != "text/javascript; charset=utf-8" || h.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(w.Body.String(), "window.Clerk = ") {
		t.Errorf("%d %v", w.Code, h)
	}
	for _, test := range []struct {
		origin string
		code   int
	}{
		{"http://localhost:3000", 200}, {"http://127.0.0.1:5173", 200}, {"http://[::1]:3000", 200},
		{"https://evil.test", 403}, {"http://localhost.evil.test", 403}, {"null", 403}, {"http://192.168.1.4:3000", 403},
	} {
		w := get(s, "GET", "/v1/client/users/user_ada", from(test.origin))
		want := ""
		if test.code == 200 {
			want = test.origin
		}
		if got := w.Header().Get("Access-Control-Allow-Origin"); w.Code != test.code || got != want {
			t.Errorf("%s: %d, allows %q", test.origin, w.Code, got)
		}
		if body := w.Body.String(); strings.Contains(body, "private") || test.code == 200 && !strings.Contains(body, `"first_name":"Augusta"`) {
			t.Errorf("%s: %s", test.origin, body)
		}
	}
	// The stand-in of the Backend API stays closed to every page.
	for _, target := range []string{"/v1/users/user_ada", "/v1/sessions/sess_ada", "/v1/jwks"} {
		if w := get(s, "GET", target, func(r *http.Request) { r.Header.Set("Origin", "http://localhost:3000") }); w.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s is open to pages", target)
		}
	}
	elsewhere := func(r *http.Request) { r.Host = "evil.test" }
	for _, test := range []struct {
		method, target string
		change         func(*http.Request)
		code           int
	}{
		{"GET", "/v1/client/users/1", from("http://localhost:3000"), 404},
		{"GET", "/v1/client/users/user_1/x", from("http://localhost:3000"), 404},
		{"GET", "/clerk.js", elsewhere, 403},
		{"GET", "/v1/client/users/user_1", elsewhere, 403},
		{"POST", "/clerk.js", from("http://localhost:3000"), 404},
	} {
		if w := get(s, test.method, test.target, test.change); w.Code != test.code {
			t.Errorf("%s %s: %d %s, want %d", test.method, test.target, w.Code, w.Body, test.code)
		}
	}
}

// The script names the command that makes a token for this very server.
func TestSignCommand(t *testing.T) {
	if n := strings.Count(string(clerkJS), signCommand); n != 1 {
		t.Fatalf("the script holds %s %d times", signCommand, n)
	}
	s, _ := newServer(t)
	s.SignCommand = `clerkctl token sign --key 'my "own" key.pem'`
	w := get(s, "GET", "/clerk.js", nil)
	if want := `const sign = "clerkctl token sign --key 'my \"own\" key.pem'";`; !strings.Contains(w.Body.String(), want) {
		t.Errorf("no %s", want)
	}
}
