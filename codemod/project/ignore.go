package project

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// maxIgnoreFile is how much of an ignore file is read, in bytes. Real ones are
// a few kilobytes.
const maxIgnoreFile = 1 << 20

// ignores is one ignore file's patterns on top of those that hold further up.
// A value is never changed after it was made, so that any number of folders
// can be read at a time.
//
// The patterns of go-git were tried first. They match by prefix, as its walk
// needs no pruning, so that "!*/" after "*" takes every file of a folder back
// in; and "[!a]" and "a/**/b" differ from git. Ours are turned into doublestar
// globs, which match whole paths as git does; a test compares with git itself.
type ignores struct {
	up       *ignores
	base     string // the folder, absolute, with "/" between and at the end
	patterns []ignorePattern
}

// ignorePattern is one line of an ignore file.
type ignorePattern struct {
	negate  bool // "!": take back in
	dirOnly bool // "/" at the end
	whole   bool // compare the path below base; else the last name only
	literal string
	prefix  string // what every match begins with
	glob    string // for doublestar; "" when literal says it all
}

// match tells whether git would leave out the entry of that absolute path
// (with "/"). The folders above it are known not to be left out.
func (g *ignores) match(path, name string, isDir bool) bool {
	for ; g != nil; g = g.up {
		below := strings.TrimPrefix(path, g.base)
		for i := len(g.patterns) - 1; i >= 0; i-- {
			if p := &g.patterns[i]; p.match(below, name, isDir) {
				return !p.negate
			}
		}
	}
	return false
}

func (p *ignorePattern) match(below, name string, isDir bool) bool {
	if p.dirOnly && !isDir {
		return false
	}
	subject := name
	if p.whole {
		subject = below
	}
	if p.glob == "" {
		return subject == p.literal
	}
	return strings.HasPrefix(subject, p.prefix) && doublestar.MatchUnvalidated(p.glob, subject)
}

// with puts the patterns of an ignore file of folder base on top of g. Without
// patterns it is g itself.
func (g *ignores) with(base string, content []byte) *ignores {
	var patterns []ignorePattern
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	for len(content) > 0 {
		var line []byte
		line, content, _ = bytes.Cut(content, []byte("\n"))
		if p, ok := parseIgnore(string(bytes.TrimSuffix(line, []byte("\r")))); ok {
			patterns = append(patterns, p)
		}
	}
	if len(patterns) == 0 {
		return g
	}
	return &ignores{up: g, base: withSlash(base), patterns: patterns}
}

// withFile is with for a file on disk; one that is missing or no file adds
// nothing.
func (g *ignores) withFile(base, path string) (*ignores, error) {
	// A named pipe would be waited for as soon as it is opened.
	info, err := os.Stat(path)
	if err != nil {
		if os.IsNotExist(err) {
			err = nil
		}
		return g, err
	}
	if !info.Mode().IsRegular() {
		return g, nil
	}
	f, err := openPlain(path)
	if err != nil {
		return g, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxIgnoreFile))
	if err != nil {
		return g, err
	}
	return g.with(base, content), nil
}

// withSlash is a folder's path as patterns see it.
func withSlash(dir string) string {
	dir = filepath.ToSlash(dir)
	if !strings.HasSuffix(dir, "/") {
		dir += "/"
	}
	return dir
}

// parseIgnore reads one line.
func parseIgnore(line string) (ignorePattern, bool) {
	var p ignorePattern
	line = trimSpaces(line)
	if line == "" || line[0] == '#' {
		return p, false
	}
	if line[0] == '!' {
		p.negate, line = true, line[1:]
	}
	if rest, ok := strings.CutSuffix(line, "/"); ok {
		p.dirOnly, line = true, rest
	}
	if line == "" {
		return p, false
	}
	p.whole = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if !strings.ContainsAny(line, `*?[\`) {
		p.literal = line
		return p, line != ""
	}
	glob, ok := toGlob(line)
	if !ok || !doublestar.ValidatePattern(glob) {
		return p, false
	}
	p.glob = glob
	p.prefix = line[:strings.IndexAny(line, `*?[\`)]
	if i := strings.LastIndex(p.prefix, "/"); i >= 0 && strings.HasPrefix(line[i+1:], "**/") {
		p.prefix = p.prefix[:i] // "a/**/b" begins with "a", "/" belongs to "**"
	}
	return p, true
}

// trimSpaces removes the spaces at the end that no backslash keeps.
func trimSpaces(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			if i+1 < len(line) {
				i++
			}
		}
		end = i + 1
	}
	return line[:end]
}

// toGlob writes git's pattern in doublestar's words. It is false for a pattern
// that git takes to match nothing: a bracket that is not closed, a backslash at
// the end.
func toGlob(line string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case '{', '}':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\\':
			if i++; i == len(line) {
				return "", false
			}
			b.WriteByte('\\')
			b.WriteByte(line[i])
		case '[':
			class, n, ok := toClass(line[i:])
			if !ok {
				return "", false
			}
			b.WriteString(class)
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	glob := b.String()
	if strings.HasSuffix(glob, "/**") {
		// What is inside, at any depth, but not the folder itself.
		glob += "/*"
	}
	return glob, true
}

// toClass rewrites one bracket expression and tells how long it was.
func toClass(s string) (class string, length int, ok bool) {
	var b strings.Builder
	b.WriteByte('[')
	i := 1
	if i < len(s) && (s[i] == '!' || s[i] == '^') {
		b.WriteByte('^')
		i++
	}
	for first := true; i < len(s); first = false {
		switch c := s[i]; {
		case c == ']' && !first:
			b.WriteByte(']')
			return b.String(), i + 1, true
		case c == '[' && strings.HasPrefix(s[i:], "[:"):
			end := strings.Index(s[i:], ":]")
			if end < 0 {
				return "", 0, false
			}
			set, known := posixClass(s[i+2 : i+end])
			if !known {
				return "", 0, false
			}
			b.WriteString(set)
			i += end + 2
		case c == '\\':
			if i+1 == len(s) {
				return "", 0, false
			}
			b.WriteString(s[i : i+2])
			i += 2
		case c == ']' || c == '[' || c == '{' || c == '}' || c == '!' || c == '^':
			b.WriteByte('\\')
			b.WriteByte(c)
			i++
		default:
			b.WriteByte(c)
			i++
		}
	}
	return "", 0, false
}

// posixClass spells out a named class of characters.
func posixClass(name string) (string, bool) {
	switch name {
	case "alpha":
		return "A-Za-z", true
	case "digit":
		return "0-9", true
	case "alnum":
		return "A-Za-z0-9", true
	case "lower":
		return "a-z", true
	case "upper":
		return "A-Z", true
	case "space":
		return " \t\n\r\v\f", true
	case "blank":
		return " \t", true
	case "xdigit":
		return "0-9A-Fa-f", true
	case "punct":
		return `\!"#$%&'()*+,\-./:-@\[\\\]\^_` + "`" + `\{|\}~`, true
	}
	return "", false
}
