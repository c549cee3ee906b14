package devserver

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
)

var start = time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)

func newServer(t *testing.T) (*Server, *mint.Key) {
	t.Helper()
	k, err := mint.Generate("EdDSA", "ins_dev")
	if err != nil {
		t.Fatal(err)
	}
	data, err := ParseData(`{"users":{"user_ada":{"first_name":"Augusta","private_metadata":{"plan":"pro"}}},"sessions":{"sess_old":{"status":"ended","user_id":"user_ada"}}}`)
	if err != nil {
		t.Fatal(err)
	}
	return &Server{Keys: []*verify.Key{k.Public()}, Data: data, Now: func() time.Time { return start }}, k
}

func get(s *Server, method, target string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:4000"+target, nil)
	r.Header.Set("Authorization", "Bearer sk_test_anything")
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestObjects(t *testing.T) {
	s, _ := newServer(t)
	for target, want := range map[string]map[string]any{
		"/v1/users/user_1":      {"id": "user_1", "object": "user", "first_name": "Ada", "private_metadata": map[string]any{"secret": "private-metadata-of-user_1"}},
		"/v1/users/user_ada":    {"id": "user_ada", "first_name": "Augusta", "last_name": "Lovelace", "private_metadata": map[string]any{"plan": "pro"}},
		"/v1/sessions/sess_ada": {"id": "sess_ada", "object": "session", "user_id": "user_ada", "status": "active", "last_active_at": float64(start.UnixMilli())},
		"/v1/sessions/sess_old": {"user_id": "user_ada", "status": "ended"},
	} {
		w := get(s, http.MethodGet, target, nil)
		var got map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %v", target, w.Code, err)
		}
		for name, value := range want {
			a, _ := json.Marshal(got[name])
			b, _ := json.Marshal(value)
			if !bytes.Equal(a, b) {
				t.Errorf("%s: %s is %s, want %s", target, name, a, b)
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	s, _ := newServer(t)
	host := func(h string) func(*http.Request) { return func(r *http.Request) { r.Host = h } }
	for _, test := range []struct {
		method, target string
		change         func(*http.Request)
		code           int
		want           string
	}{
		{"GET", "/v1/jwks", nil, 200, `"kid":"ins_dev"`},
		{"HEAD", "/v1/jwks", nil, 200, ""},
		{"GET", "/v1/jwks", func(r *http.Request) { r.Header.Del("Authorization") }, 200, "keys"},
		{"GET", "/v1/users/user_1", func(r *http.Request) { r.Header.Del("Authorization") }, 401, "authorization_header_format_invalid"},
		{"GET", "/v1/users/1", nil, 404, "resource_not_found"},
		{"GET", "/v1/users/", nil, 404, "resource_not_found"},
		{"GET", "/v1/users", nil, 404, "resource_not_found"},
		{"GET", "/v1/users/user_1/x", nil, 404, "resource_not_found"},
		{"GET", "/v1/sessions/user_1", nil, 404, "resource_not_found"},
		{"GET", "/v1/users/user_" + strings.Repeat("x", 200), nil, 404, "resource_not_found"},
		{"GET", "/v1/organizations/org_1", nil, 404, "this stand-in serves"},
		{"GET", "/", nil, 404, "this stand-in serves"},
		{"GET", "/v1/../v1/jwks", nil, 404, "this stand-in serves"},
		{"POST", "/v1/users/user_1", nil, 405, "method_not_allowed"},
		{"DELETE", "/v1/jwks", nil, 405, "method_not_allowed"},
		// Names that a page elsewhere may give this machine.
		{"GET", "/v1/jwks", host("evil.test:4000"), 403, "host_invalid"},
		{"GET", "/v1/jwks", host("127.0.0.1.evil.test"), 403, "host_invalid"},
		{"GET", "/v1/jwks", host("192.168.1.4:4000"), 403, "host_invalid"},
		{"GET", "/v1/jwks", host(""), 403, "host_invalid"},
		{"GET", "/v1/jwks", host("localhost:4000"), 200, "keys"},
		{"GET", "/v1/jwks", host("[::1]:4000"), 200, "keys"},
		{"GET", "/v1/jwks", host("127.0.0.1"), 200, "keys"},
	} {
		w := get(s, test.method, test.target, test.change)
		if w.Code != test.code || !strings.Contains(w.Body.String(), test.want) || test.method == "HEAD" && w.Body.Len() > 0 {
			t.Errorf("%s %s: %d %s, want %d %s", test.method, test.target, w.Code, w.Body, test.code, test.want)
		}
		if w.Header().Get("Access-Control-Allow-Origin") != "" || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s: headers %v", test.target, w.Header())
		}
	}
}

// The log names requests and nothing that they carry.
func TestLog(t *testing.T) {
	s, _ := newServer(t)
	var log bytes.Buffer
	s.Log = &log
	get(s, "GET", "/v1/users/user_1?api_key=sk_live_secret", nil)
	get(s, "GET", "/v1/"+"%1b%5b31m%0aGET", nil)
	get(s, "GET", "/"+strings.Repeat("x", 1000), nil)
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "GET /v1/users/user_1 200 ") || !strings.HasPrefix(lines[1], `GET /v1/\x1b[31m\nGET 404 `) || len(lines[2]) > 230 {
		t.Errorf("%q", lines)
	}
	if strings.Contains(log.String(), "secret") || strings.Contains(log.String(), "sk_") {
		t.Errorf("a secret in %q", log.String())
	}
}

// A verifier that is pointed at the stand-in accepts what its key signed.
func TestServe(t *testing.T) {
	s, k := newServer(t)
	asked, release := make(chan bool, 10), make(chan bool)
	s.Now = func() time.Time { asked <- true; <-release; return start }
	l, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().(*net.TCPAddr)
	if !address.IP.IsLoopback() {
		t.Fatalf("it listens on %v", address)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()

	keys, err := verify.RemoteJWKS("http://" + l.Addr().String() + "/v1/jwks")
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(keys, verify.AllowAnyAuthorizedParty(), verify.WithAlgorithms("EdDSA"))
	if err != nil {
		t.Fatal(err)
	}
	tok, err := k.Sign(mint.Session(time.Now(), "https://clerk.dev.test", "user_1", "sess_1"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Verify(t.Context(), tok); err != nil {
		t.Error(err)
	}

	// A request that is being answered when the stop comes gets its answer.
	answered := make(chan string, 1)
	go func() {
		req, _ := http.NewRequest(http.MethodGet, "http://"+l.Addr().String()+"/v1/users/user_1", nil)
		req.Header.Set("Authorization", "Bearer sk_test_1")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer func() { _ = resp.Body.Close() }()
		answered <- resp.Status
	}()
	<-asked
	stop()
	time.Sleep(50 * time.Millisecond)
	close(release)
	if got := <-answered; got != "200 OK" {
		t.Errorf("answer %q", got)
	}
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * shutdownTime):
		t.Fatal("it does not stop")
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("it still listens")
	}
}

func TestSetup(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "my keys", "app.private.pem")
	setup := Setup{KeyFile: file, Kid: "ins_mine"}
	o, err := setup.Open()
	if err != nil {
		t.Fatal(err)
	}
	usage := o.Usage("http://127.0.0.1:4000")
	for _, want := range []string{
		"CLERK_API_URL=http://127.0.0.1:4000\n", "NEXT_PUBLIC_CLERK_FRONTEND_API=clerk.app.test\n", "NEXT_PUBLIC_CLERK_JS=http://127.0.0.1:4000/clerk.js\n", "CLERK_JWT_KEY=MIIB", "made and written to",
		"\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_live_Y2xlcmsuYXBwLnRlc3Qk\n", "clerkctl token sign --key '" + file + "' --kid ins_mine --cookie", "key ins_mine",
	} {
		if !strings.Contains(usage, want) {
			t.Errorf("no %q in\n%s", want, usage)
		}
	}
	if o, err = setup.Open(); err != nil || !strings.Contains(o.Usage("x"), "kept in") {
		t.Errorf("the second start: %v", err)
	}
	for text, want := range map[string]string{
		`[]`: "not a JSON object", `{"people":{}}`: "people", `{"users":{"ada":{}}}`: "does not start with user_", `{"sessions":{"x":{}}}`: "does not start with sess_",
	} {
		if _, err := ParseData(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	setup.DataFile = "nowhere.json"
	if _, err := setup.Open(); err == nil || !strings.Contains(err.Error(), "nowhere.json does not exist") {
		t.Errorf("%v", err)
	}
}
