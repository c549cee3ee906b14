package script

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/clerk"
)

// tables are those of a rule that has no visitors. What they say is put into
// the engine's own tables.
type tables struct {
	From    oneOrMore
	Hooks   map[string]hookRow
	Props   map[string]renames
	Options map[string]renames
	Members map[string]renames
	Removed map[string]map[string]string
	Imports map[string]move
}

// hookRow says how what a hook returns has changed: from a value to an object
// that holds it.
type hookRow struct {
	Type             string
	Member           string
	Loaded, SignedIn string
	Assertions       bool
}

// renames are new names by old ones.
type renames map[string]renamed

type renamed struct{ To, Notice string }

func (r *renamed) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, &r.To); err == nil {
		return nil
	}
	type plain renamed
	return strict(b, (*plain)(r))
}

// move is where an export is imported from now, and by which name.
type move struct{ Name, From, Notice string }

func (m *move) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, &m.Name); err == nil {
		return nil
	}
	type plain move
	return strict(b, (*plain)(m))
}

// strict reads an object that has no other members.
func strict(b []byte, into any) error {
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			return fmt.Errorf("has a member %s that there is not", name)
		}
		return err
	}
	return nil
}

// UnmarshalJSON refuses members that there are not.
func (h *hookRow) UnmarshalJSON(b []byte) error {
	type plain hookRow
	return strict(b, (*plain)(h))
}

// members adds the tables to what a rule may have.
func (t *tables) members(into map[string]any) {
	into["from"], into["hooks"], into["props"], into["options"] = &t.From, &t.Hooks, &t.Props, &t.Options
	into["members"], into["removed"], into["imports"] = &t.Members, &t.Removed, &t.Imports
}

var (
	identifier = `^[A-Za-z_$\x{80}-\x{10ffff}][\w$\x{80}-\x{10ffff}]*$`
	attribute  = `^[A-Za-z_$\x{80}-\x{10ffff}][\w$\x{80}-\x{10ffff}-]*$`
)

func matches(form, name string) bool {
	ok, err := regexp.MatchString(form, name)
	return err == nil && ok
}

// check says what is wrong with the tables.
func (t *tables) check() error {
	if len(t.Hooks)+len(t.Props)+len(t.Options)+len(t.Members)+len(t.Removed)+len(t.Imports) == 0 {
		return errors.New("it has neither visitors (visit) nor a row in a table (hooks, props, options, members, removed, imports)")
	}
	for _, from := range t.From {
		if from == "" || strings.ContainsAny(from, "\"'`\\\r\n") {
			return fmt.Errorf("from: %q is no specifier of a module", from)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Hooks)) {
		row := t.Hooks[name]
		switch {
		case !matches(identifier, name):
			return fmt.Errorf("hooks: %q is not a name", name)
		case !matches(identifier, row.Member):
			return fmt.Errorf("hooks.%s: member is the key of the new result that holds what the hook used to return, such as \"user\"", name)
		case row.Assertions && (row.Loaded == "" || row.SignedIn == ""):
			return fmt.Errorf("hooks.%s: what assertions told is read from loaded and signedIn; name both", name)
		}
		for _, key := range []string{row.Loaded, row.SignedIn} {
			if key != "" && !matches(identifier, key) {
				return fmt.Errorf("hooks.%s: %q is not a name", name, key)
			}
		}
	}
	for _, one := range []struct {
		what string
		rows map[string]renames
		form string
	}{{"props", t.Props, attribute}, {"options", t.Options, identifier}, {"members", t.Members, identifier}} {
		for _, name := range slices.Sorted(maps.Keys(one.rows)) {
			for old, r := range one.rows[name] {
				if old == "" || !matches(one.form, r.To) || old == r.To {
					return fmt.Errorf("%s.%s: %q to %q is no renaming", one.what, name, old, r.To)
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Imports)) {
		m := t.Imports[name]
		switch {
		case m.Name == "" && m.From == "":
			return fmt.Errorf("imports.%s: it has neither a new name nor another module (from)", name)
		case name == codemod.AllExports && (m.Name != "" || m.From == ""):
			return errors.New("imports.*: everything goes to another module (from), under its own name")
		case m.Name != "" && !matches(identifier, m.Name):
			return fmt.Errorf("imports.%s: %q is not a name", name, m.Name)
		case strings.ContainsAny(m.From, "\"'`\\\r\n"):
			return fmt.Errorf("imports.%s: %q is no specifier of a module", name, m.From)
		}
	}
	return nil
}

// target is the tables as the engine has them; dir is the module's folder.
func (t *tables) target(rule, dir string) *codemod.Target {
	out := &codemod.Target{Name: rule, Types: t.types()}
	if len(t.From) > 0 {
		out.Packages = &codemod.Packages{Specifiers: t.From, Dir: dir}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Hooks)) {
		out.Hooks = append(out.Hooks, t.Hooks[name].change(rule, name))
	}
	for _, name := range slices.Sorted(maps.Keys(t.Props)) {
		out.Components = append(out.Components, codemod.ComponentChange{Rule: rule, Component: name, Props: name + "Props", Renames: t.Props[name].rows()})
	}
	for _, name := range slices.Sorted(maps.Keys(t.Options)) {
		typ, method, ok := strings.Cut(name, ".")
		if !ok {
			typ, method = "", name
		}
		out.Options = append(out.Options, codemod.OptionChange{Rule: rule, Functions: []codemod.Function{{Type: typ, Name: method}}, Renames: t.Options[name].rows()})
	}
	for _, name := range slices.Sorted(maps.Keys(t.Members)) {
		out.Members = append(out.Members, codemod.MemberChange{Rule: rule, Type: name, Renames: t.Members[name].rows()})
	}
	for _, typ := range slices.Sorted(maps.Keys(t.Removed)) {
		for _, member := range slices.Sorted(maps.Keys(t.Removed[typ])) {
			out.Removed = append(out.Removed, codemod.RemovedMember{Rule: rule, Type: typ, Member: member, Instead: t.Removed[typ][member]})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Imports)) {
		m := t.Imports[name]
		if m.Name == "" {
			m.Name = name
		}
		out.Exports = append(out.Exports, codemod.ExportChange{Rule: rule, Name: name, New: m.Name, Module: m.From, Notice: m.Notice})
	}
	return out
}

// rows are the renamings, sorted by the old names.
func (r renames) rows() []codemod.Rename {
	var out []codemod.Rename
	for _, old := range slices.Sorted(maps.Keys(r)) {
		out = append(out, codemod.Rename{Old: old, New: r[old].To, Notice: r[old].Notice})
	}
	return out
}

// change is the row as the engine has it. Names that are taken in a scope give
// way to such as isUserLoaded and currentUser.
func (h hookRow) change(rule, name string) codemod.HookChange {
	own := capital(h.Member)
	alias := func(key string) string {
		if rest, ok := strings.CutPrefix(key, "is"); ok {
			return "is" + own + rest
		}
		return h.Member + capital(key)
	}
	c := codemod.HookChange{
		Rule: rule, Hook: name, Alias: name, Type: h.Type, Member: h.Member,
		Loaded: h.Loaded, LoadedAlias: alias(h.Loaded), SignedIn: h.SignedIn, SignedInAlias: alias(h.SignedIn),
		MemberAlias: h.Member + "Value",
	}
	if rest, ok := strings.CutPrefix(name, "use"); ok && rest != "" && !strings.EqualFold(rest, h.Member) {
		c.MemberAlias = strings.ToLower(rest[:1]) + rest[1:]
	}
	if h.Assertions {
		c.Option, c.Loading, c.SignedOut, c.AssertSignedIn = "withAssertions", "isLoading", "isSignedOut", "isSignedIn"
	}
	return c
}

func capital(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// types are the SDK's, with what the tables say beside them. For modules of the
// project's own the SDK's types stay, and nothing that its packages export.
func (t *tables) types() *clerk.Types {
	types := clerk.SDK()
	if len(t.From) > 0 {
		*types = clerk.Types{
			Types: types.Types, Names: map[string]string{}, Hooks: map[string]clerk.Hook{}, Props: map[string]bool{}, Components: map[string]string{},
			Holders: map[string]clerk.Held{}, Wrappers: map[string]clerk.Held{}, Renderers: map[string]string{},
		}
	}
	for name, row := range t.Hooks {
		if _, known := types.Hooks[name]; !known {
			types.Hooks[name] = clerk.Hook{Type: row.Type, Members: map[string]clerk.Member{row.Member: {Type: row.Type}}, State: []string{row.Loaded, row.SignedIn}}
		}
	}
	for name := range t.Members {
		if _, known := types.Hooks[name]; !known && strings.HasPrefix(name, "use") {
			types.Hooks[name] = clerk.Hook{}
		}
	}
	for name := range t.Props {
		if types.Components[name] == "" {
			types.Components[name] = name + "Props"
		}
		types.Props[types.Components[name]] = true
	}
	return types
}

// words are strings of which one is in every file that the tables can be about,
// unless it gets there by another module of the project: the names of the
// exports, or the last part of a specifier.
func (t *tables) words() []string {
	if len(t.From) == 0 {
		return nil
	}
	var out []string
	whole := false
	add := func(name string) {
		name, _, _ = strings.Cut(name, ".")
		switch {
		case name == "default" || name == codemod.AllExports || t.isType(name):
			whole = true
		case !slices.Contains(out, name):
			out = append(out, name)
		}
	}
	for name := range t.Hooks {
		add(name)
	}
	for name := range t.Props {
		add(name)
	}
	for name := range t.Options {
		add(name)
	}
	for name := range t.Members {
		add(name)
	}
	for name := range t.Removed {
		add(name)
	}
	for name := range t.Imports {
		add(name)
	}
	if whole {
		for _, from := range t.From {
			if base := path.Base(from); base != "." && base != ".." && base != "index" {
				out = append(out, base)
			} else {
				out = append(out, path.Base(path.Dir(from)))
			}
		}
	}
	slices.Sort(out)
	return out
}

// isType reports whether a name is one of the SDK's types, which files need not
// mention.
func (t *tables) isType(name string) bool {
	return !strings.HasPrefix(name, "use") && clerk.SDK().Types[name] != nil
}
