package doctor

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/verify"
)

const jwtKeyName = "CLERK_JWT_KEY"

// envNames are the files with variables that the framework loads, those that
// win last.
func (f Framework) envNames() []string {
	if f == Remix {
		return []string{".env"}
	}
	return []string{".env", ".env.production", ".env.development", ".env.local", ".env.production.local", ".env.development.local"}
}

// variables reads the package's .env files; what cannot be read is reported.
func (s *subject) variables(c *Check) []variable {
	vars, unread := envFiles(s.dir, s.framework.envNames()...)
	for _, name := range unread {
		c.warn(Finding{Message: "cannot be read", Path: s.envPath(name), Fix: Fix{Edit: "see that it can be read"}})
	}
	return vars
}

func (s *subject) envPath(name string) string { return s.shown(filepath.Join(s.dir, name)) }

// environment asks for the variables that the packages need. Of a variable only
// its name is ever shown.
func (s *subject) environment(providers []provider) Check {
	c := Check{ID: "environment", Title: titleOf("environment")}
	vars := s.variables(&c)
	home, api := ".env.local", "NEXT_PUBLIC_CLERK_FRONTEND_API"
	if s.framework == Remix {
		home, api = ".env", "CLERK_FRONTEND_API"
	}
	needed := []string{"CLERK_API_KEY"}
	if len(providers) == 0 || slices.ContainsFunc(providers, func(p provider) bool { return !p.frontendAPI }) {
		needed = append(needed, api)
	}
	var where []string
	for _, name := range needed {
		v, ok := find(vars, name)
		switch {
		case ok && v.value != "":
			where = append(where, name+" ("+v.file+")")
		case s.Getenv(name) != "":
			where = append(where, name+" (the environment)")
		case ok:
			c.fail(Finding{
				Message: name + " has no value", Path: s.envPath(v.file), Line: v.line,
				Fix: Fix{Edit: "give it the value from Clerk's dashboard, or for development the one that clerkctl dev prints"},
			})
		default:
			c.fail(Finding{
				Message: name + " is set nowhere; without it neither a build nor a request succeeds", Path: s.envPath(home),
				Fix: Fix{Edit: "add " + name + "=… to " + s.envPath(home) + ", with the value from Clerk's dashboard, or for development the one that clerkctl dev prints"},
			})
		}
	}
	for _, v := range vars {
		if public(v.name) {
			c.fail(Finding{
				Message: v.name + " is sent to every browser, for its name begins with " + v.name[:strings.Index(v.name, "CLERK")], Path: s.envPath(v.file), Line: v.line,
				Fix: Fix{Edit: "rename it to CLERK_API_KEY, and rotate the key in Clerk's dashboard if the application has been deployed"},
			})
		}
	}
	c.ok(strings.Join(where, ", "))
	return c
}

// public reports whether a variable that holds a secret is built into what
// browsers get.
func public(name string) bool {
	for _, prefix := range [...]string{"NEXT_PUBLIC_", "REACT_APP_", "VITE_", "GATSBY_", "EXPO_PUBLIC_"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return rest == "CLERK_API_KEY" || rest == "CLERK_SECRET_KEY"
		}
	}
	return false
}

// jwtKey asks whether the key for verifying without a network has the form that
// this line's packages read.
func (s *subject) jwtKey() Check {
	c := Check{ID: "jwt-key", Title: titleOf("jwt-key")}
	vars, _ := envFiles(s.dir, s.framework.envNames()...) // the check before reports what cannot be read
	v, _ := find(vars, jwtKeyName)
	f := Finding{}
	value := v.value
	if value != "" {
		f.Path, f.Line = s.envPath(v.file), v.line
	} else {
		value = s.Getenv(jwtKeyName)
	}
	if value == "" {
		c.Status, c.Message = NotApplicable, "not set; the keys come from the Backend API"
		return c
	}
	if problem, fix := jwtKeyProblem(value); problem != "" {
		f.Message, f.Fix = problem, fix
		c.fail(f)
		return c
	}
	c.ok("one line, as this line's packages take it")
	return c
}

// jwtKeyProblem says what is wrong with the value; "" for nothing. Neither it
// nor an error that it passes on repeats any of the value.
func jwtKeyProblem(value string) (string, Fix) {
	convert := Fix{Command: "clerkctl token keys public.pem --to jwt-key", Edit: "write what it prints; public.pem is the PEM of the public key"}
	if _, err := verify.StaticPEM(value); err != nil {
		if strings.Contains(value, "PRIVATE KEY") {
			return "CLERK_JWT_KEY holds a private key, and only the public one belongs on a server that verifies",
				Fix{Edit: "replace it by the JWT public key from Clerk's dashboard; a private key that was deployed has to be rotated"}
		}
		return strings.Replace(reason(err), "the JWT key", jwtKeyName, 1), Fix{Edit: "write the JWT public key from Clerk's dashboard, on one line"}
	}
	switch {
	case strings.Contains(value, "-----BEGIN"):
		return "CLERK_JWT_KEY is a PEM with its BEGIN and END lines; this line's packages take the base64 between them, on one line", convert
	case strings.Contains(value, `\n`), strings.ContainsAny(value, "\r\n\t "):
		return "CLERK_JWT_KEY goes over several lines; this line's packages take one", convert
	}
	der, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return "CLERK_JWT_KEY has to be base64, without quotes in it", convert
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if k, ok := key.(*rsa.PublicKey); err != nil || !ok || k.Size() != 256 || k.E != 65537 {
		return "CLERK_JWT_KEY is not an RSA key of 2048 bits, the only kind that this line's packages read", Fix{Edit: "write the JWT public key from Clerk's dashboard"}
	}
	return "", Fix{}
}

// reason is an error's text for a person, without the part that says what was
// being done.
func reason(err error) string {
	if e := new(verify.Error); errors.As(err, &e) {
		return e.Detail
	}
	return err.Error()
}
