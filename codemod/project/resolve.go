package project

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Resolve finds the source file of the project that an import means; false for
// everything else: packages from outside, other kinds of files, what is not
// there. from is the absolute path of the importing file, specifier the text
// of the import. The answer is absolute with links resolved, below the
// project's root and never in node_modules.
//
// It follows relative paths, "#name", the paths and baseUrl of tsconfig.json
// and jsconfig.json, packages of the workspace, and "@/" and "~/" where no
// configuration says what they mean.
func (p *Project) Resolve(from, specifier string) (string, bool) {
	dir := filepath.Dir(from)
	switch {
	case specifier == "" || strings.ContainsRune(specifier, 0) || filepath.IsAbs(specifier) || strings.HasPrefix(specifier, "/"):
		return "", false
	case isRelative(specifier):
		return p.own(p.relative(dir, specifier))
	case strings.HasPrefix(specifier, "#"):
		if found, ok := p.imported(dir, specifier); ok {
			return p.own(found, ok)
		}
		return p.own(p.aliased(dir, specifier))
	}
	return p.bare(dir, specifier)
}

// own is the real path of what was found, if that is the project's own.
func (p *Project) own(found string, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	found, ok = p.realPath(found)
	if !ok || !p.owns(found) {
		return "", false
	}
	return found, true
}

// realPath is the path of a file with links resolved. Those of its folder are
// remembered: what one file imports lies in few folders.
func (p *Project) realPath(path string) (string, bool) {
	dir := filepath.Dir(path)
	real, known := p.real.peek(dir)
	if !known {
		var err error
		if real, err = filepath.EvalSymlinks(dir); err != nil {
			return "", false
		}
		p.real.put(dir, real)
	}
	path = filepath.Join(real, filepath.Base(path))
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		path, err = filepath.EvalSymlinks(path)
	}
	return path, err == nil
}

func isRelative(spec string) bool {
	return spec == "." || spec == ".." || strings.HasPrefix(spec, "./") || strings.HasPrefix(spec, "../")
}

func (p *Project) relative(dir, spec string) (string, bool) {
	path := filepath.Join(dir, filepath.FromSlash(spec))
	if last := spec[strings.LastIndexByte(spec, '/')+1:]; last == "" || last == "." || last == ".." {
		return p.folderModule(path)
	}
	return p.module(path)
}

// bareImport is a specifier that is no path, and the nearest folder upwards
// with a configuration: below that, it means the same in all folders.
type bareImport struct{ home, spec string }

// bare resolves a specifier that is no path, an alias or a package, to the
// real path of the project's own file.
func (p *Project) bare(dir, spec string) (string, bool) {
	home, ok := "", false
	p.up(dir, func(dir string) bool {
		home, ok = dir, p.presence(dir) != 0
		return ok
	})
	if !ok {
		return "", false // nothing says what it could mean
	}
	found, known := p.bares.peek(bareImport{home, spec})
	if !known {
		found, _ = p.own(p.findBare(home, spec))
		// The specifier is cut from a file's text; a clone lets that go.
		p.bares.put(bareImport{home, strings.Clone(spec)}, found)
	}
	return found, found != ""
}

func (p *Project) findBare(dir, spec string) (string, bool) {
	if found, ok := p.aliased(dir, spec); ok {
		return found, true
	}
	if rest, ok := cutAlias(spec); ok {
		return p.byHabit(dir, rest)
	}
	name, sub := splitPackage(spec)
	if name == "" {
		return "", false
	}
	home, ok := p.packageDir(dir, name)
	if !ok {
		return "", false
	}
	return p.entry(p.pkg(home), sub)
}

func cutAlias(spec string) (string, bool) {
	if rest, ok := strings.CutPrefix(spec, "@/"); ok {
		return rest, true
	}
	return strings.CutPrefix(spec, "~/")
}

// byHabit resolves what follows "@/" or "~/" as most bundlers are set up to: from
// the sources of a package around the file.
func (p *Project) byHabit(dir, rest string) (found string, ok bool) {
	rest = filepath.FromSlash(rest)
	p.up(dir, func(dir string) bool {
		if p.pkg(dir) == nil {
			return false
		}
		found, ok = p.firstModule([]string{filepath.Join(dir, "src", rest), filepath.Join(dir, "app", rest), filepath.Join(dir, rest)})
		return ok
	})
	return found, ok
}

// splitPackage splits "@scope/name/sub/path" after the name; the name is ""
// where there is none.
func splitPackage(spec string) (name, sub string) {
	parts := strings.SplitN(spec, "/", 3)
	n := 1
	if strings.HasPrefix(spec, "@") {
		n = 2
	}
	if len(parts) < n || parts[n-1] == "" || parts[0] == "@" {
		return "", ""
	}
	name = strings.Join(parts[:n], "/")
	return name, strings.TrimPrefix(spec[len(name):], "/")
}

func (p *Project) firstModule(paths []string) (string, bool) {
	for _, path := range paths {
		if found, ok := p.module(path); ok {
			return found, true
		}
	}
	return "", false
}

// module finds the file that a path means: itself, with an extension added or
// exchanged, or the index of a folder.
func (p *Project) module(path string) (string, bool) {
	if !p.owns(path) {
		return "", false
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() {
		return path, KindOf(path) == Source
	}
	for _, ext := range sourceExtensions() {
		if candidate := path + ext; isFile(candidate) {
			return candidate, true
		}
	}
	// Code that is made for Node's modules imports "./a.js" and means a.ts.
	for _, swap := range [...]struct {
		from string
		to   []string
	}{
		{".js", []string{".ts", ".tsx", ".jsx", ".d.ts"}},
		{".jsx", []string{".tsx"}},
		{".mjs", []string{".mts", ".d.mts"}},
		{".cjs", []string{".cts", ".d.cts"}},
	} {
		base, ok := strings.CutSuffix(path, swap.from)
		if !ok {
			continue
		}
		for _, ext := range swap.to {
			if candidate := base + ext; isFile(candidate) {
				return candidate, true
			}
		}
	}
	if err == nil && info.IsDir() {
		return p.folderModule(path)
	}
	return "", false
}

// sourceExtensions are tried in this order; the platforms of React Native and
// declarations only where there is nothing else.
func sourceExtensions() []string {
	return []string{".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs",
		".native.ts", ".native.tsx", ".native.js", ".ios.ts", ".ios.tsx", ".ios.js", ".android.ts", ".android.tsx", ".android.js",
		".web.ts", ".web.tsx", ".web.js", ".d.ts", ".d.mts", ".d.cts"}
}

// folderModule is the file that a folder stands for.
func (p *Project) folderModule(dir string) (string, bool) {
	if !p.owns(dir) {
		return "", false
	}
	if f := p.pkg(dir); f != nil {
		for _, target := range f.entries {
			// A folder that names itself would go round for ever.
			if filepath.Join(dir, filepath.FromSlash(target)) == dir {
				continue
			}
			if found, ok := p.target(dir, target); ok {
				return found, true
			}
		}
	}
	for _, ext := range sourceExtensions() {
		if candidate := filepath.Join(dir, "index"+ext); isFile(candidate) {
			return candidate, true
		}
	}
	return "", false
}

// owns tells whether a path is one of the project's own: below its root, and
// not installed there.
func (p *Project) owns(path string) bool {
	if !within(p.root, path) {
		return false
	}
	for part := range strings.FieldsFuncSeq(path[min(len(p.root), len(path)):], func(r rune) bool { return r == '/' || r == filepath.Separator }) {
		if neverEntered(part) {
			return false
		}
	}
	return true
}
