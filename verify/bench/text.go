package bench

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

// WriteText writes the report for people: the claim and whether it holds here,
// what it was measured on, a table, and the distribution of the headline's
// latencies. paint decorates a text as a heading; nil leaves it plain.
func (r *Report) WriteText(w io.Writer, paint func(string) string) error {
	if paint == nil {
		paint = func(s string) string { return s }
	}
	var b strings.Builder
	if h := r.Headline(); h != nil {
		fmt.Fprintf(&b, "%s\n\n", paint(r.claim(h)))
	}
	r.writeEnvironment(&b)
	for i := range r.Controls {
		c := &r.Controls[i]
		fmt.Fprintf(&b, "\n%s\n", paint(fmt.Sprintf("%s, %s", c.Algorithm, plural(c.Cores, "core"))))
		fmt.Fprintf(&b, "  %-8s %9s %9s %9s %9s %9s %9s %10s %7s %8s  %s\n",
			"", "min", "p50", "p90", "p99", "p99.9", "max", "ops/s", "allocs", "< 1 ms", "to control (rounds)")
		writeRow(&b, c)
		for j := range r.Results {
			if res := &r.Results[j]; res.Algorithm == c.Algorithm && res.Cores == c.Cores {
				writeRow(&b, res)
			}
		}
	}
	if h := r.Headline(); h != nil {
		fmt.Fprintf(&b, "\n%s\n", paint(fmt.Sprintf("Latency of %s, %s, %s", h.Mode, h.Algorithm, plural(h.Cores, "core"))))
		writeBars(&b, h)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) claim(h *Result) string {
	answer := "yes"
	if h.P999 >= int64(time.Millisecond) {
		answer = "no"
	}
	return fmt.Sprintf("verified in under 1 ms: %s (p99.9 %s), no network", answer, amount(h.P999))
}

func (r *Report) writeEnvironment(b *strings.Builder) {
	e := r.Environment
	cpu := e.CPU
	if cpu == "" {
		cpu = e.Arch
	}
	fmt.Fprintf(b, "machine    %s, %s, %s/%s, %s\n", cpu, plural(e.Cores, "core"), e.OS, e.Arch, e.Go)
	if len(r.Controls) > 0 {
		c := r.Controls[0]
		fmt.Fprintf(b, "token      %d bytes, key of %d bits\n", c.TokenBytes, c.KeyBits)
	}
	if r.Rate > 0 {
		fmt.Fprintf(b, "load       open loop: %.0f operations begun in a second, latency from the intended start\n", r.Rate)
	} else {
		b.WriteString("load       closed loop: each operation begins when the one before has ended\n")
	}
	fmt.Fprintf(b, "control    the hash and the signature alone, in %d rounds that take turns with the rest\n", r.Rounds)
	b.WriteString("modes      verify: the whole token; cached: seen before; request: cookies of an HTTP request\n")
	b.WriteString("           operations too short for the clock are timed in batches: their tails are means\n")
}

func writeRow(b *strings.Builder, r *Result) {
	ratio := "1"
	if r.Mode != Control {
		ratio = fmt.Sprintf("%.2f (%.2f to %.2f)", r.Ratio, r.RatioLow, r.RatioHigh)
	}
	fmt.Fprintf(b, "  %-8s %9s %9s %9s %9s %9s %9s %10.0f %7.0f %7.3f%%  %s\n", r.Mode,
		amount(r.Min), amount(r.P50), amount(r.P90), amount(r.P99), amount(r.P999), amount(r.Max),
		r.OpsPerSec, r.AllocsPerOp, 100*r.Under1ms, ratio)
}

// writeBars draws how the latencies are spread, in steps that grow by half.
func writeBars(b *strings.Builder, r *Result) {
	const width = 50
	type bar struct {
		from, to float64
		count    int64
	}
	var bars []bar
	low := math.Max(1, float64(r.Min))
	for from := low; from <= float64(r.Max); from *= 1.5 {
		bars = append(bars, bar{from: from, to: from * 1.5})
	}
	var total, most int64
	for _, d := range r.histogram.Distribution() {
		if d.Count == 0 {
			continue
		}
		i := int(math.Log(math.Max(float64(d.From), low)/low) / math.Log(1.5))
		i = min(i, len(bars)-1)
		bars[i].count += d.Count
		total += d.Count
		most = max(most, bars[i].count)
	}
	for _, bar := range bars {
		share := float64(bar.count) / float64(max(1, total))
		// Few among millions still deserve a mark.
		length := int(math.Ceil(width * float64(bar.count) / float64(max(1, most))))
		fmt.Fprintf(b, "  %9s to %-9s %8.4f%%  %s\n", amount(int64(bar.from)), amount(int64(bar.to)), 100*share, strings.Repeat("█", length))
	}
}

// amount is a time with three digits.
func amount(ns int64) string {
	f := float64(ns)
	switch {
	case f < 1e3:
		return fmt.Sprintf("%d ns", ns)
	case f < 1e5:
		return fmt.Sprintf("%.3g µs", f/1e3)
	case f < 1e8:
		return fmt.Sprintf("%.2f ms", f/1e6)
	}
	return fmt.Sprintf("%.2f s", f/1e9)
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
