package rules

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/internal/terminal"
)

func TestTerminal(t *testing.T) {
	const doc = "Renames a prop\nthat has `another name`.\n\n# Why\n\nSee:\n\n  - one is longer than a line\n  - `two`\n\n# Before\n\n\tconst a = 1;\n\n\tb();\n\n# After\n\n\tconst a = 2;\n\n\tb();\n"
	for _, c := range []struct {
		name    string
		profile terminal.Profile
		want    string
	}{
		{"plain", terminal.Plain, `Renames a prop that
has |another name|.

Why

See:

  - one is longer
    than a line
  - |two|

Before

    const a = 1;

    b();

After

    const a = 2;

    b();
`},
		{"coloured", terminal.Colors16, `Renames a prop that
has |<1>another name<0>|.

<1>Why<0>

See:

  - one is longer
    than a line
  - |<1>two<0>|

<1>Before<0>

    <31>const a = 1;<0>

    b();

<1>After<0>

    <32>const a = 2;<0>

    b();
`},
	} {
		got := Terminal(doc, terminal.NewPaint(c.profile), 20)
		got = strings.NewReplacer("`", "|", "\x1b[0m", "<0>", "\x1b[1m", "<1>", "\x1b[31m", "<31>", "\x1b[32m", "<32>").Replace(got)
		if got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// An After without a Before, and examples of several blocks, are shown all the
// same: rules of a project's own say what they like.
func TestTerminalOdd(t *testing.T) {
	for doc, want := range map[string]string{
		"# After\n\n\ta\n": "After\n\n    a\n",
		"# Before\n\n\ta\n\n# After\n\n\tb\n\nand\n\n\tc\n": "Before\n\n    a\n\nAfter\n\n    b\n\nand\n\n    c\n",
		"A lone ` is one.\n": "A lone ` is one.\n",
		"":                   "",
	} {
		if got := Terminal(doc, terminal.Paint{}, 80); got != want {
			t.Errorf("%q gives %q, want %q", doc, got, want)
		}
	}
}

// TestTerminalRules checks that a terminal of any width shows the same words
// of every rule, within its columns.
func TestTerminalRules(t *testing.T) {
	for _, r := range All(Next()) {
		doc := r.Doc()
		words := strings.Fields(strings.NewReplacer("# ", "").Replace(doc))
		for _, width := range []int{30, 80, 100} {
			got := Terminal(doc, terminal.Paint{}, width)
			if strings.Join(strings.Fields(got), " ") != strings.Join(words, " ") {
				t.Errorf("%s, %d columns: words differ:\n%s", r.Name, width, got)
			}
			for line := range strings.Lines(got) {
				line = strings.TrimRight(line, "\n")
				if !strings.HasPrefix(line, "    ") && strings.Contains(line, " ") && terminal.Width(line) > width {
					t.Errorf("%s, %d columns: %q", r.Name, width, line)
				}
			}
		}
	}
}
