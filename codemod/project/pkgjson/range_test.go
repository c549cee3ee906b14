package pkgjson

import (
	"testing"

	"github.com/Masterminds/semver/v3"
)

func TestParseRange(t *testing.T) {
	tests := []struct{ text, low, high string }{
		{"2", "2.0.0-0", "3.0.0-0"},
		{"2.x", "2.0.0-0", "3.0.0-0"},
		{"2.X.*", "2.0.0-0", "3.0.0-0"},
		{"2.1", "2.1.0-0", "2.2.0-0"},
		{"2.0.1", "2.0.1", "2.0.2-0"},
		{"v2.0.1", "2.0.1", "2.0.2-0"},
		{"=2.0.1", "2.0.1", "2.0.2-0"},
		{"= v2.0.1", "2.0.1", "2.0.2-0"},
		{"2.0.1+build.5", "2.0.1", "2.0.2-0"},
		{"2.0.0-alpha.1", "2.0.0-alpha.1", "2.0.0-alpha.1.0"},
		{"^2.0.1", "2.0.1", "3.0.0-0"},
		{" ^ 2.0.1 ", "2.0.1", "3.0.0-0"},
		{"^2", "2.0.0-0", "3.0.0-0"},
		{"^0.8.16", "0.8.16", "0.9.0-0"},
		{"^0.0.3", "0.0.3", "0.0.4-0"},
		{"^0", "0.0.0-0", "1.0.0-0"},
		{"^3.0.0-alpha.9", "3.0.0-alpha.9", "4.0.0-0"},
		{"~2.0.0", "2.0.0", "2.1.0-0"},
		{"~2", "2.0.0-0", "3.0.0-0"},
		{"~>2.1.3", "2.1.3", "2.2.0-0"},
		{">=2.0.0 <3", "2.0.0", "3.0.0-0"},
		{">=2.0.0 <3.0.0", "2.0.0", "3.0.0-0"},
		{">= 2.0.0 < 3.0.0", "2.0.0", "3.0.0-0"},
		{">=2<3", "2.0.0-0", "3.0.0-0"},
		{">2", "3.0.0-0", ""},
		{">2.0.0", "2.0.1-0", ""},
		{"<=2.15", "0.0.0-0", "2.16.0-0"},
		{"2.0.0 - 2.9", "2.0.0", "2.10.0-0"},
		{"<3.0.0-alpha.5", "0.0.0-0", "3.0.0-alpha.5"},
		{">=2", "2.0.0-0", ""},
		{"*", "0.0.0-0", ""},
		{"", "0.0.0-0", ""},
		{"x", "0.0.0-0", ""},
		{"^2 || ^3", "2.0.0-0", "4.0.0-0"},
		{"1 || 2||", "0.0.0-0", ""},
	}
	for _, tt := range tests {
		r, ok := ParseRange(tt.text)
		if !ok {
			t.Errorf("ParseRange(%q) is no range", tt.text)
			continue
		}
		high := ""
		if end := r.End(); end != nil {
			high = end.String()
		}
		if low := r.Min().String(); low != tt.low || high != tt.high {
			t.Errorf("ParseRange(%q) = [%s, %s), want [%s, %s)", tt.text, low, high, tt.low, tt.high)
		}
	}
	for _, text := range []string{
		"latest", "next", "2.0.0.0", "2..0", "a.b.c", ">", "^", "<*", "npm:x@2", "2.0.0-", "2.0.0-a..b",
		">=3 <2", "99999999999999999999.0.0", "-1", "2.0.1 latest", "1.0.0 -", "workspace:*", "^^2", "x.1",
	} {
		if r, ok := ParseRange(text); ok {
			t.Errorf("ParseRange(%q) = [%v, %v), want no range", text, r.Min(), r.End())
		}
	}
}

// TestRangeAgreesWithSemver holds our bounds against the library's own check
// of each version, for ranges that both understand.
func TestRangeAgreesWithSemver(t *testing.T) {
	ranges := []string{"2", "2.x", "2.1", "^2.0.1", "~2.0.1", ">=2.0.0 <3", "2.0.0 - 2.9.9", "^0.8.16", "^0.0.3", "<=2.15.18", ">2.0.0", "^2 || ^4", "=2.0.1"}
	versions := []string{"0.0.3", "0.0.4", "0.8.16", "0.9.0", "1.9.9", "2.0.0", "2.0.1", "2.0.2", "2.1.0", "2.9.9", "2.10.0", "2.15.18", "2.16.0", "3.0.0", "4.1.0", "5.0.0"}
	for _, text := range ranges {
		constraint, err := semver.NewConstraint(text)
		if err != nil {
			t.Fatal(err)
		}
		r, ok := ParseRange(text)
		if !ok {
			t.Fatalf("ParseRange(%q) is no range", text)
		}
		for _, version := range versions {
			v := semver.MustParse(version)
			our := MustParseVersion(version)
			ours := false
			for _, one := range r.runs {
				ours = ours || !our.LessThan(one.low) && (one.high == nil || our.LessThan(one.high))
			}
			if ours != constraint.Check(v) {
				t.Errorf("%q admits %s: %v, want %v", text, version, ours, !ours)
			}
		}
	}
}

func FuzzParseSpec(f *testing.F) {
	for _, s := range []string{"^2.0.1", "2.0.0 - 3", "npm:@clerk/nextjs@2", "workspace:^", "catalog:", "a/b", "\x00", "||", ">=1.x-é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		spec := ParseSpec(s)
		if spec.HasRange && spec.Range.Min() == nil {
			t.Errorf("%q has a range without a lower end", s)
		}
	})
}
