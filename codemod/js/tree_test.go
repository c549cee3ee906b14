package js

import (
	"fmt"
	"strings"
	"testing"
)

// checkTree asserts what every parsed file must satisfy: ranges lie within
// the file and within their parents, begin and end at tokens, and names are
// where the tree says they are.
func checkTree(f *File) error {
	var fail error
	report := func(n Node, format string, args ...any) {
		if fail == nil {
			fail = fmt.Errorf("%T at %v %.60q: %s", n, n.Range(), f.Text(n.Range()), fmt.Sprintf(format, args...))
		}
	}
	var check func(n Node)
	check = func(n Node) {
		r, o := n.Range(), n.Outer()
		if r.Start < 0 || r.End > len(f.Src) || r.Start > r.End {
			report(n, "range outside the file")
			return
		}
		if !o.Covers(r) {
			report(n, "outer range %v does not cover the range", o)
		}
		if !n.base().synthetic {
			switch n := n.(type) {
			case *Ident:
				if text := f.Text(r); text != n.Name && !hasEscape(text) {
					report(n, "named %q", n.Name)
				}
				if f.IdentAt(r.Start) == nil {
					report(n, "not found by position")
				}
			case *Member:
				if text := f.Text(n.NamePos); text != n.Name && !hasEscape(text) && !strings.HasPrefix(text, "#") {
					report(n, "member named %q is %q", n.Name, text)
				}
			case *Call:
				if p := f.Text(n.Parens); p == "" || p[0] != '(' || p[len(p)-1] != ')' {
					report(n, "parentheses are %q", p)
				}
			case *JSXElement:
				if t := f.Text(n.OpenTag); t == "" || t[0] != '<' || t[len(t)-1] != '>' {
					report(n, "opening tag is %q", t)
				}
			case *JSXAttr:
				if t := f.Text(n.NamePos); !n.Spread && t != n.Name {
					report(n, "attribute named %q is %q", n.Name, t)
				}
				if n.Value != nil && n.ValuePos.Len() == 0 {
					report(n, "attribute without a place for its value")
				}
			}
		}
		lastStart := -1
		n.children(func(c Node) {
			if c.Parent() != n {
				report(c, "wrong parent")
			}
			_, class := n.(*Class)
			_, member := n.(*Property)
			_, param := n.(*Param)
			if !c.base().synthetic && !n.base().synthetic && !class && !member && !param && !r.Covers(c.Outer()) {
				report(c, "outer range %v outside its parent %T %v", c.Outer(), n, r)
			}
			if !c.base().synthetic && !class && !member && !param {
				if c.Range().Start < lastStart {
					report(c, "before its sibling")
				}
				lastStart = c.Range().Start
			}
			check(c)
		})
	}
	check(f.Program)
	return fail
}

// checkStatements asserts, for plain JavaScript, that the statements of a list
// leave no token between them: every end is exact.
func checkStatements(f *File) error {
	var fail error
	list := func(nodes []Node) {
		for i := 1; i < len(nodes); i++ {
			a, b := nodes[i-1].base(), nodes[i].base()
			if a.synthetic || b.synthetic || fail != nil {
				continue
			}
			for t := a.last + 1; t < b.first; t++ {
				if isConstant(f.Tok(t)) {
					continue // the parser drops the statement `!0;`
				}
				if f.Tok(t) != ";" {
					fail = fmt.Errorf("%T %.80q ends before %q", nodes[i-1], f.Text(nodes[i-1].Range()), f.Tok(t))
					return
				}
			}
			if b.first <= a.last {
				fail = fmt.Errorf("%T %.80q reaches into the next statement", nodes[i-1], f.Text(nodes[i-1].Range()))
				return
			}
		}
	}
	Walk(f.Program, func(n Node) bool {
		switch n := n.(type) {
		case *Program:
			list(n.Body)
		case *Block:
			list(n.Body)
		case *Case:
			list(n.Body)
		}
		return true
	})
	return fail
}

func isConstant(token string) bool {
	switch token {
	case "(", ")", "-", "!", "typeof", "void", "0", "1", "true", "false", "null", "undefined", "this":
		return true
	}
	return false
}

// synthetics counts the nodes that have no place in the text.
func synthetics(f *File) (count int, first Node) {
	Walk(f.Program, func(n Node) bool {
		if n.base().synthetic {
			count++
			if first == nil {
				first = n
			}
		}
		return true
	})
	return count, first
}

func mustParse(t *testing.T, name, src string) *File {
	t.Helper()
	f, err := Parse(name, src)
	if err != nil {
		t.Fatalf("parse %s: %v", name, err)
	}
	if err := checkTree(f); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return f
}
