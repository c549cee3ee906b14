package cmd

import (
	"io"

	term "github.com/clerkctl/clerkctl/internal/terminal"
)

// colorModes are the words that --color takes.
var colorModes = []string{"auto", "always", "never"}

// paintOn has the colours and the width of w.
func (a *app) paintOn(flag string, w io.Writer) term.Paint {
	profile := term.Plain
	if a.colors(flag, w) {
		profile = term.ProfileOf(a.env)
	}
	return term.NewPaint(profile).In(term.Columns(w))
}

// colors reports whether what goes to w is coloured. Where --color leaves it
// open, the environment decides: NO_COLOR is against it, CLICOLOR_FORCE is for
// it in pipes too, and else a terminal is coloured.
func (a *app) colors(flag string, w io.Writer) bool {
	switch flag {
	case "always":
		return true
	case "never":
		return false
	}
	force := a.env("CLICOLOR_FORCE")
	switch {
	case w == nil, a.env("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	case a.env("TERM") == "dumb", a.env("CLICOLOR") == "0":
		return false
	}
	return terminal(w)
}
