package cmd

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/rules"
	term "github.com/clerkctl/clerkctl/internal/terminal"
)

// An entry of the list of rules keeps to the terminal, and says the same in
// every one.
func TestListedWidth(t *testing.T) {
	for _, r := range rules.All(rules.Target(defaultTarget)) {
		plain := listed(r, 20, 0)
		for _, columns := range []int{40, 80, 200} {
			got := listed(r, 20, columns)
			if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(plain), " ") {
				t.Errorf("%d columns: %q, want the words of %q", columns, got, plain)
			}
			for line := range strings.Lines(got) {
				if w := term.Width(strings.TrimRight(line, "\n")); w > columns {
					t.Errorf("%d columns, %d taken: %q", columns, w, line)
				}
			}
		}
	}
}
