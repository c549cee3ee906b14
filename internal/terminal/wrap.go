package terminal

import (
	"os"
	"strings"

	"golang.org/x/term"
)

// Columns is how many columns the terminal behind w has; 0 where w is none.
func Columns(w any) int {
	f, ok := w.(*os.File)
	if !ok || f == nil {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0 // a file or a pipe, which has no width
	}
	return columns
}

// Wrap breaks a text at spaces into lines of width columns, of which used are
// taken in the first. A word that is too long stays whole. There is always a
// first line, which is empty where nothing fits in what is left of it.
func Wrap(text string, width, used int) []string {
	var lines []string
	line, begun := "", used > 0
	for word := range strings.FieldsSeq(text) {
		w := Width(word)
		space := min(len(line), 1)
		if begun && used+space+w > width {
			lines = append(lines, line)
			line, used, space = "", 0, 0
		}
		line += strings.Repeat(" ", space) + word
		used += space + w
		begun = true
	}
	return append(lines, line)
}
