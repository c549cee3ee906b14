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

// Journal keeps what undoes a run. It is called from one goroutine at a time.
type Journal interface {
	// Add hears of a file and its text before and after, before the file is
	// rewritten.
	Add(f *FileResult, before, after string) error
	// Sync is called before the files added are rewritten: when it returns,
	// what was added survives a crash.
	Sync() error
	// Close is called once, after the last file. Written tells which of the
	// files were rewritten.
	Close(written func(*FileResult) bool) error
}

// write replaces the changed files. An interrupt lets the files that are being
// written be finished and starts no more.
func (r *run) write(ctx context.Context) error {
	var changed []*FileResult
	for _, f := range r.result.Files {
		if f.Changed {
			changed = append(changed, f)
		}
	}
	err := r.guard(ctx, changed)
	switch {
	case err != nil:
	case r.opts.Asker != nil:
		err = r.ask(ctx, changed)
	default:
		err = r.writeAll(ctx, changed)
	}
	if r.opts.Journal != nil {
		err = errors.Join(err, r.opts.Journal.Close(func(f *FileResult) bool { return f.Changed && f.written }))
	}
	for _, f := range changed {
		if !f.written {
			f.unwritten()
		} else if _, ok := project.WorkTree(filepath.Dir(f.Path)); ok {
			r.result.InGit = true
		}
	}
	r.installs(changed)
	if ctx.Err() != nil {
		r.result.Interrupted = true
		return nil
	}
	return err
}

// writeAll replaces the files, several at a time.
func (r *run) writeAll(ctx context.Context, changed []*FileResult) error {
	if r.opts.Journal != nil {
		for _, f := range changed {
			if ctx.Err() != nil {
				return nil
			}
			if err := r.journal(f); err != nil {
				return err
			}
		}
		if err := r.opts.Journal.Sync(); err != nil {
			return err
		}
	}
	group := errgroup.Group{}
	group.SetLimit(r.opts.Jobs)
	for _, f := range changed {
		group.Go(func() error {
			if ctx.Err() == nil && f.Skipped == "" {
				f.replace()
			}
			return nil
		})
	}
	return group.Wait()
}

// journal lets the journal hear of a file. That the file is another by now is
// the file's own trouble.
func (r *run) journal(f *FileResult) error {
	before, after, err := f.Texts()
	if err != nil {
		f.fail(err)
		return nil
	}
	return r.opts.Journal.Add(f, before, after)
}

// replace writes the file and notes what became of it.
func (f *FileResult) replace() {
	err := f.write()
	f.written = err == nil
	if err != nil {
		f.fail(err)
	}
}

// fail notes why the file was not rewritten.
func (f *FileResult) fail(err error) {
	var rejected *rejection
	switch {
	case errors.As(err, &rejected):
		f.Skipped, f.Problem = skipOf(rejected)
	case errors.Is(err, project.ErrChanged):
		f.Skipped, f.Problem = SkipChangedOnDisk, problemOf(err)
	case errors.Is(err, errChanged), errors.Is(err, os.ErrNotExist):
		f.Skipped, f.Problem = SkipChangedOnDisk, errChanged.Error()
	default:
		f.Skipped, f.Problem = SkipWriteError, problemOf(err)
	}
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
