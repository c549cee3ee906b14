package jose

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

// What every JSON reader must accept.
var validJSON = []string{
	`{}`, `[]`, `""`, `0`, `-0`, `null`, `true`, `false`, ` {} `, "\t[\n]\r",
	`{"a":1}`, `{"":0}`, `{"a":{"a":{"a":1}}}`, `[[],[[]],{}]`, `[1 , 2]`, `{ "a" : 1 , "b" : 2 }`,
	`[0e1]`, `[0e+1]`, `[0.5]`, `[-0]`, `[-123.456e-7]`, `[1E22]`, `[1e-300]`, `[123456789012345678901234567890]`,
	`["\"\\\/\b\f\n\r\t"]`, `["\u0041"]`, `["\u00e9é"]`, `["\uD83D\uDE00"]`, `["\ud83d\ude00😀"]`, `["\u0000"]`,
	`["\u005C"]`, `["` + "\u2028\u2029\u007f" + `"]`, `{"\u0061":1,"b":2}`, `{"a":[{"a":1},{"a":2}]}`,
}

// What no strict reader may accept, by what it is.
var invalidJSON = map[string]string{
	"empty":                    ``,
	"only space":               ` `,
	"byte order mark":          "\ufeff{}",
	"invalid UTF-8":            "[\"\xff\"]",
	"overlong UTF-8":           "[\"\xc0\xaf\"]",
	"surrogate in UTF-8":       "[\"\xed\xa0\x80\"]",
	"UTF-16":                   "[\x00\"\x00",
	"text after":               `{}x`,
	"second value":             `{} {}`,
	"brace after":              `{"a":1}}`,
	"comment":                  `{/**/}`,
	"line comment":             "{}//",
	"trailing comma in array":  `[1,]`,
	"trailing comma in object": `{"a":1,}`,
	"leading comma":            `[,1]`,
	"double comma":             `[1,,2]`,
	"missing comma":            `[1 2]`,
	"missing colon":            `{"a" 1}`,
	"double colon":             `{"a"::1}`,
	"comma for colon":          `{"a",1}`,
	"bare name":                `{a:1}`,
	"single quotes":            `{'a':1}`,
	"number for a name":        `{1:1}`,
	"array not closed":         `[1`,
	"object not closed":        `{"a":1`,
	"object without value":     `{"a":`,
	"string not closed":        `["a`,
	"closed with the other":    `[1}`,
	"closing only":             `]`,
	"True":                     `[True]`,
	"nul":                      `[nul]`,
	"nan":                      `[NaN]`,
	"infinity":                 `[Infinity]`,
	"minus infinity":           `[-Infinity]`,
	"undefined":                `[undefined]`,
	"plus":                     `[+1]`,
	"leading zero":             `[01]`,
	"minus leading zero":       `[-01]`,
	"double zero":              `[00]`,
	"hexadecimal":              `[0x1]`,
	"point first":              `[.5]`,
	"point last":               `[1.]`,
	"point and exponent":       `[1.e1]`,
	"exponent without digits":  `[1e]`,
	"exponent with plus only":  `[1e+]`,
	"minus only":               `[-]`,
	"two minuses":              `[--1]`,
	"too large":                `[1e400]`,
	"too large negative":       `[-1e400]`,
	"too many digits":          `[` + strings.Repeat("9", 400) + `]`,
	"digits of another script": `[１]`,
	"control character":        "[\"a\x00b\"]",
	"line break in string":     "[\"a\nb\"]",
	"tab in string":            "[\"a\tb\"]",
	"unknown escape":           `["\x41"]`,
	"octal escape":             `["\101"]`,
	"escape at the end":        `["\`,
	"short \\u":                `["\u41"]`,
	"\\u at the end":           `["\u004`,
	"\\U":                      `["\U0041"]`,
	"not hexadecimal":          `["\u00zz"]`,
	"high surrogate alone":     `["\ud83d"]`,
	"high surrogate and text":  `["\ud83dx"]`,
	"two high surrogates":      `["\ud83d\ud83d"]`,
	"low surrogate alone":      `["\ude00"]`,
	"vertical tab as space":    "[1\v]",
	"form feed as space":       "[1\f]",
	"no-break space":           "[1\u00a0]",
	"a name twice":             `{"a":1,"a":1}`,
	"a name twice, escaped":    `{"a":1,"\u0061":2}`,
	"a name twice, inside":     `{"x":[{"b":{"a":1,"c":2,"a":3}}]}`,
	"an empty name twice":      `{"":1,"":2}`,
	"nested too deep":          strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1),
	"nested far too deep":      strings.Repeat("[", 100000),
	"objects too deep":         strings.Repeat(`{"a":`, 100000),
}

func TestValidJSON(t *testing.T) {
	valid := append([]string{strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth)}, validJSON...)
	for _, text := range valid {
		if err := CheckJSON(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if !json.Valid([]byte(text)) {
			t.Errorf("%q: the case itself is wrong", text)
		}
	}
}

func TestInvalidJSON(t *testing.T) {
	for name, text := range invalidJSON {
		t.Run(name, func(t *testing.T) {
			if err := CheckJSON(text); err == nil {
				t.Errorf("%.80q was accepted", text)
			}
			if _, err := ReadObject(text, nil); err == nil {
				t.Errorf("%.80q was accepted as an object", text)
			}
		})
	}
}

func TestManyNamesAreStillCompared(t *testing.T) {
	var b strings.Builder
	b.WriteString("{")
	for i := range 2000 {
		fmt.Fprintf(&b, `"k%d":1,`, i)
	}
	distinct := b.String() + `"last":1}`
	if err := CheckJSON(distinct); err != nil {
		t.Fatal(err)
	}
	twice := b.String() + `"k1000":1}`
	if err := CheckJSON(twice); err == nil {
		t.Fatal("a name that comes again after 2000 others was not noticed")
	}
}

func TestReadObjectKeepsOnlyItsOwnMembers(t *testing.T) {
	m, err := ReadObject(` { "a" : {"inner": 1} , "\u0062": [ 1, "x" ], "c":"\u00e9\n" , "d": null, "e":-1.5e3 } `, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []Member{
		{"a", Value{Object, `{"inner": 1}`}},
		{"b", Value{Array, `[ 1, "x" ]`}},
		{"c", Value{String, `"\u00e9\n"`}},
		{"d", Value{Null, `null`}},
		{"e", Value{Number, `-1.5e3`}},
	}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("got %v, want %v", m, want)
	}
	if s, ok := m[2].Value.Text(); !ok || s != "é\n" {
		t.Errorf("text is %q", s)
	}
	if _, ok := m[3].Value.Text(); ok {
		t.Error("null has text")
	}
	if e := Elements(m[1].Value, nil); len(e) != 2 || e[0].Raw != "1" || e[1].Raw != `"x"` {
		t.Errorf("elements %v", e)
	}
	if e := Elements(Value{Array, "[ ]"}, nil); len(e) != 0 {
		t.Errorf("elements %v of nothing", e)
	}
}

// FuzzJSON holds the reader against encoding/json: what it accepts, that must accept
// too, with the same meaning; what it refuses and that accepts must be for a reason
// that can be named.
func FuzzJSON(f *testing.F) {
	for _, s := range validJSON {
		f.Add(s)
	}
	for _, s := range invalidJSON {
		if len(s) < 1000 {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		members, err := ReadObject(text, nil)
		var model map[string]any
		merr := json.Unmarshal([]byte(text), &model)
		if model == nil {
			return // not an object, or null
		}
		if err == nil && merr != nil {
			t.Fatalf("%q was accepted, but encoding/json says %v", text, merr)
		}
		if err != nil {
			return
		}
		if len(members) != len(model) {
			t.Fatalf("%q has %d members, encoding/json sees %d", text, len(members), len(model))
		}
		for _, m := range members {
			checkSame(t, m.Value, model[m.Name])
		}
	})
}

func checkSame(t *testing.T, v Value, model any) {
	t.Helper()
	switch want := model.(type) {
	case nil:
		if v.Kind != Null {
			t.Fatalf("%q is %v, not null", v.Raw, v.Kind)
		}
	case string:
		if got, ok := v.Text(); !ok || got != want {
			t.Fatalf("%q reads as %q, not %q", v.Raw, got, want)
		}
	case float64:
		if v.Kind != Number || math.IsInf(want, 0) {
			t.Fatalf("%q is not the number %v", v.Raw, want)
		}
	case bool:
		if v.Kind != Bool {
			t.Fatalf("%q is not a boolean", v.Raw)
		}
	case []any:
		e := Elements(v, nil)
		if v.Kind != Array || len(e) != len(want) {
			t.Fatalf("%q has %d elements, not %d", v.Raw, len(e), len(want))
		}
		for i := range e {
			checkSame(t, e[i], want[i])
		}
	case map[string]any:
		m, err := ReadObject(v.Raw, nil)
		if err != nil || len(m) != len(want) {
			t.Fatalf("%q has %d members (%v), not %d", v.Raw, len(m), err, len(want))
		}
		for i := range m {
			checkSame(t, m[i].Value, want[m[i].Name])
		}
	}
}

func TestQuoteIsBoundedAndEscaped(t *testing.T) {
	for in, want := range map[string]string{
		"a":                      `"a"`,
		"\x1b[31m":               `"\x1b[31m"`,
		"a\nb":                   `"a\nb"`,
		"é":                      `"\u00e9"`,
		strings.Repeat("x", 200): `"` + strings.Repeat("x", 80) + `"…`,
		strings.Repeat("é", 100): `"` + strings.Repeat(`\u00e9`, 40) + `"…`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("Quote(%q) = %s, want %s", in, got, want)
		}
	}
}
