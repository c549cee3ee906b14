// Package config reads clerkctl.json, the settings that a project keeps for
// all runs: JSON with comments and trailing commas.
package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/internal/nearest"
)

// Name is what the file is called.
const Name = "clerkctl.json"

// The levels that a rule may be given.
const (
	Off    = "off"    // the rule does not run
	Notice = "notice" // what it finds fails nothing
	Error  = "error"  // what it finds fails a lint
)

// Config is what a file says.
type Config struct {
	// Path is the file as people read it, Dir its absolute folder.
	Path, Dir string
	// Target is the SDK line to move to; "" where the file does not say.
	Target string
	// Exclude are globs, relative to Dir, of what is not searched.
	Exclude []string
	// Levels are the levels of rules, by name.
	Levels map[string]string
	// Baseline is the path of the baseline; "" for none.
	Baseline string
	// Rules are the paths of the project's own rules: files and folders.
	Rules []string

	// others are the levels of rules that are not built in.
	others []other
}

// other is a rule that is given a level and may be one of the project's own.
type other struct {
	name string
	err  func(hint string) error
}

// Known are the names that a file may use.
type Known struct {
	Targets, Rules []string
	// Others is true where rules besides the built-in ones may be given a level:
	// whoever has loaded them calls [Config.CheckRules]. It is true as well
	// where the file names rules of its own.
	Others bool
}

// CheckRules refuses levels of rules that there are not. all are the names of
// those that there are.
func (c *Config) CheckRules(all []string) error {
	for _, o := range c.others {
		if slices.Contains(all, o.name) {
			continue
		}
		return o.err(hintAt(o.name, all))
	}
	return nil
}

// hintAt says which rule was probably meant.
func hintAt(rule string, all []string) string {
	if near := nearest.Word(rule, all); near != "" {
		return "did you mean " + quoted(near) + "?"
	}
	return "clerkctl rules list names them all"
}

// Find looks for a file in dir and the folders above it, up to the top of its
// git work tree, or of the disk where there is none. It returns nil when there
// is no file. The error is a *[project.Error].
func Find(dir string, known Known) (*Config, error) {
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return nil, nil // the walk says what is wrong with the path
	}
	top, inTree := project.WorkTree(abs)
	for ; ; abs = filepath.Dir(abs) {
		path := filepath.Join(abs, Name)
		// A link that leads nowhere was to be a file of settings too.
		if info, err := os.Lstat(path); err == nil && !info.IsDir() {
			return Read(path, known)
		}
		if inTree && abs == top || filepath.Dir(abs) == abs {
			return nil, nil
		}
	}
}

// Read reads a file. The error is a *[project.Error] that names the place.
func Read(path string, known Known) (*Config, error) {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		dir = filepath.Dir(path)
	}
	p := &parser{known: known, config: &Config{Path: shown(path), Dir: dir, Levels: map[string]string{}}}
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, &project.Error{Path: p.config.Path, Problem: "is no file", Hint: "move it away, or make it a file of settings", Kind: project.ErrNotRegular}
	}
	if err == nil && info.Size() > project.MaxSize {
		return nil, &project.Error{Path: p.config.Path, Problem: "is too large for a file of settings", Hint: "move it away if it is something else"}
	}
	if err == nil {
		p.src, err = os.ReadFile(path)
	}
	if err != nil {
		var cause *fs.PathError
		if errors.As(err, &cause) {
			err = cause.Err
		}
		return nil, &project.Error{Path: p.config.Path, Problem: "cannot be read: " + err.Error(), Hint: "allow your user to read it, or move it away", Kind: project.ErrUnreadable, Err: err}
	}
	p.src = bytes.TrimPrefix(p.src, []byte("\ufeff"))
	if err := p.parse(); err != nil {
		return nil, err
	}
	return p.config, nil
}

// shown is a path as people read it: from the working folder where the file is
// in it or above it.
func shown(path string) string {
	dir, err := os.Getwd()
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if rel, err := filepath.Rel(dir, path); err == nil && len(rel) < len(path) {
		return filepath.ToSlash(rel)
	}
	return path
}

type parser struct {
	src    []byte
	known  Known
	config *Config
}

func (p *parser) parse() error {
	v, err := hujson.Parse(p.src)
	if err != nil {
		return p.syntax(err)
	}
	object, ok := v.Value.(*hujson.Object)
	if !ok {
		return p.fail(v, "", "the file has to be an object: { … }")
	}
	seen := map[string]bool{}
	for _, m := range object.Members {
		key := text(m.Name)
		if seen[key] {
			return p.fail(m.Name, "keep one of them", "%q is given twice", key)
		}
		seen[key] = true
		if err := p.member(key, m.Name, m.Value); err != nil {
			return err
		}
	}
	if p.known.Others || len(p.config.Rules) > 0 {
		return nil
	}
	return p.config.CheckRules(p.known.Rules)
}

// Keys are the keys that a file may have.
func Keys() []string {
	return []string{"$schema", "target", "exclude", "levels", "baseline", "rules"}
}

func (p *parser) member(key string, name, value hujson.Value) error {
	switch key {
	case "$schema":
		_, err := p.str(key, value)
		return err
	case "target":
		target, err := p.str(key, value)
		if err != nil {
			return err
		}
		p.config.Target = target
		return p.oneOf(value, key, target, p.known.Targets)
	case "exclude":
		return p.exclude(value)
	case "levels":
		return p.levels(value)
	case "baseline":
		path, err := p.str(key, value)
		if err != nil {
			return err
		}
		if path == "" {
			return p.fail(value, "name a file, as in \"clerkctl-baseline.json\"", "%q is empty", key)
		}
		p.config.Baseline = p.beside(path)
		return nil
	case "rules":
		return p.rules(value)
	}
	hint := "the keys are " + strings.Join(Keys()[1:], ", ")
	if near := nearest.Word(key, Keys()); near != "" {
		hint = "did you mean " + quoted(near) + "?"
	}
	return p.fail(name, hint, "there is no setting %q", key)
}

// beside is a path that the file names, which is relative to its folder.
func (p *parser) beside(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return shown(filepath.Join(p.config.Dir, path))
}

func (p *parser) rules(value hujson.Value) error {
	list, ok := value.Value.(*hujson.Array)
	if !ok {
		hint := `write a list of files and folders, as in ["./rules"]`
		if _, levels := value.Value.(*hujson.Object); levels {
			hint += `; levels of rules go under "levels"`
		}
		return p.fail(value, hint, `"rules" is %s, not a list`, kind(value))
	}
	for _, e := range list.Elements {
		path, err := p.str("rules", e)
		if err != nil {
			return err
		}
		if path == "" {
			return p.fail(e, `name a file or a folder, as in ["./rules"]`, `a path in "rules" is empty`)
		}
		p.config.Rules = append(p.config.Rules, p.beside(path))
	}
	return nil
}

func (p *parser) exclude(value hujson.Value) error {
	list, ok := value.Value.(*hujson.Array)
	if !ok {
		return p.fail(value, `write a list of globs, as in ["legacy/**"]`, `"exclude" is %s, not a list`, kind(value))
	}
	for _, e := range list.Elements {
		glob, err := p.str("exclude", e)
		if err != nil {
			return err
		}
		// What the walk would refuse is refused where its place is known.
		var wrong *project.Error
		if errors.As(project.CheckGlob(glob), &wrong) {
			return p.fail(e, wrong.Hint, "%q %s", glob, wrong.Problem)
		}
		p.config.Exclude = append(p.config.Exclude, glob)
	}
	return nil
}

func (p *parser) levels(value hujson.Value) error {
	object, ok := value.Value.(*hujson.Object)
	if !ok {
		return p.fail(value, `write rules with their levels, as in { "use-user": "off" }`, `"levels" is %s, not an object`, kind(value))
	}
	for _, m := range object.Members {
		rule := text(m.Name)
		if !slices.Contains(p.known.Rules, rule) {
			p.config.others = append(p.config.others, other{rule, func(hint string) error {
				return p.fail(m.Name, hint, "unknown rule %q", rule)
			}})
		}
		if _, twice := p.config.Levels[rule]; twice {
			return p.fail(m.Name, "keep one of them", "%q is given twice", rule)
		}
		level, err := p.str(rule, m.Value)
		if err != nil {
			return err
		}
		if err := p.oneOf(m.Value, rule, level, []string{Off, Notice, Error}); err != nil {
			return err
		}
		p.config.Levels[rule] = level
	}
	return nil
}

// str is a value that has to be a string.
func (p *parser) str(key string, v hujson.Value) (string, error) {
	if l, ok := v.Value.(hujson.Literal); ok && l.Kind() == '"' {
		return l.String(), nil
	}
	return "", p.fail(v, "write it in double quotes", "%q takes text, not %s", key, kind(v))
}

// oneOf checks a value that is one of a few words.
func (p *parser) oneOf(v hujson.Value, key, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	hint := ""
	if near := nearest.Word(value, allowed); near != "" {
		hint = "did you mean " + quoted(near) + "?"
	}
	return p.fail(v, hint, "%q: %q is not one of %s", key, value, strings.Join(allowed, ", "))
}

// text is the name of an object's member.
func text(v hujson.Value) string {
	l, _ := v.Value.(hujson.Literal)
	return l.String()
}

func kind(v hujson.Value) string {
	switch v := v.Value.(type) {
	case *hujson.Object:
		return "an object"
	case *hujson.Array:
		return "a list"
	case hujson.Literal:
		switch v.Kind() {
		case '"':
			return "text"
		case '0':
			return "a number"
		case 'n':
			return "null"
		}
	}
	return "true or false"
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return s
	}
	return string(b)
}

// syntax is an error about a text that is no JSON.
func (p *parser) syntax(err error) error {
	const hint = "comments and trailing commas are allowed, but otherwise it is JSON"
	if len(bytes.TrimSpace(p.src)) == 0 {
		return &project.Error{Path: p.config.Path, Problem: "the file is empty", Hint: "write { } for settings that say nothing", Err: err}
	}
	// The library says "hujson: line 3, column 5: what is wrong".
	var line, column int
	text := strings.TrimPrefix(err.Error(), "hujson: ")
	if _, problem, ok := strings.Cut(text, ": "); ok {
		if n, _ := fmt.Sscanf(text, "line %d, column %d:", &line, &column); n == 2 {
			if errors.Is(err, io.ErrUnexpectedEOF) {
				problem = "the file ends too early"
			}
			offset := column - 1 // columns of the library are bytes
			for _, before := range bytes.SplitAfter(p.src, []byte("\n"))[:line-1] {
				offset += len(before)
			}
			return &project.Error{Path: p.place(offset), Problem: problem, Hint: hint, Err: err}
		}
	}
	return &project.Error{Path: p.config.Path, Problem: text, Hint: hint, Err: err}
}

// fail is an error at the place of a value.
func (p *parser) fail(at hujson.Value, hint, format string, args ...any) error {
	return &project.Error{Path: p.place(at.StartOffset), Problem: fmt.Sprintf(format, args...), Hint: hint}
}

// place is the file with a line and a column in it.
func (p *parser) place(offset int) string {
	before := p.src[:min(offset, len(p.src))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1
	for _, r := range string(before[bytes.LastIndexByte(before, '\n')+1:]) {
		column++
		if r >= 0x10000 {
			column++ // in UTF-16 units, as in all places that are shown
		}
	}
	return fmt.Sprintf("%s:%d:%d", p.config.Path, line, column)
}
