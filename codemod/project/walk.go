package project

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// File is one file that a walk found.
type File struct {
	// Path is the file as the user would write it: the path that was given,
	// joined with the way from there.
	Path string
	// Abs is the absolute path with every link followed: the file that is
	// read and written. No two files of a walk have the same.
	Abs string
	// Root is the absolute folder that writing must not leave: the folder
	// that was given; for a file named outright its work tree or folder.
	Root string
	// Kind is what the file is, by the name in Path.
	Kind Kind
	// Named is true for a file that was given itself, not found in a folder.
	Named bool
}

// Skip is something that a walk came by and left alone.
type Skip struct {
	// Path is as in [File].
	Path string
	// Reason is one of the Skip constants.
	Reason string
	// Err is an [*Error] that says why in words. errors.Is tells ErrOutsideRoot,
	// ErrUnreadable and ErrNotRegular, and fs.ErrNotExist for a broken link.
	Err error
}

// WalkOptions are the choices of a walk. The zero value is usable.
type WalkOptions struct {
	// Jobs is how many calls of visit run at a time; 0 means one for each
	// processor.
	Jobs int
	// Exclude are globs of what a walk leaves out, files named outright
	// excepted. What is in a folder that is left out is left out as well.
	Exclude []Exclude
	// OnSkip hears of what was left alone, one call at a time; may be nil.
	// What is ignored or excluded is not reported.
	OnSkip func(Skip)
	// OnStray hears of temporary files that a killed run may have left, one
	// call at a time; may be nil. [RemoveStray] removes those that nobody is
	// writing.
	OnStray func(path string)
	// OnFolder hears which files of configuration a folder has, before those in
	// it are visited, from several goroutines; may be nil. See [Project.Learn].
	OnFolder func(abs string, has Presence)
}

// Walk finds the source files, package.json and pnpm-workspace.yaml files in
// the paths and calls visit for each, from several goroutines, in no order. A
// path is a file or folder, never a glob. Each file comes once, however many
// paths or links lead to it.
//
// In folders, .gitignore files (up to the top of the work tree), the
// repository's info/exclude and the user's core.excludesFile are honoured;
// node_modules and .git are not entered; links to folders are not followed,
// links to files are when they stay inside the folder given. What cannot be
// read is reported to OnSkip and the walk goes on.
//
// The error is an [*Error] about a path given, the first error of visit, or
// that of ctx.
func Walk(ctx context.Context, paths []string, opts WalkOptions, visit func(context.Context, File) error) error {
	w := &walk{opts: opts, visit: visit, roots: map[string]string{}, named: map[string]bool{}, linked: map[string]bool{}}
	for _, e := range opts.Exclude {
		g, err := newGlobs(e)
		if err != nil {
			return err
		}
		w.exclude = append(w.exclude, g)
	}
	var files []File
	for _, path := range paths {
		file, err := w.argument(path)
		if err != nil {
			return err
		}
		if file != nil {
			files = append(files, *file)
		}
	}
	if w.opts.Jobs <= 0 {
		w.opts.Jobs = runtime.GOMAXPROCS(0)
	}
	return w.run(ctx, files)
}

// walk is one call of Walk.
type walk struct {
	opts    WalkOptions
	visit   func(context.Context, File) error
	exclude excludes
	roots   map[string]string // folders given: absolute path, as written
	named   map[string]bool   // files given, by absolute path
	files   chan File

	mu      sync.Mutex
	wake    *sync.Cond
	todo    []folder // a stack, so that it holds one way down and its sides
	busy    int      // folders being read
	stopped bool
	linked  map[string]bool // targets of links that were visited by the link

	repos sync.Map // what holds in a whole work tree: path to *ignores

	report sync.Mutex // one call of OnSkip or OnStray at a time
}

// folder is a folder still to be read.
type folder struct {
	abs, path, root string
	ignores         *ignores
	top             bool // the folder is the root, whose .git was seen to
}

// argument takes in one path given. It returns a file to visit, or none for a
// folder, for a file given twice and for one that is skipped.
func (w *walk) argument(path string) (*File, error) {
	if path == "" {
		return nil, &Error{Problem: "an empty path was given", Kind: ErrNotFound, Hint: `write "." for the working folder`}
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, argumentError(path, err)
	}
	abs, err := resolve(path)
	if err != nil {
		return nil, argumentError(path, err)
	}
	path = filepath.Clean(path)
	if info.IsDir() {
		for _, part := range strings.Split(filepath.ToSlash(path), "/") {
			if neverEntered(part) {
				return nil, &Error{Path: path, Problem: part + " is never entered", Kind: ErrNeverEntered, Hint: "name the file itself if you mean one in there"}
			}
		}
		if _, twice := w.roots[abs]; !twice {
			w.roots[abs] = path
		}
		return nil, nil
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{Path: path, Problem: "is " + typeName(info.Mode()) + ", not a file", Kind: ErrNotRegular, Hint: "give a file or a folder"}
	}
	file := File{Path: path, Abs: abs, Kind: KindOf(path), Named: true}
	if file.Kind == Other {
		w.skip(Skip{path, SkipUnsupported, &Error{Path: path, Problem: "is not a file that this tool reads", Hint: "it reads .js .jsx .ts .tsx .mjs .cjs .mts .cts, package.json and pnpm-workspace.yaml"}})
		return nil, nil
	}
	dir, err := resolve(filepath.Dir(path))
	if err != nil {
		return nil, argumentError(path, err)
	}
	file.Root = dir
	if tree, ok := WorkTree(dir); ok {
		file.Root = tree
	}
	if !within(file.Root, abs) {
		w.skip(outsideRoot(path))
		return nil, nil
	}
	if w.named[abs] {
		return nil, nil
	}
	w.named[abs] = true
	return &file, nil
}

func argumentError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint := "check the spelling; paths are relative to the working folder"
		if strings.ContainsAny(path, "*?{") {
			hint = "a path is taken as it is, never as a glob; let the shell expand it, or name a folder"
		}
		if info, lstatErr := os.Lstat(path); lstatErr == nil && info.Mode()&fs.ModeSymlink != 0 {
			hint = "it is a link whose target is missing"
		}
		return &Error{Path: path, Problem: ErrNotFound.Error(), Hint: hint, Kind: ErrNotFound, Err: err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{Path: path, Problem: "cannot be read: permission denied", Hint: "allow your user to read it, or leave it out", Kind: ErrUnreadable, Err: err}
	}
	return &Error{Path: path, Problem: "cannot be read: " + cause(err), Kind: ErrUnreadable, Err: err}
}

func outsideRoot(path string) Skip {
	return Skip{path, SkipUnreadable, &Error{Path: path, Problem: "is a link that leads outside the folder", Hint: "name its target if that is to be changed", Kind: ErrOutsideRoot}}
}

func typeName(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

func (w *walk) skip(s Skip) {
	if w.opts.OnSkip == nil {
		return
	}
	w.report.Lock()
	defer w.report.Unlock()
	w.opts.OnSkip(s)
}

func (w *walk) run(ctx context.Context, files []File) error {
	// A folder given that lies in another one is read for itself, and left
	// out where the other one meets it.
	for abs, path := range w.roots {
		if w.exclude.cover(abs) {
			continue
		}
		f, err := w.start(ctx, abs, path)
		if err != nil {
			w.skip(Skip{path, SkipUnreadable, unreadable(path, err)})
		}
		w.todo = append(w.todo, f)
	}
	w.files = make(chan File, 64)
	w.wake = sync.NewCond(&w.mu)
	group, ctx := errgroup.WithContext(ctx)
	defer context.AfterFunc(ctx, w.stop)()

	readers := min(w.opts.Jobs, 4)
	var reading sync.WaitGroup
	reading.Add(readers + 1)
	group.Go(func() error {
		defer reading.Done()
		for _, file := range files {
			if !w.send(ctx, file) {
				return ctx.Err()
			}
		}
		return nil
	})
	for range readers {
		group.Go(func() error {
			defer reading.Done()
			for {
				f, ok := w.next()
				if !ok {
					return ctx.Err()
				}
				w.read(ctx, f)
				w.done()
			}
		})
	}
	for range w.opts.Jobs {
		group.Go(func() error {
			for file := range w.files {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := w.visit(ctx, file); err != nil {
					return err
				}
			}
			return nil
		})
	}
	go func() {
		reading.Wait()
		close(w.files)
	}()
	return group.Wait()
}

// next takes a folder from the stack; false when there is no more to read.
func (w *walk) next() (folder, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.todo) == 0 && w.busy > 0 && !w.stopped {
		w.wake.Wait()
	}
	if len(w.todo) == 0 || w.stopped {
		return folder{}, false
	}
	f := w.todo[len(w.todo)-1]
	w.todo = w.todo[:len(w.todo)-1]
	w.busy++
	return f, true
}

func (w *walk) done() {
	w.mu.Lock()
	w.busy--
	w.mu.Unlock()
	w.wake.Broadcast()
}

func (w *walk) push(f folder) {
	w.mu.Lock()
	w.todo = append(w.todo, f)
	w.mu.Unlock()
	w.wake.Signal()
}

func (w *walk) stop() {
	w.mu.Lock()
	w.stopped = true
	w.mu.Unlock()
	w.wake.Broadcast()
}

func (w *walk) send(ctx context.Context, file File) bool {
	select {
	case w.files <- file:
		return true
	case <-ctx.Done():
		return false
	}
}

// start is a folder that was given, with the ignore files that hold for it from
// above: from the top of its work tree, else from the outermost folder given.
func (w *walk) start(ctx context.Context, abs, path string) (folder, error) {
	f := folder{abs: abs, path: path, root: abs, top: true}
	top := abs
	if tree, ok := WorkTree(abs); ok {
		top = tree
		var err error
		if f.ignores, err = w.repository(ctx, tree); err != nil {
			return f, err
		}
	} else {
		for other := range w.roots {
			if within(other, abs) && len(other) < len(top) {
				top = other
			}
		}
	}
	return f, f.addAbove(top)
}

// addAbove puts the .gitignore files from top down to the folder's parent on
// the stack.
func (f *folder) addAbove(top string) error {
	rel, err := filepath.Rel(top, f.abs)
	if err != nil || rel == "." {
		return err
	}
	dir := top
	for _, part := range strings.Split(filepath.ToSlash(rel), "/") {
		if f.ignores, err = f.ignores.withFile(dir, filepath.Join(dir, ".gitignore")); err != nil {
			return err
		}
		dir = filepath.Join(dir, part)
	}
	return nil
}

// repository are the patterns that hold in a whole work tree.
func (w *walk) repository(ctx context.Context, tree string) (*ignores, error) {
	if known, ok := w.repos.Load(tree); ok {
		return known.(*ignores), nil
	}
	var ig *ignores
	var err error
	if path := globalExcludes(ctx, tree); path != "" {
		if ig, err = ig.withFile(tree, path); err != nil {
			return nil, err
		}
	}
	ig, err = ig.withFile(tree, filepath.Join(commonGitDir(gitDir(tree)), "info", "exclude"))
	if err != nil {
		return nil, err
	}
	w.repos.Store(tree, ig)
	return ig, nil
}

// batch is how many entries of a folder are read at a time, so that a folder of
// a million files is no list in memory.
const batch = 512

// read lists one folder: files go to the visitors, folders onto the stack.
func (w *walk) read(ctx context.Context, f folder) {
	dir, err := openPlain(f.abs)
	if err != nil {
		w.skip(Skip{f.path, SkipUnreadable, unreadable(f.path, err)})
		return
	}
	defer dir.Close()
	entries, err := dir.ReadDir(batch)
	var more []fs.DirEntry
	if err == nil {
		more, err = dir.ReadDir(batch)
	}
	// What is all there is known by its entries; else the system is asked.
	all := errors.Is(err, io.EOF) && len(more) == 0
	if !f.top && (!all || hasEntry(entries, ".git")) && gitDir(f.abs) != "" {
		// A repository inside the repository: the outer one's patterns do not
		// reach in.
		var err error
		if f.ignores, err = w.repository(ctx, f.abs); err != nil {
			w.skip(Skip{f.path, SkipUnreadable, unreadable(f.path, err)})
		}
	}
	if !all || hasEntry(entries, ".gitignore") {
		var err error
		if f.ignores, err = f.ignores.withFile(f.abs, filepath.Join(f.abs, ".gitignore")); err != nil {
			w.skip(Skip{filepath.Join(f.path, ".gitignore"), SkipUnreadable, unreadable(filepath.Join(f.path, ".gitignore"), err)})
		}
	}
	if all && w.opts.OnFolder != nil {
		w.opts.OnFolder(f.abs, presenceIn(f.abs, entries))
	}
	slash := withSlash(f.abs)
	for ctx.Err() == nil {
		for _, entry := range entries {
			if !w.entry(ctx, f, slash, entry) {
				return
			}
		}
		switch {
		case len(more) > 0:
			entries, more = more, nil
		case err == nil:
			entries, err = dir.ReadDir(batch)
		case errors.Is(err, io.EOF):
			return
		default:
			w.skip(Skip{f.path, SkipUnreadable, unreadable(f.path, err)})
			return
		}
	}
}

// hasEntry reports whether a folder has an entry of that name, or on some systems
// of one that differs in case.
func hasEntry(entries []fs.DirEntry, name string) bool {
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return strings.EqualFold(e.Name(), name) })
}

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return &Error{Path: path, Problem: "cannot be read: permission denied", Hint: "allow your user to read it, or leave it out", Kind: ErrUnreadable, Err: err}
	}
	return &Error{Path: path, Problem: "cannot be read: " + cause(err), Kind: ErrUnreadable, Err: err}
}

// entry decides about one entry of a folder; false when the walk is over.
func (w *walk) entry(ctx context.Context, f folder, slash string, entry fs.DirEntry) bool {
	name := entry.Name()
	if entry.IsDir() {
		if neverEntered(name) {
			return true
		}
	} else if KindOf(name) == Other {
		if isStray(name) && entry.Type().IsRegular() && w.opts.OnStray != nil {
			w.report.Lock()
			w.opts.OnStray(filepath.Join(f.abs, name))
			w.report.Unlock()
		}
		return true
	}
	abs := slash + name
	if f.ignores.match(abs, name, entry.IsDir()) {
		return true
	}
	abs = filepath.FromSlash(abs)
	if w.exclude.match(abs, name) {
		return true
	}
	path := filepath.Join(f.path, name)
	switch mode := entry.Type(); {
	case mode.IsDir():
		if _, given := w.roots[abs]; !given {
			w.push(folder{abs: abs, path: path, root: f.root, ignores: f.ignores})
		}
	case mode.IsRegular():
		if !w.named[abs] {
			return w.send(ctx, File{Path: path, Abs: abs, Root: f.root, Kind: KindOf(name)})
		}
	case mode&fs.ModeSymlink != 0:
		return w.link(ctx, f, path, abs)
	default:
		w.skip(Skip{path, SkipUnreadable, &Error{Path: path, Problem: "is " + typeName(mode) + ", not a file", Kind: ErrNotRegular}})
	}
	return true
}

// link decides about a link with the name of a source file. It is visited only
// when its target is not visited for itself.
func (w *walk) link(ctx context.Context, f folder, path, abs string) bool {
	target, err := filepath.EvalSymlinks(abs)
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(target)
	}
	switch {
	case err != nil:
		w.skip(Skip{path, SkipUnreadable, &Error{Path: path, Problem: "is a link that leads nowhere: " + cause(err), Hint: "mend or remove the link", Kind: ErrUnreadable, Err: err}})
		return true
	case info.IsDir():
		return true
	case !info.Mode().IsRegular():
		w.skip(Skip{path, SkipUnreadable, &Error{Path: path, Problem: "is a link to " + typeName(info.Mode()) + ", not to a file", Kind: ErrNotRegular}})
		return true
	case !within(f.root, target):
		w.skip(outsideRoot(path))
		return true
	case w.named[target]:
		return true
	}
	found, err := w.finds(ctx, f.root, target)
	if err != nil {
		w.skip(Skip{path, SkipUnreadable, unreadable(path, err)})
		return true
	}
	if found {
		return true
	}
	rel, _ := filepath.Rel(f.root, target)
	for _, part := range strings.Split(filepath.ToSlash(rel), "/") {
		if neverEntered(part) {
			w.skip(outsideRoot(path))
			return true
		}
	}
	w.mu.Lock()
	again := w.linked[target]
	w.linked[target] = true
	w.mu.Unlock()
	if again {
		return true
	}
	return w.send(ctx, File{Path: path, Abs: target, Root: f.root, Kind: KindOf(path)})
}

// finds tells whether the walk of root comes to the file by its own name.
func (w *walk) finds(ctx context.Context, root, file string) (bool, error) {
	if KindOf(file) == Other {
		return false, nil
	}
	at, err := w.start(ctx, root, "")
	if err != nil {
		return false, err
	}
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return false, err
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	for i, name := range parts {
		if at.ignores, err = at.ignores.withFile(at.abs, filepath.Join(at.abs, ".gitignore")); err != nil {
			return false, err
		}
		isDir := i+1 < len(parts)
		path := filepath.Join(at.abs, name)
		if isDir && neverEntered(name) || at.ignores.match(filepath.ToSlash(path), name, isDir) || w.exclude.match(path, name) {
			return false, nil
		}
		if isDir && gitDir(path) != "" {
			if at.ignores, err = w.repository(ctx, path); err != nil {
				return false, err
			}
		}
		at.abs = path
	}
	return true, nil
}
