package codemod

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// look visits all files once, and then, as long as modules turn up that pass
// Clerk's names on, the files again that may import one of those.
func (r *run) look(ctx context.Context) error {
	first := project.NewReader(r.firstLook)
	sources := first
	if r.all {
		sources = r.everything
	}
	options := project.WalkOptions{Jobs: r.opts.Jobs, Exclude: r.opts.Exclude, OnSkip: r.leftOut, OnFolder: r.projects.learn}
	if r.opts.Mode == Write {
		options.OnStray = r.removeStray
	}
	err := project.Walk(ctx, r.opts.Paths, options, func(ctx context.Context, f project.File) error {
		if f.Kind == project.Source {
			return r.visit(ctx, f, sources, false)
		}
		return r.visit(ctx, f, first, false)
	})
	// Of few files each is asked at once what it imports.
	for err == nil && len(r.modules) > 0 && r.opts.Only == nil {
		s := spellings(r.modules, r.packages)
		r.modules = nil
		err = r.lookAgain(ctx, s)
	}
	return err
}

// lookAgain visits the files that may import a module which passes Clerk's
// names on: those of the index, or, where it could not hold all, every file.
func (r *run) lookAgain(ctx context.Context, s *spelling) error {
	needles := project.NewNeedles(s.list...)
	reader := project.NewReader(needles)
	files, complete := r.imported.files(s.names, needles)
	if !complete {
		return project.Walk(ctx, r.opts.Paths, project.WalkOptions{Jobs: r.opts.Jobs, Exclude: r.opts.Exclude}, func(ctx context.Context, f project.File) error {
			if f.Kind != project.Source {
				return nil
			}
			return r.visit(ctx, f, reader, true)
		})
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(r.opts.Jobs)
	for _, f := range files {
		group.Go(func() error { return r.visit(ctx, f, reader, true) })
	}
	return group.Wait()
}

// leftOut hears of files that the walk itself leaves alone.
func (r *run) leftOut(s project.Skip) {
	if r.opts.Only != nil {
		if abs, err := filepath.Abs(s.Path); err != nil || !r.opts.Only(abs) {
			return
		}
	}
	if s.Reason == project.SkipUnsupported {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.result.Unsupported = append(r.result.Unsupported, r.name(s.Path))
		return
	}
	r.add(&FileResult{Path: s.Path, Name: r.name(s.Path), Skipped: SkipReason(s.Reason), Problem: problemOf(s.Err), nowhere: errors.Is(s.Err, fs.ErrNotExist)})
}

// removeStray removes what a killed run left in the folder. That it cannot be
// removed is no trouble for this run, and the file says whose it is.
func (r *run) removeStray(path string) { _, _ = project.RemoveStray(path) }

// problemOf is an error's text without the path that the report names anyway.
func problemOf(err error) string {
	var p *project.Error
	if errors.As(err, &p) {
		if p.Hint != "" {
			return p.Problem + "; " + p.Hint
		}
		return p.Problem
	}
	return err.Error()
}

// visit looks at one file. It never fails: what goes wrong with one file is
// that file's result.
func (r *run) visit(ctx context.Context, f project.File, reader *project.Reader, second bool) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if r.opts.Only != nil && !r.opts.Only(f.Abs) {
		return nil
	}
	if !second {
		if r.opts.Looked != nil {
			r.opts.Looked.Add(1)
		}
		r.mu.Lock()
		r.result.Looked++
		r.room.after(r.result.Looked)
		if f.Kind == project.PackageJSON {
			r.packages = append(r.packages, filepath.Dir(f.Abs))
		}
		r.mu.Unlock()
	}
	if f.Kind != project.Source && r.opts.NoManifests {
		return nil
	}
	content, err := reader.Read(f.Abs, f.Path)
	if err == nil && !content.Mentions && r.opts.Only != nil && f.Kind == project.Source {
		reader.Done(content)
		if content, err = r.everything.Read(f.Abs, f.Path); err == nil {
			second = true
		}
	}
	defer reader.Done(content)
	if !second && content.Rest != nil && f.Kind == project.Source {
		r.imported.add(f, content.Rest)
	}
	if err != nil && second || err == nil && !content.Mentions {
		r.checker.baseline.see(f.Abs, err == nil)
		return nil
	}
	out := &FileResult{Path: f.Abs, Name: r.name(f.Path), root: f.Root}
	if err != nil {
		r.checker.baseline.see(f.Abs, false)
		out.Skipped, out.Problem = SkipUnreadable, problemOf(err)
		r.add(out)
		return nil
	}
	if second {
		if !r.imports(f, content.Data) {
			r.checker.baseline.see(f.Abs, true)
			return nil
		}
	} else if content.Skip != "" {
		r.checker.baseline.see(f.Abs, false)
		out.Skipped = SkipReason(content.Skip)
		out.Problem = words(out.Skipped)
		r.add(out)
		return nil
	}
	r.examine(ctx, f, string(content.Data), out)
	return nil
}

// imports reports whether a file of the second look has to be parsed: it was
// not before, and it imports a module that passes Clerk's names on.
func (r *run) imports(f project.File, src []byte) bool {
	if src == nil || r.matters(src) {
		return false
	}
	r.mu.Lock()
	seen := r.seen[f.Abs]
	r.mu.Unlock()
	if seen || !r.checker.imports(f.Abs, withoutMark(src)) && !mocks(src) {
		return false
	}
	r.mu.Lock()
	r.seen[f.Abs] = true
	r.mu.Unlock()
	return true
}

// matters reports whether a source is parsed at the first look.
func (r *run) matters(src []byte) bool { return r.all || r.firstLook.In(src) }

// mocks reports whether a test may replace a module: it need not import it.
func mocks(src []byte) bool {
	return bytes.Contains(src, []byte("mock(")) || bytes.Contains(src, []byte("Mock("))
}

// examine runs the rules over a file and keeps what they say.
func (r *run) examine(ctx context.Context, f project.File, src string, out *FileResult) {
	got, err := r.check(r.checker, f, src)
	if parse := new(js.ParseError); errors.As(err, &parse) && js.IsDeclaration(f.Abs) {
		return // declarations alone, in a form that is no code: nothing to migrate
	}
	if err != nil {
		out.Skipped, out.Problem = skipOf(err)
	}
	r.checker.baseline.see(f.Abs, err == nil)
	if got != nil {
		out.take(got, src, r.phrase)
		if got.exports {
			r.mu.Lock()
			r.modules = append(r.modules, f.Abs)
			r.mu.Unlock()
		}
	}
	if ctx.Err() == nil && (len(out.Findings) > 0 || out.Changed || out.Skipped != "" || len(out.Failures) > 0) {
		r.add(out)
	}
}

// check runs the rules over a file, in bounded time.
func (r *run) check(c *checker, f project.File, src string) (*checked, error) {
	return r.workers.do(r.opts.FileTimeout, func() (*checked, error) {
		if f.Kind == project.Source {
			return c.source(f.Abs, src, r.moved(f.Abs))
		}
		return c.manifest(f.Abs, src)
	})
}

// phrase is a text that holds on to no file, and is kept once for all findings
// that say the same.
func (r *run) phrase(text string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.phrases[text]
	if !ok {
		known = strings.Clone(text)
		r.phrases[known] = known
	}
	return known
}

// take keeps what a report and the writing need, and nothing that holds on to
// the file's text or tree. phrase makes such texts.
func (f *FileResult) take(got *checked, src string, phrase func(string) string) {
	f.Failures, f.exports = got.failures, got.exports
	if len(got.findings) > 0 {
		lines := newLineIndex(src)
		for i, g := range got.findings {
			g.Message = phrase(g.Message)
			g.Imports, g.Keys, g.Names = nil, nil, nil
			detach(g.Edits, phrase)
			l := Located{Finding: g, Place: lines.place(g.Range)}
			if got.alone != nil {
				l.Replacements = lines.replacements(got.alone[i])
			}
			f.Findings = append(f.Findings, l)
		}
	}
	if len(got.edits) > 0 {
		detach(got.edits, phrase)
		f.Changed, f.edits, f.sum = true, got.edits, sha256.Sum256([]byte(src))
	}
}

func detach(edits []Edit, phrase func(string) string) {
	for i := range edits {
		edits[i].New = phrase(edits[i].New)
	}
}

// skipOf is why a file is left alone after an error, with words for a person.
func skipOf(err error) (SkipReason, string) {
	var parse *js.ParseError
	var syntax *pkgjson.SyntaxError
	var rejected *rejection
	switch {
	case errors.Is(err, errTimeout):
		return SkipTimeout, words(SkipTimeout)
	case errors.As(err, &rejected):
		return SkipFixRejected, fmt.Sprintf("%v; nothing was changed, please report it with this file", err)
	case errors.As(err, &parse):
		if parse.Line > 0 {
			return SkipReason(parse.Reason), fmt.Sprintf("line %d: %s", parse.Line, parse.Text)
		}
		return SkipReason(parse.Reason), parse.Text
	case errors.As(err, &syntax):
		return SkipParseError, syntax.Error()
	}
	return SkipParseError, err.Error()
}

// words explains a reason that has no more to say about the file.
func words(r SkipReason) string {
	switch r {
	case SkipNotUTF8:
		return "the text is not UTF-8, or has NUL bytes; save it as UTF-8 without them and run again"
	case SkipTooLarge:
		return "larger than 2 MB, so nobody wrote it by hand"
	case SkipMinified:
		return "has a line of over 5,000 bytes, so nobody wrote it by hand"
	case SkipGenerated:
		return "says that it is generated; change what generates it"
	case SkipTimeout:
		return "took too long to read; split the file, or migrate it by hand"
	}
	return ""
}
