package project

import (
	"path/filepath"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// packageFile is what the project needs of one package.json.
type packageFile struct {
	dir     string
	name    string
	version string
	// uses are the dependencies that matter: Clerk's packages, and packages
	// that are folders of this disk.
	uses []dependency
	// manager is the packageManager field: "pnpm@8.6.0".
	manager string
	// isWorkspace tells whether there is a workspaces field, members its globs.
	isWorkspace bool
	members     []string
	// catalogs are Bun's, by name.
	catalogs map[string]map[string]string
	// entries are the values of the fields that lead to the package's main
	// module, in the order in which they are tried.
	entries          []string
	exports, imports pkgjson.Node
	hasExports       bool
	hasImports       bool
}

// dependency is one entry of a package.json.
type dependency struct {
	name string
	text string
	peer bool
}

// parsePackage reads a package.json; nil when it is not JSON, which is reported
// where the file is analysed.
func parsePackage(path string, content []byte) *packageFile {
	doc, err := pkgjson.Parse(content)
	if err != nil {
		return nil
	}
	root := doc.Root()
	if !root.IsObject() {
		return nil
	}
	f := &packageFile{dir: filepath.Dir(path)}
	f.name = text(root, "name")
	f.version = text(root, "version")
	f.manager = text(root, "packageManager")
	for _, section := range [...]string{"dependencies", "devDependencies", "optionalDependencies", "peerDependencies"} {
		list, _ := root.Get(section)
		for _, m := range list.Members() {
			value, ok := m.Value.Str()
			if ok && (isClerk(m.Key) || pkgjson.ParseSpec(value).Kind == pkgjson.SpecPath) {
				f.uses = append(f.uses, dependency{m.Key, value, section == "peerDependencies"})
			}
		}
	}
	if w, ok := root.Get("workspaces"); ok {
		f.isWorkspace = true
		f.members = w.Strings()
		if inner, ok := w.Get("packages"); ok {
			f.members = inner.Strings()
		}
		f.addCatalogs(w)
	}
	f.addCatalogs(root)
	// Sources first: what the others name is often built, and not there.
	for _, field := range [...]string{"source", "react-native", "module", "main", "browser", "types", "typings"} {
		if s := text(root, field); s != "" {
			f.entries = append(f.entries, s)
		}
	}
	f.exports, f.hasExports = root.Get("exports")
	f.imports, f.hasImports = root.Get("imports")
	return f
}

func (f *packageFile) addCatalogs(n pkgjson.Node) {
	add := func(name string, list pkgjson.Node) {
		for _, m := range list.Members() {
			value, ok := m.Value.Str()
			if !ok || !isClerk(m.Key) {
				continue
			}
			if f.catalogs == nil {
				f.catalogs = map[string]map[string]string{}
			}
			if f.catalogs[name] == nil {
				f.catalogs[name] = map[string]string{}
			}
			f.catalogs[name][m.Key] = value
		}
	}
	if list, ok := n.Get("catalog"); ok {
		add("default", list)
	}
	if lists, ok := n.Get("catalogs"); ok {
		for _, m := range lists.Members() {
			add(m.Key, m.Value)
		}
	}
}

// text is the string of that name in an object; "" when there is none.
func text(n pkgjson.Node, key string) string {
	v, ok := n.Get(key)
	if !ok {
		return ""
	}
	s, _ := v.Str()
	return s
}

// isClerk tells whether a package is one of Clerk's, by its name.
func isClerk(name string) bool {
	return strings.HasPrefix(name, "@clerk/") || name == "gatsby-plugin-clerk"
}
