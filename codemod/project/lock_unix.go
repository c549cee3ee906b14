//go:build unix && !aix && !solaris

package project

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// lockOwn marks a temporary file as in use; the system takes the mark away with
// the process, however it ends. It is false when the file was removed before
// the mark was there.
func lockOwn(f *os.File) bool {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.EINTR) {
			return true // no locks on this disk: age tells a stray
		}
	}
	info, err := f.Stat()
	if err != nil {
		return true
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || stat.Nlink > 0
}

// removeAbandoned removes the temporary file unless somebody is writing it. The
// lock is held until it is gone, so that its maker cannot come in between.
func removeAbandoned(path string, info fs.FileInfo) (bool, error) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err != nil {
		return false, err
	}
	defer syscall.Close(fd)
	switch err := syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK), errors.Is(err, syscall.EINTR):
		return false, nil
	case err != nil && time.Since(info.ModTime()) < strayAge:
		return false, nil // no locks on this disk
	}
	if err := os.Remove(path); err != nil {
		return false, err
	}
	return true, nil
}
