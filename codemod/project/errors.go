package project

import (
	"errors"
	"io/fs"
)

// The causes of an [Error]; ask with errors.Is.
var (
	// ErrNotFound is a path that does not exist.
	ErrNotFound = errors.New("no such file or folder")
	// ErrNeverEntered is a folder that a walk does not enter, named outright.
	ErrNeverEntered = errors.New("a folder that is never entered")
	// ErrPattern is a glob that cannot be read.
	ErrPattern = errors.New("not a glob pattern")
	// ErrUnreadable is a file or folder that the system does not let us read.
	ErrUnreadable = errors.New("cannot be read")
	// ErrNotRegular is a named pipe, a device, a socket.
	ErrNotRegular = errors.New("not a regular file")
	// ErrOutsideRoot is a link that leads out of the folder that is worked on.
	ErrOutsideRoot = errors.New("leads outside the project")
	// ErrChanged is a file whose content is no longer what was read.
	ErrChanged = errors.New("changed on disk since it was read")
	// ErrExists is a file that was not to be there yet.
	ErrExists = errors.New("exists already")
	// ErrReadOnly is a file or folder that may not be written to.
	ErrReadOnly = errors.New("is read-only")
	// ErrNoGit is a git work tree without a git program to ask about it.
	ErrNoGit = errors.New("git is not installed")
	// ErrGit is a git program that failed.
	ErrGit = errors.New("git failed")
)

// Error is a failure about one path, in words for a person.
type Error struct {
	// Path is what the failure is about, as the caller wrote it.
	Path string
	// Problem says what happened, without the path.
	Problem string
	// Hint says what to do next; may be "".
	Hint string
	// Kind is one of this package's sentinel errors, or nil.
	Kind error
	// Err is the cause from the system, or nil.
	Err error
}

// Error is the path and the problem on one line, without the hint.
func (e *Error) Error() string {
	if e.Path == "" {
		return e.Problem
	}
	return e.Path + ": " + e.Problem
}

// Unwrap gives the sentinel and the system's error to errors.Is and errors.As.
func (e *Error) Unwrap() []error {
	var out []error
	if e.Kind != nil {
		out = append(out, e.Kind)
	}
	if e.Err != nil {
		out = append(out, e.Err)
	}
	return out
}

// cause is the system's words without the operation and the path, which the
// sentence around them has already.
func cause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	var link interface{ Unwrap() error }
	if errors.As(err, &link) && link.Unwrap() != nil {
		return link.Unwrap().Error()
	}
	return err.Error()
}
