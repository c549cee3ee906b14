package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestDiffNumbers checks the line numbers of hunks behind one that holds
// unchanged lines between its changes, and lines added and removed.
func TestDiffNumbers(t *testing.T) {
	var before, after strings.Builder
	for i := 1; i <= 60; i++ {
		fmt.Fprintf(&before, "line %d\n", i)
		switch i {
		case 5, 9, 30:
			fmt.Fprintf(&after, "changed %d\n", i)
		case 11:
			fmt.Fprintf(&after, "line %d\nadded\nadded\n", i)
		case 45:
		default:
			fmt.Fprintf(&after, "line %d\n", i)
		}
	}
	text, err := unifiedText("a/x", "b/x", before.String(), after.String())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "@@") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	want := []string{"@@ -2,13 +2,15 @@", "@@ -27,7 +29,7 @@", "@@ -42,7 +44,6 @@"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if same, err := unifiedText("a", "b", "x\n", "x\n"); err != nil || same != "" {
		t.Errorf("equal texts differ by %q, %v", same, err)
	}
}
