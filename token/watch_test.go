package token

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// watchFrom watches a token that expires at start+60s, one second a tick.
func watchFrom(t *testing.T, left time.Duration, onTerminal bool) string {
	t.Helper()
	now := start.Add(time.Minute - left)
	tick := make(chan time.Time)
	done := make(chan struct{})
	defer close(done)
	var ahead time.Duration
	go func() {
		for {
			select {
			case tick <- time.Time{}:
			case <-done:
				return
			}
		}
	}()
	clock := func() time.Time { ahead += time.Second; return now.Add(ahead - time.Second) }
	var b bytes.Buffer
	if err := Inspect(unsigned(start), now).Watch(t.Context(), &b, onTerminal, clock, tick); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWatch(t *testing.T) {
	got := watchFrom(t, 23*time.Second, false)
	want := "expires in 23 s\nexpires in 20 s\nexpires in 10 s\nexpires in 5 s\nexpires in 4 s\nexpires in 3 s\nexpires in 2 s\nexpires in 1 s\nexpired at 2026-11-23T18:01:00Z\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := watchFrom(t, -time.Hour, false); got != "expired at 2026-11-23T18:01:00Z\n" {
		t.Errorf("expired: %q", got)
	}
	got = watchFrom(t, 3*time.Second, true)
	if strings.Count(got, "\n") != 1 || strings.Count(got, "\r\x1b[K") != 4 || !strings.Contains(got, "expires in 3 s") {
		t.Errorf("on a terminal: %q", got)
	}
}

func TestWatchEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := Inspect(unsigned(start), start).Watch(ctx, new(bytes.Buffer), false, func() time.Time { return start }, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	b64 := "eyJhbGciOiJub25lIn0.e30."
	if err := Inspect(b64, start).Watch(t.Context(), new(bytes.Buffer), false, func() time.Time { return start }, nil); err == nil {
		t.Error("a token without exp was watched")
	}
}

func TestCountdown(t *testing.T) {
	for seconds, want := range map[int64]string{0: "0 s", 59: "59 s", 60: "1:00 min", 3599: "59:59 min", 3661: "1:01:01 h"} {
		if got := countdown(seconds); got != want {
			t.Errorf("%d: %q, want %q", seconds, got, want)
		}
	}
}

func TestParseTime(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2026-11-23T18:00:00Z": start, "2026-11-23T19:00:00+01:00": start, "1795456800": start,
		"2026-11-23": start.Truncate(24 * time.Hour), "+30s": start.Add(30 * time.Second), "-5m": start.Add(-5 * time.Minute),
	} {
		got, err := ParseTime(text, start)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: %v %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "now", "tomorrow", "2026-13-01", "99999999999999", "+1 hour", "-"} {
		if got, err := ParseTime(text, start); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}
