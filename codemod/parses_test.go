package codemod_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/internal/corpus"
)

// parses counts the trees that rules are shown of each file.
type parses struct {
	mu    sync.Mutex
	trees map[string]map[*js.File]bool // the trees are kept, so that no two have one address
}

func (c *parses) rule() *codemod.Rule {
	return &codemod.Rule{Name: "count", Check: func(p *codemod.Pass) {
		c.mu.Lock()
		defer c.mu.Unlock()
		path := p.File.Path
		if c.trees[path] == nil {
			c.trees[path] = map[*js.File]bool{}
		}
		c.trees[path][p.File.File] = true
	}}
}

// What makes a dry run fast, apart from any clock: a file that cannot matter is
// not parsed, and one that can is parsed once for all rules, and once more for
// each further pass of fixes.
func TestParsesOnlyWhatMatters(t *testing.T) {
	for _, test := range []struct {
		name   string
		passOn bool
	}{{"packages", false}, {"modules", true}} {
		t.Run(test.name, func(t *testing.T) {
			dir, stats := writeCorpus(t, corpus.Options{Files: 500, PassOn: test.passOn})
			count := parses{trees: map[string]map[*js.File]bool{}}
			target := rules.Next()
			result, err := codemod.Run(context.Background(), codemod.Options{
				Paths: []string{dir}, Rules: append(rules.All(target), count.rule()), Target: target, Mode: codemod.Preview,
			})
			if err != nil {
				t.Fatal(err)
			}
			changed := map[string]bool{}
			for _, f := range result.Files {
				changed[f.Path] = f.Changed
			}
			again := 0
			for path, trees := range count.trees {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if s := string(text); !strings.Contains(s, "Clerk") && !strings.Contains(s, "@clerk/") && !(test.passOn && strings.Contains(s, "@/lib/auth")) {
					t.Errorf("%s was parsed", path)
				}
				switch {
				case len(trees) > 1 && !changed[path]:
					t.Errorf("%s was parsed %d times, and is not changed", path, len(trees))
				case len(trees) > 1:
					again++
				}
			}
			if n := len(count.trees); n < stats.Clerk || n > stats.Clerk+30 {
				t.Errorf("%d files were parsed of %d that use Clerk", n, stats.Clerk)
			}
			// Fixes that overlap wait for another pass. They are rare.
			if again > stats.Clerk/5 {
				t.Errorf("%d of %d files were parsed again", again, stats.Clerk)
			}
			if _, ok := count.trees[filepath.Join(dir, "apps/web/dist/chunk3.tsx")]; ok {
				t.Error("an ignored file was parsed")
			}
		})
	}
}
