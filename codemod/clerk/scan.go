package clerk

import (
	"bytes"
	"path/filepath"
	"strings"
)

// Bounds beyond which a module is not looked into: it is data or a bundle,
// and what it passes on is not worth minutes of parsing.
const (
	maxModuleSize = 2 << 20
	maxModuleLine = 5000
	// maxSpecifier is how far behind its keyword a module's name ends.
	maxSpecifier = 1000
)

// mentionsClerk reports whether a text can name a Clerk package or the global.
func mentionsClerk(src []byte) bool {
	return bytes.Contains(src, []byte("Clerk")) || bytes.Contains(src, []byte("clerk/")) || bytes.Contains(src, []byte("-clerk"))
}

// isSource reports whether a path is of a dialect that this tool parses.
func isSource(path string) bool {
	switch filepath.Ext(path) {
	case ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts":
		return true
	}
	return false
}

// tooLong reports whether some line is longer than what people write.
func tooLong(src []byte) bool {
	for len(src) > maxModuleLine {
		i := bytes.LastIndexByte(src[:maxModuleLine+1], '\n')
		if i < 0 {
			return true
		}
		src = src[i+1:]
	}
	return false
}

// passesOn reports whether a text has an export that can hand on a name which
// the module got from elsewhere. It errs on the side of yes: comments and
// strings are not told apart from code.
func passesOn(src []byte) bool {
	for i := 0; ; {
		k := bytes.Index(src[i:], []byte("export"))
		if k < 0 {
			return false
		}
		start := i + k
		i = start + len("export")
		if start > 0 && isWord(src[start-1]) {
			continue
		}
		if i < len(src) && src[i] == 's' { // exports.x = …, module.exports = …
			if i+1 == len(src) || !isWord(src[i+1]) {
				return true
			}
			continue
		}
		w, rest := word(src[i:])
		if w == "type" {
			w, rest = word(rest)
		}
		switch w {
		case "":
			return true // export { …, export *, export = …
		case "default":
			if w, _ := word(rest); w != "function" && w != "class" && w != "async" && w != "abstract" {
				return true
			}
		case "const", "let", "var":
			eq := bytes.IndexByte(rest, '=')
			if eq < 0 {
				continue
			}
			// export const { useUser } = …, export const useMe = useUser
			name, after := word(rest)
			if after = code(after); name == "" || bytes.HasPrefix(after, []byte(":")) {
				return true
			}
			switch w, after := word(rest[eq+1:]); w {
			case "":
				// The value begins with a bracket, a quote or a digit. What
				// leads on from there is (x as any), <any>x, and a second
				// declarator on the line.
				after = code(after)
				line, _, _ := bytes.Cut(after, []byte("\n"))
				if bytes.IndexByte(line, ',') >= 0 {
					return true
				}
				for len(after) > 0 && (after[0] == '(' || after[0] == '<') {
					after = code(after[1:])
					if len(after) > 0 && isWord(after[0]) {
						return true
					}
				}
			case "function", "class", "async", "typeof", "true", "false", "null":
			default:
				return true
			}
		case "import":
			return true
		}
	}
}

// word is the identifier that src begins with, after white space and
// comments, and what follows it; "" where something else comes.
func word(src []byte) (string, []byte) {
	src = code(src)
	i := 0
	for i < len(src) && isWord(src[i]) {
		i++
	}
	if i > 0 && src[0] >= '0' && src[0] <= '9' {
		return "", src
	}
	return string(src[:i]), src[i:]
}

// code is src from its first byte that is neither white space nor comment.
func code(src []byte) []byte {
	for {
		src = bytes.TrimLeft(src, " \t\r\n")
		end := -1
		switch {
		case bytes.HasPrefix(src, []byte("/*")):
			if end = bytes.Index(src, []byte("*/")); end >= 0 {
				end += len("*/")
			}
		case bytes.HasPrefix(src, []byte("//")):
			end = bytes.IndexByte(src, '\n')
		}
		if end < 0 {
			return src
		}
		src = src[end:]
	}
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// Specifiers calls visit for each module name that a text imports, found by
// its shape: a string after `from`, `require(` or `import(`. Strings elsewhere
// that look the same only cost a lookup. It ends when visit returns false.
//
// Program text has few bytes m and fewer q: the search for those runs at the
// speed of memory.
func Specifiers(src []byte, visit func(specifier []byte) bool) {
	for i := 0; ; i++ {
		k := bytes.IndexByte(src[i:], 'm')
		if k < 0 {
			break
		}
		i += k
		var s []byte
		switch {
		case i >= 3 && string(src[i-3:i]) == "fro":
			s = specifierAfter(src, i-3, i+1, false)
		case i >= 1 && src[i-1] == 'i' && bytes.HasPrefix(src[i:], []byte("mport")):
			s = specifierAfter(src, i-1, i+len("mport"), true)
		}
		if len(s) > 0 && !visit(s) {
			return
		}
	}
	for i := 0; ; i++ {
		k := bytes.IndexByte(src[i:], 'q')
		if k < 0 {
			return
		}
		i += k
		if i >= 2 && string(src[i-2:i]) == "re" && bytes.HasPrefix(src[i:], []byte("quire")) {
			if s := specifierAfter(src, i-2, i+len("quire"), true); len(s) > 0 && !visit(s) {
				return
			}
		}
	}
}

// specifierAfter is the module's name behind a keyword, which is at [start,
// end) and which a parenthesis follows if called; nil where there is none.
func specifierAfter(src []byte, start, end int, called bool) []byte {
	if start > 0 && isWord(src[start-1]) {
		return nil
	}
	rest := code(src[end:min(len(src), end+maxSpecifier)])
	if called {
		if len(rest) == 0 || rest[0] != '(' {
			return nil
		}
		rest = code(rest[1:]) // webpack's notes stand here
	}
	if len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' && rest[0] != '`' {
		return nil
	}
	if n := bytes.IndexByte(rest[1:], rest[0]); n > 0 {
		return rest[1 : 1+n]
	}
	return nil
}

// mayNeedLookup reports whether a specifier can name a module of the project:
// built-in modules and Clerk's own cannot.
func mayNeedLookup(specifier string) bool {
	return specifier != "" && !strings.HasPrefix(specifier, "node:") && !IsPackage(specifier)
}
