//go:build unix

package project

import (
	"io/fs"
	"os"
	"syscall"
)

// closeBeforeRename: an open file can be renamed here.
const closeBeforeRename = false

// keepOwner gives the temporary file the owner of the file that it replaces.
// Only root can do that for a file of somebody else; for others the new file is
// theirs, as with every editor that saves this way.
func keepOwner(temp tempFile, before fs.FileInfo) {
	f, ok := temp.(*os.File)
	if !ok {
		return
	}
	was, ok := before.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	info, err := f.Stat()
	if err != nil {
		return
	}
	if is, ok := info.Sys().(*syscall.Stat_t); ok && (is.Uid != was.Uid || is.Gid != was.Gid) {
		if f.Chown(int(was.Uid), int(was.Gid)) != nil {
			// A group that we are in can be kept without being root.
			_ = f.Chown(-1, int(was.Gid))
		}
	}
}
