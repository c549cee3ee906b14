//go:build race

package twin

// withRace is true where the race detector is built in, which needs more memory
// than a worker may have: the worker then only watches its own heap.
const withRace = true

// slowness is how many times as long a run may take, which the detector makes
// several times as slow.
const slowness = 10
