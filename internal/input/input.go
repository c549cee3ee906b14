// Package input reads what may never come.
package input

import "context"

// Read is what read returns, or the context's error where that ends first. The
// reading goes on then, but nobody waits for it: an interrupt has to end a run
// that waits for somebody to type.
func Read(ctx context.Context, read func() (string, error)) (string, error) {
	type result struct {
		text string
		err  error
	}
	interrupted := ctx.Done() // which may be listened for from here on
	done := make(chan result, 1)
	go func() {
		text, err := read()
		done <- result{text, err}
	}()
	select {
	case r := <-done:
		return r.text, r.err
	case <-interrupted:
		return "", ctx.Err()
	}
}
