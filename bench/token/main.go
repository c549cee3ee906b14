package main

import (
	"context"
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/internal/npm"
)

//go:embed peers
var peers embed.FS

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "token:", err)
		os.Exit(1)
	}
}

const (
	issuer = "https://clerk.bench.test"
	party  = "https://app.bench.test"
)

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("token", flag.ExitOnError)
	rounds := flags.Int("rounds", 5, "how often each language runs; the median counts")
	cache := flags.String("cache", filepath.Join("bench", ".cache"), "the `folder` to install the peers in")
	if err := flags.Parse(args); err != nil {
		return err
	}
	files, err := fs.Sub(peers, "peers")
	if err != nil {
		return err
	}
	node, err := npm.Install(ctx, *cache, "token", files)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "clerkctl-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	program, err := prepare(ctx, work)
	if err != nil {
		return err
	}

	goRatios, nodeRatios := results{}, results{}
	var last nodeReport
	for range *rounds {
		if err := goRatios.addGo(ctx, program); err != nil {
			return err
		}
		if last, err = measureNode(ctx, node, work); err != nil {
			return err
		}
		nodeRatios.addNode(last)
	}
	fmt.Fprintf(out, "%s/%s, %d processors, %s, Node %s\n%s\nmedian of %d rounds\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(),
		runtime.Version(), last.Node, strings.Join(last.Versions, ", "), *rounds)
	goRatios.print(out, "Go")
	nodeRatios.print(out, "Node")
	return nil
}

// prepare builds what is run, and makes a key and a token.
func prepare(ctx context.Context, work string) (program string, err error) {
	program = filepath.Join(work, "compare.test")
	clerkctl := filepath.Join(work, "clerkctl")
	compare := exec.CommandContext(ctx, "go", "test", "-c", "-o", program, ".")
	compare.Dir = filepath.Join("verify", "compare")
	for _, c := range []*exec.Cmd{
		compare,
		exec.CommandContext(ctx, "go", "build", "-o", clerkctl, "."),
		exec.CommandContext(ctx, clerkctl, "token", "keygen", "key", "--dir", work),
	} {
		if text, err := c.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s", c, err, text)
		}
	}
	token, err := exec.CommandContext(ctx, clerkctl, "token", "sign", "--key", filepath.Join(work, "key.private.pem"),
		"--issuer", issuer, "--authorized-party", party, "--expires-in", "12h").Output()
	if err != nil {
		return "", fmt.Errorf("token sign: %w", err)
	}
	return program, os.WriteFile(filepath.Join(work, "token.jwt"), token, 0o600)
}

// results are the ratios to the control of each library, one a round.
type results map[string][]float64

func (r results) addGo(ctx context.Context, program string) error {
	out, err := exec.CommandContext(ctx, program, "-test.run=^$", "-test.bench=^BenchmarkRatios$", "-test.benchtime=1x").Output()
	if err != nil {
		return fmt.Errorf("verify/compare: %w\n%s", err, out)
	}
	// One metric of a line that a Go benchmark prints.
	ratio := regexp.MustCompile(`([0-9.]+) ([a-z][\w-]*)(?:\t|\n|$)`)
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "BenchmarkRatios") {
			continue
		}
		for _, m := range ratio.FindAllStringSubmatch(line, -1) {
			v, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				return err
			}
			r[m[2]] = append(r[m[2]], v)
		}
	}
	if len(r["verify"]) == 0 {
		return fmt.Errorf("verify/compare printed no ratios:\n%s", out)
	}
	return nil
}

// nodeReport is what measure.mjs prints.
type nodeReport struct {
	Node     string
	Versions []string
	Results  []struct {
		Name         string
		Microseconds float64
	}
}

func measureNode(ctx context.Context, dir, work string) (nodeReport, error) {
	var r nodeReport
	c := exec.CommandContext(ctx, "node", filepath.Join(dir, "measure.mjs"), work, issuer, party)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return r, fmt.Errorf("node: %w", err)
	}
	return r, json.Unmarshal(out, &r)
}

func (r results) addNode(report nodeReport) {
	control := 0.0
	for _, one := range report.Results {
		if one.Name == "control" {
			control = one.Microseconds
		}
	}
	for _, one := range report.Results {
		if one.Name != "control" {
			r[one.Name] = append(r[one.Name], one.Microseconds/control)
		}
	}
}

// print prints a table in Markdown, the quickest first.
func (r results) print(out io.Writer, language string) {
	type row struct {
		name  string
		ratio float64
	}
	var rows []row
	for name, all := range r {
		slices.Sort(all)
		rows = append(rows, row{name, all[len(all)/2]})
	}
	slices.SortFunc(rows, func(a, b row) int {
		if a.ratio < b.ratio {
			return -1
		}
		return 1
	})
	fmt.Fprintf(out, "\n| %s | to SHA-256 and RSA alone |\n|---|--:|\n", language)
	for _, row := range rows {
		fmt.Fprintf(out, "| %s | %.2f |\n", row.name, row.ratio)
	}
}
