package codemod

import (
	"fmt"

	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// verifySource refuses an edited source that says anything wrong which the
// original did not: a syntax error, a name declared twice, an assignment to a
// constant, an attribute given twice.
func verifySource(path, before, after string) error {
	return invalid(js.Recheck(path, before, after))
}

// verifyRevision is verifySource for what was made of a file by fixes of which
// all is known: it reads again only what they can have made wrong.
func verifyRevision(file *js.File, rev *revision) error {
	edits := rev.edits()
	changes := make([]js.Change, len(edits))
	for i, e := range edits {
		changes[i] = js.Change(e)
	}
	return invalid(js.RecheckChanges(file, changes, rev.text))
}

func invalid(err error) error {
	if err != nil {
		return fmt.Errorf("the fixed file would not be valid: %w", err)
	}
	return nil
}

// verifyRelease has esbuild's present release read a file that is about to be
// written or shown as a diff: what builds the application is nearer to that
// than to the parser of the tree. The error is a *rejection.
func verifyRelease(path, before, after string) error {
	if project.KindOf(path) != project.Source {
		return nil
	}
	if err := js.RecheckRelease(path, before, after); err != nil {
		return &rejection{fmt.Errorf("the fixed file would not be valid for esbuild's present release: %w", err)}
	}
	return nil
}

// verifyManifest refuses an edited manifest that cannot be read any more.
func verifyManifest(workspace bool, after string) error {
	var err error
	if workspace {
		_, err = pkgjson.ParseWorkspace([]byte(after))
	} else {
		_, err = pkgjson.Parse([]byte(after))
	}
	if err != nil {
		return fmt.Errorf("the fixed file would not be valid: %w", err)
	}
	return nil
}
