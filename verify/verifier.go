package verify

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/clerkctl/clerkctl/verify/internal/jose"
)

// Verifier verifies session tokens and authenticates requests. Make one with New,
// once, and share it: it is safe for concurrent use and keeps what it learns.
type Verifier struct {
	config
	keys    KeySource
	times   *jwt.Validator
	headers headerMemory
	cache   *cache
	counts  counters
}

// New makes a Verifier. It fails unless WithAuthorizedParties lists the origins
// that tokens may have been made for, or AllowAnyAuthorizedParty says that any may.
func New(keys KeySource, opts ...Option) (*Verifier, error) {
	if keys == nil {
		return nil, refuse(JWKLocalMissing, "use StaticPEM with CLERK_JWT_KEY, or RemoteJWKS", "New needs a key source")
	}
	v := &Verifier{config: defaults(), keys: keys}
	for _, o := range opts {
		if err := o.verifier(&v.config); err != nil {
			return nil, fmt.Errorf("the verifier cannot be made: %w", err)
		}
	}
	switch {
	case len(v.parties) == 0 && !v.anyParty:
		return nil, errors.New("the verifier cannot be made: no authorized parties; list the origins of your application with WithAuthorizedParties, or accept tokens made for any with AllowAnyAuthorizedParty")
	case len(v.parties) > 0 && v.anyParty:
		return nil, errors.New("the verifier cannot be made: WithAuthorizedParties and AllowAnyAuthorizedParty contradict each other")
	}
	v.times = jwt.NewValidator(
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithLeeway(v.skew),
		jwt.WithTimeFunc(v.clock),
	)
	if v.cacheSize > 0 {
		v.cache = newCache(v.cacheSize)
	}
	return v, nil
}

// Verify checks a session token in compact form and returns what it says. On
// failure it returns an *Error and no session. ctx bounds the time that is spent on
// finding the key; with a static key nothing waits.
func (v *Verifier) Verify(ctx context.Context, token string) (*Session, error) {
	s, err := v.verify(ctx, token, direct)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// carrier is where a token came from.
type carrier uint8

const (
	direct carrier = iota
	header
	cookie
)

func (v *Verifier) verify(ctx context.Context, token string, from carrier) (*Session, *Error) {
	return v.verifyOpened(ctx, token, from, nil)
}

// verifyOpened is verify for a token that was opened already, or not if o is nil.
func (v *Verifier) verifyOpened(ctx context.Context, token string, from carrier, o *opened) (*Session, *Error) {
	var sum [sha256.Size]byte
	if v.cache != nil && len(token) <= jose.MaxToken {
		var space [1024]byte // most tokens fit, and then nothing is allocated
		sum = sha256.Sum256(append(space[:0], token...))
		if s := v.recall(ctx, sum, from); s != nil {
			v.counts.hit()
			return s, nil
		}
		v.counts.miss()
	}
	var first problems
	s, key := v.examine(ctx, token, from, o, &first)
	if err := first.first; err != nil {
		v.counts.refused(err.Reason)
		if v.logger.Enabled(ctx, slog.LevelDebug) {
			v.logger.LogAttrs(ctx, slog.LevelDebug, "token refused", slog.String("reason", string(err.Reason)), slog.String("detail", err.Detail))
		}
		return nil, err
	}
	v.counts.verified.Add(1)
	if v.cache != nil {
		v.cache.put(sum, s, key, v.clock())
		return s.clone(), nil
	}
	return s, nil
}

// recall looks for a token that was verified before. All but the signature is
// checked as if it were new, and the key must still be the one in service.
func (v *Verifier) recall(ctx context.Context, sum [sha256.Size]byte, from carrier) *Session {
	e := v.cache.get(sum)
	if e == nil {
		return nil
	}
	key, err := v.keys.Find(ctx, e.session.KeyID, e.session.Algorithm)
	var p problems
	if err != nil || key != e.key || v.check(e.session, from, &p) {
		v.cache.drop(sum)
		return nil // the long way says why
	}
	return e.session.clone()
}

// problems collects what is wrong with a token: the first thing only, or, when a
// report is asked for, all of it.
type problems struct {
	first *Error
	all   []*Error
	keep  bool
}

// add notes a problem, if there is one, and tells whether to stop.
func (p *problems) add(e *Error) bool {
	if e == nil {
		return false
	}
	if p.first == nil {
		p.first = e
	}
	if p.keep {
		p.all = append(p.all, e)
		return false
	}
	return true
}

// examine does all checks in the order of Clerk's SDK, so that the first problem is
// the one that it would report: form, class, type and algorithm, key, signature,
// claims. Whatever the order, nothing that the token says is believed before its
// signature is known to be good.
func (v *Verifier) examine(ctx context.Context, token string, from carrier, o *opened, p *problems) (*Session, *Key) {
	if o == nil || o.token != token {
		var space [24]jose.Member
		fresh, err := open(token, space[:0])
		if p.add(err) || err != nil {
			return nil, nil
		}
		o = &fresh
	}
	h, known, err := v.headers.read(o.parts.Header)
	if p.add(err) || err != nil {
		return nil, nil
	}
	signature, err := decodeSignature(o.parts.Signature)
	if p.add(err) || err != nil {
		return nil, nil
	}
	s := newSession()
	s.KeyID, s.Algorithm, s.payload, s.token = h.KeyID, h.Algorithm, o.payload, token
	claims := readClaims(o.members, s)

	if p.add(v.checkClass(h, s)) || p.add(v.checkHeader(h)) {
		return nil, nil
	}
	key, err := v.find(ctx, h, s)
	if p.add(err) {
		return nil, nil
	}
	if key != nil && p.add(checkSignature(key, h.Algorithm, o.parts.Input, signature)) {
		return nil, nil
	}
	if p.add(claims) || claims != nil || v.check(s, from, p) {
		return nil, nil
	}
	if !known && p.first == nil {
		v.headers.keep(o.parts.Header, h)
	}
	return s, key
}

// opened is a token taken apart, with its claims read as JSON: good for choosing which
// token to verify, and for verifying it, and for nothing else.
type opened struct {
	token   string
	parts   jose.Compact
	payload string
	members []jose.Member
}

func open(token string, space []jose.Member) (opened, *Error) {
	parts, syntax := jose.Split(token)
	if syntax != nil {
		return opened{}, &Error{Reason: TokenInvalid, Detail: syntax.Detail, Hint: syntax.Hint}
	}
	payload, err := decode("payload", parts.Payload)
	if err != nil {
		return opened{}, err
	}
	members, merr := jose.ReadObject(payload, space)
	if merr != nil {
		return opened{}, refuse(TokenInvalid, "", "the token's claims are not strict JSON: %v", merr)
	}
	return opened{token, parts, payload, members}, nil
}

const copyAll = "the token may have been cut off; copy the whole of it"

func decode(what, part string) (string, *Error) {
	text, err := jose.DecodeText(part)
	if err != nil {
		return "", refuse(TokenInvalid, "the token may have been changed on its way; copy it again", "the token's %s cannot be decoded: %v", what, err)
	}
	return text, nil
}

func decodeSignature(part string) ([]byte, *Error) {
	signature, err := jose.Decode(part)
	if err != nil {
		return nil, refuse(TokenInvalid, copyAll, "the token's signature cannot be decoded: %v", err)
	}
	return signature, nil
}

func (v *Verifier) find(ctx context.Context, h *jose.Header, s *Session) (*Key, *Error) {
	if !slices.Contains(v.algorithms, h.Algorithm) {
		return nil, nil // already a problem, and no key could help
	}
	key, err := v.keys.Find(ctx, h.KeyID, h.Algorithm)
	if err == nil && key != nil && key.key != nil {
		return key, nil
	}
	var e *Error
	switch {
	case errors.As(err, &e):
	case err != nil:
		e = &Error{Reason: JWKFailedToResolve, Detail: "no key could be found for the token", cause: err}
	default:
		e = refuse(JWKFailedToResolve, "", "the key source found no key and gave no reason")
	}
	if e.Reason == JWKKidMismatch && s.Issuer != "" {
		c := *e
		c.Detail += "; it says that its issuer is " + quote(s.Issuer)
		e = &c
	}
	return nil, e
}

func checkSignature(key *Key, alg, input string, signature []byte) *Error {
	if !key.key.Fits(alg) {
		return refuse(TokenInvalidAlgorithm, "", "the token says alg %s, but the key is %s", quote(alg), key.use())
	}
	if want := key.key.SignatureSize(); len(signature) != want {
		hint := ""
		if len(signature) < want {
			hint = copyAll
		}
		return refuse(TokenInvalidSignature, hint, "the signature has %d bytes, but signatures of this key have %d", len(signature), want)
	}
	if !key.key.Verify(alg, input, signature) {
		return refuse(TokenInvalidSignature, "check that the key belongs to the instance that made the token", "the signature is not this key's")
	}
	return nil
}

// headerMemory remembers the headers of tokens that were good: an instance writes
// the same header into all of its tokens. It holds what reading the same text
// again would give, and few of them.
type headerMemory struct {
	known atomic.Pointer[map[string]*jose.Header]
}

const maxHeaders = 16

func (m *headerMemory) read(part string) (h *jose.Header, known bool, err *Error) {
	if all := m.known.Load(); all != nil {
		if h, ok := (*all)[part]; ok {
			return h, true, nil
		}
	}
	text, err := decode("header", part)
	if err != nil {
		return nil, false, err
	}
	h, herr := jose.ReadHeader(text)
	if herr != nil {
		return nil, false, refuse(TokenInvalid, "", "the token's header is not acceptable: %v", herr)
	}
	return h, false, nil
}

func (m *headerMemory) keep(part string, h *jose.Header) {
	old := m.known.Load()
	next := make(map[string]*jose.Header, maxHeaders)
	if old != nil {
		if len(*old) >= maxHeaders {
			return
		}
		for k, v := range *old {
			next[k] = v
		}
	}
	next[string([]byte(part))] = h // not the caller's string, which holds a whole token
	m.known.CompareAndSwap(old, &next)
}

// skewNote ends a message about a time.
func (v *Verifier) skewNote() string {
	if v.skew == 0 {
		return "no skew is allowed"
	}
	return amount(v.skew) + " of skew allowed"
}

func (v *Verifier) since(t time.Time) string { return amount(v.clock().Sub(t)) }
