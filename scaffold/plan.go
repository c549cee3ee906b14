package scaffold

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// Action is what a plan does with a file.
type Action string

// The actions.
const (
	// Create writes a file that does not exist.
	Create Action = "create"
	// Patch edits a file that does.
	Patch Action = "patch"
	// Keep leaves a file alone that could have been changed.
	Keep Action = "keep"
	// Manual leaves a file to a person.
	Manual Action = "manual"
)

// File is one file of a plan.
type File struct {
	// Name is the path in the project, with "/".
	Name   string
	Action Action
	// Before and After are the file's texts. Before is empty for Create, After
	// for Keep. For Manual, After is what a person is offered; it equals Before
	// where there is nothing to offer but Hint.
	Before, After string
	// Why says in a few words what is changed, why the file stays as it is, or
	// what has to be decided.
	Why string
	// Line is where a person has to look, from 1; 0 for the whole file.
	Line int
	// Hint are lines of code that a person can put in; may be "".
	Hint string

	// Rendered is true where the module was run after the change, signed in and
	// signed out, and did what it is for. Else it was only read again.
	Rendered bool

	role role
}

// Changed reports whether the plan writes the file.
func (f *File) Changed() bool { return f.Action == Create || f.Action == Patch }

// Plan is what is going to be done to a project.
type Plan struct {
	// Framework is what people call it: Next.js.
	Framework string
	// Dir is the project's absolute folder, with links resolved as far as it
	// exists, and Shown is how the user named it.
	Dir, Shown string
	// New is true where there was no project before.
	New bool
	// Files are sorted by name.
	Files []*File
	// Next are the commands that a person runs next, in order.
	Next []Command
	// Notes are worth knowing, and nothing has to be done about them.
	Notes []string

	root string // the folder that writing must not leave
}

// Command is a command line, and what it is for; that may be "".
type Command struct{ Line, Why string }

// Left reports whether something is left for a person.
func (p *Plan) Left() bool {
	return slices.ContainsFunc(p.Files, func(f *File) bool { return f.Action == Manual })
}

// Changes reports whether the plan writes anything.
func (p *Plan) Changes() bool { return slices.ContainsFunc(p.Files, (*File).Changed) }

// add puts a file into the plan, in its place.
func (p *Plan) add(f *File) {
	i, _ := slices.BinarySearchFunc(p.Files, f, func(a, b *File) int { return cmp.Compare(a.Name, b.Name) })
	p.Files = slices.Insert(p.Files, i, f)
}

// file is the one of that name; nil when the plan does not know it.
func (p *Plan) file(name string) *File {
	if i := slices.IndexFunc(p.Files, func(f *File) bool { return f.Name == name }); i >= 0 {
		return p.Files[i]
	}
	return nil
}

func (p *Plan) note(text string) {
	if !slices.Contains(p.Notes, text) {
		p.Notes = append(p.Notes, text)
	}
}

// Language is what new files are written in.
type Language string

// The languages.
const (
	// Detect asks the project; a new one gets TypeScript.
	Detect     Language = ""
	TypeScript Language = "ts"
	JavaScript Language = "js"
)

// Options are what is asked for.
type Options struct {
	// Dir is the project's folder, as the user names it; "" is the working
	// folder.
	Dir string
	// Language is that of new files.
	Language Language
	// LoadUser and LoadSession have the loaders fetch the user and the session.
	LoadUser, LoadSession bool
	// Pages are the pages that get a loader, by their path in the folder of
	// pages without an extension. Those that do not exist are made. Nil stands
	// for the pages that call Clerk's hooks.
	Pages []string
	// Target is the SDK line that is written for.
	Target *codemod.Target
	// SetVersion replaces the version of a package that is written to
	// package.json, by name.
	SetVersion map[string]string
}

// pages are the page names that were asked for, as paths: without a slash at
// either end, an extension, or "pages/" in front.
func (o *Options) pages() []string {
	var out []string
	for _, name := range o.Pages {
		name = strings.Trim(strings.ReplaceAll(name, `\`, "/"), "/")
		name = strings.TrimPrefix(strings.TrimPrefix(name, "src/"), "pages/")
		for _, ext := range sourceExtensions {
			name = strings.TrimSuffix(name, ext)
		}
		name = cmp.Or(name, "index")
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// sourceExtensions are those of files that are read and written, the ones with
// types first.
var sourceExtensions = []string{".tsx", ".ts", ".jsx", ".js"}

// PageProblem says why no page can have the name; "" where one can.
func PageProblem(name string) string {
	o := Options{Pages: []string{name}}
	page := o.pages()[0]
	for _, part := range strings.Split(page, "/") {
		switch {
		case part == "" || part == "." || part == "..":
			return "is not the name of a page"
		case strings.HasPrefix(part, "_"):
			return "belongs to the framework, which gives it no loader"
		}
	}
	if strings.HasPrefix(page, "api/") {
		return "is a route of the API, not a page"
	}
	if strings.ContainsFunc(page, func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"|?*`, r) }) {
		return "has a character that the name of a file should not have"
	}
	return ""
}
