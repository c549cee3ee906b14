// Package prove runs changed modules as they were and as they are going to be,
// against models of the two lines of SDKs, and compares what they do.
//
// It is evidence and no proof: a module is run in three states, in which
// everything that is not the project's or Clerk's is a stand-in. The verdict
// "same" is given only where every edited expression was evaluated.
package prove

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/prove/models"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

//go:embed *.js
var scripts embed.FS

// Scenarios are the states in which a module is run.
var Scenarios = []string{"loading", "signedOut", "signedIn"}

// Limits of the processes: each of a pool of at most four gets its share.
const (
	limit       = time.Second
	totalMemory = 224 << 20
	mostMemory  = 112 << 20
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
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers())
	prepared := make([]*pair, len(files))
	for i, f := range files {
		pair, err := s.prepare(f)
		if err != nil {
			f.Proof = unknown("the file cannot be read again: "+err.Error(), 0)
			continue
		}
		prepared[i] = pair
	}
	for _, f := range left {
		if err := s.cover(f); err != nil {
			return err
		}
	}
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

// known are the specifiers that a line has models of, with their files.
func known(line string) map[string]string {
	out := map[string]string{}
	// The files are embedded: there is no error to meet.
	_ = fs.WalkDir(models.Files(), line, func(name string, e fs.DirEntry, err error) error {
		specifier := strings.TrimSuffix(strings.TrimPrefix(name, line+"/"), ".js")
		if file, ok := models.Of(line, specifier); err == nil && ok && strings.Contains(specifier, "clerk") {
			out[specifier] = file
		}
		return nil
	})
	return out
}

// prelude is the script that runs before each module: the driver, React, what
// hosts have, and the models of a line.
func prelude(ctx context.Context, pool *twin.Pool, line string) (string, error) {
	modules := map[string]string{}
	for prefix, files := range map[string]fs.FS{"prove/": scripts, "models/": models.Files()} {
		err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".js") {
				return err
			}
			text, err := fs.ReadFile(files, name)
			modules[prefix+name] = string(text)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	var b strings.Builder
	b.WriteString("import \"prove/driver.js\";\nimport \"prove/globals.js\";\n")
	global, _ := models.Global(line)
	fmt.Fprintf(&b, "import %q;\n", "models/"+global)
	// A run loads those that its module asks for. What they export is no part
	// of a module that passes it on.
	b.WriteString("const { given } = globalThis.__twin;\n" +
		"const as = (module, ours) => {\n" +
		"  const out = Object.defineProperty(Object.assign({}, module), \"__esModule\", { value: true });\n" +
		"  if (!ours) for (const value of Object.values(out)) if (typeof value === \"function\") given.add(value);\n" +
		"  return out;\n};\n" +
		"const kept = {};\nglobalThis.__twin.modules = {\n" +
		"  get react() { return kept.react || (kept.react = as(require(\"prove/react.js\"), true)); },\n" +
		"  get router() { return kept.router || (kept.router = as(require(\"prove/router.js\"), true)); },\n")
	files := known(line)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "  get %[1]q() { return kept[%[1]q] || (kept[%[1]q] = as(require(%[2]q))); },\n", name, "models/"+files[name])
	}
	b.WriteString("};\n")
	modules["prove/entry.js"] = b.String()
	text, err := pool.Bundle(ctx, twin.Program{Entry: "prove/entry.js", Modules: modules})
	if err != nil {
		return "", fmt.Errorf("the models of the %s line cannot be loaded: %w", line, err)
	}
	return text, nil
}

// session is one call of Prove.
type session struct {
	pool     *twin.Pool
	renamer  *renamer
	old, new string            // preludes
	modules  map[string]string // stand for the packages that have a model
	graph    *graph
	dir      string // where the texts are laid over the project's
}

// workers is how many modules are run at a time.
func workers() int { return min(runtime.GOMAXPROCS(0), 4) }

// open starts a session, which has to be closed. A module may take as long as
// the limit says.
func open(ctx context.Context, target *codemod.Target, resolve func(from, specifier string) (string, bool), limit time.Duration) (*session, error) {
	s := &session{
		pool:    twin.NewPool(twin.Options{Workers: workers(), Limit: limit, Memory: min(mostMemory, int64(totalMemory/workers()))}),
		renamer: newRenamer(target),
		modules: map[string]string{},
		graph:   &graph{resolve: resolve, imports: map[string][]edge{}},
	}
	if err := s.load(ctx, target); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// load makes the preludes of both lines, and the folder for the texts.
func (s *session) load(ctx context.Context, target *codemod.Target) (err error) {
	for line, to := range map[string]*string{models.Old: &s.old, target.Name: &s.new} {
		if *to, err = prelude(ctx, s.pool, line); err != nil {
			return err
		}
		for name := range known(line) {
			s.modules[name] = fmt.Sprintf("module.exports = globalThis.__twin.modules[%q]", name)
		}
	}
	s.modules["next/dynamic"] = `const { lazy } = globalThis.__twin.modules.react;
module.exports = (load) => lazy(typeof load === "function" ? load : load.loader)`
	s.modules["next/router"] = `module.exports = globalThis.__twin.modules.router`
	s.modules["react"] = `module.exports = globalThis.__twin.modules.react`
	s.dir, err = os.MkdirTemp("", "clerkctl-prove-")
	return err
}

// close ends the processes of a session and removes its texts.
func (s *session) close() {
	s.pool.Close()
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}

// overlay is the folder that stands for a project's root on one side.
func (s *session) overlay(root, side string) string {
	return filepath.Join(s.dir, side, strings.NewReplacer("/", "_", "\\", "_", ":", "_").Replace(root))
}

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
	Threw  string `json:"threw"`
	Broke  string `json:"broke"`
	Cut    bool   `json:"cut"`
	Probes []int  `json:"probes"`
}

// comparable reports whether the run says anything that another can be compared
// with.
func (r run) comparable() bool {
	return r.err == nil && slices.ContainsFunc(r.units, func(u unit) bool { return u.Broke == "" && !u.Cut })
}

// costly reports whether a run has taken all the time or memory that there is:
// a module that does so in one state has no second try.
func costly(err error) bool {
	switch twin.KindOf(err) {
	case twin.Timeout, twin.Memory, twin.Crash:
		return true
	}
	return false
}

// run runs one side of a module in the given states. The error is the
// context's.
func (s *session) run(ctx context.Context, f *codemod.FileResult, text, side, prelude string, scenarios []string) (map[string]run, error) {
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
	loaded, err := s.pool.Load(ctx, twin.Program{
		Root: root, Entry: entry, Overlay: s.overlay(root, side), Modules: s.modules, Aliases: s.graph.aliases(f.Path), Bare: twin.StandIn, Prelude: prelude, Fresh: true,
		JSXFactory: "globalThis.__twin.createElement", JSXFragment: "globalThis.__twin.Fragment",
		Define: map[string]string{"process.env.NODE_ENV": `"test"`, "import.meta.env": "globalThis.__twin.env"},
		Files: map[string]string{
			f.Path: text,
			entry:  fmt.Sprintf("import * as module from %q; export const prove = () => globalThis.__twin.run(module)", "./"+filepath.ToSlash(rel)),
		},
	})
	if err != nil {
		if twin.KindOf(err) == "" {
			return nil, err
		}
		for _, scenario := range scenarios {
			out[scenario] = run{err: err}
		}
		return out, nil
	}
	defer loaded.Close()
	var spent error
	for _, scenario := range scenarios {
		if spent != nil {
			out[scenario] = run{err: spent}
			continue
		}
		answer, err := loaded.Call(ctx, "prove", scenario)
		if err != nil && twin.KindOf(err) == "" {
			return nil, err
		}
		if costly(err) {
			spent = err
		}
		var units []unit
		if err == nil {
			err = json.Unmarshal(answer, &units)
		}
		out[scenario] = run{units: units, err: err}
	}
	return out, nil
}

// prove compares the two sides of a module.
func (s *session) prove(ctx context.Context, f *codemod.FileResult, p *pair) (*codemod.Proof, error) {
	old, err := s.run(ctx, f, p.old, "old", s.old, Scenarios)
	if err != nil {
		return nil, err
	}
	// Where the old code has nothing to say the new is not asked.
	worth := slices.DeleteFunc(slices.Clone(Scenarios), func(scenario string) bool { return !old[scenario].comparable() })
	new, err := s.run(ctx, f, p.new, "new", s.new, worth)
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
	sound, threw := 0, ""
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
