package codemod

import (
	"errors"
	"fmt"
	"time"
)

// errTimeout is a file that took too long.
var errTimeout = errors.New("timeout")

// workers do the work on files, each on a goroutine of its own, so that nobody
// has to wait for one that hangs. They take one file after the other: the
// parser recurses deeply, and a new goroutine for each file would grow its
// stack, which is copied each time, all over again.
type workers struct{ idle chan *worker }

type worker struct {
	jobs chan func() (*checked, error)
	done chan answer
}

type answer struct {
	got *checked
	err error
}

// newWorkers keeps up to n goroutines for more work.
func newWorkers(n int) *workers { return &workers{idle: make(chan *worker, n)} }

// do works on one file with a limit on the time, and turns a panic into an
// error of this file. Nothing can stop a goroutine from outside: one that is
// over time goes on, but nobody waits for it.
func (w *workers) do(limit time.Duration, work func() (*checked, error)) (*checked, error) {
	one := w.take()
	one.jobs <- work
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case a := <-one.done:
		w.give(one)
		return a.got, a.err
	case <-timer.C:
		close(one.jobs)
		return nil, errTimeout
	}
}

func (w *workers) take() *worker {
	select {
	case one := <-w.idle:
		return one
	default:
	}
	one := &worker{jobs: make(chan func() (*checked, error)), done: make(chan answer, 1)}
	go func() {
		for work := range one.jobs {
			one.done <- guarded(work)
		}
	}()
	return one
}

func (w *workers) give(one *worker) {
	select {
	case w.idle <- one:
	default:
		close(one.jobs)
	}
}

// close ends the goroutines that wait for work.
func (w *workers) close() {
	for {
		select {
		case one := <-w.idle:
			close(one.jobs)
		default:
			return
		}
	}
}

// guarded is what work comes to, a panic included.
func guarded(work func() (*checked, error)) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer{err: fmt.Errorf("an error of clerkctl itself: %v; please report it with this file", p)}
		}
	}()
	a.got, a.err = work()
	return a
}
