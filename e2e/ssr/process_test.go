package ssr

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// How long a step may take on a machine that is busy with other things.
const (
	installLimit = 4 * time.Minute
	buildLimit   = 4 * time.Minute
	startLimit   = 90 * time.Second
	commandLimit = 30 * time.Second
)

// command is a command in a process group of its own that ends with ctx. The
// environment is this process's without what would configure Clerk, Next.js or
// Node otherwise, and with env.
func command(ctx context.Context, dir string, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "CLERK_") && !strings.HasPrefix(v, "NEXT_") && !strings.HasPrefix(v, "NODE_") && !strings.HasPrefix(v, "PORT=") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "NEXT_TELEMETRY_DISABLED=1", "NO_COLOR=1")
	cmd.Env = append(cmd.Env, env...)
	inGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// attempt runs a command to its end and returns its output and exit code.
func attempt(t *testing.T, limit time.Duration, dir string, env []string, name string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := command(ctx, dir, env, name, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	start := time.Now()
	err := cmd.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil || err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s %s, after %v of %v: %v\n%s%s", name, strings.Join(args, " "), time.Since(start).Round(time.Second), limit, err, out.String(), errs.String())
	}
	t.Logf("%s %s: %v", name, strings.Join(args, " "), time.Since(start).Round(10*time.Millisecond))
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// run is attempt for a command that has to succeed. It returns what is on stdout.
func run(t *testing.T, limit time.Duration, dir string, env []string, name string, args ...string) string {
	t.Helper()
	stdout, stderr, code := attempt(t, limit, dir, env, name, args...)
	if code != 0 {
		t.Fatalf("%s %s: exit code %d\n%s%s", name, strings.Join(args, " "), code, stdout, stderr)
	}
	return stdout
}

// server is a process that runs until the test ends.
type server struct {
	name string
	cmd  *exec.Cmd
	out  output
	done chan struct{} // closed when the process has ended
	stop context.CancelFunc
}

// start starts a server. When the test fails, what it printed is shown.
func start(t *testing.T, dir string, env []string, name string, args ...string) *server {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	s := &server{name: name + " " + strings.Join(args, " "), done: make(chan struct{}), stop: cancel}
	s.cmd = command(ctx, dir, env, name, args...)
	s.cmd.Stdout, s.cmd.Stderr = &s.out, &s.out
	if err := s.cmd.Start(); err != nil {
		cancel()
		t.Fatal(err)
	}
	go func() {
		defer close(s.done)
		_ = s.cmd.Wait() // it is killed in the end
	}()
	t.Cleanup(func() {
		s.end(t)
		if t.Failed() {
			t.Logf("%s printed:\n%s", s.name, s.out.String())
		}
	})
	return s
}

// end kills the server with all that it has started. A second call does nothing.
func (s *server) end(t *testing.T) {
	t.Helper()
	s.stop()
	select {
	case <-s.done:
		// What outlived the process that started it is ended too.
		if err := killGroup(s.cmd); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
	case <-time.After(15 * time.Second):
		t.Errorf("%s does not end", s.name)
	}
}

// await waits until the server is ready, as ready tells.
func (s *server) await(t *testing.T, ready func() bool) {
	t.Helper()
	poll(t, startLimit, "for "+s.name, func() bool {
		s.running(t)
		return ready()
	})
}

// running fails the test when the server has ended.
func (s *server) running(t *testing.T) {
	t.Helper()
	select {
	case <-s.done:
		t.Fatalf("%s has ended: %v", s.name, s.cmd.ProcessState)
	default:
	}
}

// poll waits until done reports true.
func poll(t *testing.T, limit time.Duration, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !done(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited %v %s", limit, what)
		}
	}
}

// freePort is a port of the loopback address that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// output collects what a running process prints.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
