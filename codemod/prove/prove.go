// Package prove runs changed modules as they were and as they are going to be,
// against models of the two lines of SDKs, and compares what they do.
//
// It is evidence and no proof: a module is run in three states, in which
// everything that is not the project's or Clerk's is a stand-in. The verdict
// "same" is given only where every edited expression was evaluated.
package prove

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/prove/models"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

// Scenarios are the states in which a module is run.
var Scenarios = []string{"loading", "signedOut", "signedIn"}

// Limits of the processes. Together with what this one needs they come to less
// than 256 MB. A child lives on some 20 MB; the fewer there are the more each has
// for modules that take much.
const (
	limit       = time.Second // of processor time, for each state of a module
	mostWorkers = 4
	memory      = 192 << 20 // of all children
)

// Prover compares modules. It is a [codemod.Prover].
type Prover struct {
	target *codemod.Target
}

// New returns a prover for a line of SDKs.
func New(target *codemod.Target) *Prover { return &Prover{target} }

// Prove sets the proofs of the files, several at a time.
func (p *Prover) Prove(ctx context.Context, files, left []*codemod.FileResult, resolve func(from, specifier string) (string, bool)) error {
	s, err := open(ctx, p.target, resolve, limit)
	if err != nil {
		return err
	}
	defer s.close()
	prepared := make([]*pair, len(files))
	var before errgroup.Group
	before.SetLimit(workers())
	for i, f := range files {
		before.Go(func() error {
			pair, err := s.prepare(f)
			if err != nil {
				f.Proof = unknown("the file cannot be read again: "+err.Error(), 0)
			}
			prepared[i] = pair
			return ctx.Err()
		})
	}
	for _, f := range left {
		before.Go(func() error {
			s.cover(f)
			return ctx.Err()
		})
	}
	// A module is run with the texts of all.
	if err := before.Wait(); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers())
	for i, f := range files {
		pair := prepared[i]
		if pair == nil {
			continue
		}
		group.Go(func() error {
			proof, err := s.prove(ctx, f, pair)
			if err != nil {
				return err
			}
			f.Proof = proof
			return nil
		})
	}
	return group.Wait()
}

// session is one call of Prove.
type session struct {
	pool    *twin.Pool
	renamer *renamer
	line    string // the target's
	prelude string
	modules map[string]string // stand for the packages that have a model
	listed  map[string]string // the same, of which the exports can be listed
	graph   *graph
	// texts are those that stand for the project's on each side, by path, under
	// the lock while they are gathered.
	mu    sync.Mutex
	texts map[string]map[string]string
}

// workers is how many modules are run at a time.
func workers() int { return min(runtime.GOMAXPROCS(0), mostWorkers) }

// open starts a session, which has to be closed. A module may take as long as
// the limit says.
func open(ctx context.Context, target *codemod.Target, resolve func(from, specifier string) (string, bool), limit time.Duration) (*session, error) {
	s := &session{
		pool:    twin.NewPool(twin.Options{Workers: workers(), Limit: limit, Memory: min(memory/int64(workers()), memory/2)}),
		renamer: newRenamer(target),
		line:    target.Name,
		modules: map[string]string{},
		listed:  map[string]string{},
		texts:   map[string]map[string]string{"old": {}, "new": {}},
		graph:   &graph{resolve: resolve, imports: map[string]imports{}},
	}
	if err := s.load(); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// load makes what is the same for all modules.
func (s *session) load() (err error) {
	if s.prelude, err = prelude(s.line); err != nil {
		return fmt.Errorf("the models of the SDKs: %w", err)
	}
	give := func(name, exports string) {
		s.modules[name] = fmt.Sprintf("module.exports = globalThis.__twin.behind(%s)", exports)
		s.listed[name] = "module.exports = " + exports
	}
	for _, line := range []string{models.Old, s.line} {
		for name := range known(line) {
			give(name, fmt.Sprintf("globalThis.__twin.model(%q)", name))
		}
	}
	s.modules["next/dynamic"] = `const { lazy } = globalThis.__twin.own("react");
module.exports = (load) => lazy(typeof load === "function" ? load : load.loader)`
	give("next/router", `globalThis.__twin.own("router")`)
	give("react", `globalThis.__twin.own("react")`)
	for _, one := range clerk.Stylers() {
		s.modules[one.Module] = fmt.Sprintf(`module.exports = globalThis.__twin.own("styled").styling(%q, %q)`, one.Module, one.Export)
	}
	return nil
}

// given are the modules that stand for packages, in the form in which the
// exports of some can be listed.
func (s *session) given(whole []string) map[string]string {
	out := s.modules
	for _, name := range whole {
		if text, ok := s.listed[name]; ok && out[name] != text {
			out = maps.Clone(out)
			out[name] = text
		}
	}
	return out
}

// close ends the processes of a session.
func (s *session) close() { s.pool.Close() }

// run is what came of one module in one state.
type run struct {
	units []unit
	err   error
}

type unit struct {
	Name  string         `json:"name"`
	Frame map[string]any `json:"frame"`
	// Threw is what any frame threw, Broke what one threw that others stand
	// on: a component, a hook, a loader.
	Threw string `json:"threw"`
	Broke string `json:"broke"`
	Cut   bool   `json:"cut"`
	// Doubt is what the run cannot show and the models know.
	Doubt  string `json:"doubt"`
	Probes []int  `json:"probes"`
}

// comparable reports whether the run says anything that another can be compared
// with.
func (r run) comparable() bool {
	return r.err == nil && slices.ContainsFunc(r.units, func(u unit) bool { return u.Broke == "" && !u.Cut })
}

// run runs one side of a module, "old" or "new", in the given states. The error
// is the context's.
func (s *session) run(ctx context.Context, f *codemod.FileResult, text, side string, scenarios []string) (map[string]run, error) {
	out := map[string]run{}
	if len(scenarios) == 0 {
		return out, nil
	}
	root := f.Root()
	rel, err := filepath.Rel(root, f.Path)
	if err != nil {
		return nil, err
	}
	entry := filepath.Join(root, ".clerkctl-prove.js")
	reached, aliases, whole := s.graph.reach(f.Path)
	files := map[string]string{}
	for _, path := range reached {
		if changed, ok := s.texts[side][path]; ok {
			files[path] = changed
		}
	}
	files[f.Path] = text
	files[entry] = fmt.Sprintf("import * as module from %q; export const prove = () => globalThis.__twin.run(module)", "./"+filepath.ToSlash(rel))
	line := models.Old
	if side == "new" {
		line = s.line
	}
	calls := make([][]any, len(scenarios))
	for i, scenario := range scenarios {
		calls[i] = []any{scenario, line}
	}
	results, err := s.pool.CallAll(ctx, twin.Program{
		Root: root, Entry: entry, Files: files, Modules: s.given(whole), Aliases: aliases, Bare: twin.StandIn, Prelude: s.prelude, Fresh: true,
		JSXFactory: "globalThis.__twin.createElement", JSXFragment: "globalThis.__twin.Fragment",
		Define: map[string]string{"process.env.NODE_ENV": `"test"`, "import.meta.env": "globalThis.__twin.env"},
	}, "prove", calls...)
	if err != nil {
		return nil, err
	}
	for i, scenario := range scenarios {
		one := run{err: results[i].Err}
		if one.err == nil {
			one.err = json.Unmarshal(results[i].Value, &one.units)
		}
		out[scenario] = one
	}
	return out, nil
}

// prove compares the two sides of a module.
func (s *session) prove(ctx context.Context, f *codemod.FileResult, p *pair) (*codemod.Proof, error) {
	old, err := s.run(ctx, f, p.old, "old", Scenarios)
	if err != nil {
		return nil, err
	}
	// Where the old code has nothing to say the new is not asked.
	worth := slices.DeleteFunc(slices.Clone(Scenarios), func(scenario string) bool { return !old[scenario].comparable() })
	new, err := s.run(ctx, f, p.new, "new", worth)
	if err != nil {
		return nil, err
	}
	proof := &codemod.Proof{Edits: len(p.probed), Masked: p.masked}
	reached := map[int]bool{}
	for _, scenario := range Scenarios {
		proof.Scenarios = append(proof.Scenarios, s.verdict(scenario, old[scenario], new[scenario], reached))
	}
	missing := -1
	for _, n := range p.probed {
		if reached[n] {
			proof.Reached++
		} else if missing < 0 {
			missing = n
		}
	}
	if missing >= 0 {
		at := p.places[missing]
		for i := range proof.Scenarios {
			if sc := &proof.Scenarios[i]; sc.Verdict == codemod.Same {
				sc.Verdict, sc.Reason = codemod.Inconclusive, fmt.Sprintf("edit at %d:%d not reached", at.Line, at.Column)
			}
		}
	}
	return proof, nil
}

// verdict compares one state, and notes the edits that both sides reached where
// the old code did not throw.
func (s *session) verdict(scenario string, old, new run, reached map[int]bool) codemod.ScenarioProof {
	out := codemod.ScenarioProof{Scenario: scenario, Verdict: codemod.Inconclusive}
	switch {
	case old.err != nil:
		out.Reason = "the old code: " + reasonOf(old.err)
		return out
	case !old.comparable():
		out.Reason = "more happens than a run can follow"
		for _, u := range old.units {
			if u.Broke != "" {
				out.Reason = "the old code threw: " + u.Broke
			}
		}
		return out
	case new.err != nil && twin.KindOf(new.err) == twin.Thrown:
		out.Verdict, out.Reason = codemod.Different, "the new code: "+reasonOf(new.err)
		out.Diff = "loading\n- goes on\n+ throws " + reasonOf(new.err)
		return out
	case new.err != nil:
		out.Reason = "the new code: " + reasonOf(new.err)
		return out
	}
	sound, threw, doubt := 0, "", ""
	for _, o := range old.units {
		i := slices.IndexFunc(new.units, func(u unit) bool { return u.Name == o.Name })
		if i < 0 {
			out.Verdict, out.Reason = codemod.Different, "the new code exports no "+o.Name
			out.Diff = "exports\n- " + o.Name + "\n+ (nothing)"
			return out
		}
		n := new.units[i]
		if o.Cut || n.Cut {
			threw = "more happens than a run can follow"
			continue
		}
		if o.Broke != "" {
			threw = "the old code threw: " + o.Broke
			continue
		}
		if d := first(s.renamer.old(o.Frame), s.renamer.new(n.Frame), []string{o.Name}); d != nil {
			out.Verdict, out.Reason, out.Diff = codemod.Different, "the new code does something else", d.String()
			return out
		}
		if doubt == "" {
			doubt = n.Doubt
		}
		if o.Threw != "" {
			threw = "the old code threw: " + o.Threw
			continue
		}
		if o.Name != "load" || len(o.Probes) > 0 {
			sound++
		}
		for _, probe := range o.Probes {
			if slices.Contains(n.Probes, probe) {
				reached[probe] = true
			}
		}
	}
	if sound == 0 {
		out.Reason = threw
		if threw == "" {
			out.Reason = "the module exports nothing that could be run"
		}
		return out
	}
	if doubt != "" {
		out.Reason, out.Doubtful = "the new code: "+doubt, true
		return out
	}
	out.Verdict = codemod.Same
	return out
}

func reasonOf(err error) string {
	var e *twin.Error
	if errors.As(err, &e) {
		return e.Error()
	}
	return err.Error()
}

// unknown is the proof of a module that could not be run.
func unknown(reason string, edits int) *codemod.Proof {
	p := &codemod.Proof{Edits: edits}
	for _, scenario := range Scenarios {
		p.Scenarios = append(p.Scenarios, codemod.ScenarioProof{Scenario: scenario, Verdict: codemod.Inconclusive, Reason: reason})
	}
	return p
}
