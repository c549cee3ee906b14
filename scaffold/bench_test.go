package scaffold

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/rules"
)

// BenchmarkNew measures how long a new project takes, from an empty folder to
// the last file, the check included.
func BenchmarkNew(b *testing.B) {
	for name, planner := range map[string]func(context.Context, Options) (*Plan, error){"next": Next, "remix": Remix} {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			for i := 0; b.Loop(); i++ {
				o := Options{Dir: filepath.Join(dir, fmt.Sprint("app", i)), Target: rules.Target("next")}
				plan, err := planner(b.Context(), o)
				if err != nil {
					b.Fatal(err)
				}
				if err := plan.Write(b.Context(), false); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
