package codemod

import (
	"context"
	"crypto/sha256"
	"os"

	"github.com/clerkctl/clerkctl/codemod/project"
)

// Asker decides about fixes, one at a time.
type Asker interface {
	// Ask is called for one fix after the other: file by file, and from top
	// to bottom. An error ends the run; what was accepted in files before
	// this one is written by then, of this file nothing.
	Ask(ctx context.Context, q *Question) (Answer, error)
}

// Question is one fix that somebody decides about.
type Question struct {
	// Name is the file's name for people.
	Name string
	// Finding is what the fix is for.
	Finding *Located
	// Before is the file's text, After the same with this fix and no other.
	Before, After string
	// Number is which of the file's fixes it is, from 1, and Of how many
	// there are.
	Number, Of int
}

// Answer is what becomes of a fix and of those that follow.
type Answer uint8

// The answers.
const (
	// No leaves the code as it is.
	No Answer = iota
	// Yes makes the fix.
	Yes
	// All makes this fix and all others, without another question.
	All
	// RestOfFile makes this fix and all that follow in the file.
	RestOfFile
	// Quit makes neither this fix nor any other; what was accepted stays.
	Quit
)

// asking is what the answers so far mean for the next fix.
type asking uint8

const (
	askEach asking = iota
	takeAll
	takeNone
)

// ask goes through the files in order. A file is written when all of its
// questions are answered.
func (r *run) ask(ctx context.Context, changed []*FileResult) error {
	mode := askEach
	for _, f := range changed {
		if ctx.Err() != nil {
			return nil
		}
		if mode != takeAll {
			if err := r.askFile(ctx, f, &mode); err != nil {
				if ctx.Err() != nil {
					return nil
				}
				return err
			}
		}
		if r.opts.Prover != nil {
			if err := r.prove(ctx, []*FileResult{f}); err != nil {
				if ctx.Err() != nil {
					return nil
				}
				return err
			}
		}
		if !f.Changed || f.Skipped != "" {
			continue
		}
		if r.opts.Journal != nil {
			if err := r.journal(f); err != nil {
				return err
			}
			if err := r.opts.Journal.Sync(); err != nil {
				return err
			}
		}
		if f.Skipped == "" {
			f.replace()
		}
	}
	return nil
}

// askFile asks about the fixes of one file, and works out the edits of those
// that were accepted.
func (r *run) askFile(ctx context.Context, f *FileResult, mode *asking) error {
	data, err := os.ReadFile(f.Path)
	if err == nil && sha256.Sum256(data) != f.sum {
		err = errChanged
	}
	if err != nil {
		f.fail(err)
		return nil
	}
	src := string(data)
	file := project.File{Abs: f.Path, Kind: project.KindOf(f.Path)}

	// What was found the first time was kept without the tree that fixes are
	// worked out on.
	list := *r.checker
	list.fix, list.replacements = false, true
	found, err := r.check(&list, file, src)
	if err != nil {
		f.Skipped, f.Problem = skipOf(err)
		return nil
	}
	decide := *r.checker
	decide.declined, err = r.questions(ctx, f, src, found, mode)
	if err != nil {
		return err
	}
	got, err := r.check(&decide, file, src)
	if err != nil {
		f.Skipped, f.Problem = skipOf(err)
	}
	if got != nil {
		f.Findings, f.Changed, f.edits = nil, false, nil
		f.take(got, src, r.phrase)
	}
	return nil
}

// questions asks about the fixes of a file, and tells which were declined.
func (r *run) questions(ctx context.Context, f *FileResult, src string, found *checked, mode *asking) ([]bool, error) {
	lines := newLineIndex(src)
	declined := make([]bool, len(found.findings))
	of, number := 0, 0
	for _, g := range found.findings {
		if r.checker.allowed(g) {
			of++
		}
	}
	here := *mode
	for i, g := range found.findings {
		if !r.checker.allowed(g) {
			continue
		}
		number++
		if here == askEach {
			answer, err := r.opts.Asker.Ask(ctx, &Question{
				Name: f.Name, Finding: &Located{Finding: g, Place: lines.place(g.Range)},
				Before: src, After: apply(src, found.alone[i]), Number: number, Of: of,
			})
			if err != nil {
				return nil, err
			}
			switch answer {
			case Yes:
				continue
			case All:
				here, *mode = takeAll, takeAll
			case RestOfFile:
				here = takeAll
			case Quit:
				here, *mode = takeNone, takeNone
			case No:
				declined[i] = true
			}
		}
		declined[i] = declined[i] || here == takeNone
	}
	return declined, nil
}
