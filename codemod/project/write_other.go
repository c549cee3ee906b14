//go:build !unix

package project

import "io/fs"

// closeBeforeRename: Windows does not rename an open file.
const closeBeforeRename = true

// keepOwner does nothing: here files have the owner of their folder's rules.
func keepOwner(tempFile, fs.FileInfo) {}
