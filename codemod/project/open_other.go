//go:build !unix

package project

import "os"

// openPlain opens a file or folder to read.
func openPlain(path string) (*os.File, error) { return os.Open(path) }
