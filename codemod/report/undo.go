package report

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

// Undo is a file with the reverse patch of a run: what `git apply` brings back
// the old text with. It is a [codemod.Journal].
//
// What is about to be rewritten is in the file, and on the disk, before it is
// rewritten. So a run that is killed leaves a patch that holds at least what it
// did; one that ends leaves exactly that, and no file where nothing was
// rewritten.
type Undo struct {
	// Path is the file as the user wrote it.
	Path string
	// Folder is where the patch has to be applied: its paths begin there.
	Folder string

	file    *os.File
	entries []undoEntry
	size    int64
}

// undoEntry is the part of the patch that is about one file.
type undoEntry struct {
	file     *codemod.FileResult
	from, to int64
}

// NewUndo prepares a patch of what a run over the paths may rewrite. The error
// is a *[project.Error] when there is a file of that name: it may be the only
// way back from an earlier run.
func NewUndo(path string, paths []string) (*Undo, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &project.Error{Path: path, Problem: "is a folder, not a file", Hint: "name a file in it, like undo.patch", Kind: project.ErrNotRegular}
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, &project.Error{Path: path, Problem: "is there already; a patch that undoes a run is not written over", Hint: "it may be the only way back from an earlier run: apply it, move it away, or name another file"}
	}
	if err := project.CanReplace(path); err != nil {
		return nil, err
	}
	dir, err := folderOf(paths)
	if err != nil {
		return nil, &project.Error{Path: path, Problem: "cannot find the working folder: " + err.Error(), Err: err}
	}
	return &Undo{Path: path, Folder: dir}, nil
}

// folderOf is the working folder or, where a path leads out of that, the nearest
// one above that holds all paths: git takes no patch that leads out of a folder.
func folderOf(paths []string) (string, error) {
	dir, err := os.Getwd()
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return "", err
	}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err == nil {
			abs, err = filepath.EvalSymlinks(abs)
		}
		if err != nil {
			continue // the run says what is wrong with it
		}
		for !inside(dir, abs) && filepath.Dir(dir) != dir {
			dir = filepath.Dir(dir)
		}
	}
	return dir, nil
}

func inside(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// Add appends what brings the file's old text back.
func (u *Undo) Add(f *codemod.FileResult, before, after string) error {
	rel, err := filepath.Rel(u.Folder, f.Path)
	if err != nil || !inside(u.Folder, f.Path) {
		return u.error(&project.Error{Path: f.Name, Problem: "lies outside of the folder that " + u.Path + " can be applied in", Hint: "run from a folder above it"})
	}
	name := filepath.ToSlash(rel)
	text, err := unifiedText(diffName("a/"+name), diffName("b/"+name), after, before)
	if err != nil {
		return u.error(err)
	}
	if u.file == nil {
		// Another run may have come first.
		if u.file, err = os.OpenFile(u.Path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666); err != nil {
			return u.error(err)
		}
	}
	if _, err := u.file.WriteString(text); err != nil {
		return u.error(err)
	}
	u.entries = append(u.entries, undoEntry{f, u.size, u.size + int64(len(text))})
	u.size += int64(len(text))
	return nil
}

// Sync has the patch reach the disk.
func (u *Undo) Sync() error {
	if u.file == nil {
		return nil
	}
	if err := u.file.Sync(); err != nil {
		return u.error(err)
	}
	return nil
}

// Close takes out of the patch what was not rewritten.
func (u *Undo) Close(written func(*codemod.FileResult) bool) error {
	if u.file == nil {
		return nil
	}
	defer u.file.Close()
	var kept []undoEntry
	for _, e := range u.entries {
		if written(e.file) {
			kept = append(kept, e)
		}
	}
	switch len(kept) {
	case len(u.entries):
		return nil
	case 0:
		u.entries = nil
		if err := os.Remove(u.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return u.error(err)
		}
		return nil
	}
	u.entries = kept
	return project.Replace(u.Path, func(w io.Writer) error {
		for _, e := range kept {
			if _, err := io.Copy(w, io.NewSectionReader(u.file, e.from, e.to-e.from)); err != nil {
				return err
			}
		}
		return nil
	})
}

// command is what undoes the run, typed where the run was started.
func (u *Undo) command() string {
	if dir, err := os.Getwd(); err == nil {
		if real, err := filepath.EvalSymlinks(dir); err == nil && real == u.Folder {
			return "git apply " + terminal.ShellWord(u.Path)
		}
	}
	path, err := filepath.Abs(u.Path)
	if err != nil {
		path = u.Path
	}
	return "git -C " + terminal.ShellWord(u.Folder) + " apply " + terminal.ShellWord(path)
}

// Files is how many files the patch brings back.
func (u *Undo) Files() int { return len(u.entries) }

func (u *Undo) error(err error) error {
	var ours *project.Error
	if errors.As(err, &ours) {
		return err
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &project.Error{Path: u.Path, Problem: "the patch that undoes the run cannot be written: " + err.Error(), Hint: "without it nothing is rewritten; name a file that can be written", Err: err}
}
