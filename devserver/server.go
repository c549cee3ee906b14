package devserver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/verify"
)

// Server is the stand-in. Its zero value serves no keys.
type Server struct {
	// Keys are served as the JWKS.
	Keys []*verify.Key
	// Data says what certain users and sessions look like.
	Data Data
	// SignCommand makes a token that Keys verify; pages that load clerk.js from
	// here show it. Empty is `clerkctl token sign`.
	SignCommand string
	// Log gets one line for each request: method, path, status, time taken.
	// Nothing that a request carries is in it, and no query. Nil for none.
	Log io.Writer
	// Now is the clock of the users and sessions that are made up; nil is time.Now.
	Now func() time.Time

	log sync.Mutex
}

// Listen opens a port of the loopback address and of no other; 0 is any free one.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// shutdownTime is how long a stop waits for requests that are being answered.
const shutdownTime = time.Second

// Serve answers requests until ctx ends, and then those that have begun.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		return server.Close() // somebody holds a connection open
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	header := w.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	code, body, ok := s.forBrowsers(header, r)
	if !ok {
		code, body = s.answer(r)
	}
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that went away is no concern
	}
	s.record(r, code, time.Since(start))
}

func (s *Server) record(r *http.Request, code int, took time.Duration) {
	if s.Log == nil {
		return
	}
	path := terminal.Escape(r.URL.Path)
	if len(path) > 200 {
		path = path[:200] + "…"
	}
	s.log.Lock()
	defer s.log.Unlock()
	fmt.Fprintf(s.Log, "%s %s %d %.1f ms\n", terminal.Escape(r.Method), path, code, float64(took.Microseconds())/1000)
}

// answer does the routing of the Backend API: there are three addresses.
func (s *Server) answer(r *http.Request) (int, []byte) {
	// A page on the internet may make a browser come here under another name.
	if !local(r.Host) {
		return problem(http.StatusForbidden, "host_invalid", "this stand-in answers to 127.0.0.1 and localhost only")
	}
	kind, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/v1/"), "/")
	known := strings.HasPrefix(r.URL.Path, "/v1/") && !strings.Contains(id, "/") &&
		(kind == "jwks" && id == "" || (kind == "users" || kind == "sessions") && id != "")
	switch {
	case !known:
		return problem(http.StatusNotFound, "resource_not_found", "this stand-in serves /v1/jwks, /v1/users/{id}, /v1/sessions/{id} and /clerk.js only")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return problem(http.StatusMethodNotAllowed, "method_not_allowed", "this stand-in changes nothing: it answers GET only")
	case kind == "jwks":
		return http.StatusOK, []byte(verify.MarshalJWKS(s.Keys...))
	case !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer "):
		// Clerk would refuse it, and an application that forgets its key
		// should find out here. Any key will do.
		return problem(http.StatusUnauthorized, "authorization_header_format_invalid", "the request has no secret key: Authorization: Bearer …")
	case kind == "users":
		return s.found(s.user(id), id)
	}
	return s.found(s.session(id), id)
}

func (s *Server) found(object map[string]any, id string) (int, []byte) {
	if object == nil {
		return problem(http.StatusNotFound, "resource_not_found", "nothing was found with the id "+strconv.QuoteToASCII(id))
	}
	body, err := json.Marshal(object)
	if err != nil {
		return problem(http.StatusInternalServerError, "internal_clerk_error", "the object cannot be written: "+err.Error())
	}
	return http.StatusOK, body
}

// problem is an error in the shape of Clerk's.
func problem(code int, name, message string) (int, []byte) {
	type one struct {
		Message     string `json:"message"`
		LongMessage string `json:"long_message"`
		Code        string `json:"code"`
	}
	body, _ := json.Marshal(map[string][]one{"errors": {{message, message, name}}}) // strings only
	return code, body
}

// local reports whether a Host header names this machine.
func local(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}
