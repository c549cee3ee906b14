package project

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// Replace writes a file of the program's own, like a report, as a whole: at
// every moment there is the old content, or nothing where there was no file,
// or all of the new one. What fill writes becomes the content; when it fails,
// its error is returned as it is and the file stays as it was.
//
// The mode of a file that is there stays, and a link stays a link. Something
// that is no regular file, like a device or a named pipe, is written to.
func Replace(path string, fill func(io.Writer) error) error {
	target, before, err := replaceTarget(path)
	if err != nil {
		return err
	}
	if before != nil && !before.Mode().IsRegular() {
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return replaceError(path, err)
		}
		return errors.Join(fillAll(path, f, fill), f.Close())
	}
	temp, err := createOwn(target)
	if err != nil {
		return replaceError(path, err)
	}
	if err := replaceBy(temp, path, target, before, fill); err != nil {
		_ = temp.Close()
		_ = os.Remove(temp.Name())
		return err
	}
	return nil
}

// replaceTarget finds the file that is meant, behind links, and what is there;
// nothing when there is none yet.
func replaceTarget(path string) (target string, before fs.FileInfo, err error) {
	// What /dev/stdout stands for has no path of its own.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return path, info, nil
	}
	target, err = resolve(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return "", nil, &Error{Path: path, Problem: "is a link to a file that does not exist", Hint: "name the file itself", Kind: ErrNotFound}
		}
		dir := filepath.Dir(path)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return "", nil, &Error{Path: path, Problem: "cannot be written: the folder " + dir + " does not exist", Hint: "create the folder first", Kind: ErrNotFound}
		}
		return path, nil, nil
	}
	if err != nil {
		return "", nil, replaceError(path, err)
	}
	before, err = os.Stat(target)
	switch {
	case err != nil:
		return "", nil, replaceError(path, err)
	case before.IsDir():
		return "", nil, &Error{Path: path, Problem: "is a folder, not a file", Hint: "name a file in it", Kind: ErrNotRegular}
	case before.Mode().IsRegular() && before.Mode()&0o222 == 0:
		return "", nil, readOnly(path, nil)
	}
	return target, before, nil
}

// CanReplace reports, as an error, what [Replace] would stumble over before it
// writes anything.
func CanReplace(path string) error {
	_, _, err := replaceTarget(path)
	return err
}

func replaceBy(temp *os.File, path, target string, before fs.FileInfo, fill func(io.Writer) error) error {
	if err := fillAll(path, temp, fill); err != nil {
		return err
	}
	if before != nil {
		keepOwner(temp, before)
		if err := temp.Chmod(before.Mode().Perm()); err != nil {
			return replaceError(path, err)
		}
	}
	// Without this a power cut after the rename could leave an empty file.
	if err := temp.Sync(); err != nil {
		return replaceError(path, err)
	}
	if closeBeforeRename {
		if err := temp.Close(); err != nil {
			return replaceError(path, err)
		}
	}
	if err := os.Rename(temp.Name(), target); err != nil {
		return replaceError(path, err)
	}
	_ = temp.Close() // everything is on the disk since Sync
	return nil
}

// fillAll lets fill write, and tells its errors from those of the disk.
func fillAll(path string, f *os.File, fill func(io.Writer) error) error {
	disk := &remembering{w: f}
	w := bufio.NewWriterSize(disk, 64<<10)
	err := fill(w)
	if err == nil {
		err = w.Flush()
	}
	if disk.err != nil {
		return replaceError(path, disk.err)
	}
	return err
}

// remembering keeps the first error of a writer.
type remembering struct {
	w   io.Writer
	err error
}

func (r *remembering) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// createOwn makes a temporary file beside the target, marked as in use, with
// the mode that a new file gets here.
func createOwn(target string) (*os.File, error) {
	dir, base := filepath.Split(target)
	pattern := tempPattern(base)
	for {
		name := pattern[:len(pattern)-len("*"+straySuffix)] + strconv.FormatUint(rand.Uint64(), 36) + straySuffix
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if lockOwn(f) {
			return f, nil
		}
		// A run took it for a stray before the lock was there.
		_ = f.Close()
	}
}

func replaceError(path string, err error) error {
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint = "free some space and run again"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		hint = "name a file in a folder that you may write to"
	}
	return &Error{Path: path, Problem: "cannot be written: " + cause(err), Hint: hint, Err: err}
}
