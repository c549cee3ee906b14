package scaffold

import (
	"fmt"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// depend has package.json name a package in a version.
func (s *site) depend(p *Plan, name, version string) error {
	f := p.file("package.json")
	if f == nil {
		f = &File{Name: "package.json", Action: Patch, Before: s.manifest, After: s.manifest}
		p.add(f)
	}
	document, err := pkgjson.Parse([]byte(f.After))
	if err != nil {
		return err
	}
	member := fmt.Sprintf("%q: %q", name, version)
	root := document.Root()
	for _, section := range sections() {
		if list, ok := root.Get(section); ok {
			if have, ok := list.Get(name); ok && section != "peerDependencies" {
				f.After = f.After[:have.Start] + fmt.Sprintf("%q", version) + f.After[have.End:]
				f.Why = joined(f.Why, "sets "+name+" to "+version)
				return nil
			}
		}
	}
	list, ok := root.Get("dependencies")
	if !ok || !list.IsObject() {
		outer := members(f.After, root)
		inner := outer.indent + strings.TrimPrefix(outer.indent, outer.newline)
		f.After = outer.insert(f.After, "dependencies", fmt.Sprintf(`"dependencies": {%s%s%s}`, inner, member, outer.indent))
	} else {
		f.After = members(f.After, list).insert(f.After, name, member)
	}
	f.Why = joined(f.Why, "adds "+name+" "+version)
	return nil
}

func joined(why, more string) string {
	if why == "" {
		return more
	}
	return why + ", " + more
}

// memberList is where the members of an object stand in a text.
type memberList struct {
	list    pkgjson.Node
	indent  string // what stands before each: a line's end and white space
	newline string
}

func members(text string, list pkgjson.Node) memberList {
	m := memberList{list: list, newline: "\n"}
	if strings.Contains(text, "\r\n") {
		m.newline = "\r\n"
	}
	rest := text[list.Start+1:]
	m.indent = rest[:len(rest)-len(strings.TrimLeft(rest, " \t\r\n"))]
	if len(list.Members()) == 0 {
		m.indent = m.newline + "  "
	}
	return m
}

// insert puts a member behind the last one that sorts before it.
func (m memberList) insert(text, key, member string) string {
	at := -1
	all := m.list.Members()
	for _, have := range all {
		if have.Key < key {
			at = have.Value.End
		}
	}
	if key == "dependencies" && len(all) > 0 {
		at = all[len(all)-1].Value.End
	}
	switch {
	case len(all) == 0:
		return text[:m.list.Start] + "{" + m.indent + member + m.newline + "}" + text[m.list.End:]
	case at < 0:
		at = m.list.Start + 1
		return text[:at] + m.indent + member + "," + text[at:]
	}
	return text[:at] + "," + m.indent + member + text[at:]
}
