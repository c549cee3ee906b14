package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/internal/corpus"
)

// build makes a program of a package or file and returns where it is.
func build(tb testing.TB, from string) string {
	tb.Helper()
	binary := filepath.Join(tb.TempDir(), "program")
	c := exec.Command("go", "build", "-o", binary, from)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		tb.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// peak is the most memory that a program has had in RAM at a time, in MB, its
// own code included. It runs in a folder. The system forgets the figure when a
// process ends, so it is asked all the time.
func peak(tb testing.TB, program, dir string, args ...string) float64 {
	tb.Helper()
	if _, err := os.Stat("/proc/self/status"); err != nil {
		tb.Skip("only Linux tells")
	}
	c := exec.Command(program, args...)
	c.Dir = dir
	var problems strings.Builder
	c.Stderr = &problems
	if err := c.Start(); err != nil {
		tb.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	kb := 0
	for tick := time.NewTicker(time.Millisecond); ; {
		select {
		case err := <-ended:
			if code := c.ProcessState.ExitCode(); code != 0 && code != 1 {
				tb.Fatalf("%v\n%s", err, problems.String())
			}
			if kb == 0 {
				tb.Fatal("the system told no figure")
			}
			return float64(kb) / 1024
		case <-tick.C:
			status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid))
			_, rest, _ := strings.Cut(string(status), "VmHWM:")
			if fields := strings.Fields(rest); len(fields) > 0 {
				if n, err := strconv.Atoi(fields[0]); err == nil {
					kb = max(kb, n)
				}
			}
		}
	}
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
	program := build(t, ".")
	few, many := peak(t, program, writeCorpus(t, 600), "migrate", "--dry-run"), peak(t, program, writeCorpus(t, 6_000), "migrate", "--dry-run")
	t.Logf("%.1f MB with 600 files, %.1f MB with 6,000", few, many)
	if many > few+16 || many > 64 {
		t.Errorf("%.1f MB with 600 files, %.1f MB with 6,000", few, many)
	}
}

// BenchmarkPeakMemory measures the most memory that a dry run has in RAM at a
// time, its own code included, with 2,000 files and with ten times as many.
func BenchmarkPeakMemory(b *testing.B) {
	program := build(b, ".")
	for _, files := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint("files=", files), func(b *testing.B) {
			dir := writeCorpus(b, files)
			most := 0.0
			for b.Loop() {
				most = max(most, peak(b, program, dir, "migrate", "--dry-run"))
			}
			b.ReportMetric(most, "peak-MB")
		})
	}
}

// BenchmarkStart measures how long clerkctl takes to say what it can do, and to
// check a token with a key that it is given, from start to exit. An empty
// program, which the machine starts in turn with it, tells how much of that is
// the system's, and one that links the libraries how much is theirs.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	program := func(name, text string) string {
		source := filepath.Join(dir, name)
		if err := os.WriteFile(source, []byte("package main\n\n"+text), 0o644); err != nil {
			b.Fatal(err)
		}
		return build(b, source)
	}
	clerkctl, empty, linked := build(b, "."), program("empty.go", "func main() {}\n"), program("linked.go", linking)
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(name, args...)
		c.Dir = dir
		return c
	}
	run := func(name string, args ...string) time.Duration {
		start := time.Now()
		if err := command(name, args...).Run(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	run(clerkctl, "token", "keygen")
	token, err := command(clerkctl, "token", "sign", "--key", "dev.private.pem", "--expires-in", "1h").Output()
	if err != nil {
		b.Fatal(err)
	}
	var help, verify, nothing, idle []time.Duration
	for b.Loop() {
		nothing = append(nothing, run(empty))
		idle = append(idle, run(linked))
		help = append(help, run(clerkctl, "--help"))
		verify = append(verify, run(clerkctl, "token", "verify", "--jwt-key", "dev.public.pem", strings.TrimSpace(string(token))))
	}
	b.ReportMetric(milliseconds(help), "help-ms")
	b.ReportMetric(milliseconds(verify), "verify-ms")
	b.ReportMetric(milliseconds(nothing), "control-ms")
	b.ReportMetric(milliseconds(idle), "linked-ms")
	b.ReportMetric(0, "ns/op") // of all together, which says nothing
}

// linking is a program that does nothing but could do something with each of the
// libraries that clerkctl stands on, so that they are in it.
const linking = `import (
	"fmt"
	"os"

	"github.com/charmbracelet/lipgloss"
	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
	"github.com/golang-jwt/jwt/v5"
	"github.com/ije/esbuild-internal/config"
	"github.com/ije/esbuild-internal/js_parser"
	"github.com/ije/esbuild-internal/logger"
	"github.com/spf13/cobra"
)

func main() {
	for _, arg := range os.Args[1:] {
		fmt.Println(goja.New().RunString(arg))
		fmt.Println(api.Build(api.BuildOptions{EntryPoints: []string{arg}}))
		fmt.Println(jwt.Parse(arg, nil))
		js_parser.Parse(logger.NewDeferLog(logger.DeferLogAll, nil), logger.Source{Contents: arg}, js_parser.OptionsFromConfig(&config.Options{}))
		fmt.Println(lipgloss.NewStyle().Bold(true).Render(arg), (&cobra.Command{Use: arg}).Execute())
	}
}
`

// milliseconds is the median.
func milliseconds(d []time.Duration) float64 {
	slices.Sort(d)
	return d[len(d)/2].Seconds() * 1e3
}
