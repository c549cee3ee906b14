package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/clerkctl/clerkctl/internal/corpus"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "migrate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("migrate", flag.ExitOnError)
	files := flags.Int("files", 2_000, "how many files the application has")
	rounds := flags.Int("rounds", 5, "how often each tool runs; the median counts")
	cache := flags.String("cache", filepath.Join("bench", ".cache"), "the `folder` to install the peers in")
	if err := flags.Parse(args); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "clerkctl-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)

	all, err := tools(ctx, *cache, work)
	if err != nil {
		return err
	}
	printMachine(ctx, out, all)

	before, after := filepath.Join(work, "before"), filepath.Join(work, "after")
	options := corpus.Options{Files: *files}
	stats, err := corpus.Write(before, options)
	if err != nil {
		return err
	}
	options.Migrated = true
	if _, err := corpus.Write(after, options); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%d files, %.1f MB, %d use Clerk; median of %d rounds\n", stats.Files, float64(stats.Bytes)/1e6, stats.Clerk, *rounds)

	dry, err := measureDry(ctx, all, before, *rounds)
	if err != nil {
		return err
	}
	printSpeed(out, "Looking", dry)
	written, score, err := measureWriting(ctx, all, before, after, work, *rounds)
	if err != nil {
		return err
	}
	printSpeed(out, "Writing", written)
	printScore(out, score)

	cases, err := readCases()
	if err != nil {
		return err
	}
	tricky, err := runCases(ctx, all, cases, work)
	if err != nil {
		return err
	}
	printTricky(out, cases, tricky)
	return nil
}
