package cmd

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// interrupts is a context that ends with the first interrupt, which lets a run
// end in good order. From then on the signal has its usual effect again, for a
// person who will not wait.
//
// It listens from when it is first asked whether it has ended. Until then an
// interrupt ends the process as it ends any other: to listen takes more than a
// tenth of the time in which a token is verified, the start of the process
// included. A command that writes something before anybody asks calls
// hearInterrupts first.
type interrupts struct {
	once sync.Once
	ctx  context.Context
	stop context.CancelFunc
}

func (i *interrupts) listen() context.Context {
	i.once.Do(func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		detach := context.AfterFunc(ctx, stop)
		i.ctx = ctx
		i.stop = func() {
			detach()
			stop()
		}
	})
	return i.ctx
}

// hearInterrupts makes the context of a command listen from now on.
func hearInterrupts(c *cobra.Command) { c.Context().Done() }

// close stops listening, and keeps from listening whoever asks later.
func (i *interrupts) close() {
	i.once.Do(func() { i.ctx = context.Background() })
	if i.stop != nil {
		i.stop()
	}
}

// Deadline, Done, Err and Value make it a context.

func (i *interrupts) Deadline() (time.Time, bool) { return time.Time{}, false }
func (i *interrupts) Done() <-chan struct{}       { return i.listen().Done() }
func (i *interrupts) Err() error                  { return i.listen().Err() }
func (i *interrupts) Value(key any) any           { return i.listen().Value(key) }
