package project

import (
	"os"
	"path/filepath"
	"strings"
)

// Kind is what a file is to the engine, by its name.
type Kind int

// The kinds.
const (
	// Other is a file that is none of our business.
	Other Kind = iota
	// Source is JavaScript or TypeScript, with or without JSX.
	Source
	// PackageJSON is a package.json.
	PackageJSON
	// PnpmWorkspace is a pnpm-workspace.yaml.
	PnpmWorkspace
)

// KindOf tells the kind of a file from its path.
func KindOf(path string) Kind {
	name := filepath.Base(path)
	switch name {
	case "package.json":
		return PackageJSON
	case "pnpm-workspace.yaml":
		return PnpmWorkspace
	}
	switch filepath.Ext(name) {
	case ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts":
		return Source
	}
	return Other
}

// neverEntered tells whether a folder of that name is left out of every walk.
func neverEntered(name string) bool { return name == "node_modules" || name == ".git" }

// within tells whether the path is the folder or below it; both absolute, with
// links resolved.
func within(dir, path string) bool {
	if rest, ok := strings.CutPrefix(path, dir); ok && !strings.Contains(rest, "..") {
		// As nearly always: the answer needs no other path to be made.
		if rest == "" || os.IsPathSeparator(rest[0]) || dir != "" && os.IsPathSeparator(dir[len(dir)-1]) {
			return true
		}
	}
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
