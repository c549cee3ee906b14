package cmd

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	term "github.com/clerkctl/clerkctl/internal/terminal"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata/terminal")

// window is a terminal of so many columns.
type window struct {
	bytes.Buffer
	columns int
}

func (w *window) Columns() int { return w.columns }

// terminals are what an environment says of terminals, by what their goldens
// are called.
var terminals = map[string]map[string]string{
	"":          {"TERM": "xterm-256color"}, // the test's own buffer is none that gets colours by itself
	"16":        {"TERM": "xterm", "CLICOLOR_FORCE": "1"},
	"256":       {"TERM": "xterm-256color", "CLICOLOR_FORCE": "1"},
	"truecolor": {"TERM": "xterm-256color", "CLICOLOR_FORCE": "1", "COLORTERM": "truecolor"},
	"NO_COLOR":  {"TERM": "xterm-256color", "CLICOLOR_FORCE": "1", "COLORTERM": "truecolor", "NO_COLOR": "1"},
}

// onTerminal is what a command writes to both of its outputs.
func onTerminal(t *testing.T, command string, columns int, env map[string]string) string {
	t.Helper()
	out := &window{columns: columns}
	a := newApp(strings.NewReader(""), out, out)
	a.env = func(name string) string { return env[name] }
	if code := a.run(t.Context(), strings.Fields(command)); code > exitLeft {
		t.Fatalf("clerkctl %s: exit code %d\n%s", command, code, out)
	}
	return out.String()
}

// TestTerminal runs commands in terminals of several widths, with and without
// colours, and compares with testdata/terminal. An archive's comment is the
// command; its files are called after the columns and the colours.
func TestTerminal(t *testing.T) {
	t.Chdir("..")
	cases, err := filepath.Glob("testdata/terminal/*.txtar")
	if err != nil || len(cases) < 8 {
		t.Fatalf("%d cases (%v)", len(cases), err)
	}
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			command, ok := strings.CutPrefix(strings.TrimSpace(string(archive.Comment)), "clerkctl ")
			if !ok {
				t.Fatalf("the comment %q is no command", archive.Comment)
			}
			var want []txtar.File
			golden := func(name, text string) {
				want = append(want, txtar.File{Name: name, Data: []byte(strings.ReplaceAll(text, "\x1b", "␛"))})
			}
			golden("piped", onTerminal(t, command, 0, terminals[""]))
			for _, columns := range []int{40, 80, 120} {
				plain := onTerminal(t, command, columns, terminals[""])
				golden(fmt.Sprint(columns), plain)
				for line := range strings.Lines(plain) {
					line = strings.TrimRight(line, "\n")
					if w := term.Width(line); w > columns && !copied(line) && !strings.Contains(command, "--diff") {
						t.Errorf("%d columns, %d taken: %q", columns, w, line)
					}
					if line != strings.TrimRight(line, " ") && !strings.Contains(command, "--diff") {
						t.Errorf("%d columns: blanks at the end of %q", columns, line)
					}
				}
				for _, colors := range []string{"16", "256", "truecolor", "NO_COLOR"} {
					painted := onTerminal(t, command, columns, terminals[colors])
					if columns == 80 && colors != "NO_COLOR" {
						golden("80 "+colors, painted)
					}
					// Colours change nothing else.
					if escapes.ReplaceAllString(painted, "") != plain {
						t.Errorf("%d columns, %s colours say something else:\n%s", columns, colors, painted)
					}
					if colored := strings.Contains(painted, "\x1b"); colored == (colors == "NO_COLOR") {
						t.Errorf("%d columns, %s: coloured is %v", columns, colors, colored)
					}
				}
			}
			if *update {
				archive.Files = want
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, f := range want {
				i := slices.IndexFunc(archive.Files, func(g txtar.File) bool { return g.Name == f.Name })
				switch {
				case i < 0:
					t.Errorf("%s: no file %q; -update writes it", file, f.Name)
				case !bytes.Equal(archive.Files[i].Data, f.Data):
					t.Errorf("%s, %s: printed\n%s\nwant\n%s", file, f.Name, f.Data, archive.Files[i].Data)
				}
			}
			if len(archive.Files) != len(want) {
				t.Errorf("%s has %d files, of which %d are used", file, len(archive.Files), len(want))
			}
		})
	}
}

// copied reports whether a line is one that a person copies, and that is for
// that reason not broken: a path, a command, a value or code.
func copied(line string) bool {
	text := strings.TrimSpace(line)
	return regexp.MustCompile(`^(?:[a-z]+ +)?\S+$`).MatchString(text) ||
		regexp.MustCompile(`^(?:(?:fix|or): )?(?:clerkctl|cd|npm|git|curl) `).MatchString(text) ||
		strings.HasPrefix(line, "    ") && regexp.MustCompile(`[({;]`).MatchString(text)
}
