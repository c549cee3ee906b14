package cmd

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pages are the documents that people read, by their paths from the root.
func pages(t *testing.T) []string {
	t.Helper()
	list := []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
	for _, pattern := range []string{"docs/*.md", "docs/rules/*.md"} {
		found, err := filepath.Glob(filepath.Join("..", pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, path := range found {
			list = append(list, filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))))
		}
	}
	return list
}

// fence is a fenced block: its language, its text.
var fence = regexp.MustCompile("(?ms)^ *```([a-z]*)\n(.*?)^ *```$")

// TestDocsRun runs the console blocks of each page of docs from top to bottom,
// in a repository of its own that holds testdata/apps/next-hasura, and compares
// what they show. Patches between them are applied: they are what a person does.
func TestDocsRun(t *testing.T) {
	program, err := exec.LookPath("clerkctl") // this test's binary by that name
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages(t) {
		if !strings.HasPrefix(page, "docs/") {
			continue
		}
		text := readText(t, filepath.Join("..", page))
		if !strings.Contains(text, "```console") {
			continue
		}
		t.Run(page, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "app")
			copyTree(t, "../testdata/apps/next-hasura", dir)
			commitAll(t, dir)
			shell := func(line, input string) (string, int) {
				c := exec.Command("sh", "-c", line)
				c.Dir, c.Stdin = dir, strings.NewReader(input)
				c.Env = append(os.Environ(), "PATH="+filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"),
					"GIT_AUTHOR_NAME=Test", "GIT_AUTHOR_EMAIL=test@example.com", "GIT_COMMITTER_NAME=Test", "GIT_COMMITTER_EMAIL=test@example.com")
				out, err := c.CombinedOutput()
				if c.ProcessState == nil {
					t.Fatal(err)
				}
				return string(out), c.ProcessState.ExitCode()
			}
			for _, block := range fence.FindAllStringSubmatch(text, -1) {
				switch block[1] {
				case "diff":
					if out, code := shell("git apply", block[2]); code != 0 {
						t.Fatalf("a patch does not apply:\n%s\n%s", out, block[2])
					}
				case "console":
					for _, command := range strings.Split("\n"+block[2], "\n$ ")[1:] {
						line, shown, _ := strings.Cut(command, "\n")
						if shown != "" && !strings.HasSuffix(shown, "\n") {
							shown += "\n"
						}
						out, code := shell(line, "")
						if missing := unshown(out, shown); missing != "" || code > 1 {
							t.Errorf("$ %s\nexit code %d; the page shows, but the program does not print there:\n%s\nprinted:\n%s", line, code, missing, out)
						}
					}
				}
			}
		})
	}
}

// TestDocsCommands checks that every line with clerkctl in the blocks of every
// page names a command that there is, with flags that it has.
func TestDocsCommands(t *testing.T) {
	call := regexp.MustCompile(`(?m)(?:^|[ (&|])clerkctl ([a-z][^\n]*)`)
	inline := regexp.MustCompile("`clerkctl ([a-z][^`]*)`")
	seen := 0
	for _, page := range pages(t) {
		if page == "CHANGELOG.md" {
			continue // it tells of the past, too
		}
		text := readText(t, filepath.Join("..", page))
		var lines []string
		for _, block := range fence.FindAllStringSubmatch(text, -1) {
			if !slices.Contains([]string{"sh", "console", "yaml"}, block[1]) {
				continue
			}
			for line := range strings.Lines(block[2]) {
				if block[1] == "console" && !strings.HasPrefix(line, "$ ") {
					continue
				}
				for _, found := range call.FindAllStringSubmatch(strings.ReplaceAll(line, ")", " "), -1) {
					lines = append(lines, found[1])
				}
			}
		}
		for _, found := range inline.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			lines = append(lines, found[1])
		}
		seen += len(lines)
		for _, line := range lines {
			t.Run(page, func(t *testing.T) { parses(t, strings.Fields(strings.ReplaceAll(line, "'", ""))) })
		}
	}
	if seen < 50 {
		t.Errorf("%d lines were found, which are too few to be all", seen)
	}
}

// TestDocsLinks checks that relative links lead to files, and those with an
// anchor to a heading.
func TestDocsLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, page := range pages(t) {
		text := fence.ReplaceAllString(readText(t, filepath.Join("..", page)), "")
		text = regexp.MustCompile("`[^`]*`").ReplaceAllString(text, "x")
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			if strings.Contains(found[1], "://") || strings.HasPrefix(found[1], "mailto:") {
				continue
			}
			path, anchor, _ := strings.Cut(found[1], "#")
			target := filepath.Join("..", page)
			if path != "" {
				target = filepath.Join("..", filepath.Dir(page), path)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %s leads nowhere", page, found[1])
				continue
			}
			if anchor != "" && !slices.Contains(anchors(readText(t, target)), anchor) {
				t.Errorf("%s: %s has no heading #%s", page, found[1], anchor)
			}
		}
	}
}

// anchors are the names by which GitHub knows the headings of a text.
func anchors(text string) []string {
	var out []string
	text = fence.ReplaceAllString(text, "")
	for _, heading := range regexp.MustCompile(`(?m)^#+ +(.*)$`).FindAllStringSubmatch(text, -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		out = append(out, strings.ReplaceAll(name, " ", "-"))
	}
	return out
}
