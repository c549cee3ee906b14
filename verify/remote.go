package verify

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// RemoteOption is an option of RemoteJWKS.
type RemoteOption interface{ remoteJWKS(*remoteConfig) error }

type remoteOption func(*remoteConfig) error

func (o remoteOption) remoteJWKS(c *remoteConfig) error { return o(c) }

type remoteConfig struct {
	clock    func() time.Time
	logger   *slog.Logger
	client   *http.Client
	secret   func() string
	maxAge   time.Duration
	staleFor time.Duration
	cooldown time.Duration
	timeout  time.Duration
	maxBytes int64
}

// The defaults of RemoteJWKS.
const (
	DefaultMaxAge   = 5 * time.Minute
	DefaultStaleFor = time.Hour
	DefaultCooldown = 5 * time.Second
	DefaultTimeout  = 5 * time.Second
	DefaultMaxBytes = 1 << 20
)

func duration(name string, d, low, high time.Duration, dst func(*remoteConfig) *time.Duration) RemoteOption {
	return remoteOption(func(c *remoteConfig) error {
		if d < low || d > high {
			return fmt.Errorf("%s: %v is not between %v and %v", name, d, low, high)
		}
		*dst(c) = d
		return nil
	})
}

// WithMaxAge sets how long a set of keys is used before it is fetched again: 5 min
// by default. A key that was removed is refused after this time at the latest.
func WithMaxAge(d time.Duration) RemoteOption {
	return duration("WithMaxAge", d, time.Millisecond, 24*time.Hour, func(c *remoteConfig) *time.Duration { return &c.maxAge })
}

// WithStaleFor sets how much longer than its age allows a set is used while the
// endpoint cannot be reached: 1 h by default, not at all with 0. After that every
// token is refused.
func WithStaleFor(d time.Duration) RemoteOption {
	return duration("WithStaleFor", d, 0, 7*24*time.Hour, func(c *remoteConfig) *time.Duration { return &c.staleFor })
}

// WithCooldown sets the least time between two fetches, failed ones included: 5 s by
// default. It is also how long a rotated key may have to wait.
func WithCooldown(d time.Duration) RemoteOption {
	return duration("WithCooldown", d, time.Millisecond, 10*time.Minute, func(c *remoteConfig) *time.Duration { return &c.cooldown })
}

// WithTimeout sets how long one fetch may take, answer included: 5 s by default.
func WithTimeout(d time.Duration) RemoteOption {
	return duration("WithTimeout", d, time.Millisecond, time.Minute, func(c *remoteConfig) *time.Duration { return &c.timeout })
}

// WithMaxBytes sets how long an answer may be: 1 MiB by default.
func WithMaxBytes(n int64) RemoteOption {
	return remoteOption(func(c *remoteConfig) error {
		if n < 1 || n > 64<<20 {
			return fmt.Errorf("WithMaxBytes: %d is not between 1 and 64 MiB", n)
		}
		c.maxBytes = n
		return nil
	})
}

// WithSecretKey sends a Clerk secret key as the Backend API asks for it. It goes to
// the address given and never follows a redirect.
func WithSecretKey(key string) RemoteOption {
	return remoteOption(func(c *remoteConfig) error {
		if strings.TrimSpace(key) == "" || strings.ContainsAny(key, " \t\r\n") {
			return errors.New("WithSecretKey: the key is empty or holds white space")
		}
		if strings.HasPrefix(key, "pk_") {
			return errors.New("WithSecretKey: this is a publishable key, not a secret key")
		}
		c.secret = func() string { return key } // in a closure, so that printing a source cannot show it
		return nil
	})
}

// WithHTTPClient fetches with a copy of this client, whose redirect policy is
// replaced and whose own timeout still holds.
func WithHTTPClient(client *http.Client) RemoteOption {
	return remoteOption(func(c *remoteConfig) error {
		if client == nil {
			return errors.New("WithHTTPClient needs a client")
		}
		c.client = client
		return nil
	})
}

// Remote is a key source that fetches a JSON Web Key Set over https and keeps it.
//
// A token must have a kid, if the keys of the set do. However many calls wait, one fetch is on its way at a time, and no call's
// context cancels it for the others. A token with an unknown kid makes the set be
// fetched again, at most once in a cooldown: calls with a kid that was not seen
// before wait for that, as long as their contexts allow, and a kid that was looked
// for in vain is refused at once for a while. A set is used for its maximum age,
// and longer, for a bounded time, only while the endpoint cannot be reached.
type Remote struct {
	remoteConfig
	url     *url.URL
	set     atomic.Pointer[remoteSet]
	fetches atomic.Uint64
	failed  atomic.Uint64

	mu      sync.Mutex
	flight  *flight              // the fetch on its way, or nil
	last    *flight              // the fetch that ended last, or nil
	number  uint64               // of the fetch that started last
	absent  map[string]time.Time // kids looked for in vain, and until when to believe it
	waiting int                  // calls that wait for a cooldown to end
}

// remoteSet is what one fetch brought.
type remoteSet struct {
	keySet
	skipped []error   // why each of the other keys cannot be verified with
	at      time.Time // when it was asked for, by the source's clock
	number  uint64    // of the fetch
}

// flight is one fetch. err is written before done is closed.
type flight struct {
	done   chan struct{}
	number uint64
	start  time.Time // by the real clock, which the cooldown goes by
	err    *Error
}

const (
	maxAbsent  = 1024
	maxKid     = 256 // a longer one is not remembered, so that the memory stays small
	maxWaiting = 1024
	// absentFor is how many cooldowns long a kid that was looked for in vain is
	// refused without another look.
	absentFor = 12
)

// RemoteJWKS verifies with the keys that an address serves. For Clerk's Backend
// API that is https://api.clerk.com/v1/jwks, with WithSecretKey. The address must be
// https, or loopback. Nothing is fetched before the first token.
func RemoteJWKS(address string, opts ...RemoteOption) (*Remote, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("the JWKS address %s is not an https address", quote(address))
	}
	if u.User != nil {
		return nil, errors.New("the JWKS address holds a user or a password; use WithSecretKey")
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		return nil, fmt.Errorf("the JWKS address %s is not https; plain http is accepted for loopback addresses only", quote(address))
	}
	r := &Remote{
		remoteConfig: remoteConfig{
			clock: time.Now, logger: slog.New(slog.DiscardHandler), client: &http.Client{},
			maxAge: DefaultMaxAge, staleFor: DefaultStaleFor, cooldown: DefaultCooldown,
			timeout: DefaultTimeout, maxBytes: DefaultMaxBytes,
		},
		url:    u,
		absent: map[string]time.Time{},
	}
	for _, o := range opts {
		if err := o.remoteJWKS(&r.remoteConfig); err != nil {
			return nil, fmt.Errorf("the JWKS source cannot be made: %w", err)
		}
	}
	client := *r.client
	client.CheckRedirect = r.redirect
	client.Jar = nil
	r.client = &client
	return r, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Format shows where the keys come from, and nothing of the secret key.
func (r *Remote) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "keys of %s", quote(r.url.Host))
}

// Stats counts the fetches.
func (r *Remote) Stats() RemoteStats {
	return RemoteStats{Fetches: r.fetches.Load(), Failures: r.failed.Load()}
}

// Keys gives the keys that tokens are verified with now, in the order in which they
// are served; skipped says of each of the others why it cannot be verified with. The
// set is fetched first if there is none yet or it is too old, and then Keys waits as
// long as ctx allows. The error is an *Error.
func (r *Remote) Keys(ctx context.Context) (keys []*Key, skipped []error, err error) {
	set, _, e := r.current(ctx)
	if e != nil {
		return nil, nil, e
	}
	return slices.Clone(set.keys), slices.Clone(set.skipped), nil
}

// Find implements KeySource.
func (r *Remote) Find(ctx context.Context, kid, alg string) (*Key, error) {
	set, asked, e := r.current(ctx)
	if e != nil {
		return nil, e
	}
	if kid == "" && len(set.byID) > 0 {
		// Every key that Clerk serves has a kid, and so has every token that it signs.
		return nil, refuse(JWKKidMismatch, "", "the token has no kid, but the keys of %s do", r.url.Host)
	}
	k, err := set.find(kid, alg)
	if err != nil && err.Reason == JWKKidMismatch {
		if asked == 0 {
			asked = r.next()
		}
		if set, err = r.look(ctx, kid, asked); err == nil {
			k, err = set.find(kid, alg)
		}
	}
	if err != nil {
		return nil, err
	}
	return k, nil
}

// current gives a set that may be used now. Where it has to look for one, it also
// gives the number of the first fetch that is newer than the call, else 0.
func (r *Remote) current(ctx context.Context) (*remoteSet, uint64, *Error) {
	set := r.set.Load()
	if set != nil && r.clock().Sub(set.at) < r.maxAge*4/5 {
		return set, 0, nil
	}
	tooOld := set == nil || r.clock().Sub(set.at) >= r.maxAge
	f, asked, down := r.refresh(tooOld)
	if !tooOld {
		return set, asked, nil // asked for early, so that nobody has to wait
	}
	if down && r.bearable(set) {
		return set, asked, nil // do not make everyone wait to hear again that it is down
	}
	if err := wait(ctx, f.done); err != nil {
		return nil, 0, err
	}
	switch {
	case f.err == nil:
		return r.set.Load(), asked, nil
	case r.bearable(set):
		return set, asked, nil
	}
	return nil, 0, f.err
}

// bearable tells whether a set that is too old may still be used in an outage.
func (r *Remote) bearable(set *remoteSet) bool {
	return set != nil && r.clock().Sub(set.at) < r.maxAge+r.staleFor
}

func wait(ctx context.Context, done <-chan struct{}) *Error {
	select {
	case <-done:
		return nil
	default:
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return gaveUp(ctx)
	}
}

func gaveUp(ctx context.Context) *Error {
	return &Error{Reason: JWKFailedToResolve, Detail: "waiting for the JWKS endpoint was given up: " + ctx.Err().Error(), cause: ctx.Err()}
}

// refresh joins the fetch on its way, or starts one; within the cooldown it gives
// the fetch that ended last. due says that the set is missing or too old: then only
// a failure holds a fetch back. next is the number of the first fetch that starts
// after this call did, and down tells whether the last one failed.
func (r *Remote) refresh(due bool) (f *flight, next uint64, down bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	next = r.number + 1
	down = r.last != nil && r.last.err != nil
	if r.flight != nil {
		return r.flight, next, down
	}
	if r.pause() > 0 && (down || !due) {
		return r.last, next, down
	}
	r.number++
	f = &flight{done: make(chan struct{}), number: r.number, start: time.Now()}
	r.flight = f
	go r.fetch(f)
	return f, next, down
}

// next is the number of the fetch that starts next.
func (r *Remote) next() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.number + 1
}

// pause is how long the cooldown still lasts. r.mu is held.
func (r *Remote) pause() time.Duration {
	if r.last == nil {
		return 0
	}
	return time.Until(r.last.start.Add(r.cooldown))
}

// look gives a set that has kid, or one from a fetch that started after the call
// did, which is number asked or a later one; then kid is known not to exist.
func (r *Remote) look(ctx context.Context, kid string, asked uint64) (*remoteSet, *Error) {
	for {
		set := r.set.Load()
		if set.byID[kid] != nil {
			return set, nil
		}
		if set.number >= asked {
			r.notFound(kid)
			return set, nil
		}
		pause, hopeless := r.delay(kid)
		switch {
		case hopeless:
			return set, nil
		case pause > 0:
			if err := r.sleep(ctx, pause); err != nil {
				return nil, err
			}
			continue // another call may have fetched meanwhile
		}
		f, _, _ := r.refresh(false)
		if err := wait(ctx, f.done); err != nil {
			return nil, err
		}
		if f.err != nil && f.number >= asked {
			return nil, f.err
		}
	}
}

// delay tells how long to wait before a fetch for kid, and whether one is of no use:
// kid was looked for not long ago, or too many calls wait already. A caller that is
// told to wait is counted as waiting.
func (r *Remote) delay(kid string) (pause time.Duration, hopeless bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Now().Before(r.absent[kid]) {
		return 0, true
	}
	if r.flight != nil {
		return 0, false
	}
	if pause = r.pause(); pause <= 0 {
		return 0, false
	}
	if r.waiting >= maxWaiting {
		return 0, true
	}
	r.waiting++
	return pause, false
}

func (r *Remote) sleep(ctx context.Context, d time.Duration) *Error {
	defer func() {
		r.mu.Lock()
		r.waiting--
		r.mu.Unlock()
	}()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return gaveUp(ctx)
	}
}

// notFound remembers that the newest set does not have a kid.
func (r *Remote) notFound(kid string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.absent) < maxAbsent && len(kid) <= maxKid {
		r.absent[kid] = time.Now().Add(absentFor * r.cooldown)
	}
}

// fetch brings f to its end.
func (r *Remote) fetch(f *flight) {
	at := r.clock()
	ctx, cancel := context.WithTimeout(context.Background(), r.timeout)
	defer cancel()
	r.fetches.Add(1)
	keys, skipped, err := r.load(ctx)
	if err != nil {
		r.failed.Add(1)
		r.logger.LogAttrs(ctx, slog.LevelWarn, "the JWKS could not be fetched",
			slog.String("host", r.url.Host), slog.String("reason", string(err.Reason)), slog.String("detail", err.Detail))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		r.set.Store(&remoteSet{newKeySet(r.keepOld(keys)), skipped, at, f.number})
		clear(r.absent)
	}
	f.err = err
	r.flight, r.last = nil, f
	close(f.done)
}

// keepOld replaces keys that are served again by the pointers that were given out
// before, so that what was verified with them stays in the cache.
func (r *Remote) keepOld(keys []*Key) []*Key {
	old := r.set.Load()
	if old == nil {
		return keys
	}
	for i, k := range keys {
		for _, o := range old.keys {
			if k.key.Equal(o.key) {
				keys[i] = o
			}
		}
	}
	return keys
}

func (r *Remote) load(ctx context.Context) (keys []*Key, skipped []error, failed *Error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url.String(), nil)
	if err != nil {
		return nil, nil, &Error{Reason: JWKRemoteFailedToLoad, Detail: "the request could not be made", cause: err}
	}
	req.Header.Set("Accept", "application/json")
	if r.secret != nil {
		req.Header.Set("Authorization", "Bearer "+r.secret())
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, nil, r.unreachable(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, r.maxBytes+1))
	if err != nil {
		return nil, nil, r.unreachable(err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, nil, r.badStatus(resp.StatusCode, body)
	}
	if int64(len(body)) > r.maxBytes {
		return nil, nil, refuse(JWKRemoteInvalid, "", "%s answered with more than %d bytes", r.url.Host, r.maxBytes)
	}
	keys, skipped, err = ParseJWKS(string(body))
	if err != nil {
		return nil, nil, refuse(JWKRemoteInvalid, "check that the address is that of a JWKS", "%s: %v", r.url.Host, err)
	}
	for _, s := range skipped {
		r.logger.LogAttrs(ctx, slog.LevelWarn, "a key of the JWKS is passed over", slog.String("host", r.url.Host), slog.String("why", s.Error()))
	}
	if len(keys) == 0 {
		e := refuse(JWKRemoteMissing, "", "%s served no key to verify with", r.url.Host)
		if len(skipped) > 0 {
			e.Detail += ": " + skipped[0].Error() // the others are in the log
		}
		return nil, nil, e
	}
	return keys, skipped, nil
}

func (r *Remote) badStatus(code int, body []byte) *Error {
	if code == http.StatusUnauthorized || code == http.StatusForbidden {
		var answer struct {
			Errors []struct{ Code string }
		}
		_ = json.Unmarshal(body, &answer) // any other answer is still a refusal
		for _, e := range answer.Errors {
			if e.Code == "clerk_key_invalid" {
				return refuse(SecretKeyInvalid, "check the secret key against the dashboard", "%s refused the secret key (status %d)", r.url.Host, code)
			}
		}
		return refuse(JWKRemoteFailedToLoad, "the Backend API needs a secret key", "%s answered with status %d", r.url.Host, code)
	}
	return refuse(JWKRemoteFailedToLoad, "", "%s answered with status %d", r.url.Host, code)
}

func (r *Remote) unreachable(err error) *Error {
	var bad *Error
	if errors.As(err, &bad) {
		return bad // the redirect policy's own
	}
	e := refuse(JWKRemoteFailedToLoad, "", "%s could not be reached", r.url.Host)
	e.cause = err
	var certificate *tls.CertificateVerificationError
	var op *net.OpError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		// Not the caller's deadline, so the cause must not look like it.
		e.cause = nil
		e.Detail = fmt.Sprintf("%s did not answer within %s", r.url.Host, amount(r.timeout))
	case errors.As(err, &certificate):
		e.Detail = fmt.Sprintf("%s has a certificate that cannot be trusted", r.url.Host)
	case errors.As(err, &op):
		e.Detail = fmt.Sprintf("%s could not be reached: %v", r.url.Host, op.Err)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		e.Detail = fmt.Sprintf("%s closed the connection before its answer was complete", r.url.Host)
	}
	return e
}

// redirect follows to the same host over the same or a safer scheme, and nowhere
// at all with a secret key.
func (r *Remote) redirect(req *http.Request, via []*http.Request) error {
	switch {
	case r.secret != nil:
		return refuse(JWKRemoteFailedToLoad, "", "%s answered with a redirect, which is not followed with a secret key", r.url.Host)
	case req.URL.Host != r.url.Host:
		return refuse(JWKRemoteFailedToLoad, "", "%s redirects to another host, %s", r.url.Host, quote(req.URL.Host))
	case req.URL.Scheme != "https" && req.URL.Scheme != r.url.Scheme:
		return refuse(JWKRemoteFailedToLoad, "", "%s redirects from https down to %s", r.url.Host, quote(req.URL.Scheme))
	case len(via) >= 3:
		return refuse(JWKRemoteFailedToLoad, "", "%s redirects more than three times", r.url.Host)
	}
	return nil
}
