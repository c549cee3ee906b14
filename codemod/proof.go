package codemod

import (
	"context"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// Prover runs changed modules as they were and as they would be, and compares.
type Prover interface {
	// Prove sets the Proof of the files, which are sources that would change.
	// left are sources that would not, and have findings for a person.
	// resolve is the file of the project that a module's import leads to, false
	// for what is not the project's. An error means that nothing can be proved
	// at all.
	Prove(ctx context.Context, files, left []*FileResult, resolve func(from, specifier string) (string, bool)) error
}

// Verdict is what comparing two runs of a module came to.
type Verdict string

// The verdicts.
const (
	// Same: every edited expression ran, and both runs did the same.
	Same Verdict = "same"
	// Different: they did not. The file is not written.
	Different Verdict = "different"
	// Inconclusive: nothing can be said, for the reason that is given.
	Inconclusive Verdict = "inconclusive"
)

// Proof is what there is to say about the behaviour of one changed module.
type Proof struct {
	// Scenarios are the states that it was run in.
	Scenarios []ScenarioProof
	// Edits is how many edited expressions it has, Reached how many of them ran
	// in a state where the old code did not throw.
	Edits, Reached int
	// Masked are the places that were left out of the comparison, because a
	// person has to decide about them.
	Masked []Position
}

// ScenarioProof is the verdict in one state.
type ScenarioProof struct {
	// Scenario is "loading", "signedOut" or "signedIn".
	Scenario string
	Verdict  Verdict
	// Reason says why, "" where the runs are the same.
	Reason string
	// Doubtful is true for an inconclusive state in which the runs are the same,
	// and the module may still do something else in its application.
	Doubtful bool
	// Diff is the first difference: a line with the place, one that begins
	// with "- " and one with "+ ".
	Diff string
}

// Differs reports whether the module does something else in any state.
func (p *Proof) Differs() bool {
	for _, s := range p.Scenarios {
		if s.Verdict == Different {
			return true
		}
	}
	return false
}

// Verdict is the one for all states together: different in one is different,
// and the same in one is the same unless another differs.
func (p *Proof) Verdict() Verdict {
	v := Inconclusive
	for _, s := range p.Scenarios {
		if s.Verdict == Different {
			return Different
		}
		if s.Verdict == Same {
			v = Same
		}
	}
	return v
}

// Edits are those that lead from the file's text to the fixed one, in order.
func (f *FileResult) Edits() []Edit { return f.edits }

// Root is the folder of the file that a run does not leave.
func (f *FileResult) Root() string { return f.root }

// prove has the changed modules compared, and holds back those that differ and
// those that they share changed names with.
func (r *run) prove(ctx context.Context, files []*FileResult) error {
	var changed, left []*FileResult
	for _, f := range r.result.Files {
		if !f.Changed && len(f.Findings) > 0 && project.KindOf(f.Path) == project.Source {
			left = append(left, f)
		}
	}
	for _, f := range files {
		if f.Changed && f.Skipped == "" && project.KindOf(f.Path) == project.Source {
			changed = append(changed, f)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	if err := r.opts.Prover.Prove(ctx, changed, left, r.projects.resolve); err != nil {
		return err
	}
	var held []*FileResult
	for _, f := range changed {
		if f.Proof != nil && f.Proof.Differs() {
			f.Held = f.Name
			held = append(held, f)
		}
	}
	if len(held) == 0 {
		return nil
	}
	joined := r.joined(changed)
	for len(held) > 0 {
		f := held[0]
		held = held[1:]
		for _, other := range joined[f] {
			if other.Held == "" {
				other.Held = f.Held
				held = append(held, other)
			}
		}
	}
	for _, f := range changed {
		if f.Held != "" {
			f.unwritten()
		}
	}
	return nil
}

// joined are, for each changed file, those that it shares a changed import
// with: one passes names of Clerk on, and the other imports them.
func (r *run) joined(changed []*FileResult) map[*FileResult][]*FileResult {
	byPath := map[string]*FileResult{}
	for _, f := range changed {
		byPath[f.Path] = f
	}
	out := map[*FileResult][]*FileResult{}
	for _, f := range changed {
		before, _, err := f.Texts()
		if err != nil {
			continue // the file's own trouble, which writing tells
		}
		file, err := js.Parse(f.Path, before)
		if err != nil {
			continue
		}
		for _, d := range file.Imports {
			path, ok := r.projects.resolve(f.Path, d.Specifier)
			other := byPath[path]
			if ok && other != nil && other != f && other.exports {
				out[f] = append(out[f], other)
				out[other] = append(out[other], f)
			}
		}
	}
	return out
}
