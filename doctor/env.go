package doctor

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// variable is one assignment in a .env file. Its value is looked at and never
// shown.
type variable struct {
	name  string
	value string
	file  string // the file's name
	line  int
}

// envFiles reads the .env files of a folder that a framework loads; unread are
// the names of those that are there and cannot be read.
func envFiles(dir string, names ...string) (vars []variable, unread []string) {
	for _, name := range names {
		src, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case err == nil:
			vars = append(vars, parseEnv(name, string(src))...)
		case !errors.Is(err, fs.ErrNotExist):
			unread = append(unread, name)
		}
	}
	return vars, unread
}

// parseEnv reads assignments as dotenv does: NAME=value, export NAME=value, a
// value in quotes that may go over several lines, # for comments.
func parseEnv(file, src string) []variable {
	var out []variable
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		line = strings.TrimSpace(strings.TrimPrefix(line, "export "))
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !ok || !isName(name) {
			continue
		}
		v := variable{name: name, file: file, line: i + 1}
		value = strings.TrimSpace(value)
		if value != "" && strings.ContainsRune("\"'`", rune(value[0])) {
			quote := value[:1]
			rest := value[1:]
			if below := strings.Join(lines[i+1:], "\n"); !strings.Contains(rest, quote) && strings.Contains(below, quote) {
				more, _, _ := strings.Cut(below, quote)
				i += 1 + strings.Count(more, "\n")
				rest += "\n" + more
			}
			v.value, _, _ = strings.Cut(rest, quote)
		} else {
			if at := strings.Index(value, " #"); at >= 0 {
				value = value[:at]
			}
			v.value = strings.TrimSpace(value)
			// A PEM that was pasted without quotes: its lines follow.
			if strings.HasPrefix(v.value, "-----BEGIN") && !strings.Contains(v.value, "-----END") {
				for i+1 < len(lines) && !strings.Contains(lines[i], "-----END") {
					i++
					v.value += "\n" + lines[i]
				}
			}
		}
		out = append(out, v)
	}
	return out
}

func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}

// find is the last assignment of a variable, which wins.
func find(vars []variable, name string) (variable, bool) {
	for _, v := range slices.Backward(vars) {
		if v.name == name {
			return v, true
		}
	}
	return variable{}, false
}
