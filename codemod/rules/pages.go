package rules

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod"
)

// Page is the documentation of a rule as a page of its own, in Markdown.
func Page(r *codemod.Rule) string {
	return fmt.Sprintf("# %s\n\nSeverity: %s. [All rules](README.md)\n\n%s", r.Name, r.Severity, Markdown(r.Doc()))
}

// Index is the page that leads to those of the rules, in their order.
func Index(all []*codemod.Rule) string {
	var b strings.Builder
	b.WriteString("# Rules\n\nThese pages are written from the doc comments of the rules;\n" +
		"`clerkctl rules explain RULE` shows the same. The examples in them are run by the tests.\n\n" +
		"| rule | severity | what it does |\n|---|---|---|\n")
	for _, r := range all {
		// A pipe would end the cell, in code too.
		summary := strings.ReplaceAll(Summary(r.Doc()), "|", `\|`)
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", r.Name, r.Name, r.Severity, summary)
	}
	return b.String()
}
