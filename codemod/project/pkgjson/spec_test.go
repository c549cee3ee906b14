package pkgjson

import "testing"

func TestParseSpec(t *testing.T) {
	tests := []struct {
		text     string
		kind     SpecKind
		name     string
		hasRange bool
	}{
		{"^2.0.1", SpecRange, "", true},
		{"", SpecRange, "", true},
		{"latest", SpecTag, "latest", false},
		{"next", SpecTag, "next", false},
		{"npm:@clerk/nextjs@^2.0.0", SpecAlias, "@clerk/nextjs", true},
		{"npm:@clerk/nextjs", SpecAlias, "@clerk/nextjs", false},
		{"npm:@clerk/nextjs@next", SpecAlias, "@clerk/nextjs", false},
		{"npm:^2.0.0", SpecAlias, "", true},
		{"npm:left-pad@1", SpecAlias, "left-pad", true},
		{"workspace:*", SpecWorkspace, "", true},
		{"workspace:^", SpecWorkspace, "", false},
		{"workspace:^2.0.1", SpecWorkspace, "", true},
		{"workspace:../nextjs", SpecWorkspace, "../nextjs", false},
		{"catalog:", SpecCatalog, "default", false},
		{"catalog:clerk2", SpecCatalog, "clerk2", false},
		{"file:../clerk", SpecPath, "../clerk", false},
		{"link:./clerk", SpecPath, "./clerk", false},
		{"../clerk", SpecPath, "../clerk", false},
		{"git+ssh://git@github.com/clerkinc/javascript.git", SpecRemote, "", false},
		{"git@github.com:clerkinc/javascript.git", SpecRemote, "", false},
		{"github:clerkinc/javascript", SpecRemote, "", false},
		{"clerkinc/javascript#main", SpecRemote, "", false},
		{"https://example.com/clerk.tgz", SpecRemote, "", false},
		{"patch:@clerk/nextjs@npm:2.0.1#x.patch", SpecOther, "", false},
		{"2.0.0.0", SpecOther, "", false},
		{"^2.0.0 beta!", SpecOther, "", false},
	}
	for _, tt := range tests {
		got := ParseSpec(tt.text)
		if got.Kind != tt.kind || got.Name != tt.name || got.HasRange != tt.hasRange {
			t.Errorf("ParseSpec(%q) = kind %d, name %q, range %v; want %d, %q, %v", tt.text, got.Kind, got.Name, got.HasRange, tt.kind, tt.name, tt.hasRange)
		}
	}
}

func TestLine(t *testing.T) {
	next := Row{Package: "@clerk/nextjs", Old: "2.x", New: "3.0.0-alpha.5"}
	tests := []struct {
		row  Row
		text string
		want Line
	}{
		{next, "^2.0.1", LineOld},
		{next, "2.0.0-alpha.1", LineOld},
		{next, "^3.0.0-alpha.9", LineNew},
		{next, "3.0.0-alpha.5", LineNew},
		{next, "^3", LineNew},
		{next, "^3.5.2-staging.0", LineNew},
		{next, "next", LineNew},
		{next, "alpha", LineNew},
		{next, "7.x", LineNew},
		{next, "latest", LineFloating},
		{next, "*", LineFloating},
		{next, "", LineFloating},
		{next, ">=2.0.0", LineMixed},
		{next, "^2 || ^3", LineMixed},
		{next, "^1 || ^2", LineOlder},
		{next, "1.0.1", LineOlder},
		{next, "1.0.1-snapshot.v498dc07", LineOlder},
		{next, "<3", LineOlder},
		{next, "npm:@clerk/nextjs@^2.0.0", LineOld},
		{next, "npm:@clerk/nextjs", LineFloating},
		{next, "npm:@fork/nextjs@^3.0.0", LineUnknown},
		{next, "workspace:^3.0.0", LineNew},
		{next, "workspace:*", LineUnknown},
		{next, "file:../x", LineUnknown},
		{next, "github:clerkinc/javascript", LineUnknown},
		{Row{Package: "@clerk/types", Old: "1.x", New: "2.0.0-alpha.5"}, "^2.21.0", LineNew},
		{Row{Package: "@clerk/types", Old: "1.x", New: "2.0.0-alpha.5"}, "^1.28.3", LineOld},
		{Row{Package: "@clerk/clerk-expo", Old: "<0.9.0", Manual: "x"}, "^0.8.16", LineOld},
		{Row{Package: "@clerk/clerk-expo", Old: "<0.9.0", Manual: "x"}, "0.9.0-alpha.0", LineNew},
		{Row{Package: "@clerk/clerk-expo", Old: "<0.9.0", Manual: "x"}, "^0.9.4", LineNew},
		{Row{Package: "gatsby-plugin-clerk", Old: "*", Manual: "x"}, "^2.0.0", LineOld},
	}
	for _, tt := range tests {
		if got := tt.row.Line(ParseSpec(tt.text)); got != tt.want {
			t.Errorf("%s %q: line %d, want %d", tt.row.Package, tt.text, got, tt.want)
		}
	}
}
