package twin

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// Namespaces of what is not a file.
const (
	givenNamespace   = "given"
	standInNamespace = "stand-in"
)

// Limits of what one bundle reads.
const (
	maxFile  = 4 << 20
	maxTotal = 32 << 20
)

// builder makes bundles. It keeps what it knows of the files of a program for
// the next one that is alike: the modules of an application import the same
// others, and none are read in two ways.
type builder struct {
	key     string
	context api.BuildContext // nil before the first
	bundler *bundler
	builds  int
}

// maxBuilds bounds what a builder gathers.
const maxBuilds = 100

// keyOf is the same for programs that a context can bundle one after another.
func keyOf(p Program) string {
	return fmt.Sprintf("%q %q %q %q %q", p.Root, p.Entry, p.JSXFactory, p.JSXFragment, p.Define)
}

// forget makes the next bundle the first again.
func (b *builder) forget() {
	if b.context != nil {
		b.context.Dispose()
	}
	*b = builder{}
}

// bundle makes one script of the program. The error is an *Error.
func (b *builder) bundle(p Program) (code string, mapping []byte, err error) {
	if key := keyOf(p); b.context == nil || b.key != key || b.builds >= maxBuilds {
		b.forget()
		made := &bundler{}
		context, failed := api.Context(made.options(p))
		if failed != nil {
			return "", nil, made.failed(failed.Errors[0])
		}
		*b = builder{key: key, context: context, bundler: made}
	}
	b.builds++
	return b.bundler.bundle(b.context, p)
}

// options are those of a program, and of all that have its key.
func (b *bundler) options(p Program) api.BuildOptions {
	o := api.BuildOptions{
		EntryPoints:    []string{p.Entry},
		Bundle:         true,
		Format:         api.FormatIIFE,
		GlobalName:     entryName,
		Target:         api.ES2022,
		Platform:       api.PlatformBrowser,
		Define:         p.Define,
		Supported:      unsupported,
		LegalComments:  api.LegalCommentsNone,
		Charset:        api.CharsetUTF8,
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		AbsWorkingDir:  p.Root,
		Outfile:        bundleName,
		LogLevel:       api.LogLevelSilent,
		TsconfigRaw:    "{}",
		Plugins:        []api.Plugin{{Name: "confined", Setup: b.setup}},
	}
	if p.JSXFactory == "" {
		o.JSX = api.JSXAutomatic
	} else {
		o.JSXFactory, o.JSXFragment = p.JSXFactory, p.JSXFragment
	}
	return o
}

func (b *bundler) bundle(context api.BuildContext, p Program) (code string, mapping []byte, err error) {
	b.program, b.root, b.read = p, nil, 0
	if p.Root != "" {
		if b.root, err = os.OpenRoot(p.Root); err != nil {
			return "", nil, &Error{Kind: Bundling, Message: err.Error()}
		}
		defer b.root.Close()
	}
	r := context.Rebuild()
	if len(r.Errors) > 0 {
		return "", nil, b.failed(r.Errors[0])
	}
	for _, f := range r.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			mapping = f.Contents
		} else if strings.HasSuffix(f.Path, ".js") {
			code = string(f.Contents)
		}
	}
	return code, mapping, nil
}

// unsupported is what the engine does not know of the target's language.
// Everything else is left to it: what takes the place of an object spread is
// several times as slow as the engine's own.
var unsupported = map[string]bool{"dynamic-import": false, "async-generator": false, "for-await": false, "top-level-await": false}

// bundler resolves and reads for a bundle, and lets nothing else do so.
type bundler struct {
	program Program  // the one that is being bundled
	root    *os.Root // the folder that is read from; nil for none

	mu   sync.Mutex
	read int
}

// failed is the first thing that the bundler complains about.
func (b *bundler) failed(m api.Message) error {
	e := &Error{Kind: Bundling, Message: m.Text}
	if l := m.Location; l != nil {
		e.File, e.Line, e.Column = b.name(l.File), l.Line, l.Column+1
	}
	return e
}

// name is how a module is called in messages.
func (b *bundler) name(file string) string {
	if name, ok := strings.CutPrefix(file, givenNamespace+":"); ok {
		return name
	}
	if rel, err := filepath.Rel(b.program.Root, file); filepath.IsAbs(file) && err == nil {
		file = rel
	}
	return filepath.ToSlash(file)
}

func (b *bundler) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		if args.PluginData == asking {
			return api.OnResolveResult{}, nil // a question of our own
		}
		return b.resolve(build, args)
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: givenNamespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		return b.loaded(args.Path, b.program.Modules[args.Path], api.LoaderTSX)
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: standInNamespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		text := fmt.Sprintf("module.exports = globalThis.__twin.standIn(%q)", args.Path)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		if args.Namespace != "file" {
			text := "" // a module that the package turns off
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		}
		text, err := b.text(args.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		return b.loaded(args.Path, text, loaders[strings.ToLower(filepath.Ext(args.Path))])
	})
}

// loaders say how a file is read, by its extension.
var loaders = map[string]api.Loader{
	".ts": api.LoaderTS, ".mts": api.LoaderTS, ".cts": api.LoaderTS, ".tsx": api.LoaderTSX,
	".js": api.LoaderJSX, ".mjs": api.LoaderJSX, ".cjs": api.LoaderJSX, ".jsx": api.LoaderJSX,
	".json": api.LoaderJSON,
}

// loaded hands a text to the bundler unless it would overflow its stack.
func (b *bundler) loaded(name, text string, loader api.Loader) (api.OnLoadResult, error) {
	if err := js.Guard(name, text); err != nil {
		return api.OnLoadResult{}, fmt.Errorf("%s: %w", b.name(name), err)
	}
	return api.OnLoadResult{Contents: &text, Loader: loader}, nil
}

// text is what a file holds.
func (b *bundler) text(path string) (string, error) {
	if text, ok := b.program.Files[path]; ok {
		return text, nil
	}
	rel, err := filepath.Rel(b.program.Root, path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%s is outside the folder of the program", path)
	}
	// Reading through the root keeps a link that appears meanwhile from
	// leading out.
	f, err := b.root.Open(rel)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s is not a file", b.name(path))
	case info.Size() > maxFile:
		return "", fmt.Errorf("%s is larger than %d MB", b.name(path), maxFile>>20)
	}
	b.mu.Lock()
	b.read += int(info.Size())
	over := b.read > maxTotal
	b.mu.Unlock()
	if over {
		return "", fmt.Errorf("the modules come to more than %d MB", maxTotal>>20)
	}
	text := make([]byte, info.Size())
	n, err := f.Read(text)
	if err != nil && n == 0 && info.Size() > 0 {
		return "", err
	}
	return string(text[:n]), nil
}

type question struct{}

// asking marks a question that the bundler's own resolution is to answer.
var asking = question{}

func found(path string) (api.OnResolveResult, error) {
	return api.OnResolveResult{Path: path, Namespace: "file"}, nil
}

// resolve says what an import stands for.
func (b *bundler) resolve(build api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	p := &b.program
	given := func(name string) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: name, Namespace: givenNamespace}, nil
	}
	switch {
	case args.Kind == api.ResolveEntryPoint && !has(p.Modules, args.Path):
		path, err := b.confined(args.Path)
		if err != nil {
			return api.OnResolveResult{}, err
		}
		return found(path)
	case has(p.Modules, args.Path):
		return given(args.Path)
	case has(p.Aliases, args.Path) && args.Namespace != givenNamespace:
		path, err := b.confined(p.Aliases[args.Path])
		if err != nil || !slices.Contains(p.Extensions, filepath.Ext(path)) {
			return standsIn(args.Path)
		}
		return found(path)
	case isRelative(args.Path) && args.Namespace == givenNamespace:
		name := path.Join(path.Dir(args.Importer), args.Path)
		for _, ext := range append([]string{""}, p.Extensions...) {
			if has(p.Modules, name+ext) {
				return given(name + ext)
			}
		}
		return api.OnResolveResult{}, fmt.Errorf("there is no module %s", name)
	case inPackage(args.Importer) && args.Namespace == "file":
		return b.follow(build, args)
	case isRelative(args.Path):
		r, err := b.relative(args)
		if err != nil && (p.Bare == StandIn || p.Bare == FollowOrStandIn) {
			return standsIn(b.name(filepath.Join(filepath.Dir(args.Importer), filepath.FromSlash(args.Path))))
		}
		return r, err
	case path.IsAbs(args.Path) || filepath.IsAbs(args.Path) || strings.Contains(args.Path, "://") || strings.HasPrefix(args.Path, "data:") || strings.HasPrefix(args.Path, "file:"):
		return api.OnResolveResult{}, fmt.Errorf("%q is an absolute path; only relative imports are read", args.Path)
	}
	switch p.Bare {
	case StandIn:
		return standsIn(args.Path)
	case Follow:
		return b.follow(build, args)
	case FollowOrStandIn:
		if r, err := b.follow(build, args); err == nil {
			return r, nil
		}
		return standsIn(args.Path)
	}
	return api.OnResolveResult{}, fmt.Errorf("there is no module %q here; only relative imports and those that are given can be read", args.Path)
}

func has(m map[string]string, key string) bool { _, ok := m[key]; return ok }

func standsIn(name string) (api.OnResolveResult, error) {
	return api.OnResolveResult{Path: name, Namespace: standInNamespace}, nil
}

// inPackage reports whether a file is an installed package's.
func inPackage(file string) bool {
	return slices.Contains(strings.Split(filepath.ToSlash(file), "/"), "node_modules")
}

// follow looks an import up as packages are, and makes sure of where it led.
func (b *bundler) follow(build api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	dir := args.ResolveDir
	if dir == "" {
		dir = filepath.Dir(b.program.Entry)
	}
	r := build.Resolve(args.Path, api.ResolveOptions{Importer: args.Importer, Namespace: "file", ResolveDir: dir, Kind: args.Kind, PluginData: asking})
	if len(r.Errors) > 0 {
		return api.OnResolveResult{}, fmt.Errorf("package %q is not installed below %s", args.Path, filepath.Base(b.program.Root))
	}
	if r.Namespace != "file" || r.External {
		return api.OnResolveResult{Path: r.Path, Namespace: "off"}, nil
	}
	path, err := b.confined(r.Path)
	if err != nil {
		return api.OnResolveResult{}, err
	}
	if loaders[strings.ToLower(filepath.Ext(path))] == api.LoaderNone {
		return api.OnResolveResult{Path: args.Path, Namespace: "off"}, nil
	}
	return api.OnResolveResult{Path: path, Namespace: "file", SideEffects: sideEffects(r.SideEffects)}, nil
}

func sideEffects(has bool) api.SideEffects {
	if has {
		return api.SideEffectsTrue
	}
	return api.SideEffectsFalse
}

// twins are the extensions that a TypeScript project writes in imports of
// files that have others.
var twins = map[string][]string{".js": {".ts", ".tsx"}, ".jsx": {".tsx"}, ".mjs": {".mts"}, ".cjs": {".cts"}}

// relative finds the file that a relative import names.
func (b *bundler) relative(args api.OnResolveArgs) (api.OnResolveResult, error) {
	target := filepath.Join(filepath.Dir(args.Importer), filepath.FromSlash(args.Path))
	rel, err := filepath.Rel(b.program.Root, target)
	if err != nil || !filepath.IsLocal(rel) {
		return api.OnResolveResult{}, fmt.Errorf("%q leads out of the folder of the program", args.Path)
	}
	var tries []string
	ext := filepath.Ext(target)
	if slices.Contains(b.program.Extensions, ext) {
		tries = append(tries, target)
	}
	for _, other := range twins[ext] {
		tries = append(tries, strings.TrimSuffix(target, ext)+other)
	}
	for _, ext := range b.program.Extensions {
		tries = append(tries, target+ext)
	}
	for _, ext := range b.program.Extensions {
		tries = append(tries, filepath.Join(target, "index"+ext))
	}
	for _, path := range tries {
		if !b.exists(path) {
			continue
		}
		real, err := b.confined(path)
		if err != nil {
			return api.OnResolveResult{}, err
		}
		return found(real)
	}
	if b.exists(target) {
		return api.OnResolveResult{}, fmt.Errorf("%q is not one of the files that can be read (%s)", args.Path, strings.Join(b.program.Extensions, ", "))
	}
	return api.OnResolveResult{}, fmt.Errorf("there is no file %q", args.Path)
}

func (b *bundler) exists(path string) bool {
	if has(b.program.Files, path) {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// confined is a path without links, which must not lead out of the root.
func (b *bundler) confined(path string) (string, error) {
	if has(b.program.Files, path) {
		return path, nil
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(b.program.Root, real); err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%s leads out of the folder of the program", b.name(path))
	}
	return real, nil
}
