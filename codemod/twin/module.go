package twin

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
	"github.com/go-sourcemap/sourcemap"
)

// module is a program as a worker holds it.
type module struct {
	program  Program
	builder  *builder
	prelude  int // the number of the program's own
	preludes map[int]*goja.Program
	scripts  []*goja.Program // in the order in which they run
	mapping  []byte          // from the bundle to the sources
	engine   *engine
	console  [][2]string
	consumer *sourcemap.Consumer
}

// Limits of what a call may print.
const (
	maxLines    = 1_000
	maxLineSize = 2_000
)

func (m *module) print(level, text string) {
	if len(m.console) >= maxLines {
		return
	}
	if len(text) > maxLineSize {
		cut := maxLineSize
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	m.console = append(m.console, [2]string{level, text})
}

func (m *module) takeConsole() [][2]string {
	lines := m.console
	m.console = nil
	return lines
}

// bundleName is what the bundle is called in the stacks of errors.
const bundleName = "bundle.js"

// load bundles, compiles and runs the module.
func (m *module) load(g *watch) error {
	code, mapping, err := m.builder.bundle(m.program)
	if err != nil {
		return err
	}
	m.mapping = mapping
	if err := g.over(); err != nil {
		return err
	}
	type script struct {
		number int
		text   string
	}
	before := []script{{0, prelude}}
	if m.prelude > 0 {
		before = append(before, script{m.prelude, m.program.Prelude})
	}
	for _, one := range before {
		p := m.preludes[one.number]
		if p == nil {
			if p, err = compile("prelude.js", one.text); err != nil {
				return err
			}
			m.preludes[one.number] = p
		}
		m.scripts = append(m.scripts, p)
	}
	p, err := compile(bundleName, code)
	if err != nil {
		return err
	}
	m.scripts = append(m.scripts, p)
	if m.program.Fresh {
		return nil
	}
	return m.start(g, nil)
}

// compile never reads a source map that a comment names.
func compile(name, text string) (*goja.Program, error) {
	tree, err := goja.Parse(name, text, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, &Error{Kind: Bundling, Message: "the engine cannot read the bundle: " + err.Error()}
	}
	p, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, &Error{Kind: Bundling, Message: "the engine cannot compile the bundle: " + err.Error()}
	}
	return p, nil
}

// start runs the module in a new engine.
func (m *module) start(g *watch, args []json.RawMessage) error {
	m.engine = newEngine(m.print, args)
	return m.engine.run(g, func() error {
		for _, p := range m.scripts {
			if err := m.engine.script(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// call calls an export.
func (m *module) call(g *watch, function string, args []json.RawMessage) (result json.RawMessage, err error) {
	if m.engine == nil || m.program.Fresh {
		if err := m.start(g, args); err != nil {
			m.engine = nil
			return nil, err
		}
	}
	e := m.engine
	err = e.run(g, func() error {
		result, err = e.call(function, args)
		return err
	})
	if err != nil && !errors.As(err, new(*thrown)) || m.program.Fresh {
		m.engine = nil // who knows in what state it is
	}
	return result, err
}

// describe makes an Error of what went wrong.
func (m *module) describe(err error, limit time.Duration) *Error {
	var known *Error
	var threw *thrown
	var stopped *goja.InterruptedError
	var overflow *goja.StackOverflowError
	switch {
	case errors.As(err, &stopped):
		if reason, ok := stopped.Value().(error); ok {
			return m.describe(reason, limit)
		}
	case errors.Is(err, errTimeout):
		return timeout(limit)
	case errors.Is(err, errMemory):
		return &Error{Kind: Memory, Message: "more memory than is allowed"}
	case errors.As(err, &overflow):
		e := &Error{Kind: Thrown, Message: "RangeError: Maximum call stack size exceeded"}
		m.locate(e, framesOf(overflow.Stack(), ""))
		return e
	case errors.As(err, &known):
		return known
	case errors.As(err, &threw):
		e := &Error{Kind: Thrown, Message: threw.message}
		m.locate(e, threw.frames)
		return e
	}
	return &Error{Kind: Crash, Message: err.Error()}
}

// locate puts the places of a stack in terms of the sources.
func (m *module) locate(e *Error, frames []frame) {
	if m.consumer == nil && m.mapping != nil {
		m.consumer, _ = sourcemap.Parse("", m.mapping)
		m.mapping = nil
	}
	var lines []string
	for _, f := range frames {
		if m.consumer == nil {
			return
		}
		file, _, line, column, ok := m.consumer.Source(f.line, f.column-1)
		if !ok || file == "" {
			continue
		}
		if _, given, ok := strings.Cut(file, givenNamespace+":"); ok {
			file = given
		}
		if e.File == "" {
			e.File, e.Line, e.Column = file, line, column+1
		}
		if len(lines) < 20 {
			lines = append(lines, fmt.Sprintf("%s (%s:%d:%d)", f.function, file, line, column+1))
		}
	}
	e.Stack = strings.Join(lines, "\n")
}
