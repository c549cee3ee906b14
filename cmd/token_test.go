package cmd

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// call runs a command line and gives its output and exit code.
func call(t *testing.T, in string, args ...string) (out, errs string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	a := newApp(strings.NewReader(in), &stdout, &stderr)
	code = a.run(t.Context(), args)
	return stdout.String(), stderr.String(), code
}

func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := call(t, "", args...)
	if code != exitOK {
		t.Fatalf("%v: exit code %d: %s", args, code, errs)
	}
	return out
}

// TestNoSecretsInErrors puts tokens and keys where they do not belong, in every
// flag and argument, and looks for parts of them in what is said about it.
func TestNoSecretsInErrors(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("XDG_CONFIG_HOME", dir)
	mustRun(t, "token", "keygen", "app", "--dir", dir, "--alg", "ES256")
	private, err := os.ReadFile(filepath.Join(dir, "app.private.pem"))
	if err != nil {
		t.Fatal(err)
	}
	signed := strings.TrimSpace(mustRun(t, "token", "sign", "--key", filepath.Join(dir, "app.private.pem")))
	secrets := map[string]string{
		"token":           signed,
		"cut token":       signed[:len(signed)-10],
		"token with junk": signed + "!",
		"bearer":          "Bearer " + signed,
		"cookie":          "__client_uat=1; __session=" + signed,
		"curl":            "curl -H 'Authorization: Bearer " + signed,
		"json":            `{"jwt":"` + signed + `"`,
		"private key":     string(private),
		"its body":        strings.Split(string(private), "\n")[1],
		"secret key":      "sk_live_" + strings.Repeat("aB3x", 8),
		"2022 secret key": "live_" + strings.Repeat("aB3x", 8),
	}
	places := [][]string{
		{"token", "inspect", "SECRET"}, {"token", "verify", "SECRET"}, {"token", "inspect", "SECRET", "SECRET"}, {"token", "SECRET"}, {"SECRET"},
		{"token", "inspect", "--file", "SECRET"}, {"token", "inspect", "--env", "SECRET"}, {"token", "inspect", "x", "--at", "SECRET"},
		{"token", "verify", "x.y.z", "--jwt-key", "SECRET"}, {"token", "verify", signed, "--jwt-key", "SECRET"}, {"token", "verify", signed, "--jwks", "SECRET"},
		{"token", "verify", signed, "--secret-key-file", "SECRET"}, {"token", "verify", signed, "--secret-key-env", "SECRET"},
		{"token", "verify", signed, "--secret-key", "SECRET"}, {"token", "verify", signed, "--issuer", "SECRET"}, {"token", "verify", signed, "--authorized-party", "SECRET"},
		{"token", "verify", signed, "--alg", "SECRET"}, {"token", "verify", signed, "--skew", "SECRET"}, {"token", "verify", signed, "--format", "SECRET"}, {"token", "verify", "--watch=SECRET"}, {"token", "verify", "--SECRET"}, {"token", "verify", signed, "--secret-key=SECRET"}, {"token", "verify", signed, "--api-url", "SECRET", "--secret-key-env", "PATH"},
		{"token", "keys", "SECRET"}, {"token", "keys", "--jwt-key", "SECRET"}, {"token", "keys", "x", "SECRET"},
		{"token", "sign", "SECRET"}, {"token", "sign", "--key", "SECRET"}, {"token", "sign", "--claims", "SECRET"}, {"token", "sign", "--key", filepath.Join(dir, "app.private.pem"), "--claim", "SECRET"},
		{"token", "keygen", "SECRET"}, {"token", "keygen", "x", "SECRET"}, {"dev", "--key", "SECRET", "--data", "SECRET"}, {"dev", "SECRET"}, {"version", "SECRET"},
	}
	for name, secret := range secrets {
		// What must not be seen: any run of the secret's own characters.
		var parts []string
		for _, word := range regexp.MustCompile(`[A-Za-z0-9+/_=-]{16,}`).FindAllString(secret, -1) {
			for i := 0; i+12 <= len(word); i += 6 {
				parts = append(parts, word[i:i+12])
			}
		}
		for _, place := range places {
			for _, format := range []string{"", "--format=json"} {
				args := make([]string, len(place))
				for i, arg := range place {
					args[i] = strings.ReplaceAll(arg, "SECRET", secret)
				}
				if format != "" {
					args = append(args, format)
				}
				out, errs, code := call(t, "", args...)
				if code == exitOK {
					continue // it was right there: a token to inspect, a key to list
				}
				for _, part := range parts {
					if strings.Contains(errs, part) || strings.Contains(out, part) {
						t.Errorf("the %s in %.80q: part of it is in %.200q or %.200q", name, place, errs, out)
						break
					}
				}
				if lines := strings.Count(strings.TrimSpace(errs), "\n"); lines > 3 {
					t.Errorf("the %s in %v: %d lines: %s", name, place, lines+1, errs)
				}
			}
		}
	}
}

// TestDev runs the stand-in as the command does, until it is interrupted.
func TestDev(t *testing.T) {
	key := filepath.Join(t.TempDir(), "dev.private.pem")
	r, w := io.Pipe()
	var log bytes.Buffer
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan int, 1)
	go func() {
		done <- newApp(strings.NewReader(""), w, &log).run(ctx, []string{"dev", "--port", "0", "--key", key})
		_ = w.Close()
	}()
	var address string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if a, ok := strings.CutPrefix(lines.Text(), "CLERK_API_URL="); ok {
			address = a
		}
		if strings.HasPrefix(lines.Text(), "# press Ctrl-C") {
			break
		}
	}
	if !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("address %q", address)
	}

	signed := strings.TrimSpace(mustRun(t, "token", "sign", "--key", key, "--user", "user_ada"))
	out, errs, code := call(t, signed, "token", "verify", "--jwks", address+"/v1/jwks", "--issuer", "https://clerk.dev.test")
	if code != exitOK || !strings.HasPrefix(out, "valid: a session of user_ada") {
		t.Errorf("verify: exit code %d: %s%s", code, out, errs)
	}
	t.Setenv("CLERKCTL_TEST_SECRET", "sk_test_1")
	if out, errs, code = call(t, signed, "token", "verify", "--secret-key-env", "CLERKCTL_TEST_SECRET", "--api-url", address); code != exitOK {
		t.Errorf("verify with a secret key: exit code %d: %s%s", code, out, errs)
	}
	if out = mustRun(t, "token", "keys", address+"/v1/jwks"); !strings.Contains(out, "RSA key of 2048 bits") {
		t.Errorf("keys: %s", out)
	}
	req, err := http.NewRequest(http.MethodGet, address+"/v1/sessions/sess_ada", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer sk_test_1")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if !strings.Contains(string(body), `"user_id":"user_ada"`) {
		t.Errorf("session: %s", body)
	}

	// Its port is taken: another one says so.
	port := address[strings.LastIndexByte(address, ':')+1:]
	if _, errs, code := call(t, "", "dev", "--port", port, "--key", key); code != exitFailed || !strings.Contains(errs, "in use") || !strings.Contains(errs, "--port 0") {
		t.Errorf("a taken port: exit code %d: %s", code, errs)
	}

	stop()
	select {
	case code := <-done:
		if code != exitOK {
			t.Errorf("exit code %d", code)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not stop")
	}
	if got := log.String(); !strings.Contains(got, "GET /v1/jwks 200") || !strings.Contains(got, "GET /v1/sessions/sess_ada 200") || !strings.HasSuffix(got, "stopped\n") || strings.Contains(got, "sk_test") {
		t.Errorf("log %q", got)
	}
}

func TestDevRefuses(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	data := filepath.Join(dir, "data.json")
	if err := os.WriteFile(data, []byte(`{"user":{}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--port", "70000"}, "--port 70000 is not between 0 and 65535"},
		{[]string{"--data", data}, "cannot be used"},
		{[]string{"--data", "nowhere.json"}, "the data nowhere.json does not exist"},
		{[]string{"--key", data}, "no PEM private key"},
		{[]string{"extra"}, "takes no arguments"},
	} {
		_, errs, code := call(t, "", append([]string{"dev"}, test.args...)...)
		if code != exitFailed || !strings.Contains(errs, test.want) {
			t.Errorf("%v: exit code %d: %s", test.args, code, errs)
		}
	}
	// None of that has made a key.
	if entries, _ := os.ReadDir(filepath.Join(dir, "clerkctl")); len(entries) > 0 {
		t.Errorf("made %v", entries)
	}
}

// TestTokenInterrupted: a read and a watch end with the interrupt's exit code.
func TestTokenInterrupted(t *testing.T) {
	key := filepath.Join(t.TempDir(), "k.private.pem")
	mustRun(t, "token", "keygen", "k", "--dir", filepath.Dir(key), "--alg", "ES256")
	signed := strings.TrimSpace(mustRun(t, "token", "sign", "--key", key))

	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	defer func() { _ = w.Close() }()
	time.AfterFunc(20*time.Millisecond, cancel)
	var errs bytes.Buffer
	if code := newApp(r, io.Discard, &errs).run(ctx, []string{"token", "inspect"}); code != exitInterrupted || errs.String() != "clerkctl: interrupted\n" {
		t.Errorf("a read: exit code %d, %q", code, errs.String())
	}

	ctx, cancel = context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	errs.Reset()
	if code := newApp(r, io.Discard, &errs).run(ctx, []string{"token", "inspect", "--watch", signed}); code != exitInterrupted || errs.String() != "" {
		t.Errorf("a watch: exit code %d, %q", code, errs.String())
	}
}

// TestTokenClock: without --at the clock is the machine's, which tests replace.
func TestTokenClock(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, "token", "keygen", "k", "--dir", dir, "--alg", "ES256")
	now := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)
	at := func(later time.Duration, in string, args ...string) (string, int) {
		var out bytes.Buffer
		a := newApp(strings.NewReader(in), &out, io.Discard)
		a.now = func() time.Time { return now.Add(later) }
		return out.String(), a.run(t.Context(), args)
	}
	var signed bytes.Buffer
	a := newApp(nil, &signed, io.Discard)
	a.now = func() time.Time { return now }
	if code := a.run(t.Context(), []string{"token", "sign", "--key", filepath.Join(dir, "k.private.pem")}); code != exitOK {
		t.Fatalf("exit code %d", code)
	}
	verify := []string{"token", "verify", "--alg", "ES256", "--jwks", filepath.Join(dir, "k.jwks.json")}
	for later, want := range map[time.Duration]int{0: 0, 64 * time.Second: 0, 66 * time.Second: 1, -6 * time.Second: 1} {
		if _, code := at(later, signed.String(), verify...); code != want {
			t.Errorf("%v later: exit code %d, want %d", later, code, want)
		}
	}
	if _, code := at(time.Hour, signed.String(), append(verify, "--at", "-1h")...); code != exitOK {
		t.Errorf("an hour later, an hour ago: exit code %d", code)
	}
}
