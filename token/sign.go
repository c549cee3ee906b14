package token

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify/mint"
)

// Sign says which development token to make.
type Sign struct {
	KeyFile    string // DevKeyFile when empty
	Kid, Alg   string // what the key's own are when empty
	Issuer     string // https://clerk.<name of the key>.test when empty
	AnyIssuer  bool   // also one that a real instance may have
	User       string
	Session    string   // derived from User when empty
	Party      string   // azp; none when empty
	Audiences  []string // aud; none when empty
	Lifetime   time.Duration
	ClaimsFile string   // a JSON object of more claims
	Claims     []string // NAME=VALUE, where VALUE is JSON or else a string
	Without    []string // names of claims to leave out, those that a token has by default too
	Now        time.Time
}

// Signed is a token of our own.
type Signed struct {
	Token    string
	Warnings []string
	uat      int64
}

// Cookie is the line of a request that a browser would send: the token, and
// since when its user is signed in, which must not be later than the token.
func (s *Signed) Cookie() string {
	return fmt.Sprintf("Cookie: __session=%s; __client_uat=%d", s.Token, s.uat)
}

// Sign makes the token. The error is an *Error.
func (s *Sign) Sign() (*Signed, error) {
	if s.Lifetime <= 0 {
		return nil, failf("--expires-in %s: a token must live for some time", s.Lifetime).hint("--at makes one that has expired by now")
	}
	file := s.KeyFile
	if file == "" {
		var err error
		if file, err = DevKeyFile(); err != nil {
			return nil, err
		}
	}
	key, warning, err := readPrivate(file, s.Alg, s.Kid)
	if err != nil {
		if e, ok := err.(*Error); ok && s.KeyFile == "" && strings.HasSuffix(e.Text, "does not exist") {
			return nil, failf("there is no key to sign with").hint("make one with clerkctl token keygen and give it to --key, or start clerkctl dev, which makes one for this machine")
		}
		return nil, err
	}
	issuer := s.Issuer
	if issuer == "" {
		issuer = DefaultIssuer(file)
	}
	session := cmp.Or(s.Session, "sess_"+strings.TrimPrefix(s.User, "user_"))
	claims := mint.Session(s.Now, issuer, s.User, session).With(mint.Claims{"exp": s.Now.Add(s.Lifetime).Unix()})
	if s.Party != "" {
		claims["azp"] = s.Party
	}
	switch len(s.Audiences) {
	case 0:
	case 1:
		claims["aud"] = s.Audiences[0]
	default:
		claims["aud"] = s.Audiences
	}
	if err := s.more(claims); err != nil {
		return nil, err
	}
	if err := s.less(claims); err != nil {
		return nil, err
	}
	if iss, ok := claims["iss"].(string); ok && !s.AnyIssuer {
		if err := development(iss); err != nil {
			return nil, err
		}
	}
	token, err := key.Sign(claims)
	if err != nil {
		return nil, failf("%v", err)
	}
	out := &Signed{Token: token, uat: s.Now.Unix()}
	if warning != "" {
		out.Warnings = append(out.Warnings, warning)
	}
	if len(token) > 4096 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("the token has %d bytes; browsers drop cookies over 4096", len(token)))
	}
	return out, nil
}

// more adds the claims of --claims and --claim.
func (s *Sign) more(claims mint.Claims) error {
	if s.ClaimsFile != "" {
		text, err := ReadFile("the claims", s.ClaimsFile)
		if err != nil {
			return err
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &object); err != nil || object == nil {
			return failf("the claims %s are not a JSON object", s.ClaimsFile).hint(`for example {"org_id": "org_1", "org_role": "org:admin"}`)
		}
		for name, raw := range object {
			set(claims, name, raw)
		}
	}
	for _, c := range s.Claims {
		name, value, ok := strings.Cut(c, "=")
		if !ok || name == "" {
			return failf("--claim %s is not NAME=VALUE", Shown(c)).hint(`for example --claim org_role=org:admin or --claim 'fva=[0,-1]'`)
		}
		raw := json.RawMessage(value)
		if !json.Valid(raw) {
			text, err := json.Marshal(value)
			if err != nil {
				return failf("--claim %s: %v", Shown(name), err)
			}
			raw = text
		}
		set(claims, name, raw)
	}
	return nil
}

// less leaves out the claims of --without.
func (s *Sign) less(claims mint.Claims) error {
	for _, name := range s.Without {
		if _, ok := claims[name]; !ok {
			return failf("--without %s: the token has no such claim", Shown(name)).
				hint("its claims are %s", strings.Join(slices.Sorted(maps.Keys(claims)), ", "))
		}
		delete(claims, name)
	}
	return nil
}

// set keeps a claim as it was written, numbers included, but knows a string.
func set(claims mint.Claims, name string, raw json.RawMessage) {
	var text *string // null is no string
	if err := json.Unmarshal(raw, &text); err == nil && text != nil {
		claims[name] = *text
		return
	}
	claims[name] = raw
}

// DefaultIssuer is the issuer of tokens that are signed with the key in a file:
// https://clerk.<name>.test, for the name of the file up to its first dot.
func DefaultIssuer(keyFile string) string {
	name, _, _ := strings.Cut(filepath.Base(keyFile), ".")
	name = regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(name), "-")
	return "https://clerk." + cmp.Or(strings.Trim(name, "-"), "dev") + ".test"
}

// development refuses an issuer that may be a real instance's: only names that
// nobody can own on the internet are free.
func development(issuer string) error {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" {
		return failf("the issuer %s is not an address such as https://clerk.app.test", Shown(issuer))
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, free := range []string{"test", "localhost", "example", "invalid", "example.com", "example.org", "example.net"} {
		if host == free || strings.HasSuffix(host, "."+free) {
			return nil
		}
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return nil
	}
	what := "may be a real instance's"
	for _, clerk := range []string{"clerk.accounts.dev", "clerk.dev", "clerk.com", "lcl.dev"} {
		if host == clerk || strings.HasSuffix(host, "."+clerk) {
			what = "is one of Clerk's own"
		}
	}
	return failf("the issuer %s %s", Shown(issuer), what).
		hint("development tokens belong to names such as https://clerk.app.test; --force-issuer signs it all the same")
}
