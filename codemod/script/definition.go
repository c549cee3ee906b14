package script

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/internal/nearest"
)

// definition is a rule as its module exports it.
type definition struct {
	Name     string
	Doc      string
	Severity string
	Safety   string
	Files    oneOrMore
	Mentions oneOrMore
	Examples []Example
	// Visit names the visitors, each with what it is: "function". It is nil
	// for a table.
	Visit [][2]string
	tables

	index int // in the module's list
	rule  *codemod.Rule
	used  bool
	base  string
	err   error // what is wrong with it
}

// Example is a text before and after a rule.
type Example struct {
	Before string
	// After is the fixed text; nil where nothing is to be changed.
	After *string
	// Filename decides the dialect; "" stands for example.tsx.
	Filename string
	// Findings is how many findings there are to be; nil where that is left
	// open.
	Findings *int
}

// oneOrMore is a text or a list of texts.
type oneOrMore []string

func (o *oneOrMore) UnmarshalJSON(b []byte) error {
	var one string
	if err := json.Unmarshal(b, &one); err == nil {
		*o = oneOrMore{one}
		return nil
	}
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return errors.New("is neither a text nor a list of texts")
	}
	*o = list
	return nil
}

// maxRules bounds how many rules a module may have.
const maxRules = 1000

// definitionsOf reads what a module exports; name is what its rule is called
// when it does not say so itself.
func definitionsOf(answer json.RawMessage, name string) ([]*definition, error) {
	var list []json.RawMessage
	if err := decode(answer, &list); err != nil {
		return nil, err
	}
	switch {
	case halves(answer):
		return nil, errors.New("a text in it has half of a surrogate pair")
	case len(list) == 0:
		return nil, errors.New("its default export is an empty list")
	case len(list) > maxRules:
		return nil, fmt.Errorf("it exports %d rules, more than %d", len(list), maxRules)
	}
	out := make([]*definition, len(list))
	for i, text := range list {
		d := &definition{index: i}
		out[i] = d
		d.err = d.read(text)
		if d.Name == "" && len(list) == 1 {
			d.Name = name
		}
	}
	return out, nil
}

// read reads one rule's members, each by itself, so that an error names it.
func (d *definition) read(text json.RawMessage) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return errors.New("its answer is not what the runtime gives")
	}
	into := map[string]any{
		"name": &d.Name, "doc": &d.Doc, "severity": &d.Severity, "safety": &d.Safety, "files": &d.Files,
		"mentions": &d.Mentions, "examples": &d.Examples, "visit": &d.Visit,
	}
	names := []string{"doc", "examples", "files", "mentions", "name", "safety", "severity", "visit"}
	if members["visit"] == nil {
		d.tables.members(into)
		names = slices.Sorted(mapKeys(into))
	}
	// In order, so that the same error is named each time; the name first.
	keys := slices.Sorted(mapKeys(members))
	slices.SortStableFunc(keys, func(a, b string) int { return boolInt(b == "name") - boolInt(a == "name") })
	for _, key := range keys {
		target := into[key]
		if target == nil {
			if near := nearest.Word(key, names); near != "" {
				return fmt.Errorf("there is no %q in a rule; did you mean %q?", key, near)
			}
			return fmt.Errorf("there is no %q in a rule; there are %s", key, strings.Join(names, ", "))
		}
		if err := json.Unmarshal(members[key], target); err != nil {
			return fmt.Errorf("%q %s", key, reasonOf(err))
		}
	}
	return nil
}

func mapKeys[V any](m map[string]V) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// reasonOf says of an error about JSON what the value is and should be.
func reasonOf(err error) string {
	var t *json.UnmarshalTypeError
	if !errors.As(err, &t) {
		return err.Error()
	}
	want := map[string]string{"string": "a text", "int": "a whole number", "struct": "an object", "map": "an object", "slice": "a list", "bool": "true or false"}[t.Type.Kind().String()]
	if want == "" {
		want = "something else"
	}
	where := ""
	if t.Field != "" {
		where = " (in " + t.Field + ")"
	}
	return fmt.Sprintf("is a %s where %s is wanted%s", t.Value, want, where)
}

func (d *definition) visitor() bool { return d.Visit != nil }

// leaves reports whether the rule is called when nodes are left.
func (d *definition) leaves() bool {
	return slices.ContainsFunc(d.Visit, func(v [2]string) bool { return strings.HasSuffix(v[0], ":exit") })
}

func (d *definition) severity() codemod.Severity {
	if d.Severity == string(codemod.Notice) {
		return codemod.Notice
	}
	return codemod.Error
}

// nameForm is what names look like.
const nameForm = `^[a-z][a-z0-9]*(-[a-z0-9]+)*$`

// maxName bounds a rule's name.
const maxName = 60

// check says what is wrong with a rule. taken are the names that others have.
func (d *definition) check(taken map[string]string) error {
	if d.err != nil {
		return d.err
	}
	ok, err := regexp.MatchString(nameForm, d.Name)
	switch {
	case err != nil:
		return err
	case d.Name == "":
		return errors.New("it has no name")
	case !ok || len(d.Name) > maxName:
		return errors.New("its name is not lower-case words joined by hyphens")
	case taken[d.Name] != "":
		return fmt.Errorf("that is the name of %s", taken[d.Name])
	}
	if !slices.Contains([]string{"", string(codemod.Error), string(codemod.Notice)}, d.Severity) {
		return fmt.Errorf("severity is %q; it is \"error\" or \"notice\"", d.Severity)
	}
	if !slices.Contains([]string{"", string(codemod.Safe), string(codemod.Unsafe)}, d.Safety) {
		return fmt.Errorf("safety is %q; it is \"safe\" or \"unsafe\"", d.Safety)
	}
	for _, glob := range d.Files {
		if strings.Trim(glob, "./") == "" || !doublestar.ValidatePattern(glob) {
			return fmt.Errorf("files: %q is not a glob pattern", glob)
		}
	}
	if slices.Contains(d.Mentions, "") {
		return errors.New("mentions: an empty text is in every file")
	}
	if d.visitor() {
		return d.checkVisitors()
	}
	return d.tables.check()
}

func (d *definition) checkVisitors() error {
	if len(d.Visit) == 0 {
		return errors.New("visit is empty: it looks at nothing")
	}
	var known []string
	for _, t := range nodeTypes() {
		known = append(known, t.name)
	}
	for _, v := range d.Visit {
		name := strings.TrimSuffix(v[0], ":exit")
		if !slices.Contains(known, name) {
			if near := nearest.Word(name, known); near != "" {
				return fmt.Errorf("visit: there is no node of the type %q; did you mean %q?", name, near)
			}
			return fmt.Errorf("visit: there is no node of the type %q", name)
		}
		if v[1] != "function" {
			return fmt.Errorf("visit: %s is not a function", v[0])
		}
	}
	return nil
}

// doc is the rule's documentation, with its examples.
func (d *definition) doc() string {
	var b strings.Builder
	text := strings.TrimSpace(d.Doc)
	if text == "" {
		text = "A rule of this project."
	}
	b.WriteString(text + "\n")
	code := func(heading, text string) {
		b.WriteString("\n# " + heading + "\n\n")
		for line := range strings.Lines(strings.Trim(text, "\n") + "\n") {
			if line != "\n" {
				b.WriteByte('\t')
			}
			b.WriteString(line)
		}
	}
	for _, e := range d.Examples {
		if e.After != nil {
			code("Before", e.Before)
			code("After", *e.After)
		}
	}
	return b.String()
}

// scope tells the engine which files the rule has to see.
func (d *definition) scope(r *codemod.Rule) {
	switch {
	case len(d.Mentions) > 0:
		r.Needles = d.Mentions
	case d.visitor():
		r.Everywhere = true
	default:
		r.Needles = d.tables.words()
	}
}

// wants reports whether the rule is about a file.
func (d *definition) wants(p *codemod.Pass) bool {
	if len(d.Mentions) > 0 && !slices.ContainsFunc(d.Mentions, func(m string) bool { return strings.Contains(p.File.Src, m) }) {
		return false
	}
	if len(d.Files) == 0 {
		return true
	}
	rel, err := filepath.Rel(d.base, p.File.Path)
	if err != nil {
		return false
	}
	rel = filepath.ToSlash(rel)
	return slices.ContainsFunc(d.Files, func(glob string) bool {
		name := rel
		if !strings.Contains(glob, "/") {
			name = rel[strings.LastIndexByte(rel, '/')+1:]
		}
		ok, err := doublestar.Match(strings.TrimPrefix(glob, "./"), name)
		return err == nil && ok
	})
}

// table makes the engine's rule of a table; dir is its module's folder.
func (d *definition) table(dir string) *codemod.Rule {
	r := rules.Table(d.Name, d.severity(), d.tables.target(d.Name, dir))
	r.Cautious = d.Safety == string(codemod.Unsafe)
	return r
}
