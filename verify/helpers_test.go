package verify_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

// The keys that most tests share, made once because RSA keys take long to make.
var (
	ours   = sync.OnceValue(func() *mint.Key { return must(mint.Generate("RS256", "ins_ours")) })
	theirs = sync.OnceValue(func() *mint.Key { return must(mint.Generate("RS256", "ins_theirs")) })
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// noon is when tokens of these tests are made, unless real time matters.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func at(t time.Time) verify.CommonOption { return verify.WithClock(func() time.Time { return t }) }

// verifier checks tokens of our key at noon.
func verifier(tb testing.TB, opts ...verify.Option) *verify.Verifier {
	tb.Helper()
	return verifytest.NewVerifier(tb, ours(), append([]verify.Option{at(noon)}, opts...)...)
}

// claims are those of a good token made at noon.
func claims(more mint.Claims) mint.Claims { return verifytest.Claims(noon).With(more) }

func sign(tb testing.TB, k *mint.Key, c mint.Claims) string {
	tb.Helper()
	token, err := k.Sign(c)
	if err != nil {
		tb.Fatal(err)
	}
	return token
}

func signHeader(tb testing.TB, h mint.Header, c mint.Claims) string {
	tb.Helper()
	token, err := ours().SignHeader(h, c)
	if err != nil {
		tb.Fatal(err)
	}
	return token
}

// signRaw signs header and payload as they are written.
func signRaw(tb testing.TB, header, payload string) string {
	tb.Helper()
	token, err := ours().SignRaw([]byte(header), []byte(payload))
	if err != nil {
		tb.Fatal(err)
	}
	return token
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// refused asserts that a token is refused for a reason, with a message in the voice of
// this package that shows nothing of the token, and that Report agrees with Verify.
func refused(t *testing.T, v *verify.Verifier, token string, want verify.Reason) *verify.Error {
	t.Helper()
	s, err := v.Verify(context.Background(), token)
	if err == nil {
		t.Fatalf("accepted as %v, want %s", s, want)
	}
	if s != nil {
		t.Errorf("there is a session beside the error %v", err)
	}
	var e *verify.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T is not an Error: %v", err, err)
	}
	if !errors.Is(err, want) {
		t.Fatalf("refused as %v, want %s", err, want)
	}
	inVoice(t, e, token)
	r := v.Report(context.Background(), token)
	if r.Session != nil || len(r.Failures) == 0 || r.Failures[0].Reason != e.Reason {
		t.Errorf("Report says %v, Verify says %v", r.Failures, e)
	}
	return e
}

// inVoice asserts what every error promises.
func inVoice(t *testing.T, e *verify.Error, token string) {
	t.Helper()
	for _, text := range []string{e.Detail, e.Hint} {
		if strings.ContainsAny(text, "\n\r\x1b") || strings.HasSuffix(text, ".") || len(text) > 400 {
			t.Errorf("not one short line: %q", text)
		}
		// Whatever part of a token is long enough to be of use must not show.
		for part := range strings.SplitSeq(token, ".") {
			if len(part) > 40 && (strings.Contains(text, part) || strings.Contains(text, part[:40]) || strings.Contains(text, part[len(part)-40:])) {
				t.Errorf("part of the token shows in %q", text)
			}
		}
	}
	if e.Detail == "" {
		t.Error("there is no detail")
	}
}

func accepted(t *testing.T, v *verify.Verifier, token string) *verify.Session {
	t.Helper()
	s, err := v.Verify(context.Background(), token)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	if r := v.Report(context.Background(), token); r.Session == nil || len(r.Failures) != 0 || r.Key == nil {
		t.Errorf("Verify accepts, Report says %v", r.Failures)
	}
	return s
}
