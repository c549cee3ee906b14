package rules

import (
	"strings"
	"testing"
)

const sampleDoc = "Renames a prop\nthat has `another` name.\n\n# Why\n\nBecause of *this* and [that]:\n\n  - one\n  - two\n\n# Before\n\n\tconst a = `${b}`;\n\n\ta();\n\n# After\n\n\tconst a = 1;\n\n# Fix safety\n\nSafe.\n"

func TestMarkdown(t *testing.T) {
	want := "Renames a prop that has `another` name.\n\n## Why\n\nBecause of \\*this\\* and \\[that]:\n\n  - one\n  - two\n\n## Before\n\n```tsx\nconst a = `${b}`;\n\na();\n```\n\n## After\n\n```tsx\nconst a = 1;\n```\n\n## Fix safety\n\nSafe.\n"
	if got := Markdown(sampleDoc); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What is between backquotes is code in Markdown, where nothing is escaped.
func TestMarkdownCode(t *testing.T) {
	for doc, want := range map[string]string{
		"Points out `<A b={[1]} />`, not <A>.": "Points out `<A b={[1]} />`, not \\<A>.\n",
		"Reads `a\\b*c_d` and *e*.":            "Reads `a\\b*c_d` and \\*e\\*.\n",
		"A lone ` is a character.":             "A lone \\` is a character.\n",
	} {
		if got := Markdown(doc); got != want {
			t.Errorf("%s\ngives %s\nwant  %s", doc, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	want := "Renames a prop that\nhas `another` name.\n\nWhy\n\nBecause of *this*\nand [that]:\n  - one\n  - two\n\nBefore\n\n    const a = `${b}`;\n\n    a();\n\nAfter\n\n    const a = 1;\n\nFix safety\n\nSafe.\n"
	got := Plain(sampleDoc, 20)
	if strings.ReplaceAll(got, "\n\n  - one", "\n  - one") != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestExamplesAndSummary(t *testing.T) {
	if got := Summary(sampleDoc); got != "Renames a prop that has `another` name." {
		t.Errorf("summary is %q", got)
	}
	list := Examples(sampleDoc)
	if len(list) != 1 || list[0].Before != "const a = `${b}`;\n\na();\n" || list[0].After != "const a = 1;\n" {
		t.Errorf("examples are %q", list)
	}
}

// TestDocsRender checks that nothing of a rule's documentation gets lost or
// escaped on the way to a reader.
func TestDocsRender(t *testing.T) {
	const width = 80
	for _, r := range All(Next()) {
		doc := r.Doc()
		markdown, plain := Markdown(doc), Plain(doc, width)
		if strings.Contains(markdown, "\\`") {
			t.Errorf("%s: Markdown escapes backticks", r.Name)
		}
		if got, want := strings.Count(markdown, "\n## "), strings.Count(doc, "\n# "); got != want {
			t.Errorf("%s: Markdown has %d headings of %d", r.Name, got, want)
		}
		if got, want := strings.Count(markdown, "\n```"), 2*strings.Count(doc, "# Before")+2*strings.Count(doc, "# After"); got != want {
			t.Errorf("%s: Markdown has %d fences, want %d", r.Name, got, want)
		}
		for _, e := range Examples(doc) {
			if e.Before == "" || e.After == "" || e.Before == e.After {
				t.Errorf("%s: an example is not one: %q", r.Name, e)
			}
			if !strings.Contains(markdown, e.Before) || !strings.Contains(markdown, e.After) {
				t.Errorf("%s: Markdown lacks an example's code", r.Name)
			}
		}
		for line := range strings.Lines(plain) {
			if !strings.HasPrefix(line, "    ") && len([]rune(strings.TrimSuffix(line, "\n"))) > width {
				t.Errorf("%s: a line of %d characters: %s", r.Name, len(line), line)
			}
		}
	}
}
