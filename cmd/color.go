package cmd

import "io"

// colorModes are the words that --color takes.
var colorModes = []string{"auto", "always", "never"}

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
