package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/clerkctl/clerkctl/codemod/project"
	term "github.com/clerkctl/clerkctl/internal/terminal"
	"github.com/clerkctl/clerkctl/verify/bench"
)

type benchFlags struct {
	algorithms []string
	cores      []int
	duration   time.Duration
	rate       float64
	token      string
	jwks       string
	format     string
	color      string
	histogram  string
	limit      time.Duration
}

func (a *app) bench() *cobra.Command {
	var f benchFlags
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure how long verifying a session token takes here",
		Long: `Measure how long the verification of a session token takes on this machine, with
the package that applications import: the whole token, a token that was seen
before, and a request with its cookies, on one core and on all.

Beside them runs a control, the cryptography alone; what counts is the ratio
to it. Nothing is sent or fetched. With --max-p99 the exit code is 1 when the
99th percentile of a mode lies beyond the limit.`,
		Example: `  clerkctl bench
  clerkctl bench --alg RS256,ES256,EdDSA --duration 20s
  clerkctl bench --rate 5000 --max-p99 1ms
  clerkctl bench --format gobench > after.txt`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return a.runBench(c, &f) },
	}
	c.Flags().SortFlags = false
	c.Flags().StringSliceVar(&f.algorithms, "alg", []string{"RS256"}, "the `algorithms` to measure: "+strings.Join(bench.Algorithms(), ", "))
	c.Flags().DurationVar(&f.duration, "duration", 8*time.Second, "how long to measure in all")
	c.Flags().IntSliceVar(&f.cores, "cores", nil, "on how many cores at a time (default 1 and all)")
	c.Flags().Float64Var(&f.rate, "rate", 0, "begin this many `operations` in a second, whether or not earlier ones have ended")
	c.Flags().StringVar(&f.token, "token", "", "a `file` with a token of your own; needs --jwks")
	c.Flags().StringVar(&f.jwks, "jwks", "", "the `file` with the keys that verify it")
	c.Flags().StringVar(&f.format, "format", "text", "how to report: `text|json|gobench`")
	c.Flags().StringVar(&f.color, "color", "auto", "colour the output: `auto|always|never`")
	c.Flags().StringVar(&f.histogram, "hist", "", "also draw the percentiles into this SVG `file`")
	c.Flags().DurationVar(&f.limit, "max-p99", 0, "exit 1 when a mode's 99th percentile is beyond this")
	completeList(c, "alg", bench.Algorithms)
	completeWords(c, "format", "text", "json", "gobench")
	completeWords(c, "color", colorModes...)
	for _, flag := range []string{"duration", "cores", "rate", "max-p99"} {
		completeWords(c, flag)
	}
	c.ValidArgsFunction = cobra.NoFileCompletions
	return c
}

// benchStyle is how the report looks where it is written.
func (a *app) benchStyle(color string) bench.Style {
	paint := a.paint(color)
	return bench.Style{
		Heading: paint.Bold, Good: paint.Green, Bad: paint.Red, Columns: paint.Columns(0),
		Wrap: func(text string, columns int) []string { return term.Wrap(text, columns, 0) },
	}
}

func (a *app) runBench(c *cobra.Command, f *benchFlags) error {
	var write func(*bench.Report, io.Writer) error
	switch f.format {
	case "text":
		write = func(r *bench.Report, w io.Writer) error { return r.WriteText(w, a.benchStyle(f.color)) }
	case "json":
		write = (*bench.Report).WriteJSON
	case "gobench":
		write = (*bench.Report).WriteGoBench
	default:
		return failf("unknown format %q", f.format).withHint("the formats are text, json and gobench")
	}
	if err := oneOf("color", f.color, colorModes); err != nil {
		return err
	}
	if f.limit < 0 {
		return failf("--max-p99 is %v", f.limit).withHint("give a time such as 1ms")
	}
	config := bench.Config{Algorithms: f.algorithms, Cores: f.cores, Duration: f.duration, Rate: f.rate}
	for _, own := range []struct {
		file string
		text *string
	}{{f.token, &config.Token}, {f.jwks, &config.JWKS}} {
		if own.file == "" {
			continue
		}
		text, err := os.ReadFile(own.file)
		if err != nil {
			return failf("%w", err)
		}
		*own.text = strings.TrimSpace(string(text))
	}
	report, err := bench.Run(c.Context(), config, nil)
	if err != nil {
		if c.Context().Err() != nil && errors.Is(err, c.Context().Err()) {
			return a.interrupted()
		}
		return failf("%w", err)
	}
	var out bytes.Buffer
	if err := write(report, &out); err != nil {
		return err
	}
	if err := a.print(out.String()); err != nil {
		return err
	}
	if f.histogram != "" {
		if err := project.Replace(f.histogram, report.WriteSVG); err != nil {
			return err
		}
	}
	if slow := report.Slower(f.limit); f.limit > 0 && len(slow) > 0 {
		for _, s := range slow {
			fmt.Fprintf(a.err, "clerkctl: p99 is %v, beyond %v: %s, %s, --cores %d\n", time.Duration(s.P99).Round(100*time.Nanosecond), f.limit, s.Mode, s.Algorithm, s.Cores)
		}
		return codeError(exitLeft)
	}
	return nil
}
