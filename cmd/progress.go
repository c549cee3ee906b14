package cmd

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
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
	line := &statusLine{w: w}
	defer line.clear()
	begin := time.Now()
	tick := time.NewTicker(min(progressEvery, after))
	defer tick.Stop()
	for turn := 0; ; turn++ {
		select {
		case <-p.stop:
			return
		case <-tick.C:
		}
		if took := time.Since(begin); took >= after {
			// How many files there are is not known before all folders have
			// been read.
			n := p.looked.Load()
			line.set(fmt.Sprintf("%c looking at files: %d (%.0f/s)", `|/-\`[turn%4], n, float64(n)/took.Seconds()))
		}
	}
}

// statusLine is a line of a terminal that is written over. It takes no more of
// the terminal than to go back to the line's beginning.
type statusLine struct {
	w     io.Writer
	width int // of what is shown
}

func (l *statusLine) set(text string) {
	// A terminal that cannot be written to is no reason to stop the run.
	_, _ = fmt.Fprintf(l.w, "\r%-*s", l.width, text)
	l.width = len(text)
}

func (l *statusLine) clear() {
	if l.width > 0 {
		l.set("")
		_, _ = io.WriteString(l.w, "\r")
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
