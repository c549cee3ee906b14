package prove

import (
	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// pair is a module as both sides run it.
type pair struct {
	old, new string
	// probed are the numbers of the edits whose evaluation is looked for, and
	// places where each is in the old text.
	probed []int
	places map[int]codemod.Position
	masked []codemod.Position
}

// prepare masks and probes a module, and keeps its texts, without the probes,
// for the modules that import it.
func (s *session) prepare(f *codemod.FileResult) (*pair, error) {
	before, after, err := f.Texts()
	if err != nil {
		return nil, err
	}
	was, err := js.Parse(f.Path, before)
	if err != nil {
		return nil, err
	}
	is, err := js.Parse(f.Path, after)
	if err != nil {
		return nil, err
	}
	s.graph.add(f.Path, was, is)
	edits := f.Edits()
	plain := instrumented(f, was, is, edits, nil, false)
	s.lay(f, "old", plain.old)
	s.lay(f, "new", plain.new)
	return instrumented(f, was, is, edits, s.renamer.shapes, true), nil
}

// instrumented masks both texts of a module, the second of which is the first
// with the edits made, and puts probes into them if it is asked to. shapes are
// the names of what the two lines have in different shapes.
func instrumented(f *codemod.FileResult, before, after *js.File, edits []codemod.Edit, shapes []string, probes bool) *pair {
	old, new := &instrument{file: before}, &instrument{file: after}
	p := &pair{places: map[int]codemod.Position{}}
	for i, l := range f.Findings {
		if l.Applied {
			continue
		}
		p.masked = append(p.masked, l.Place.Start)
		to, ok := moved(l.Range, edits)
		if !ok {
			continue // a fix is within: it is compared
		}
		gone, ok := old.mask(i, l.Range)
		if !ok {
			continue
		}
		if _, ok := moved(gone, edits); ok {
			new.mask(i, to)
		} else {
			old.unmask()
		}
	}
	shift := 0
	var was, is []binding
	for i, e := range edits {
		now := js.Range{Start: e.Start + shift, End: e.Start + shift + len(e.New)}
		shift += len(e.New) - e.Len()
		if !probes || old.hidden(e.Range) {
			continue
		}
		if a, b := old.probe(i, e.Range), new.probe(i, now); a && b {
			p.probed = append(p.probed, i)
			p.places[i] = codemod.PositionOf(before.Src, e.Start)
		}
		was, is = append(was, old.bindings(e.Range)...), append(is, new.bindings(now)...)
	}
	watch(old, new, was, is, shapes)
	p.old, p.new = old.text(), new.text()
	return p
}

// lay puts a text in the place of the project's on one side.
func (s *session) lay(f *codemod.FileResult, side, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts[side][f.Path] = text
}

// cover masks, on both sides, what a person has to decide about in a module
// that does not change. Others may import it.
func (s *session) cover(f *codemod.FileResult) {
	src, err := project.ReadFile(f.Path)
	if err != nil {
		return // then it is no module to import either
	}
	file, err := js.Parse(f.Path, string(src))
	if err != nil {
		return // nor is this
	}
	s.graph.add(f.Path, file)
	in := &instrument{file: file}
	for i, l := range f.Findings {
		in.mask(i, l.Range)
	}
	text := in.text()
	s.lay(f, "old", text)
	s.lay(f, "new", text)
}

// moved is where a range of the old text is in the new one; false where an
// edit is within it.
func moved(r js.Range, edits []codemod.Edit) (js.Range, bool) {
	shift := 0
	for _, e := range edits {
		switch {
		case e.End <= r.Start:
			shift += len(e.New) - e.Len()
		case e.Start < r.End:
			return r, false
		}
	}
	return js.Range{Start: r.Start + shift, End: r.End + shift}, true
}
