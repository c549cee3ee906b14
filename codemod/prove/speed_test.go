package prove

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/codemod/twin"
	"github.com/clerkctl/clerkctl/internal/corpus"
)

// sources are the modules of folders that a migration would change, and those
// that it leaves to a person.
func sources(b *testing.B, dirs ...string) (changed, left []*codemod.FileResult) {
	b.Helper()
	target := rules.Target("next")
	for _, dir := range dirs {
		// Each by itself: a run has one root.
		result, err := codemod.Run(b.Context(), codemod.Options{
			Paths: []string{dir}, Mode: codemod.Preview, Target: target, Rules: rules.All(target), NoManifests: true,
		})
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range result.Files {
			switch {
			case project.KindOf(f.Path) != project.Source:
			case f.Changed:
				changed = append(changed, f)
			case len(f.Findings) > 0:
				left = append(left, f)
			}
		}
	}
	return changed, left
}

// BenchmarkProve measures what proving costs a module and core, the start of
// the processes and the making of the models included: by the clock, and in
// processor time, which depends less on what else the machine does. What one
// small module alone costs is nearly all start. The control is the least that
// six runs of a module come to: it bundles and runs an empty one, in new
// engines, with nothing before it.
func BenchmarkProve(b *testing.B) {
	large := b.TempDir()
	if _, err := corpus.Write(large, corpus.Options{Files: 600}); err != nil {
		b.Fatal(err)
	}
	small := b.TempDir()
	text := "import { SignIn } from \"@clerk/nextjs\";\nexport const In = () => <SignIn afterSignIn=\"/in\" />;\n"
	if err := os.WriteFile(filepath.Join(small, "in.jsx"), []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	for name, dirs := range map[string][]string{"apps": applications(b), "corpus": {large}} {
		b.Run(name, func(b *testing.B) {
			changed, left := sources(b, dirs...)
			one, _ := sources(b, small)
			prove := func(changed, left []*codemod.FileResult) func() {
				return func() {
					if err := New(rules.Target("next")).Prove(b.Context(), changed, left, resolver()); err != nil {
						b.Fatal(err)
					}
				}
			}
			var wall, used, start, control time.Duration
			for b.Loop() {
				w, u := timed(prove(changed, left))
				wall, used = wall+w, used+u
				_, u = timed(prove(one, nil))
				start += u
				_, u = timed(func() { empties(b, len(changed)) })
				control += u
			}
			n := float64(b.N * len(changed))
			b.ReportMetric(wall.Seconds()*1e3*float64(min(workers(), runtime.NumCPU()))/n, "ms/module/core")
			b.ReportMetric(used.Seconds()*1e3/n, "cpu-ms/module")
			b.ReportMetric(control.Seconds()*1e3/n, "control-cpu-ms/module")
			b.ReportMetric(used.Seconds()/control.Seconds(), "x-control")
			b.ReportMetric(start.Seconds()*1e3/float64(b.N), "cpu-ms/start")
			b.ReportMetric(float64(len(changed)), "modules")
			b.ReportMetric(0, "ns/op") // of both together, which says nothing
		})
	}
}

// empties runs an empty module as often as modules are run.
func empties(b *testing.B, n int) {
	b.Helper()
	pool := twin.NewPool(twin.Options{Workers: workers()})
	defer pool.Close()
	for range n {
		for range 2 {
			s, err := pool.Load(context.Background(), twin.Program{
				Entry: "empty.js", Modules: map[string]string{"empty.js": "export const run = () => 1;"}, Fresh: true,
			})
			if err != nil {
				b.Fatal(err)
			}
			for _, scenario := range Scenarios {
				if _, err := s.Call(context.Background(), "run", scenario); err != nil {
					b.Fatal(err)
				}
			}
			s.Close()
		}
	}
}
