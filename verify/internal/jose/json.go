package jose

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxDepth is how deep arrays and objects may nest. A session token needs three
// levels; a reader that recurses without a bound can be made to use up its stack.
const MaxDepth = 32

// Kind is the type of a JSON value.
type Kind uint8

// The types of JSON values. None is that of a value that is not there.
const (
	None Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

func (k Kind) String() string {
	return [...]string{"nothing", "null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// Value is one JSON value as it was written, already known to be well formed.
type Value struct {
	Kind Kind
	// Raw is the value's own text, quotes included for a string.
	Raw string
}

// Text gives the characters of a string, and false for any other kind.
func (v Value) Text() (string, bool) {
	if v.Kind != String {
		return "", false
	}
	return unquote(v.Raw), true
}

// Member is a name and a value of an object.
type Member struct {
	Name  string
	Value Value
}

// ReadObject reads text that must be exactly one JSON object, and appends its
// members to dst in their order. Values inside members are checked too.
func ReadObject(text string, dst []Member) ([]Member, error) {
	r := reader{text: text, members: dst}
	if err := r.document(true); err != nil {
		return nil, err
	}
	return r.members, nil
}

// CheckJSON tells whether text is exactly one JSON value by the rules of this package.
func CheckJSON(text string) error {
	r := reader{text: text}
	return r.document(false)
}

// Elements appends the elements of an array that was already checked to dst.
func Elements(array Value, dst []Value) []Value {
	if array.Kind != Array {
		return dst
	}
	r := reader{text: array.Raw, pos: 1}
	for {
		r.space()
		if r.text[r.pos] == ']' {
			return dst
		}
		v, err := r.value(1, false)
		if err != nil { // cannot be: the text was checked
			return nil
		}
		dst = append(dst, v)
		r.space()
		if r.text[r.pos] == ',' {
			r.pos++
		}
	}
}

// reader walks one text. Names of every object that is still open lie on one
// stack, as places in the text: that keeps the reader free of memory of its own.
type reader struct {
	text    string
	pos     int
	members []Member
	first   [32]span
	count   int
	rest    []span // those that first has no room for
}

// span is where a name stands in the text, quotes included.
type span struct {
	start, end int
	escaped    bool
}

func (r *reader) span(i int) span {
	if i < len(r.first) {
		return r.first[i]
	}
	return r.rest[i-len(r.first)]
}

func (r *reader) push(s span) {
	if r.count < len(r.first) {
		r.first[r.count] = s
	} else {
		r.rest = append(r.rest[:r.count-len(r.first)], s)
	}
	r.count++
}

func (r *reader) name(s span) string {
	if s.escaped {
		return unquote(r.text[s.start:s.end])
	}
	return r.text[s.start+1 : s.end-1]
}

func (r *reader) fail(format string, args ...any) error {
	return fmt.Errorf("%s at byte %d", fmt.Sprintf(format, args...), r.pos)
}

func (r *reader) document(object bool) error {
	if !utf8.ValidString(r.text) {
		return fmt.Errorf("the text is not valid UTF-8")
	}
	if strings.HasPrefix(r.text, "\ufeff") {
		return fmt.Errorf("the text starts with a byte order mark")
	}
	r.space()
	if r.pos == len(r.text) {
		return fmt.Errorf("the text is empty")
	}
	if object && r.text[r.pos] != '{' {
		return r.fail("the value is not an object")
	}
	if _, err := r.value(0, object); err != nil {
		return err
	}
	r.space()
	if r.pos != len(r.text) {
		return r.fail("more text follows the value")
	}
	return nil
}

func (r *reader) space() {
	for r.pos < len(r.text) {
		switch r.text[r.pos] {
		case ' ', '\t', '\n', '\r':
			r.pos++
		default:
			return
		}
	}
}

// value reads one value that starts at pos; depth counts the containers around it.
func (r *reader) value(depth int, keep bool) (Value, error) {
	if r.pos == len(r.text) {
		return Value{}, r.fail("the text ends where a value should be")
	}
	start := r.pos
	var kind Kind
	var err error
	switch c := r.text[r.pos]; {
	case c == '"':
		kind, err = String, r.str()
	case c == '{':
		kind, err = Object, r.object(depth+1, keep)
	case c == '[':
		kind, err = Array, r.array(depth+1)
	case c == 't':
		kind, err = Bool, r.word("true")
	case c == 'f':
		kind, err = Bool, r.word("false")
	case c == 'n':
		kind, err = Null, r.word("null")
	case c == '-' || isDigit(c):
		kind, err = Number, r.number()
	default:
		return Value{}, r.fail("a value cannot start with %q", c)
	}
	if err != nil {
		return Value{}, err
	}
	return Value{Kind: kind, Raw: r.text[start:r.pos]}, nil
}

func (r *reader) word(w string) error {
	if !strings.HasPrefix(r.text[r.pos:], w) {
		return r.fail("unknown word")
	}
	r.pos += len(w)
	return nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (r *reader) digits() bool {
	start := r.pos
	for r.pos < len(r.text) && isDigit(r.text[r.pos]) {
		r.pos++
	}
	return r.pos > start
}

func (r *reader) number() error {
	start, plain := r.pos, true
	if r.text[r.pos] == '-' {
		r.pos++
	}
	first := r.pos
	if !r.digits() {
		return r.fail("a number has no digits")
	}
	if r.text[first] == '0' && r.pos > first+1 {
		return r.fail("a number starts with a zero")
	}
	if r.pos < len(r.text) && r.text[r.pos] == '.' {
		plain = false
		r.pos++
		if !r.digits() {
			return r.fail("a number has no digits after its point")
		}
	}
	if r.pos < len(r.text) && (r.text[r.pos] == 'e' || r.text[r.pos] == 'E') {
		plain = false
		r.pos++
		if r.pos < len(r.text) && (r.text[r.pos] == '+' || r.text[r.pos] == '-') {
			r.pos++
		}
		if !r.digits() {
			return r.fail("a number has no digits in its exponent")
		}
	}
	// Readers differ on what becomes of 1e400, so no number may be beyond a float64.
	if !plain || r.pos-start > 300 {
		if _, err := strconv.ParseFloat(r.text[start:r.pos], 64); err != nil {
			return r.fail("a number is out of range")
		}
	}
	return nil
}

// str moves past a string; pos is at its opening quote.
func (r *reader) str() error {
	r.pos++
	for {
		i := r.pos
		for i < len(r.text) && r.text[i] != '"' && r.text[i] != '\\' && r.text[i] >= 0x20 {
			i++
		}
		r.pos = i
		switch {
		case i == len(r.text):
			return r.fail("a string does not end")
		case r.text[i] == '"':
			r.pos++
			return nil
		case r.text[i] == '\\':
			if err := r.escape(); err != nil {
				return err
			}
		default:
			return r.fail("a string holds a control character")
		}
	}
}

func (r *reader) escape() error {
	rest := r.text[r.pos+1:]
	if rest == "" {
		return r.fail("a string does not end")
	}
	switch rest[0] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		r.pos += 2
		return nil
	case 'u':
	default:
		return r.fail("a string holds an unknown escape")
	}
	first, ok := hex4(rest[1:])
	if !ok {
		return r.fail("a string holds a \\u without four hexadecimal digits")
	}
	r.pos += 6
	if !utf16.IsSurrogate(first) {
		return nil
	}
	// Half a surrogate pair is not a character; readers turn it into different things.
	rest = r.text[r.pos:]
	if len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
		if second, ok := hex4(rest[2:]); ok && utf16.DecodeRune(first, second) != utf8.RuneError {
			r.pos += 6
			return nil
		}
	}
	return r.fail("a string holds half of a surrogate pair")
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	var v rune
	for i := range 4 {
		c := s[i]
		switch {
		case isDigit(c):
			v = v<<4 | rune(c-'0')
		case 'a' <= c && c <= 'f':
			v = v<<4 | rune(c-'a'+10)
		case 'A' <= c && c <= 'F':
			v = v<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return v, true
}

func (r *reader) array(depth int) error {
	if depth > MaxDepth {
		return r.fail("values nest deeper than %d levels", MaxDepth)
	}
	r.pos++
	for first := true; ; first = false {
		r.space()
		if first && r.pos < len(r.text) && r.text[r.pos] == ']' {
			r.pos++
			return nil
		}
		if _, err := r.value(depth, false); err != nil {
			return err
		}
		done, err := r.next(']')
		if done || err != nil {
			return err
		}
	}
}

// manyNames is the number of names in one object from which a map finds
// duplicates faster than a look at each.
const manyNames = 16

func (r *reader) object(depth int, keep bool) error {
	if depth > MaxDepth {
		return r.fail("values nest deeper than %d levels", MaxDepth)
	}
	base := r.count
	var seen names
	r.pos++
	for first := true; ; first = false {
		r.space()
		if first && r.pos < len(r.text) && r.text[r.pos] == '}' {
			r.pos++
			return nil
		}
		if r.pos == len(r.text) || r.text[r.pos] != '"' {
			return r.fail("an object needs a name in quotes here")
		}
		s := span{start: r.pos}
		if err := r.str(); err != nil {
			return err
		}
		s.end = r.pos
		s.escaped = strings.IndexByte(r.text[s.start:s.end], '\\') >= 0
		name := r.name(s)
		if r.has(name, base, &seen) {
			return r.fail("an object has the name %s twice", Quote(name))
		}
		r.push(s)
		r.space()
		if r.pos == len(r.text) || r.text[r.pos] != ':' {
			return r.fail("a colon must follow a name")
		}
		r.pos++
		r.space()
		v, err := r.value(depth, false)
		if err != nil {
			return err
		}
		if keep {
			r.members = append(r.members, Member{name, v})
		}
		done, err := r.next('}')
		if done || err != nil {
			r.count = base
			return err
		}
	}
}

// names helps to find the names that an object has already.
type names struct {
	marks uint64              // a bit for each name; two names may share one
	all   map[string]struct{} // nil while the names are few
}

// has tells whether the object whose names start at base has a name already. It
// looks at each if the marks leave it open, or keeps a map once there are many.
func (r *reader) has(name string, base int, seen *names) bool {
	var bit uint64 = 1
	if n := len(name); n > 0 {
		bit <<= (uint(name[0]) + 7*uint(name[n-1]) + 31*uint(n)) % 64
	}
	if seen.marks&bit == 0 && seen.all == nil {
		seen.marks |= bit
		return false
	}
	if r.count-base < manyNames {
		for i := base; i < r.count; i++ {
			if r.name(r.span(i)) == name {
				return true
			}
		}
		return false
	}
	if seen.all == nil {
		seen.all = make(map[string]struct{}, 4*manyNames)
		for i := base; i < r.count; i++ {
			seen.all[r.name(r.span(i))] = struct{}{}
		}
	}
	if _, ok := seen.all[name]; ok {
		return true
	}
	seen.all[name] = struct{}{}
	return false
}

// next moves past a comma, or past the end of the container.
func (r *reader) next(end byte) (done bool, err error) {
	r.space()
	if r.pos == len(r.text) {
		return false, r.fail("the text ends inside a value")
	}
	switch r.text[r.pos] {
	case end:
		r.pos++
		return true, nil
	case ',':
		r.pos++
		return false, nil
	}
	return false, r.fail("a comma or %q must follow a value", end)
}

// unquote gives the characters of a string literal that was already checked.
func unquote(raw string) string {
	body := raw[1 : len(raw)-1]
	if strings.IndexByte(body, '\\') < 0 {
		return body
	}
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			out = append(out, body[i])
			continue
		}
		i++
		switch body[i] {
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			c, _ := hex4(body[i+1:])
			i += 4
			if utf16.IsSurrogate(c) {
				low, _ := hex4(body[i+3:])
				c = utf16.DecodeRune(c, low)
				i += 6
			}
			out = utf8.AppendRune(out, c)
		default: // a quote, a slash or a backslash
			out = append(out, body[i])
		}
	}
	return string(out)
}

// Quote shows untrusted text inside a message: in quotes, escaped, and cut to a
// length at which it can neither fill a log nor hide the rest of the line.
func Quote(s string) string {
	const limit = 80
	if len(s) > limit {
		cut := limit
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		return strconv.QuoteToASCII(s[:cut]) + "…"
	}
	return strconv.QuoteToASCII(s)
}
