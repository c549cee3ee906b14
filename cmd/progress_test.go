package cmd

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// screen is a terminal of one line: a carriage return goes back to its
// beginning, and "erase line" empties it.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// line is what a person sees in the end.
func (s *screen) line() string {
	var line []byte
	at := 0
	text := s.written()
	for text != "" {
		if rest, ok := strings.CutPrefix(text, "\x1b[2K"); ok {
			line, text = bytes.Repeat([]byte(" "), len(line)), rest
			continue
		}
		c := text[0]
		text = text[1:]
		if c == '\r' {
			at = 0
			continue
		}
		if at == len(line) {
			line = append(line, c)
		} else {
			line[at] = c
		}
		at++
	}
	return strings.TrimSpace(string(line))
}

func TestProgress(t *testing.T) {
	var s screen
	p := newProgress(&s, time.Millisecond)
	p.looked.Store(1234)
	for deadline := time.Now().Add(time.Minute); !strings.Contains(s.line(), "1234"); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("shows %q", s.written())
		}
	}
	if line := s.line(); !strings.Contains(line, " looking at files: 1234 (") || !strings.HasSuffix(line, "/s)") || len(line) > 40 {
		t.Errorf("shows %q", line)
	}
	p.end()
	if line := s.line(); line != "" {
		t.Errorf("%q is left", line)
	}
	if strings.Contains(s.written(), "\n") {
		t.Errorf("a line was ended: %q", s.written())
	}
	p.end() // a second time does no harm

	// A short run shows nothing, and neither does one that nobody watches.
	var short screen
	p = newProgress(&short, time.Hour)
	p.end()
	if short.written() != "" {
		t.Errorf("a short run shows %q", short.written())
	}
	var pipe bytes.Buffer
	a := newApp(nil, nil, &pipe)
	p = a.watch(&checkFlags{})
	p.looked.Add(1)
	p.end()
	if pipe.Len() > 0 {
		t.Errorf("a pipe gets %q", pipe.String())
	}
}
