package verify_test

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/mint"
	"github.com/clerkctl/clerkctl/verify/verifytest"
)

// subjects are the operations that are measured. Every one gets the same token, of the
// size that Clerk's tokens have.
type subjects struct {
	control func() // SHA-256 and crypto/rsa alone, which any verification contains
	cold    func() // Verify, with every check
	cached  func() // Verify of a token that was verified before
	request func() // Authenticate of a browser's request with both sets of cookies
}

func newSubjects(tb testing.TB) subjects {
	tb.Helper()
	now := time.Now()
	c := mint.Session(now, "https://clerk.app.test", "user_2RfWKJREkjKbHZy0Wqa5qrHeAnb", "sess_2Ro7e2IxrffdqBboq8KfB6eGbIy").With(mint.Claims{
		"azp": verifytest.Origin, "v": 2, "fva": []int{12, -1}, "sts": "active",
		"exp": now.Add(time.Hour).Unix(),
	})
	token := sign(tb, ours(), c)
	tb.Logf("a token of %d bytes", len(token))
	dot := strings.LastIndexByte(token, '.')
	input := []byte(token[:dot])
	signature := must(base64.RawURLEncoding.DecodeString(token[dot+1:]))
	public := ours().Public().Public().(*rsa.PublicKey)

	opts := []verify.Option{verify.WithIssuer("https://clerk.app.test"), verify.WithPublishableKey(liveKey)}
	cold := verifytest.NewVerifier(tb, ours(), opts...)
	cached := verifytest.NewVerifier(tb, ours(), append(opts, verify.WithVerifiedCache(1000))...)
	ctx := context.Background()
	mustVerify := func(v *verify.Verifier) func() {
		return func() {
			if _, err := v.Verify(ctx, token); err != nil {
				tb.Fatal(err)
			}
		}
	}
	r := verifytest.Browser(token)
	sfx := suffix(liveKey)
	for _, name := range []string{"__session" + sfx, "__client_uat" + sfx} {
		plain := must(r.Cookie(strings.TrimSuffix(name, sfx)))
		r.AddCookie(&http.Cookie{Name: name, Value: plain.Value})
	}
	return subjects{
		control: func() {
			sum := sha256.Sum256(input)
			if err := rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], signature); err != nil {
				tb.Fatal(err)
			}
		},
		cold:   mustVerify(cold),
		cached: mustVerify(cached),
		request: func() {
			if s := cold.Authenticate(r); s.Status != verify.SignedIn {
				tb.Fatal(s, s.Err)
			}
		},
	}
}

func BenchmarkVerify(b *testing.B) {
	s := newSubjects(b)
	for _, c := range []struct {
		name string
		f    func()
	}{{"control", s.control}, {"cold", s.cold}, {"cached", s.cached}, {"request", s.request}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.f()
			}
		})
		b.Run(c.name+"-parallel", func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					c.f()
				}
			})
		})
	}
}

// BenchmarkRatio measures control and subject in turns, so that whatever else the
// machine does disturbs both alike, and reports the ratio of their medians.
func BenchmarkRatio(b *testing.B) {
	s := newSubjects(b)
	for _, c := range []struct {
		name  string
		f     func()
		batch int // operations that are timed together; short ones drown in the clock's own cost
	}{{"cold", s.cold, 1}, {"request", s.request, 1}, {"cached", s.cached, 50}} {
		b.Run(c.name, func(b *testing.B) {
			for range 100 {
				s.control()
				c.f()
			}
			var control, subject []time.Duration
			for b.Loop() {
				start := time.Now()
				s.control()
				middle := time.Now()
				for range c.batch {
					c.f()
				}
				control = append(control, middle.Sub(start))
				subject = append(subject, time.Since(middle)/time.Duration(c.batch))
			}
			slices.Sort(control)
			slices.Sort(subject)
			// On a machine with other work, the tenth percentile is what is left of a quiet one.
			b.ReportMetric(float64(subject[len(subject)/10])/float64(control[len(control)/10]), "ratio-p10")
			b.ReportMetric(float64(subject[len(subject)/2])/float64(control[len(control)/2]), "ratio")
			b.ReportMetric(float64(subject[len(subject)*999/1000].Nanoseconds()), "p99.9-ns")
		})
	}
}

// BenchmarkScaling tells how much more is done in a time on all cores than on one, as a
// ratio to what the control gains. Of many short bursts in turns the best counts for
// each: it met the least other work.
func BenchmarkScaling(b *testing.B) {
	const burst = 10 * time.Millisecond
	s := newSubjects(b)
	cores := runtime.GOMAXPROCS(0)
	for _, c := range []struct {
		name string
		f    func()
	}{{"cold", s.cold}, {"request", s.request}} {
		b.Run(c.name, func(b *testing.B) {
			var best [4]float64 // the control on one core and on all, and the subject
			for b.Loop() {
				for i, f := range []func(){s.control, c.f} {
					best[2*i] = max(best[2*i], rate(f, 1, burst))
					best[2*i+1] = max(best[2*i+1], rate(f, cores, burst))
				}
			}
			b.ReportMetric(best[1]/best[0], "control-scaling")
			b.ReportMetric(best[3]/best[2], "scaling")
			b.ReportMetric(best[3]/best[2]/(best[1]/best[0]), "to-control")
		})
	}
}

// rate is how many times in a second f is done by n goroutines together.
func rate(f func(), n int, d time.Duration) float64 {
	var done atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for range n {
		all.Go(func() {
			var own int64
			for time.Since(start) < d {
				for range 10 {
					f()
				}
				own += 10
			}
			done.Add(own)
		})
	}
	all.Wait()
	return float64(done.Load()) / time.Since(start).Seconds()
}

// The bounds on allocations hold on every machine, so they are a test.
func TestAllocations(t *testing.T) {
	s := newSubjects(t)
	for _, c := range []struct {
		name string
		f    func()
		most float64
	}{{"cold", s.cold, 20}, {"cached", s.cached, 4}, {"request", s.request, 36}} {
		if n := testing.AllocsPerRun(100, c.f); n > c.most {
			t.Errorf("%s: %v allocations, at most %v", c.name, n, c.most)
		} else {
			t.Logf("%s: %v allocations", c.name, n)
		}
	}
}
