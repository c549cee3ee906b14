package ssr

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// tab is a page of a browser, driven by the DevTools protocol over a pipe: each
// message is JSON and ends with a zero byte.
type tab struct {
	t       *testing.T
	to      io.WriteCloser
	session string

	mu       sync.Mutex
	last     int
	waiting  map[int]chan message
	console  []entry
	requests []string
}

// entry is something that the browser wrote to the page's console.
type entry struct{ level, text string }

// message is a command, an answer or an event.
type message struct {
	ID        int             `json:"id,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    json.RawMessage `json:"params,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// openTab starts a browser that reaches the loopback address and nothing else,
// and opens an empty page.
func openTab(t *testing.T) *tab {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Fatal("there is no chromium; install it, on Debian: apt-get install chromium")
	}
	theirs, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, back, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	b := &tab{t: t, to: to, waiting: map[int]chan message{}}
	cmd := command(t.Context(), t.TempDir(), nil, program,
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--log-level=3",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", "about:blank")
	cmd.ExtraFiles = []*os.File{theirs, back} // its descriptors 3 and 4
	var log output
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	back.Close()
	go b.read(from)
	t.Cleanup(func() {
		if err := killGroup(cmd); err != nil {
			t.Error(err)
		}
		_ = cmd.Wait() // it was killed
		to.Close()
		from.Close()
		if t.Failed() {
			t.Logf("the console:\n%s", b.consoleText())
			t.Logf("%s printed:\n%s", program, log.String())
		}
	})

	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	for _, domain := range []string{"Runtime", "Log", "Network", "Page"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// read takes what the browser says until it ends.
func (b *tab) read(from io.Reader) {
	for r := bufio.NewReader(from); ; {
		text, err := r.ReadBytes(0)
		if err != nil {
			return // the pipe ends with the browser
		}
		var m message
		if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
			b.t.Errorf("the browser said %q: %v", text, err)
			return
		}
		b.mu.Lock()
		if answer := b.waiting[m.ID]; m.ID != 0 && answer != nil {
			delete(b.waiting, m.ID)
			answer <- m
		} else {
			b.event(m)
		}
		b.mu.Unlock()
	}
}

// event keeps what a test asks about: the console and the requests.
func (b *tab) event(m message) {
	var p struct {
		Type string
		Args []struct {
			Value       json.RawMessage
			Description string
		}
		ExceptionDetails struct {
			Text      string
			Exception struct {
				Value       json.RawMessage
				Description string
			}
		}
		Entry   struct{ Level, Text, URL string }
		Request struct{ URL string }
	}
	if err := json.Unmarshal(m.Params, &p); err != nil {
		return // an event of another shape
	}
	switch m.Method {
	case "Runtime.consoleAPICalled":
		var words []string
		for _, a := range p.Args {
			words = append(words, valueText(a.Value, a.Description))
		}
		b.console = append(b.console, entry{p.Type, strings.Join(words, " ")})
	case "Runtime.exceptionThrown":
		e := p.ExceptionDetails
		b.console = append(b.console, entry{"error", e.Text + " " + valueText(e.Exception.Value, e.Exception.Description)})
	case "Log.entryAdded":
		if strings.HasSuffix(p.Entry.URL, "/favicon.ico") {
			return // the browser asks for it, now and then; the page does not
		}
		b.console = append(b.console, entry{p.Entry.Level, strings.TrimSpace(p.Entry.Text + " " + p.Entry.URL)})
	case "Network.requestWillBeSent":
		b.requests = append(b.requests, p.Request.URL)
	}
}

func valueText(value json.RawMessage, description string) string {
	var text string
	switch {
	case json.Unmarshal(value, &text) == nil:
		return text
	case value != nil:
		return string(value)
	}
	return description
}

// call sends a command and reads what it gives into result.
func (b *tab) call(method string, params, result any) {
	b.t.Helper()
	if params == nil {
		params = struct{}{}
	}
	raw, err := json.Marshal(params)
	if err != nil {
		b.t.Fatal(err)
	}
	answer := make(chan message, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	b.waiting[id] = answer
	b.mu.Unlock()
	text, err := json.Marshal(message{ID: id, SessionID: b.session, Method: method, Params: raw})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.to.Write(append(text, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	select {
	case m := <-answer:
		if m.Error != nil {
			b.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				b.t.Fatalf("%s: %v", method, err)
			}
		}
	case <-time.After(startLimit):
		b.t.Fatalf("%s: no answer", method)
	}
}

// open goes to an address with the cookies of a Cookie header and with no
// other, and forgets the console of the page before.
func (b *tab) open(address, cookies string) {
	b.t.Helper()
	b.call("Network.clearBrowserCookies", nil, nil)
	for pair := range strings.SplitSeq(strings.TrimPrefix(cookies, "Cookie: "), "; ") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			b.call("Network.setCookie", map[string]any{"name": name, "value": value, "url": address}, nil)
		}
	}
	b.call("Page.navigate", map[string]any{"url": "about:blank"}, nil)
	b.mu.Lock()
	b.console, b.requests = nil, nil
	b.mu.Unlock()
	b.call("Page.navigate", map[string]any{"url": address}, nil)
}

// eval gives what an expression is in the page, as text.
func (b *tab) eval(expression string) string {
	b.t.Helper()
	var r struct {
		Result struct {
			Value       json.RawMessage
			Description string
		}
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &r)
	if r.ExceptionDetails != nil {
		return "" // the page is on its way
	}
	return valueText(r.Result.Value, r.Result.Description)
}

// troubles are the warnings and errors in the console.
func (b *tab) troubles() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var found []string
	for _, e := range b.console {
		if e.level == "error" || e.level == "warning" || e.level == "assert" {
			found = append(found, e.text)
		}
	}
	return found
}

// requested are the addresses that the page has asked for.
func (b *tab) requested() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.requests)
}

// text is what somebody who looks at the page can read.
func (b *tab) text() string { return b.eval("document.body.innerText") }

// has waits until the page shows a text.
func (b *tab) has(t *testing.T, want string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !strings.Contains(b.text(), want); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Errorf("the page does not show %q, but\n%s", want, b.text())
			return
		}
	}
}

// quote writes a text as one of JavaScript's.
func quote(text string) string {
	quoted, _ := json.Marshal(text) // a string can be written
	return string(quoted)
}

func (b *tab) consoleText() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all strings.Builder
	for _, e := range b.console {
		fmt.Fprintf(&all, "%s: %s\n", e.level, e.text)
	}
	return all.String()
}
