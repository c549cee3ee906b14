package cmd

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadme runs every console block of README.md and compares what it shows.
// A line "…" stands for any number of lines.
func TestReadme(t *testing.T) {
	t.Chdir("..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```console\n\\$ clerkctl ([^\n]*)\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	if len(blocks) < 3 {
		t.Fatalf("README.md has %d console blocks, want at least 3", len(blocks))
	}
	for _, block := range blocks {
		t.Run(block[1], func(t *testing.T) {
			var out bytes.Buffer
			Main(strings.Fields(block[1]), strings.NewReader(""), &out, &out)
			if missing := unshown(out.String(), block[2]); missing != "" {
				t.Errorf("README.md shows, but the program does not print there:\n%s\nprinted:\n%s", missing, out.String())
			}
		})
	}
}

// unshown returns the first part of shown, cut at its "…" lines, that does not
// follow in printed where it should.
func unshown(printed, shown string) string {
	parts := strings.Split("\n"+shown, "\n…\n")
	rest := "\n" + printed
	for i, part := range parts {
		part = strings.Trim(part, "\n")
		if part == "" {
			continue
		}
		at := strings.Index(rest, "\n"+part+"\n")
		if at < 0 || i == 0 && at > 0 {
			return part
		}
		rest = rest[at+len(part)+1:]
	}
	if !strings.HasSuffix(shown, "…\n") && strings.Trim(rest, "\n") != "" {
		return "the end, but there is more: " + rest
	}
	return ""
}
