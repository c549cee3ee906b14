package token

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/clerkctl/clerkctl/verify"
)

// BackendAPI is where Clerk serves the keys of an instance to whoever has its
// secret key.
const BackendAPI = "https://api.clerk.com"

// KeyFlags say where the key to verify with is. The first that is given counts,
// in the order of the fields; CLERK_JWT_KEY of the environment comes last.
type KeyFlags struct {
	JWTKey     string // a PEM, or the file that it is in
	JWKS       string // a file, or an address
	SecretFile string // the file that holds the secret key for the Backend API
	SecretEnv  string // the environment variable that does
	APIURL     string // the Backend API's address; BackendAPI when empty
	KeyID      string // the kid of a PEM, which cannot carry one
	Getenv     func(string) string
}

// Keys is a source of keys and where it is.
type Keys struct {
	Source verify.KeySource
	From   string        // in words: "--jwks jwks.json"
	Notes  []string      // what was given and is not used
	all    []*verify.Key // none where they have to be fetched
	skip   []error
}

// Open finds the keys. Nothing is fetched yet. The error is an *Error.
func (k *KeyFlags) Open() (*Keys, error) {
	keys, err := k.open()
	if err != nil {
		return nil, err
	}
	keys.Notes = append(keys.Notes, k.unused()...)
	return keys, nil
}

func (k *KeyFlags) open() (*Keys, error) {
	switch {
	case k.JWTKey != "":
		text, from, err := k.jwtKey()
		if err != nil {
			return nil, err
		}
		return k.fromPEM(text, from)
	case k.JWKS != "" && isAddress(k.JWKS):
		return fromAddress(k.JWKS, "--jwks "+k.JWKS)
	case k.JWKS != "":
		text, err := ReadFile("the JWKS", k.JWKS)
		if err != nil {
			return nil, err
		}
		return k.fromText(text, "--jwks "+k.JWKS)
	case k.SecretFile != "" || k.SecretEnv != "":
		return k.fromBackendAPI()
	}
	if text := k.Getenv("CLERK_JWT_KEY"); strings.TrimSpace(text) != "" {
		return k.fromPEM(text, "CLERK_JWT_KEY of the environment")
	}
	err := failf("there is no key to verify with").hint("give --jwt-key or --jwks, or set CLERK_JWT_KEY; --secret-key-env asks the Backend API for the keys")
	if k.Getenv("CLERK_SECRET_KEY") != "" {
		err.hint("give --jwt-key or --jwks, or set CLERK_JWT_KEY; --secret-key-env CLERK_SECRET_KEY asks the Backend API for the keys")
	}
	return nil, err
}

// unused names what was given for nothing.
func (k *KeyFlags) unused() []string {
	given := []struct{ flag, value string }{
		{"--jwt-key", k.JWTKey}, {"--jwks", k.JWKS}, {"--secret-key-file", k.SecretFile}, {"--secret-key-env", k.SecretEnv},
	}
	var notes []string
	first := ""
	for _, g := range given {
		switch {
		case g.value == "":
		case first == "":
			first = g.flag
		default:
			notes = append(notes, g.flag+" was not used: "+first+" comes first")
		}
	}
	if k.KeyID != "" && k.JWTKey == "" && first != "" {
		notes = append(notes, "--kid was not used: the keys of a JWKS have their own")
	}
	return notes
}

// jwtKey reads what --jwt-key names: a file of that name, or else the key
// itself.
func (k *KeyFlags) jwtKey() (text, from string, err error) {
	if info, err := os.Stat(k.JWTKey); err == nil && !info.IsDir() {
		text, err := ReadFile("the JWT key", k.JWTKey)
		return text, "--jwt-key " + k.JWTKey, err
	}
	if Secretive(k.JWTKey) {
		return k.JWTKey, "--jwt-key", nil
	}
	text, err = ReadFile("the JWT key", k.JWTKey)
	return text, "--jwt-key " + k.JWTKey, err
}

// fromPEM reads one public key. A kid is compared with the tokens' only if it
// was given.
func (k *KeyFlags) fromPEM(text, from string) (*Keys, error) {
	key, err := parsePEM(text, k.KeyID)
	if err != nil {
		return nil, unusableKey(from, err)
	}
	return fromKeys([]*verify.Key{key}, nil, from)
}

// fromText reads keys in any of their forms.
func (k *KeyFlags) fromText(text, from string) (*Keys, error) {
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return k.fromPEM(text, from)
	}
	keys, skipped, err := parseJSON(strings.TrimSpace(text))
	if err == nil && len(keys) == 0 {
		err = errors.Join(append([]error{errors.New("it has no key to verify with")}, skipped...)...)
	}
	if err != nil {
		return nil, unusableKey(from, err)
	}
	return fromKeys(keys, skipped, from)
}

func fromKeys(keys []*verify.Key, skipped []error, from string) (*Keys, error) {
	source, err := verify.StaticKeys(keys...)
	if err != nil {
		return nil, unusableKey(from, err)
	}
	return &Keys{Source: source, From: from, all: keys, skip: skipped}, nil
}

func fromAddress(address, from string, opts ...verify.RemoteOption) (*Keys, error) {
	if Secretive(address) {
		return nil, failf("the address of the keys %s is not an https address", Shown(address))
	}
	source, err := verify.RemoteJWKS(address, opts...)
	if err != nil {
		return nil, &Error{Text: err.Error(), Hint: "the address must be https, or http on this machine", err: err}
	}
	return &Keys{Source: source, From: from}, nil
}

func (k *KeyFlags) fromBackendAPI() (*Keys, error) {
	var secret, from string
	if k.SecretFile != "" {
		text, err := ReadFile("the secret key file", k.SecretFile)
		if err != nil {
			return nil, err
		}
		secret, from = text, "file "+k.SecretFile
	} else {
		if Secretive(k.SecretEnv) || strings.ContainsAny(k.SecretEnv, "=$ ") {
			return nil, failf("--secret-key-env takes the name of an environment variable, not the secret key").
				hint("for example --secret-key-env CLERK_SECRET_KEY; a key that was typed on a command line should be rotated")
		}
		secret, from = k.Getenv(k.SecretEnv), "environment variable "+k.SecretEnv
	}
	secret = strings.Trim(strings.TrimSpace(secret), `"'`)
	switch {
	case secret == "":
		return nil, failf("the %s holds no secret key", from)
	case strings.HasPrefix(secret, "pk_"):
		return nil, failf("the %s holds a publishable key, not a secret key", from).hint("the secret key starts with sk_")
	case strings.ContainsAny(secret, " \t\r\n"):
		return nil, failf("the %s holds more than a secret key", from).hint("put the secret key alone there")
	}
	api := strings.TrimSuffix(cmp.Or(k.APIURL, BackendAPI), "/")
	return fromAddress(api+"/v1/jwks", fmt.Sprintf("the Backend API at %s", api), verify.WithSecretKey(secret))
}

func isAddress(s string) bool { return strings.Contains(s, "://") }

// unusableKey says that keys are of no use, and why. The reasons of package
// verify hold no key material.
func unusableKey(from string, err error) *Error {
	text := err.Error()
	var e *verify.Error
	if errors.As(err, &e) {
		text = e.Detail
	}
	out := &Error{Text: from + ": " + strings.ReplaceAll(text, "\n", "; "), err: err}
	switch {
	case strings.Contains(text, "private key"):
		out.Hint = "give the public half: clerkctl token keygen writes both, and openssl pkey -pubout makes it"
	case strings.Contains(text, "this is JSON"), strings.Contains(text, "this is an address"):
		out.Hint = "give it with --jwks"
	case strings.Contains(text, "JWKS"), strings.Contains(text, "JWK "):
		out.Hint = `a JWKS looks like {"keys": [{"kty": "RSA", …}]}; the Backend API serves one at /v1/jwks`
	case strings.Contains(text, "cut off"):
		out.Hint = "copy the whole of the key"
	default:
		out.Hint = "the dashboard shows the JWT public key of an instance among its API keys"
	}
	return out
}

// parsePEM reads a public key from a PEM or from what CLERK_JWT_KEY holds.
func parsePEM(text, kid string) (*verify.Key, error) {
	source, err := verify.StaticPEM(text, verify.WithKeyID(kid))
	if err != nil {
		return nil, err
	}
	var first error
	for _, alg := range []string{"RS256", "ES256", "EdDSA"} {
		key, err := source.Find(context.Background(), "", alg)
		if err == nil {
			return key, nil
		}
		first = cmp.Or(first, err)
	}
	return nil, first
}

// parseJSON reads a JWKS, or a single key.
func parseJSON(text string) ([]*verify.Key, []error, error) {
	_, names, err := jwtFields(text)
	if err == nil && names["kty"] && !names["keys"] {
		text = `{"keys":[` + text + `]}`
	}
	return verify.ParseJWKS(text)
}
