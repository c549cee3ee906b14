package project

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// Project answers questions about the packages and configurations below one
// root: which version of Clerk a file is written for, where an import leads,
// how packages are installed. It may be used by any number of goroutines.
//
// What is read is kept, so that answers do not change while the run rewrites
// files; the memory for it grows with the number of packages and
// configurations, not with that of source files.
type Project struct {
	root  string
	table pkgjson.Table

	packages cache[*packageFile]       // by path of the package.json
	pnpm     cache[*pkgjson.Workspace] // by path of the pnpm-workspace.yaml
	configs  cache[*config]            // by path of the tsconfig.json or jsconfig.json
	spaces   cache[map[string]string]  // by workspace root: package name to folder

	present recent[string, Presence]  // by folder
	nearest recent[string, *Manifest] // of a folder and those above
	real    recent[string, string]    // folders with their links resolved
	bares   recent[bareImport, string]
}

// Presence is which files of configuration a folder has, one bit each.
type Presence uint8

const (
	hasPackage Presence = 1 << iota
	hasPnpm
	hasTSConfig
	hasJSConfig
)

// configNames are the names of those files, in the order of the bits.
func configNames() [4]string {
	return [...]string{"package.json", "pnpm-workspace.yaml", "tsconfig.json", "jsconfig.json"}
}

// presenceIn is what the entries of a folder, which are all, say.
func presenceIn(dir string, entries []fs.DirEntry) Presence {
	var bits Presence
	for _, e := range entries {
		name := e.Name()
		for i, config := range configNames() {
			if len(name) == len(config) && strings.EqualFold(name, config) && (name == config && e.Type().IsRegular() || isFile(filepath.Join(dir, config))) {
				bits |= 1 << i
			}
		}
	}
	return bits
}

// Learn takes in what somebody has found out about a folder (absolute, with links
// resolved), so that the system need not be asked.
func (p *Project) Learn(dir string, has Presence) { p.present.put(dir, has) }

// maxRecent is how many answers of a kind are remembered: enough for the way
// up from every folder that is being worked on, and for what is imported
// there.
const maxRecent = 1024

// recent remembers answers. When it is full it forgets them all, so that its
// size does not depend on the project's.
type recent[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

func (r *recent[K, V]) peek(key K) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.m[key]
	return v, ok
}

func (r *recent[K, V]) put(key K, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.m == nil || len(r.m) >= maxRecent {
		r.m = map[K]V{}
	}
	r.m[key] = v
}

// has tells whether the folder has the file. Nearly all folders have none of
// them, and every import that leads out of the project asks all the way up.
func (p *Project) has(dir string, what Presence) bool {
	return p.presence(dir)&what != 0
}

func (p *Project) presence(dir string) Presence {
	bits, known := p.present.peek(dir)
	if known {
		return bits
	}
	for i, name := range configNames() {
		if isFile(filepath.Join(dir, name)) {
			bits |= 1 << i
		}
	}
	p.present.put(dir, bits)
	return bits
}

// New is the project below root, which is absolute with links resolved; see
// [Root]. Nothing is read before it is asked for. The table says which lines of
// the Clerk packages are old.
func New(root string, table pkgjson.Table) *Project {
	return &Project{root: root, table: table}
}

// Root is the folder of the whole project that dir belongs to: its git work
// tree; without one the outermost workspace that counts dir among its members;
// else dir itself. The answer is absolute with links resolved.
func Root(dir string) (string, error) {
	abs, err := resolve(dir)
	if err != nil {
		return "", argumentError(dir, err)
	}
	if tree, ok := WorkTree(abs); ok {
		return tree, nil
	}
	root := abs
	for up := abs; ; {
		up = filepath.Dir(up)
		if isMember(up, abs) {
			root = up
		}
		if filepath.Dir(up) == up {
			return root, nil
		}
	}
}

// pkg is the package.json of a folder; nil when there is none or it is none.
func (p *Project) pkg(dir string) *packageFile {
	path := filepath.Join(dir, "package.json")
	if known, ok := p.packages.peek(path); ok {
		return known
	}
	if !p.has(dir, hasPackage) {
		return nil
	}
	content, ok := readConfig(path)
	if !ok {
		return nil
	}
	return p.packages.get(path, func() *packageFile { return parsePackage(path, content) })
}

// workspace is the pnpm-workspace.yaml of a folder; nil when there is none.
func (p *Project) workspace(dir string) *pkgjson.Workspace {
	path := filepath.Join(dir, "pnpm-workspace.yaml")
	if known, ok := p.pnpm.peek(path); ok {
		return known
	}
	if !p.has(dir, hasPnpm) {
		return nil
	}
	content, ok := readConfig(path)
	if !ok {
		return nil
	}
	return p.pnpm.get(path, func() *pkgjson.Workspace { return parsePnpm(content) })
}

func parsePnpm(content []byte) *pkgjson.Workspace {
	w, err := pkgjson.ParseWorkspace(content)
	if err != nil {
		return nil // the file is reported where it is analysed
	}
	return w
}

// up calls each for the folder and those above it, up to the root, until it
// says that it is done.
func (p *Project) up(dir string, each func(dir string) (done bool)) {
	for within(p.root, dir) {
		if each(dir) {
			return
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return
		}
		dir = parent
	}
}

// readConfig reads a file of configuration; one that is missing, no file, or
// larger than any written by a person, is not there.
func readConfig(path string) ([]byte, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > MaxSize {
		return nil, false
	}
	content, err := os.ReadFile(path)
	return content, err == nil
}

// cache keeps what exists; what does not is asked for again, so that a cache
// never grows with the number of folders.
type cache[V any] struct {
	mu sync.Mutex
	m  map[string]V
}

func (c *cache[V]) peek(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.m[key]
	return v, ok
}

// get is the value kept, or makes it. It is made outside the lock; when two
// make it at a time, the first to come back wins.
func (c *cache[V]) get(key string, produce func() V) V {
	if v, ok := c.peek(key); ok {
		return v
	}
	v := produce()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = map[string]V{}
	}
	if first, ok := c.m[key]; ok {
		return first
	}
	c.m[key] = v
	return v
}
