//go:build !unix || aix || solaris

package project

import (
	"io/fs"
	"os"
	"runtime"
	"time"
)

// lockOwn has nothing to do: on Windows a file that is open cannot be removed,
// elsewhere age tells a stray.
func lockOwn(*os.File) bool { return true }

// removeAbandoned removes the temporary file unless somebody is writing it.
func removeAbandoned(path string, info fs.FileInfo) (bool, error) {
	if runtime.GOOS == "windows" {
		return os.Remove(path) == nil, nil
	}
	if time.Since(info.ModTime()) < strayAge {
		return false, nil
	}
	if err := os.Remove(path); err != nil {
		return false, err
	}
	return true, nil
}
