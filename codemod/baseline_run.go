package codemod

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// BaselineResult is what a run has to say about its baseline.
type BaselineResult struct {
	// Path is the file.
	Path string
	// Hidden is how many findings were left out because they are known.
	Hidden int
	// Gone is how many entries stand for findings that are no more, New how
	// many findings there are that the file did not know.
	Gone, New int
	// Updated is true where the file was to be written: all findings are
	// known then. Written tells whether it had to be.
	Updated, Written bool
}

// baselining compares the findings of a run with a baseline.
type baselining struct {
	*Baseline
	update bool

	mu sync.Mutex
	// looked are the files with entries that were looked at; false for one
	// that was skipped.
	looked map[string]bool
	found  map[string]map[known]int
	hidden int
}

func newBaselining(b *Baseline, update bool) *baselining {
	if b == nil {
		return nil
	}
	return &baselining{Baseline: b, update: update, looked: map[string]bool{}, found: map[string]map[known]int{}}
}

// name is a file's path as it stands in the baseline.
func (b *baselining) name(abs string) string {
	rel, err := filepath.Rel(b.dir, abs)
	if err != nil {
		rel = abs // on another disk
	}
	return filepath.ToSlash(rel)
}

// see hears that a file was looked at, or skipped.
func (b *baselining) see(abs string, whole bool) {
	if b == nil {
		return
	}
	name := b.name(abs)
	if b.entries[name] == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	before, again := b.looked[name]
	b.looked[name] = whole && (before || !again)
}

// sift takes out the findings of a file that are known.
func (b *baselining) sift(abs, src string, findings []*Finding) (kept, held []*Finding) {
	if b == nil || len(findings) == 0 {
		return findings, nil
	}
	name := b.name(abs)
	lines := newLineIndex(src)
	found := map[known]int{}
	for _, f := range findings {
		k := known{f.Rule, lineText(lines, f.Range)}
		found[k]++
		if b.update || found[k] <= b.entries[name][k] {
			held = append(held, f)
		} else {
			kept = append(kept, f)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.found[name] = found
	b.hidden += len(held)
	return kept, held
}

const (
	// longText is how much of a line's text stands in a baseline, in bytes.
	longText = 160
	// sumLength is how many characters of the sum of a longer line follow.
	sumLength = 12
)

// lineText is the text of the line on which a finding starts, however it is
// indented or spaced.
func lineText(lines *lineIndex, r js.Range) string {
	start, end := lines.bounds(lines.line(r.Start))
	text := strings.Join(strings.Fields(lines.src[start:end]), " ")
	if len(text) <= longText {
		return text
	}
	sum := sha256.Sum256([]byte(text))
	cut := longText
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "… " + hex.EncodeToString(sum[:])[:sumLength]
}

// finish sums up, and writes the baseline where that was asked for. ran tells
// which rules ran, exists those that there are; within whether the run was
// about a path.
func (b *baselining) finish(ran, exists func(rule string) bool, within func(abs string) bool) (*BaselineResult, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := &BaselineResult{Path: b.Path, Hidden: b.hidden, Updated: b.update}
	next := map[string]map[known]int{}
	for name, entries := range b.entries {
		current := b.current(name, within)
		for k, count := range entries {
			switch now := b.found[name][k]; {
			case exists(k.rule) && !ran(k.rule), !current:
				// Nothing is known of it: it stays.
				b.add(next, name, k, count)
			case now < count:
				out.Gone += count - now
			}
		}
	}
	for name, found := range b.found {
		if whole, listed := b.looked[name]; listed && !whole {
			continue
		}
		for k, count := range found {
			out.New += max(0, count-b.entries[name][k])
			b.add(next, name, k, count)
		}
	}
	if !b.update {
		return out, nil
	}
	var err error
	out.Written, err = b.write(next)
	return out, err
}

// current tells whether the run knows all that there is to find in a file.
func (b *baselining) current(name string, within func(string) bool) bool {
	if whole, listed := b.looked[name]; listed {
		return whole
	}
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(b.dir, path)
	}
	_, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist) && within(path)
}

// finishBaseline is the last step of a run with a baseline.
func (r *run) finishBaseline() error {
	b := r.checker.baseline
	if b == nil {
		return nil
	}
	var roots []string
	for _, path := range r.opts.Paths {
		if abs, err := filepath.Abs(path); err == nil {
			if real, err := filepath.EvalSymlinks(abs); err == nil {
				abs = real
			}
			roots = append(roots, abs)
		}
	}
	var err error
	r.result.Baseline, err = b.finish(
		func(rule string) bool { return r.checker.rule(rule) != nil },
		func(rule string) bool { return slices.Contains(r.opts.KnownRules, rule) },
		func(abs string) bool {
			for _, root := range roots {
				if abs == root || strings.HasPrefix(abs, withSeparator(root)) {
					return true
				}
			}
			return false
		})
	return err
}
