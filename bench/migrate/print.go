package main

import (
	"fmt"
	"io"
	"time"
)

// printSpeed prints a table in Markdown. The first tool is clerkctl.
func printSpeed(out io.Writer, what string, all []measured) {
	wall := func(c cost) int64 { return int64(c.wall) }
	own := all[0].median(wall)
	fmt.Fprintf(out, "\n| %s | wall | to clerkctl | CPU | memory |\n|---|--:|--:|--:|--:|\n", what)
	for _, m := range all {
		w := m.median(wall)
		fmt.Fprintf(out, "| %s | %.2f s | %.1f | %.2f s | %.0f MB |\n", m.name, seconds(w), float64(w)/float64(own),
			seconds(m.median(func(c cost) int64 { return int64(c.cpu) })), float64(m.median(func(c cost) int64 { return c.peak }))/1e6)
	}
}

func seconds(n int64) float64 { return time.Duration(n).Seconds() }

func printScore(out io.Writer, all []score) {
	fmt.Fprintf(out, "\n| Written | right to the byte | right but for layout | spoilt others |\n|---|--:|--:|--:|\n")
	for _, s := range all {
		fmt.Fprintf(out, "| %s | %d of %d | %d of %d | %d |\n", s.name, s.exact, s.due, s.alike, s.due, s.spoilt)
	}
}

// printTricky prints which cases each tool gets right.
func printTricky(out io.Writer, cases []trickyCase, all []trickyScore) {
	fmt.Fprintf(out, "\n| Tricky case |")
	for _, t := range all {
		fmt.Fprintf(out, " %s |", t.name)
	}
	fmt.Fprintf(out, "\n|---|")
	for range all {
		fmt.Fprint(out, ":-:|")
	}
	fmt.Fprintln(out)
	for i, c := range cases {
		fmt.Fprintf(out, "| %s |", c.about)
		for _, t := range all {
			fmt.Fprintf(out, " %s |", t.results[i])
		}
		fmt.Fprintln(out)
	}
	fmt.Fprint(out, "| **right** |")
	for _, t := range all {
		fmt.Fprintf(out, " **%d of %d** |", t.right(), len(cases))
	}
	fmt.Fprintln(out)
}
