package script

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// FuzzUnits checks the two measures of a text against each other: every
// character's beginning has its place in both, and nothing else has.
func FuzzUnits(f *testing.F) {
	for _, s := range []string{"", "abc", "é", "𝒳", "a𝒳é\r\nb", "\ufeffx", "👩‍👩‍👧", "日本\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // such a file is skipped
		}
		u := newUnits(s)
		at := map[int]int{} // bytes by units
		count := 0
		for i, r := range s {
			at[count] = i
			if got := u.of(i); got != count {
				t.Errorf("byte %d of %q is unit %d, want %d", i, s, got, count)
			}
			count += utf16.RuneLen(r)
		}
		at[count] = len(s)
		if got := u.of(len(s)); got != count {
			t.Errorf("the end of %q is unit %d, want %d", s, got, count)
		}
		for n := -1; n <= count+2; n++ {
			got, ok := u.bytes(n)
			want, is := at[n]
			if ok != is || ok && got != want {
				t.Errorf("unit %d of %q is byte %d, %v; want %d, %v", n, s, got, ok, want, is)
			}
		}
	})
}
