package token

import (
	"context"
	"fmt"
	"io"
	"time"
)

// Watch counts down to the expiry of the report's token and returns when it is
// over, or with ctx's error. clock gives the time and tick the moments to look
// at it, once a second or so. On a terminal the count stays on one line;
// elsewhere only some of its steps are written.
func (r *Report) Watch(ctx context.Context, w io.Writer, onTerminal bool, clock func() time.Time, tick <-chan time.Time) error {
	if r.Token == nil || r.Token.Session == nil || r.Token.Session.Expiry.IsZero() {
		return failf("the token has no expiry to watch")
	}
	expiry := r.Token.Session.Expiry
	last := int64(-1)
	for {
		left := expiry.Sub(clock())
		if left <= 0 {
			break
		}
		seconds := int64((left + time.Second - 1) / time.Second)
		var err error
		switch {
		case onTerminal:
			// Back to the start of the line, and clear it.
			_, err = fmt.Fprintf(w, "\r\x1b[Kexpires in %s", countdown(seconds))
		case seconds != last && (last < 0 || seconds <= 5 || seconds%10 == 0):
			_, err = fmt.Fprintf(w, "expires in %s\n", countdown(seconds))
		}
		if err != nil {
			return err
		}
		last = seconds
		select {
		case <-tick:
		case <-ctx.Done():
			if onTerminal {
				_, _ = fmt.Fprintln(w) // the prompt comes next
			}
			return ctx.Err()
		}
	}
	text := "expired at " + expiry.UTC().Format(time.RFC3339) + "\n"
	if onTerminal {
		text = "\r\x1b[K" + text
	}
	_, err := io.WriteString(w, text)
	return err
}

// countdown writes seconds as 42 s, 4:05 or 1:00:00.
func countdown(seconds int64) string {
	switch {
	case seconds < 60:
		return fmt.Sprintf("%d s", seconds)
	case seconds < 3600:
		return fmt.Sprintf("%d:%02d min", seconds/60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d:%02d h", seconds/3600, seconds/60%60, seconds%60)
}
