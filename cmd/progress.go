package cmd

import (
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows a person how far a run has come, once it lasts long enough to
// wonder.
type progress struct {
	looked atomic.Int64
	once   sync.Once
	stop   chan struct{}
	done   chan struct{}
}

const (
	// progressAfter is when a run is long.
	progressAfter = time.Second
	// progressEvery is how often the figures change: often enough to see that
	// something happens.
	progressEvery = 100 * time.Millisecond
)

// watch is the progress of a run; nobody sees it where the standard error is no
// terminal, or belongs to a log.
func (a *app) watch(f *checkFlags) *progress {
	if !terminal(a.err) || f.quiet || a.env("CI") != "" || a.env("TERM") == "dumb" {
		return &progress{}
	}
	return newProgress(a.err, progressAfter)
}

func newProgress(w io.Writer, after time.Duration) *progress {
	p := &progress{stop: make(chan struct{}), done: make(chan struct{})}
	go p.show(w, after)
	return p
}

func (p *progress) show(w io.Writer, after time.Duration) {
	defer close(p.done)
	// The bar counts from the beginning, so that its rate is right, and is
	// seen when the run is long. How many files there are is not known before
	// all folders have been read.
	g := &gate{w: w}
	bar := progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(g),
		progressbar.OptionSetDescription("looking at files"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowTotalBytes(false),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("files"),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionSpinnerCustom([]string{"|", "/", "-", "\\"}),
	)
	begin := time.Now()
	tick := time.NewTicker(min(progressEvery, after))
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			if g.open {
				_ = bar.Clear()
			}
			return
		case <-tick.C:
			g.open = time.Since(begin) >= after
			// A terminal that cannot be written to is no reason to stop the run.
			_ = bar.Set64(p.looked.Load())
		}
	}
}

// gate passes on what is written once it is open.
type gate struct {
	w    io.Writer
	open bool
}

func (g *gate) Write(p []byte) (int, error) {
	if !g.open {
		return len(p), nil
	}
	return g.w.Write(p)
}

// end clears what is shown; what is written next begins on a clean line.
func (p *progress) end() {
	if p.stop == nil {
		return
	}
	p.once.Do(func() { close(p.stop) })
	<-p.done
}
