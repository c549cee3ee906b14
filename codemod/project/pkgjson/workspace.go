package pkgjson

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Workspace is what a pnpm-workspace.yaml says.
type Workspace struct {
	// Packages are the globs of member folders; those that begin with "!"
	// leave folders out.
	Packages []string
	// Catalogs maps a catalog's name ("default" for the unnamed one) to the
	// versions of its packages.
	Catalogs map[string]map[string]string

	sections []yamlSection
	src      []byte
}

type yamlSection struct {
	section
	node *yaml.Node
}

// ParseWorkspace reads a pnpm-workspace.yaml. The error is a *[SyntaxError].
func ParseWorkspace(src []byte) (*Workspace, error) {
	w := &Workspace{Catalogs: map[string]map[string]string{}, src: src}
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		return nil, yamlError(src, err)
	}
	if len(doc.Content) == 0 {
		return w, nil // an empty file, or comments only
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, &SyntaxError{Line: root.Line, Column: root.Column, Problem: "a pnpm-workspace.yaml must hold a mapping"}
	}
	for key, value := range pairs(root) {
		switch key.Value {
		case "packages":
			for _, item := range value.Content {
				if item.Kind == yaml.ScalarNode {
					w.Packages = append(w.Packages, item.Value)
				}
			}
		case "catalog":
			w.add(section{name: "catalog"}, "default", value)
		case "catalogs":
			for name, inner := range pairs(value) {
				w.add(section{name: "catalogs." + name.Value}, name.Value, inner)
			}
		case "overrides":
			w.sections = append(w.sections, yamlSection{section{name: "overrides", override: true}, value})
		}
	}
	return w, nil
}

func (w *Workspace) add(s section, catalog string, node *yaml.Node) {
	w.sections = append(w.sections, yamlSection{s, node})
	versions := w.Catalogs[catalog]
	if versions == nil {
		versions = map[string]string{}
		w.Catalogs[catalog] = versions
	}
	for key, value := range pairs(node) {
		if value = anchored(value); value.Kind == yaml.ScalarNode {
			versions[key.Value] = value.Value
		}
	}
}

// AnalyseWorkspace looks at the bytes of a pnpm-workspace.yaml: at its
// catalogs and overrides. Findings come in source order. The error is a
// *[SyntaxError] when the file is not YAML.
func AnalyseWorkspace(src []byte, t Table, o Options) ([]Finding, error) {
	w, err := ParseWorkspace(src)
	if err != nil {
		return nil, err
	}
	a := analysis{table: t, options: o}
	for _, s := range w.sections {
		count := map[string]int{}
		for key := range pairs(s.node) {
			count[key.Value]++
		}
		for key, value := range pairs(s.node) {
			start, end, quote := w.place(value)
			a.entry(s.section, entry{
				name: key.Value, start: start, end: end, twice: count[key.Value] > 1, quote: quote,
				text: anchored(value).Value, isText: anchored(value).Kind == yaml.ScalarNode,
			})
		}
	}
	return a.sorted(), nil
}

// pairs walks the keys and values of a mapping; of nothing else.
func pairs(n *yaml.Node) func(yield func(k, v *yaml.Node) bool) {
	return func(yield func(k, v *yaml.Node) bool) {
		n = anchored(n)
		if n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// anchored is the node that an alias stands for.
func anchored(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

// place is where a value stands in the file and how another one is written in
// its stead; no writer when its bytes cannot be told for sure: an alias, a
// tag, a block, escapes.
func (w *Workspace) place(n *yaml.Node) (start, end int, quote func(string) string) {
	start = w.offset(n.Line, n.Column)
	if n.Kind != yaml.ScalarNode {
		return start, start, nil
	}
	rest := w.src[start:]
	switch n.Style {
	case yaml.DoubleQuotedStyle:
		return quoted(start, rest, '"', n.Value, quoteJSON)
	case yaml.SingleQuotedStyle:
		return quoted(start, rest, '\'', n.Value, func(s string) string {
			return "'" + strings.ReplaceAll(s, "'", "''") + "'"
		})
	case 0:
		if n.Value != "" && bytes.HasPrefix(rest, []byte(n.Value)) {
			return start, start + len(n.Value), plainYAML
		}
	}
	line := bytes.IndexAny(rest, "\r\n")
	if line < 0 {
		line = len(rest)
	}
	return start, start + line, nil
}

// quoted finds the end of a quoted value that has no escapes in it.
func quoted(start int, rest []byte, quote byte, value string, write func(string) string) (int, int, func(string) string) {
	end := len(value) + 2
	if len(rest) >= end && rest[0] == quote && rest[end-1] == quote && string(rest[1:end-1]) == value {
		return start, start + end, write
	}
	return start, start + 1, nil
}

// plainYAML writes a version without quotes where YAML would read it as that
// very string.
func plainYAML(s string) string {
	if strings.ContainsAny(s[:1], "^~v") || s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= '0' && s[0] <= '9' {
		var back any
		if !strings.ContainsAny(s, ":#,[]{}") && yaml.Unmarshal([]byte(s), &back) == nil && back == any(s) && s != "~" {
			return s
		}
	}
	return quoteJSON(s)
}

// offset turns the parser's line and column, counted in characters from 1,
// into bytes.
func (w *Workspace) offset(line, column int) int {
	at := offsetOf(w.src, line, 1)
	if line == 1 && bytes.HasPrefix(w.src, []byte("\xef\xbb\xbf")) {
		at += 3
	}
	for range column - 1 {
		_, size := utf8.DecodeRune(w.src[at:])
		at += size
	}
	return min(at, len(w.src))
}

// yamlError takes the line out of the parser's message: "yaml: line 3: …".
func yamlError(src []byte, err error) *SyntaxError {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if _, scanErr := fmt.Sscanf(text, "line %d:", &line); scanErr == nil {
		_, text, _ = strings.Cut(text, ": ")
	}
	return &SyntaxError{Line: min(line, 1+bytes.Count(src, []byte("\n"))), Problem: strings.TrimSpace(text)}
}
