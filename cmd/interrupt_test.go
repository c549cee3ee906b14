//go:build unix

package cmd

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// A command that never asks does not listen; one that does hears the interrupt.
func TestInterrupts(t *testing.T) {
	// The test itself has to survive.
	heard := make(chan os.Signal, 2)
	signal.Notify(heard, syscall.SIGTERM)
	defer signal.Stop(heard)

	quiet := &interrupts{}
	quiet.close()
	if quiet.Err() != nil || quiet.stop != nil {
		t.Error("it listens though nobody asked")
	}

	ctx := &interrupts{}
	defer ctx.close()
	child, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if ctx.Err() != nil || child.Err() != nil {
		t.Fatal("it has ended before it began")
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-child.Done()
	if ctx.Err() != context.Canceled || child.Err() != context.Canceled {
		t.Errorf("%v, %v", ctx.Err(), child.Err())
	}
}
