package project

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"unicode/utf8"
)

// Writer replaces files as a whole: at every moment, and after a kill or a
// power cut, a file has its old content or its new one.
//
// renameio does the same core steps, but its names cannot be told from other
// programs' leftovers, it does not say whether a leftover is still in use, it
// compares nothing with what was read, keeps no owner, and on Windows falls
// back to writing in place. So the steps are ours.
type Writer struct {
	// Root is the absolute folder, links resolved, that no link may lead
	// writing out of; "" for no such folder.
	Root string

	// create makes the temporary file; tests put disks in here that fill up.
	create func(dir, pattern string) (tempFile, error)
}

// tempFile is what Writer needs of an [os.File].
type tempFile interface {
	io.WriteCloser
	Name() string
	Chmod(fs.FileMode) error
	Sync() error
}

// Write puts the new content in place of the old one. It refuses when the file
// no longer has the old content. The mode stays, and the owner where the system
// lets us; a link stays a link and its target is written.
//
// The error is an [*Error] that tells ErrChanged, ErrReadOnly and
// ErrOutsideRoot apart; whatever it is, the file is as it was and no temporary
// file is left.
func (w Writer) Write(path string, old, new []byte) error {
	target, err := resolve(path)
	if errors.Is(err, fs.ErrNotExist) {
		return changed(path)
	}
	if err != nil {
		return writeError(path, err)
	}
	if w.Root != "" && !within(w.Root, target) {
		return &Error{Path: path, Problem: "is a link that leads outside the folder; it was not followed", Hint: "name its target if that is to be changed", Kind: ErrOutsideRoot}
	}
	before, err := unchanged(path, target, old)
	if err != nil {
		return err
	}
	if bytes.Equal(old, new) {
		return nil
	}
	create := w.create
	if create == nil {
		create = createTemp
	}
	dir := filepath.Dir(target)
	temp, err := create(dir, tempPattern(filepath.Base(target)))
	if err != nil {
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
			return &Error{Path: path, Problem: "cannot be replaced: its folder is read-only", Hint: "make the folder writable and run again", Kind: ErrReadOnly, Err: err}
		}
		return writeError(path, err)
	}
	if err := fill(temp, target, before, new); err != nil {
		_ = temp.Close()
		_ = os.Remove(temp.Name())
		if errors.Is(err, ErrChanged) {
			return changed(path)
		}
		return writeError(path, err)
	}
	return nil
}

// fill writes the temporary file and moves it onto the target.
func fill(temp tempFile, target string, before fs.FileInfo, content []byte) error {
	if _, err := temp.Write(content); err != nil {
		return err
	}
	// The owner first: changing it takes special mode bits away.
	keepOwner(temp, before)
	if err := temp.Chmod(before.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)); err != nil {
		return err
	}
	// Without this a power cut after the rename could leave an empty file.
	if err := temp.Sync(); err != nil {
		return err
	}
	if now, err := os.Lstat(target); err != nil || !os.SameFile(before, now) || !now.ModTime().Equal(before.ModTime()) || now.Size() != before.Size() {
		return ErrChanged
	}
	if closeBeforeRename {
		if err := temp.Close(); err != nil {
			return err
		}
		return os.Rename(temp.Name(), target)
	}
	// The lock that tells a stray from a file in use ends with the close.
	if err := os.Rename(temp.Name(), target); err != nil {
		return err
	}
	_ = temp.Close() // everything is on the disk since Sync
	return nil
}

// unchanged opens the target as somebody who may write it, and compares.
func unchanged(path, target string, old []byte) (fs.FileInfo, error) {
	f, err := os.OpenFile(target, os.O_RDWR, 0)
	if err != nil {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, changed(path)
		case errors.Is(err, fs.ErrPermission):
			return nil, readOnly(path, err)
		case errors.Is(err, syscall.EROFS):
			return nil, &Error{Path: path, Problem: "is on a read-only disk", Kind: ErrReadOnly, Err: err}
		}
		return nil, writeError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, writeError(path, err)
	}
	// Root may write anything; whoever took the bits away meant it.
	if info.Mode()&0o222 == 0 {
		return nil, readOnly(path, nil)
	}
	if info.Size() != int64(len(old)) {
		return nil, changed(path)
	}
	present := make([]byte, len(old)+1)
	n, err := io.ReadFull(f, present)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, writeError(path, err)
	}
	if !bytes.Equal(present[:n], old) {
		return nil, changed(path)
	}
	return info, nil
}

func changed(path string) error {
	return &Error{Path: path, Problem: "has changed on disk since it was read; it was left as it is now", Hint: "run again when nothing else writes to it", Kind: ErrChanged}
}

func readOnly(path string, err error) error {
	return &Error{Path: path, Problem: "is read-only", Hint: "make it writable (chmod u+w) and run again", Kind: ErrReadOnly, Err: err}
}

func writeError(path string, err error) error {
	hint := "the file is as it was"
	if errors.Is(err, syscall.ENOSPC) {
		hint = "free some space and run again; the file is as it was"
	}
	return &Error{Path: path, Problem: "cannot be written: " + cause(err), Hint: hint, Err: err}
}

// tempPattern is the name of a temporary file, for [os.CreateTemp]. Names on
// disk are bounded at 255 bytes, so that a long one is cut.
func tempPattern(base string) string {
	const longest = 150
	if len(base) > longest {
		base = base[:longest]
		for !utf8.ValidString(base) && len(base) > longest-utf8.UTFMax {
			base = base[:len(base)-1]
		}
	}
	return strayPrefix + base + "-*" + straySuffix
}

// createTemp makes a temporary file that is marked as in use until it is
// closed.
func createTemp(dir, pattern string) (tempFile, error) {
	for {
		f, err := os.CreateTemp(dir, pattern)
		if err != nil {
			return nil, err
		}
		if lockOwn(f) {
			return f, nil
		}
		// Another run took it for a stray before the lock was there.
		_ = f.Close()
	}
}
