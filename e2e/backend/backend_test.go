package backend

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
)

const (
	minTokens   = 60
	minRequests = 40
)

// theirOptions are the options of the SDK's verifyToken and authenticateRequest.
type theirOptions struct {
	JWTKey            string   `json:"jwtKey,omitempty"`
	SecretKey         string   `json:"secretKey,omitempty"`
	APIURL            string   `json:"apiUrl,omitempty"`
	PublishableKey    string   `json:"publishableKey,omitempty"`
	AuthorizedParties []string `json:"authorizedParties,omitempty"`
	Audience          []string `json:"audience,omitempty"`
	Issuer            []string `json:"issuer,omitempty"`
	ClockSkewInMs     *int64   `json:"clockSkewInMs,omitempty"`
}

type theirToken struct {
	Token   string       `json:"token"`
	Options theirOptions `json:"options"`
}

type theirRequest struct {
	URL     string       `json:"url"`
	Method  string       `json:"method"`
	Headers [][2]string  `json:"headers"`
	Options theirOptions `json:"options"`
}

type theirAnswers struct {
	Tokens []struct {
		Accepted  bool
		Reason    string
		UserID    string
		SessionID *string
	}
	Requests []struct {
		Status, Reason    string
		UserID, SessionID *string
		Location          *string
	}
}

// sdk installs the SDK, once for each version, and gives the folder.
func sdk(t *testing.T) string {
	t.Helper()
	if os.Getenv("CLERKCTL_E2E") != "1" {
		t.Skip("set CLERKCTL_E2E=1 to compare with Clerk's SDK")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	dir := filepath.Join(cache, "clerkctl-e2e", "backend")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"package.json", "compare.mjs"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("the SDK cannot be installed: %v\n%s", err, out)
	}
	return dir
}

func ask(t *testing.T, dir string, input any) theirAnswers {
	t.Helper()
	stdin, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "compare.mjs")
	node.Dir = dir
	node.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	node.Stderr = &stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("the SDK did not run: %v\n%s", err, stderr.String())
	}
	var answers theirAnswers
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatalf("the SDK's answers cannot be read: %v\n%.500s", err, out)
	}
	return answers
}

// TestSameAnswers is the comparison.
func TestSameAnswers(t *testing.T) {
	dir := sdk(t)
	w := newWorld(t)
	tokens, requests := w.tokens(), w.requests()
	if len(tokens) < minTokens || len(requests) < minRequests {
		t.Fatalf("%d tokens and %d requests", len(tokens), len(requests))
	}
	input := struct {
		Now      int64          `json:"now"`
		Tokens   []theirToken   `json:"tokens"`
		Requests []theirRequest `json:"requests"`
	}{Now: now.Unix()}
	for _, c := range tokens {
		input.Tokens = append(input.Tokens, theirToken{c.token, c.theirs(w)})
	}
	for _, c := range requests {
		input.Requests = append(input.Requests, theirRequest{c.url, c.method, c.headers, c.theirs(w)})
	}
	answers := ask(t, dir, input)
	if len(answers.Tokens) != len(tokens) || len(answers.Requests) != len(requests) {
		t.Fatalf("%d and %d answers", len(answers.Tokens), len(answers.Requests))
	}
	same, different := 0, 0
	check := func(t *testing.T, name, ours, theirs string, weAccept, theyAccept bool) {
		t.Helper()
		if weAccept && !theyAccept {
			t.Errorf("accepted here, refused by the SDK as %s", theirs)
			return
		}
		d, listed := differences[name]
		switch {
		case ours == theirs && listed:
			t.Errorf("listed as a difference, but both say %s", ours)
		case ours == theirs:
			same++
		case !listed:
			t.Errorf("here: %s, SDK: %s", ours, theirs)
		case d.ours != ours || d.theirs != theirs:
			t.Errorf("here: %s, SDK: %s; listed: %s and %s", ours, theirs, d.ours, d.theirs)
		default:
			different++
			t.Logf("here: %s, SDK: %s, because %s", ours, theirs, d.because)
		}
	}
	seen := map[string]bool{}
	for i, c := range tokens {
		seen[c.name] = true
		t.Run(c.name, func(t *testing.T) {
			a := answers.Tokens[i]
			theirs := a.Reason
			if a.Accepted {
				theirs = "accepted for " + a.UserID
			}
			s, err := c.verifier(t, w).Verify(t.Context(), c.token)
			var e *verify.Error
			ours := ""
			switch {
			case err == nil:
				ours = "accepted for " + s.UserID
				if a.SessionID != nil && *a.SessionID != s.SessionID {
					t.Errorf("session %q, SDK: %q", s.SessionID, *a.SessionID)
				}
			case errors.As(err, &e):
				ours = string(e.Reason)
			}
			check(t, c.name, ours, theirs, err == nil, a.Accepted)
		})
	}
	for i, c := range requests {
		seen[c.name] = true
		t.Run(c.name, func(t *testing.T) {
			a := answers.Requests[i]
			s := c.verifier(t, w).Authenticate(c.request())
			auth := s.Auth()
			ours := describe(string(s.Status), string(s.Reason), auth.UserID)
			theirs := describe(a.Status, a.Reason, a.UserID)
			if a.Status == "handshake" && s.Status == verify.NeedsHandshake {
				sameHandshake(t, s.HandshakeURL, a.Location)
			}
			check(t, c.name, ours, theirs, auth.UserID != nil, a.UserID != nil)
		})
	}
	for name := range differences {
		if !seen[name] {
			t.Errorf("the difference %q is of no case", name)
		}
	}
	t.Logf("%d tokens and %d requests: %d answers the same, %d different for a reason", len(tokens), len(requests), same, different)
}

func describe(status, reason string, user *string) string {
	text := status
	if reason != "" {
		text += " (" + reason + ")"
	}
	if user != nil {
		text += " for " + *user
	}
	return text
}

func (c requestCase) request() *http.Request {
	r := httptest.NewRequest(c.method, c.url, nil)
	for _, h := range c.headers {
		r.Header.Add(h[0], h[1])
	}
	return r
}
