package pkgjson

import (
	"fmt"
	"sort"
	"strings"
)

// Row says what happens to one package's version.
type Row struct {
	// Package is the npm name.
	Package string
	// Old is the range of the line that is migrated from, as npm writes
	// ranges: "2.x", "<0.9.0". The new line begins where it ends.
	Old string
	// New is the exact version that is written; "" where Manual or Keep.
	New string
	// Manual says why nothing is written and what to do; "" where New is.
	Manual string
	// Keep is true for a package that stays as it is: no finding at all.
	Keep bool
}

// Table is what one target says about versions.
type Table struct {
	// Rows has one row for each package; packages without one are nobody's.
	Rows []Row
	// TypeScript is the lowest version that the target's types ask for, such
	// as "4.6.0"; "" when it asks for none.
	TypeScript string
}

// Row finds the row of a package.
func (t Table) Row(name string) (Row, bool) {
	for _, r := range t.Rows {
		if r.Package == name {
			return r, true
		}
	}
	return Row{}, false
}

// Line is which of a package's lines a version belongs to.
type Line int

// The lines.
const (
	// LineUnknown is a version that the text does not tell: a git URL, a
	// folder, a package of the workspace.
	LineUnknown Line = iota
	// LineOlder is older than the line that the target migrates from.
	LineOlder
	// LineOld is the line that the target migrates from, or a range that
	// cannot leave it upwards.
	LineOld
	// LineMixed is a range that reaches from an old line into the new one.
	LineMixed
	// LineFloating is "latest", "*" and the like: whatever is newest on the
	// day of the install.
	LineFloating
	// LineNew is the target's line or a later one.
	LineNew
)

// Installs tells whether an install today would take a version of the new
// line: everything that can reach it does, because the newest match wins.
func (l Line) Installs() bool { return l == LineNew || l == LineMixed || l == LineFloating }

// Line tells which line a dependency's value means for the row's package.
func (r Row) Line(s Spec) Line {
	old, ok := ParseRange(r.Old)
	if !ok {
		return LineUnknown
	}
	if !s.HasRange {
		switch {
		case s.Kind == SpecTag && s.Name == "latest":
			return LineFloating
		case s.Kind == SpecTag:
			// Every other tag that was ever published ("next", "alpha",
			// "staging") names something after the old line.
			return LineNew
		case s.Kind == SpecAlias && s.Name == r.Package:
			return LineFloating
		}
		return LineUnknown
	}
	if s.Kind == SpecAlias && s.Name != "" && s.Name != r.Package {
		return LineUnknown
	}
	end := old.End()
	switch v := s.Range; {
	case v.Any() && s.Kind == SpecWorkspace:
		return LineUnknown
	case v.Any():
		return LineFloating
	case end != nil && v.From(end):
		return LineNew
	case end != nil && v.Reaches(end) && !v.Within(old):
		return LineMixed
	case v.Within(old):
		return LineOld
	case v.Below(old.Min()):
		return LineOlder
	}
	// Part of it is older than the old line; it does not reach the new one.
	return LineOlder
}

// ParseSet reads the values of --set-version, "package=version". The table
// says which packages exist.
func ParseSet(args []string, t Table) (map[string]string, error) {
	set := make(map[string]string, len(args))
	for _, arg := range args {
		name, version, ok := strings.Cut(arg, "=")
		name, version = strings.TrimSpace(name), strings.TrimSpace(version)
		if !ok || name == "" || version == "" {
			return nil, fmt.Errorf("--set-version %q is not package=version, such as @clerk/nextjs=next", arg)
		}
		if _, known := t.Row(name); !known {
			return nil, fmt.Errorf("--set-version names %q, which is no package of this migration; it knows %s", name, strings.Join(t.packages(), ", "))
		}
		if s := ParseSpec(version); s.Kind == SpecOther || !printable(version) {
			return nil, fmt.Errorf("--set-version %s: %q is neither a version nor a dist-tag", name, version)
		}
		if before, twice := set[name]; twice && before != version {
			return nil, fmt.Errorf("--set-version gives %s two versions, %s and %s; keep one", name, before, version)
		}
		set[name] = version
	}
	return set, nil
}

func (t Table) packages() []string {
	names := make([]string, len(t.Rows))
	for i, r := range t.Rows {
		names[i] = r.Package
	}
	sort.Strings(names)
	return names
}

// printable reports whether the text can stand in a file as it is.
func printable(s string) bool {
	for _, r := range s {
		if r < 0x20 || r == 0x7f || r == '"' || r == '\\' {
			return false
		}
	}
	return true
}
