package terminal

import (
	"io"

	"github.com/muesli/termenv"
)

// Profile is how many colours the place that is written to has.
type Profile int

const (
	// Plain has none.
	Plain Profile = iota
	// Colors16 has those of the person's own palette.
	Colors16
	// Colors256 has a cube of fixed colours too.
	Colors256
	// TrueColor has all.
	TrueColor
)

// ProfileOf is the profile of a terminal, as the environment tells it. The
// terminal itself is never asked: it might take its time to answer. It has 16
// colours at least, for whoever asks for colours in a pipe gets some.
func ProfileOf(getenv func(string) string) Profile {
	switch termenv.NewOutput(io.Discard, termenv.WithEnvironment(environment(getenv)), termenv.WithTTY(true)).ColorProfile() {
	case termenv.TrueColor:
		return TrueColor
	case termenv.ANSI256:
		return Colors256
	}
	return Colors16
}

// environment gives termenv the variables of a run instead of the process's.
type environment func(string) string

func (e environment) Getenv(name string) string { return e(name) }

// Environ is never asked for.
func (e environment) Environ() []string { return nil }

// of is what termenv calls it.
func (p Profile) of() termenv.Profile {
	switch p {
	case Colors16:
		return termenv.ANSI
	case Colors256:
		return termenv.ANSI256
	case TrueColor:
		return termenv.TrueColor
	}
	return termenv.Ascii
}
