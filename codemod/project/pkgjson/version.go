package pkgjson

import (
	"fmt"
	"strings"

	"golang.org/x/mod/semver"
)

// Version is a whole version, "2.0.1" or "2.0.0-alpha.5".
type Version struct {
	text string // as golang.org/x/mod/semver writes it, with a v in front
}

func newVersion(major, minor, patch uint64, pre string) *Version {
	text := fmt.Sprintf("v%d.%d.%d", major, minor, patch)
	if pre != "" {
		text += "-" + pre
	}
	return &Version{text}
}

// ParseVersion reads a version, of which the last numbers may be missing: they
// are zero then. It is false for anything else.
func ParseVersion(text string) (*Version, bool) {
	v := semver.Canonical("v" + strings.TrimPrefix(text, "v"))
	return &Version{v}, v != ""
}

// MustParseVersion reads a version that stands in the program itself.
func MustParseVersion(text string) *Version {
	v, ok := ParseVersion(text)
	if !ok {
		panic("no version: " + text)
	}
	return v
}

// Floor is below every prerelease of the version, and above all before them.
func (v *Version) Floor() *Version {
	core, _, _ := strings.Cut(v.text, "-")
	return &Version{core + "-0"}
}

// Major is the version's first number, "2".
func (v *Version) Major() string { return semver.Major(v.text)[1:] }

// MajorMinor is the version's first two numbers, "2.0".
func (v *Version) MajorMinor() string { return semver.MajorMinor(v.text)[1:] }

// String writes the version as npm does.
func (v *Version) String() string { return v.text[1:] }

// LessThan tells whether the version comes before the other one.
func (v *Version) LessThan(other *Version) bool { return semver.Compare(v.text, other.text) < 0 }

// GreaterThan tells whether the version comes after the other one.
func (v *Version) GreaterThan(other *Version) bool { return other.LessThan(v) }

// Equal tells whether the versions rank the same.
func (v *Version) Equal(other *Version) bool { return semver.Compare(v.text, other.text) == 0 }
