package script

import (
	"bytes"
	"context"
	_ "embed" // for the runtime
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

//go:embed runtime.js
var runtime string

// helpers is the module `clerkctl`: its functions only give types.
const helpers = "export const table = (t) => t;\nexport const rule = (r) => r;\n"

// module is one file of rules.
type module struct {
	set         *Set
	file, shown string
	ctx         context.Context
	console     func(module, text string)
	session     *twin.Session
	definitions []*definition
	// dir is the folder of the file, from which its rules reckon paths, and
	// base the folder of its project.
	dir, base string
	// broken is true from the moment at which the module has cost a process
	// its life, or more time than it may take: it is not run again.
	broken atomic.Bool
}

// load bundles and runs the module, and reads what it exports.
func (m *module) load() error {
	m.dir = filepath.Dir(m.file)
	m.base = baseOf(m.dir)
	kinds, err := json.Marshal(kindsOf(nodeTypes()))
	if err != nil {
		return err
	}
	entry := filepath.Join(m.dir, "__clerkctl_entry.mjs")
	p := twin.Program{
		Root:  m.dir,
		Entry: entry,
		Files: map[string]string{entry: fmt.Sprintf(
			"import * as module from %q;\nimport { start } from \"clerkctl/runtime\";\nexport const { describe, check } = start(module, %s);\n",
			"./"+filepath.Base(m.file), kinds)},
		Modules:    map[string]string{"clerkctl": helpers, "clerkctl/runtime": runtime},
		Extensions: readable(),
	}
	if m.console != nil {
		p.Console = func(_, text string) { m.console(m.shown, text) }
	}
	if m.session, err = m.set.pool.Load(m.ctx, p); err != nil {
		return m.explained(err)
	}
	answer, err := m.session.Call(m.ctx, "describe")
	if err != nil {
		return m.explained(err)
	}
	m.definitions, err = definitionsOf(answer, strings.TrimSuffix(filepath.Base(m.file), filepath.Ext(m.file)))
	return err
}

// kindsOf are the nodes' types as the runtime wants them: names, and fields
// with 1 for a node, 2 for a list of nodes, 0 for anything else.
func kindsOf(types []nodeType) any {
	type kind struct {
		Name   string   `json:"name"`
		Fields [][2]any `json:"fields"`
	}
	out := make([]kind, len(types))
	for i, t := range types {
		out[i] = kind{Name: t.name, Fields: [][2]any{}}
		for _, f := range t.fields {
			out[i].Fields = append(out[i].Fields, [2]any{f.name, f.mode()})
		}
	}
	return out
}

// The ways in which a field is sent.
const (
	asIs = iota
	asNode
	asNodes
)

// mode is how a field is sent, by its type.
func (f field) mode() int {
	if strings.HasSuffix(f.typ, "[]") {
		return asNodes
	}
	switch f.typ[0] {
	case '"', '{':
		return asIs
	}
	if f.typ[0] >= 'a' && f.typ[0] <= 'z' {
		return asIs // string, boolean
	}
	return asNode
}

// explained puts an error of a process into words for whoever wrote the rule.
func (m *module) explained(err error) error {
	var e *twin.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case twin.Timeout:
		return fmt.Errorf("it did not end within %s", limit)
	case twin.Memory:
		return errors.New("it used more memory than a rule may have (112 MB with its process)")
	case twin.Crash:
		return errors.New("it brought its process down: " + e.Message)
	case twin.TooLarge:
		return errors.New("what it reports is too large: " + e.Message)
	}
	return e
}

// fatal reports whether a module must not be run again after an error.
func fatal(err error) bool {
	switch twin.KindOf(err) {
	case twin.Timeout, twin.Memory, twin.Crash, twin.TooLarge, twin.NoWorker:
		return true
	}
	return false
}

// maxNodes bounds a view: so many nodes, all asked for, take about half of the time and
// of the memory that a rule may have. People write some 15 in a line.
const maxNodes = 40_000

// errBroken is said once a module has been given up.
var errBroken = errors.New("it is not run any more after that")

// rule makes the engine's rule of a definition.
func (m *module) rule(d *definition) *codemod.Rule {
	var r *codemod.Rule
	if d.visitor() {
		r = &codemod.Rule{Name: d.Name, Severity: d.severity(), Check: func(p *codemod.Pass) { m.visit(p, d) }}
	} else {
		r = d.table(m.dir)
	}
	r.User = true
	r.Doc = d.doc
	d.base = m.base
	d.scope(r)
	check := r.Check
	r.Check = func(p *codemod.Pass) {
		if d.wants(p) {
			check(p)
		}
	}
	return r
}

// result is what one rule says of a file.
type result struct {
	Failed   bool      `json:"failed"`
	Findings []finding `json:"findings"`

	err error
}

// asked is what the visitors of a module say of one file.
type asked struct {
	view    *view
	results map[*definition]*result
}

// visit reports what a visitor finds in the pass's file.
func (m *module) visit(p *codemod.Pass, d *definition) {
	a := p.Once(m, func() any { return m.ask(p) }).(*asked)
	r := a.results[d]
	if r == nil {
		return // given up at another file
	}
	if r.err != nil {
		p.Fail(r.err)
		return
	}
	findings, err := a.view.findings(p, d, r.Findings)
	if err != nil {
		p.Fail(err)
		return
	}
	for _, f := range findings {
		p.Report(f)
	}
}

// ask has all visitors of the module that want to see a file look at it.
func (m *module) ask(p *codemod.Pass) *asked {
	a := &asked{results: map[*definition]*result{}}
	if m.broken.Load() {
		return a
	}
	var list []*definition
	for _, d := range m.definitions {
		if d.used && d.visitor() && d.wants(p) {
			list = append(list, d)
		}
	}
	a.view = viewOf(p.File, m.name(p.File.Path), slices.ContainsFunc(list, (*definition).leaves))
	if a.view.count > maxNodes {
		err := fmt.Errorf("the file has %d nodes, more than the %d that can be looked at in time; split it, or leave it out with files", a.view.count, maxNodes)
		for _, d := range list {
			a.results[d] = &result{err: err}
		}
		return a
	}
	for i, r := range m.check(a.view, list, len(list) == 1) {
		if r.Failed && r.err == nil {
			// Once more and alone: then it is known where the error is.
			r = m.check(a.view, list[i:i+1], true)[0]
		}
		a.results[list[i]] = r
	}
	return a
}

// check calls the visitors. Where that fails as a whole, each result says so.
func (m *module) check(v *view, list []*definition, alone bool) []*result {
	which := make([]int, len(list))
	for i, d := range list {
		which[i] = d.index
	}
	answer, err := m.session.Call(m.ctx, "check", v, which, alone)
	out := make([]*result, 0, len(list))
	if err == nil {
		err = decode(answer, &out)
		if err == nil && (len(out) != len(list) || hasNil(out)) {
			err = errors.New("its answer is not what the runtime gives")
		}
	}
	if err == nil {
		return out
	}
	first := true
	if fatal(err) {
		first = m.broken.CompareAndSwap(false, true)
		err = fmt.Errorf("%w; %w", m.explained(err), errBroken)
	} else {
		err = m.explained(err)
	}
	out = out[:0]
	for range list {
		if first {
			out = append(out, &result{err: err})
		} else {
			out = append(out, &result{}) // it was said of another file
		}
	}
	return out
}

func hasNil(list []*result) bool {
	for _, r := range list {
		if r == nil {
			return true
		}
	}
	return false
}

// decode reads an answer. Half of a surrogate pair, which no text can have,
// is an error.
func decode(answer []byte, into any) error {
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("its answer is not what the runtime gives: %w", err)
	}
	return nil
}

// halves reports whether a JSON text has half of a surrogate pair, which is no
// character.
func halves(answer []byte) bool {
	for i := 0; i+5 < len(answer); i++ {
		if answer[i] != '\\' {
			continue
		}
		if answer[i+1] != 'u' {
			i++
			continue
		}
		switch c := bytes.ToLower(answer[i+2 : i+4]); {
		case c[0] != 'd' || c[1] < '8':
			i += 5
		case c[1] >= 'c':
			return true // a second half alone
		default:
			next := answer[min(i+6, len(answer)):]
			if len(next) < 6 || next[0] != '\\' || next[1] != 'u' || next[2]|0x20 != 'd' || next[3]|0x20 < 'c' {
				return true
			}
			i += 11
		}
	}
	return false
}

// name is how rules are told a file: from the folder of their project.
func (m *module) name(path string) string {
	rel, err := filepath.Rel(m.base, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}
