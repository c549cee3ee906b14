package scaffold

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// Write makes the changes of the plan on the disk. Unless force is true, a file
// that git has no copy of stops it before anything is written. When one file
// cannot be written, or ctx ends, those written before are taken back, and the
// project is as it was.
//
// The error is a [*project.Error], or that of ctx.
func (p *Plan) Write(ctx context.Context, force bool) error {
	if !force {
		if err := p.guard(ctx); err != nil {
			return err
		}
	}
	w := &writing{plan: p, writer: project.Writer{Root: p.root}}
	err := w.folder(p.Dir)
	for _, f := range p.inOrder() {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = w.write(f)
		}
	}
	if err != nil {
		if left := w.undo(); len(left) > 0 {
			return &project.Error{Problem: err.Error() + "; what was written before could not be taken back: " + strings.Join(left, ", "), Err: err}
		}
		return err
	}
	return nil
}

// inOrder are the files that are written, package.json last: with it a folder
// counts as a project, and a run that is killed has not made one yet.
func (p *Plan) inOrder() []*File {
	var files, last []*File
	for _, f := range p.Files {
		switch {
		case !f.Changed():
		case f.Name == "package.json":
			last = append(last, f)
		default:
			files = append(files, f)
		}
	}
	return append(files, last...)
}

// guard refuses to write over what git could not bring back.
func (p *Plan) guard(ctx context.Context) error {
	var paths []string
	for _, f := range p.Files {
		if f.Action == Patch {
			paths = append(paths, p.path(f))
		}
	}
	if len(paths) == 0 {
		return nil
	}
	dirty, err := project.Dirty(ctx, paths)
	if err != nil || len(dirty) == 0 {
		return err
	}
	var names []string
	for _, f := range p.Files {
		if slices.Contains(dirty, p.path(f)) {
			names = append(names, p.ShownName(f))
		}
	}
	problem := "a file to be changed has uncommitted changes"
	if len(names) > 1 {
		problem = fmt.Sprintf("%d files to be changed have uncommitted changes", len(names))
	}
	return &project.Error{
		Problem: problem + ", nothing was written: " + strings.Join(names, ", "),
		Hint:    "commit or stash them so that git can bring them back, or use --force; --diff shows what would change",
		Kind:    codemod.ErrDirty,
	}
}

func (p *Plan) path(f *File) string { return filepath.Join(p.Dir, filepath.FromSlash(f.Name)) }

// ShownName is the file's path as the user would write it.
func (p *Plan) ShownName(f *File) string {
	return filepath.ToSlash(filepath.Join(p.Shown, filepath.FromSlash(f.Name)))
}

// writing is one call of Write, and what it has done so far.
type writing struct {
	plan    *Plan
	writer  project.Writer
	written []*File
	folders []string // that were made, the outer ones first
}

func (w *writing) write(f *File) error {
	path := w.plan.path(f)
	if err := w.folder(filepath.Dir(path)); err != nil {
		return err
	}
	var err error
	if f.Action == Create {
		err = w.writer.Create(path, []byte(f.After))
	} else {
		err = w.writer.Write(path, []byte(f.Before), []byte(f.After))
	}
	if err != nil {
		return named(err, w.plan.ShownName(f))
	}
	w.written = append(w.written, f)
	return nil
}

// named gives an error about a path the name that the user knows it by.
func named(err error, name string) error {
	var e *project.Error
	if errors.As(err, &e) {
		shown := *e
		shown.Path = name
		return &shown
	}
	return err
}

// folder makes a folder and those above it that do not exist.
func (w *writing) folder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && info.IsDir() {
		return nil
	}
	shown := w.plan.shownPath(dir)
	if err == nil {
		return &project.Error{Path: shown, Problem: "is a file, where a folder has to be", Hint: "move it away, or name another folder"}
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return folderError(shown, err)
	}
	if err := w.folder(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return folderError(shown, err)
	}
	w.folders = append(w.folders, dir)
	return nil
}

func folderError(shown string, err error) error {
	e := &project.Error{Path: shown, Problem: "the folder cannot be made: " + reason(err), Err: err}
	if errors.Is(err, fs.ErrPermission) {
		e.Kind, e.Hint = project.ErrReadOnly, "name a folder that you may write to"
	}
	return e
}

// reason is what the system says, without the path.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// shownPath is an absolute path as the user would write it.
func (p *Plan) shownPath(path string) string {
	if rel, err := filepath.Rel(p.Dir, path); err == nil {
		return filepath.ToSlash(filepath.Join(p.Shown, rel))
	}
	return path
}

// undo takes back what was written, and returns the names of what it could not.
func (w *writing) undo() []string {
	var left []string
	for _, f := range slices.Backward(w.written) {
		path := w.plan.path(f)
		var err error
		if f.Action == Create {
			err = os.Remove(path)
		} else {
			err = w.writer.Write(path, []byte(f.After), []byte(f.Before))
		}
		if err != nil {
			left = append(left, w.plan.ShownName(f))
		}
	}
	for _, dir := range slices.Backward(w.folders) {
		_ = os.Remove(dir) // not empty where something else is in it by now
	}
	return left
}
