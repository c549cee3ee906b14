// Package rules holds the rules of the codemod, one file each, and the tables
// of the targets that they are driven by.
//
// A rule is a package-level value. Its doc comment is the documentation that
// users read: the first sentence is the summary, then come the headings Why,
// Before and After (in pairs; tests run them) and Fix safety. What a rule looks
// for is in the target's tables: no rule knows a name of the SDK's.
package rules

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sources are the files that hold rules, for their doc comments.
//
//go:embed auth_version.go clerk_redirect.go magic_link_redirect_url.go oauth_redirect_url.go
//go:embed package_json.go redirect_default.go redirect_return_back.go session_revoke.go
//go:embed sign_in_props.go sign_up_props.go typescript_version.go user_button_props.go
//go:embed unused_suppression.go use_session.go use_user.go user_get_token.go
var sources embed.FS

// doc returns the documentation of the rule in a variable, read when it is
// asked for. It is the variable's doc comment as text: headings begin with
// "# ", code is indented by a tab.
func doc(variable string) func() string {
	return func() string {
		entries, err := sources.ReadDir(".")
		if err != nil {
			return ""
		}
		for _, e := range entries {
			src, err := sources.ReadFile(e.Name())
			if err != nil {
				return ""
			}
			if text := docOf(string(src), variable); text != "" {
				return withoutName(text, variable)
			}
		}
		return ""
	}
}

// docOf is the doc comment of a variable in a Go file: the lines of comment
// above it, without what makes them comments. Go's own parser, which a test
// holds it against, would be a third of a megabyte for this.
func docOf(src, variable string) string {
	above, _, found := strings.Cut(src, "\nvar "+variable+" = ")
	if !found {
		return ""
	}
	lines := strings.Split(above, "\n")
	first := len(lines)
	for first > 0 && strings.HasPrefix(lines[first-1], "//") {
		first--
	}
	var text strings.Builder
	for _, line := range lines[first:] {
		text.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ") + "\n")
	}
	return text.String()
}

// withoutName drops the variable's name from the beginning, which only Go's
// own tools want there.
func withoutName(text, variable string) string {
	rest, ok := strings.CutPrefix(text, variable+" ")
	if !ok {
		return text
	}
	first, size := utf8.DecodeRuneInString(rest)
	return string(unicode.ToUpper(first)) + rest[size:]
}
