package script

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTypes checks that the types name every node that is sent and no other,
// and every member of the context that visitors get.
func TestTypes(t *testing.T) {
	text := Types()
	var declared []string
	for _, m := range regexp.MustCompile(`(?m)^  export interface (\w+) extends BaseNode`).FindAllStringSubmatch(text, -1) {
		declared = append(declared, m[1])
	}
	var sent []string
	for _, typ := range nodeTypes() {
		sent = append(sent, typ.name)
		body := between(text, "  export interface "+typ.name+" extends BaseNode {\n", "  }\n")
		want := "    type: \"" + typ.name + "\";\n"
		for _, f := range typ.fields {
			want += "    " + f.name + ": " + f.typ + ";\n"
		}
		if body != want {
			t.Errorf("%s is\n%swant\n%s", typ.name, body, want)
		}
	}
	if !slices.Equal(declared, sent) {
		t.Errorf("declared are\n%v\nsent are\n%v", declared, sent)
	}
	// Every name that is used is declared.
	known := map[string]bool{"Expression": true, "Statement": true, "Pattern": true, "JSXChild": true, "JSXName": true}
	for _, name := range sent {
		known[name] = true
	}
	for _, typ := range nodeTypes() {
		for _, f := range typ.fields {
			for _, name := range regexp.MustCompile(`\b[A-Z]\w+`).FindAllString(f.typ, -1) {
				if !known[name] {
					t.Errorf("%s.%s is of the type %s, which there is not", typ.name, f.name, name)
				}
			}
		}
	}
	for name := range known {
		if !strings.Contains(text, "  export interface "+name+" ") && !strings.Contains(text, "  export type "+name+" =") {
			t.Errorf("%s is not declared", name)
		}
	}

	members := func(body, form string) []string {
		var out []string
		for _, m := range regexp.MustCompile(form).FindAllStringSubmatch(body, -1) {
			out = append(out, m[1])
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	typed := members(between(text, "  export interface Context {\n", "\n  }\n"), `(?m)^    (?:readonly )?(\w+)[(:]`)
	made := members(between(runtime, "  return freeze({\n", "\n  });\n};\n"), `(?m)^    (?:get )?(\w+)[(:]`)
	if !slices.Equal(typed, made) || len(made) < 10 {
		t.Errorf("the context is declared with\n%v\nand made with\n%v", typed, made)
	}
}

// TestRuleMembers checks that the types of rules have the members that are
// read, and no others.
func TestRuleMembers(t *testing.T) {
	text := Types()
	var d definition
	into := map[string]any{"visit": 1}
	d.tables.members(into)
	for _, name := range []string{"name", "doc", "severity", "safety", "files", "mentions", "examples"} {
		into[name] = 1
	}
	body := between(text, "  export interface Table extends Common {\n", "\n  }\n") +
		"\n" + between(text, "  export interface Rule extends Common {\n", "\n  }\n") +
		"\n" + between(text, "  export interface Common {\n", "\n  }\n")
	typed := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^    (\w+)\??:`).FindAllStringSubmatch(body, -1) {
		typed[m[1]] = true
		if into[m[1]] == nil {
			t.Errorf("%s is declared and never read", m[1])
		}
	}
	for name := range into {
		if !typed[name] {
			t.Errorf("%s is read and not declared", name)
		}
	}
}

func between(text, from, to string) string {
	_, rest, ok := strings.Cut(text, from)
	if !ok {
		return ""
	}
	body, _, _ := strings.Cut(rest, to)
	return body
}
