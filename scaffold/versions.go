package scaffold

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

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

// clerkRelease is the release of @clerk/nextjs that counts, or the range of
// those that may: what is installed, where package.json admits it, else what
// is written there. text is that, and "" where it names none.
func (s *site) clerkRelease(text string) string {
	installed := s.installed(nextPackage)
	one, ok := pkgjson.ParseRange(installed)
	if !ok || installed == "" {
		return text
	}
	spec := pkgjson.ParseSpec(text)
	if spec.HasRange && !spec.Range.Any() && !one.Within(spec.Range) {
		return text // somebody has yet to install it
	}
	return installed
}

// nextContext is the expression of a loader that has the authentication state
// in its members auth, user and session, for a release of @clerk/nextjs: up to
// 3.0.0-alpha.9 the loader's argument has them, from 3.0.1-alpha.0 the request
// in it.
func nextContext(release string) (string, error) {
	spec := pkgjson.ParseSpec(release)
	if !spec.HasRange || spec.Range.End() == nil {
		return "", &project.Error{
			Problem: fmt.Sprintf("@clerk/nextjs %q does not say which release it is, and the releases differ in where a loader finds the state", release),
			Hint:    "install it first, or name an exact version with --set-version @clerk/nextjs=" + newNextVersion,
		}
	}
	if spec.Range.Reaches(pkgjson.MustParseVersion("3.0.1-alpha.0")) {
		return "context.req", nil
	}
	return "context", nil
}

// supportedClerk refuses releases of @clerk/nextjs, and ranges of them, that
// have other loaders or none. What does not say which release it is passes.
func supportedClerk(release string) error {
	spec := pkgjson.ParseSpec(release)
	if !spec.HasRange || spec.Range.End() == nil && !spec.Range.From(pkgjson.MustParseVersion("4.0.0-0")) {
		return nil
	}
	if !spec.Range.From(pkgjson.MustParseVersion("3.0.0-alpha.5")) || spec.Range.From(pkgjson.MustParseVersion("4.0.0-0")) {
		return &project.Error{
			Problem: fmt.Sprintf("@clerk/nextjs %s is not a release that clerkctl scaffolds for", release),
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
