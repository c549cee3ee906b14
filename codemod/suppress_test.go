package codemod

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// found is what one finding on the third line and the comments of a text come
// to: whether it is silenced, and the notices.
func found(t *testing.T, comment string) (silenced bool, notices string) {
	t.Helper()
	src := "// Clerk\n" + comment + "\nold();\n"
	file, err := js.Parse("x.js", src)
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{rules: []*Rule{{Name: "a-rule"}, {Name: "b-rule"}, {Name: UnusedSuppression}}, known: []string{"a-rule", "b-rule", "c-rule", UnusedSuppression}}
	at := strings.Index(src, "old()")
	kept, held := c.suppress(sourceSuppressions(file), []*Finding{{Rule: "a-rule", Severity: Error, Range: js.Range{Start: at, End: at + 3}}})
	var b strings.Builder
	for _, f := range kept {
		if f.Rule == UnusedSuppression {
			fmt.Fprintf(&b, "%s: %s\n", file.Text(f.Range), f.Message)
		}
	}
	return len(held) > 0 && held[0].Rule == "a-rule", b.String()
}

func TestSuppressions(t *testing.T) {
	for comment, want := range map[string]string{
		// The rules that run are a-rule and b-rule; c-rule is left out.
		"// clerkctl-disable-next-line":                             "silenced",
		"//clerkctl-disable-next-line a-rule":                       "silenced",
		"// clerkctl-disable-next-line a-rule -- b-rule, why":       "silenced",
		"// clerkctl-disable-next-line -- a reason":                 "silenced",
		"// clerkctl-disable-next-line--x":                          "silenced",
		"// clerkctl-disable-next-line a-rule--x":                   "silenced",
		"/** clerkctl-disable-next-line a-rule **/":                 "silenced",
		"/* clerkctl-disable-file */":                               "silenced",
		"/* clerkctl-disable-file a-rule, */ f(\"x\");":             "silenced",
		"// clerkctl-disable-next-line a-rule,c-rule":               "silenced",
		"// clerkctl-disable-next-line c-rule":                      "",
		"// eslint-disable-next-line":                               "",
		"// see clerkctl-disable-next-line":                         "",
		"/* a-rule clerkctl-disable-file */":                        "",
		"f(\"// clerkctl-disable-next-line\");":                     "",
		"// clerkctl-disable-next-line a-rule, b-rule":              "silenced|b-rule: b-rule finds nothing on the next line; remove it from this comment",
		"/* clerkctl-disable-file b-rule */":                        "|b-rule: b-rule finds nothing in this file; remove it from this comment",
		"// clerkctl-disable-next-line b-rule,b-rule":               "|b-rule: b-rule finds nothing on the next line; remove it from this comment|b-rule: b-rule finds nothing on the next line; remove it from this comment",
		"// clerkctl-disable-next-line a-rul":                       "|a-rul: there is no rule `a-rul`; did you mean `a-rule`?",
		"// clerkctl-disable-next-line frobnicate":                  "|frobnicate: there is no rule `frobnicate`; `clerkctl rules list` names them all",
		"// clerkctl-disable-next-line a-rule why not":              "silenced|a-rule: `why not` behind `a-rule` is not read; put a comma between rules, and -- before a reason",
		"// clerkctl-disable-nextline a-rule":                       "|// clerkctl-disable-nextline a-rule: `clerkctl-disable-nextline` is no suppression; did you mean `clerkctl-disable-next-line`?",
		"// clerkctl-disable a-rule":                                "|// clerkctl-disable a-rule: `clerkctl-disable` is no suppression; did you mean `clerkctl-disable-file`?",
		"// clerkctl-disable-everything-there-is":                   "|// clerkctl-disable-everything-there-is: `clerkctl-disable-everything-there-is` is no suppression; write `clerkctl-disable-next-line` or `clerkctl-disable-file`",
		"// clerkctl-disable-next-line unused-suppression":          "",
		"/* clerkctl-disable-file b-rule, unused-suppression */":    "",
		"/* clerkctl-disable-next-line\n * a-rule,\n * c-rule\n */": "silenced",
		// Other comments may stand before the code, but no empty line and no code.
		"// clerkctl-disable-next-line a-rule\n// eslint-disable-next-line x":                           "silenced",
		"// clerkctl-disable-next-line c-rule\n  /* clerkctl-disable-next-line a-rule */ // y":          "silenced",
		"// clerkctl-disable-next-line a-rule\n/* one\n two */ // three":                                "silenced",
		"// clerkctl-disable-next-line a-rule\n":                                                        "|a-rule: a-rule finds nothing on the next line; remove it from this comment",
		"// clerkctl-disable-next-line a-rule\n{ /* */ };":                                              "|a-rule: a-rule finds nothing on the next line; remove it from this comment",
		"{ // clerkctl-disable-next-line a-rule\n} // end":                                              "|a-rule: a-rule finds nothing on the next line; remove it from this comment",
		"// clerkctl-disable-next-line unused-suppression\n// clerkctl-disable-next-line b-rule -- why": "",
	} {
		silenced, notices := found(t, comment)
		got := ""
		if silenced {
			got = "silenced"
		}
		if notices != "" {
			got += "|" + strings.ReplaceAll(strings.TrimSpace(notices), "\n", "|")
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", comment, got, want)
		}
	}
}

// Whatever stands in a comment, the places are in it, and one that silences
// everything hides no notice about itself.
func FuzzSuppressions(f *testing.F) {
	f.Add(" clerkctl-disable-next-line a-rule, b -- c", false)
	f.Add("*\n * clerkctl-disable-file -- x", true)
	f.Add("# clerkctl-disable", true)
	f.Fuzz(func(t *testing.T, text string, block bool) {
		src := "//" + text
		if block {
			src = "/*" + text + "*/"
		}
		s := &suppressions{}
		place := js.Range{End: len(src)}
		body := js.Range{Start: 2, End: len(src)}
		if block {
			body.End -= 2
		}
		s.add(src, place, body)
		for _, n := range s.unused([]string{"a-rule"}, func(string) bool { return true }) {
			if n.Range.Start < 0 || n.Range.End > len(src) || n.Range.Len() <= 0 || n.Message == "" {
				t.Errorf("%q: %+v", src, n)
			}
		}
		for _, p := range s.list {
			for _, r := range p.rules {
				if r.name != src[r.place.Start:r.place.End] {
					t.Errorf("%q: %q is at %v", src, r.name, r.place)
				}
			}
		}
		workspaceSuppressions(text)
	})
}
