package script

import (
	_ "embed" // for what is written by hand
	"fmt"
	"maps"
	"slices"
	"strings"
)

//go:embed types.d.ts
var handWritten string

// Types are the TypeScript declarations of the module `clerkctl`, for the
// editor of whoever writes rules. The nodes' are made from the list that the
// nodes themselves are made from.
func Types() string {
	var b strings.Builder
	b.WriteString("// Types for rules. Written by `clerkctl rules types`: write them again after an\n// update, and change nothing here.\n\ndeclare module \"clerkctl\" {\n")
	b.WriteString(handWritten)
	unions := map[string][]string{}
	types := nodeTypes()
	var all []string
	for _, t := range types {
		all = append(all, t.name)
		for _, u := range t.unions {
			unions[u] = append(unions[u], t.name)
		}
		b.WriteByte('\n')
		if t.doc != "" {
			fmt.Fprintf(&b, "  /** %s */\n", t.doc)
		}
		fmt.Fprintf(&b, "  export interface %s extends BaseNode {\n    type: %q;\n", t.name, t.name)
		for _, f := range t.fields {
			fmt.Fprintf(&b, "    %s: %s;\n", f.name, f.typ)
		}
		b.WriteString("  }\n")
	}
	for _, u := range slices.Sorted(maps.Keys(unions)) {
		fmt.Fprintf(&b, "\n  export type %s =\n", u)
		writeUnion(&b, unions[u])
	}
	b.WriteString("\n  export type Node =\n")
	writeUnion(&b, all)
	b.WriteString("\n  /** All nodes by their types. */\n  export interface NodeMap {\n")
	for _, name := range all {
		fmt.Fprintf(&b, "    %s: %s;\n", name, name)
	}
	b.WriteString("  }\n}\n")
	return b.String()
}

func writeUnion(b *strings.Builder, names []string) {
	for i, name := range names {
		end := "\n"
		if i == len(names)-1 {
			end = ";\n"
		}
		b.WriteString("    | " + name + end)
	}
}
