package rules

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// nullable follows the values that a fix makes nullable, where the run asks
// for that: they are read with `?.`, and where they go on whole a notice says
// so. Without that option it follows nothing.
type nullable struct {
	f  *js.File
	on bool
	// edits belong to the fix, notices are said beside it.
	edits   []codemod.Edit
	notices []codemod.Finding
	// names are those that are followed already, places those that were
	// edited or named: two ways may lead to one.
	names  map[*js.Symbol]bool
	places map[int]bool
}

func newNullable(p *codemod.Pass) *nullable {
	return &nullable{f: p.File.File, on: p.Options.OptionalReads, names: map[*js.Symbol]bool{}, places: map[int]bool{}}
}

// nullableValue is an expression that can be null or undefined after the fix.
type nullableValue struct {
	node js.Node
	// shown is the value as messages name it.
	shown string
	// whole is true for what a hook gives, false for what is read from it:
	// that used to be nullable in part, and types tell more about it.
	whole bool
	sure  narrowing
}

// symbol follows a name that the fix binds to a nullable value.
func (u *nullable) symbol(sym *js.Symbol) { u.name(sym, true) }

// expr follows an expression that the fix makes nullable.
func (u *nullable) expr(n js.Node, shown string, sure narrowing) {
	if u.on {
		u.follow(nullableValue{node: n, shown: shown, whole: true, sure: sure})
	}
}

func (u *nullable) name(sym *js.Symbol, whole bool) {
	if !u.on || u.names[sym] {
		return
	}
	u.names[sym] = true
	sure := ofSymbol(u.f, sym)
	for _, ref := range sym.Refs {
		u.follow(nullableValue{node: ref, shown: sym.Name, whole: whole, sure: sure})
	}
	if whole && isExported(u.f, sym) {
		u.notice(nullableValue{node: sym.Decls[0], shown: sym.Name}, "is exported, so see that its importers allow for that")
	}
}

// follow looks at what is done with a value.
func (u *nullable) follow(v nullableValue) {
	if js.IsWrite(v.node) || isAsserted(u.f, v.node) || v.sure.known(v.node) {
		return
	}
	if link := readBy(v.node); link != nil {
		u.read(v, link)
		return
	}
	u.passed(v)
}

// read makes the link of a chain that reads the value an optional one, and
// goes on with what the chain gives.
func (u *nullable) read(v nullableValue, link js.Node) {
	if isOptional(link) {
		return
	}
	end := chainEnd(u.f, link)
	if why := rejects(end); why != "" {
		u.notice(v, why+", where `?.` cannot stand; check it first")
		return
	}
	if edit := optionalLink(u.f, v.node, link); u.first(edit.Start) {
		u.edits = append(u.edits, edit)
	}
	u.follow(nullableValue{node: end, shown: u.text(end, v)})
}

// text is how messages name what a chain gives.
func (u *nullable) text(end js.Node, v nullableValue) string {
	const most = 40
	if s := v.shown + u.f.Src[v.node.Outer().End:end.Range().End]; len(s) <= most && len(u.f.CommentsIn(end.Range())) == 0 {
		return s
	}
	return "what is read from " + v.shown
}

// first reports whether a place was not come to before.
func (u *nullable) first(offset int) bool {
	if u.places[offset] {
		return false
	}
	u.places[offset] = true
	return true
}

func (u *nullable) notice(v nullableValue, what string) {
	if !u.first(v.node.Range().Start) {
		return
	}
	at := v.node.Range()
	if attr, ok := v.node.Parent().(*js.JSXAttr); ok && !attr.Spread {
		at = attr.Range()
	}
	u.notices = append(u.notices, codemod.Finding{
		Range:   at,
		Message: fmt.Sprintf("`%s` can be null or undefined now; here it %s", v.shown, what),
	})
}

// reportWith reports a fix together with what it makes nullable.
func (u *nullable) reportWith(p *codemod.Pass, f codemod.Finding) {
	f.Edits = append(f.Edits, u.edits...)
	p.Report(f)
	for _, n := range u.notices {
		p.Report(n)
	}
}

// readBy is the member, the index or the call that reads n; nil where none
// does.
func readBy(n js.Node) js.Node {
	if p := n.Parent(); object(p) == n {
		return p
	}
	return nil
}

func isOptional(link js.Node) bool {
	switch n := link.(type) {
	case *js.Member:
		return n.Optional
	case *js.Index:
		return n.Optional
	case *js.Call:
		return n.Optional
	}
	return false
}

// optionalLink is the edit that makes a link of a chain optional; x is what it
// reads.
func optionalLink(f *js.File, x, link js.Node) codemod.Edit {
	at := f.Tokens[f.TokenAt(x.Outer().End)].Start
	if _, member := link.(*js.Member); member {
		return codemod.Insert(at, "?")
	}
	return codemod.Insert(at, "?.")
}

// chainEnd is the last link of the chain that an optional link begins: where
// that stops, so does the rest. Parentheses and casts end a chain.
func chainEnd(f *js.File, link js.Node) js.Node {
	for {
		next := readBy(link)
		if next == nil || isCast(f, link) && !isAsserted(f, link) || isParenthesised(f, link) {
			return link
		}
		link = next
	}
}

// isAsserted reports whether the text says that a value is there: user!.
func isAsserted(f *js.File, n js.Node) bool {
	for i := f.TokenAt(n.Range().End); f.Tokens[i].Start < n.Outer().End; i++ {
		if f.Tok(i) == "!" {
			return true
		}
	}
	return false
}

// rejects says why an optional chain cannot end with n: it is an error of
// syntax there, or fails just as well. It is "" where it can.
func rejects(n js.Node) string {
	// (user.meta as Meta).seen = true is a chain to a reader.
	top := n
	for next := readBy(top); next != nil; next = readBy(top) {
		top = next
	}
	if js.IsWrite(top) && !isDeleted(top) {
		return "is written to"
	}
	switch p := n.Parent().(type) {
	case *js.New:
		if p.Callee == n {
			return "is given to `new`"
		}
	case *js.Template:
		if p.Tag == n {
			return "is a template's tag"
		}
	case *js.JSXElement:
		if p.Tag == n {
			return "is an element's tag"
		}
	case *js.Class:
		if slices.Contains(p.Decorators, n) {
			return "is a decorator"
		}
	case *js.Property:
		if slices.Contains(p.Decorators, n) {
			return "is a decorator"
		}
	}
	return ""
}

func isDeleted(n js.Node) bool {
	p, ok := n.Parent().(*js.Unary)
	return ok && p.Op == "delete"
}
