package codemod

import (
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// FuzzMerge makes fixes of any edits, overlapping as they like, and asserts
// what the engine promises of merging and of applying pass by pass: a fix is
// kept whole or not at all, kept fixes do not disturb each other, and outside
// their edits every byte stays.
func FuzzMerge(f *testing.F) {
	f.Add("const user = useUser();", []byte{6, 10, 1, 6, 10, 1, 13, 20, 2})
	f.Add("abc", []byte{0, 0, 1, 0, 0, 2, 3, 3, 1})
	f.Fuzz(func(t *testing.T, src string, plan []byte) {
		var fixes []*Finding
		for i := 0; i+2 < len(plan) && i < 60; i += 3 {
			start := int(plan[i]) % (len(src) + 1)
			end := min(len(src), start+int(plan[i+1])%8)
			e := Edit{js.Range{Start: start, End: end}, strings.Repeat("é", int(plan[i+2])%3)}
			if plan[i+2]&64 != 0 && len(fixes) > 0 {
				last := fixes[len(fixes)-1]
				last.Edits = append(last.Edits, e)
				continue
			}
			fixes = append(fixes, &Finding{Range: e.Range, Edits: []Edit{e}})
		}
		sound := fixes[:0:0]
		for _, fix := range fixes {
			if checkEdits(src, fix.Edits) == nil {
				sound = append(sound, fix)
			}
		}
		kept, rest := merge(sound)
		if len(kept)+len(rest) != len(sound) || len(sound) > 0 && len(kept) == 0 {
			t.Fatalf("%d fixes became %d kept and %d waiting", len(sound), len(kept), len(rest))
		}
		var all editSet
		for _, fix := range kept {
			if !all.add(fix.Edits) {
				t.Fatalf("kept fixes disturb each other: %v", fix.Edits)
			}
		}
		for _, fix := range rest {
			if copied := (editSet{append([]Edit(nil), all.edits...)}); copied.add(fix.Edits) && overlapsNone(fix, kept) {
				t.Errorf("a fix waits for nothing: %v", fix.Edits)
			}
		}

		after := apply(src, all.edits)
		at := 0
		for i, e := range all.edits {
			untouched := src[e.End:]
			if i+1 < len(all.edits) {
				untouched = src[e.End:all.edits[i+1].Start]
			}
			if i == 0 && !strings.HasPrefix(after, src[:e.Start]) {
				t.Fatalf("%q became %q: the beginning is lost", src, after)
			}
			at = len(after) - len(apply(src[e.End:], shifted(all.edits[i+1:], e.End)))
			if !strings.HasPrefix(after[at:], untouched) {
				t.Fatalf("%q became %q: lost %q", src, after, untouched)
			}
		}
		rev := newRevision(src)
		rev.apply(all.edits)
		if rev.text != after || apply(src, rev.edits()) != after {
			t.Fatalf("a revision of %q says %q and makes %q, want %q", src, rev.text, apply(src, rev.edits()), after)
		}
	})
}

// overlapsNone reports whether no edit of the fix touches one of the others.
func overlapsNone(fix *Finding, others []*Finding) bool {
	for _, other := range others {
		for _, a := range fix.Edits {
			for _, b := range other.Edits {
				if touch(a, b) {
					return false
				}
			}
		}
	}
	return true
}

func shifted(edits []Edit, by int) []Edit {
	var out []Edit
	for _, e := range edits {
		out = append(out, Edit{js.Range{Start: e.Start - by, End: e.End - by}, e.New})
	}
	return out
}
