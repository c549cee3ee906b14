package codemod

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/clerk"
)

// Packages are modules whose exports a target's tables name, where they are
// not Clerk's: packages of a project's own, and single modules.
type Packages struct {
	// Specifiers are what the modules are imported as. One that begins with a
	// dot is a path from Dir; any other counts as it is written, and wherever
	// it leads to the same file as another specifier does.
	Specifiers []string
	// Dir is an absolute folder.
	Dir string
}

// named is the specifier of these modules that one of a file stands for.
func (k *Packages) named(resolve func(from, specifier string) (string, bool), from, specifier string) (string, bool) {
	if slices.Contains(k.Specifiers, specifier) && !isPath(specifier) {
		return specifier, true
	}
	var found string // what the specifier leads to, once that is asked
	for _, s := range k.Specifiers {
		if isPath(s) {
			if isPath(specifier) && withoutExtension(filepath.Join(filepath.Dir(from), filepath.FromSlash(specifier))) == k.path(s) {
				return s, true
			}
		} else if !strings.Contains(s, "/") {
			continue // a package's bare name; what its main module is called is its own affair
		}
		if found == "" {
			to, ok := resolve(from, specifier)
			if !ok {
				return "", false
			}
			found = to
		}
		if isPath(s) {
			if withoutExtension(found) == k.path(s) {
				return s, true
			}
		} else if to, ok := resolve(from, s); ok && to == found {
			return s, true
		}
	}
	return "", false
}

// path is the file that a specifier with a dot stands for, without what
// resolution adds to it.
func (k *Packages) path(specifier string) string {
	return withoutExtension(filepath.Join(k.Dir, filepath.FromSlash(specifier)))
}

// words are strings of which one is in every text that imports one of the
// modules.
func (k *Packages) words() []string {
	var out []string
	for _, s := range k.Specifiers {
		if isPath(s) {
			s = filepath.ToSlash(k.path(s))
		}
		if base := path.Base(s); !slices.Contains(out, base) {
			out = append(out, base)
		}
	}
	return out
}

func isPath(specifier string) bool {
	return specifier == "." || specifier == ".." || strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../")
}

// withoutExtension is a module's path as it is mostly imported: without the
// extension, and without the index of a folder.
func withoutExtension(file string) string {
	switch ext := filepath.Ext(file); ext {
	case ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts":
		file = strings.TrimSuffix(strings.TrimSuffix(file, ext), ".d")
	}
	if filepath.Base(file) == "index" {
		return filepath.Dir(file)
	}
	return file
}

// projectOf is whose names the tables of a target speak of.
func projectOf(t *Target, options clerk.ProjectOptions) *clerk.Project {
	options.Types = t.Types
	if k := t.Packages; k != nil {
		options.Words = k.words()
		options.Package = func(from, specifier string) (string, bool) { return k.named(options.Resolve, from, specifier) }
	}
	return clerk.NewProject(options)
}
