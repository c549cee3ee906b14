package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// manifest is what a package.json says.
type manifest struct {
	dir  string // absolute
	name string
	// version is what an installed package is.
	version string
	// depends are the dependencies of all kinds; the first kind counts.
	depends map[string]string
	engines map[string]string
	// volta is the Node version that Volta pins; "" for none.
	volta string
}

// readManifest reads the package.json in a folder. The error is that of the
// system, or a *pkgjson.SyntaxError.
func readManifest(dir string) (*manifest, error) {
	src, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return nil, err
	}
	doc, err := pkgjson.Parse(src)
	if err != nil {
		return nil, err
	}
	root := doc.Root()
	if !root.IsObject() {
		return nil, errors.New("it does not hold an object")
	}
	m := &manifest{dir: dir, depends: map[string]string{}, engines: map[string]string{}}
	m.name, m.version = text(root, "name"), text(root, "version")
	for _, section := range [...]string{"dependencies", "devDependencies", "optionalDependencies", "peerDependencies"} {
		list, _ := root.Get(section)
		strs(list, func(name, value string) {
			if _, known := m.depends[name]; !known {
				m.depends[name] = value
			}
		})
	}
	if list, ok := root.Get("engines"); ok {
		strs(list, func(name, value string) { m.engines[name] = value })
	}
	if volta, ok := root.Get("volta"); ok {
		m.volta = text(volta, "node")
	}
	return m, nil
}

func text(n pkgjson.Node, key string) string {
	v, _ := n.Get(key)
	s, _ := v.Str()
	return s
}

func strs(n pkgjson.Node, each func(key, value string)) {
	for _, m := range n.Members() {
		if s, ok := m.Value.Str(); ok {
			each(m.Key, s)
		}
	}
}

// clerkPackages are the Clerk packages that it depends on, in order.
func (m *manifest) clerkPackages() []string {
	return slices.DeleteFunc(sorted(m.depends), func(name string) bool { return !isClerk(name) })
}

func isClerk(name string) bool {
	return strings.HasPrefix(name, "@clerk/") || name == "gatsby-plugin-clerk"
}

func (m *manifest) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := m.depends[name]; return ok })
}

// framework is what renders the package, by its dependencies.
func (m *manifest) framework() Framework {
	switch {
	case m.has("next"):
		return Next
	case m.has("remix", "@remix-run/react", "@remix-run/node", "@remix-run/serve", "@remix-run/server-runtime"):
		return Remix
	case m.has("gatsby"):
		return Gatsby
	case m.has("expo", "react-native"):
		return Expo
	case m.has("react-scripts", "vite", "react-dom") && m.has("react"):
		return React
	}
	return Library
}

// installed is the package of that name as a file in dir would load it; nil
// where it is not installed. root is the folder above which nothing is looked
// for.
func installed(dir, root, name string) *manifest {
	for {
		if m, err := readManifest(filepath.Join(dir, "node_modules", filepath.FromSlash(name))); err == nil {
			return m
		}
		up := filepath.Dir(dir)
		if dir == root || up == dir {
			return nil
		}
		dir = up
	}
}

// lowest is the lowest version that a range admits; nil where that cannot be
// told.
func lowest(text string) *pkgjson.Version {
	r, ok := pkgjson.ParseRange(text)
	if !ok || r.Any() {
		return nil
	}
	return r.Min()
}

// below reports whether a range admits a version below v ("14"), and whether
// it admits nothing else.
func below(text, v string) (some, all bool) {
	r, ok := pkgjson.ParseRange(text)
	if !ok || r.Any() {
		return false, false
	}
	version, ok := pkgjson.ParseVersion(v)
	if !ok {
		return false, false
	}
	// Prereleases of the version count as the version.
	floor := version.Floor()
	return !r.From(floor), r.Below(floor)
}
