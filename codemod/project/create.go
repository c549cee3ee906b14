package project

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Create writes a file that must not exist yet, as a whole: after a kill or a
// power cut there is all of it or nothing. Its folder must be there, and may
// not be reached through a link that leads out of Root.
//
// The error is an [*Error] that tells [ErrExists], [ErrReadOnly] and
// [ErrOutsideRoot] apart; whatever it is, no file is left.
func (w Writer) Create(path string, content []byte) error {
	dir, err := resolve(filepath.Dir(path))
	if err != nil {
		return createError(path, err)
	}
	if w.Root != "" && !within(w.Root, dir) {
		return &Error{Path: path, Problem: "would lie behind a link that leads outside the folder; it was not written", Hint: "name the link's target if the file belongs there", Kind: ErrOutsideRoot}
	}
	target := filepath.Join(dir, filepath.Base(path))
	if _, err := os.Lstat(target); err == nil {
		return exists(path)
	}
	temp, err := createOwn(target)
	if err != nil {
		return createError(path, err)
	}
	err = fillAll(path, temp, func(out io.Writer) error {
		_, err := out.Write(content)
		return err
	})
	if err == nil {
		err = temp.Sync()
	}
	if err == nil && closeBeforeRename {
		err = temp.Close()
	}
	if err == nil {
		// A link, unlike a rename, does not replace what another program has
		// put there meanwhile.
		if err = os.Link(temp.Name(), target); err != nil && !errors.Is(err, fs.ErrExist) {
			err = os.Rename(temp.Name(), target) // a disk without links
		}
	}
	_ = temp.Close() // everything is on the disk since Sync
	_ = os.Remove(temp.Name())
	if errors.Is(err, fs.ErrExist) {
		return exists(path)
	}
	if err != nil {
		return createError(path, err)
	}
	return nil
}

func exists(path string) error {
	return &Error{Path: path, Problem: "exists already; it was left as it is", Hint: "move it away, or take what you need from it, and run again", Kind: ErrExists}
}

func createError(path string, err error) error {
	var own *Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.Is(err, fs.ErrPermission):
		return &Error{Path: path, Problem: "cannot be written: permission denied", Hint: "make its folder writable, or name another folder", Kind: ErrReadOnly, Err: err}
	case errors.Is(err, syscall.EROFS):
		return &Error{Path: path, Problem: "cannot be written: the disk is read-only", Hint: "name a folder that you may write to", Kind: ErrReadOnly, Err: err}
	case errors.Is(err, syscall.ENOSPC):
		return &Error{Path: path, Problem: "cannot be written: " + cause(err), Hint: "free some space and run again", Err: err}
	}
	return &Error{Path: path, Problem: "cannot be written: " + cause(err), Err: err}
}
