package codemod

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// checker holds what the files of a run share while rules look at them.
type checker struct {
	target  *Target
	options *RuleOptions
	rules   []*Rule
	unsafe  bool
	fix     bool // whether fixes are worked out at all
	// known are the names of all rules that there are.
	known []string
	// levels replace the severity of what some rules report.
	levels map[string]Severity
	// baseline are the findings that are known; may be nil.
	baseline *baselining
	// declined are the fixes of the one file at hand that a person does not
	// want, by their place in the list of findings.
	declined []bool
	// replacements is whether the edits of each fix alone are wanted.
	replacements bool
	// projects resolve names for the tables of the run and for those of rules
	// that have tables of their own.
	projects map[*Target]*clerk.Project
}

// checked is what came of one file.
type checked struct {
	findings []*Finding
	// alone are, for each finding, the edits of its fix when no other is
	// made; nil when nobody asked.
	alone [][]Edit
	// edits lead from the file's text to the fixed one; none when nothing is
	// to be changed.
	edits []Edit
	// exports is true where the file passes a Clerk name on to its importers.
	exports bool
	// failures are the rules that could not do their work.
	failures []Failure
}

// rejection is a fixed text that would be worse than the original.
type rejection struct{ err error }

func (r *rejection) Error() string { return r.err.Error() }
func (r *rejection) Unwrap() error { return r.err }

// source looks at one JavaScript or TypeScript file. Findings are returned
// even beside a *rejection; then nothing is to be edited.
func (c *checker) source(path, src string, moved bool) (*checked, error) {
	file, err := js.Parse(path, src)
	if err != nil {
		return nil, err
	}
	out := &checked{exports: c.passesOn(file)}
	found, failures := c.report(file, moved)
	out.failures = failures
	var held []*Finding
	out.findings, held = c.sift(path, src, sourceSuppressions(file), found)
	if c.replacements {
		out.alone = alone(file, out.findings)
	}
	if !c.fix {
		return out, nil
	}
	work := &repair{checker: c, path: path, src: src, file: file, findings: out.findings, held: held, moved: moved}
	rev, err := work.try()
	if err != nil && work.byUsers() {
		var refused []Failure
		rev, refused, err = work.withoutOffenders()
		out.failures = append(out.failures, refused...)
	}
	if err != nil {
		for _, f := range out.findings {
			f.Applied = false
		}
		return out, &rejection{err}
	}
	if rev.text != src {
		out.edits = rev.edits()
	}
	return out, nil
}

// passesOn reports whether the file passes on a name that some tables know.
func (c *checker) passesOn(file *js.File) bool {
	for target, project := range c.projects {
		if (target == c.target || project.Leads(file.Path, []byte(file.Src))) && len(project.File(file).Exports()) > 0 {
			return true
		}
	}
	return false
}

// imports reports whether a text imports a module of the project that passes
// on a name that some tables know.
func (c *checker) imports(path string, src []byte) bool {
	for _, project := range c.projects {
		if project.Imports(path, src) {
			return true
		}
	}
	return false
}

// report runs the rules over a file. The findings are in source order.
func (c *checker) report(file *js.File, moved bool) ([]*Finding, []Failure) {
	views := map[*Target]*clerk.File{}
	shared := map[any]any{}
	p := c.run(file, views, shared, moved, nil)
	if p.names != nil {
		comments := sourceSuppressions(file)
		if again := p.names.inOrder(p.findings, comments.silences); again != nil {
			p = c.run(file, views, shared, moved, again)
		}
	}
	slices.SortStableFunc(p.findings, byPlace)
	return p.findings, p.failures
}

// run runs the rules once. views are what the file is to each target's tables,
// and shared is what rules have found out about it.
func (c *checker) run(file *js.File, views map[*Target]*clerk.File, shared map[any]any, moved bool, names *nameTable) *Pass {
	p := &Pass{Options: c.options, Moved: moved, names: names, shared: shared}
	for _, r := range c.rules {
		if r.Check == nil {
			continue
		}
		p.rule = r
		p.Target = cmp.Or(r.Target, c.target)
		if views[p.Target] == nil {
			views[p.Target] = c.projects[p.Target].File(file)
		}
		p.File = views[p.Target]
		from := len(p.findings)
		r.Check(p)
		for _, f := range p.findings[from:] {
			if r.Cautious && f.Fix == Safe {
				f.Fix = Unsafe
			}
			if r.User && r.Severity == Notice {
				f.Severity = Notice
			}
			c.level(f)
			for _, n := range f.Names {
				p.nameTable().take(n.Scope, nil, n.Name)
			}
		}
	}
	return p
}

// level gives a finding the severity that the run wants for its rule.
func (c *checker) level(f *Finding) {
	level, ok := c.levels[f.Rule]
	if !ok {
		return
	}
	f.Severity = level
	if level == Error && f.Fix == NoFix {
		f.Fix = Manual // what fails a run is somebody's to settle
	}
}

// allowed reports whether the run applies this kind of fix.
func (c *checker) allowed(f *Finding) bool {
	return !f.Declined && !f.Rejected && len(f.Edits) > 0 && (f.Fix == Safe || f.Fix == Unsafe && c.unsafe)
}

// complete applies the fixes of findings, pass by pass. A later pass finds the
// fixes that had to wait where the earlier ones left them; it reports nothing
// of its own. Those held are not fixed.
func (c *checker) complete(path, src string, file *js.File, findings, held []*Finding, moved bool) (*revision, error) {
	rev := newRevision(src)
	// waiting are findings of the original, next their fixes for rev.text.
	var waiting, next []*Finding
	for _, f := range findings {
		if c.allowed(f) {
			waiting, next = append(waiting, f), append(next, f)
		}
	}
	for pass := 1; len(next) > 0; pass++ {
		kept, rest := merge(next)
		edits, err := together(file, kept)
		if err != nil {
			return nil, err
		}
		rev.apply(edits)
		var left []*Finding
		for i, f := range next {
			if slices.Contains(kept, f) {
				waiting[i].Applied = true
			} else {
				left = append(left, waiting[i])
			}
		}
		if len(rest) == 0 || pass == maxPasses {
			break
		}
		if file, err = js.Parse(path, rev.text); err != nil {
			return nil, fmt.Errorf("the fixed file would not be valid: %w", err)
		}
		// What rules fail at was said of the original.
		reported, _ := c.report(file, moved)
		waiting, next = c.match(rev, left, held, reported)
	}
	return rev, nil
}

// together is all the edits of fixes that are made at a time.
func together(file *js.File, kept []*Finding) ([]Edit, error) {
	var set editSet
	for _, f := range kept {
		if err := checkEdits(file.Src, f.Edits); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Rule, err)
		}
		set.add(f.Edits)
	}
	if !set.add(append(importEdits(file, kept), keyEdits(file, kept)...)) {
		return nil, fmt.Errorf("import declarations: %w", errBadEdits)
	}
	return set.edits, nil
}

// alone works out, for each finding, the edits that make its fix and no other.
func alone(file *js.File, findings []*Finding) [][]Edit {
	out := make([][]Edit, len(findings))
	for i, f := range findings {
		if len(f.Edits) == 0 {
			continue
		}
		// A fix that cannot be made is an error of the rule; a run that makes
		// fixes reports it. Here there is nothing to offer.
		if edits, err := together(file, []*Finding{f}); err == nil {
			out[i] = edits
		}
	}
	return out
}

// match finds the findings that still wait among those of a later pass. One
// that is reported no more was settled by the fix that it overlapped; one that
// became a person's task says so from now on. Those held stand where they
// stood, and are nobody's to take.
func (c *checker) match(rev *revision, left, held, reported []*Finding) (waiting, next []*Finding) {
	var gone []*Finding
	used := make(map[*Finding]bool, len(reported))
	for _, h := range held {
		for _, f := range reported {
			if f.Rule == h.Rule && standsFor(rev.origin(f.Range.Start), h.Range.Start) {
				used[f] = true
			}
		}
	}
	for _, w := range left {
		i := slices.IndexFunc(reported, func(f *Finding) bool {
			return !used[f] && f.Rule == w.Rule && f.Severity == w.Severity && standsFor(rev.origin(f.Range.Start), w.Range.Start)
		})
		switch {
		case i < 0:
			gone = append(gone, w)
		case c.allowed(reported[i]):
			used[reported[i]] = true
			waiting, next = append(waiting, w), append(next, reported[i])
		default:
			used[reported[i]] = true
			w.Fix, w.Message = reported[i].Fix, reported[i].Message
		}
	}
	for _, w := range gone {
		// Should the rule still want to fix something that nobody waits for,
		// this may be it, in a place where it was not recognised.
		w.Applied = !slices.ContainsFunc(reported, func(f *Finding) bool { return !used[f] && f.Rule == w.Rule && c.allowed(f) })
	}
	return waiting, next
}

// standsFor reports whether something that stands for the range of the
// original stands for what begins at offset.
func standsFor(r js.Range, offset int) bool {
	return r.Start == offset && r.Len() == 0 || r.Contains(offset)
}

// manifest looks at one package.json or pnpm-workspace.yaml.
func (c *checker) manifest(path, src string) (*checked, error) {
	workspace := filepath.Base(path) == "pnpm-workspace.yaml"
	analyse := pkgjson.Analyse
	if workspace {
		analyse = pkgjson.AnalyseWorkspace
	}
	versions, err := analyse([]byte(src), c.target.VersionTable(), pkgjson.Options{Set: c.options.SetVersion})
	if err != nil {
		return nil, err
	}
	p := &ManifestPass{Path: path, Src: src, Target: c.target, Options: c.options, Versions: versions}
	for _, r := range c.rules {
		if r.CheckManifest != nil {
			p.rule = r
			r.CheckManifest(p)
		}
	}
	for _, f := range p.findings {
		c.level(f)
	}
	slices.SortStableFunc(p.findings, byPlace)
	comments := &suppressions{}
	if workspace {
		comments = workspaceSuppressions(src)
	}
	out := &checked{}
	out.findings, _ = c.sift(path, src, comments, p.findings)
	if c.replacements {
		for _, f := range out.findings {
			out.alone = append(out.alone, f.Edits)
		}
	}
	if !c.fix {
		return out, nil
	}
	fixes := slices.DeleteFunc(slices.Clone(out.findings), func(f *Finding) bool { return !c.allowed(f) })
	kept, _ := merge(fixes)
	var set editSet
	for _, f := range kept {
		if err := checkEdits(src, f.Edits); err != nil {
			return out, &rejection{fmt.Errorf("%s: %w", f.Rule, err)}
		}
		set.add(f.Edits)
	}
	if after := apply(src, set.edits); after != src {
		if err := verifyManifest(workspace, after); err != nil {
			return out, &rejection{err}
		}
		out.edits = set.edits
	}
	for _, f := range kept {
		f.Applied = true
	}
	return out, nil
}
