//go:build !unix

package prove

import "time"

// timed is how long f takes by the clock; what the processors did meanwhile is
// not known here.
func timed(f func()) (wall, used time.Duration) {
	start := time.Now()
	f()
	return time.Since(start), 0
}
