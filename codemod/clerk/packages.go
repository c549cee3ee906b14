package clerk

import "strings"

// isRoot reports whether a package is one of the SDKs whose names the tables
// speak of.
func isRoot(name string) bool {
	switch name {
	case "@clerk/nextjs", "@clerk/clerk-react", "@clerk/clerk-expo", "@clerk/remix", "@clerk/clerk-js", "@clerk/types", "gatsby-plugin-clerk":
		return true
	}
	return false
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
	root := specifier[:end]
	if !isRoot(root) {
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

// hasHooks reports whether a package exports the hooks and components.
func hasHooks(root string) bool {
	return isRoot(root) && root != "@clerk/types" && root != "@clerk/clerk-js"
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
