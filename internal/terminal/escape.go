// Package terminal is what is known about the place that text is written to:
// what must be escaped before it gets there, and how to colour the rest.
package terminal

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Escape makes text from elsewhere safe to show on one line: control
// characters, which a terminal would act on, and the bidirectional ones, which
// show text in another order than it has, are written as escapes.
func Escape(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 0x20 && s[i] < 0x7f
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case Unsafe(r):
			b.WriteString(escapeRune(r))
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

func escapeRune(r rune) string {
	switch r {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	if r < 0x100 {
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// Unsafe reports whether a character must not reach a terminal as it is.
func Unsafe(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0: // C0, DEL, C1
		return true
	case r == 0x061c, r == 0x200e, r == 0x200f, // marks of direction
		r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // embeddings, overrides, isolates
		return true
	case r == 0x2028, r == 0x2029, r == 0xfeff: // line and paragraph separator, BOM
		return true
	}
	return false
}

// EscapeJSON writes unsafe characters in a JSON text as JSON's own escapes, so
// that it says the same. Characters below 0x20 are left: inside strings an
// encoder has escaped them, and outside they are white space.
func EscapeJSON(b []byte) []byte {
	var out []byte
	from := 0
	for i, r := range string(b) {
		if r < 0x20 || !Unsafe(r) {
			continue
		}
		out = append(out, b[from:i]...)
		out = fmt.Appendf(out, `\u%04x`, r)
		from = i + utf8.RuneLen(r)
	}
	return append(out, b[from:]...)
}

// ShellWord quotes a path for a POSIX shell where that is needed.
func ShellWord(s string) string {
	s = Escape(s)
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("./_-@+,:%=", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
