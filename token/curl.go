package token

import (
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/verify"
)

// isCurl reports whether a text is a curl command, also one copied with the
// prompt before it.
func isCurl(text string) bool {
	for _, prompt := range []string{"$ ", "% ", "# ", "> "} {
		text = strings.TrimPrefix(text, prompt)
	}
	word := text
	if i := strings.IndexAny(text, " \t\n\\^"); i >= 0 {
		word = text[:i]
	}
	return word == "curl" || word == "curl.exe"
}

// curl takes the token out of the headers and cookies of a curl command.
func (f *Found) curl(text string) *verify.Error {
	words, ok := splitShell(text)
	if !ok {
		return unusable("copy the whole command", "the curl command ends inside a quotation; it may have been cut off")
	}
	h := &headers{}
	for i := 1; i < len(words); i++ {
		option, value, more := curlOption(words[i])
		if option == "" {
			continue
		}
		if more && i+1 < len(words) {
			i++
			value = words[i]
		}
		switch option {
		case "header":
			name, v, _ := strings.Cut(value, ":")
			h.add(strings.TrimSpace(name), strings.TrimSpace(v))
		case "cookie":
			if !strings.Contains(value, "=") {
				f.note("the command reads cookies from a file, which was not looked at")
				continue
			}
			h.add("cookie", value)
		case "oauth2-bearer":
			h.add("authorization", "Bearer "+value)
		}
	}
	return f.headers(h, "the curl command has")
}

// curlOption reads one word of a curl command. For an option that takes a
// value it gives the option, by its long name where that matters here, the
// value if it is in the same word, and whether it is the next word instead.
func curlOption(word string) (option, value string, next bool) {
	if long, ok := strings.CutPrefix(word, "--"); ok {
		switch long, value, given := strings.Cut(long, "="); long {
		case "header", "cookie", "oauth2-bearer":
			return long, value, !given
		}
		return "", "", false
	}
	letters, ok := strings.CutPrefix(word, "-")
	if !ok {
		return "", "", false
	}
	for i, c := range letters {
		rest := letters[i+1:]
		switch c {
		case 'H':
			return "header", rest, rest == ""
		case 'b':
			return "cookie", rest, rest == ""
		}
		if strings.ContainsRune("AcCdDeEFhKmoPQrtTuUwxXyYz", c) {
			return "other", rest, rest == "" // it takes a value, which may look like an option
		}
	}
	return "", "", false
}

// splitShell splits a command as a POSIX shell does, or as cmd.exe when it was
// copied for that. It reports false when a quotation does not end.
func splitShell(text string) ([]string, bool) {
	if strings.Contains(text, `^"`) || strings.Contains(text, "^\n") || strings.Contains(text, "^\r\n") {
		text = withoutCarets(text)
	}
	var words []string
	var word strings.Builder
	started := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if started {
				words = append(words, word.String())
				word.Reset()
				started = false
			}
			continue
		case c == '\\':
			i++
			if i < len(text) && text[i] == '\r' {
				i++
			}
			if i < len(text) && text[i] != '\n' {
				word.WriteByte(text[i])
				started = true
			}
			continue
		case c == '$' && i+1 < len(text) && text[i+1] == '\'':
			n, ok := ansiC(&word, text[i+2:])
			if !ok {
				return nil, false
			}
			i += 1 + n
		case c == '\'':
			end := strings.IndexByte(text[i+1:], '\'')
			if end < 0 {
				return nil, false
			}
			word.WriteString(text[i+1 : i+1+end])
			i += 1 + end
		case c == '"':
			n, ok := doubleQuoted(&word, text[i+1:])
			if !ok {
				return nil, false
			}
			i += n
		default:
			word.WriteByte(c)
		}
		started = true
	}
	if started {
		words = append(words, word.String())
	}
	return words, true
}

// doubleQuoted reads up to and with the closing quote and gives its length.
func doubleQuoted(w *strings.Builder, text string) (int, bool) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return i + 1, true
		case c == '\\' && i+1 < len(text) && strings.IndexByte("\\\"$`\n", text[i+1]) >= 0:
			i++
			if text[i] != '\n' {
				w.WriteByte(text[i])
			}
		default:
			w.WriteByte(c)
		}
	}
	return 0, false
}

// ansiC reads the rest of a $'…' quotation, with the escapes that browsers
// write into it.
func ansiC(w *strings.Builder, text string) (int, bool) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\'':
			return i + 1, true
		case c != '\\' || i+1 == len(text):
			w.WriteByte(c)
		default:
			i++
			digits := map[byte]int{'u': 4, 'x': 2}[text[i]]
			if digits > 0 && i+digits < len(text) {
				if n, err := strconv.ParseUint(text[i+1:i+1+digits], 16, 32); err == nil {
					w.WriteRune(rune(n))
					i += digits
					continue
				}
			}
			if at := strings.IndexByte("nrt", text[i]); at >= 0 {
				w.WriteByte("\n\r\t"[at])
				continue
			}
			w.WriteByte(text[i])
		}
	}
	return 0, false
}

// withoutCarets undoes the escapes of cmd.exe.
func withoutCarets(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '^' && i+1 < len(text) {
			i++
			if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			if text[i] == '\n' {
				b.WriteByte(' ')
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
