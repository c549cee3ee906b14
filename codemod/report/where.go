package report

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// inRepository is the path by which a file is known in the repository, with
// "/". It is false for a file that lies outside of it, or whose place in it is
// not known; then the name is the one for people.
func (r *Report) inRepository(f *codemod.FileResult) (string, bool) {
	if path.IsAbs(f.Name) || filepath.IsAbs(f.Name) {
		return f.Name, false
	}
	name := f.Name
	if r.Folder != "" {
		name = path.Join(r.Folder, name)
	}
	if name == ".." || strings.HasPrefix(name, "../") {
		return f.Name, false
	}
	return name, true
}

// settled reports whether nothing is left of a finding: it was fixed, and the
// fix was written.
func settled(r *Report, l *codemod.Located) bool {
	return l.Applied && r.Result.Mode == codemod.Write
}
