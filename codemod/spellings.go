package codemod

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// spellings are strings of which at least one is in every file that imports
// one of the modules: what stands at the end of a path, the name of a package,
// the name of an alias. They only narrow down where to look; whether a file
// really imports a module is found out by resolving.
//
// packages are the folders with a package.json; the configurations that name
// aliases lie beside those, or above.
func spellings(modules, packages []string) *spelling {
	s := &spelling{seen: map[string]bool{}}
	for _, m := range modules {
		s.module(m)
	}
	visited := map[string]bool{}
	for _, dir := range packages {
		for ; !visited[dir]; dir = filepath.Dir(dir) {
			visited[dir] = true
			s.aliases(dir)
		}
	}
	for _, m := range modules {
		for dir := filepath.Dir(m); !visited[dir]; dir = filepath.Dir(dir) {
			visited[dir] = true
			s.aliases(dir)
		}
	}
	return s
}

type spelling struct {
	list []string
	seen map[string]bool
	// names are what [tail] says of relative paths to the modules.
	names []string
}

// tail is what tells relative paths apart that lead to different modules: what is
// behind the last slash, without extensions. It is empty for a folder above.
func tail(path string) string {
	name, _, _ := strings.Cut(path[strings.LastIndexByte(path, '/')+1:], ".")
	return name
}

func (s *spelling) add(text string) {
	if text != "" && !s.seen[text] {
		s.seen[text] = true
		s.list = append(s.list, text)
	}
}

// module adds what a path that leads to the module ends in.
func (s *spelling) module(path string) {
	// "a.d.ts" and "a.native.tsx" are imported as "a", too.
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	if name == "index" {
		s.add("/index")
		s.names = append(s.names, name)
		s.folder(filepath.Dir(path))
	} else {
		s.addName(name)
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if text, err := os.ReadFile(filepath.Join(dir, "package.json")); err == nil {
			// Its main module may be any of its files.
			s.folder(dir)
			s.manifest(text)
			return
		}
		if filepath.Dir(dir) == dir {
			return
		}
	}
}

// addName adds a name as it stands in a path: after a slash, or at the very
// beginning. "auth" alone would be in every file that has an author.
func (s *spelling) addName(name string) {
	s.names = append(s.names, tail(name))
	for _, before := range []string{`/`, `"`, `'`, "`"} {
		s.add(before + name)
	}
}

// folder adds the ways to import a folder, from outside and from within.
func (s *spelling) folder(dir string) {
	s.addName(filepath.Base(dir))
	s.names = append(s.names, "")
	for _, quote := range []string{`"`, `'`, "`"} {
		for _, dots := range []string{".", "./", "..", "../"} {
			s.add(quote + dots + quote)
		}
		s.add("/.." + quote)
		s.add("/../" + quote)
	}
}

// manifest adds the name of a package and its private aliases.
func (s *spelling) manifest(text []byte) {
	doc, err := pkgjson.Parse(text)
	if err != nil {
		return // reported where it is analysed
	}
	if name, ok := doc.Root().Get("name"); ok {
		if name, ok := name.Str(); ok {
			s.add(name)
		}
	}
	if imports, ok := doc.Root().Get("imports"); ok {
		for _, m := range imports.Members() {
			s.alias(m.Key)
		}
	}
}

// aliases adds the names that a folder's configuration gives to other places.
func (s *spelling) aliases(dir string) {
	files, err := filepath.Glob(filepath.Join(escapeGlob(dir), "[tj]sconfig*.json"))
	if err != nil {
		return // only a bad pattern is an error, and this is none
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		doc, err := pkgjson.Parse(text)
		if err != nil {
			continue
		}
		options, _ := doc.Root().Get("compilerOptions")
		paths, _ := options.Get("paths")
		for _, m := range paths.Members() {
			before, _, _ := strings.Cut(m.Key, "*")
			exact := before == "" || strings.HasSuffix(before, "/")
			for _, target := range m.Value.Strings() {
				// Behind a star that ends key and target stands what ends the
				// path, which is known already, if a slash is before both.
				exact = exact && (target == "*" || strings.HasSuffix(target, "/*"))
			}
			if !exact || !strings.HasSuffix(m.Key, "*") {
				s.alias(m.Key)
			}
		}
	}
}

func (s *spelling) alias(key string) {
	before, _, _ := strings.Cut(key, "*")
	s.add(before)
}

// escapeGlob makes a path stand for itself in a pattern: "[id]" is a folder.
func escapeGlob(path string) string {
	if filepath.Separator == '\\' {
		return path // there is no way to, and such folders are rare there
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}
