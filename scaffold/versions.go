package scaffold

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/Masterminds/semver/v3"

	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// ErrOldLine is a project that still depends on the SDKs that know nothing of
// server-side rendering.
var ErrOldLine = errors.New("depends on the @2 line")

// pin is a version that npm is told to use for a package of packages.
type pin struct {
	Package, Version string
	Last             bool // of its list
}

// newNextVersion is the release of @clerk/nextjs that new projects get: the
// last whose loaders find the state where the beta's guide says.
const newNextVersion = "3.0.0-alpha.9"

// pins are the versions of what a release of @clerk/nextjs depends on, as far
// as its own ranges would let in later ones that it was not made for.
func pins(release string) []pin {
	if release != newNextVersion {
		return nil
	}
	return []pin{
		{Package: "@clerk/clerk-react", Version: "3.0.0-alpha.10"},
		{Package: "@clerk/clerk-sdk-node", Version: "2.9.9"},
		{Package: "@clerk/backend-core", Version: "0.6.1", Last: true},
	}
}

// context is the expression of a loader that has the authentication state in
// its members auth, user and session, for a release of @clerk/nextjs.
//
// Up to 3.0.0-alpha.9 the loader's argument has them, from 3.0.1-alpha.0 the
// request in it. text is what package.json says, installed the release that is
// in node_modules; "" when there is none.
func nextContext(text, installed string) (string, error) {
	moved := semver.MustParse("3.0.1-alpha.0")
	if v, err := semver.NewVersion(installed); err == nil {
		if v.LessThan(moved) {
			return "context", nil
		}
		return "context.req", nil
	}
	spec := pkgjson.ParseSpec(text)
	if !spec.HasRange || spec.Range.End() == nil {
		return "", &project.Error{
			Problem: fmt.Sprintf("@clerk/nextjs %q does not say which release it is, and the releases differ in where a loader finds the state", text),
			Hint:    "install it first, or name an exact version with --set-version @clerk/nextjs=" + newNextVersion,
		}
	}
	if spec.Range.Reaches(moved) {
		return "context.req", nil
	}
	return "context", nil
}

// supportedNext checks a release of @clerk/nextjs or a range of them.
func supportedClerk(text string) error {
	spec := pkgjson.ParseSpec(text)
	if !spec.HasRange {
		return nil // it will be told by what is installed
	}
	first, end := semver.MustParse("3.0.0-alpha.0"), semver.MustParse("4.0.0-0")
	if !spec.Range.From(first) && spec.Range.End() != nil || spec.Range.From(end) {
		return &project.Error{
			Problem: fmt.Sprintf("@clerk/nextjs %s is not a release that clerkctl scaffolds for", text),
			Hint:    "it scaffolds for the SSR beta and what followed it, 3.0.0-alpha.5 to 3.x",
		}
	}
	return nil
}

// installed is the version of a package in node_modules; "" when it is not
// installed.
func (s *site) installed(name string) string {
	for dir := s.dir; ; dir = filepath.Dir(dir) {
		content, err := os.ReadFile(filepath.Join(dir, "node_modules", filepath.FromSlash(name), "package.json"))
		if err == nil {
			var p struct{ Version string }
			if json.Unmarshal(content, &p) != nil {
				return ""
			}
			return p.Version
		}
		if filepath.Dir(dir) == dir {
			return ""
		}
	}
}
