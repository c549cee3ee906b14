package bench

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Run measures. progress, if not nil, is told after each slice how much of the
// whole is done. On cancellation it returns the context's error and nothing.
func Run(ctx context.Context, c Config, progress func(done float64)) (*Report, error) {
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	var subjects []*subject
	if c.Token != "" {
		s, err := ownSubject(c.Token, c.JWKS)
		if err != nil {
			return nil, err
		}
		subjects = append(subjects, s)
	} else {
		for _, alg := range c.Algorithms {
			s, err := newSubject(alg)
			if err != nil {
				return nil, err
			}
			subjects = append(subjects, s)
		}
	}
	report := newReport(c)
	parts := c.Rounds * len(subjects) * len(c.Cores) * (1 + len(measured))
	m := &meter{slice: c.Duration / time.Duration(parts), rate: c.Rate}
	done := 0
	for _, s := range subjects {
		for _, cores := range c.Cores {
			group, err := m.group(ctx, s, cores, c.Rounds, func() {
				if done++; progress != nil {
					progress(float64(done) / float64(parts))
				}
			})
			if err != nil {
				return nil, err
			}
			report.add(group)
		}
	}
	return report, nil
}

// meter measures slices of one length.
type meter struct {
	slice time.Duration
	rate  float64
}

// series is what one mode's slices gave.
type series struct {
	mode   Mode
	total  *hdrhistogram.Histogram // ns, of all rounds
	rounds []round
	ops    int64
	took   time.Duration
	allocs float64
}

// round is what one slice gave, in nanoseconds.
type round struct {
	ops       int64
	mean      float64
	p50, p99  int64
	toControl float64 // p50 by that of the control in the same round
}

// group is one algorithm on a number of cores.
type group struct {
	subject *subject
	cores   int
	series  map[Mode]*series
}

// group lets the control and the modes take turns, each round beginning with
// another one.
func (m *meter) group(ctx context.Context, s *subject, cores, rounds int, step func()) (*group, error) {
	modes := append([]Mode{Control}, measured[:]...)
	g := &group{subject: s, cores: cores, series: map[Mode]*series{}}
	batch := map[Mode]int{}
	for _, mode := range modes {
		g.series[mode] = &series{mode: mode, total: newHistogram(), allocs: allocations(s.ops[mode])}
		batch[mode] = m.batch(s.ops[mode])
	}
	for round := range rounds {
		for i := range modes {
			mode := modes[(i+round)%len(modes)]
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if err := g.series[mode].measure(s.ops[mode], m, cores, batch[mode]); err != nil {
				return nil, err
			}
			step()
		}
	}
	return g, nil
}

func newHistogram() *hdrhistogram.Histogram { return hdrhistogram.New(1, int64(time.Minute), 3) }

// batchTime is how long a batch has to take for the clock's own cost, some
// tens of nanoseconds, not to matter.
const batchTime = 20 * time.Microsecond

// batch is how many operations are timed together: several only where one is
// too short for the clock, and never in an open loop, in which each has a time
// of its own to begin.
func (m *meter) batch(op func(int) error) int {
	if m.rate > 0 {
		return 1
	}
	const tries = 200
	start := time.Now()
	for i := range tries {
		_ = op(i) // it has been seen to work
	}
	each := time.Since(start) / tries
	if each <= 0 {
		return 1000
	}
	return int(max(1, batchTime/each))
}

// allocations counts the heap allocations of one operation.
func allocations(op func(int) error) float64 {
	const tries = 500
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range tries {
		_ = op(i)
	}
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / tries)
}

// measure runs one slice.
func (s *series) measure(op func(int) error, m *meter, cores, batch int) error {
	workers := make([]*hdrhistogram.Histogram, cores)
	counts := make([]int64, cores)
	errs := make([]error, cores)
	var next atomic.Int64 // of the open loop's schedule
	var wg sync.WaitGroup
	start := time.Now()
	end := start.Add(m.slice)
	for w := range cores {
		h := newHistogram()
		workers[w] = h
		wg.Add(1)
		go func() {
			defer wg.Done()
			if m.rate > 0 {
				counts[w], errs[w] = open(op, h, start, end, m.rate, &next)
			} else {
				counts[w], errs[w] = closed(op, h, end, batch, w)
			}
		}()
	}
	wg.Wait()
	took := time.Since(start)
	all := newHistogram()
	var ops int64
	for w, h := range workers {
		if errs[w] != nil {
			return fmt.Errorf("measuring %s: %w", s.mode, errs[w])
		}
		all.Merge(h)
		ops += counts[w]
	}
	s.ops += ops
	s.took += took
	s.total.Merge(all)
	s.rounds = append(s.rounds, round{ops: ops, mean: all.Mean(), p50: all.ValueAtQuantile(50), p99: all.ValueAtQuantile(99)})
	return nil
}

// closed begins an operation when the one before has ended.
func closed(op func(int) error, h *hdrhistogram.Histogram, end time.Time, batch, from int) (int64, error) {
	var count int64
	for i := from * 7; ; { // workers begin at different tokens
		begin := time.Now()
		for range batch {
			if err := op(i); err != nil {
				return count, err
			}
			i++
		}
		now := time.Now()
		if err := h.RecordValues(max(1, int64(now.Sub(begin))/int64(batch)), int64(batch)); err != nil {
			return count, err
		}
		count += int64(batch)
		if !now.Before(end) {
			return count, nil
		}
	}
}

// open begins operations at the times of a schedule, and counts the wait of
// those that could not begin in time as part of their latency.
func open(op func(int) error, h *hdrhistogram.Histogram, start, end time.Time, rate float64, next *atomic.Int64) (int64, error) {
	var count int64
	for {
		i := next.Add(1) - 1
		intended := start.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		if !intended.Before(end) {
			return count, nil
		}
		waitUntil(intended)
		if err := op(int(i)); err != nil {
			return count, err
		}
		if err := h.RecordValue(min(max(1, int64(time.Since(intended))), int64(time.Minute))); err != nil {
			return count, err
		}
		count++
		// A rate beyond what the machine can do must not run for ever.
		if time.Now().After(end.Add(end.Sub(start))) {
			return count, nil
		}
	}
}

// waitUntil sleeps while that is precise enough, and then spins.
func waitUntil(t time.Time) {
	const coarse = 2 * time.Millisecond
	for {
		left := time.Until(t)
		switch {
		case left <= 0:
			return
		case left > coarse:
			time.Sleep(left - coarse)
		default:
			runtime.Gosched()
		}
	}
}

// median of a list that is not empty.
func median(list []float64) float64 {
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, cmp.Compare[float64])
	mid := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[mid]
	}
	return (sorted[mid-1] + sorted[mid]) / 2
}
