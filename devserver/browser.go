package devserver

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// clerkJS stands in for clerk.js: without it an application does not get
// further, in a browser, than what the server has rendered.
//
//go:embed clerk.js
var clerkJS []byte

const (
	clerkJSPath = "/clerk.js"
	clientUsers = "/v1/client/users/"
	// signCommand stands once in the script.
	signCommand = `"clerkctl token sign"`
)

// forBrowsers answers what clerk.js and its stand-in are about. It reports
// false for everything else, which no page may ask for.
func (s *Server) forBrowsers(header http.Header, r *http.Request) (code int, body []byte, ok bool) {
	id, isUser := strings.CutPrefix(r.URL.Path, clientUsers)
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead, !local(r.Host):
		return 0, nil, false
	case r.URL.Path == clerkJSPath:
		header.Set("Content-Type", "text/javascript; charset=utf-8")
		header.Set("Access-Control-Allow-Origin", "*") // it is the same for everyone
		return http.StatusOK, s.clerkJS(), true
	case !isUser, strings.Contains(id, "/"):
		return 0, nil, false
	}
	header.Set("Vary", "Origin")
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || !local(u.Host) {
			code, body := problem(http.StatusForbidden, "origin_invalid", "this stand-in answers pages of this machine only")
			return code, body, true
		}
		header.Set("Access-Control-Allow-Origin", origin)
	}
	code, body = s.found(public(s.user(id)), id)
	return code, body, true
}

// clerkJS is the script, with the command that makes a token for this server.
func (s *Server) clerkJS() []byte {
	if s.SignCommand == "" {
		return clerkJS
	}
	command, _ := json.Marshal(s.SignCommand) // a string can be written
	return bytes.Replace(clerkJS, []byte(signCommand), command, 1)
}

// public is a user as a browser may see one.
func public(user map[string]any) map[string]any {
	if user == nil {
		return nil
	}
	user = maps.Clone(user)
	delete(user, "private_metadata")
	return user
}
