//go:build !race

package twin

// withRace: see race_on.go.
const (
	withRace = false
	slowness = 1
)
