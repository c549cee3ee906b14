package ssr

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// userAgent is a browser's: others are no browsers to Clerk's packages.
const userAgent = "Mozilla/5.0 (X11; Linux x86_64) clerkctl-e2e"

// client follows no redirects: a test says where it wants to go.
var client = &http.Client{
	Timeout:       time.Minute, // next dev compiles a page when it is first asked for
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// response is what a server sent, before any script has run.
type response struct {
	address string
	status  int
	header  http.Header
	body    string
}

// get asks for an address with headers, each "Name: value".
func get(t *testing.T, address string, headers ...string) response {
	t.Helper()
	r, err := fetch(t.Context(), address, headers...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fetch(ctx context.Context, address string, headers ...string) (response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return response{}, err
	}
	req.Header.Set("User-Agent", userAgent)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	resp, err := client.Do(req)
	if err != nil {
		return response{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return response{address: address, status: resp.StatusCode, header: resp.Header, body: string(body)}, err
}

// answers reports whether a server answers at an address with less than an error.
func answers(ctx context.Context, address string) bool {
	r, err := fetch(ctx, address)
	return err == nil && r.status < http.StatusInternalServerError
}

// notMarkup is what is no part of the rendered page: the data for the script
// that takes over, and the marks that React puts between texts.
var notMarkup = regexp.MustCompile(`(?s)<script[^>]*>.*?</script>|<!--.*?-->`)

// markup is the page as it is before any script has run.
func (r response) markup() string { return notMarkup.ReplaceAllString(r.body, "") }

// shows checks the status and that the markup holds each text.
func (r response) shows(t *testing.T, status int, texts ...string) {
	t.Helper()
	if r.status != status {
		t.Errorf("%s: status %d, want %d\n%s", r.address, r.status, status, r.body)
	}
	for _, text := range texts {
		if !strings.Contains(r.markup(), text) {
			t.Errorf("%s: no %q in the markup of\n%s", r.address, text, r.body)
		}
	}
}

// hides checks that none of the texts is anywhere in what was sent.
func (r response) hides(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(r.body, text) || strings.Contains(r.markup(), text) {
			t.Errorf("%s: %q must not be in\n%s", r.address, text, r.body)
		}
	}
}
