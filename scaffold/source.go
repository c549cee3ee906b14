package scaffold

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// source is one module of the project with its tree.
type source struct {
	*clerk.File
	site  *site
	name  string   // as plans name it
	taken []string // names that a fix introduces
}

// parse reads a module of the project by its name in the plan. The error is a
// *problem where the text cannot be read as code.
func (s *site) parse(name string) (*source, error) {
	text, found, err := s.text(name)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, &project.Error{Path: s.shownName(name), Problem: "is gone; it was there a moment ago", Kind: project.ErrChanged}
	}
	path := filepath.Join(s.dir, filepath.FromSlash(name))
	file, err := js.Parse(path, text)
	if err != nil {
		return nil, unreadable(err)
	}
	return s.sourceOf(name, file), nil
}

// sourceOf is a module of the project whose text was parsed.
func (s *site) sourceOf(name string, file *js.File) *source {
	return &source{File: s.clerk().File(file), site: s, name: name}
}

// module reads a module of the project by its absolute path.
func (s *site) module(path string) (*source, error) {
	rel, err := filepath.Rel(s.dir, path)
	if err != nil {
		return nil, err
	}
	return s.parse(filepath.ToSlash(rel))
}

// clerk knows what the modules of the project pass on of Clerk's.
func (s *site) clerk() *clerk.Project {
	if s.names == nil {
		resolve := func(string, string) (string, bool) { return "", false } // a new project
		if s.project != nil {
			resolve = s.project.Resolve
		}
		s.names = clerk.NewProject(clerk.ProjectOptions{Resolve: resolve, Read: func(path string) ([]byte, error) {
			src, err := project.ReadFile(path)
			return bytes.TrimPrefix(src, []byte("\ufeff")), err
		}})
	}
	return s.names
}

// problem is what a person has to look at.
type problem struct {
	why  string
	at   js.Node // nil for the whole file
	line int     // where there is no node
	hint string
	// offer is a text that the person may want; "" for none.
	offer string
}

func (p *problem) Error() string { return p.why }

func cannot(at js.Node, format string, args ...any) *problem {
	return &problem{why: fmt.Sprintf(format, args...), at: at}
}

func (p *problem) withHint(lines ...string) *problem {
	p.hint = strings.Join(lines, "\n") + "\n"
	return p
}

func unreadable(err error) error {
	var parse *js.ParseError
	if errors.As(err, &parse) {
		return &problem{why: "cannot be read as code: " + parse.Text, line: parse.Line}
	}
	return err
}

// task is the entry of a plan for a file that is left to a person.
func (s *site) task(name, text string, p *problem) *File {
	f := &File{Name: name, Action: Manual, Before: text, After: text, Why: p.why, Hint: p.hint, Line: p.line}
	if p.offer != "" {
		f.After = p.offer
	}
	if p.at != nil {
		f.Line = 1 + strings.Count(text[:min(p.at.Range().Start, len(text))], "\n")
	}
	return f
}

// leave plans a task for a person if err is a *problem; other errors stop the
// run and are returned.
func (s *site) leave(p *Plan, name string, err error) error {
	var found *problem
	if !errors.As(err, &found) {
		return err
	}
	text, _, err := s.text(name)
	if err != nil {
		return err
	}
	p.add(s.task(name, text, found))
	return nil
}

// patch plans the fix of a module.
func (f *source) patch(p *Plan, r role, fix *codemod.Finding, why string) error {
	after, err := codemod.Make(f.File.File, fix)
	if err != nil {
		return &problem{why: "the change would not be valid here: " + err.Error()}
	}
	p.add(&File{Name: f.name, Action: Patch, Before: f.Src, After: after, Why: why, role: r})
	return nil
}

// importName has the fix import a name of a module, and returns the local name
// that it has: the one under which the file imports it already, else the first
// of its own and the others that means nothing in the file.
func (f *source) importName(fix *codemod.Finding, module, name string, others ...string) string {
	for _, d := range f.Imports {
		if d.Specifier != module || d.TypeOnly {
			continue
		}
		for _, item := range d.Names {
			if item.Imported == name && !item.TypeOnly && item.Sym != nil {
				return item.Local
			}
		}
	}
	local := f.free(append([]string{name}, others...)...)
	f.importAs(fix, module, name, local)
	return local
}

// free is the first of the names that means nothing in the file, or the last
// one with 2, 3, … behind it. It is not given out again.
func (f *source) free(names ...string) string {
	for n := 1; ; n++ {
		for _, name := range names {
			if n > 1 {
				name = names[len(names)-1] + strconv.Itoa(n)
			}
			if !f.meansAnything(name) {
				f.taken = append(f.taken, name)
				return name
			}
		}
	}
}

// meansAnything reports whether a name is bound or used in the file, or was
// taken by a fix. A type that the file declares is no symbol to the parser.
func (f *source) meansAnything(name string) bool {
	return slices.Contains(f.taken, name) ||
		slices.ContainsFunc(f.Symbols, func(s *js.Symbol) bool { return s.Name == name }) ||
		slices.ContainsFunc(f.Imports, func(d *js.ImportDecl) bool {
			return slices.ContainsFunc(d.Names, func(n *js.ImportName) bool { return n.Local == name })
		}) ||
		slices.ContainsFunc([]string{"interface", "type"}, func(word string) bool { return strings.Contains(f.Src, word+" "+name) })
}

// importAs has the fix import a name of a module by a local name.
func (f *source) importAs(fix *codemod.Finding, module, name, local string) {
	if len(f.Imports) > 0 || len(f.Program.Body) == 0 {
		fix.Imports = append(fix.Imports, codemod.ImportChange{Name: name, Local: local, Module: module})
		return
	}
	// The first import of a file, with a line between it and the rest.
	item := name
	if local != name {
		item += " as " + local
	}
	clause := "{ " + item + " }"
	if name == "default" {
		clause = local
	}
	quote := `"`
	if strings.Count(f.Src, "'") > strings.Count(f.Src, `"`) {
		quote = "'"
	}
	text := "import " + clause + " from " + quote + module + quote
	if f.semicolons() {
		text += ";"
	}
	nl := f.newline()
	at := f.Program.Body[0]
	for _, n := range f.Program.Body {
		at = n
		if s, ok := n.(*js.ExprStmt); !ok || !isDirective(s) {
			break
		}
	}
	start := at.Range().Start
	if i := slices.IndexFunc(fix.Edits, func(e codemod.Edit) bool { return e.Len() == 0 && e.Start == start }); i >= 0 {
		if same := " } from " + quote + module + quote; name != "default" && strings.Contains(fix.Edits[i].New, same) {
			fix.Edits[i].New = strings.Replace(fix.Edits[i].New, same, ", "+item+same, 1)
			return
		}
		fix.Edits[i].New = strings.TrimSuffix(fix.Edits[i].New, nl) + text + nl + nl
		return
	}
	fix.Edits = append(fix.Edits, codemod.Insert(start, text+nl+nl))
}

func isDirective(s *js.ExprStmt) bool {
	_, ok := s.X.(*js.String)
	return ok
}

// isCommonJS reports whether the file exports by assigning to module.exports,
// so that no import declaration can be added.
func (f *source) isCommonJS() bool {
	if len(f.Imports) > 0 || slices.ContainsFunc(f.Program.Body, isExport) || len(f.File.File.Exports) > 0 {
		return false
	}
	for _, name := range []string{"module", "exports"} {
		if f.Global(name) != nil {
			return true
		}
	}
	return false
}

func isExport(n js.Node) bool {
	switch n := n.(type) {
	case *js.ExportDefault:
		return !n.Equals
	case *js.FunctionDecl:
		return n.Export
	case *js.VarDecl:
		return n.Export
	}
	return false
}

// semicolons reports whether the file ends statements with them.
func (f *source) semicolons() bool {
	for _, d := range f.Imports {
		return strings.HasSuffix(f.Text(d.Pos), ";")
	}
	return len(f.Tokens) == 1 || slices.ContainsFunc(f.Tokens, func(t js.Token) bool { return f.Src[t.Start:t.End] == ";" })
}

// newline is the line terminator of the file.
func (f *source) newline() string {
	if i := strings.IndexByte(f.Src, '\n'); i > 0 && f.Src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// indent is the white space that the line of offset begins with.
func (f *source) indent(offset int) string {
	line := f.Src[strings.LastIndexByte(f.Src[:offset], '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// indentUnit is one step of indentation: that of the first line which has one.
func (f *source) indentUnit() string {
	for line := range strings.Lines(f.Src) {
		white := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if white != "" && len(white) < len(strings.TrimRight(line, "\r\n")) && line[len(white)] != '*' {
			if white[0] == '\t' {
				return "\t"
			}
			return white
		}
	}
	return "  "
}

// alone reports whether only white space stands before offset on its line.
func (f *source) alone(offset int) bool {
	return strings.TrimLeft(f.Src[strings.LastIndexByte(f.Src[:offset], '\n')+1:offset], " \t") == ""
}

// deeper indents the lines of r but the first by more. Lines that begin within
// a text of the program keep what they have.
func (f *source) deeper(r js.Range, more string) []codemod.Edit {
	var edits []codemod.Edit
	for i := r.Start; i < r.End; i++ {
		if f.Src[i] != '\n' || i+1 >= r.End {
			continue
		}
		t := f.Tokens[f.TokenAt(i)]
		if t.Kind == js.TokTemplate || t.Kind == js.TokString {
			if t.Start <= i {
				continue
			}
		}
		if rest := f.Src[i+1 : r.End]; strings.TrimLeft(rest, " \t")[:1] != "\n" && !strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\r\n") {
			edits = append(edits, codemod.Insert(i+1, more))
		}
	}
	return edits
}
