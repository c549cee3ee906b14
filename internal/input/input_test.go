package input

import (
	"context"
	"errors"
	"io"
	"testing"
)

func TestRead(t *testing.T) {
	text, err := Read(t.Context(), func() (string, error) { return "a", io.ErrUnexpectedEOF })
	if text != "a" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %q, %v", text, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	forever := make(chan struct{})
	defer close(forever)
	text, err = Read(ctx, func() (string, error) {
		cancel()
		<-forever
		return "late", nil
	})
	if text != "" || !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: got %q, %v", text, err)
	}
}
