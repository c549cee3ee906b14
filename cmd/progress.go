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
	// The rate counts from here on; nothing is drawn before the first figure.
	// How many files there are is not known before all folders have been read.
	bar := progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("looking at files"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("files"),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionSpinnerCustom([]string{"|", "/", "-", "\\"}),
	)
	select {
	case <-p.stop:
		return
	case <-time.After(after):
	}
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	for {
		// A terminal that cannot be written to is no reason to stop the run.
		_ = bar.Set64(p.looked.Load())
		select {
		case <-p.stop:
			_ = bar.Clear()
			return
		case <-tick.C:
		}
	}
}

// end clears what is shown; what is written next begins on a clean line.
func (p *progress) end() {
	if p.stop == nil {
		return
	}
	p.once.Do(func() { close(p.stop) })
	<-p.done
}
