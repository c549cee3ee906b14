package pkgjson

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func testTable() Table {
	return Table{
		TypeScript: "4.6.0",
		Rows: []Row{
			{Package: "@clerk/nextjs", Old: "2.x", New: "3.0.0-alpha.5"},
			{Package: "@clerk/clerk-react", Old: "2.x", New: "3.0.0-alpha.6"},
			{Package: "@clerk/types", Old: "1.x", New: "2.0.0-alpha.5"},
			{Package: "@clerk/clerk-sdk-node", Old: "2.x", Keep: true},
			{Package: "@clerk/clerk-expo", Old: "<0.9.0", Manual: "no release of that line"},
			{Package: "gatsby-plugin-clerk", Old: "<3", Manual: "no release of that line"},
			{Package: "@clerk/clerk-js", Old: "<3", Manual: "no release of that line"},
		},
	}
}

// apply puts the safe findings into the file.
func apply(src []byte, findings []Finding) []byte {
	var out bytes.Buffer
	at := 0
	for _, f := range findings {
		if f.Kind != Safe {
			continue
		}
		out.Write(src[at:f.Start])
		out.WriteString(f.New)
		at = f.End
	}
	out.Write(src[at:])
	return out.Bytes()
}

// summary is one line a finding: the text it covers, its kind, what replaces it.
func summary(src []byte, findings []Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s %s %s", f.Rule, f.Kind, src[f.Start:f.End])
		if f.New != "" {
			fmt.Fprintf(&b, " -> %s", f.New)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestAnalyseOneVersion(t *testing.T) {
	tests := []struct{ section, pkg, version, want string }{
		// Versions of the old line are replaced by the exact one.
		{"dependencies", "@clerk/nextjs", "2.x", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", "~2.0.0", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", "^2.0.1", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", ">=2.0.0 <3", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", "2.0.0 - 2.15", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", "2", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", "=2.1.0", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", "v2.0.0", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", "2.0.0-alpha.1", "3.0.0-alpha.5"},
		{"dependencies", "@clerk/nextjs", " ^2.0.1 ", "3.0.0-alpha.5"},
		{"devDependencies", "@clerk/clerk-react", "^2.12.7", "3.0.0-alpha.6"},
		{"optionalDependencies", "@clerk/clerk-react", "^2.12.7", "3.0.0-alpha.6"},
		{"devDependencies", "@clerk/types", "^1.28.3", "2.0.0-alpha.5"},
		// The new line, and what is nobody's.
		{"dependencies", "@clerk/nextjs", "next", ""},
		{"dependencies", "@clerk/nextjs", "3.0.0-alpha.5", ""},
		{"dependencies", "@clerk/nextjs", "^3.0.0-alpha.9", ""},
		{"dependencies", "@clerk/nextjs", "^3.5.2-staging.0", ""},
		{"dependencies", "@clerk/nextjs", "^3", ""},
		{"dependencies", "@clerk/nextjs", "^3 || ^4", ""},
		{"dependencies", "@clerk/nextjs", "npm:@clerk/nextjs@3.0.0-alpha.5", ""},
		{"dependencies", "@clerk/nextjs", "catalog:", ""},
		{"dependencies", "@clerk/nextjs", "catalog:clerk", ""},
		{"dependencies", "@clerk/types", "^2.0.0", ""},
		{"dependencies", "@clerk/clerk-sdk-node", "^2.10.0", ""},
		{"dependencies", "@clerk/clerk-sdk-node", "latest", ""},
		{"dependencies", "@clerk/clerk-expo", "^0.9.4", ""},
		{"dependencies", "@clerk/remix", "^0.3.4", ""},
		{"dependencies", "clerk", "^2.0.0", ""},
		{"peerDependencies", "@clerk/nextjs", "^3.0.0", ""},
		{"scripts", "@clerk/nextjs", "^2.0.0", ""},
		// A person must decide.
		{"peerDependencies", "@clerk/nextjs", "^2.0.1", "manual"},
		{"peerDependencies", "@clerk/nextjs", ">=2", "manual"},
		{"dependencies", "@clerk/nextjs", "latest", "manual"},
		{"dependencies", "@clerk/nextjs", "*", "manual"},
		{"dependencies", "@clerk/nextjs", "", "manual"},
		{"dependencies", "@clerk/nextjs", ">=2.0.0", "manual"},
		{"dependencies", "@clerk/nextjs", ">=2 <4", "manual"},
		{"dependencies", "@clerk/nextjs", "workspace:*", "manual"},
		{"dependencies", "@clerk/nextjs", "workspace:^2.0.1", "manual"},
		{"dependencies", "@clerk/nextjs", "npm:@clerk/nextjs@^2.0.1", "manual"},
		{"dependencies", "@clerk/nextjs", "npm:@fork/nextjs@^3.0.1", "manual"},
		{"dependencies", "clerk", "npm:@clerk/nextjs@^2.0.1", "manual"},
		{"dependencies", "@clerk/nextjs", "github:clerkinc/javascript#v2", "manual"},
		{"dependencies", "@clerk/nextjs", "git+https://example.com/clerk.git", "manual"},
		{"dependencies", "@clerk/nextjs", "file:../clerk-nextjs", "manual"},
		{"dependencies", "@clerk/nextjs", "^2.0.1 || ^3.0.0", "manual"},
		{"dependencies", "@clerk/nextjs", "2.0.1 || 2.0.2", "manual"},
		{"dependencies", "@clerk/nextjs", "1.0.1", "manual"},
		{"dependencies", "@clerk/nextjs", "^1.0.0", "manual"},
		{"dependencies", "@clerk/nextjs", "<3", "manual"},
		{"dependencies", "@clerk/nextjs", "two", ""}, // a dist-tag we do not know
		{"dependencies", "@clerk/nextjs", "2.0.0.0", "manual"},
		{"dependencies", "@clerk/clerk-expo", "^0.8.16", "manual"},
		{"dependencies", "@clerk/clerk-expo", "latest", "manual"},
		{"dependencies", "gatsby-plugin-clerk", "^2.0.0", "manual"},
		{"dependencies", "@clerk/clerk-js", "^2.17.6", "manual"},
		{"resolutions", "**/@clerk/types", "1.29.3", "manual"},
		{"overrides", "@clerk/types@^1", "1.29.3", "manual"},
		{"overrides", "@clerk/types", "$@clerk/types", ""},
		{"overrides", "@clerk/types", "2.0.0-alpha.5", ""},
	}
	for _, tt := range tests {
		src := fmt.Appendf(nil, "{\r\n\t%q : {%q:\t%q}\r\n}", tt.section, tt.pkg, tt.version)
		findings, err := Analyse(src, testTable(), Options{})
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		want := ""
		switch tt.want {
		case "":
		case "manual":
			want = fmt.Sprintf("package-json manual %q\n", tt.version)
		default:
			want = fmt.Sprintf("package-json safe %q -> %q\n", tt.version, tt.want)
		}
		if got := summary(src, findings); got != want {
			t.Errorf("%s %s %q:\n got %s want %s", tt.section, tt.pkg, tt.version, got, want)
		}
		for _, f := range findings {
			if f.Message == "" || strings.Contains(f.Message, "%!") {
				t.Errorf("%s %q: message %q", tt.pkg, tt.version, f.Message)
			}
			if f.Kind == Manual && !strings.Contains(f.Message, "write") && !strings.Contains(f.Message, "mov") && !strings.Contains(f.Message, "no release") && !strings.Contains(f.Message, "decide") {
				t.Errorf("%s %q: the message does not say what to do: %s", tt.pkg, tt.version, f.Message)
			}
		}
		after := apply(src, findings)
		if again, err := Analyse(after, testTable(), Options{}); err != nil || len(apply(after, again)) != len(after) {
			t.Errorf("%s: a second run changes it again", after)
		}
	}
}

func TestAnalyseChangesOnlyTheVersion(t *testing.T) {
	src := []byte("\xef\xbb\xbf{\r\n  // why\r\n  \"name\": \"a\\u0062\",\r\n  \"dependencies\": {\r\n    \"@clerk/nextjs\" :   \"^2.0.1\" , /* @clerk/nextjs ^2.0.1 */\r\n    \"left-pad\": \"^2.0.1\",\r\n  },\r\n\t\"devDependencies\": {\"@clerk/types\":\"1.x\"}\r\n} // end")
	want := []byte("\xef\xbb\xbf{\r\n  // why\r\n  \"name\": \"a\\u0062\",\r\n  \"dependencies\": {\r\n    \"@clerk/nextjs\" :   \"3.0.0-alpha.5\" , /* @clerk/nextjs ^2.0.1 */\r\n    \"left-pad\": \"^2.0.1\",\r\n  },\r\n\t\"devDependencies\": {\"@clerk/types\":\"2.0.0-alpha.5\"}\r\n} // end")
	findings, err := Analyse(src, testTable(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := apply(src, findings); !bytes.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAnalyseDuplicateKeys(t *testing.T) {
	src := []byte(`{"dependencies": {"@clerk/nextjs": "^2.0.1", "next": "12", "@clerk/nextjs": "^3.0.0-alpha.9"}}`)
	findings, err := Analyse(src, testTable(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := summary(src, findings), "package-json manual \"^2.0.1\"\n"; got != want {
		t.Errorf("got %s want %s", got, want)
	}
	src = []byte(`{"dependencies": {"@clerk/nextjs": "^2.0.1"}, "dependencies": {"@clerk/types": "1.x"}}`)
	if findings, err = Analyse(src, testTable(), Options{}); err != nil {
		t.Fatal(err)
	}
	if got, want := summary(src, findings), "package-json manual \"^2.0.1\"\npackage-json manual \"1.x\"\n"; got != want {
		t.Errorf("got %s want %s", got, want)
	}
	// The same package in two sections is no duplicate.
	src = []byte(`{"dependencies": {"@clerk/types": "^1.0.1"}, "devDependencies": {"@clerk/types": "1.x"}}`)
	if findings, err = Analyse(src, testTable(), Options{}); err != nil {
		t.Fatal(err)
	}
	if got, want := summary(src, findings), "package-json safe \"^1.0.1\" -> \"2.0.0-alpha.5\"\npackage-json safe \"1.x\" -> \"2.0.0-alpha.5\"\n"; got != want {
		t.Errorf("got %s want %s", got, want)
	}
}

func TestAnalyseOddValues(t *testing.T) {
	src := []byte(`{"dependencies": {"@clerk/nextjs": 2, "@clerk/types": {"a": "1"}, "@clerk/clerk-react": null}, "devDependencies": "x", "peerDependencies": [], "pnpm": {"overrides": {"a>@clerk/types": "1.29.3", "b": {"@clerk/nextjs": "2"}}}}`)
	findings, err := Analyse(src, testTable(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "package-json manual 2\npackage-json manual {\"a\": \"1\"}\npackage-json manual null\npackage-json manual \"1.29.3\"\npackage-json manual \"2\"\n"
	if got := summary(src, findings); got != want {
		t.Errorf("got %s want %s", got, want)
	}
}

func TestAnalyseBunCatalogs(t *testing.T) {
	src := []byte(`{"workspaces": {"packages": ["*"], "catalog": {"@clerk/nextjs": "^2.0.1"}, "catalogs": {"old": {"@clerk/types": "^1.2.3"}}}}`)
	findings, err := Analyse(src, testTable(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "package-json safe \"^2.0.1\" -> \"3.0.0-alpha.5\"\npackage-json safe \"^1.2.3\" -> \"2.0.0-alpha.5\"\n"
	if got := summary(src, findings); got != want {
		t.Errorf("got %s want %s", got, want)
	}
}

func TestAnalyseSet(t *testing.T) {
	src := []byte(`{"dependencies": {"@clerk/nextjs": "^2.0.1", "@clerk/clerk-expo": "^0.8.16", "@clerk/clerk-sdk-node": "^2.0.0", "@clerk/types": "^1.2.3"}}`)
	set, err := ParseSet([]string{"@clerk/nextjs=next", "@clerk/clerk-expo=^0.9.4", "@clerk/clerk-sdk-node=>=3"}, testTable())
	if err != nil {
		t.Fatal(err)
	}
	findings, err := Analyse(src, testTable(), Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"dependencies": {"@clerk/nextjs": "next", "@clerk/clerk-expo": "^0.9.4", "@clerk/clerk-sdk-node": ">=3", "@clerk/types": "2.0.0-alpha.5"}}`
	got := apply(src, findings)
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if again, err := Analyse(got, testTable(), Options{Set: set}); err != nil || len(again) != 0 {
		t.Errorf("a second run finds %v, %v", again, err)
	}
}

func TestParseSetRefuses(t *testing.T) {
	for arg, want := range map[string]string{
		"@clerk/nextjs":        "is not package=version",
		"=next":                "is not package=version",
		"@clerk/nextjs=":       "is not package=version",
		"@clerk/next=next":     "it knows @clerk/clerk-expo",
		"@clerk/nextjs=a b":    "neither a version nor a dist-tag",
		"@clerk/nextjs=\x1b[m": "neither a version nor a dist-tag",
	} {
		if _, err := ParseSet([]string{arg}, testTable()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseSet(%q): %v, want %q", arg, err, want)
		}
	}
	if _, err := ParseSet([]string{"@clerk/types=2.0.0", "@clerk/types=2.0.1"}, testTable()); err == nil {
		t.Error("two versions of one package are accepted")
	}
}

func TestAnalyseTypeScript(t *testing.T) {
	for version, want := range map[string]string{
		"4.5.5":        "is below 4.6",
		"~4.5.2":       "is below 4.6",
		"^3.9.0":       "is below 4.6",
		"^4.1.3":       "allows versions below 4.6",
		"4.x":          "allows versions below 4.6",
		">=4.0":        "allows versions below 4.6",
		"^3 || ^4.9":   "allows versions below 4.6",
		"4.6.0":        "",
		"4.6.0-beta":   "",
		"~4.6.2":       "",
		"^4.6":         "",
		"4.6.x":        "",
		"^5.0.0":       "",
		"latest":       "",
		"next":         "",
		"*":            "",
		"catalog:":     "",
		"workspace:*":  "",
		"npm:ttsc@4.1": "",
	} {
		src := fmt.Appendf(nil, `{"devDependencies": {"typescript": %q}, "peerDependencies": {"typescript": ">=3"}}`, version)
		findings, err := Analyse(src, testTable(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			if len(findings) > 0 {
				t.Errorf("%s: %v, want nothing", version, findings)
			}
			continue
		}
		if len(findings) != 1 || findings[0].Kind != Notice || findings[0].Rule != RuleTypeScript || !strings.Contains(findings[0].Message, want) ||
			string(src[findings[0].Start:findings[0].End]) != fmt.Sprintf("%q", version) {
			t.Errorf("%s: %+v, want a notice that it %s", version, findings, want)
		}
	}
}

func TestAnalyseSyntaxErrors(t *testing.T) {
	for _, tt := range []struct {
		src          string
		line, column int
	}{
		{"", 1, 1},
		{"{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3},
		{"\xef\xbb\xbf{é}", 1, 2},
		{"{\"\U0001F600\": oops}", 1, 8},
		{"[]", 1, 1},
		{"\"x\"", 1, 1},
		{"{} x", 1, 4},
		{"{'a': 1}", 1, 2},
		{"<<<<<<< HEAD\n{}", 1, 1},
		{"{\"a\": \"unfinished", 1, 18},
		{strings.Repeat("[", 2_000_000), 1, 1001},
		{strings.Repeat("{\"a\":", 500_000), 1, 5001},
	} {
		_, err := Analyse([]byte(tt.src), testTable(), Options{})
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.40q: %v, want a syntax error", tt.src, err)
			continue
		}
		if syntax.Line != tt.line || syntax.Column != tt.column || syntax.Problem == "" || strings.Contains(syntax.Problem, "hujson") {
			t.Errorf("%.40q: %v, want line %d, column %d", tt.src, err, tt.line, tt.column)
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	f.Add([]byte(`{"dependencies": {"@clerk/nextjs": "^2.0.1"}}`))
	f.Add([]byte("\xef\xbb\xbf{\"overrides\": {\"a\": {\"@clerk/types\": \"1\"}}} // x"))
	f.Fuzz(func(t *testing.T, src []byte) {
		findings, err := Analyse(src, testTable(), Options{})
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("not a syntax error: %v", err)
			}
			return
		}
		after := apply(src, findings)
		again, err := Analyse(after, testTable(), Options{})
		if err != nil {
			t.Fatalf("%q does not parse after the edit of %q: %v", after, src, err)
		}
		for _, one := range again {
			if one.Kind == Safe {
				t.Fatalf("%q is edited twice", src)
			}
		}
	})
}
