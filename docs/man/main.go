// Man writes the manual pages of clerkctl, one for each command, from the help
// that the program has. Releases carry them.
//
//	go run ./docs/man -out man/man1 && man ./man/man1/clerkctl-migrate.1
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/clerkctl/clerkctl/cmd"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(args []string, errs io.Writer) int {
	flags := flag.NewFlagSet("man", flag.ContinueOnError)
	flags.SetOutput(errs)
	out := flags.String("out", "man/man1", "the `folder` to write")
	version := flags.String("version", "", "the `version` that the pages are about")
	date := flags.String("date", time.Now().UTC().Format(time.DateOnly), "the `day` of that version, such as 2026-11-23")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if _, err := time.Parse(time.DateOnly, *date); err != nil || flags.NArg() > 0 {
		fmt.Fprintf(errs, "man: -date %s and the arguments %q: a day is written 2026-11-23, and there are no arguments\n", *date, flags.Args())
		return 2
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		fmt.Fprintln(errs, "man:", err)
		return 1
	}
	for name, page := range pages(cmd.Tree(), *version, *date) {
		if err := os.WriteFile(filepath.Join(*out, name), []byte(page), 0o644); err != nil {
			fmt.Fprintln(errs, "man:", err)
			return 1
		}
	}
	return 0
}
