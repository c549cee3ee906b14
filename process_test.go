package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/cmd"
	"github.com/clerkctl/clerkctl/internal/corpus"
)

// asProcess names the environment variable by which this test binary is told
// to be clerkctl, with the variable's words as its arguments.
const asProcess = "CLERKCTL_TEST_PROCESS"

// TestAsProcess is clerkctl in a process of its own, which says at the end how
// much memory it has had at a time: the system forgets that when it exits.
func TestAsProcess(t *testing.T) {
	args := os.Getenv(asProcess)
	if args == "" {
		t.Skip("it is run by other tests")
	}
	if code := cmd.Main(strings.Fields(args), os.Stdin, io.Discard, os.Stderr); code > 1 {
		t.Fatalf("exit code %d", code)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") {
			fmt.Print(line)
		}
	}
}

// peak is the most memory that clerkctl has had in RAM at a time, in MB, its
// own code included. It runs in a folder.
func peak(tb testing.TB, dir string, args ...string) float64 {
	tb.Helper()
	if _, err := os.Stat("/proc/self/status"); err != nil {
		tb.Skip("only Linux tells")
	}
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	c := exec.Command(self, "-test.run=^TestAsProcess$")
	c.Dir = dir
	c.Env = append(os.Environ(), asProcess+"="+strings.Join(args, " "))
	out, err := c.CombinedOutput()
	if err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	_, rest, _ := strings.Cut(string(out), "VmHWM:")
	if fields := strings.Fields(rest); len(fields) > 0 {
		if kb, err := strconv.Atoi(fields[0]); err == nil {
			return float64(kb) / 1024
		}
	}
	tb.Fatalf("no figure in %q", out)
	return 0
}

func writeCorpus(tb testing.TB, files int) string {
	tb.Helper()
	dir := tb.TempDir()
	if _, err := corpus.Write(dir, corpus.Options{Files: files}); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// The memory of a run is that of the files being worked on, and a little for
// each one that there is something to say about. The bounds are wide: the
// collector is free to come late.
func TestMemoryDoesNotGrowWithFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 40 MB")
	}
	few, many := peak(t, writeCorpus(t, 600), "migrate", "--dry-run"), peak(t, writeCorpus(t, 6_000), "migrate", "--dry-run")
	t.Logf("%.1f MB with 600 files, %.1f MB with 6,000", few, many)
	if many > few+16 || many > 64 {
		t.Errorf("%.1f MB with 600 files, %.1f MB with 6,000", few, many)
	}
}

// BenchmarkPeakMemory measures the most memory that a dry run has in RAM at a
// time, its own code included, with 2,000 files and with ten times as many.
func BenchmarkPeakMemory(b *testing.B) {
	for _, files := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint("files=", files), func(b *testing.B) {
			dir := writeCorpus(b, files)
			most := 0.0
			for b.Loop() {
				most = max(most, peak(b, dir, "migrate", "--dry-run"))
			}
			b.ReportMetric(most, "peak-MB")
		})
	}
}

// BenchmarkStart measures how long clerkctl takes to say what it can do. An
// empty program, which the machine starts in turn with it, tells how much of
// that is the system's.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	build := func(name, from string) string {
		binary := filepath.Join(dir, name)
		if out, err := exec.Command("go", "build", "-o", binary, from).CombinedOutput(); err != nil {
			b.Fatalf("go build: %v\n%s", err, out)
		}
		return binary
	}
	source := filepath.Join(dir, "empty.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	clerkctl, empty := build("clerkctl", "."), build("empty", source)
	run := func(name string, args ...string) time.Duration {
		start := time.Now()
		if err := exec.Command(name, args...).Run(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	var help, nothing []time.Duration
	for b.Loop() {
		nothing = append(nothing, run(empty))
		help = append(help, run(clerkctl, "--help"))
	}
	b.ReportMetric(milliseconds(help), "help-ms")
	b.ReportMetric(milliseconds(nothing), "control-ms")
	b.ReportMetric(0, "ns/op") // of both together, which says nothing
}

// milliseconds is the median.
func milliseconds(d []time.Duration) float64 {
	slices.Sort(d)
	return d[len(d)/2].Seconds() * 1e3
}
