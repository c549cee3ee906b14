package codemod

import "github.com/clerkctl/clerkctl/codemod/js"

// Make makes one fix, which some other tool than a rule has worked out, in a
// file's text: the edits, and the changes to import declarations. The result
// was parsed again, and says nothing wrong that the text before did not.
func Make(f *js.File, fix *Finding) (string, error) {
	edits, err := together(f, []*Finding{fix})
	if err != nil {
		return "", err
	}
	after := apply(f.Src, edits)
	if err := verifySource(f.Path, f.Src, after); err != nil {
		return "", err
	}
	return after, nil
}
