package bench_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/clerkctl/clerkctl/verify"
	"github.com/clerkctl/clerkctl/verify/bench"
	"github.com/clerkctl/clerkctl/verify/mint"
)

func run(t *testing.T, c bench.Config) *bench.Report {
	t.Helper()
	if c.Duration == 0 {
		c.Duration = 150 * time.Millisecond
	}
	r, err := bench.Run(context.Background(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestModes(t *testing.T) {
	r := run(t, bench.Config{Algorithms: []string{"RS256", "RS384", "ES256", "EdDSA"}, Cores: []int{1, 2}})
	if len(r.Controls) != 8 || len(r.Results) != 24 {
		t.Fatalf("%d controls and %d results, want 8 and 24", len(r.Controls), len(r.Results))
	}
	for _, res := range append(r.Controls, r.Results...) {
		if res.Min <= 0 || res.P50 < res.Min || res.P90 < res.P50 || res.P99 < res.P90 || res.P999 < res.P99 || res.Max < res.P999 {
			t.Errorf("%s %s: percentiles out of order: %+v", res.Mode, res.Algorithm, res)
		}
		// A slow machine may have none below a millisecond.
		if res.OpsPerSec <= 0 || res.Under1ms < 0 || res.Under1ms > 1 || (res.Under1ms > 0) != (res.Min < int64(time.Millisecond)) || res.TokenBytes == 0 || res.KeyBits == 0 {
			t.Errorf("%s %s: %+v", res.Mode, res.Algorithm, res)
		}
		if res.RatioLow > res.Ratio || res.Ratio > res.RatioHigh || res.Ratio <= 0 {
			t.Errorf("%s %s: ratio %v outside %v to %v", res.Mode, res.Algorithm, res.Ratio, res.RatioLow, res.RatioHigh)
		}
	}
	for _, c := range r.Controls {
		if c.Ratio != 1 {
			t.Errorf("the control is %v times itself", c.Ratio)
		}
	}
}

// An open loop begins operations at the rate that was asked for, and counts
// waiting as latency.
func TestOpenLoop(t *testing.T) {
	const rate = 2000
	r := run(t, bench.Config{Rate: rate, Cores: []int{1}, Duration: 400 * time.Millisecond})
	for _, res := range r.Results {
		if res.OpsPerSec > rate*1.2 {
			t.Errorf("%s: %v operations a second, asked for %v", res.Mode, res.OpsPerSec, rate)
		}
	}
	// Far more than one core can do: the schedule runs away, and p99 shows it.
	r = run(t, bench.Config{Rate: 1e6, Cores: []int{1}, Duration: 400 * time.Millisecond})
	if h := r.Headline(); h.P99 < 4*h.Min {
		t.Errorf("a rate beyond the machine shows in no latency: p99 %d ns, min %d ns", h.P99, h.Min)
	}
}

func TestOwnToken(t *testing.T) {
	key, err := mint.Generate("ES256", "ins_own")
	if err != nil {
		t.Fatal(err)
	}
	// Expired long ago: it is verified at its own time.
	token, err := key.Sign(mint.Session(time.Now().Add(-48*time.Hour), "https://clerk.own.test", "user_1", "sess_1"))
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, bench.Config{Token: token, JWKS: verify.MarshalJWKS(key.Public())})
	if h := r.Headline(); h.Algorithm != "ES256" || h.TokenBytes != len(token) {
		t.Errorf("measured %s of %d bytes", h.Algorithm, h.TokenBytes)
	}
	other, err := mint.Generate("ES256", "ins_own")
	if err != nil {
		t.Fatal(err)
	}
	_, err = bench.Run(context.Background(), bench.Config{Token: token, JWKS: verify.MarshalJWKS(other.Public())}, nil)
	if err == nil || strings.Contains(err.Error(), token[len(token)-20:]) {
		t.Errorf("a token of another key: %v", err)
	}
}

func TestFormats(t *testing.T) {
	r := run(t, bench.Config{Cores: []int{1}})
	var text, object, lines, picture bytes.Buffer
	if err := errors.Join(r.WriteText(&text, bench.Style{}), r.WriteJSON(&object), r.WriteGoBench(&lines), r.WriteSVG(&picture)); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(text.String(), "\n"); !regexp.MustCompile(`^verified in under 1 ms: (yes|no) \(p99\.9 [\d.]+ (ns|µs|ms|s)\), no network$`).MatchString(first) {
		t.Errorf("the first line is %q", first)
	}
	for _, columns := range []int{40, 80} {
		var narrow bytes.Buffer
		wrap := func(s string, _ int) []string { return []string{s[:min(len(s), 20)]} }
		if err := r.WriteText(&narrow, bench.Style{Columns: columns, Wrap: wrap}); err != nil {
			t.Fatal(err)
		}
		_, table, _ := strings.Cut(narrow.String(), "RS256, ")
		for _, name := range []string{"control ", "verify", "cached", "request", "p99.9 ", "to control "} {
			if !strings.Contains(table, name) {
				t.Errorf("%d columns: no %q in\n%s", columns, name, table)
			}
		}
		for line := range strings.Lines(table) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > columns {
				t.Errorf("%d columns, %d taken: %q", columns, n, line)
			}
		}
	}
	var parsed struct {
		Version int
		Control struct {
			Alg   string
			P50Ns int64
		}
		Results []struct {
			Mode, Alg                                        string
			Cores                                            int
			P50Ns, P90Ns, P99Ns, P999Ns, MaxNs               int64
			OpsPerSec, AllocsPerOp, Under1ms, RatioToControl float64
		}
	}
	d := json.NewDecoder(&object)
	if err := d.Decode(&parsed); err != nil {
		t.Fatal(err)
	}
	if parsed.Version != 1 || parsed.Control.Alg != "RS256" || parsed.Control.P50Ns <= 0 || len(parsed.Results) != 3 || parsed.Results[0].Mode != "verify" || parsed.Results[0].RatioToControl <= 0 {
		t.Errorf("JSON: %+v", parsed)
	}
	row := regexp.MustCompile(`^Benchmark(Control|Verify|Cached|Request)/alg=RS256/cores=1\t\d+\t[\d.]+ ns/op\t\d+ p50-ns\t\d+ p99-ns\t[\d.]+ x-control\t\d+ allocs/op$`)
	rows := 0
	tails := map[string]bool{}
	for line := range strings.Lines(lines.String()) {
		if strings.HasPrefix(line, "Benchmark") {
			rows++
			if !row.MatchString(strings.TrimSuffix(line, "\n")) {
				t.Errorf("benchstat would not read %q", line)
			}
			tails[strings.Fields(line)[6]] = true
			if control := strings.Contains(line, "Control"); control && !strings.Contains(line, "1.000 x-control") {
				t.Errorf("the control is not once itself: %q", line)
			}
		}
	}
	if rows != 4*10 {
		t.Errorf("%d benchmark lines, want one a mode and round", rows)
	}
	if len(tails) <= 4 {
		t.Errorf("%d different p99 in %d lines: those of a round are not its own", len(tails), rows)
	}
	for x := xml.NewDecoder(&picture); ; {
		if _, err := x.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
	}
}

func TestSlower(t *testing.T) {
	r := run(t, bench.Config{Cores: []int{1}})
	if got := r.Slower(time.Hour); len(got) != 0 {
		t.Errorf("%d modes take more than an hour", len(got))
	}
	if got := r.Slower(1); len(got) != 3 {
		t.Errorf("%d modes take more than a nanosecond, want 3", len(got))
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]bench.Config{
		"algorithm": {Algorithms: []string{"HS256"}},
		"cores":     {Cores: []int{0}},
		"duration":  {Duration: time.Millisecond},
		"rounds":    {Rounds: 3},
		"rate":      {Rate: -1},
		"half":      {Token: "a.b.c"},
		"token":     {Token: "a.b.c", JWKS: `{"keys":[]}`},
	} {
		if _, err := bench.Run(context.Background(), c, nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := bench.Run(ctx, bench.Config{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
