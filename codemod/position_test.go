package codemod

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

func TestPosition(t *testing.T) {
	const src = "\ufeffab\r\nc\t𝒳é x\rlone\n\nlast"
	x := newLineIndex(src)
	tests := []struct {
		at   string
		want Position
	}{
		{"ab", Position{1, 1}},
		{"b\r", Position{1, 2}},
		{"c\t", Position{2, 1}},
		{"é", Position{2, 5}}, // the letter before takes two units
		{"x\r", Position{2, 7}},
		{"lone", Position{3, 1}},
		{"last", Position{5, 1}},
	}
	for _, test := range tests {
		if got := x.position(strings.Index(src, test.at)); got != test.want {
			t.Errorf("%q is at %v, want %v", test.at, got, test.want)
		}
	}
	if got := x.position(len(src)); got != (Position{5, 5}) {
		t.Errorf("the end is at %v", got)
	}
	if got := newLineIndex("").position(0); got != (Position{1, 1}) {
		t.Errorf("the start of nothing is at %v", got)
	}
}

func TestPlace(t *testing.T) {
	const src = "\ufeffone\n  const user = useUser(\n    x);\n"
	x := newLineIndex(src)
	start := strings.Index(src, "useUser")
	p := x.place(js.Range{Start: start, End: strings.Index(src, ";")})
	if p.Excerpt != "  const user = useUser(" || p.Excerpt[p.Mark.Start:p.Mark.End] != "useUser(" {
		t.Errorf("excerpt %q, mark %v", p.Excerpt, p.Mark)
	}
	if p.Start != (Position{2, 16}) || p.End != (Position{3, 7}) {
		t.Errorf("from %v to %v", p.Start, p.End)
	}
	if p := x.place(js.Range{Start: 0, End: 6}); p.Excerpt != "one" || p.Mark != (js.Range{Start: 0, End: 3}) {
		t.Errorf("first line: %q %v", p.Excerpt, p.Mark)
	}

	long := strings.Repeat("é", 1000) + "HERE" + strings.Repeat("é", 1000)
	start = strings.Index(long, "HERE")
	p = newLineIndex(long).place(js.Range{Start: start, End: start + 4})
	if len(p.Excerpt) > maxExcerpt+4 || p.Excerpt[p.Mark.Start:p.Mark.End] != "HERE" || !p.CutLeft || !p.CutRight {
		t.Errorf("long line: %q %v", p.Excerpt, p.Mark)
	}
	if strings.Contains(p.Excerpt, "\ufffd") || p.Start.Column != 1001 {
		t.Errorf("long line: cut within a letter or misplaced: %q %v", p.Excerpt, p.Start)
	}
}
