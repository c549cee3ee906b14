package twin

import (
	_ "embed" // for the prelude
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

//go:embed prelude.js
var prelude string

// entryName is the global that the bundle puts the entry's exports in.
const entryName = "__twin_entry"

// maxCalls bounds how deep JavaScript calls itself.
const maxCalls = 3_000

// maxTurns bounds how many timers run for one call.
const maxTurns = 10_000

// engine is one world of JavaScript: its own globals, clock and randomness.
type engine struct {
	vm *goja.Runtime
	// The pristine functions of the prelude, which no module can replace.
	invoke, stringify, shown, turn goja.Callable
	now                            time.Time
}

// epoch is when every run begins, in seconds, so that two runs agree on the
// time: noon of the first of March 2022.
const epoch = 1646136000

func newEngine(print func(level, text string), args []json.RawMessage) *engine {
	e := &engine{vm: goja.New(), now: time.Unix(epoch, 0).UTC()}
	e.vm.SetMaxCallStackSize(maxCalls)
	e.vm.SetTimeSource(func() time.Time { return e.now })
	e.vm.SetRandSource(rand.New(rand.NewSource(1)).Float64)
	e.vm.SetParserOptions(parser.WithDisableSourceMaps)
	host := e.vm.NewObject()
	host.Set("print", func(call goja.FunctionCall) goja.Value {
		print(call.Argument(0).String(), call.Argument(1).String())
		return goja.Undefined()
	})
	host.Set("pass", func(call goja.FunctionCall) goja.Value {
		e.now = e.now.Add(time.Duration(call.Argument(0).ToFloat() * float64(time.Millisecond)))
		return goja.Undefined()
	})
	host.Set("take", func(call goja.FunctionCall) goja.Value {
		for i, f := range []*goja.Callable{&e.invoke, &e.stringify, &e.shown, &e.turn} {
			*f, _ = goja.AssertFunction(call.Argument(i))
		}
		return goja.Undefined()
	})
	given := make([]any, len(args))
	for i, arg := range args {
		given[i] = string(arg)
	}
	host.Set("args", e.vm.NewArray(given...))
	late := &lateGlobals{vm: e.vm, makers: map[string]goja.Callable{}, made: map[string]goja.Value{}}
	host.Set("late", func(call goja.FunctionCall) goja.Value {
		f, _ := goja.AssertFunction(call.Argument(1))
		for name := range strings.FieldsSeq(call.Argument(0).String()) {
			late.makers[name] = f
		}
		return goja.Undefined()
	})
	behind := e.vm.NewDynamicObject(late)
	e.vm.GlobalObject().SetPrototype(behind)
	e.vm.Set("__host", host)
	e.vm.SetPromiseRejectionTracker(func(p *goja.Promise, operation goja.PromiseRejectionOperation) {
		if operation == goja.PromiseRejectionReject {
			message, _ := e.text(p.Result())
			print("rejection", message)
		}
	})
	return e
}

// lateGlobals are what stands behind the global scope: values that are made, of
// their names, when somebody first asks for them. Most modules ask for few of them.
type lateGlobals struct {
	vm     *goja.Runtime
	makers map[string]goja.Callable
	made   map[string]goja.Value
}

func (l *lateGlobals) Get(name string) goja.Value {
	if v := l.made[name]; v != nil {
		return v
	}
	f := l.makers[name]
	if f == nil {
		return nil
	}
	v, err := f(goja.Undefined(), l.vm.ToValue(name))
	if err != nil {
		panic(err) // the engine's own, such as an interrupt: it goes on there
	}
	l.made[name] = v
	return v
}

func (l *lateGlobals) Set(name string, v goja.Value) bool {
	l.made[name] = v
	return true
}

func (l *lateGlobals) Has(name string) bool {
	return l.made[name] != nil || l.makers[name] != nil
}

func (l *lateGlobals) Delete(name string) bool {
	delete(l.made, name)
	delete(l.makers, name)
	return true
}

// Keys are none: what is there to be found is not what is there to be seen.
func (l *lateGlobals) Keys() []string { return nil }

// run does f while it can be interrupted.
func (e *engine) run(g *watch, f func() error) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *goja.InterruptedError:
			err = r
		case *goja.StackOverflowError:
			err = r
		case goja.Value:
			err = &Error{Kind: Thrown, Message: "an error that has no text"}
		default:
			err = fmt.Errorf("the engine failed: %v", r)
		}
		if reason := g.over(); reason != nil {
			err = reason
		}
	}()
	g.set(e.vm)
	// What was thrown is read here: to do so runs code of the module's.
	return e.thrown(f())
}

// thrown makes an error that says what a module threw.
func (e *engine) thrown(err error) error {
	var exception *goja.Exception
	var r *rejection
	switch {
	case errors.As(err, new(*goja.InterruptedError)), errors.As(err, new(*goja.StackOverflowError)):
	case errors.As(err, &exception):
		message, stack := e.text(exception.Value())
		return &thrown{message, framesOf(exception.Stack(), stack)}
	case errors.As(err, &r):
		message, stack := e.text(r.reason)
		return &thrown{message, framesOf(nil, stack)}
	}
	return err
}

// thrown is what a module threw.
type thrown struct {
	message string
	frames  []frame
}

func (t *thrown) Error() string { return t.message }

// rejection is that of the promise that a call returned.
type rejection struct{ reason goja.Value }

func (r *rejection) Error() string { return "the promise is rejected" }

// frame is one call of a stack, in terms of the bundle.
type frame struct {
	function     string
	line, column int
}

// framesOf are the calls of a stack that are in the bundle: those of the
// error's own, else those where it was thrown.
func framesOf(frames []goja.StackFrame, stack string) []frame {
	var out []frame
	for line := range strings.Lines(stack) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "at ")
		if !ok {
			continue
		}
		function, place, ok := strings.Cut(rest, "(")
		if !strings.HasPrefix(rest, bundleName+":") && ok {
			function = strings.TrimSpace(function)
		} else {
			function, place = "", rest
		}
		place, ok = strings.CutPrefix(place, bundleName+":")
		if !ok {
			continue
		}
		var f frame
		if n, _ := fmt.Sscanf(place, "%d:%d", &f.line, &f.column); n == 2 {
			f.function = function
			out = append(out, f)
		}
	}
	if out != nil {
		return out
	}
	for _, f := range frames {
		if f.SrcName() == bundleName {
			p := f.Position()
			out = append(out, frame{f.FuncName(), p.Line, p.Column})
		}
	}
	return out
}

func (e *engine) script(p *goja.Program) error {
	_, err := e.vm.RunProgram(p)
	return err
}

// call calls an export, and what it returns becomes JSON.
func (e *engine) call(function string, args []json.RawMessage) (json.RawMessage, error) {
	values := make([]goja.Value, 0, len(args)+2)
	values = append(values, e.vm.Get(entryName), e.vm.ToValue(function))
	for _, arg := range args {
		values = append(values, e.vm.ToValue(string(arg)))
	}
	v, err := e.invoke(goja.Undefined(), values...)
	if err != nil {
		return nil, err
	}
	if v, err = e.await(v); err != nil {
		return nil, err
	}
	return e.json(v)
}

// await runs timers until a promise is settled. Its jobs have run when the
// engine returns.
func (e *engine) await(v goja.Value) (goja.Value, error) {
	p, ok := v.Export().(*goja.Promise)
	if !ok {
		return v, nil
	}
	for range maxTurns {
		switch p.State() {
		case goja.PromiseStateFulfilled:
			return p.Result(), nil
		case goja.PromiseStateRejected:
			return nil, &rejection{p.Result()}
		}
		ran, err := e.turn(goja.Undefined())
		if err != nil {
			return nil, err
		}
		if !ran.ToBoolean() {
			return nil, &Error{Kind: Pending, Message: "the promise is never settled"}
		}
	}
	return nil, &Error{Kind: Pending, Message: fmt.Sprintf("the promise is not settled after %d timers", maxTurns)}
}

// json is what the result says in JSON.
func (e *engine) json(v goja.Value) (json.RawMessage, error) {
	if goja.IsUndefined(v) {
		return json.RawMessage("null"), nil
	}
	s, err := e.stringify(goja.Undefined(), v)
	if err != nil {
		return nil, err
	}
	if goja.IsUndefined(s) {
		return nil, &Error{Kind: NotJSON, Message: "the result is a " + kindOf(v) + ", which JSON cannot say"}
	}
	text, ok := s.(goja.String)
	if !ok {
		return nil, &Error{Kind: NotJSON, Message: "the result is nothing that JSON can say"}
	}
	if text.Length() > maxResult {
		return nil, &Error{Kind: TooLarge, Message: fmt.Sprintf("the result is larger than %d MB", maxResult>>20)}
	}
	b := json.RawMessage(text.String())
	if !json.Valid(b) {
		return nil, &Error{Kind: NotJSON, Message: "the result nests too deep"}
	}
	return b, nil
}

// kindOf names a value that JSON leaves out.
func kindOf(v goja.Value) string {
	if _, ok := v.(*goja.Symbol); ok {
		return "symbol"
	}
	if _, ok := goja.AssertFunction(v); ok {
		return "function"
	}
	return "value"
}

// text is what an error says, and its stack.
func (e *engine) text(v goja.Value) (message, stack string) {
	if e.shown == nil || v == nil {
		return "an error", ""
	}
	s, err := e.shown(goja.Undefined(), v)
	if err != nil {
		return "an error whose text cannot be read", ""
	}
	message, stack, _ = strings.Cut(s.String(), "\x00")
	return message[:min(len(message), maxLineSize)], stack
}
