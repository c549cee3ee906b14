//go:build unix

package twin

import (
	"io"
	"os"
	"syscall"
)

// polled is the same input, read without a thread that waits for it. With one
// processor such a thread would keep it, once it has handed a request over, until
// the runtime takes it away: up to ten milliseconds in which the request waits.
func polled(in io.Reader) (io.Reader, bool) {
	f, ok := in.(*os.File)
	if !ok {
		return in, false
	}
	fd := f.Fd()
	if err := syscall.SetNonblock(int(fd), true); err != nil {
		return in, false
	}
	return os.NewFile(fd, f.Name()), true
}
