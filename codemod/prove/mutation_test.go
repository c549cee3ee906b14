package prove

import (
	"cmp"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

const (
	appsDir = "../../testdata/apps"
	// patience is what a module may take here, where other tests run beside it.
	patience = 20 * time.Second
)

// migrated is a copy of an application's changed files, and lays all files that
// there is something to say about over it.
func migrated(ctx context.Context, t *testing.T, s *session, app string) []*codemod.FileResult {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(app)); err != nil {
		t.Fatal(err)
	}
	target := rules.Target("next")
	result, err := codemod.Run(ctx, codemod.Options{
		Paths: []string{dir}, Mode: codemod.Preview, Target: target, Rules: rules.All(target), NoManifests: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	var files []*codemod.FileResult
	for _, f := range result.Files {
		if project.KindOf(f.Path) != project.Source {
			continue
		}
		if !f.Changed {
			s.cover(f)
			continue
		}
		if _, err := s.prepare(f); err != nil {
			t.Fatal(err)
		}
		f.Name = filepath.Base(app) + f.Path[len(f.Root()):]
		files = append(files, f)
	}
	return files
}

// resolver resolves imports in projects that need no more than a path for it:
// each is what has a package.json and is in nothing that has.
func resolver() func(from, specifier string) (string, bool) {
	projects := map[string]*project.Project{}
	var mu sync.Mutex
	return func(from, specifier string) (string, bool) {
		mu.Lock()
		defer mu.Unlock()
		root := ""
		for dir := filepath.Dir(from); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			if _, err := os.Stat(filepath.Join(dir, "package.json")); err == nil {
				root = dir
			}
		}
		if projects[root] == nil {
			projects[root] = project.New(root, pkgjson.Table{})
		}
		return projects[root].Resolve(from, specifier)
	}
}

// openApps starts a session for the applications.
func openApps(ctx context.Context) (*session, error) {
	return open(ctx, rules.Target("next"), resolver(), patience)
}

// applications are the folders of testdata/apps as they were.
func applications(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob(appsDir + "/*")
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(dir string) bool {
		info, err := os.Stat(dir)
		return err != nil || !info.IsDir() || filepath.Ext(dir) == ".golden"
	})
	if len(all) == 0 {
		t.Fatal("no applications")
	}
	return all
}

// tally counts how often something was said, and of what.
type tally struct {
	mu    sync.Mutex
	count map[string]int
	of    map[string][]string
}

func (c *tally) add(what, of string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.count == nil {
		c.count, c.of = map[string]int{}, map[string][]string{}
	}
	c.count[what]++
	c.of[what] = append(c.of[what], of)
}

func (c *tally) total() (n int) {
	for _, m := range c.count {
		n += m
	}
	return n
}

// TestMutations makes every mistake that it knows in every place of the
// migrated applications, one at a time, and expects each to be noticed.
func TestMutations(t *testing.T) {
	if testing.Short() {
		t.Skip("runs some hundred modules six times each")
	}
	ctx := t.Context()
	s, err := openApps(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	var verdicts, kinds tally
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers())
	// A session gathers all texts before it runs any.
	var files []*codemod.FileResult
	for _, app := range applications(t) {
		files = append(files, migrated(ctx, t, s, app)...)
	}
	for _, f := range files {
		before, after, err := f.Texts()
		if err != nil {
			t.Fatal(err)
		}
		old, err := js.Parse(f.Path, before)
		if err != nil {
			t.Fatal(err)
		}
		for _, mistake := range faults(f.Name, before, after) {
			group.Go(func() error {
				new, err := js.Parse(f.Path, mistake.text)
				if err != nil {
					return err
				}
				p := instrumented(f, old, new, mistake.edits(before, f.Edits()), s.renamer.shapes, true)
				proof, err := s.prove(ctx, f, p)
				if err != nil {
					return err
				}
				verdict, reason := string(proof.Verdict()), ""
				for _, state := range proof.Scenarios {
					reason += "\n\t" + state.Scenario + ": " + string(state.Verdict) + " " + state.Reason
				}
				kinds.add(mistake.kind, "")
				verdicts.add(verdict, f.Name+": "+mistake.String()+reason)
				return nil
			})
		}
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	total, found := verdicts.total(), verdicts.count[string(codemod.Different)]
	t.Logf("%d faults of %d kinds: %v", total, len(kinds.count), verdicts.count)
	if total < 60 {
		t.Errorf("only %d faults", total)
	}
	for _, kind := range slices.SortedFunc(maps.Keys(kinds.count), cmp.Compare) {
		t.Logf("%4d %s", kinds.count[kind], kind)
	}
	missed := verdicts.of[string(codemod.Same)]
	slices.Sort(missed)
	for _, one := range missed {
		t.Errorf("said to be the same: %s", one)
	}
	unknown := verdicts.of[string(codemod.Inconclusive)]
	slices.Sort(unknown)
	if found*100 < total*95 {
		t.Errorf("%d of %d found; unknown:\n%s", found, total, strings.Join(unknown, "\n"))
	} else {
		t.Logf("unknown:\n%s", strings.Join(unknown, "\n"))
	}
}

// TestMigrations proves the applications as they are migrated: nothing is
// different, and where all was reached, nearly all is the same.
func TestMigrations(t *testing.T) {
	ctx := t.Context()
	s, err := openApps(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	states, reached, same := 0, 0, 0
	for _, app := range applications(t) {
		files := migrated(ctx, t, s, app)
		pairs := make([]*pair, len(files))
		for i, f := range files {
			if pairs[i], err = s.prepare(f); err != nil {
				t.Fatal(err)
			}
		}
		for i, f := range files {
			old, err := s.run(ctx, f, pairs[i].old, "old", Scenarios)
			if err != nil {
				t.Fatal(err)
			}
			new, err := s.run(ctx, f, pairs[i].new, "new", Scenarios)
			if err != nil {
				t.Fatal(err)
			}
			for _, scenario := range Scenarios {
				ran := map[int]bool{}
				state := s.verdict(scenario, old[scenario], new[scenario], ran)
				states++
				all := len(ran) == len(pairs[i].probed)
				switch {
				case state.Verdict == codemod.Different:
					t.Errorf("%s, %s: said to be different\n%s", f.Name, scenario, state.Diff)
				case all && state.Verdict == codemod.Same:
					reached++
					same++
				case all:
					reached++
					t.Logf("%s, %s: %s %s", f.Name, scenario, state.Verdict, state.Reason)
				default:
					t.Logf("%s, %s: %d of %d edits reached, %s %s", f.Name, scenario, len(ran), len(pairs[i].probed), state.Verdict, state.Reason)
				}
			}
		}
	}
	t.Logf("%d states of modules; all edits reached in %d (%d %%), same in %d of those", states, reached, 100*reached/states, same)
	if reached == 0 || same*100 < reached*90 {
		t.Errorf("same in %d of %d", same, reached)
	}
}
