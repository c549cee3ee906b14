package verifytest

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/clerkctl/clerkctl/verify"
)

// Server serves a JWKS on the loopback address, at URL, and counts the requests.
type Server struct {
	URL string

	http     *http.Server
	requests atomic.Int64

	mu    sync.Mutex
	body  string
	fault Fault
}

// A Fault answers a request in the server's stead.
type Fault func(w http.ResponseWriter, r *http.Request)

// NewServer starts a server for these keys. Close ends it.
func NewServer(keys ...*verify.Key) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("the JWKS server cannot listen: %w", err)
	}
	s := &Server{URL: "http://" + l.Addr().String() + "/v1/jwks"}
	s.Serve(keys...)
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.http.Serve(l) }() // ends with Close
	return s, nil
}

// Close ends the server and cuts all connections.
func (s *Server) Close() { _ = s.http.Close() }

// Requests is how many requests have come so far.
func (s *Server) Requests() int { return int(s.requests.Load()) }

// Serve replaces the keys.
func (s *Server) Serve(keys ...*verify.Key) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.body = verify.MarshalJWKS(keys...)
}

// Break makes every request from now on meet a fault; nil ends that.
func (s *Server) Break(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	s.mu.Lock()
	body, fault := s.body, s.fault
	s.mu.Unlock()
	if fault != nil {
		fault(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, body)
}

// Slow answers nothing for d, or until the client goes away.
func Slow(d time.Duration) Fault {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(d):
		case <-r.Context().Done():
		}
		w.WriteHeader(http.StatusGatewayTimeout)
	}
}

// Status answers with a status code and a body.
func Status(code int, body string) Fault {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

// Body answers 200 with any body.
func Body(body string) Fault { return Status(http.StatusOK, body) }

// Huge answers 200 with about n bytes that look like the beginning of a JWKS.
func Huge(n int) Fault {
	return func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"keys":[`)
		line := strings.Repeat(" ", 4096)
		for written := 0; written < n; written += len(line) {
			if _, err := io.WriteString(w, line); err != nil {
				return
			}
		}
	}
}

// HangUp closes the connection in the middle of an answer.
func HangUp() Fault {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"keys":[`)
		panic(http.ErrAbortHandler) // how net/http is told to cut a connection
	}
}

// Redirect sends the client elsewhere.
func Redirect(to string) Fault {
	return func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, to, http.StatusFound)
	}
}
