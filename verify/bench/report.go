package bench

import (
	"bufio"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Environment is what the figures depend on.
type Environment struct {
	CPU  string `json:"cpu"`
	Go   string `json:"go"`
	OS   string `json:"os"`
	Arch string `json:"arch"`
	// Cores are the processors that the program may use.
	Cores int `json:"cores"`
}

// Report is the outcome of a run.
type Report struct {
	Environment Environment
	// Rounds is how often the modes took turns.
	Rounds int
	// Rate is that of an open loop; 0 for a closed one.
	Rate float64
	// Controls has one entry for each algorithm and number of cores, Results
	// one for each mode besides.
	Controls, Results []Result
}

// Result is what one mode took. Times are in nanoseconds.
type Result struct {
	Mode       Mode
	Algorithm  string
	Cores      int
	KeyBits    int
	TokenBytes int

	Min, P50, P90, P99, P999, Max int64
	OpsPerSec                     float64
	AllocsPerOp                   float64
	// Under1ms is the share of operations that took less than a millisecond.
	Under1ms float64
	// Ratio is the median, over the rounds, of p50 over the control's p50;
	// RatioLow and RatioHigh are its smallest and largest round.
	Ratio, RatioLow, RatioHigh float64

	rounds    []round
	histogram *hdrhistogram.Histogram
}

func newReport(c Config) *Report {
	return &Report{
		Environment: Environment{CPU: processor(), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Cores: runtime.GOMAXPROCS(0)},
		Rounds:      c.Rounds,
		Rate:        c.Rate,
	}
}

func (r *Report) add(g *group) {
	control := g.series[Control]
	r.Controls = append(r.Controls, g.result(control, control))
	for _, mode := range measured {
		r.Results = append(r.Results, g.result(g.series[mode], control))
	}
}

func (g *group) result(s, control *series) Result {
	h := s.total
	out := Result{
		Mode: s.mode, Algorithm: g.subject.alg, Cores: g.cores, KeyBits: g.subject.keyBits, TokenBytes: g.subject.tokenBytes,
		Min: h.Min(), P50: h.ValueAtQuantile(50), P90: h.ValueAtQuantile(90), P99: h.ValueAtQuantile(99),
		P999: h.ValueAtQuantile(99.9), Max: h.Max(),
		OpsPerSec: float64(s.ops) / s.took.Seconds(), AllocsPerOp: s.allocs, Under1ms: shareBelow(h, int64(time.Millisecond)),
		rounds: slices.Clone(s.rounds), histogram: h,
	}
	var ratios []float64
	for i := range out.rounds {
		// At a low rate there may be slices in which nothing was begun.
		if r, c := &out.rounds[i], &control.rounds[i]; r.ops > 0 && c.ops > 0 {
			r.toControl = float64(r.p50) / float64(c.p50)
			ratios = append(ratios, r.toControl)
		}
	}
	if len(ratios) > 0 {
		out.Ratio, out.RatioLow, out.RatioHigh = median(ratios), slices.Min(ratios), slices.Max(ratios)
	}
	return out
}

// shareBelow is the share of values below a limit.
func shareBelow(h *hdrhistogram.Histogram, limit int64) float64 {
	if h.TotalCount() == 0 {
		return 0
	}
	var below int64
	for _, bar := range h.Distribution() {
		if bar.From < limit {
			below += bar.Count
		}
	}
	return float64(below) / float64(h.TotalCount())
}

// Headline is the result that the claim rests on: one token verified on one
// core, or what comes closest to it.
func (r *Report) Headline() *Result {
	for i := range r.Results {
		if r.Results[i].Mode == Verify {
			return &r.Results[i]
		}
	}
	return nil
}

// Slower are the results whose 99th percentile lies beyond a limit.
func (r *Report) Slower(limit time.Duration) []Result {
	var out []Result
	for _, res := range r.Results {
		if res.P99 > int64(limit) {
			out = append(out, res)
		}
	}
	return out
}

// processor is the machine's own name for its processor; "" where it keeps
// that to itself.
func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
