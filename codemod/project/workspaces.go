package project

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// packageDir finds a package of the project by the name that a file in dir
// imports it by: the package that dir is in, a folder that a package.json above
// names as the dependency, a member of the workspaces around dir.
func (p *Project) packageDir(dir, name string) (found string, ok bool) {
	p.up(dir, func(dir string) bool {
		f := p.pkg(dir)
		if f != nil {
			if f.name == name {
				found, ok = dir, true
				return true
			}
			for _, d := range f.uses {
				if d.name != name {
					continue
				}
				if spec := pkgjson.ParseSpec(d.text); spec.Kind == pkgjson.SpecPath {
					if found, ok = localDir(dir, spec.Name); ok && within(p.root, found) && p.pkg(found) != nil {
						return true
					}
					found, ok = "", false
				}
			}
		}
		found, ok = p.members(dir, f)[name]
		return ok
	})
	return found, ok
}

// localDir is the folder that a "file:", "link:" or "workspace:" path means.
func localDir(from, path string) (string, bool) {
	path = filepath.FromSlash(path)
	switch {
	case path == "" || strings.HasPrefix(path, "~"):
		return "", false
	case filepath.IsAbs(path):
		return filepath.Clean(path), true
	}
	return filepath.Join(from, path), true
}

// members maps the names of a workspace's packages to their folders; nil when
// dir is the root of no workspace.
func (p *Project) members(dir string, f *packageFile) map[string]string {
	w := p.workspace(dir)
	if w == nil && (f == nil || !f.isWorkspace) {
		return nil
	}
	return p.spaces.get(dir, func() map[string]string {
		globs := newMemberGlobs(f, w)
		found := map[string]string{}
		globs.expand(dir, func(folder string) {
			if member := p.pkg(folder); member != nil && member.name != "" {
				if _, twice := found[member.name]; !twice {
					found[member.name] = folder
				}
			}
		})
		return found
	})
}

// isMember tells whether root is the root of a workspace that has dir, or a
// folder that dir is in, among its members.
func isMember(root, dir string) bool {
	var f *packageFile
	var w *pkgjson.Workspace
	path := filepath.Join(root, "package.json")
	if content, ok := readConfig(path); ok {
		f = parsePackage(path, content)
	}
	if content, ok := readConfig(filepath.Join(root, "pnpm-workspace.yaml")); ok {
		w = parsePnpm(content)
	}
	globs := newMemberGlobs(f, w)
	for dir != root && within(root, dir) {
		if rel, err := filepath.Rel(root, dir); err == nil && globs.match(filepath.ToSlash(rel)) {
			return true
		}
		dir = filepath.Dir(dir)
	}
	return false
}

// memberGlobs are the globs of a workspace's members.
type memberGlobs struct{ in, out []string }

func newMemberGlobs(f *packageFile, w *pkgjson.Workspace) memberGlobs {
	var patterns []string
	if f != nil {
		patterns = append(patterns, f.members...)
	}
	if w != nil {
		patterns = append(patterns, w.Packages...)
	}
	var g memberGlobs
	for _, pattern := range patterns {
		pattern, out := strings.CutPrefix(strings.TrimSpace(pattern), "!")
		pattern = strings.Trim(strings.TrimPrefix(pattern, "./"), "/")
		switch {
		case pattern == "" || !doublestar.ValidatePattern(pattern) || slices.Contains(strings.Split(pattern, "/"), ".."):
		case out:
			g.out = append(g.out, pattern)
		default:
			g.in = append(g.in, pattern)
		}
	}
	return g
}

func (g memberGlobs) match(rel string) bool {
	hit := func(pattern string) bool { return doublestar.MatchUnvalidated(pattern, rel) }
	return slices.ContainsFunc(g.in, hit) && !slices.ContainsFunc(g.out, hit)
}

// expand calls each for the folders below root that are members. It goes down
// only where a pattern leads, and never into node_modules.
func (g memberGlobs) expand(root string, each func(dir string)) {
	for _, pattern := range g.in {
		expand(root, strings.Split(pattern, "/"), func(dir string) {
			if rel, err := filepath.Rel(root, dir); err == nil && g.match(filepath.ToSlash(rel)) {
				each(dir)
			}
		})
	}
}

func expand(dir string, segments []string, each func(dir string)) {
	if len(segments) == 0 {
		each(dir)
		return
	}
	first, rest := segments[0], segments[1:]
	if !strings.ContainsAny(first, `*?[{\`) {
		if next := filepath.Join(dir, first); isDir(next) {
			expand(next, rest, each)
		}
		return
	}
	if first == "**" {
		expand(dir, rest, each)
		rest = segments
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // the walk reports a folder that cannot be read
	}
	for _, entry := range entries {
		if !entry.IsDir() || neverEntered(entry.Name()) {
			continue
		}
		if first == "**" || doublestar.MatchUnvalidated(first, entry.Name()) {
			expand(filepath.Join(dir, entry.Name()), rest, each)
		}
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
