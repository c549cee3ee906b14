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
	if got := NewPaint(false).In(40).Columns(100); got != 40 {
		t.Errorf("a terminal of 40 columns has %d", got)
	}
	if got := (Paint{}).Columns(100); got != 100 {
		t.Errorf("without a terminal there are %d columns, want 100", got)
	}
}
