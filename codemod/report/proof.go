package report

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

// proofs are all proofs of a result together.
type proofs struct {
	// modules is how many were run, edits how many edited expressions they
	// have, reached how many of those ran before and after.
	modules, edits, reached int
	states                  map[codemod.Verdict]int
}

func proofsOf(r *codemod.Result) proofs {
	all := proofs{states: map[codemod.Verdict]int{}}
	for _, f := range r.Files {
		if f.Proof == nil {
			continue
		}
		all.modules++
		all.edits += f.Proof.Edits
		all.reached += f.Proof.Reached
		for _, p := range f.Proof.Scenarios {
			all.states[p.Verdict]++
		}
	}
	return all
}

// proofs says what running the changed modules has shown.
func (s *summary) proofs() {
	all := proofsOf(s.r.Result)
	if all.modules == 0 {
		return
	}
	same, different, inconclusive := all.states[codemod.Same], all.states[codemod.Different], all.states[codemod.Inconclusive]
	s.say(2, terminal.Span{Text: "proof", Paint: s.p.Cyan}, terminal.Span{Text: fmt.Sprintf(": compared %s in %d states: %d same, %d different, %d inconclusive",
		count(all.modules, "module"), same+different+inconclusive, same, different, inconclusive)})
	s.say(4, terminal.Span{Text: fmt.Sprintf("  %d of %s ran before and after, where the old code did not throw", all.reached, count(all.edits, "edited expression"))})
	for _, f := range s.r.Result.Files {
		if f.Proof != nil {
			s.proof(f)
		}
	}
	for _, f := range s.r.Result.Files {
		if f.Held != "" && f.Held != f.Name {
			s.say(4, terminal.Span{Text: fmt.Sprintf("  %s: not written, as it shares an import with %s", Escape(f.Name), Escape(f.Held))})
		}
	}
}

// proof says of one module what there is to know beyond that it is the same.
func (s *summary) proof(f *codemod.FileResult) {
	name := terminal.Span{Text: "  " + Escape(f.Name) + ": "}
	switch f.Proof.Verdict() {
	case codemod.Different:
		for _, p := range f.Proof.Scenarios {
			if p.Verdict == codemod.Different {
				s.say(4, name, terminal.Span{Text: "different", Paint: s.p.Red},
					terminal.Span{Text: fmt.Sprintf(" in state %s: %s; not written", p.Scenario, Escape(p.Reason))})
				for i, line := range strings.Split(p.Diff, "\n") {
					paint := s.p.Dim
					if i > 0 && strings.HasPrefix(line, "-") {
						paint = s.p.Red
					} else if i > 0 && strings.HasPrefix(line, "+") {
						paint = s.p.Green
					}
					fmt.Fprintf(s.w, "    %s\n", paint(Escape(line)))
				}
				break
			}
		}
	case codemod.Inconclusive:
		last := f.Proof.Scenarios[len(f.Proof.Scenarios)-1]
		s.say(4, name, terminal.Span{Text: "inconclusive", Paint: s.p.Yellow}, terminal.Span{Text: ": " + Escape(last.Reason)})
	}
	for _, p := range f.Proof.Scenarios {
		if p.Doubtful && f.Proof.Verdict() == codemod.Same {
			s.say(4, name, terminal.Span{Text: "inconclusive", Paint: s.p.Yellow}, terminal.Span{Text: fmt.Sprintf(" in state %s: %s", p.Scenario, Escape(p.Reason))})
		}
	}
	if len(f.Proof.Masked) > 0 {
		var places []string
		for _, m := range f.Proof.Masked {
			places = append(places, fmt.Sprintf("%d:%d", m.Line, m.Column))
		}
		s.say(4, name, terminal.Span{Text: "left out of the comparison: " + strings.Join(places, " ")})
	}
}
