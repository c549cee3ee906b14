package codemod_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// Each fix can be made without the others, from the replacements alone: this
// is what editors do with a report.
func TestReplacements(t *testing.T) {
	const page = "\ufeffimport { useUser, useSession } from '@clerk/nextjs';\r\n" +
		"export function A() {\r\n\t/* 𝒳 */ const user = useUser();\r\n\treturn user ? user.id : null;\r\n}\r\n" +
		"export function B() {\r\n\tconst session = useSession();\r\n\treturn session ? session.id : null;\r\n}\r\n"
	// This one needs an import beside it, which the other use of the old one
	// keeps from taking its place.
	const c = "export const C = () => { const session = useSession(); return session.getToken(); };\n"
	const d = "export const D = () => { const session = useSession(); return session.getToken(); };\n"
	const token = "import { useSession } from '@clerk/nextjs';\n" + c + d
	const manifest = "{\n  \"dependencies\": { \"@clerk/nextjs\": \"^2.0.0\" }\n}\n"
	texts := map[string]string{"page.tsx": page, "token.tsx": token, "package.json": manifest}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(mode codemod.Mode, replacements bool) *codemod.Result {
		target := rules.Target("next")
		result, err := codemod.Run(context.Background(), codemod.Options{
			Paths: []string{dir}, Rules: rules.All(target), Target: target, Mode: mode, Replacements: replacements,
			RuleOptions: codemod.RuleOptions{PreferUseAuth: true},
		})
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	const with = "import { useSession, useAuth } from '@clerk/nextjs';\n"
	fixed := strings.NewReplacer("const session = useSession()", "const { getToken } = useAuth()", "session.getToken", "getToken").Replace
	for _, mode := range []codemod.Mode{codemod.Lint, codemod.Preview} {
		got := map[string][]string{}
		for _, f := range run(mode, true).Files {
			text := texts[filepath.Base(f.Name)]
			for _, l := range f.Findings {
				if len(l.Edits) == 0 {
					if len(l.Replacements) > 0 {
						t.Errorf("%s has no edits, but replacements", l.Rule)
					}
					continue
				}
				key := filepath.Base(f.Name) + " " + l.Rule
				got[key] = append(got[key], replaced(t, text, l.Replacements))
			}
		}
		want := map[string][]string{
			"page.tsx use-user":     {strings.Replace(page, "const user = ", "const { isLoaded, isSignedIn, user } = ", 1)},
			"page.tsx use-session":  {strings.Replace(page, "const session = ", "const { isLoaded, isSignedIn, session } = ", 1)},
			"token.tsx use-session": {with + fixed(c) + d, with + c + fixed(d)},
		}
		for key, texts := range want {
			if !slices.Equal(got[key], texts) {
				t.Errorf("mode %d, %s:\n%q\nwant\n%q", mode, key, got[key], texts)
			}
		}
		if len(got["package.json package-json"]) != 1 || got["package.json package-json"][0] == manifest {
			t.Errorf("mode %d, package-json: %q", mode, got["package.json package-json"])
		}
	}
	for _, f := range run(codemod.Lint, false).Files {
		for _, l := range f.Findings {
			if l.Replacements != nil {
				t.Errorf("%s: replacements that nobody asked for", l.Rule)
			}
		}
	}
}

// What any one fix of the rules' cases makes of a file can be parsed: editors
// make them one at a time.
func TestReplacementsOfCases(t *testing.T) {
	cases, err := filepath.Glob("../testdata/rules/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	for _, path := range cases {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for _, f := range archive.Files {
			name, ok := strings.CutPrefix(f.Name, "before/")
			if !ok {
				continue
			}
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		target := rules.Target("next")
		result, err := codemod.Run(context.Background(), codemod.Options{
			Paths: []string{dir}, Rules: rules.All(target), Target: target, Mode: codemod.Lint, Replacements: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.Files {
			src, err := os.ReadFile(f.Path)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range f.Findings {
				if len(l.Replacements) == 0 || project.KindOf(f.Path) != project.Source {
					continue
				}
				made++
				text := replaced(t, string(src), l.Replacements)
				if _, err := js.Parse(f.Path, text); err != nil || text == string(src) {
					t.Errorf("%s, %s:%d %s: %v\n%s", path, filepath.Base(f.Name), l.Place.Start.Line, l.Rule, err, text)
				}
			}
		}
	}
	if made < 500 {
		t.Errorf("only %d fixes were made", made)
	}
}

// replaced makes replacements as an editor does: by lines and UTF-16 units.
func replaced(t *testing.T, text string, list []codemod.Replacement) string {
	t.Helper()
	text, bom := strings.CutPrefix(text, "\ufeff")
	lines := strings.SplitAfter(text, "\n")
	offset := func(p codemod.Position) int {
		at := 0
		for _, line := range lines[:p.Line-1] {
			at += len(line)
		}
		units := 1
		for i, r := range lines[p.Line-1] {
			if units == p.Column {
				return at + i
			}
			units += utf16.RuneLen(r)
		}
		return at + len(lines[p.Line-1])
	}
	for _, r := range slices.Backward(list) {
		text = text[:offset(r.Start)] + r.New + text[offset(r.End):]
	}
	if bom {
		text = "\ufeff" + text
	}
	return text
}
