package twin

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// child is the other end of a worker process. One request is under way at a
// time.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	lines  chan []byte // what the child answers; closed when it ends
	stderr *head
	over   error // why reading ended; valid once lines is closed
	once   sync.Once
	dead   atomic.Bool

	used bool // has been asked something; for whoever has taken it

	// Under the pool's lock.
	sessions map[int]bool
	preludes map[int]bool // that it has been sent
	drop     []int
}

// grace is how much longer than the child's own limit its parent waits before
// it kills it.
const grace = 300 * time.Millisecond

// patience bounds the start of a child.
const patience = 10 * time.Second

// start runs this program as a worker.
func start(memory int64) (*child, error) {
	if Asked(os.Args[1:]) {
		return nil, errors.New("this process is a worker that does not know it; main or TestMain has to call twin.Asked first")
	}
	path, err := executable()
	if err != nil {
		return nil, err
	}
	c := &child{lines: make(chan []byte, 1), stderr: &head{}, sessions: map[int]bool{}, preludes: map[int]bool{}}
	c.cmd = exec.Command(path, workerArgument, strconv.FormatInt(memory, 10))
	c.cmd.Args[0] = os.Args[0]
	c.cmd.Env = []string{}
	c.cmd.Dir = os.TempDir()
	c.cmd.Stderr = c.stderr
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go c.read(out)
	select {
	case line, ok := <-c.lines:
		if ok && string(line) == greeting {
			return c, nil
		}
	case <-time.After(patience):
	}
	c.kill()
	return nil, fmt.Errorf("it did not greet: %s", c.stderr.line())
}

// read passes the child's lines on until it ends.
func (c *child) read(out io.Reader) {
	r := bufio.NewReaderSize(out, 64<<10)
	for {
		line, err := readLine(r)
		if err != nil {
			c.over = err
			close(c.lines)
			return
		}
		c.lines <- line
	}
}

var errTooLarge = errors.New("a message is too large")

// readLine reads a line without its end, at most maxMessage bytes.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxMessage:
			return nil, errTooLarge
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil:
			return nil, err
		default:
			return bytes.TrimSuffix(line, []byte("\n")), nil
		}
	}
}

// send sends a request.
func (c *child) send(r request) error {
	message, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if len(message) > maxMessage {
		return &Error{Kind: TooLarge, Message: fmt.Sprintf("the program and its arguments come to %d MB", len(message)>>20)}
	}
	go func() {
		// A child that does not read is one that does not answer.
		c.in.Write(append(message, '\n'))
	}()
	return nil
}

// answer awaits the next answer. After an error the child is dead.
func (c *child) answer(ctx context.Context, limit time.Duration) (*answer, error) {
	deadline := time.NewTimer(longest(limit) + grace)
	defer deadline.Stop()
	select {
	case line, ok := <-c.lines:
		if !ok {
			return nil, c.epitaph(limit)
		}
		a := &answer{}
		if err := json.Unmarshal(line, a); err != nil {
			c.kill()
			return nil, &Error{Kind: Crash, Message: "the worker's answer cannot be read"}
		}
		return a, nil
	case <-ctx.Done():
		c.kill()
		return nil, ctx.Err()
	case <-deadline.C:
		c.kill()
		return nil, timeout(limit)
	}
}

func timeout(limit time.Duration) *Error {
	return &Error{Kind: Timeout, Message: fmt.Sprintf("no result after %s", limit)}
}

// epitaph says what the child has died of.
func (c *child) epitaph(limit time.Duration) error {
	// It has closed its pipe and is about to be gone, with an exit code that a
	// signal would hide.
	last := time.AfterFunc(grace, func() { c.cmd.Process.Kill() })
	c.reap()
	last.Stop()
	if errors.Is(c.over, errTooLarge) {
		return &Error{Kind: TooLarge, Message: "the result is too large"}
	}
	code := c.cmd.ProcessState.ExitCode()
	said := c.stderr.line()
	switch {
	case code == exitTimeout:
		return timeout(limit)
	case code == exitMemory,
		// The runtime itself trips over memory that it is not given.
		strings.HasPrefix(said, "SIGSEGV"),
		strings.Contains(said, "out of memory"), strings.Contains(said, "cannot allocate memory"), strings.Contains(said, "pthread_create failed"):
		return &Error{Kind: Memory, Message: "more memory than is allowed"}
	case strings.Contains(said, "stack"):
		return &Error{Kind: Crash, Message: "recursion deeper than the engine survives"}
	case said == "":
		said = c.cmd.ProcessState.String()
	}
	return &Error{Kind: Crash, Message: "the worker ended: " + said}
}

// kill ends the process and reaps it.
func (c *child) kill() {
	c.cmd.Process.Kill()
	c.reap()
}

// reap awaits the end of the process.
func (c *child) reap() {
	c.once.Do(func() {
		c.dead.Store(true)
		c.in.Close()
		for range c.lines { // until it is closed
		}
		c.cmd.Wait()
	})
}

// head keeps the beginning of what a child writes.
type head struct {
	mu   sync.Mutex
	text []byte
}

func (h *head) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.text = append(h.text, b[:min(len(b), max(0, 4096-len(h.text)))]...)
	return len(b), nil
}

// line is the first line that says something.
func (h *head) line() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	for line := range strings.Lines(string(h.text)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
