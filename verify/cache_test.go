package verify_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

// clock is a clock that tests move.
type clock struct{ now atomic.Int64 }

func newClock(t time.Time) *clock {
	c := new(clock)
	c.set(t)
	return c
}

func (c *clock) set(t time.Time)             { c.now.Store(t.UnixNano()) }
func (c *clock) time() time.Time             { return time.Unix(0, c.now.Load()) }
func (c *clock) option() verify.CommonOption { return verify.WithClock(c.time) }

func TestCacheChecksTimesAgain(t *testing.T) {
	c := newClock(noon)
	v := verifier(t, c.option(), verify.WithVerifiedCache(10))
	token := sign(t, ours(), claims(nil))
	for range 3 {
		if _, err := v.Verify(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	if s := v.Stats(); s.CacheHits != 2 || s.Verified != 1 || s.Cached != 1 {
		t.Errorf("stats %+v", s)
	}
	c.set(noon.Add(64 * time.Second)) // within the skew
	if _, err := v.Verify(t.Context(), token); err != nil {
		t.Error(err)
	}
	c.set(noon.Add(65 * time.Second))
	if _, err := v.Verify(t.Context(), token); !errors.Is(err, verify.TokenExpired) {
		t.Errorf("an expired token from the cache: %v", err)
	}
	if s := v.Stats(); s.Cached != 0 {
		t.Error("an expired token stays in the cache")
	}
	c.set(noon.Add(-time.Minute)) // the clock was set back
	if _, err := v.Verify(t.Context(), token); !errors.Is(err, verify.TokenNotActiveYet) {
		t.Errorf("a token from the future: %v", err)
	}
	c.set(noon)
	if _, err := v.Verify(t.Context(), token); err != nil {
		t.Error(err)
	}
	c.set(noon.Add(-time.Minute))
	if _, err := v.Verify(t.Context(), token); !errors.Is(err, verify.TokenNotActiveYet) {
		t.Errorf("a token from the future, out of the cache: %v", err)
	}
}

func TestCacheKnowsTheWholeToken(t *testing.T) {
	v := verifier(t, verify.WithVerifiedCache(10))
	token := sign(t, ours(), claims(nil))
	accepted(t, v, token)
	other := sign(t, ours(), claims(mint.Claims{"sub": "user_other"}))
	if s := accepted(t, v, other); s.UserID != "user_other" {
		t.Errorf("another user's session came out of the cache: %v", s)
	}
	forged := must(theirs().SignHeader(mint.Header{"kid": "ins_ours"}, claims(nil)))
	refused(t, v, forged, verify.TokenInvalidSignature)
	refused(t, v, token+"\n", verify.TokenInvalid)
	refused(t, v, token[:len(token)-1], verify.TokenInvalid)
}

// The carrier is one of the things that are checked again.
func TestCacheChecksTheCarrierAgain(t *testing.T) {
	v := verifier(t, verify.WithVerifiedCache(10), verify.WithMissingAuthorizedParty(verify.AllowCookie), at(time.Now()))
	token := verifytest.Token(t, ours(), mint.Claims{"azp": nil})
	for range 2 {
		if s := v.Authenticate(verifytest.Browser(token)); s.Status != verify.SignedIn {
			t.Fatalf("from a cookie: %v %v", s, s.Err)
		}
		if s := v.Authenticate(verifytest.Bearer(token)); s.Reason != verify.TokenMissingAuthorizedParty {
			t.Fatalf("from a header: %v", s)
		}
	}
}

func TestCacheGivesCopies(t *testing.T) {
	v := verifier(t, verify.WithVerifiedCache(10))
	token := sign(t, ours(), claims(mint.Claims{
		"aud": []string{"a"}, "org_id": "org_1", "org_permissions": []string{"org:a:r"}, "act": map[string]any{"sub": "x"},
		"fva": []int{1, 2}, "fea": "u:a", "pla": "u:b",
	}))
	for range 3 {
		s := must(v.Verify(t.Context(), token))
		if s.UserID != "user_test" || s.Audience[0] != "a" || s.Org.ID != "org_1" || s.Org.Permissions[0] != "org:a:r" ||
			s.Actor.UserID != "x" || s.FactorAges.First != time.Minute || s.Features[0].Name != "a" || s.Plans[0].Name != "b" {
			t.Fatalf("a change of one caller reached another: %+v", s)
		}
		s.UserID, s.Audience[0], s.Org.ID, s.Org.Permissions[0], s.Actor.UserID = "evil", "evil", "evil", "evil", "evil"
		s.FactorAges.First, s.Features[0].Name, s.Plans[0].Name = 0, "evil", "evil"
		copy(s.RawClaims(), "evil")
	}
}

func TestCacheForgetsWithTheKey(t *testing.T) {
	keys := &switchable{key: ours().Public()}
	v := must(verify.New(keys, at(noon), verify.AllowAnyAuthorizedParty(), verify.WithVerifiedCache(10)))
	token := sign(t, ours(), claims(nil))
	accepted(t, v, token)
	keys.set(nil)
	refused(t, v, token, verify.JWKKidMismatch)
	keys.set(theirs().Public())
	refused(t, v, token, verify.TokenInvalidSignature)
	keys.set(ours().Public())
	accepted(t, v, token)
}

type switchable struct {
	mu  sync.Mutex
	key *verify.Key
}

func (s *switchable) set(k *verify.Key) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = k
}

func (s *switchable) Find(context.Context, string, string) (*verify.Key, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.key == nil {
		return nil, &verify.Error{Reason: verify.JWKKidMismatch, Detail: "there is no key"}
	}
	return s.key, nil
}

func TestCacheIsBounded(t *testing.T) {
	k := must(mint.Generate("EdDSA", "ins_ed")) // signs fast
	for _, n := range []int{1, 2, 17, 200} {
		v := verifytest.NewVerifier(t, k, at(noon), verify.WithAlgorithms("EdDSA"), verify.WithVerifiedCache(n))
		for i := range 3 * n {
			if _, err := v.Verify(t.Context(), sign(t, k, claims(mint.Claims{"jti": fmt.Sprint(i)}))); err != nil {
				t.Fatal(err)
			}
		}
		if got := v.Stats().Cached; got > n || got < n/2 {
			t.Errorf("a cache for %d holds %d", n, got)
		}
	}
}

func TestCacheAndVerifierAreSafeForConcurrentUse(t *testing.T) {
	k := must(mint.Generate("EdDSA", "ins_ed"))
	v := verifytest.NewVerifier(t, k, at(noon), verify.WithAlgorithms("EdDSA"), verify.WithVerifiedCache(8))
	tokens := make([]string, 20)
	for i := range tokens {
		tokens[i] = sign(t, k, claims(mint.Claims{"sub": fmt.Sprint("user_", i)}))
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 200 {
				n := (i*7 + g) % len(tokens)
				s, err := v.Verify(context.Background(), tokens[n])
				if err != nil || s.UserID != fmt.Sprint("user_", n) {
					t.Errorf("token %d: %v, %v", n, s, err)
					return
				}
				_, _ = v.Verify(context.Background(), tokens[n][:len(tokens[n])-2])
				_ = v.Stats()
			}
		})
	}
	wg.Wait()
}
