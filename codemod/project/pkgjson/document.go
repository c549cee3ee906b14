package pkgjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tailscale/hujson"
)

// SyntaxError says where a file stops being JSON (or YAML).
type SyntaxError struct {
	// Line and Column count from 1; Column is in UTF-16 units, as editors
	// count. Column is 0 where only the line is known.
	Line, Column int
	// Problem says what is wrong, without the place.
	Problem string
}

func (e *SyntaxError) Error() string {
	if e.Column == 0 {
		return fmt.Sprintf("line %d: %s", e.Line, e.Problem)
	}
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Problem)
}

// maxNesting is how deep objects and arrays may stand in each other. The
// parser recurses, and a file of two million brackets would end the process.
const maxNesting = 1000

// Document is a parsed file that keeps the place of each value.
type Document struct {
	root hujson.Value
	base int // bytes of the byte order mark, which the parser does not see
}

// Member is one `"key": value` of an object.
type Member struct {
	// Key is the decoded name.
	Key string
	// Value is what follows the colon.
	Value Node
}

// Node is one value of a document.
type Node struct {
	// Start and End are the bytes of the value in the file, with the quotes
	// of a string.
	Start, End int
	value      hujson.ValueTrimmed
	base       int
}

// Parse reads JSON, with comments and trailing commas forgiven and a byte
// order mark allowed. The error is a *SyntaxError.
func Parse(src []byte) (*Document, error) {
	base := 0
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		base = 3
	}
	if at := tooDeep(src[base:]); at >= 0 {
		return nil, syntaxErrorAt(src, base+at, fmt.Sprintf("nested more than %d deep", maxNesting))
	}
	// A line comment at the end needs its newline; a file need not have one.
	// The parsed values alias this copy, so that the caller may change src.
	text := append(bytes.Clone(src[base:]), '\n')
	root, err := hujson.Parse(text)
	if err != nil {
		line, column, problem := splitError(err)
		return nil, syntaxErrorAt(src, base+offsetOf(src[base:], line, column), problem)
	}
	return &Document{root: root, base: base}, nil
}

// Root is the outermost value.
func (d *Document) Root() Node { return d.node(d.root) }

func (d *Document) node(v hujson.Value) Node {
	return Node{Start: v.StartOffset + d.base, End: v.EndOffset + d.base, value: v.Value, base: d.base}
}

// Members are the members of an object in source order, duplicates included;
// none for any other value.
func (n Node) Members() []Member {
	object, ok := n.value.(*hujson.Object)
	if !ok {
		return nil
	}
	members := make([]Member, 0, len(object.Members))
	for _, m := range object.Members {
		key, _ := m.Name.Value.(hujson.Literal)
		members = append(members, Member{
			Key:   key.String(),
			Value: Node{Start: m.Value.StartOffset + n.base, End: m.Value.EndOffset + n.base, value: m.Value.Value, base: n.base},
		})
	}
	return members
}

// Get is the member of that name; the last one counts, as for JSON.parse.
func (n Node) Get(key string) (Node, bool) {
	object, ok := n.value.(*hujson.Object)
	if !ok {
		return Node{}, false
	}
	for i := len(object.Members) - 1; i >= 0; i-- {
		m := object.Members[i]
		if name, ok := m.Name.Value.(hujson.Literal); ok && name.String() == key {
			return Node{Start: m.Value.StartOffset + n.base, End: m.Value.EndOffset + n.base, value: m.Value.Value, base: n.base}, true
		}
	}
	return Node{}, false
}

// Elements are the elements of an array; none for any other value.
func (n Node) Elements() []Node {
	array, ok := n.value.(*hujson.Array)
	if !ok {
		return nil
	}
	nodes := make([]Node, len(array.Elements))
	for i, v := range array.Elements {
		nodes[i] = Node{Start: v.StartOffset + n.base, End: v.EndOffset + n.base, value: v.Value, base: n.base}
	}
	return nodes
}

// IsObject tells whether the value is an object.
func (n Node) IsObject() bool { _, ok := n.value.(*hujson.Object); return ok }

// Str is the text of a string value.
func (n Node) Str() (string, bool) {
	literal, ok := n.value.(hujson.Literal)
	if !ok || literal.Kind() != '"' {
		return "", false
	}
	return literal.String(), true
}

// Strings are the strings of an array, others left out; a lone string counts
// as an array of one.
func (n Node) Strings() []string {
	if s, ok := n.Str(); ok {
		return []string{s}
	}
	var out []string
	for _, e := range n.Elements() {
		if s, ok := e.Str(); ok {
			out = append(out, s)
		}
	}
	return out
}

// quoteJSON is the text as a JSON string, without the HTML escapes that
// encoding/json adds: ">=3" stays readable.
func quoteJSON(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return strconv.Quote(s)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// tooDeep is the offset of the first bracket beyond maxNesting, or -1.
func tooDeep(src []byte) int {
	depth := 0
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '{', '[':
			if depth++; depth > maxNesting {
				return i
			}
		case '}', ']':
			depth--
		case '"':
			for i++; i < len(src) && src[i] != '"'; i++ {
				if src[i] == '\\' {
					i++
				}
			}
		case '/':
			if i+1 < len(src) && src[i+1] == '/' {
				n := bytes.IndexByte(src[i:], '\n')
				if n < 0 {
					return -1
				}
				i += n
			} else if i+1 < len(src) && src[i+1] == '*' {
				n := bytes.Index(src[i+2:], []byte("*/"))
				if n < 0 {
					return -1
				}
				i += n + 3
			}
		}
	}
	return -1
}

// splitError takes the place out of the parser's message.
func splitError(err error) (line, column int, problem string) {
	text := strings.TrimPrefix(err.Error(), "hujson: ")
	if _, scanErr := fmt.Sscanf(text, "line %d, column %d:", &line, &column); scanErr != nil {
		return 1, 1, text
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return line, column, "the file ends before the value does"
	}
	if inner := errors.Unwrap(err); inner != nil {
		return line, column, inner.Error()
	}
	return line, column, text
}

// offsetOf turns a line and a byte column, both from 1, into an offset.
func offsetOf(src []byte, line, column int) int {
	at := 0
	for range line - 1 {
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			return len(src)
		}
		at += n + 1
	}
	return min(at+column-1, len(src))
}

func syntaxErrorAt(src []byte, offset int, problem string) *SyntaxError {
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	before := src[start:offset]
	if start == 0 {
		before = bytes.TrimPrefix(before, []byte("\xef\xbb\xbf"))
	}
	return &SyntaxError{
		Line:    1 + bytes.Count(src[:offset], []byte("\n")),
		Column:  1 + utf16Len(before),
		Problem: problem,
	}
}

func utf16Len(b []byte) int {
	n := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		n += max(utf16.RuneLen(r), 1)
		b = b[size:]
	}
	return n
}
