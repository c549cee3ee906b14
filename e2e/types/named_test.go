package types

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// names are the lines of an application at which a report leaves something to
// a person.
type names struct {
	source string
	lines  map[string][]lineRange // by file
}

// lineRange are lines of a file, both ends included, counted from 1.
type lineRange struct{ first, last int }

func (r lineRange) meets(s lineRange) bool { return r.first <= s.last && s.first <= r.last }

// newNames takes from the findings those that are left. Each names the lines
// that it stands on, its statement, and where a statement that stays declares
// something, the statements that use that: they expect what was not rewritten.
func newNames(t *testing.T, source string, findings map[string][]finding) *names {
	t.Helper()
	n := &names{source: source, lines: map[string][]lineRange{}}
	for path, list := range findings {
		var file *js.File
		for _, f := range list {
			if !f.left() {
				continue
			}
			n.lines[path] = append(n.lines[path], lineRange{f.Line, max(f.Line, f.EndLine)})
			if !isSource(path) {
				continue
			}
			if file == nil {
				file = parse(t, filepath.Join(source, filepath.FromSlash(path)))
			}
			stmt, _ := js.StatementOf(nodeAt(file, f))
			if stmt == nil {
				continue
			}
			n.add(path, file, stmt)
			if f.Severity != "notice" {
				for _, ref := range declared(file, stmt) {
					if use, _ := js.StatementOf(ref); use != nil {
						n.add(path, file, use)
					}
				}
			}
		}
	}
	return n
}

// add names a statement. One that holds others is named by its head alone.
func (n *names) add(path string, file *js.File, stmt js.Node) {
	r := stmt.Range()
	end := r.End
	js.Walk(stmt, func(inner js.Node) bool {
		if block, ok := inner.(*js.Block); ok && inner != stmt {
			end = min(end, block.Range().Start+1)
		}
		return true
	})
	n.lines[path] = append(n.lines[path], lineRange{lineAt(file.Src, r.Start), lineAt(file.Src, end)})
}

// covers reports whether an error in the migrated application is at a place
// that is named, in the text as it was.
func (n *names) covers(t *testing.T, dir string, e typeError) bool {
	t.Helper()
	if len(n.lines[e.path]) == 0 {
		return false
	}
	before := string(readFile(t, filepath.Join(n.source, filepath.FromSlash(e.path))))
	after := string(readFile(t, filepath.Join(dir, filepath.FromSlash(e.path))))
	at := originalLines(before, after, e.line)
	for _, r := range n.lines[e.path] {
		if r.meets(at) {
			return true
		}
	}
	return false
}

// originalLines are the lines that became a line of the changed text.
func originalLines(before, after string, line int) lineRange {
	shift := 0 // what is before and after so far differs by
	for _, e := range udiff.Lines(before, after) {
		first, gone, come := lineAt(before, e.Start), strings.Count(before[e.Start:e.End], "\n"), strings.Count(e.New, "\n")
		if line < first+shift {
			break
		}
		if line < first+shift+come {
			if gone == come {
				return lineRange{line - shift, line - shift}
			}
			// A line that was only added belongs to the one before it.
			return lineRange{min(first, first+gone-1), first + max(gone-1, 0)}
		}
		shift += come - gone
	}
	return lineRange{line - shift, line - shift}
}

// lineAt is the line of an offset.
func lineAt(text string, offset int) int { return 1 + strings.Count(text[:offset], "\n") }

func isSource(path string) bool {
	switch filepath.Ext(path) {
	case ".js", ".jsx", ".ts", ".tsx":
		return true
	}
	return false
}

func parse(t *testing.T, path string) *js.File {
	t.Helper()
	file, err := js.Parse(path, string(readFile(t, path)))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return file
}

// nodeAt is the innermost node round the beginning of a finding.
func nodeAt(file *js.File, f finding) js.Node {
	offset := 0
	for range f.Line - 1 {
		offset += strings.IndexByte(file.Src[offset:], '\n') + 1
	}
	// Columns count units of UTF-16.
	units := f.Column - 1
	for _, r := range file.Src[offset:] {
		if units <= 0 {
			break
		}
		units--
		if r > 0xffff {
			units--
		}
		offset += len(string(r))
	}
	var at js.Node = file.Program
	js.Walk(file.Program, func(n js.Node) bool {
		if !n.Range().Contains(offset) && n != js.Node(file.Program) {
			return false
		}
		at = n
		return true
	})
	return at
}

// declared are the places that use what a declaration binds.
func declared(file *js.File, stmt js.Node) []*js.Ident {
	decl, ok := stmt.(*js.VarDecl)
	if !ok {
		return nil
	}
	var refs []*js.Ident
	for _, d := range decl.Decls {
		js.Walk(d.Target, func(n js.Node) bool {
			if id, ok := n.(*js.Ident); ok && id.Binding {
				refs = append(refs, id.Sym.Refs...)
			}
			return true
		})
	}
	return refs
}

func TestOriginalLines(t *testing.T) {
	before := "a\nb\nc\nd\ne\n"
	after := "a\nB\nb2\nc\nd\nnew\nE\n"
	want := []lineRange{{1, 1}, {2, 2}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {5, 5}}
	for i, w := range want {
		if got := originalLines(before, after, i+1); got != w {
			t.Errorf("line %d comes from %v, want %v", i+1, got, w)
		}
	}
}
