package token

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"

	"github.com/clerkctl/clerkctl/verify"
)

// served fetches the keys that an address serves, by the rules of package
// verify for addresses, redirects, sizes and times. The package hands out one
// key for one token; to list them all, its answer is read along.
func (k *Keys) served(ctx context.Context) ([]*verify.Key, []error, error) {
	along := &readAlong{next: http.DefaultTransport}
	remote, err := k.remote(verify.WithHTTPClient(&http.Client{Transport: along}))
	if err != nil {
		return nil, nil, err
	}
	_, err = remote.Find(ctx, "", "RS256")
	var e *verify.Error
	if errors.As(err, &e) && e.CouldNotCheck() {
		return nil, nil, err
	}
	// Whether one of the keys fits that question is of no interest.
	return verify.ParseJWKS(along.String())
}

// readAlong keeps a copy of the last answer's body.
type readAlong struct {
	next http.RoundTripper
	mu   sync.Mutex
	body bytes.Buffer
}

func (r *readAlong) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.body.String()
}

func (r *readAlong) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.body.Reset()
	r.mu.Unlock()
	resp.Body = &tee{resp.Body, r}
	return resp, nil
}

type tee struct {
	io.ReadCloser
	to *readAlong
}

func (t *tee) Read(b []byte) (int, error) {
	n, err := t.ReadCloser.Read(b)
	t.to.mu.Lock()
	defer t.to.mu.Unlock()
	t.to.body.Write(b[:n])
	return n, err
}
