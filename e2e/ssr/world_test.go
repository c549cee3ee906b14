package ssr

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What clerkctl dev knows of the user whose tokens are used.
const (
	user   = "user_grace"
	name   = "Ada" // everybody is called so
	secret = "private-metadata-of-user_grace"
)

// world is clerkctl, as a program, and its stand-in of the Backend API, running.
type world struct {
	program string
	env     []string // what clerkctl is run with: a configuration folder of its own
	api     string   // address of the stand-in
	kid     string   // the key's
	dev     *server
	forged  string // a key that is not the stand-in's
}

// newWorld builds the program and starts the stand-in. It skips the test where
// end-to-end tests were not asked for.
func newWorld(t *testing.T) *world {
	t.Helper()
	if os.Getenv("CLERKCTL_E2E") == "" {
		t.Skip("installs packages from npm and starts servers; set CLERKCTL_E2E=1 to run it")
	}
	dir := t.TempDir()
	w := &world{program: filepath.Join(dir, "clerkctl"), env: []string{"XDG_CONFIG_HOME=" + filepath.Join(dir, "config")}}
	run(t, buildLimit, "../..", nil, "go", "build", "-o", w.program, ".")
	w.dev = start(t, dir, w.env, w.program, "dev", "--port", "0")
	address := regexp.MustCompile(`(?m)^CLERK_API_URL=(http://127\.0\.0\.1:\d+)$`)
	kid := regexp.MustCompile(`(?m)^# key (ins_\w+),`)
	w.dev.await(t, func() bool { return strings.Contains(w.dev.out.String(), "press Ctrl-C") })
	w.api = submatch(t, address, w.dev.out.String())
	w.kid = submatch(t, kid, w.dev.out.String())
	run(t, commandLimit, dir, w.env, w.program, "token", "keygen", "forged", "--kid", w.kid)
	w.forged = filepath.Join(dir, "forged.private.pem")
	return w
}

func submatch(t *testing.T, re *regexp.Regexp, text string) string {
	t.Helper()
	m := re.FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in\n%s", re, text)
	}
	return m[1]
}

// clerkctl runs the program in a folder; it has to end with code.
func (w *world) clerkctl(t *testing.T, code int, dir string, args ...string) string {
	t.Helper()
	stdout, stderr, got := attempt(t, commandLimit, dir, w.env, w.program, args...)
	if got != code {
		t.Fatalf("clerkctl %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), got, code, stdout, stderr)
	}
	return stdout + stderr
}

// cookie is the Cookie header that clerkctl token sign prints for the user.
func (w *world) cookie(t *testing.T) string { return w.sign(t, "--cookie") }

// token is a token of the user's.
func (w *world) token(t *testing.T) string { return w.sign(t) }

// forgery is the Cookie header of a token that names the stand-in's key and is
// signed by another.
func (w *world) forgery(t *testing.T) string {
	return w.sign(t, "--cookie", "--key", w.forged, "--kid", w.kid)
}

// forgeries are Cookie headers that name the user and prove nothing.
func (w *world) forgeries(t *testing.T) map[string]string {
	t.Helper()
	good := w.cookie(t)
	parts := strings.Split(sessionOf(t, good), ".")
	other := strings.Split(sessionOf(t, w.sign(t, "--cookie", "--user", "user_eve")), ".")
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"` + w.kid + `","typ":"JWT"}`))
	with := func(token string) string { return strings.Replace(good, strings.Join(parts, "."), token, 1) }
	return map[string]string{
		"signed by another key":          w.forgery(t),
		"with another token's signature": with(parts[0] + "." + parts[1] + "." + other[2]),
		"without a signature":            with(none + "." + parts[1] + "."),
	}
}

func (w *world) sign(t *testing.T, args ...string) string {
	t.Helper()
	args = append([]string{"token", "sign", "--user", user, "--expires-in", "1h"}, args...)
	return strings.TrimSpace(run(t, commandLimit, ".", w.env, w.program, args...))
}

// sessionOf is the token in a Cookie header.
func sessionOf(t *testing.T, cookie string) string {
	t.Helper()
	return submatch(t, regexp.MustCompile(`__session=([^;]+)`), cookie)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edit replaces a text that a file has to hold once.
func edit(t *testing.T, path, old, new string) {
	t.Helper()
	text := readFile(t, path)
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%s holds %q %d times:\n%s", path, old, n, text)
	}
	writeFile(t, path, strings.Replace(text, old, new, 1))
}
