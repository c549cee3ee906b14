package project

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	strayPrefix = ".clerkctl-"
	straySuffix = ".tmp"
	// strayAge is when a temporary file is taken for abandoned where files
	// cannot be locked. Writing one takes milliseconds.
	strayAge = time.Hour
)

// isStray tells whether a name is that of one of our temporary files.
func isStray(name string) bool {
	return strings.HasPrefix(name, strayPrefix) && strings.HasSuffix(name, straySuffix)
}

// RemoveStray removes a temporary file that a killed run left behind. A file
// that another run is just writing stays, as does anything that is not a
// temporary file of ours; it tells whether the file was removed.
func RemoveStray(path string) (bool, error) {
	if !isStray(filepath.Base(path)) {
		return false, nil
	}
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, unreadable(path, err)
	}
	if !info.Mode().IsRegular() {
		return false, nil
	}
	removed, err := removeAbandoned(path, info)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, &Error{Path: path, Problem: "is left from an interrupted run and cannot be removed: " + cause(err), Hint: "remove it by hand", Err: err}
	}
	return removed, nil
}
