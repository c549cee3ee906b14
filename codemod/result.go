package codemod

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
)

// Mode is what a run does with the fixes.
type Mode uint8

// The modes.
const (
	// Lint reports; fixes are not worked out.
	Lint Mode = iota
	// Preview works the fixes out and writes nothing.
	Preview
	// Write rewrites the files.
	Write
)

// SkipReason says why a file was left alone; "" for one that was not.
type SkipReason string

// The reasons.
const (
	SkipParseError    SkipReason = "parse-error"
	SkipNotUTF8       SkipReason = "not-utf8"
	SkipTooLarge      SkipReason = "too-large"
	SkipMinified      SkipReason = "minified"
	SkipGenerated     SkipReason = "generated"
	SkipTooDeep       SkipReason = "too-deep"
	SkipTimeout       SkipReason = "timeout"
	SkipUnreadable    SkipReason = "unreadable"
	SkipChangedOnDisk SkipReason = "changed-on-disk"
	SkipWriteError    SkipReason = "write-error"
	SkipFixRejected   SkipReason = "fix-rejected"
)

// Expected reports whether files are left alone for this reason on purpose:
// nobody wrote them by hand, so the run is complete without them.
func (r SkipReason) Expected() bool {
	return r == SkipTooLarge || r == SkipMinified || r == SkipGenerated
}

// Located is a finding with its place as editors count.
type Located struct {
	*Finding
	Place Place
	// Replacements make the fix when nothing else is changed, the import
	// declarations included. They are there for findings with edits in runs
	// that were asked for them.
	Replacements []Replacement
}

// Replacement puts New in place of what stands between two positions of the
// original text.
type Replacement struct {
	Start, End Position
	New        string
}

// Left reports whether somebody still has to do something about the finding.
func (l *Located) Left() bool { return l.Severity == Error && !l.Applied }

// FileResult is what there is to say about one file.
type FileResult struct {
	// Path is the absolute path, Name the one for people: relative to the
	// run's folder, with "/".
	Path, Name string
	// Findings in source order, notices included.
	Findings []Located
	// Changed is true when the file was rewritten or, when nothing is
	// written, would be.
	Changed bool
	// Skipped says why the file was left alone, Problem says it in words.
	Skipped SkipReason
	Problem string

	// Proof is what running the module before and after has shown; nil where
	// nobody asked.
	Proof *Proof
	// Held is the name of the file because of whose proof this one was not
	// changed: its own, or one that it shares a changed import with.
	Held string

	// Failures are the rules that could not do their work on the file.
	Failures []Failure

	// exports is true where the file passes names of Clerk on.
	exports bool

	// nowhere is true for a link without a target: there is no file that may
	// need work.
	nowhere bool
	root    string // the folder that writing must not leave
	edits   []Edit // from the text that was read to the fixed one
	// written is true when the file was rewritten in this run.
	written bool
	sum     [sha256.Size]byte
}

// Result is what a run found and did.
type Result struct {
	Mode   Mode
	Target string
	// Looked is how many files were looked at.
	Looked int
	// Files are those with a finding, a change or a skip, by name.
	Files []*FileResult
	// Unsupported are files that were named outright and are none that a run
	// reads.
	Unsupported []string
	// Interrupted is true when the run was stopped from outside: what it did
	// is complete, what it did not do is not listed.
	Interrupted bool
	// InGit is true when git knows what was changed.
	InGit bool
	// Baseline is what there is to say about the baseline; nil without one.
	Baseline *BaselineResult
	// Installs are the folders whose manifest changed, with the command that
	// brings the installed packages in line; one for each folder.
	Installs []Install
}

// Install is a package manager's command and the folder to run it in ("." for
// the run's own).
type Install struct{ Folder, Command string }

// Counts are the totals of a result.
type Counts struct {
	Files, Changed, Skipped, Findings, Applied int
	// Unsafe, Manual and Safe are errors that are left, by the kind of their
	// fix; Notices are all notices.
	Unsafe, Manual, Safe, Notices int
}

// Left is how many errors are left.
func (c Counts) Left() int { return c.Safe + c.Unsafe + c.Manual }

// Count adds a result up.
func (r *Result) Count() Counts {
	c := Counts{Files: r.Looked}
	for _, f := range r.Files {
		if f.Changed {
			c.Changed++
		}
		if f.Skipped != "" {
			c.Skipped++
		}
		c.Findings += len(f.Findings)
		for i := range f.Findings {
			l := &f.Findings[i]
			switch {
			case l.Applied:
				c.Applied++
			case l.Severity == Notice:
				c.Notices++
			case l.Fix == Unsafe:
				c.Unsafe++
			case l.Fix == Manual:
				c.Manual++
			default:
				c.Safe++
			}
		}
	}
	return c
}

// Harmless reports whether nothing that may need work was left alone with the
// file.
func (f *FileResult) Harmless() bool {
	return f.Skipped == "" || f.Skipped.Expected() || f.nowhere
}

// Incomplete reports whether a file that may need work was left alone, or a
// rule failed on one.
func (r *Result) Incomplete() bool {
	for _, f := range r.Files {
		if !f.Harmless() || len(f.Failures) > 0 {
			return true
		}
	}
	return false
}

// errChanged is a file whose content is not what the run read.
var errChanged = errors.New("the file changed while it was being worked on; run again")

// Texts reads a changed file again and gives its text before and after the
// fixes. It is for results of a run that wrote nothing: the texts of many
// files are not kept in memory.
func (f *FileResult) Texts() (before, after string, err error) {
	src, err := os.ReadFile(f.Path)
	if err != nil {
		return "", "", err
	}
	if sha256.Sum256(src) != f.sum {
		return "", "", fmt.Errorf("%s: %w", f.Name, errChanged)
	}
	before = string(src)
	after = apply(before, f.edits)
	if err := verifyRelease(f.Path, before, after); err != nil {
		return "", "", fmt.Errorf("%s: %w", f.Name, err)
	}
	return before, after, nil
}
