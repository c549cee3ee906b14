package pkgjson

import (
	"errors"
	"strings"
	"testing"
)

func TestAnalyseWorkspace(t *testing.T) {
	src := "\xef\xbb\xbf# versions\r\npackages:\r\n  - 'apps/*' # é\r\n  - '!**/test'\r\ncatalog:\r\n  \"@clerk/nextjs\": ^2.0.1   # ^2.0.1\r\n  '@clerk/types': '1.x'\r\n  typescript: 4.5.5\r\n  react: ^17.0.2\r\ncatalogs:\r\n  é: {\"@clerk/clerk-react\": \"^2.0.0\", '@clerk/clerk-js': 2}\r\n  new:\r\n    '@clerk/nextjs': next\r\noverrides:\r\n  '@clerk/types': 1.29.3"
	want := strings.NewReplacer("^2.0.1   #", "3.0.0-alpha.5   #", "'1.x'", "'2.0.0-alpha.5'", `"^2.0.0"`, `"3.0.0-alpha.6"`).Replace(src)
	findings, err := AnalyseWorkspace([]byte(src), testTable(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(apply([]byte(src), findings)); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	wantFindings := "package-json safe ^2.0.1 -> 3.0.0-alpha.5\npackage-json safe '1.x' -> '2.0.0-alpha.5'\n" +
		"typescript-version notice 4.5.5\npackage-json safe \"^2.0.0\" -> \"3.0.0-alpha.6\"\n" +
		"package-json manual 2\npackage-json manual 1.29.3\n"
	if got := summary([]byte(src), findings); got != wantFindings {
		t.Errorf("got\n%swant\n%s", got, wantFindings)
	}
	w, err := ParseWorkspace([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(w.Packages, " ") != "apps/* !**/test" || w.Catalogs["default"]["@clerk/nextjs"] != "^2.0.1" || w.Catalogs["é"]["@clerk/clerk-js"] != "2" {
		t.Errorf("read %q and %v", w.Packages, w.Catalogs)
	}
}

func TestAnalyseWorkspaceLeavesUnusualScalars(t *testing.T) {
	for _, src := range []string{
		"catalog:\n  x: &v ^2.0.1\n  '@clerk/nextjs': *v\n",
		"catalog:\n  '@clerk/nextjs': !!str 2.0.1\n",
		"catalog:\n  '@clerk/nextjs': >-\n    ^2.0.1\n",
		"catalog:\n  '@clerk/nextjs': \"\\u005e2.0.1\"\n",
		"catalog:\n  '@clerk/nextjs': [2]\n",
		"catalog:\n  '@clerk/nextjs': ^2.0.1\n  '@clerk/nextjs': ^2.0.2\n",
	} {
		findings, err := AnalyseWorkspace([]byte(src), testTable(), Options{})
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		if len(findings) == 0 {
			t.Errorf("%q: nothing found", src)
		}
		for _, f := range findings {
			if f.Kind != Manual || f.Start >= len(src) || f.End > len(src) || f.Start > f.End {
				t.Errorf("%q: %+v, want manual within the file", src, f)
			}
		}
	}
}

func TestAnalyseWorkspaceQuotesWhereNeeded(t *testing.T) {
	src := "catalog:\n  '@clerk/nextjs': ^2.0.1\n"
	for version, want := range map[string]string{
		"next":   "next",
		"^3.2.2": "^3.2.2",
		">=3":    `">=3"`,
		"3":      `"3"`,
		"3.2":    `"3.2"`,
		"npm:x":  `"npm:x"`,
	} {
		findings, err := AnalyseWorkspace([]byte(src), testTable(), Options{Set: map[string]string{"@clerk/nextjs": version}})
		if err != nil || len(findings) != 1 {
			t.Fatal(findings, err)
		}
		if findings[0].New != want {
			t.Errorf("%s is written as %s, want %s", version, findings[0].New, want)
		}
	}
}

func TestAnalyseWorkspaceEmptyAndBroken(t *testing.T) {
	for _, src := range []string{"", "# nothing\n", "packages:\n", "catalog: x\n", "catalogs: [a]\n"} {
		if findings, err := AnalyseWorkspace([]byte(src), testTable(), Options{}); err != nil || len(findings) > 0 {
			t.Errorf("%q: %v, %v", src, findings, err)
		}
	}
	for src, line := range map[string]int{"a: [\n": 2, "\tx: 1": 1, "- a\n": 1, "a: b: c": 1, "a: 1\nb: 'x": 2} {
		_, err := AnalyseWorkspace([]byte(src), testTable(), Options{})
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.Line > line || syntax.Line < 1 || syntax.Problem == "" {
			t.Errorf("%q: %v, want a syntax error in line %d", src, err, line)
		}
	}
}

func FuzzAnalyseWorkspace(f *testing.F) {
	f.Add([]byte("catalog:\n  '@clerk/nextjs': ^2.0.1\n"))
	f.Add([]byte("catalogs: {a: {'@clerk/types': &a 1.x, typescript: *a}}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		findings, err := AnalyseWorkspace(src, testTable(), Options{})
		if err != nil {
			return
		}
		after := apply(src, findings)
		if _, err := AnalyseWorkspace(after, testTable(), Options{}); err != nil {
			t.Fatalf("%q does not parse after the edit of %q: %v", after, src, err)
		}
	})
}
