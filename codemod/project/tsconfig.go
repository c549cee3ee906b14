package project

import (
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// config is what a tsconfig.json or jsconfig.json says about where imports
// lead, with everything that it extends taken in.
type config struct {
	baseURL string // absolute; "" when not set
	// tops are the names in baseURL up to their first dot: most imports are of
	// packages, and none of them is there.
	tops  map[string]bool
	paths []pathRule
	// references are the configurations of the parts of a project that says
	// nothing itself, as Vite lays projects out.
	references []string
}

// pathRule is one entry of "paths".
type pathRule struct {
	prefix, suffix string // around the star
	star           bool
	targets        []string // absolute, with the star
}

// configFile is one file, before what it extends is taken in.
type configFile struct {
	dir     string
	options pkgjson.Node
	extends []string
	refs    []string
}

// maxExtends bounds chains of configurations, which may lead in circles.
const maxExtends = 32

// config is the configuration at path; nil when there is none.
func (p *Project) config(path string) *config {
	if known, ok := p.configs.peek(path); ok {
		return known
	}
	file := readConfigFile(path)
	if file == nil {
		return nil
	}
	return p.configs.get(path, func() *config {
		c := &config{}
		p.extend(c, file, file.dir, 0)
		c.tops = topNames(c.baseURL)
		for _, ref := range file.refs {
			path := filepath.Join(file.dir, filepath.FromSlash(ref))
			if isDir(path) {
				path = filepath.Join(path, "tsconfig.json")
			}
			c.references = append(c.references, path)
		}
		return c
	})
}

func readConfigFile(path string) *configFile {
	content, ok := readConfig(path)
	if !ok {
		return nil
	}
	doc, err := pkgjson.Parse(content)
	if err != nil {
		return nil
	}
	f := &configFile{dir: filepath.Dir(path)}
	f.options, _ = doc.Root().Get("compilerOptions")
	if extends, ok := doc.Root().Get("extends"); ok {
		f.extends = extends.Strings()
	}
	if refs, ok := doc.Root().Get("references"); ok {
		for _, ref := range refs.Elements() {
			if path := text(ref, "path"); path != "" {
				f.refs = append(f.refs, path)
			}
		}
	}
	return f
}

// extend takes a file into c, after the files that it extends: later ones
// override. top is the folder of the configuration that all this is for.
func (p *Project) extend(c *config, file *configFile, top string, depth int) {
	if depth > maxExtends {
		return
	}
	for _, name := range file.extends {
		if base := p.extended(file.dir, name); base != nil {
			p.extend(c, base, top, depth+1)
		}
	}
	place := func(path string) string {
		if rest, ok := strings.CutPrefix(path, "${configDir}"); ok {
			return filepath.Join(top, filepath.FromSlash(rest))
		}
		if filepath.IsAbs(path) {
			return filepath.Clean(path)
		}
		return filepath.Join(file.dir, filepath.FromSlash(path))
	}
	if base := text(file.options, "baseUrl"); base != "" {
		c.baseURL = place(base)
	}
	paths, ok := file.options.Get("paths")
	if !ok {
		return
	}
	c.paths = nil
	for _, m := range paths.Members() {
		rule := pathRule{}
		rule.prefix, rule.suffix, rule.star = strings.Cut(m.Key, "*")
		for _, target := range m.Value.Strings() {
			if c.baseURL != "" && !strings.HasPrefix(target, "${configDir}") && !filepath.IsAbs(target) {
				rule.targets = append(rule.targets, filepath.Join(c.baseURL, filepath.FromSlash(target)))
			} else {
				rule.targets = append(rule.targets, place(target))
			}
		}
		c.paths = append(c.paths, rule)
	}
	// The longest prefix wins, and a name without a star over all.
	sort.SliceStable(c.paths, func(i, j int) bool {
		a, b := c.paths[i], c.paths[j]
		if a.star != b.star {
			return !a.star
		}
		return len(a.prefix) > len(b.prefix)
	})
}

// topNames are the names in a folder up to their first dot.
func topNames(dir string) map[string]bool {
	if dir == "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	tops := make(map[string]bool, len(entries))
	for _, entry := range entries {
		top, _, _ := strings.Cut(entry.Name(), ".")
		tops[top] = true
	}
	return tops
}

// extended finds the file that "extends" names: a path, or a file of a package
// of the workspace or of node_modules.
func (p *Project) extended(dir, name string) *configFile {
	if strings.HasPrefix(name, ".") || filepath.IsAbs(name) {
		path := filepath.FromSlash(name)
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		return p.firstConfig(path)
	}
	pkg, sub := splitPackage(name)
	if pkg == "" {
		return nil
	}
	if home, ok := p.packageDir(dir, pkg); ok {
		if f := p.firstConfig(filepath.Join(home, filepath.FromSlash(sub))); f != nil {
			return f
		}
	}
	var found *configFile
	p.up(dir, func(dir string) bool {
		found = p.firstConfig(filepath.Join(dir, "node_modules", filepath.FromSlash(pkg), filepath.FromSlash(sub)))
		return found != nil
	})
	return found
}

// firstConfig is the file at path, with ".json" added, or tsconfig.json in it.
func (p *Project) firstConfig(path string) *configFile {
	for _, candidate := range []string{path, path + ".json", filepath.Join(path, "tsconfig.json")} {
		if within(p.root, candidate) && isFile(candidate) {
			return readConfigFile(candidate)
		}
	}
	return nil
}

// aliased resolves a specifier by the configurations from dir upwards.
func (p *Project) aliased(dir, spec string) (found string, ok bool) {
	p.up(dir, func(dir string) bool {
		for i, name := range [...]string{"tsconfig.json", "jsconfig.json"} {
			if !p.has(dir, hasTSConfig<<i) {
				continue
			}
			c := p.config(filepath.Join(dir, name))
			if c == nil {
				continue
			}
			if found, ok = p.byConfig(c, spec); ok {
				return true
			}
			for _, ref := range c.references {
				if !within(p.root, ref) {
					continue
				}
				if part := p.config(ref); part != nil {
					if found, ok = p.byConfig(part, spec); ok {
						return true
					}
				}
			}
		}
		return false
	})
	return found, ok
}

func (p *Project) byConfig(c *config, spec string) (string, bool) {
	for _, rule := range c.paths {
		star, ok := rule.match(spec)
		if !ok {
			continue
		}
		for _, target := range rule.targets {
			if path, ok := p.module(strings.Replace(target, "*", filepath.FromSlash(star), 1)); ok {
				return path, true
			}
		}
		// TypeScript looks no further once a pattern has matched.
		break
	}
	top, _, _ := strings.Cut(spec, "/")
	top, _, _ = strings.Cut(top, ".")
	if c.tops[top] {
		return p.module(filepath.Join(c.baseURL, filepath.FromSlash(spec)))
	}
	return "", false
}

func (r pathRule) match(spec string) (star string, ok bool) {
	if !r.star {
		return "", spec == r.prefix
	}
	if len(spec) < len(r.prefix)+len(r.suffix) || !strings.HasPrefix(spec, r.prefix) || !strings.HasSuffix(spec, r.suffix) {
		return "", false
	}
	star = spec[len(r.prefix) : len(spec)-len(r.suffix)]
	return star, !slices.Contains(strings.Split(star, "/"), "..")
}
