package verify

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// Option is an option of New.
type Option interface{ verifier(*config) error }

// CommonOption is an option of New and of RemoteJWKS.
type CommonOption interface {
	Option
	RemoteOption
}

type option func(*config) error

func (o option) verifier(c *config) error { return o(c) }

// config is what a Verifier does. It does not change once New has returned.
type config struct {
	clock      func() time.Time
	logger     *slog.Logger
	skew       time.Duration
	algorithms []string

	parties    []string
	anyParty   bool
	noPartyOK  MissingAuthorizedParty
	issuers    []string
	audiences  []string
	types      []string
	categories []string
	machines   bool
	pending    bool
	instance   *instance
	cacheSize  int
}

// DefaultClockSkew is how far this machine's clock and Clerk's may be apart.
const DefaultClockSkew = 5 * time.Second

func defaults() config {
	return config{
		clock:      time.Now,
		logger:     slog.New(slog.DiscardHandler),
		skew:       DefaultClockSkew,
		algorithms: []string{"RS256"},
	}
}

// WithAuthorizedParties lists the origins that tokens may have been made for, such
// as "https://app.example.com": the token's azp must be exactly one of them. It
// keeps a token that leaked to another subdomain from being used here.
func WithAuthorizedParties(origins ...string) Option {
	return option(func(c *config) error {
		if len(origins) == 0 {
			return errors.New("WithAuthorizedParties needs at least one origin; AllowAnyAuthorizedParty turns the check off")
		}
		for _, o := range origins {
			if err := origin(o); err != nil {
				return err
			}
		}
		c.parties = append(c.parties, origins...)
		return nil
	})
}

// origin refuses what can never equal an azp, since a list of such would only be
// noticed when every user is signed out.
func origin(o string) error {
	u, err := url.Parse(o)
	switch {
	case o == "":
		return errors.New("an authorized party is empty")
	case strings.Contains(o, "*"):
		return fmt.Errorf("the authorized party %s has a wildcard; list each origin", quote(o))
	case err != nil || u.Scheme == "" || strings.TrimSpace(o) != o:
		return fmt.Errorf("the authorized party %s is not an origin such as https://app.example.com", quote(o))
	case (u.Scheme == "http" || u.Scheme == "https") && (u.Path != "" || u.RawQuery != "" || u.Fragment != ""):
		return fmt.Errorf("the authorized party %s has a path; an origin ends after its host and port, without a slash", quote(o))
	}
	return nil
}

// AllowAnyAuthorizedParty turns the check of azp off. Any site that can read the
// session cookie of this application can then act as its users.
func AllowAnyAuthorizedParty() Option {
	return option(func(c *config) error { c.anyParty = true; return nil })
}

// MissingAuthorizedParty says what to do with a token without azp when there is a
// list of authorized parties.
type MissingAuthorizedParty int

const (
	// RefuseMissing refuses it. This is the default.
	RefuseMissing MissingAuthorizedParty = iota
	// AllowCookie accepts it from a cookie, and only there: Clerk mints tokens
	// without azp when a browser navigates to a document.
	AllowCookie
)

// WithMissingAuthorizedParty says what to do with a token without azp.
func WithMissingAuthorizedParty(m MissingAuthorizedParty) Option {
	return option(func(c *config) error {
		if m != RefuseMissing && m != AllowCookie {
			return errors.New("WithMissingAuthorizedParty takes RefuseMissing or AllowCookie")
		}
		c.noPartyOK = m
		return nil
	})
}

// WithIssuer lists the accepted issuers, each an https address that the token's iss
// must equal exactly. It is not a prefix or a pattern. Plain http is accepted for
// loopback addresses only.
func WithIssuer(issuers ...string) Option {
	return option(func(c *config) error {
		if len(issuers) == 0 {
			return errors.New("WithIssuer needs at least one issuer")
		}
		for _, i := range issuers {
			u, err := url.Parse(i)
			if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname()))) {
				return fmt.Errorf("the issuer %s is not an https address such as https://clerk.example.com", quote(i))
			}
			if strings.HasSuffix(i, "/") {
				return fmt.Errorf("the issuer %s ends in a slash; Clerk's issuers do not", quote(i))
			}
		}
		c.issuers = append(c.issuers, issuers...)
		return nil
	})
}

// WithAudience requires aud to hold one of the audiences. Clerk's session tokens
// have no aud unless it was added in the dashboard.
func WithAudience(audiences ...string) Option {
	return option(func(c *config) error {
		if len(audiences) == 0 || slices.Contains(audiences, "") {
			return errors.New("WithAudience needs audiences that are not empty")
		}
		c.audiences = append(c.audiences, audiences...)
		return nil
	})
}

// WithAlgorithms replaces the allowed algorithms, RS256 by default, with some of
// RS256, RS384, RS512, ES256 and EdDSA. HMAC and none cannot be allowed.
func WithAlgorithms(algorithms ...string) Option {
	return option(func(c *config) error {
		if len(algorithms) == 0 {
			return errors.New("WithAlgorithms needs at least one algorithm")
		}
		for _, a := range algorithms {
			if !jose.Known(a) {
				return fmt.Errorf("the algorithm %s is not one of %s", quote(a), strings.Join(jose.Algorithms(), ", "))
			}
		}
		c.algorithms = slices.Clone(algorithms)
		return nil
	})
}

// WithClockSkew sets how far the clocks of this machine and of Clerk may be apart:
// 5 s by default, none with 0, at most 5 min.
func WithClockSkew(d time.Duration) Option {
	return option(func(c *config) error {
		if d < 0 || d > 5*time.Minute {
			return fmt.Errorf("a clock skew of %v is not between 0 and 5 min", d)
		}
		c.skew = d
		return nil
	})
}

// WithType accepts header types beside JWT. "at+jwt" stays refused unless machine
// tokens are allowed.
func WithType(types ...string) Option {
	return option(func(c *config) error {
		if len(types) == 0 || slices.Contains(types, "") {
			return errors.New("WithType needs types that are not empty")
		}
		c.types = append(c.types, types...)
		return nil
	})
}

// AllowCategories accepts tokens whose header has one of these values of cat beside
// session tokens, for example CategoryTemplate. Such tokens carry no session and
// outlive its revocation.
func AllowCategories(categories ...string) Option {
	return option(func(c *config) error { c.categories = append(c.categories, categories...); return nil })
}

// AllowMachineTokens accepts machine-to-machine tokens (sub is "mch_…") and OAuth
// access tokens (typ is "at+jwt"), which the same keys sign.
func AllowMachineTokens() Option {
	return option(func(c *config) error { c.machines = true; return nil })
}

// AllowPendingSessions makes Authenticate take a session whose sts is pending, of a
// user who still has tasks to do, for signed in.
func AllowPendingSessions() Option {
	return option(func(c *config) error { c.pending = true; return nil })
}

// WithPublishableKey tells Authenticate which Clerk instance it stands for: the
// suffix of its cookies, whether it is a development instance, and where a
// handshake goes. Without it only cookies without suffix are read, and no state
// is a handshake.
func WithPublishableKey(key string) Option {
	return option(func(c *config) error {
		i, err := parsePublishableKey(key)
		if err != nil {
			return err
		}
		c.instance = i
		return nil
	})
}

// WithVerifiedCache keeps the last n verified tokens, so that one which comes again
// costs a hash instead of a signature check. Everything but the signature is
// checked again each time. Off by default; a token is sent many times in its
// minute of life, so n need not be more than a few times the users at once.
func WithVerifiedCache(n int) Option {
	return option(func(c *config) error {
		if n < 0 || n > 1<<20 {
			return fmt.Errorf("a cache of %d tokens is not between 0 and %d", n, 1<<20)
		}
		c.cacheSize = n
		return nil
	})
}

type commonOption struct {
	option
	remote func(*remoteConfig) error
}

func (o commonOption) remoteJWKS(c *remoteConfig) error { return o.remote(c) }

// WithClock replaces time.Now, for tests.
func WithClock(now func() time.Time) CommonOption {
	check := func() error {
		if now == nil {
			return errors.New("WithClock needs a function")
		}
		return nil
	}
	return commonOption{
		func(c *config) error { c.clock = now; return check() },
		func(c *remoteConfig) error { c.clock = now; return check() },
	}
}

// WithLogger logs what an operator may want to know: refusals (at debug level) and
// trouble with the JWKS endpoint (at warning level). No token, signature or key is
// ever logged.
func WithLogger(l *slog.Logger) CommonOption {
	check := func() error {
		if l == nil {
			return errors.New("WithLogger needs a logger")
		}
		return nil
	}
	return commonOption{
		func(c *config) error { c.logger = l; return check() },
		func(c *remoteConfig) error { c.logger = l; return check() },
	}
}
