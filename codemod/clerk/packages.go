package clerk

import "strings"

// roots are the SDKs whose names the tables speak of.
var roots = [...]string{
	"@clerk/nextjs", "@clerk/clerk-react", "@clerk/clerk-expo", "@clerk/remix",
	"@clerk/clerk-js", "@clerk/types", "gatsby-plugin-clerk",
}

// rootOf is the SDK of that name; "" when it is none. The result shares no
// memory with the argument, which is often cut from a file's text.
func rootOf(name string) string {
	for _, r := range roots {
		if r == name {
			return r
		}
	}
	return ""
}

// IsPackage reports whether a module specifier names a Clerk SDK or one of
// its sub-paths, deep dist paths included. The server entry points (/api,
// /edge, /ssr and their successors) are not: their withSession and the like
// are other things under the same names.
func IsPackage(specifier string) bool {
	_, ok := PackageOf(specifier)
	return ok
}

// PackageOf is the package that a specifier accepted by [IsPackage] belongs
// to.
func PackageOf(specifier string) (string, bool) {
	end := len(specifier)
	slashes := 1
	if strings.HasPrefix(specifier, "@") {
		slashes = 2
	}
	for i := 0; i < len(specifier); i++ {
		if specifier[i] != '/' {
			continue
		}
		if slashes--; slashes == 0 {
			end = i
			break
		}
	}
	root := rootOf(specifier[:end])
	if root == "" {
		return "", false
	}
	for _, part := range strings.Split(specifier[end:], "/") {
		name, _, _ := strings.Cut(part, ".")
		switch name {
		case "", "dist", "cjs", "esm", "src":
			continue
		case "api", "edge", "edge-middleware", "ssr", "server":
			return "", false
		}
		break
	}
	return root, true
}

// Styler is a module with a function, under the name Export, that makes a
// component of another one and of styles: styled(C)`…` and styled(C)({…}) give
// C what they are given.
type Styler struct{ Module, Export string }

// Stylers are the ones that are known.
func Stylers() []Styler { return stylers[:] }

var stylers = [...]Styler{
	{"styled-components", "default"}, {"styled-components/macro", "default"}, {"styled-components/native", "default"},
	{"@emotion/styled", "default"}, {"@emotion/styled/macro", "default"}, {"@emotion/native", "default"},
	{"@mui/material", "styled"}, {"@mui/material/styles", "styled"}, {"@mui/system", "styled"},
}

// hasHooks reports whether a package exports the hooks and components.
func hasHooks(root string) bool {
	return rootOf(root) != "" && root != "@clerk/types" && root != "@clerk/clerk-js"
}

// isEntry reports whether a specifier names a package's own entry point, by
// its name or by the file behind it.
func isEntry(specifier, root string) bool {
	switch strings.TrimPrefix(specifier, root) {
	case "", "/dist", "/dist/index", "/dist/index.js":
		return true
	}
	return false
}
