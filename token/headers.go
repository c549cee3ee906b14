package token

import (
	"strings"

	"github.com/clerkctl/clerkctl/verify"
)

// headers are the values of those request headers in a text that may carry a
// token.
type headers struct {
	authorization []string
	cookie        []string
}

func (h *headers) add(name, value string) bool {
	switch {
	case strings.EqualFold(name, "authorization"):
		h.authorization = append(h.authorization, value)
	case strings.EqualFold(name, "cookie"):
		h.cookie = append(h.cookie, value)
	case strings.EqualFold(name, "set-cookie"):
		value, _, _ = strings.Cut(value, ";") // what follows are attributes
		h.cookie = append(h.cookie, value)
	default:
		return false
	}
	return true
}

// headersIn finds the headers that matter in lines as browsers copy them: with
// the value behind the name or on the next line.
func headersIn(text string) (*headers, bool) {
	h, found := &headers{}, false
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		name, value, ok := strings.Cut(lines[i], ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		if value == "" && i+1 < len(lines) {
			value = strings.TrimSpace(lines[i+1])
		}
		if h.add(strings.Trim(name, " \t\"'"), strings.Trim(value, " \t\"',")) {
			found = true
		}
	}
	return h, found
}

// headers takes the token out of request headers, in the order of Clerk's
// SDKs: the Authorization header decides, and cookies only without it.
func (f *Found) headers(h *headers, subject string) *verify.Error {
	var values []string
	for _, v := range h.authorization {
		if !hasScheme(v) && strings.Contains(v, " ") {
			f.note("an Authorization header with another scheme than Bearer was passed over")
			continue
		}
		if len(values) == 0 || values[0] != v {
			values = append(values, v)
		}
	}
	switch {
	case len(values) > 1:
		return unusable("give one token at a time", "there are %d Authorization headers with different values", len(values))
	case len(values) == 1:
		if len(h.cookie) > 0 {
			f.note("the Authorization header decides; the cookies were not looked at")
		}
		return f.authorization(values[0])
	case len(h.cookie) > 0:
		return f.cookies(h.cookie)
	}
	return unusable("copy a request that is signed in", "%s neither a Bearer token nor a __session cookie", subject)
}

// hasScheme reports whether a text starts with "Bearer", in any case.
func hasScheme(text string) bool {
	word, _, ok := strings.Cut(text, " ")
	return ok && strings.EqualFold(word, "bearer")
}

// authorization takes the token out of the value of an Authorization header.
func (f *Found) authorization(value string) *verify.Error {
	token := value
	if hasScheme(value) {
		scheme := value[:len("bearer")]
		if scheme != "Bearer" {
			f.note("the scheme is spelled %q; Clerk's SDKs look for \"Bearer\" only", scheme)
		}
		token = strings.TrimSpace(value[len(scheme):])
	} else if value != "" {
		f.note("the Authorization header has no scheme; older SDKs want \"Bearer\" before the token")
	}
	token = f.strip(token)
	switch name := variable(token); {
	case token == "":
		return unusable("", "the Authorization header has no token")
	case name != "":
		return unusable("use double quotes where the shell shall put the value in, or paste the value", "the Authorization header has the variable %s in place of a token", name)
	case strings.ContainsAny(token, " \t\n,"):
		return unusable("give one token at a time", "the Authorization header holds more than a token")
	}
	f.Token, f.From = token, "the Authorization header"
	return nil
}

const sessionCookie = "__session"

// isSessionCookie reports whether a cookie holds a session token: under the
// plain name, or with the suffix of an instance.
func isSessionCookie(name string) bool {
	suffix, ok := strings.CutPrefix(name, sessionCookie+"_")
	return name == sessionCookie || ok && len(suffix) == 8 && strings.Trim(suffix, base64url) == ""
}

// isCookies reports whether a text is the value of a Cookie header, by a
// cookie that Clerk sets.
func isCookies(text string) bool {
	for pair := range strings.SplitSeq(text, ";") {
		name, _, ok := strings.Cut(strings.TrimSpace(pair), "=")
		if ok && !strings.ContainsAny(name, " \t\n") && (strings.HasPrefix(name, sessionCookie) || strings.HasPrefix(name, "__cl") || strings.HasPrefix(name, "__refresh")) {
			return true
		}
	}
	return false
}

// cookies takes the newest session token out of the values of Cookie headers.
// Of the other cookies not even the names are repeated.
func (f *Found) cookies(values []string) *verify.Error {
	var all []candidate
	seen := map[string]string{}
	empty := false
	for _, value := range values {
		for pair := range strings.SplitSeq(value, ";") {
			name, token, _ := strings.Cut(strings.TrimSpace(pair), "=")
			if !isSessionCookie(name) {
				continue
			}
			token = strings.Trim(strings.TrimSpace(token), `"`)
			if token == "" {
				empty = true
				continue
			}
			if other, ok := seen[name]; ok && other != token {
				f.note("the cookie %s comes more than once, with different values; a server should take such a request for signed out", name)
			}
			seen[name] = token
			all = append(all, candidate{"the cookie " + name, token})
		}
	}
	switch {
	case len(all) > 0:
		f.choose(all, "session cookies")
		return nil
	case empty:
		return unusable("sign in again and copy the cookies then", "the __session cookie is empty, as it is when nobody is signed in")
	}
	return unusable("copy the cookies of a request that is signed in; the other cookies are no session tokens", "there is no __session cookie")
}
