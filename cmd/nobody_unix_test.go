//go:build unix

package cmd_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// becomeNobody gives the files below dir to an ordinary user and goes on as
// that user; for one who is not root already, nothing has to be done.
func becomeNobody(dir string) error {
	const nobody = 65534
	if os.Geteuid() != 0 {
		return nil
	}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	})
	if err != nil {
		return err
	}
	if err := syscall.Setgroups(nil); err != nil {
		return err
	}
	if err := syscall.Setgid(nobody); err != nil {
		return err
	}
	return syscall.Setuid(nobody)
}
