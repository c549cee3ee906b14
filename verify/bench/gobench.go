package bench

import (
	"fmt"
	"io"
	"strings"
)

// WriteGoBench writes the report in the format of Go's benchmarks, one line a
// round, so that benchstat compares two runs and knows their spread.
func (r *Report) WriteGoBench(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "goos: %s\ngoarch: %s\npkg: github.com/clerkctl/clerkctl/verify\n", r.Environment.OS, r.Environment.Arch)
	if r.Environment.CPU != "" {
		fmt.Fprintf(&b, "cpu: %s\n", r.Environment.CPU)
	}
	for _, list := range [][]Result{r.Controls, r.Results} {
		for _, res := range list {
			name := fmt.Sprintf("Benchmark%s/alg=%s/cores=%d", strings.ToUpper(string(res.Mode[:1]))+string(res.Mode[1:]), res.Algorithm, res.Cores)
			for _, r := range res.rounds {
				if r.ops == 0 {
					continue
				}
				fmt.Fprintf(&b, "%s\t%d\t%.1f ns/op\t%d p50-ns\t%d p99-ns\t%.3f x-control\t%.0f allocs/op\n",
					name, r.ops, r.mean, r.p50, r.p99, r.toControl, res.AllocsPerOp)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
