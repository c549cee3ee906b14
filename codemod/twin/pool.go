package twin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Options are the limits of a [Pool].
type Options struct {
	// Workers is how many children run at a time; 0 stands for one a core, at
	// most four.
	Workers int
	// Limit bounds the processor time of each Load and each Call, and a fifth
	// of what each may take by the clock; 0 stands for one second. Where the
	// system does not say what a process uses, the clock alone counts.
	Limit time.Duration
	// Memory bounds what each child may use, in bytes, its own needs (some
	// 20 MB) included; 0 stands for 112 MB.
	Memory int64
}

// Pool is a number of children, started when they are first needed. Its methods
// may be called from several goroutines.
type Pool struct {
	options Options
	// free holds a token for each child that may run.
	free chan struct{}

	mu   sync.Mutex
	idle []*child // that await requests
	busy map[*child]bool
	next int // the number of the next session
	// preludes are the numbers of those that there are, by their text.
	preludes map[string]int
	closed   bool
}

// NewPool returns a pool. No child is started before the first Load.
func NewPool(o Options) *Pool {
	if o.Workers <= 0 {
		o.Workers = min(runtime.GOMAXPROCS(0), 4)
	}
	if o.Limit <= 0 {
		o.Limit = time.Second
	}
	if o.Memory <= 0 {
		o.Memory = 112 << 20
	}
	p := &Pool{options: o, free: make(chan struct{}, o.Workers), busy: map[*child]bool{}, preludes: map[string]int{}}
	for range o.Workers {
		p.free <- struct{}{}
	}
	return p
}

// Close ends all children, also those that are running. Sessions fail from then
// on.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	all := slices.Clone(p.idle)
	for c := range p.busy {
		all = append(all, c)
	}
	p.idle = nil
	p.mu.Unlock()
	for _, c := range all {
		c.kill()
	}
}

// Session is a program that has been loaded. It belongs to no child: each call
// runs in one that is free, which loads the program first when it has not yet,
// or when the one before has died. Its methods may be called from several
// goroutines.
type Session struct {
	pool    *Pool
	number  int
	program Program
}

// Load bundles a program and runs its module once. The error is an *Error or
// the context's.
func (p *Pool) Load(ctx context.Context, program Program) (*Session, error) {
	real, err := program.real()
	if err != nil {
		return nil, &Error{Kind: Bundling, Message: err.Error()}
	}
	p.mu.Lock()
	p.next++
	s := &Session{pool: p, number: p.next, program: real}
	p.mu.Unlock()
	if _, err := s.do(ctx, request{}); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close forgets the program.
func (s *Session) Close() {
	s.pool.mu.Lock()
	defer s.pool.mu.Unlock()
	forget := func(c *child) {
		if c.sessions[s.number] {
			delete(c.sessions, s.number)
			c.drop = append(c.drop, s.number)
		}
	}
	for _, c := range s.pool.idle {
		forget(c)
	}
	for c := range s.pool.busy {
		forget(c)
	}
}

// Call calls one of the module's exports with arguments that are made JSON, and
// returns what it returns as JSON. A promise is awaited: jobs and timers run
// until it is settled, and a timer's delay takes no time. undefined is null.
//
// The error is an *Error or the context's. After one that cost the child its
// life the next call finds the module freshly loaded.
func (s *Session) Call(ctx context.Context, function string, args ...any) (json.RawMessage, error) {
	sent := make([]json.RawMessage, len(args))
	for i, arg := range args {
		b, err := json.Marshal(arg)
		if err != nil {
			return nil, fmt.Errorf("argument %d of %s: %w", i+1, function, err)
		}
		sent[i] = b
	}
	return s.do(ctx, request{Function: function, Args: sent})
}

func (s *Session) do(ctx context.Context, r request) (json.RawMessage, error) {
	p := s.pool
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.free:
	}
	defer func() { p.free <- struct{}{} }()
	a, used, err := s.ask(ctx, r, false)
	if used && spent(a, err) {
		// It may be what others have left behind that was too much.
		a, _, err = s.ask(ctx, r, true)
	}
	if err != nil {
		return nil, err
	}
	if s.program.Console != nil {
		for _, line := range a.Console {
			s.program.Console(line[0], line[1])
		}
	}
	if a.Error != nil {
		return nil, a.Error
	}
	return a.Result, nil
}

// spent reports whether a child has no memory left, or has died of something
// like that.
func spent(a *answer, err error) bool {
	kind := KindOf(err)
	if a != nil && a.Error != nil {
		kind = a.Error.Kind
	}
	return kind == Memory || kind == Crash
}

// ask asks one child, a new one if fresh is true. used is true for one that has
// done something before.
func (s *Session) ask(ctx context.Context, r request, fresh bool) (a *answer, used bool, err error) {
	p := s.pool
	c, err := p.take(s.number, fresh)
	if err != nil {
		return nil, false, err
	}
	used, c.used = c.used, true
	limit := p.options.Limit
	r.Session, r.Limit = s.number, limit.Milliseconds()
	p.mu.Lock()
	r.Drop, c.drop = c.drop, nil
	if !c.sessions[s.number] {
		r.Load, r.Prelude = p.program(s, c)
		if r.Function != "" {
			limit *= 2 // each for itself
		}
	}
	p.mu.Unlock()
	a, err = c.ask(ctx, r, limit)
	p.give(c, s.number, r.Prelude, a, err)
	return a, used, err
}

// program is a session's as it is sent to a child, and the number of its
// prelude. The lock is held.
func (p *Pool) program(s *Session, c *child) (*Program, int) {
	text := s.program.Prelude
	if text == "" {
		return &s.program, 0
	}
	number := p.preludes[text]
	if number == 0 {
		number = len(p.preludes) + 1
		p.preludes[text] = number
	}
	if !c.preludes[number] {
		return &s.program, number
	}
	short := s.program
	short.Prelude = ""
	return &short, number
}

// take returns an idle child, best one that knows the session, or a new one.
func (p *Pool) take(session int, fresh bool) (*child, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errors.New("the pool of workers is closed")
	}
	i := slices.IndexFunc(p.idle, func(c *child) bool { return c.sessions[session] })
	if i < 0 {
		i = len(p.idle) - 1
	}
	var c *child
	if i >= 0 && !fresh {
		c = p.idle[i]
		p.idle = slices.Delete(p.idle, i, i+1)
	} else {
		var err error
		if c, err = start(p.options.Memory); err != nil {
			return nil, &Error{Kind: NoWorker, Message: "a worker process could not be started: " + err.Error()}
		}
	}
	p.busy[c] = true
	return c, nil
}

// give puts a child back that is still alive, and has memory left.
func (p *Pool) give(c *child, session, prelude int, a *answer, err error) {
	if spent(a, err) {
		c.kill()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.busy, c)
	if a != nil && a.Loaded {
		c.sessions[session] = true
		if prelude > 0 {
			c.preludes[prelude] = true
		}
	}
	if p.closed || c.dead.Load() {
		go c.kill()
		return
	}
	p.idle = append(p.idle, c)
}

// executable is this program. On Linux it is the one that runs even if its file
// has been replaced since.
func executable() (string, error) {
	if runtime.GOOS == "linux" {
		if _, err := os.Stat("/proc/self/exe"); err == nil {
			return "/proc/self/exe", nil
		}
	}
	return os.Executable()
}
