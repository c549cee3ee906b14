package script

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/js"
)

// view is one file as rules see it: what is sent to the child.
type view struct {
	// File is the path that rules are told, Text the source.
	File string `json:"file"`
	Text string `json:"text"`
	// Nodes are lines of [kind, start, end, parent, fields…], in the order in
	// which they are visited; nodes refer to each other by their place in the
	// list, and -1 is none. A line is read when its node is asked for: as
	// JavaScript's own lists and numbers they would take ten times the memory.
	Nodes string `json:"nodes"`
	// Kinds has one character a node, its kind and 32; Ends is the last node
	// within each, for visitors that are called when a node is left.
	Kinds string `json:"kinds"`
	Ends  []int  `json:"ends"`
	// Symbols are the identifiers of each binding that has more than one.
	Symbols [][]int `json:"symbols"`
	// Clerk and Imported are what nodes stand for, by the node's number.
	Clerk    map[int]*identity `json:"clerk"`
	Imported map[int]imported  `json:"imported"`
	// Specifiers are the project's files that specifiers lead to.
	Specifiers map[string]string `json:"specifiers"`

	// units measure the text, and items are the imports by their specifiers'
	// numbers: for what comes back.
	units *units
	items map[ref]*js.ImportName
	// count is how many nodes there are.
	count int
}

// identity is what [clerk.Value] says, for rules.
type identity struct {
	Package string    `json:"package"`
	Kind    string    `json:"kind"`
	Name    string    `json:"name"`
	Type    string    `json:"type,omitempty"`
	Of      *identity `json:"of,omitempty"`
}

// imported is an export of a module.
type imported struct {
	Module string `json:"module"`
	Name   string `json:"name"`
}

// ref is the number of a node; none stands for null.
type ref int

const none ref = -1

// builder makes the nodes of a view.
type builder struct {
	f     *clerk.File
	units *units
	kinds map[string]int
	// nodes are those that are complete, and those that are not yet.
	nodes []node
	// symbols are the numbers of identifiers, by what they are bound to.
	symbols map[*js.Symbol][]int
	order   []*js.Symbol
	// numbers are those of the tree's nodes, for what is asked of them.
	numbers map[js.Node]ref
	// leaves is whether the ends of nodes are wanted.
	leaves bool
	file   view
}

// node is one entry of the list.
type node struct {
	kind, parent int
	start, end   int // in UTF-16 units
	fields       []any
}

// viewOf is a file as rules see it; leaves says that they want to know when a
// node is left.
func viewOf(f *clerk.File, name string, leaves bool) *view {
	b := &builder{
		f: f, leaves: leaves, units: newUnits(f.Src), kinds: map[string]int{}, symbols: map[*js.Symbol][]int{}, numbers: map[js.Node]ref{},
		file: view{File: name, Text: f.Src, Clerk: map[int]*identity{}, Imported: map[int]imported{}, Specifiers: map[string]string{}, Symbols: [][]int{}, items: map[ref]*js.ImportName{}},
	}
	for i, t := range nodeTypes() {
		b.kinds[t.name] = i
	}
	b.file.units = b.units
	b.program(f.Program)
	b.identities()
	for _, s := range b.order {
		if list := b.symbols[s]; len(list) > 1 {
			b.file.Symbols = append(b.file.Symbols, list)
		}
	}
	b.encode()
	return &b.file
}

// open begins a node. Its children come after it, and its fields with close.
func (b *builder) open(kind string, r js.Range, parent ref) ref {
	b.nodes = append(b.nodes, node{kind: b.kinds[kind], parent: int(parent), start: b.units.of(r.Start), end: b.units.of(r.End)})
	return ref(len(b.nodes) - 1)
}

// close gives a node its fields, in the order of its type.
func (b *builder) close(i ref, fields ...any) ref {
	b.nodes[i].fields = fields
	return i
}

func (b *builder) leaf(kind string, r js.Range, parent ref, fields ...any) ref {
	return b.close(b.open(kind, r, parent), fields...)
}

// bound notes an identifier's binding.
func (b *builder) bound(i ref, s *js.Symbol) {
	if s == nil {
		return
	}
	if b.symbols[s] == nil {
		b.order = append(b.order, s)
	}
	b.symbols[s] = append(b.symbols[s], int(i))
}

func (b *builder) name(r js.Range, name string, parent ref) ref {
	return b.leaf("Identifier", r, parent, name)
}

func (b *builder) literal(r js.Range, value any, parent ref) ref {
	return b.leaf("Literal", r, parent, value, b.f.Text(r), nil, nil)
}

// list converts nodes one after the other.
func list[N js.Node](b *builder, nodes []N, parent ref, convert func(js.Node, ref) ref) []ref {
	out := make([]ref, len(nodes))
	for i, n := range nodes {
		out[i] = convert(n, parent)
	}
	return out
}

func (b *builder) encode() {
	out := make([]byte, 0, 32*len(b.nodes))
	kinds := make([]byte, len(b.nodes))
	ends := make([]int, len(b.nodes))
	for i := range b.nodes {
		n := &b.nodes[i]
		kinds[i], ends[i] = byte(n.kind+' '), i
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, '[')
		for j, v := range [...]int{n.kind, n.start, n.end, n.parent} {
			if j > 0 {
				out = append(out, ',')
			}
			out = strconv.AppendInt(out, int64(v), 10)
		}
		for _, v := range n.fields {
			out = append(out, ',')
			out = appendField(out, v)
		}
		out = append(out, ']')
	}
	for i := len(ends) - 1; i > 0; i-- {
		parent := b.nodes[i].parent
		ends[parent] = max(ends[parent], ends[i])
	}
	b.file.Nodes, b.file.Kinds, b.file.count = string(out), string(kinds), len(b.nodes)
	if b.leaves {
		b.file.Ends = ends
	}
}

func appendField(out []byte, v any) []byte {
	switch v := v.(type) {
	case ref:
		return strconv.AppendInt(out, int64(v), 10)
	case []ref:
		out = append(out, '[')
		for i, r := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = strconv.AppendInt(out, int64(r), 10)
		}
		return append(out, ']')
	case bool:
		return strconv.AppendBool(out, v)
	case nil:
		return append(out, "null"...)
	}
	// Text and numbers of the source: nothing that JSON cannot say.
	text, err := json.Marshal(v)
	if err != nil {
		return append(out, "null"...)
	}
	return append(out, text...)
}

// identities notes what names of the file stand for.
func (b *builder) identities() {
	for _, u := range b.f.Uses() {
		if i, ok := b.numbers[u.Node]; ok {
			b.file.Clerk[int(i)] = identityOf(u.Value)
		}
	}
	for n, i := range b.numbers {
		switch n.(type) {
		case *js.Ident, *js.Member, *js.Call, *js.Await:
			if module, name := b.f.ImportOf(n); module != "" {
				b.file.Imported[int(i)] = imported{module, name}
				b.specifier(module)
			}
		}
	}
}

// specifier notes the file that a specifier leads to.
func (b *builder) specifier(module string) {
	if _, known := b.file.Specifiers[module]; known {
		return
	}
	if path, ok := b.f.Resolve(module); ok {
		b.file.Specifiers[module] = path
	}
}

func identityOf(v *clerk.Value) *identity {
	if v == nil {
		return nil
	}
	i := &identity{Package: v.Origin.Package, Name: v.Name, Type: v.Type}
	switch v.Kind {
	case clerk.Module:
		i.Kind = "module"
	case clerk.Export:
		i.Kind = "export"
	case clerk.Result:
		i.Kind = "result"
	case clerk.Instance:
		i.Kind = "instance"
	case clerk.Method:
		i.Kind = "method"
	case clerk.Props:
		i.Kind = "props"
	case clerk.List:
		i.Kind, i.Of = "list", identityOf(v.Elem)
	case clerk.Promise:
		i.Kind, i.Of = "promise", identityOf(v.Elem)
	}
	return i
}

// program converts the root. What the parser drops, imports and exports of
// types alone, is put back in its place.
func (b *builder) program(p *js.Program) {
	i := b.open("Program", js.Range{Start: 0, End: len(b.f.Src)}, none)
	b.close(i, b.body(p.Body, i, true), "module")
}

// piece is a statement, or an import or export that has no node of its own.
type piece struct {
	at  int
	n   js.Node
	imp *js.ImportDecl
	exp *js.ExportDecl
}

// body converts a list of statements.
func (b *builder) body(nodes []js.Node, parent ref, top bool) []ref {
	pieces := make([]piece, 0, len(nodes))
	seen := map[any]bool{}
	for _, n := range nodes {
		pieces = append(pieces, piece{at: n.Range().Start, n: n})
		switch n := n.(type) {
		case *js.Import:
			seen[n.Decl] = true
		case *js.Export:
			seen[n.Decl] = true
		}
	}
	if top {
		for _, d := range b.f.Imports {
			if !seen[d] && !d.Equals {
				pieces = append(pieces, piece{at: d.Pos.Start, imp: d})
			}
		}
		for _, d := range b.f.File.Exports {
			if !seen[d] {
				pieces = append(pieces, piece{at: d.Pos.Start, exp: d})
			}
		}
		slices.SortStableFunc(pieces, func(x, y piece) int { return x.at - y.at })
	}
	out := make([]ref, 0, len(pieces))
	for _, p := range pieces {
		switch {
		case p.imp != nil:
			out = append(out, b.importDecl(p.imp, parent))
		case p.exp != nil:
			out = append(out, b.exportDecl(p.exp, parent))
		default:
			out = append(out, b.statement(p.n, parent))
		}
	}
	return out
}

// firstWord reports whether a text begins with a word.
func firstWord(text, word string) bool {
	rest, ok := strings.CutPrefix(text, word)
	return ok && (rest == "" || !isWordByte(rest[0]))
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
