package report

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// proofs says what running the changed modules has shown.
func (s *summary) proofs() {
	modules, reached, edits := 0, 0, 0
	states := map[codemod.Verdict]int{}
	verdicts := map[codemod.Verdict]int{}
	for _, f := range s.r.Result.Files {
		if f.Proof == nil {
			continue
		}
		modules++
		edits += f.Proof.Edits
		reached += f.Proof.Reached
		verdicts[f.Proof.Verdict()]++
		for _, p := range f.Proof.Scenarios {
			states[p.Verdict]++
		}
	}
	if modules == 0 {
		return
	}
	fmt.Fprintf(s.w, "%s: compared %s in %d states: %d same, %d different, %d inconclusive\n",
		s.p.Cyan("proof"), count(modules, "module"), states[codemod.Same]+states[codemod.Different]+states[codemod.Inconclusive],
		states[codemod.Same], states[codemod.Different], states[codemod.Inconclusive])
	fmt.Fprintf(s.w, "  %d of %s ran before and after, where the old code did not throw\n", reached, count(edits, "edited expression"))
	for _, f := range s.r.Result.Files {
		if f.Proof != nil {
			s.proof(f)
		}
	}
	for _, f := range s.r.Result.Files {
		if f.Held != "" && f.Held != f.Name {
			fmt.Fprintf(s.w, "  %s: not written, as it shares an import with %s\n", Escape(f.Name), Escape(f.Held))
		}
	}
}

// proof says of one module what there is to know beyond that it is the same.
func (s *summary) proof(f *codemod.FileResult) {
	name := Escape(f.Name)
	switch f.Proof.Verdict() {
	case codemod.Different:
		for _, p := range f.Proof.Scenarios {
			if p.Verdict == codemod.Different {
				fmt.Fprintf(s.w, "  %s: %s in state %s: %s; not written\n", name, s.p.Red("different"), p.Scenario, Escape(p.Reason))
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
		fmt.Fprintf(s.w, "  %s: %s: %s\n", name, s.p.Yellow("inconclusive"), Escape(last.Reason))
	}
	if len(f.Proof.Masked) > 0 {
		var places []string
		for _, m := range f.Proof.Masked {
			places = append(places, fmt.Sprintf("%d:%d", m.Line, m.Column))
		}
		fmt.Fprintf(s.w, "  %s: left out of the comparison: %s\n", name, strings.Join(places, " "))
	}
}
