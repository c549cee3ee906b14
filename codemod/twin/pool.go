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
	s, err := p.session(program)
	if err != nil {
		return nil, err
	}
	if _, err := s.do(ctx, request{}); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// session is one of a program that no child knows yet.
func (p *Pool) session(program Program) (*Session, error) {
	real, err := program.real()
	if err != nil {
		return nil, &Error{Kind: Bundling, Message: err.Error()}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next++
	return &Session{pool: p, number: p.next, program: real}, nil
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
	sent, err := inJSON(function, args)
	if err != nil {
		return nil, err
	}
	return s.do(ctx, request{Function: function, Calls: [][]json.RawMessage{sent}})
}

// inJSON are the arguments of a call as they are sent.
func inJSON(function string, args []any) ([]json.RawMessage, error) {
	sent := make([]json.RawMessage, len(args))
	for i, arg := range args {
		b, err := json.Marshal(arg)
		if err != nil {
			return nil, fmt.Errorf("argument %d of %s: %w", i+1, function, err)
		}
		sent[i] = b
	}
	return sent, nil
}

// do has one thing done.
func (s *Session) do(ctx context.Context, r request) (json.RawMessage, error) {
	results, err := s.doAll(ctx, r)
	if err != nil {
		return nil, err
	}
	return results[0].Value, results[0].Err
}

// Result is what became of one of several calls.
type Result struct {
	Value json.RawMessage
	Err   error // an *Error
}

// CallAll loads a program and calls one of its exports with each list of
// arguments, all in one child as long as that lives, and forgets the program. It
// spares what Load and Call wait for in between. Where the program cannot be
// loaded, and after a call that has taken all the time or memory that there is,
// the other calls are not made and have the same error.
//
// The error is the context's, or that of arguments that are no JSON.
func (p *Pool) CallAll(ctx context.Context, program Program, function string, calls ...[]any) ([]Result, error) {
	if len(calls) == 0 {
		return nil, nil
	}
	r := request{Function: function}
	for _, args := range calls {
		sent, err := inJSON(function, args)
		if err != nil {
			return nil, err
		}
		r.Calls = append(r.Calls, sent)
	}
	s, err := p.session(program)
	if err != nil {
		return slices.Repeat([]Result{{Err: err}}, len(calls)), nil
	}
	defer s.Close()
	return s.doAll(ctx, r)
}

// final reports whether a program that has failed so is not worth another call.
func final(kind Kind) bool {
	switch kind {
	case Bundling, Timeout, Memory, Crash, NoWorker:
		return true
	}
	return false
}

// doAll awaits the session's turn and has everything done that a request asks
// for. There is a result for each call, or one where there are none. The error
// is none of a result's.
func (s *Session) doAll(ctx context.Context, r request) ([]Result, error) {
	p := s.pool
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.free:
	}
	defer func() { p.free <- struct{}{} }()
	t := &turn{session: s, request: r}
	defer t.release()
	n := max(len(r.Calls), 1)
	for len(t.results) < n {
		if err := t.ask(ctx); err != nil {
			return nil, err
		}
		if last := t.results[len(t.results)-1]; t.unloaded || final(KindOf(last.Err)) {
			return append(t.results, slices.Repeat([]Result{{Err: last.Err}}, n-len(t.results))...), nil
		}
	}
	return t.results, nil
}

// turn is what a session does with a child that it has for itself.
type turn struct {
	session *Session
	request request
	results []Result // of the calls that are over
	// child has been sent what is not over yet. It is nil before the first
	// time, and after a call that cost its life.
	child    *child
	prelude  int  // that it has been sent; 0 for none
	unloaded bool // the program cannot be loaded, so there are no more answers
}

func (t *turn) release() {
	if t.child != nil {
		t.session.pool.give(t.child)
		t.child = nil
	}
}

// ask awaits the next result.
func (t *turn) ask(ctx context.Context) error {
	a, used, err := t.await(ctx, false)
	if used && spent(a, err) {
		// It may be what others have left behind that was too much.
		a, _, err = t.await(ctx, true)
	}
	var failure *Error
	switch {
	case errors.As(err, &failure):
		t.results = append(t.results, Result{Err: failure})
		return nil
	case err != nil:
		return err
	}
	if console := t.session.program.Console; console != nil {
		for _, line := range a.Console {
			console(line[0], line[1])
		}
	}
	r := Result{Value: a.Result}
	if a.Error != nil {
		r = Result{Err: a.Error}
		t.unloaded = !a.Loaded
	}
	t.results = append(t.results, r)
	return nil
}

// await awaits the next answer of the child or, where there is none, of another,
// a new one if fresh is true. used is true for one that had done something before.
func (t *turn) await(ctx context.Context, fresh bool) (a *answer, used bool, err error) {
	used = true
	limit := t.session.pool.options.Limit
	if t.child == nil {
		var loads bool
		if used, loads, err = t.send(fresh); err != nil {
			t.release()
			return nil, false, err
		}
		if loads && t.request.Function != "" {
			limit *= 2 // each for itself
		}
	}
	c := t.child
	if a, err = c.answer(ctx, limit); spent(a, err) {
		c.kill()
	} else if a != nil && a.Loaded {
		t.session.known(c, t.prelude)
	}
	if c.dead.Load() {
		t.release()
	}
	return a, used, err
}

// send sends what is not over yet to a child, which loads the program first where
// it has not yet.
func (t *turn) send(fresh bool) (used, loads bool, err error) {
	s, p := t.session, t.session.pool
	if t.child, err = p.take(s.number, fresh); err != nil {
		return false, false, err
	}
	c, r := t.child, t.request
	used, c.used = c.used, true
	r.Session, r.Limit = s.number, p.options.Limit.Milliseconds()
	if len(r.Calls) > 0 {
		r.Calls = r.Calls[len(t.results):]
	}
	p.mu.Lock()
	r.Drop, c.drop = c.drop, nil
	if !c.sessions[s.number] {
		r.Load, r.Prelude = p.program(s, c)
	}
	p.mu.Unlock()
	t.prelude = r.Prelude
	return used, r.Load != nil, c.send(r)
}

// known notes that a child has loaded the session's program.
func (s *Session) known(c *child, prelude int) {
	s.pool.mu.Lock()
	defer s.pool.mu.Unlock()
	c.sessions[s.number] = true
	if prelude > 0 {
		c.preludes[prelude] = true
	}
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

// give puts a child back that is still alive.
func (p *Pool) give(c *child) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.busy, c)
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
