package bench

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Config is what to measure. The zero value of a field means its default.
type Config struct {
	// Algorithms are measured one after another; default RS256.
	Algorithms []string
	// Cores are the numbers of goroutines that verify at the same time;
	// default 1 and all cores.
	Cores []int
	// Duration is how long the whole measurement takes; default 8 s.
	Duration time.Duration
	// Rounds is how often the modes take turns; at least, and by default, 10.
	Rounds int
	// Rate is the number of operations begun in a second, in all goroutines
	// together, whether or not earlier ones have ended; 0 begins each when the
	// one before has ended.
	Rate float64
	// Token and JWKS replace the generated token and key.
	Token, JWKS string
}

// Algorithms are those that can be measured.
func Algorithms() []string { return []string{"RS256", "RS384", "RS512", "ES256", "EdDSA"} }

const (
	defaultDuration = 8 * time.Second
	minRounds       = 10
)

// complete fills in the defaults and refuses what cannot be measured.
func (c Config) complete() (Config, error) {
	if len(c.Algorithms) == 0 {
		c.Algorithms = []string{"RS256"}
	}
	for _, alg := range c.Algorithms {
		if !slices.Contains(Algorithms(), alg) {
			return c, fmt.Errorf("cannot measure the algorithm %q; it is not one of %s", alg, strings.Join(Algorithms(), ", "))
		}
	}
	if len(c.Cores) == 0 {
		c.Cores = []int{1}
		if n := runtime.GOMAXPROCS(0); n > 1 {
			c.Cores = append(c.Cores, n)
		}
	}
	for _, n := range c.Cores {
		if n < 1 || n > 1024 {
			return c, fmt.Errorf("cannot measure on %d cores; give a number from 1 to 1024", n)
		}
	}
	if c.Duration == 0 {
		c.Duration = defaultDuration
	}
	if c.Duration < 100*time.Millisecond || c.Duration > time.Hour {
		return c, fmt.Errorf("cannot measure for %v; give a time between 100ms and 1h", c.Duration)
	}
	if c.Rounds == 0 {
		c.Rounds = minRounds
	}
	if c.Rounds < minRounds {
		return c, fmt.Errorf("cannot measure in %d rounds; at least %d show a spread", c.Rounds, minRounds)
	}
	if c.Rate < 0 {
		return c, fmt.Errorf("cannot begin %v operations a second; give a positive rate", c.Rate)
	}
	if (c.Token == "") != (c.JWKS == "") {
		return c, fmt.Errorf("a token of your own and the keys to verify it with go together")
	}
	return c, nil
}
