package twin

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/dop251/goja"
)

// workerArgument is what a child's first argument is. It is no command's name.
const workerArgument = "twin-worker"

// Codes with which a child ends on purpose.
const (
	exitTimeout = 71
	exitMemory  = 72
)

// Asked reports whether this process has been started as a worker, by the
// arguments after the program's name. It then has to call Work and nothing
// else: main does, and TestMain of each package whose tests use a Pool.
func Asked(args []string) bool {
	return (len(args) == 2 || len(args) == 3) && args[0] == workerArgument
}

// Work is the whole life of a worker. It returns the exit code.
func Work(args []string, in io.Reader, out io.Writer) int {
	memory, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return 2
	}
	// An interrupt is meant for the parent, which ends its children itself.
	signal.Ignore(os.Interrupt)
	if err := limitMemory(args, memory); err != nil {
		io.WriteString(os.Stderr, "memory cannot be limited: "+err.Error()+"\n")
		return 2
	}
	// There is little that lives long, and much that does not: it is collected
	// when there is too much of it, and otherwise between two programs.
	debug.SetMemoryLimit(memory / 2)
	debug.SetGCPercent(-1)
	debug.SetMaxStack(int(memory / 4))
	debug.SetTraceback("none")
	in, ok := polled(in)
	if ok {
		runtime.GOMAXPROCS(1)
	} else {
		runtime.GOMAXPROCS(2) // one of which a read may hold for some milliseconds
	}
	w := worker{out: bufio.NewWriterSize(out, 64<<10), modules: map[int]*module{}, preludes: map[int]*goja.Program{}, memory: memory}
	requests := make(chan []byte)
	go func() {
		r := bufio.NewReaderSize(in, 64<<10)
		for {
			line, err := readLine(r)
			if err != nil {
				// The parent is gone, or has had enough. What is running
				// cannot be asked to stop.
				os.Exit(0)
			}
			requests <- line
		}
	}()
	w.out.WriteString(greeting + "\n")
	if err := w.out.Flush(); err != nil {
		return 2
	}
	answers := json.NewEncoder(w.out) // ends each with a new line
	answers.SetEscapeHTML(false)
	var failed error
	reply := func(a *answer) {
		failed = errors.Join(failed, answers.Encode(a), w.out.Flush())
	}
	for line := range requests {
		if w.serve(line, reply); failed != nil {
			return 2
		}
	}
	return 0
}

// worker is the child's side of a Pool.
type worker struct {
	out     *bufio.Writer
	modules map[int]*module
	// preludes are those that have been sent, by the pool's numbers. Programs
	// of one kind share one.
	preludes map[int]*goja.Program
	builder  builder
	memory   int64
}

// serve does what is asked. Whatever comes of it, there are answers.
func (w *worker) serve(line []byte, reply func(*answer)) {
	var r request
	if err := json.Unmarshal(line, &r); err != nil {
		reply(&answer{Error: &Error{Kind: Crash, Message: "the request cannot be read: " + err.Error()}})
		return
	}
	for _, n := range r.Drop {
		delete(w.modules, n)
	}
	limit := time.Duration(r.Limit) * time.Millisecond
	a := &answer{}
	m := w.modules[r.Session]
	if r.Load != nil {
		w.clean()
		var err error
		m = &module{program: *r.Load, builder: &w.builder, prelude: r.Prelude, preludes: w.preludes}
		w.guarded(limit, func(g *watch) { err = m.load(g) })
		a.Console = m.takeConsole()
		if err != nil {
			a.Error = m.describe(err, limit)
			reply(a)
			return
		}
		w.modules[r.Session] = m
	}
	if m == nil {
		reply(&answer{Error: &Error{Kind: Crash, Message: "there is no such session"}})
		return
	}
	a.Loaded = true
	if len(r.Calls) == 0 {
		reply(a)
		return
	}
	for _, args := range r.Calls {
		w.clean()
		var err error
		w.guarded(limit, func(g *watch) { a.Result, err = m.call(g, r.Function, args) })
		a.Console = append(a.Console, m.takeConsole()...)
		if err != nil {
			a.Error = m.describe(err, limit)
		}
		reply(a)
		if err != nil && final(a.Error.Kind) {
			return
		}
		a = &answer{Loaded: true}
	}
}

// clean collects what earlier programs have left behind, when it is so much that
// it would count against this one.
func (w *worker) clean() {
	if heap() > w.memory/4 {
		runtime.GC()
	}
	if heap() > w.memory/4 {
		w.builder.forget()
		runtime.GC()
	}
}

// Reasons for which a run is interrupted.
var (
	errTimeout = errors.New("timeout")
	errMemory  = errors.New("memory")
)

// guarded runs f while somebody watches it. What cannot be interrupted ends
// with the process.
func (w *worker) guarded(limit time.Duration, f func(*watch)) {
	g := &watch{}
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		g.look(done, limit, w.memory)
	}()
	f(g)
	close(done)
	<-stopped
}
