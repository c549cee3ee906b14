package project

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// entry is the source of a package's main module, or of a sub-path of it.
// Packages name what is built, and what is built is often not there, or is
// there and ignored; so the source that it is built from comes first.
func (p *Project) entry(f *packageFile, sub string) (string, bool) {
	key := "."
	if sub != "" {
		key = "./" + sub
	}
	if f.hasExports {
		for _, target := range exportTargets(f.exports, key) {
			if found, ok := p.target(f.dir, target); ok {
				return found, true
			}
		}
	}
	if sub != "" {
		return p.firstModule(append([]string{filepath.Join(f.dir, filepath.FromSlash(sub)), filepath.Join(f.dir, "src", filepath.FromSlash(sub))}, sources(f.dir, sub)...))
	}
	for _, target := range f.entries {
		if found, ok := p.target(f.dir, target); ok {
			return found, true
		}
	}
	return p.firstModule([]string{filepath.Join(f.dir, "index"), filepath.Join(f.dir, "src", "index")})
}

// imported resolves "#name" by the imports of the package that dir is in.
func (p *Project) imported(dir, spec string) (found string, ok bool) {
	p.up(dir, func(dir string) bool {
		f := p.pkg(dir)
		if f == nil {
			return false
		}
		if f.hasImports {
			for _, target := range keyTargets(f.imports, spec) {
				if strings.HasPrefix(target, "./") {
					found, ok = p.target(dir, target)
				} else if !strings.HasPrefix(target, "#") {
					found, ok = p.bare(dir, target)
				}
				if ok {
					break
				}
			}
		}
		return true // the nearest package.json ends the search, as in Node
	})
	return found, ok
}

// target is the source behind a file that a package.json names.
func (p *Project) target(dir, name string) (string, bool) {
	name = strings.TrimPrefix(path.Clean(filepath.ToSlash(name)), "/")
	if name == ".." || strings.HasPrefix(name, "../") {
		return "", false
	}
	return p.firstModule(append(sources(dir, name), filepath.Join(dir, filepath.FromSlash(name))))
}

// sources are the paths, without extension, of which a built file may be made:
// "dist/esm/hooks.d.ts" of "src/hooks". There are none for a file that is in no
// folder for built files.
func sources(dir, name string) []string {
	rest := strings.Split(path.Clean(name), "/")
	built := 0
	for built < len(rest)-1 && isBuildFolder(rest[built]) {
		built++
	}
	if built == 0 {
		return nil
	}
	last := len(rest) - 1
	for _, ext := range [...]string{".d.ts", ".d.mts", ".d.cts", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx"} {
		if base, ok := strings.CutSuffix(rest[last], ext); ok {
			rest[last] = base
			break
		}
	}
	source := filepath.Join(rest[built:]...)
	if rest[built] == "src" {
		return []string{filepath.Join(dir, source)}
	}
	return []string{filepath.Join(dir, "src", source), filepath.Join(dir, source)}
}

func isBuildFolder(name string) bool {
	switch name {
	case "dist", "build", "lib", "out", "output", "cjs", "esm", "es", "types", "umd", "commonjs", "module":
		return true
	}
	return false
}

// exportTargets are the files that "exports" gives for a key, "." or "./sub".
func exportTargets(exports pkgjson.Node, key string) []string {
	members := exports.Members()
	if len(members) > 0 && strings.HasPrefix(members[0].Key, ".") {
		return keyTargets(exports, key)
	}
	if key != "." {
		return nil
	}
	return conditionTargets(exports, nil)
}

// keyTargets are the targets of the key in an object of keys, or of the pattern
// with the longest part before its star.
func keyTargets(object pkgjson.Node, key string) []string {
	if exact, ok := object.Get(key); ok {
		return conditionTargets(exact, nil)
	}
	var best pkgjson.Member
	bestPrefix, star := -1, ""
	for _, m := range object.Members() {
		prefix, suffix, ok := strings.Cut(m.Key, "*")
		if !ok || len(prefix) <= bestPrefix || len(key) < len(prefix)+len(suffix) ||
			!strings.HasPrefix(key, prefix) || !strings.HasSuffix(key, suffix) {
			continue
		}
		best, bestPrefix, star = m, len(prefix), key[len(prefix):len(key)-len(suffix)]
	}
	if bestPrefix < 0 || slices.Contains(strings.Split(star, "/"), "..") {
		return nil
	}
	targets := conditionTargets(best.Value, nil)
	for i := range targets {
		targets[i] = strings.ReplaceAll(targets[i], "*", star)
	}
	return targets
}

// conditionTargets are all files that a target may mean, those for sources
// first: conditions that only this project knows, then those of bundlers and
// runtimes.
func conditionTargets(n pkgjson.Node, targets []string) []string {
	if s, ok := n.Str(); ok {
		return append(targets, s)
	}
	for _, e := range n.Elements() {
		targets = conditionTargets(e, targets)
	}
	known := [...]string{"source", "src", "development", "import", "module", "react-native", "browser", "node", "require", "default", "production", "types"}
	members := n.Members()
	for _, m := range members {
		if !slices.Contains(known[:], m.Key) {
			targets = conditionTargets(m.Value, targets)
		}
	}
	for _, condition := range known {
		for _, m := range members {
			if m.Key == condition {
				targets = conditionTargets(m.Value, targets)
			}
		}
	}
	return targets
}
