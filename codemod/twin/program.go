package twin

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// Bare is what becomes of an import that is neither relative nor in
// Program.Modules, such as "react" or "fs".
type Bare int

const (
	// Refuse makes such an import an error.
	Refuse Bare = iota
	// StandIn puts a recording stand-in in its place, which can be called,
	// constructed and asked for any member; see Program.Prelude. So it does
	// with relative imports of what is not there or may not be read.
	StandIn
	// Follow looks for the package in node_modules, within Program.Root, as
	// browsers' bundlers do. A package that is not there is an error.
	Follow
	// FollowOrStandIn is Follow, and StandIn for what is not installed.
	FollowOrStandIn
)

// Program is a module and what it may import.
type Program struct {
	// Root is the folder that nothing is read outside of, after links are
	// followed. It must exist; "" where all is in Modules.
	Root string
	// Entry is the module to run: a path below Root, absolute or relative to
	// Root, or one of Modules. Its exports are what Session.Call calls.
	Entry string
	// Files holds texts that stand for those on the disk, or for files that
	// are not there, by absolute path below Root.
	Files map[string]string
	// Modules holds modules by the specifier that imports them, such as
	// "clerkctl" or "@clerk/nextjs". They are ECMAScript modules or CommonJS.
	// A relative import in one of them is joined with its own specifier and
	// looked for here.
	Modules map[string]string
	// Aliases are specifiers that stand for files below Root, by absolute path,
	// as those of a project's own packages and path aliases do.
	Aliases map[string]string
	// Bare says what other packages are.
	Bare Bare
	// Extensions are those of the files that a relative import may read, in
	// the order in which they are tried; nil stands for DefaultExtensions. A
	// file of another kind, such as a style sheet, is a stand-in where
	// packages may be, and an error elsewhere.
	Extensions []string
	// Define replaces names, dotted ones too, by expressions:
	// "process.env.NODE_ENV": `"production"`.
	Define map[string]string
	// JSXFactory and JSXFragment are the expressions that elements become
	// calls of, such as "React.createElement". Without a factory, elements
	// import "react/jsx-runtime".
	JSXFactory, JSXFragment string
	// Prelude is a script that runs before the module. With StandIn it can
	// replace globalThis.__twin.standIn, a function that gets a specifier and
	// returns the module.
	Prelude string
	// Fresh makes each call load the module anew, which Load then does not do.
	// The call's arguments are in globalThis.__twin.args by then. Otherwise a
	// call may find what earlier ones have left behind, and must not count on
	// it.
	Fresh bool
	// Console hears what the module prints, at most a thousand lines a call.
	// It may be called from several goroutines at a time.
	Console func(level, text string) `json:"-"`
}

// DefaultExtensions are those of scripts and data.
var DefaultExtensions = []string{".tsx", ".ts", ".jsx", ".js", ".mts", ".mjs", ".cts", ".cjs", ".json"}

// real is the program with all paths free of links, as the child knows them.
func (p Program) real() (Program, error) {
	if len(p.Extensions) == 0 {
		p.Extensions = DefaultExtensions
	}
	if p.Root == "" {
		return p, nil
	}
	root, err := filepath.Abs(p.Root)
	if err != nil {
		return p, err
	}
	p.Root, err = filepath.EvalSymlinks(root)
	if err != nil {
		return p, fmt.Errorf("root of a program: %w", err)
	}
	move := func(path string) (string, error) {
		if !filepath.IsAbs(path) {
			path = filepath.Join(root, path)
		}
		for _, base := range []string{root, p.Root} {
			if rel, err := filepath.Rel(base, path); err == nil && filepath.IsLocal(rel) {
				return filepath.Join(p.Root, rel), nil
			}
		}
		return "", fmt.Errorf("%s is outside %s", path, root)
	}
	if !has(p.Modules, p.Entry) {
		if p.Entry, err = move(p.Entry); err != nil {
			return p, err
		}
	}
	files := make(map[string]string, len(p.Files))
	for path, text := range p.Files {
		if path, err = move(path); err != nil {
			return p, err
		}
		files[path] = text
	}
	p.Files = files
	aliases := make(map[string]string, len(p.Aliases))
	for name, path := range p.Aliases {
		if path, err = move(path); err != nil {
			continue // it stays what it is: a package
		}
		aliases[name] = path
	}
	p.Aliases = aliases
	return p, nil
}

// Kind is what went wrong.
type Kind string

// The kinds of an [Error].
const (
	// Bundling: a module could not be read, parsed or resolved. Place says
	// where.
	Bundling Kind = "bundling"
	// Thrown: the module threw, or a promise was rejected. Place is where, as
	// far as it is known.
	Thrown Kind = "thrown"
	// Timeout: no answer within the limit.
	Timeout Kind = "timeout"
	// Memory: more memory than the limit.
	Memory Kind = "memory"
	// Crash: the child died of something else, such as recursion in the
	// engine itself.
	Crash Kind = "crash"
	// NotJSON: the result is nothing that JSON can say.
	NotJSON Kind = "not-json"
	// TooLarge: the result, or what was sent, is larger than a message may be.
	TooLarge Kind = "too-large"
	// Pending: the promise that was returned is never settled.
	Pending Kind = "pending"
	// NoWorker: the child could not be started.
	NoWorker Kind = "no-worker"
)

// Error says why a program has no result. It is never the fault of another
// program.
type Error struct {
	Kind    Kind
	Message string
	// File is relative to the program's root, with slashes, or a specifier of
	// Program.Modules; "" where no place is known. Line and Column count from
	// 1, the column in bytes.
	File         string
	Line, Column int
	// Stack is that of the module's error, one call a line, innermost first.
	Stack string
}

// Error is the message, after the place where there is one.
func (e *Error) Error() string {
	switch {
	case e.File != "" && e.Line > 0:
		return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
	case e.File != "":
		return e.File + ": " + e.Message
	}
	return e.Message
}

// KindOf is the kind of an error of this package, "" for others.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// A request asks the child to load a program, to call a function some times, or
// both. There is an answer for each call, or one where there are none; after a load
// that failed, and after an error that is final, there are no more.
type request struct {
	Session int
	Load    *Program `json:",omitempty"`
	// Prelude is the number of the program's, whose text is sent to each child
	// once. 0 is that of all programs.
	Prelude  int    `json:",omitempty"`
	Function string `json:",omitempty"`
	// Calls are the arguments of each call of the function, in the order in
	// which they are made and answered.
	Calls [][]json.RawMessage `json:",omitempty"`
	// Drop names sessions that are over.
	Drop []int `json:",omitempty"`
	// Limit is in milliseconds.
	Limit int64
}

// An answer says what became of a load, or of a call.
type answer struct {
	Result  json.RawMessage `json:",omitempty"`
	Error   *Error          `json:",omitempty"`
	Console [][2]string     `json:",omitempty"`
	// Loaded says that the session is there now, also where the call failed.
	Loaded bool `json:",omitempty"`
}

// The child greets with this line, so that a program that does not know how to
// be a child is found out.
const greeting = "clerkctl twin worker 1"

// maxMessage bounds a line in either direction.
const maxMessage = 32 << 20

// maxResult bounds a result.
const maxResult = 4 << 20

// isRelative reports whether a specifier names a file beside its importer.
func isRelative(specifier string) bool {
	return specifier == "." || specifier == ".." || strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../")
}
