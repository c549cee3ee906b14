package twin

import (
	"os"
	"runtime/metrics"
	"sync"
	"time"
)

// watch stops what runs too long or takes too much.
type watch struct {
	mu      sync.Mutex
	running interrupter
	reason  error
}

// interrupter is an engine that can be stopped between two instructions.
type interrupter interface{ Interrupt(reason any) }

// over returns why the run has been stopped.
func (g *watch) over() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.reason
}

// set says which engine runs now.
func (g *watch) set(i interrupter) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running = i
	if g.reason != nil {
		i.Interrupt(g.reason)
	}
}

func (g *watch) stop(reason error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.reason != nil {
		return
	}
	g.reason = reason
	if g.running != nil {
		g.running.Interrupt(reason)
	}
}

// look watches until the run is done. What counts is the processor time that it
// takes, so that a busy machine does not make a slow module of a fast one.
//
// The engine obeys an interrupt between two of its instructions; a native
// function that goes on, such as a search that backtracks, is ended with the
// process a little later.
func (g *watch) look(done <-chan struct{}, limit time.Duration, memory int64) {
	begin := processorTime()
	deadline := time.NewTimer(longest(limit))
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	var last <-chan time.Time
	for {
		select {
		case <-done:
			return
		case <-deadline.C:
			g.stop(errTimeout)
		case <-tick.C:
			switch {
			case heap() > memory/4*3:
				g.stop(errMemory)
			case processorTime()-begin > limit*slowness:
				g.stop(errTimeout)
			}
		case <-last:
			if g.over() == errMemory {
				os.Exit(exitMemory)
			}
			os.Exit(exitTimeout)
		}
		if last == nil && g.over() != nil {
			last = time.After(grace / 2)
		}
	}
}

// longest is how long a run may take by the clock that may use the processor as
// long as the limit says. It is well below what the engine gives a file, so that a
// rule that hangs is named and does not cost the others the file. Messages name the
// limit whichever of the two was passed, and so do not depend on how busy the
// machine is.
func longest(limit time.Duration) time.Duration { return 5 * limit * slowness }

// heap is the size of the objects that there are, garbage that has not been
// collected yet among them.
func heap() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}
