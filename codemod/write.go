package codemod

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"github.com/clerkctl/clerkctl/codemod/project"
)

// write replaces the changed files. An interrupt lets the files that are being
// written be finished and starts no more.
func (r *run) write(ctx context.Context) error {
	var changed []*FileResult
	for _, f := range r.result.Files {
		if f.Changed {
			changed = append(changed, f)
		}
	}
	if err := r.guard(ctx, changed); err != nil {
		for _, f := range changed {
			f.unwritten()
		}
		if ctx.Err() != nil {
			r.result.Interrupted = true
			return nil
		}
		return err
	}
	group := errgroup.Group{}
	group.SetLimit(r.opts.Jobs)
	for _, f := range changed {
		if _, ok := project.WorkTree(filepath.Dir(f.Path)); ok {
			r.result.InGit = true
		}
		group.Go(func() error {
			if ctx.Err() != nil {
				f.unwritten()
				return nil
			}
			if err := f.write(); err != nil {
				f.unwritten()
				f.Skipped, f.Problem = SkipWriteError, problemOf(err)
				switch {
				case errors.Is(err, project.ErrChanged) || errors.Is(err, errChanged):
					f.Skipped = SkipChangedOnDisk
				case errors.As(err, new(*rejection)):
					f.Skipped, f.Problem = skipOf(err)
				}
			}
			return nil
		})
	}
	_ = group.Wait() // the functions return no error
	r.result.Interrupted = ctx.Err() != nil
	r.installs(changed)
	return nil
}

// write makes one file's edits on disk.
func (f *FileResult) write() error {
	old, err := os.ReadFile(f.Path)
	if errors.Is(err, os.ErrNotExist) {
		return errChanged
	}
	if err != nil {
		return err
	}
	if sha256.Sum256(old) != f.sum {
		return errChanged
	}
	before := string(old)
	after := apply(before, f.edits)
	if err := verifyRelease(f.Path, before, after); err != nil {
		return err
	}
	return project.Writer{Root: f.root}.Write(f.Path, old, []byte(after))
}

// unwritten takes back what the result says about a file whose fixes were
// worked out but not written.
func (f *FileResult) unwritten() {
	f.Changed = false
	for i := range f.Findings {
		f.Findings[i].Applied = false
	}
}
