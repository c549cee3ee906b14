package pkgjson

import "strings"

// SpecKind is what a dependency's value is.
type SpecKind int

// The kinds of values.
const (
	// SpecRange is a version or a range of versions.
	SpecRange SpecKind = iota
	// SpecTag is a dist-tag: "latest", "next".
	SpecTag
	// SpecAlias is "npm:name@version": another package under this name.
	SpecAlias
	// SpecWorkspace is "workspace:…": a package of the same repository.
	SpecWorkspace
	// SpecCatalog is "catalog:…": the version stands in a catalog of the
	// workspace.
	SpecCatalog
	// SpecPath is a folder or archive on this disk: "file:", "link:", "./x".
	SpecPath
	// SpecRemote is a git repository or a URL.
	SpecRemote
	// SpecOther is a protocol that no package manager we know has, or text
	// that is no version.
	SpecOther
)

// Spec is a dependency's value, taken apart.
type Spec struct {
	Kind SpecKind
	// Text is the value without surrounding white space.
	Text string
	// Range holds the versions of a SpecRange, or those that follow the name
	// of a SpecAlias or the protocol of a SpecWorkspace; see HasRange.
	Range    Range
	HasRange bool
	// Name is the package of a SpecAlias, the dist-tag of a SpecTag, the
	// catalog of a SpecCatalog ("default" when not named), or the path of a
	// SpecPath or of a SpecWorkspace that is one.
	Name string
}

// ParseSpec reads the value of a dependency. It never fails: what no package
// manager understands is a SpecOther.
func ParseSpec(text string) Spec {
	text = strings.TrimSpace(text)
	s := Spec{Text: text}
	if r, ok := ParseRange(text); ok {
		s.Kind, s.Range, s.HasRange = SpecRange, r, true
		return s
	}
	protocol, rest, hasProtocol := strings.Cut(text, ":")
	switch {
	case hasProtocol && protocol == "npm":
		return parseAlias(s, rest)
	case hasProtocol && protocol == "workspace":
		s.Kind = SpecWorkspace
		if i := strings.LastIndex(rest, "@"); i > 0 {
			rest = rest[i+1:]
		}
		if strings.HasPrefix(rest, ".") || strings.Contains(rest, "/") {
			s.Name = rest
		} else if r, ok := ParseRange(rest); ok && rest != "" && rest != "^" && rest != "~" {
			s.Range, s.HasRange = r, true
		}
	case hasProtocol && protocol == "catalog":
		s.Kind, s.Name = SpecCatalog, strings.TrimSpace(rest)
		if s.Name == "" {
			s.Name = "default"
		}
	case hasProtocol && (protocol == "file" || protocol == "link" || protocol == "portal"):
		s.Kind, s.Name = SpecPath, rest
	case isPath(text):
		s.Kind, s.Name = SpecPath, text
	case isRemote(protocol, hasProtocol, text):
		s.Kind = SpecRemote
	case isTag(text):
		s.Kind, s.Name = SpecTag, text
	default:
		s.Kind = SpecOther
	}
	return s
}

// parseAlias reads what follows "npm:": "@clerk/nextjs@^2.0.1", a bare name,
// or, as some managers allow, only a version.
func parseAlias(s Spec, rest string) Spec {
	s.Kind = SpecAlias
	if r, ok := ParseRange(rest); ok && rest != "" {
		s.Range, s.HasRange = r, true
		return s
	}
	i := strings.LastIndex(rest, "@")
	if i <= 0 {
		s.Name = rest
		return s
	}
	s.Name = rest[:i]
	if r, ok := ParseRange(rest[i+1:]); ok {
		s.Range, s.HasRange = r, true
	}
	return s
}

func isPath(text string) bool {
	return text == "." || text == ".." || strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../") ||
		strings.HasPrefix(text, "/") || strings.HasPrefix(text, "~/")
}

func isRemote(protocol string, hasProtocol bool, text string) bool {
	if hasProtocol {
		switch protocol {
		case "http", "https", "git", "ssh", "github", "gitlab", "bitbucket", "gist":
			return true
		}
		if strings.HasPrefix(protocol, "git+") {
			return true
		}
		// git@github.com:owner/name
		return strings.Contains(protocol, "@") && strings.Contains(text, "/")
	}
	// owner/name, the short form of a GitHub repository.
	return strings.Count(text, "/") == 1 && !strings.HasPrefix(text, "@") && !strings.ContainsAny(text, " \t")
}

// isTag reports whether the text can be a dist-tag.
func isTag(text string) bool {
	if text == "" {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	// "2.x.y.z" and the like are spoilt versions, not tags.
	return text[0] < '0' || text[0] > '9'
}
