package script

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// Bounds of what a rule may say about one file.
const (
	maxFindings = 10_000
	maxMessage  = 2_000
	maxEdits    = 10_000
)

// finding is one as a visitor reports it.
type finding struct {
	Range    [2]float64
	Message  json.RawMessage
	Severity json.RawMessage
	Safety   json.RawMessage
	Fix      []part
}

// part is a part of a fix: an edit, or what is to be done to an import.
type part struct {
	Range        *[2]float64
	Text         *string
	AddImport    *struct{ Module, Name, Local string }
	RenameImport *struct {
		Node float64
		Name string
	}
	MoveImport *struct {
		Nodes        []float64
		Module, Name string
	}
	Local string // what addImport tells the rule
}

// findings are those of a rule as the engine takes them. The error says what is
// wrong with one of them; then none counts.
func (v *view) findings(p *codemod.Pass, d *definition, list []finding) ([]codemod.Finding, error) {
	if len(list) > maxFindings {
		return nil, fmt.Errorf("it reports %d findings in one file, more than %d", len(list), maxFindings)
	}
	out := make([]codemod.Finding, 0, len(list))
	for i := range list {
		f, err := v.finding(p, d, &list[i])
		if err != nil {
			return nil, fmt.Errorf("finding %d: %w", i+1, err)
		}
		out = append(out, f)
	}
	return out, nil
}

func (v *view) finding(p *codemod.Pass, d *definition, f *finding) (codemod.Finding, error) {
	none := codemod.Finding{}
	at, err := v.bytes(f.Range)
	if err != nil {
		return none, err
	}
	message, err := text(f.Message, "message")
	switch {
	case err != nil:
		return none, err
	case strings.TrimSpace(message) == "":
		return none, errors.New("it has no message")
	case utf8.RuneCountInString(message) > maxMessage:
		return none, fmt.Errorf("its message is longer than %d characters", maxMessage)
	}
	severity, err := word(f.Severity, "severity", string(d.severity()), string(codemod.Error), string(codemod.Notice))
	if err != nil {
		return none, err
	}
	safety, err := word(f.Safety, "safety", cmp.Or(d.Safety, string(codemod.Unsafe)), string(codemod.Safe), string(codemod.Unsafe))
	if err != nil {
		return none, err
	}
	out := codemod.Finding{Range: at, Message: strings.Join(strings.Fields(message), " "), Severity: codemod.Severity(severity)}
	if len(f.Fix) > maxEdits {
		return none, fmt.Errorf("its fix has %d parts, more than %d", len(f.Fix), maxEdits)
	}
	for _, one := range f.Fix {
		if err := v.part(p, &out, one); err != nil {
			return none, fmt.Errorf("its fix: %w", err)
		}
	}
	out.Edits = slices.DeleteFunc(out.Edits, func(e codemod.Edit) bool { return p.File.Text(e.Range) == e.New })
	if err := v.apart(out.Edits); err != nil {
		return none, fmt.Errorf("its fix: %w", err)
	}
	switch {
	case len(out.Edits) > 0 || len(out.Imports) > 0:
		out.Fix = codemod.Safety(safety)
	case out.Severity == codemod.Error:
		out.Fix = codemod.Manual
	}
	return out, nil
}

// part adds a part of a fix to a finding.
func (v *view) part(p *codemod.Pass, out *codemod.Finding, one part) error {
	switch {
	case one.Range != nil && one.Text != nil:
		at, err := v.bytes(*one.Range)
		if err != nil {
			return err
		}
		if !utf8.ValidString(*one.Text) || strings.ContainsRune(*one.Text, utf8.RuneError) && !strings.ContainsRune(v.Text, utf8.RuneError) {
			return errors.New("the new text has half of a surrogate pair, which is no character")
		}
		out.Edits = append(out.Edits, codemod.Edit{Range: at, New: *one.Text})
	case one.AddImport != nil:
		add := one.AddImport
		if !matches(identifier, add.Local) || !matches(identifier, add.Name) || add.Module == "" || strings.ContainsAny(add.Module, "\"'`\\\r\n") {
			return fmt.Errorf("`import { %s as %s } from %q` is no import", add.Name, add.Local, add.Module)
		}
		out.Imports = append(out.Imports, codemod.ImportChange{Name: add.Name, Local: add.Local, Module: add.Module})
	case one.RenameImport != nil:
		item := v.items[ref(one.RenameImport.Node)]
		if item == nil || !matches(identifier, one.RenameImport.Name) {
			return fmt.Errorf("an import cannot be renamed to %q", one.RenameImport.Name)
		}
		edits, names := p.RenameImport(item, one.RenameImport.Name)
		out.Edits, out.Names = append(out.Edits, edits...), append(out.Names, names...)
	case one.MoveImport != nil:
		return v.moveImport(p, out, one.MoveImport.Nodes, one.MoveImport.Module, one.MoveImport.Name)
	default:
		return errors.New("a part is neither an edit, { range, text }, nor what ctx makes")
	}
	return nil
}

func (v *view) moveImport(p *codemod.Pass, out *codemod.Finding, nodes []float64, module, name string) error {
	if module == "" || strings.ContainsAny(module, "\"'`\\\r\n") || name != "" && !matches(identifier, name) || name != "" && len(nodes) > 1 {
		return fmt.Errorf("imports cannot be moved to %q of %q", name, module)
	}
	byDecl := map[*js.ImportDecl][]codemod.ImportMove{}
	var order []*js.ImportDecl
	for _, n := range nodes {
		item := v.items[ref(n)]
		if item == nil {
			return errors.New("moveImport takes specifiers of import declarations")
		}
		if byDecl[item.Decl] == nil {
			order = append(order, item.Decl)
		}
		byDecl[item.Decl] = append(byDecl[item.Decl], codemod.ImportMove{Item: item, Name: cmp.Or(name, item.Imported)})
	}
	for _, d := range order {
		edits, names, ok := p.MoveImports(d, byDecl[d], module)
		if !ok {
			return fmt.Errorf("the import from %q cannot be moved by itself: it has a comment, or a namespace", d.Specifier)
		}
		out.Edits, out.Names = append(out.Edits, edits...), append(out.Names, names...)
	}
	return nil
}

// bytes is a range in units as one in bytes.
func (v *view) bytes(r [2]float64) (js.Range, error) {
	whole := func(f float64) (int, bool) { return int(f), f >= 0 && f <= 1<<40 && f == float64(int(f)) }
	start, ok := whole(r[0])
	end, also := whole(r[1])
	if !ok || !also || start > end || end > v.units.of(len(v.Text)) {
		return js.Range{}, fmt.Errorf("the range [%v, %v] is out of the file, which has %d characters", r[0], r[1], v.units.of(len(v.Text)))
	}
	from, ok := v.units.bytes(start)
	to, also := v.units.bytes(end)
	if !ok || !also {
		return js.Range{}, fmt.Errorf("the range [%d, %d] cuts a character in two (a surrogate pair)", start, end)
	}
	return js.Range{Start: from, End: to}, nil
}

// apart refuses edits that touch each other.
func (v *view) apart(edits []codemod.Edit) error {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b codemod.Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	for i := 1; i < len(sorted); i++ {
		if a, b := sorted[i-1], sorted[i]; b.Start < a.End {
			return fmt.Errorf("the edits of [%d, %d] and [%d, %d] overlap", v.units.of(a.Start), v.units.of(a.End), v.units.of(b.Start), v.units.of(b.End))
		}
	}
	return nil
}

// text is a value that has to be a text.
func text(value json.RawMessage, what string) (string, error) {
	if len(value) == 0 || string(value) == "null" {
		return "", nil
	}
	var s string
	if err := json.Unmarshal(value, &s); err != nil {
		return "", fmt.Errorf("its %s is not a text", what)
	}
	return s, nil
}

// word is a value that has to be one of a few words; the first stands for none.
func word(value json.RawMessage, what, none string, allowed ...string) (string, error) {
	s, err := text(value, what)
	switch {
	case err != nil:
		return "", err
	case s == "":
		return none, nil
	case !slices.Contains(allowed, s):
		return "", fmt.Errorf("its %s is %q, which is not one of %s", what, s, strings.Join(allowed, ", "))
	}
	return s, nil
}
