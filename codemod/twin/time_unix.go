//go:build unix

package twin

import (
	"syscall"
	"time"
)

// processorTime is what this process has used of the processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0 // no such error is known; then the clock counts
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
