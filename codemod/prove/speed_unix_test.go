//go:build unix

package prove

import (
	"syscall"
	"time"
)

// timed is how long f takes by the clock, and the processor time that this
// process and those that it has started and awaited use meanwhile.
func timed(f func()) (wall, used time.Duration) {
	before, start := processorTime(), time.Now()
	f()
	return time.Since(start), processorTime() - before
}

func processorTime() time.Duration {
	var sum time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return sum
}
