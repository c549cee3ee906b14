package doctor_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/doctor"
	"github.com/clerkctl/clerkctl/internal/corpus"
)

// BenchmarkRun looks at 2,000 files, 14 MB, with 200 pages that reach half of
// them. The control is a lint of the same files, which every such check
// contains; the two take turns, so that whatever else the machine does slows
// both. x-control is the ratio of the medians.
func BenchmarkRun(b *testing.B) {
	dir, err := filepath.EvalSymlinks(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	stats, err := corpus.Write(dir, corpus.Options{})
	if err != nil {
		b.Fatal(err)
	}
	writePages(b, dir)
	var control, looked []time.Duration
	for b.Loop() {
		start := time.Now()
		target := rules.Next()
		result, err := codemod.Run(context.Background(), codemod.Options{Paths: []string{dir}, Rules: rules.All(target), Target: target})
		if err != nil || result.Count().Findings < 100 {
			b.Fatalf("%d findings: %v", result.Count().Findings, err)
		}
		control = append(control, time.Since(start))
		start = time.Now()
		r := run(b, doctor.Options{Dir: dir})
		looked = append(looked, time.Since(start))
		if n := failures(r, "auth-loader"); n < 20 {
			b.Fatalf("%d pages without a loader were found", n)
		}
	}
	c, d := median(control), median(looked)
	b.ReportMetric(d.Seconds()/c.Seconds(), "x-control")
	b.ReportMetric(c.Seconds()*1e3, "control-ms")
	b.ReportMetric(d.Seconds()*1e3, "run-ms")
	b.ReportMetric(float64(stats.Files)/d.Seconds(), "files/s")
	b.ReportMetric(0, "ns/op") // of both together, which says nothing
}

// writePages gives each application of the corpus 50 pages, each of which
// renders five of its components.
func writePages(b *testing.B, dir string) {
	apps, err := filepath.Glob(filepath.Join(dir, "apps", "*"))
	if err != nil || len(apps) == 0 {
		b.Fatalf("no applications: %v", err)
	}
	for _, app := range apps {
		var components []string
		err := filepath.WalkDir(filepath.Join(app, "src"), func(path string, e os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".tsx") {
				rel, _ := filepath.Rel(filepath.Join(app, "src"), path)
				components = append(components, strings.TrimSuffix(filepath.ToSlash(rel), ".tsx"))
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		pages := filepath.Join(app, "src", "pages")
		if err := os.MkdirAll(pages, 0o755); err != nil {
			b.Fatal(err)
		}
		for i := range 50 {
			var imports, elements strings.Builder
			for j := range 5 {
				fmt.Fprintf(&imports, "import * as C%d from \"@/%s\";\n", j, components[(i*5+j)*2%len(components)])
				fmt.Fprintf(&elements, "<C%d.default />", j)
			}
			text := imports.String() + "\nexport default function Page() {\n  return <main>" + elements.String() + "{[" + "C0, C1, C2, C3, C4" + "].length}</main>;\n}\n"
			if err := os.WriteFile(filepath.Join(pages, fmt.Sprintf("page%d.tsx", i)), []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func failures(r *doctor.Report, id string) int {
	n := 0
	for _, p := range r.Packages {
		for _, c := range p.Checks {
			if c.ID == id {
				n += len(c.Findings)
			}
		}
	}
	return n
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
