package verify_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

func serve(t *testing.T, keys ...*verify.Key) *verifytest.Server {
	t.Helper()
	s := must(verifytest.NewServer(keys...))
	t.Cleanup(s.Close)
	return s
}

func remote(t *testing.T, s *verifytest.Server, opts ...verify.RemoteOption) (*verify.Remote, *verify.Verifier) {
	t.Helper()
	r, err := verify.RemoteJWKS(s.URL, opts...)
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(r, at(noon), verify.WithAuthorizedParties(verifytest.Origin))
	if err != nil {
		t.Fatal(err)
	}
	return r, v
}

func TestRemoteManyColdStartsAreOneFetch(t *testing.T) {
	s := serve(t, ours().Public())
	s.Break(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(50 * time.Millisecond) // long enough for all of them to meet
		_, _ = w.Write([]byte(verify.MarshalJWKS(ours().Public())))
	})
	r, v := remote(t, s)
	token := sign(t, ours(), claims(nil))
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if _, err := v.Verify(context.Background(), token); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if s.Requests() != 1 || r.Stats() != (verify.RemoteStats{Fetches: 1}) || v.Stats().JWKS.Fetches != 1 {
		t.Errorf("%d requests, %+v", s.Requests(), r.Stats())
	}
}

func TestRemoteUnknownKidsAndRotation(t *testing.T) {
	const cooldown = 400 * time.Millisecond
	s := serve(t, ours().Public())
	_, v := remote(t, s, verify.WithCooldown(cooldown))
	mine, rotated := sign(t, ours(), claims(nil)), sign(t, theirs(), claims(nil))
	rest := rotated[strings.IndexByte(rotated, '.'):]
	start := time.Now()
	if _, err := v.Verify(t.Context(), mine); err != nil {
		t.Fatal(err)
	}
	// A hundred kids that do not exist, within the cooldown, and one that now does.
	var wg sync.WaitGroup
	for i := range 100 {
		token := b64(fmt.Sprintf(`{"alg":"RS256","kid":"ins_random_%d"}`, i)) + rest
		wg.Go(func() {
			if _, err := v.Verify(context.Background(), token); !errors.Is(err, verify.JWKKidMismatch) {
				t.Errorf("a random kid: %v", err)
			}
		})
	}
	s.Serve(ours().Public(), theirs().Public())
	if _, err := v.Verify(t.Context(), rotated); err != nil {
		t.Errorf("a key that was rotated in: %v", err)
	}
	took := time.Since(start)
	wg.Wait()
	if took < cooldown*8/10 || took > 20*cooldown {
		t.Errorf("the rotated key took %v, with a cooldown of %v", took, cooldown)
	}
	if n := s.Requests(); n > 2 {
		t.Errorf("%d requests within one cooldown", n)
	}
}

func TestRemoteKidKnownNotToExist(t *testing.T) {
	s := serve(t, ours().Public())
	_, v := remote(t, s, verify.WithCooldown(200*time.Millisecond))
	foreign := sign(t, theirs(), claims(nil))
	refused(t, v, foreign, verify.JWKKidMismatch)
	before := s.Requests()
	time.Sleep(250 * time.Millisecond) // the cooldown is over, but the kid is remembered
	for range 20 {
		refused(t, v, foreign, verify.JWKKidMismatch)
	}
	if s.Requests() != before {
		t.Errorf("%d more requests for a kid that is known not to exist", s.Requests()-before)
	}
	// Another unknown kid brings a refresh, which clears the memory.
	s.Serve(ours().Public(), theirs().Public())
	another := must(theirs().SignHeader(mint.Header{"kid": "ins_another"}, claims(nil)))
	refused(t, v, another, verify.JWKKidMismatch)
	accepted(t, v, foreign)
}

func TestRemoteWaitEndsWithTheContext(t *testing.T) {
	s := serve(t, ours().Public())
	_, v := remote(t, s, verify.WithCooldown(time.Minute))
	accepted(t, v, sign(t, ours(), claims(nil)))
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	_, err := v.Verify(ctx, sign(t, theirs(), claims(nil)))
	var e *verify.Error
	if !errors.As(err, &e) || e.Reason != verify.JWKFailedToResolve || !errors.Is(err, context.DeadlineExceeded) || !e.CouldNotCheck() {
		t.Errorf("got %v", err)
	}
}

func TestRemoteCancelledCallDoesNotCancelTheFetch(t *testing.T) {
	s := serve(t, ours().Public())
	release := make(chan struct{})
	s.Break(func(w http.ResponseWriter, _ *http.Request) {
		<-release
		_, _ = w.Write([]byte(verify.MarshalJWKS(ours().Public())))
	})
	_, v := remote(t, s)
	token := sign(t, ours(), claims(nil))
	ctx, cancel := context.WithCancel(context.Background())
	gone := make(chan error, 1)
	go func() { _, err := v.Verify(ctx, token); gone <- err }()
	for s.Requests() == 0 {
		time.Sleep(time.Millisecond)
	}
	stays := make(chan error, 1)
	go func() { _, err := v.Verify(context.Background(), token); stays <- err }()
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the cancelled call: %v", err)
	}
	close(release)
	if err := <-stays; err != nil {
		t.Errorf("the call that stayed: %v", err)
	}
	if s.Requests() != 1 {
		t.Errorf("%d requests", s.Requests())
	}
}

func TestRemoteRemovedKeyIsRefusedByMaxAge(t *testing.T) {
	c := newClock(noon)
	s := serve(t, ours().Public(), theirs().Public())
	_, v := remote(t, s, c.option(), verify.WithMaxAge(5*time.Minute), verify.WithCooldown(time.Millisecond))
	token := sign(t, theirs(), claims(nil))
	accepted(t, v, token)
	s.Serve(ours().Public())
	c.set(noon.Add(3 * time.Minute))
	accepted(t, v, token) // nobody has asked yet
	c.set(noon.Add(5 * time.Minute))
	refused(t, v, token, verify.JWKKidMismatch)
}

// Before the set is too old, a fetch in the background renews it and nobody waits.
func TestRemoteRenewsAheadOfTime(t *testing.T) {
	c := newClock(noon)
	s := serve(t, ours().Public())
	_, v := remote(t, s, c.option(), verify.WithMaxAge(5*time.Minute), verify.WithCooldown(time.Millisecond))
	token := sign(t, ours(), claims(nil))
	accepted(t, v, token)
	s.Break(verifytest.Slow(20 * time.Second))
	time.Sleep(2 * time.Millisecond)
	c.set(noon.Add(4*time.Minute + time.Second))
	start := time.Now()
	accepted(t, v, token)
	if time.Since(start) > 10*time.Second {
		t.Errorf("it waited %v", time.Since(start))
	}
	for s.Requests() < 2 {
		time.Sleep(time.Millisecond)
	}
}

func TestRemoteOutageServesTheStaleSetForAWhile(t *testing.T) {
	for name, fault := range map[string]verifytest.Fault{
		"500":         verifytest.Status(500, "oops"),
		"garbage":     verifytest.Body("<html>maintenance</html>"),
		"no keys":     verifytest.Body(`{"keys":[]}`),
		"hangs up":    verifytest.HangUp(),
		"huge":        verifytest.Huge(2 << 20),
		"slow":        verifytest.Slow(time.Minute),
		"401":         verifytest.Status(401, `{"errors":[{"code":"clerk_key_invalid"}]}`),
		"redirects":   verifytest.Redirect("https://evil.example/jwks"),
		"unsound key": verifytest.Body(`{"keys":[{"kty":"RSA","kid":"ins_ours","n":"AQAB","e":"AQAB"}]}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClock(noon)
			s := serve(t, ours().Public())
			_, v := remote(t, s, c.option(), verify.WithMaxAge(5*time.Minute), verify.WithStaleFor(10*time.Minute),
				verify.WithCooldown(time.Millisecond), verify.WithTimeout(time.Second))
			token := sign(t, ours(), claims(nil))
			accepted(t, v, token)
			s.Break(fault)
			time.Sleep(2 * time.Millisecond)
			c.set(noon.Add(6 * time.Minute))
			accepted(t, v, token)
			c.set(noon.Add(14*time.Minute + 59*time.Second))
			accepted(t, v, token)
			c.set(noon.Add(15 * time.Minute))
			_, err := v.Verify(t.Context(), token)
			var e *verify.Error
			if !errors.As(err, &e) || !e.CouldNotCheck() {
				t.Fatalf("the stale set was used beyond its bound: %v", err)
			}
			inVoice(t, e, token)
			s.Break(nil)
			time.Sleep(5 * time.Millisecond)
			for range 2000 { // a fetch that still fails may be on its way
				if _, err = v.Verify(t.Context(), token); err == nil {
					break
				}
				time.Sleep(5 * time.Millisecond)
			}
			if err != nil {
				t.Errorf("after the outage: %v", err)
			}
		})
	}
}

func TestRemoteColdFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault verifytest.Fault
		want  verify.Reason
		say   string
	}{
		"500":                  {verifytest.Status(500, ""), verify.JWKRemoteFailedToLoad, "status 500"},
		"404":                  {verifytest.Status(404, ""), verify.JWKRemoteFailedToLoad, "status 404"},
		"204":                  {verifytest.Status(204, ""), verify.JWKRemoteFailedToLoad, "status 204"},
		"401":                  {verifytest.Status(401, ""), verify.JWKRemoteFailedToLoad, "status 401"},
		"401 of Clerk":         {verifytest.Status(401, `{"errors":[{"code":"clerk_key_invalid"}]}`), verify.SecretKeyInvalid, "refused the secret key"},
		"HTML":                 {verifytest.Body("<html>"), verify.JWKRemoteInvalid, "cannot be read"},
		"nothing":              {verifytest.Body(""), verify.JWKRemoteInvalid, "empty"},
		"cut off":              {verifytest.Body(`{"keys":[{"kty":"RSA"`), verify.JWKRemoteInvalid, "cannot be read"},
		"null":                 {verifytest.Body("null"), verify.JWKRemoteInvalid, "not an object"},
		"no keys":              {verifytest.Body(`{"keys":[]}`), verify.JWKRemoteMissing, "no key"},
		"only keys for others": {verifytest.Body(`{"keys":[{"kty":"oct","k":"AA"}]}`), verify.JWKRemoteMissing, "no key"},
		"a private key":        {verifytest.Body(`{"keys":[{"kty":"RSA","d":"AA"}]}`), verify.JWKRemoteInvalid, "private key"},
		"huge":                 {verifytest.Huge(2 << 20), verify.JWKRemoteInvalid, "more than"},
		"hangs up":             {verifytest.HangUp(), verify.JWKRemoteFailedToLoad, "closed the connection"},
		"slow":                 {verifytest.Slow(time.Minute), verify.JWKRemoteFailedToLoad, "did not answer within 150 ms"},
		"to another host":      {verifytest.Redirect("https://evil.example/"), verify.JWKRemoteFailedToLoad, "another host"},
		"to another port":      {verifytest.Redirect("http://127.0.0.1:1/"), verify.JWKRemoteFailedToLoad, "another host"},
		"redirects in circles": {verifytest.Redirect("/v1/jwks"), verify.JWKRemoteFailedToLoad, "more than three times"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t)
			s.Break(c.fault)
			timeout := 5 * time.Second
			if name == "slow" {
				timeout = 150 * time.Millisecond
			}
			r, v := remote(t, s, verify.WithTimeout(timeout), verify.WithCooldown(10*time.Minute))
			token := sign(t, ours(), claims(nil))
			e := refused(t, v, token, c.want)
			if !strings.Contains(e.Detail, c.say) || !e.CouldNotCheck() {
				t.Errorf("it says %q, want %q", e.Detail, c.say)
			}
			if errors.Is(e, context.DeadlineExceeded) {
				t.Error("the endpoint's slowness looks like the caller's deadline")
			}
			// Failures count for the cooldown too: no hammering.
			for range 10 {
				refused(t, v, token, c.want)
			}
			if st := r.Stats(); st.Fetches != 1 || st.Failures != 1 {
				t.Errorf("%+v", st)
			}
		})
	}
	t.Run("nobody listens", func(t *testing.T) {
		s := serve(t)
		s.Close()
		_, v := remote(t, s)
		e := refused(t, v, sign(t, ours(), claims(nil)), verify.JWKRemoteFailedToLoad)
		if !strings.Contains(e.Detail, "could not be reached") {
			t.Error(e.Detail)
		}
	})
}

func TestRemoteRedirectOnTheSameHostIsFollowedWithoutASecret(t *testing.T) {
	s := serve(t, ours().Public())
	s.Break(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/jwks" {
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
			return
		}
		_, _ = w.Write([]byte(verify.MarshalJWKS(ours().Public())))
	})
	_, v := remote(t, s)
	accepted(t, v, sign(t, ours(), claims(nil)))

	_, v = remote(t, s, verify.WithSecretKey("sk_test_secret"))
	e := refused(t, v, sign(t, ours(), claims(nil)), verify.JWKRemoteFailedToLoad)
	if !strings.Contains(e.Detail, "not followed with a secret key") {
		t.Error(e.Detail)
	}
}

func TestRemoteSecretKey(t *testing.T) {
	s := serve(t, ours().Public())
	var got string
	s.Break(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Get("Authorization")
		_, _ = w.Write([]byte(verify.MarshalJWKS(ours().Public())))
	})
	r, v := remote(t, s, verify.WithSecretKey("sk_test_secret"))
	accepted(t, v, sign(t, ours(), claims(nil)))
	if got != "Bearer sk_test_secret" {
		t.Errorf("sent %q", got)
	}
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		if text := fmt.Sprintf(verb, r); strings.Contains(text, "sk_test_secret") {
			t.Errorf("%s shows the secret key", verb)
		}
	}
}

func TestRemoteRefusesAddresses(t *testing.T) {
	for name, c := range map[string]struct {
		address string
		opts    []verify.RemoteOption
	}{
		"plain http":          {"http://api.clerk.com/v1/jwks", nil},
		"http, 127.evil":      {"http://127.0.0.1.evil.example/", nil},
		"http, localhost.x":   {"http://localhost.evil.example/", nil},
		"a user":              {"https://user@api.clerk.com/", nil},
		"no host":             {"https:///v1/jwks", nil},
		"a path":              {"/v1/jwks", nil},
		"a file":              {"file:///etc/passwd", nil},
		"ftp":                 {"ftp://api.clerk.com/", nil},
		"nothing":             {"", nil},
		"garbage":             {"http://[::1", nil},
		"a publishable key":   {"https://api.clerk.com", []verify.RemoteOption{verify.WithSecretKey("pk_test_x")}},
		"an empty secret":     {"https://api.clerk.com", []verify.RemoteOption{verify.WithSecretKey(" ")}},
		"a secret of two":     {"https://api.clerk.com", []verify.RemoteOption{verify.WithSecretKey("a\r\nX: y")}},
		"no client":           {"https://api.clerk.com", []verify.RemoteOption{verify.WithHTTPClient(nil)}},
		"an age of zero":      {"https://api.clerk.com", []verify.RemoteOption{verify.WithMaxAge(0)}},
		"an age of a year":    {"https://api.clerk.com", []verify.RemoteOption{verify.WithMaxAge(365 * 24 * time.Hour)}},
		"a negative cooldown": {"https://api.clerk.com", []verify.RemoteOption{verify.WithCooldown(-1)}},
		"no cooldown":         {"https://api.clerk.com", []verify.RemoteOption{verify.WithCooldown(0)}},
		"no timeout":          {"https://api.clerk.com", []verify.RemoteOption{verify.WithTimeout(0)}},
		"no bytes":            {"https://api.clerk.com", []verify.RemoteOption{verify.WithMaxBytes(0)}},
		"stale for ever":      {"https://api.clerk.com", []verify.RemoteOption{verify.WithStaleFor(1000 * time.Hour)}},
	} {
		if _, err := verify.RemoteJWKS(c.address, c.opts...); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	for _, address := range []string{"https://api.clerk.com/v1/jwks", "http://localhost:3000/jwks", "http://127.0.0.1/jwks", "http://[::1]:1/jwks"} {
		if _, err := verify.RemoteJWKS(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestRemoteKeepsVerifiedTokensOfKeysThatStay(t *testing.T) {
	c := newClock(noon)
	s := serve(t, ours().Public(), theirs().Public())
	r := must(verify.RemoteJWKS(s.URL, c.option(), verify.WithCooldown(time.Millisecond)))
	v := must(verify.New(r, at(noon), verify.AllowAnyAuthorizedParty(), verify.WithVerifiedCache(10)))
	mine, other := sign(t, ours(), claims(nil)), sign(t, theirs(), claims(nil))
	for _, token := range []string{mine, other} {
		if _, err := v.Verify(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	s.Serve(ours().Public())
	time.Sleep(2 * time.Millisecond)
	c.set(noon.Add(6 * time.Minute))
	if _, err := v.Verify(t.Context(), mine); err != nil {
		t.Fatal(err)
	}
	if st := v.Stats(); st.CacheHits != 1 || st.JWKS.Fetches != 2 {
		t.Errorf("a key that is served again lost its tokens: %+v", st)
	}
	if _, err := v.Verify(t.Context(), other); !errors.Is(err, verify.JWKKidMismatch) {
		t.Errorf("a token of a removed key, out of the cache: %v", err)
	}
}

func TestRemoteTokensNeedAKid(t *testing.T) {
	s := serve(t, ours().Public())
	_, v := remote(t, s)
	refused(t, v, signHeader(t, mint.Header{"kid": nil}, claims(nil)), verify.JWKKidMismatch)
	accepted(t, v, sign(t, ours(), claims(nil)))

	// Keys without kids cannot be told apart by them.
	private := must(mint.ParsePEM(must(ours().PrivatePEM()), "RS256", ""))
	s = serve(t, private.Public())
	_, v = remote(t, s)
	accepted(t, v, sign(t, private, claims(nil)))
	accepted(t, v, sign(t, ours(), claims(nil)))
}

func TestRemoteKeys(t *testing.T) {
	c := newClock(noon)
	s := serve(t)
	served := `{"keys":[{"kty":"oct","kid":"ins_hmac","k":"AA"},` + strings.TrimPrefix(verify.MarshalJWKS(theirs().Public(), ours().Public()), `{"keys":[`)
	s.Break(verifytest.Body(served))
	r := must(verify.RemoteJWKS(s.URL, c.option(), verify.WithMaxAge(5*time.Minute), verify.WithStaleFor(5*time.Minute), verify.WithCooldown(time.Millisecond)))
	kids := func() string {
		t.Helper()
		keys, skipped, err := r.Keys(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, k := range keys {
			all = append(all, k.ID())
		}
		clear(keys) // the caller's own
		for _, s := range skipped {
			all = append(all, s.Error())
		}
		return strings.Join(all, ", ")
	}
	want := theirs().ID() + ", " + ours().ID() + `, key "ins_hmac": cannot verify with a symmetric key`
	for range 2 {
		if got := kids(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if found, err := r.Find(t.Context(), ours().ID(), "RS256"); err != nil || found.ID() != ours().ID() {
		t.Errorf("Find after Keys: %v, %v", found, err)
	}
	if s.Requests() != 1 {
		t.Errorf("%d requests", s.Requests())
	}

	// What is listed is what tokens are verified with: renewed by the maximum age,
	// the stale set in an outage, and in the end nothing.
	s.Break(nil)
	s.Serve(ours().Public())
	time.Sleep(2 * time.Millisecond)
	c.set(noon.Add(5 * time.Minute))
	if got := kids(); got != ours().ID() {
		t.Errorf("after the maximum age: %s", got)
	}
	s.Break(verifytest.Body(`{"keys":[{"kty":"oct","kid":"ins_hmac","k":"AA"}]}`))
	time.Sleep(2 * time.Millisecond)
	c.set(noon.Add(11 * time.Minute))
	if got := kids(); got != ours().ID() {
		t.Errorf("in an outage: %s", got)
	}
	c.set(noon.Add(15 * time.Minute))
	time.Sleep(2 * time.Millisecond)
	_, _, err := r.Keys(t.Context())
	var e *verify.Error
	if !errors.As(err, &e) || e.Reason != verify.JWKRemoteMissing || !strings.HasSuffix(e.Detail, `: key "ins_hmac": cannot verify with a symmetric key`) {
		t.Errorf("after the outage's bound: %v", err)
	}

	gone, cancel := context.WithCancel(t.Context())
	cancel()
	s.Break(verifytest.Slow(time.Minute))
	cold := must(verify.RemoteJWKS(s.URL))
	if _, _, err := cold.Keys(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that has ended: %v", err)
	}
}

func TestRemoteAlgorithmIsJudgedBeforeAnyFetch(t *testing.T) {
	s := serve(t, ours().Public())
	_, v := remote(t, s)
	for _, alg := range []string{"none", "HS256", "RS512"} {
		body := strings.Split(sign(t, ours(), claims(nil)), ".")
		token := b64(`{"alg":"`+alg+`","kid":"ins_x"}`) + "." + body[1] + "." + body[2]
		refused(t, v, token, verify.TokenInvalidAlgorithm)
	}
	refused(t, v, "garbage", verify.TokenInvalid)
	if s.Requests() != 0 {
		t.Errorf("%d requests for tokens that no key could save", s.Requests())
	}
}

func TestLogsSayWhatHappenedAndShowNoToken(t *testing.T) {
	var log bytes.Buffer
	logger := verify.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	s := serve(t)
	s.Break(verifytest.Status(503, ""))
	r := must(verify.RemoteJWKS(s.URL, logger, verify.WithSecretKey("sk_test_secret")))
	v := must(verify.New(r, logger, at(noon), verify.AllowAnyAuthorizedParty()))
	token := sign(t, ours(), claims(nil))
	_, err := v.Verify(t.Context(), token)
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"status 503", "jwk-remote-failed-to-load", "token refused", "level=WARN"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q:\n%s", want, log.String())
		}
	}
	for part := range strings.SplitSeq(token+".sk_test_secret", ".") {
		if strings.Contains(log.String(), part) {
			t.Error("the log shows part of a token or the secret key")
		}
	}
	if n := v.Stats().Refused[verify.JWKRemoteFailedToLoad]; n != 1 {
		t.Errorf("refusals counted: %v", v.Stats().Refused)
	}
}
