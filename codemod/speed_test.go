package codemod_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/internal/corpus"
)

// writeCorpus writes an application and returns its folder.
func writeCorpus(tb testing.TB, o corpus.Options) (string, corpus.Stats) {
	tb.Helper()
	dir, err := filepath.EvalSymlinks(tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	stats, err := corpus.Write(dir, o)
	if err != nil {
		tb.Fatal(err)
	}
	return dir, stats
}

// parseAll is the least that any tool of this kind does: find the files, read
// them all, search each for what it cannot do without, and parse those that
// have it. It uses all processors and nothing of this module but the parser.
// It returns the number of files read and of files parsed.
func parseAll(dir string) (read, parsed int64, err error) {
	paths := make(chan string, 256)
	var group errgroup.Group
	group.Go(func() error {
		defer close(paths)
		return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir():
				if e.Name() == "node_modules" || e.Name() == "dist" {
					return fs.SkipDir
				}
			case strings.HasSuffix(path, ".tsx") || strings.HasSuffix(path, ".ts"):
				paths <- path
			}
			return nil
		})
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for path := range paths {
				text, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				atomic.AddInt64(&read, 1)
				if !bytes.Contains(text, []byte("@clerk/")) && !bytes.Contains(text, []byte("gatsby-plugin-clerk")) && !bytes.Contains(text, []byte("Clerk")) {
					continue
				}
				if _, err := js.Parse(path, string(text)); err != nil {
					return err
				}
				atomic.AddInt64(&parsed, 1)
			}
			return nil
		})
	}
	err = group.Wait()
	return read, parsed, err
}

func dryRun(dir string) (*codemod.Result, error) {
	target := rules.Next()
	return codemod.Run(context.Background(), codemod.Options{
		Paths: []string{dir}, Rules: rules.All(target), Target: target, Mode: codemod.Preview,
	})
}

// BenchmarkDryRun measures a dry run over 2,000 files, 14 MB, one in ten using
// Clerk, against a control that reads all files and parses those that matter.
// The two take turns, so that whatever else the machine does slows both:
// x-control is what to look at. It is the ratio of the medians. The control has
// the heap that Go gives it; a run gives itself more, see ballast.
func BenchmarkDryRun(b *testing.B) {
	for _, bench := range []struct {
		name    string
		options corpus.Options
	}{
		{"packages", corpus.Options{}},
		// A module of the project passes Clerk's names on: files that import it
		// are found by looking again.
		{"modules", corpus.Options{PassOn: true}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			dir, stats := writeCorpus(b, bench.options)
			var control, run []time.Duration
			for b.Loop() {
				start := time.Now()
				if _, parsed, err := parseAll(dir); err != nil || parsed < 150 {
					b.Fatalf("%d files parsed: %v", parsed, err)
				}
				control = append(control, time.Since(start))
				start = time.Now()
				result, err := dryRun(dir)
				if err != nil || result.Count().Changed < 100 {
					b.Fatalf("%d files changed: %v", result.Count().Changed, err)
				}
				run = append(run, time.Since(start))
			}
			c, r := median(control), median(run)
			b.ReportMetric(r.Seconds()/c.Seconds(), "x-control")
			b.ReportMetric(float64(stats.Files)/r.Seconds(), "files/s")
			b.ReportMetric(float64(stats.Bytes)/1e6/r.Seconds(), "MB/s")
			b.ReportMetric(c.Seconds()*1e3, "control-ms")
			b.ReportMetric(r.Seconds()*1e3, "run-ms")
			b.ReportMetric(0, "ns/op") // of both together, which says nothing
		})
	}
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
