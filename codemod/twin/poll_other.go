//go:build !unix

package twin

import "io"

// polled is the input as it is: here a thread waits for it.
func polled(in io.Reader) (io.Reader, bool) { return in, false }
