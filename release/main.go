package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are what a run is told.
type options struct {
	source   string // the folder of the program's module
	out      string // the folder that is written
	snapshot bool   // whether a commit without a tag may be released
	targets  []target
}

func run(ctx context.Context, args []string, out, errs io.Writer) int {
	o := options{targets: targets()}
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.StringVar(&o.source, "source", "..", "the `folder` of the program's module")
	flags.StringVar(&o.out, "out", "../dist", "the `folder` to write; it must not be there yet")
	flags.BoolVar(&o.snapshot, "snapshot", false, "release a commit that has no tag, for a trial")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(errs, "release: %q is no flag; see -help\n", flags.Arg(0))
		return 2
	}
	if err := release(ctx, o, out); err != nil {
		fmt.Fprintf(errs, "release: %v\n", err)
		return 1
	}
	return 0
}

// released reports whether a version is a tag, not a commit between two: the go
// command makes a version up for such a commit, which ends with its time and hash.
func released(version string) bool {
	tagged := regexp.MustCompile(`^v\d+\.\d+\.\d+(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$`)
	pseudo := regexp.MustCompile(`\d{14}-[0-9a-f]{12}(\+dirty)?$`)
	return tagged.MatchString(version) && !pseudo.MatchString(version)
}

// release writes everything into o.out, which appears only when it is whole.
func release(ctx context.Context, o options, out io.Writer) error {
	if _, err := os.Lstat(o.out); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s is there already; remove it or choose another folder", o.out)
	}
	work, err := os.MkdirTemp(filepath.Dir(filepath.Clean(o.out)), ".release-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.Chmod(work, 0o755); err != nil {
		return err
	}

	var built []binary
	for _, t := range o.targets {
		b, err := build(ctx, o.source, filepath.Join(work, "build"), t)
		if err != nil {
			return err
		}
		built = append(built, b)
	}
	version := built[0].version
	if !o.snapshot && !released(version) {
		return fmt.Errorf("%s is no version that is released; tag the commit, commit what is changed, or say -snapshot", version)
	}

	pages, err := manuals(ctx, o.source, filepath.Join(work, "build"), built[0])
	if err != nil {
		return err
	}
	var files []artifact
	for _, b := range built {
		entries, err := contents(o.source, b)
		if err != nil {
			return err
		}
		packed := entries
		if b.os != "windows" {
			packed = append(packed[:len(packed):len(packed)], pages...)
		}
		file, err := archive(work, b, packed)
		if err != nil {
			return err
		}
		files = append(files, file)
		if err := writePlatform(work, b, entries); err != nil {
			return err
		}
		fmt.Fprintf(out, "%-44s %5.1f MB, the program %5.1f MB\n", file.name, megabytes(file.size), megabytes(b.size))
	}
	if err := writeSums(work, files); err != nil {
		return err
	}
	if err := writeBOM(work, built); err != nil {
		return err
	}
	if err := writeFormula(work, version, files); err != nil {
		return err
	}
	if err := writeWrapper(work, version, o.targets); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(work, "build")); err != nil {
		return err
	}
	if err := os.Rename(work, o.out); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is in %s\n", version, o.out)
	return nil
}

func megabytes(n int64) float64 { return float64(n) / 1e6 }
