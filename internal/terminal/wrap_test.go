package terminal

import (
	"bytes"
	"slices"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text        string
		width, used int
		want        []string
	}{
		{"", 10, 0, []string{""}},
		{"one two three", 7, 0, []string{"one two", "three"}},
		{"one two three", 7, 4, []string{"one", "two", "three"}},
		{"one two", 7, 5, []string{"", "one two"}},
		{"a-word-too-long b", 4, 0, []string{"a-word-too-long", "b"}},
		{"漢字 漢字", 5, 0, []string{"漢字", "漢字"}},
		{"漢字 漢字", 9, 0, []string{"漢字 漢字"}},
		{"漢字 漢字", 8, 0, []string{"漢字", "漢字"}},
	} {
		if got := Wrap(test.text, test.width, test.used); !slices.Equal(got, test.want) {
			t.Errorf("Wrap(%q, %d, %d) = %q, want %q", test.text, test.width, test.used, got, test.want)
		}
	}
}

func TestColumns(t *testing.T) {
	if got := Columns(&bytes.Buffer{}); got != 0 {
		t.Errorf("a buffer has %d columns", got)
	}
	if got := NewPaint(Plain).In(40).Columns(100); got != 40 {
		t.Errorf("a terminal of 40 columns has %d", got)
	}
	if got := (Paint{}).Columns(100); got != 100 {
		t.Errorf("without a terminal there are %d columns, want 100", got)
	}
}

func TestFlow(t *testing.T) {
	mark := func(s string) string { return "<" + s + ">" }
	spans := []Span{{Text: "one two", Paint: mark}, {Text: ": three  four "}, {Text: "a b c", Paint: mark, Whole: true}, {Text: "!"}}
	for _, test := range []struct {
		columns, used, margin int
		want                  string
	}{
		{0, 0, 2, "<one two>: three  four <a b c>!"},
		{80, 0, 2, "<one two>: three  four <a b c>!"},
		{13, 0, 2, "<one two>:\n  three  four\n  <a b c>!"},
		{12, 6, 2, "<one>\n  <two>: three\n  four\n  <a b c>!"},
		{6, 0, 2, "<one>\n  <two>:\n  three\n  four\n  <a b c>!"},
		{1, 0, 0, "<one>\n<two>:\nthree\nfour\n<a b c>!"},
	} {
		if got := (Paint{}).In(test.columns).Flow(test.used, test.margin, spans...); got != test.want {
			t.Errorf("%d columns, %d used, margin %d:\n%s\nwant\n%s", test.columns, test.used, test.margin, got, test.want)
		}
	}
	p := Paint{}.In(24)
	for text, want := range map[string]string{
		"read it from `{ a, b }`: now": "read it from `{ a, b }`:\nnow",
		"read all of it from `{ a }`":  "read all of it from\n`{ a }`",
		"a `b c":                       "a `b c",
		"of `const { a, b } = use()`":  "of `const { a, b } =\nuse()`",
		"```":                          "```",
	} {
		if got := p.Flow(0, 0, p.Prose(text)...); got != want {
			t.Errorf("%q is set as\n%s\nwant\n%s", text, got, want)
		}
	}
	if got := (Paint{}).In(10).Flow(0, 0); got != "" {
		t.Errorf("of nothing came %q", got)
	}
}
