package report

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
)

// junitCounts are what readers of the format show first.
type junitCounts struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
}

type junitDocument struct {
	XMLName xml.Name `xml:"testsuites"`
	junitCounts
	Suites []struct {
		junitCounts
		Name  string `xml:"name,attr"`
		Cases []struct {
			Class   string `xml:"classname,attr"`
			Name    string `xml:"name,attr"`
			Failure *struct {
				Type    string `xml:"type,attr"`
				Message string `xml:"message,attr"`
				Text    string `xml:",chardata"`
			} `xml:"failure"`
			Error   *struct{} `xml:"error"`
			Skipped *struct{} `xml:"skipped"`
			Output  string    `xml:"system-out"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func parseJunit(t *testing.T, text string) *junitDocument {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = true
	var doc junitDocument
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return &doc
		}
		if space, ok := token.(xml.CharData); err != nil || !ok || strings.TrimSpace(string(space)) != "" {
			t.Fatalf("%v %v behind the document", token, err)
		}
	}
}

// Counts say what is there, and every finding, skip and error is a case.
func TestJunit(t *testing.T) {
	for name, r := range reports(t) {
		doc := parseJunit(t, render(t, New("junit", Style{}), r))
		var total junitCounts
		var failures []string
		for _, s := range doc.Suites {
			var c junitCounts
			for _, k := range s.Cases {
				c.Tests++
				results := 0
				if k.Failure != nil {
					c.Failures++
					results++
					failures = append(failures, fmt.Sprintf("%s %s %s", k.Class, k.Name, k.Failure.Message))
					if !strings.HasPrefix(k.Name, k.Failure.Type+" at ") || !strings.Contains(k.Failure.Text, k.Failure.Message+"\n") {
						t.Errorf("%s: case %+v", name, k)
					}
				}
				if k.Error != nil {
					c.Errors++
					results++
				}
				if k.Skipped != nil {
					c.Skipped++
					results++
				}
				if results > 1 || k.Name == "" || k.Class != s.Name && s.Name != "clerkctl" {
					t.Errorf("%s: case %+v", name, k)
				}
			}
			if s.junitCounts != c {
				t.Errorf("%s: %s counts %+v, has %+v", name, s.Name, s.junitCounts, c)
			}
			total.Tests += c.Tests
			total.Failures += c.Failures
			total.Errors += c.Errors
			total.Skipped += c.Skipped
		}
		if doc.junitCounts != total || total.Tests == 0 {
			t.Errorf("%s: the whole counts %+v, has %+v", name, doc.junitCounts, total)
		}
		var want []string
		errs := 0
		if r.Err != nil {
			errs++
		}
		if r.Result != nil {
			for _, f := range r.Result.Files {
				for i := range f.Findings {
					if l := &f.Findings[i]; l.Severity == codemod.Error && !settled(r, l) {
						want = append(want, strings.ReplaceAll(fmt.Sprintf("%s %s at %d:%d %s", Escape(f.Name), l.Rule, l.Place.Start.Line, l.Place.Start.Column, Escape(l.Message)), "\uffff", "\ufffd"))
					}
				}
				if f.Skipped != "" && !f.Skipped.Expected() {
					errs++
				}
			}
		}
		if strings.Join(failures, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: failures\n%s\nwant\n%s", name, strings.Join(failures, "\n"), strings.Join(want, "\n"))
		}
		if total.Errors != errs {
			t.Errorf("%s: %d errors, want %d", name, total.Errors, errs)
		}
	}
}

// Any text at all makes valid XML.
func FuzzJunit(f *testing.F) {
	for _, s := range []string{"", "plain", "]]>", "<!--", "&amp;", "\x00\x0b\x1b", "\ufffe\uffff\ud7ff", "\xff\xfe", "\u0085\u2028", `"'<>&`, "a\r\nb\tc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := parseJunit(t, render(t, New("junit", Style{}), &Report{Command: "lint", Err: errors.New(s), Result: &codemod.Result{
			Unsupported: []string{s},
			Files: []*codemod.FileResult{{
				Name: s, Skipped: codemod.SkipParseError, Problem: s,
				Findings: []codemod.Located{{Finding: &codemod.Finding{Rule: "use-user", Severity: codemod.Error, Message: s}, Place: codemod.Place{Excerpt: s}}},
			}},
		}}))
		if doc.junitCounts != (junitCounts{Tests: 4, Failures: 1, Errors: 2, Skipped: 1}) {
			t.Errorf("%q: %+v", s, doc.junitCounts)
		}
	})
}
