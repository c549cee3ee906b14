package bench

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

// Style is how the report for people is decorated; the zero value leaves it
// plain, and as wide as it is.
type Style struct {
	// Heading, Good and Bad paint headings and the answers to the claim.
	Heading, Good, Bad func(string) string
	// Columns is the width of the terminal; 0 is none.
	Columns int
	// Wrap breaks a text into lines of so many columns; it is needed where
	// there are columns.
	Wrap func(text string, columns int) []string
}

func painted(paint func(string) string, s string) string {
	if paint == nil {
		return s
	}
	return paint(s)
}

// WriteText writes the report for people: the claim and whether it holds here,
// what it was measured on, a table, and the distribution of the headline's
// latencies.
func (r *Report) WriteText(w io.Writer, style Style) error {
	t := &textReport{style: style}
	if h := r.Headline(); h != nil {
		t.claim(h)
	}
	t.environment(r)
	for i := range r.Controls {
		c := &r.Controls[i]
		t.heading(fmt.Sprintf("%s, %s", c.Algorithm, plural(c.Cores, "core")))
		rows := []*Result{c}
		for j := range r.Results {
			if res := &r.Results[j]; res.Algorithm == c.Algorithm && res.Cores == c.Cores {
				rows = append(rows, res)
			}
		}
		t.table(rows)
	}
	if h := r.Headline(); h != nil {
		t.heading(fmt.Sprintf("Latency of %s, %s, %s", h.Mode, h.Algorithm, plural(h.Cores, "core")))
		t.bars(h)
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

type textReport struct {
	b     strings.Builder
	style Style
}

func (t *textReport) heading(s string) { fmt.Fprintf(&t.b, "\n%s\n", painted(t.style.Heading, s)) }

// claim says what is measured for, and whether it holds.
func (t *textReport) claim(h *Result) {
	answer := painted(t.style.Good, "yes")
	if h.P999 >= int64(time.Millisecond) {
		answer = painted(t.style.Bad, "no")
	}
	fmt.Fprintf(&t.b, "%s %s (p99.9 %s), no network\n\n", painted(t.style.Heading, "verified in under 1 ms:"), answer, amount(h.P999))
}

// note writes a name and what there is to say about it.
func (t *textReport) note(name, text string) {
	const margin = 11
	lines := []string{text}
	if t.style.Columns > 0 {
		lines = t.style.Wrap(text, max(t.style.Columns-margin, margin))
	}
	fmt.Fprintf(&t.b, "%-*s%s\n", margin, name, strings.Join(lines, "\n"+strings.Repeat(" ", margin)))
}

func (t *textReport) environment(r *Report) {
	e := r.Environment
	cpu := e.CPU
	if cpu == "" {
		cpu = e.Arch
	}
	t.note("machine", fmt.Sprintf("%s, %s, %s/%s, %s", cpu, plural(e.Cores, "core"), e.OS, e.Arch, e.Go))
	if len(r.Controls) > 0 {
		c := r.Controls[0]
		t.note("token", fmt.Sprintf("%d bytes, key of %d bits", c.TokenBytes, c.KeyBits))
	}
	if r.Rate > 0 {
		t.note("load", fmt.Sprintf("open loop: %.0f operations begun in a second, latency from the intended start", r.Rate))
	} else {
		t.note("load", "closed loop: each operation begins when the one before has ended")
	}
	t.note("control", fmt.Sprintf("the hash and the signature alone, in %d rounds that take turns with the rest", r.Rounds))
	t.note("modes", "verify: the whole token; cached: seen before; request: cookies of an HTTP request")
	t.note("", "operations too short for the clock are timed in batches: their tails are means")
}

// measures are the columns of the table and their widths.
var measures = []struct {
	name  string
	width int
	of    func(*Result) string
}{
	{"min", 9, func(r *Result) string { return amount(r.Min) }},
	{"p50", 9, func(r *Result) string { return amount(r.P50) }},
	{"p90", 9, func(r *Result) string { return amount(r.P90) }},
	{"p99", 9, func(r *Result) string { return amount(r.P99) }},
	{"p99.9", 9, func(r *Result) string { return amount(r.P999) }},
	{"max", 9, func(r *Result) string { return amount(r.Max) }},
	{"ops/s", 10, func(r *Result) string { return fmt.Sprintf("%.0f", r.OpsPerSec) }},
	{"allocs", 7, func(r *Result) string { return fmt.Sprintf("%.0f", r.AllocsPerOp) }},
	{"< 1 ms", 8, func(r *Result) string { return fmt.Sprintf("%.3f%%", 100*r.Under1ms) }},
}

// tableWidth is how many columns the table takes.
const tableWidth = 118

// table has a row for each mode, or, in a terminal that is too narrow for that,
// a column, and as many of them side by side as there is room for.
func (t *textReport) table(results []*Result) {
	if t.style.Columns > 0 && t.style.Columns < tableWidth {
		const name, column = 12, 11
		for n := max(1, (t.style.Columns-name)/column); len(results) > 0; results = results[min(n, len(results)):] {
			t.turned(results[:min(n, len(results))], name, column)
		}
		return
	}
	fmt.Fprintf(&t.b, "  %-8s", "")
	for _, m := range measures {
		fmt.Fprintf(&t.b, " %*s", m.width, m.name)
	}
	t.b.WriteString("  to control (rounds)\n")
	for _, r := range results {
		fmt.Fprintf(&t.b, "  %-8s", r.Mode)
		for _, m := range measures {
			fmt.Fprintf(&t.b, " %*s", m.width, m.of(r))
		}
		ratio := "1"
		if r.Mode != Control {
			ratio = fmt.Sprintf("%.2f (%.2f to %.2f)", r.Ratio, r.RatioLow, r.RatioHigh)
		}
		fmt.Fprintf(&t.b, "  %s\n", ratio)
	}
}

// turned has a column for each mode.
func (t *textReport) turned(results []*Result, name, column int) {
	row := func(title string, of func(*Result) string) {
		fmt.Fprintf(&t.b, "  %-*s", name-2, title)
		for _, r := range results {
			fmt.Fprintf(&t.b, "%*s", column, of(r))
		}
		t.b.WriteByte('\n')
	}
	row("", func(r *Result) string { return string(r.Mode) })
	for _, m := range measures {
		row(m.name, m.of)
	}
	ratio := func(of func(*Result) float64) func(*Result) string {
		return func(r *Result) string {
			if r.Mode == Control {
				return "1"
			}
			return fmt.Sprintf("%.2f", of(r))
		}
	}
	row("to control", ratio(func(r *Result) float64 { return r.Ratio }))
	row("  least", ratio(func(r *Result) float64 { return r.RatioLow }))
	row("  most", ratio(func(r *Result) float64 { return r.RatioHigh }))
}

// bars draws how the latencies are spread, in steps that grow by half.
func (t *textReport) bars(r *Result) {
	width := 50.0
	if t.style.Columns > 0 {
		width = min(width, max(1, float64(t.style.Columns-36)))
	}
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
		fmt.Fprintf(&t.b, "  %9s to %-9s %8.4f%%  %s\n", amount(int64(bar.from)), amount(int64(bar.to)), 100*share, strings.Repeat("█", length))
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
