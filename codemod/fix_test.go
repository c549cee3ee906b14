package codemod

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

func fixAt(start int, edits ...Edit) *Finding {
	return &Finding{Rule: "test", Fix: Safe, Range: js.Range{Start: start, End: start + 1}, Edits: edits}
}

func replace(start, end int, text string) Edit {
	return Replace(js.Range{Start: start, End: end}, text)
}

func TestMerge(t *testing.T) {
	a := fixAt(4, replace(4, 8, "A"), Insert(20, "a"))
	b := fixAt(2, replace(6, 7, "B"))
	c := fixAt(9, replace(8, 10, "C"))
	d := fixAt(12, replace(19, 21, "D"), replace(12, 13, "d"))
	e := fixAt(15, Insert(20, "a"), Insert(15, "e"))
	f := fixAt(16, Insert(15, "f"))
	tests := []struct {
		name       string
		fixes      []*Finding
		kept, rest []*Finding
	}{
		{"the first in source order wins, whatever the order of the reports", []*Finding{a, b}, []*Finding{b}, []*Finding{a}},
		{"neighbours do not overlap", []*Finding{a, c}, []*Finding{a, c}, nil},
		{"one edit that cannot be made leaves out the whole fix", []*Finding{a, d}, []*Finding{a}, []*Finding{d}},
		{"two fixes may want the same edit", []*Finding{a, e}, []*Finding{a, e}, nil},
		{"two insertions at one place have no order", []*Finding{e, f}, []*Finding{e}, []*Finding{f}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			kept, rest := merge(test.fixes)
			if !same(kept, test.kept) || !same(rest, test.rest) {
				t.Errorf("kept %d of %d", len(kept), len(test.fixes))
			}
		})
	}
}

func same(a, b []*Finding) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestMergeMakesASharedEditOnce(t *testing.T) {
	shared := Insert(3, "x")
	var set editSet
	for _, f := range []*Finding{fixAt(0, shared), fixAt(1, shared, Insert(4, "y"))} {
		if !set.add(f.Edits) {
			t.Fatal("refused")
		}
	}
	if got := apply("abcdef", set.edits); got != "abcxdyef" {
		t.Errorf("got %q", got)
	}
}

func TestInsertionsOfOneFixKeepTheirOrder(t *testing.T) {
	var set editSet
	set.add([]Edit{Insert(2, "1"), Insert(2, "2"), Insert(2, "3"), replace(2, 3, "-")})
	if got := apply("abcd", set.edits); got != "ab123-d" {
		t.Errorf("got %q", got)
	}
}

func TestCheckEdits(t *testing.T) {
	for _, bad := range [][]Edit{
		{replace(-1, 2, "")}, {replace(2, 1, "")}, {replace(3, 9, "")}, {replace(1, 4, ""), replace(3, 5, "")}, {replace(1, 4, ""), Insert(2, "x")},
	} {
		if checkEdits("12345", bad) == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
	if err := checkEdits("12345", []Edit{replace(3, 5, ""), Insert(3, "x"), replace(1, 3, "")}); err != nil {
		t.Error(err)
	}
}

// TestRevision edits texts at random, twice, and checks that the edits from
// the original lead to the same text and that every byte that is still the
// original's is known to be.
func TestRevision(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		src := strings.Repeat("0123456789", 4)
		r := newRevision(src)
		for pass := range 3 {
			var edits []Edit
			for at := random.IntN(4); at < len(r.text); at += 1 + random.IntN(9) {
				end := min(len(r.text), at+random.IntN(4))
				edits = append(edits, replace(at, end, strings.Repeat(string(rune('a'+pass)), random.IntN(3))))
				at = end
			}
			random.Shuffle(len(edits), func(i, j int) { edits[i], edits[j] = edits[j], edits[i] })
			want := apply(r.text, edits)
			r.apply(edits)
			if r.text != want {
				t.Fatalf("text %q, want %q", r.text, want)
			}
			if got := apply(src, r.edits()); got != want {
				t.Fatalf("the edits from the original lead to %q, want %q", got, want)
			}
			for i := range len(r.text) {
				o := r.origin(i)
				if digit := r.text[i] <= '9'; digit != (o.Len() == 0 && src[o.Start] == r.text[i]) && digit {
					t.Fatalf("byte %d (%c) of %q is said to be from %v", i, r.text[i], r.text, o)
				}
			}
		}
	}
}

func TestRevisionOrigin(t *testing.T) {
	r := newRevision("const user = useUser();")
	r.apply([]Edit{replace(6, 10, "{ user }"), Insert(23, "\nmore();")})
	r.apply([]Edit{replace(r.indexOf("user }"), r.indexOf(" }"), "u")})
	if got := r.text; got != "const { u } = useUser();\nmore();" {
		t.Fatalf("text %q", got)
	}
	for at, want := range map[int]js.Range{
		0:                        {Start: 0, End: 0},
		r.indexOf("{"):           {Start: 6, End: 10},
		r.indexOf("}"):           {Start: 6, End: 10},
		r.indexOf("useUser"):     {Start: 13, End: 13},
		r.indexOf("more"):        {Start: 23, End: 23},
		r.indexOf("more();") - 1: {Start: 23, End: 23},
	} {
		if got := r.origin(at); got != want {
			t.Errorf("offset %d is from %v, want %v", at, got, want)
		}
	}
}

func (r *revision) indexOf(s string) int { return strings.Index(r.text, s) }
