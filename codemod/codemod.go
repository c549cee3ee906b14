package codemod

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// Options are what a run is asked to do.
type Options struct {
	// Paths are files and folders, relative to the working folder or
	// absolute.
	Paths []string
	// Exclude are globs of what is left out where a folder is searched; files
	// named outright are not.
	Exclude []project.Exclude
	// Only, if not nil, tells which files are reported and changed, by
	// absolute path with links followed. The others are read where one of
	// them imports them.
	Only func(abs string) bool
	// Rules are run in this order.
	Rules []*Rule
	// KnownRules are the names of all rules that there are, also of those
	// that the run leaves out; nil stands for the names of Rules.
	KnownRules []string
	// Levels replace the severity of what the rules of these names report. A
	// rule that reports notices reports manual errors when it is raised.
	Levels map[string]Severity
	// Baseline are findings that are known and not shown; may be nil. With
	// UpdateBaseline all findings become known, and the file is written.
	Baseline       *Baseline
	UpdateBaseline bool
	// Target is the SDK line that is migrated to.
	Target *Target
	RuleOptions
	Mode Mode
	// Replacements asks for [Located.Replacements].
	Replacements bool
	// Unsafe applies the unsafe fixes too.
	Unsafe bool
	// Force rewrites files even where git has no copy of them.
	Force bool
	// NoManifests leaves package.json and pnpm-workspace.yaml alone.
	NoManifests bool
	// Jobs is how many files are worked on at a time; 0 means one for each
	// processor, and never more than 256.
	Jobs int
	// Looked, if not nil, counts the files that were looked at while the run
	// goes on.
	Looked *atomic.Int64
	// Prover, if not nil, compares what changed modules do before and after;
	// those that differ are not written.
	Prover Prover
	// Asker, if not nil, decides about each fix in mode [Write].
	Asker Asker
	// Journal, if not nil, hears of each file before it is rewritten.
	Journal Journal
	// FileTimeout is how long one file may take; 0 means 20 seconds.
	FileTimeout time.Duration
}

// defaultFileTimeout is far beyond what any file of sane content takes on a
// slow machine: the parser needs minutes only for input made to hurt it.
const defaultFileTimeout = 20 * time.Second

// Run looks at all files, works out the fixes and, in mode [Write], makes
// them. The result is complete also beside an error, which says why the run
// could not do what it was asked to: nothing was written then.
//
// It works in two steps. First every file is looked at and, of those with
// something to say, the findings and the few bytes to be changed are kept, not
// the text. Only then, when it is known that git has a copy of every file to
// be changed, each is read again, checked to be still the same, and replaced.
// So memory does not grow with the files, and no file is rewritten by a run
// that then refuses to go on.
func Run(ctx context.Context, o Options) (*Result, error) {
	r := newRun(o)
	defer r.workers.close()
	err := r.look(ctx)
	r.result.Interrupted = ctx.Err() != nil
	if err != nil && !r.result.Interrupted {
		return r.result, err
	}
	if !r.result.Interrupted {
		if err := r.finishBaseline(); err != nil {
			return r.result, err
		}
	}
	slices.SortFunc(r.result.Files, func(a, b *FileResult) int { return cmp.Compare(a.Name, b.Name) })
	if o.Prover != nil && o.Asker == nil && !r.result.Interrupted {
		err := r.prove(ctx, r.result.Files)
		if r.result.Interrupted = ctx.Err() != nil; err != nil && !r.result.Interrupted {
			return r.result, err
		}
	}
	if o.Mode == Write && !r.result.Interrupted {
		if err := r.write(ctx); err != nil {
			return r.result, err
		}
	}
	return r.result, nil
}

// run is one call of Run.
type run struct {
	opts    Options
	dirs    []string // the working folder, as it is called and with links resolved
	checker *checker
	workers *workers
	// projects know the packages and configurations around the files.
	projects *projects
	// firstLook are the bytes without which a file is not parsed at once, unless
	// a rule wants to see all of them.
	firstLook *project.Needles
	all       bool
	// imported is what files import that were not parsed.
	imported importIndex
	// everything reads files whatever they mention.
	everything *project.Reader

	mu     sync.Mutex // guards what follows
	result *Result
	room   *ballast
	// modules pass on Clerk's names and were not followed yet; packages are
	// the folders with a package.json.
	modules, packages []string
	// seen are the files of a later look that were parsed.
	seen map[string]bool
	// phrases are the texts of findings.
	phrases map[string]string
}

// maxJobs bounds Jobs: more files at a time than this cost memory for each and
// gain nothing.
const maxJobs = 256

func newRun(o Options) *run {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	o.Jobs = min(o.Jobs, maxJobs)
	if o.FileTimeout <= 0 {
		o.FileTimeout = defaultFileTimeout
	}
	if o.KnownRules == nil {
		for _, rule := range o.Rules {
			o.KnownRules = append(o.KnownRules, rule.Name)
		}
	}
	r := &run{opts: o, result: &Result{Mode: o.Mode, Target: o.Target.Name}, seen: map[string]bool{}, phrases: map[string]string{}, room: newBallast()}
	if dir, err := os.Getwd(); err == nil {
		r.dirs = append(r.dirs, dir)
		if real, err := filepath.EvalSymlinks(dir); err == nil && real != dir {
			r.dirs = append(r.dirs, real)
		}
	}
	r.projects = newProjects(o.Target.VersionTable(), o.Paths)
	r.checker = &checker{
		target: o.Target, options: &o.RuleOptions, rules: o.Rules, known: o.KnownRules, levels: o.Levels,
		baseline: newBaselining(o.Baseline, o.UpdateBaseline),
		unsafe:   o.Unsafe, fix: o.Mode != Lint, replacements: o.Replacements,
		projects: map[*Target]*clerk.Project{},
	}
	names := clerk.ProjectOptions{Resolve: r.projects.resolve, Read: readModule}
	r.checker.projects[o.Target] = projectOf(o.Target, names)
	words := []string{suppressionWord}
	for _, rule := range o.Rules {
		words = append(words, rule.Needles...)
		r.all = r.all || rule.Everywhere
		if t := rule.Target; t != nil && r.checker.projects[t] == nil {
			r.checker.projects[t] = projectOf(t, names)
		}
	}
	r.firstLook = project.NewNeedles(words...)
	r.imported.most = maxIndex
	r.everything = project.NewReader(nil)
	r.workers = newWorkers(o.Jobs)
	return r
}

// name is a path as people read it: relative to the working folder.
func (r *run) name(path string) string {
	if !filepath.IsAbs(path) {
		return filepath.ToSlash(path)
	}
	shown := path
	for _, dir := range r.dirs {
		if rel, err := filepath.Rel(dir, path); err == nil && (shown == path || len(rel) < len(shown)) {
			shown = rel
		}
	}
	return filepath.ToSlash(shown)
}

func (r *run) add(f *FileResult) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.Files = append(r.result.Files, f)
}

// readModule reads a module for what it exports. The byte order mark goes: it
// is no part of the first word.
func readModule(path string) ([]byte, error) {
	src, err := project.ReadFile(path)
	return withoutMark(src), err
}

func withoutMark(src []byte) []byte { return bytes.TrimPrefix(src, []byte("\ufeff")) }
