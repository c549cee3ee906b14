package report

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

func sarifValidator(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/schema/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(sarifSchema, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(sarifSchema)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("not JSON: %v", err)
	}
	return schema.Validate(doc)
}

func TestSarifIsValid(t *testing.T) {
	schema := sarifValidator(t)
	for name, r := range reports(t) {
		if err := validate(t, schema, render(t, New("sarif", Style{}), r)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// What the schema is there to find.
	good := render(t, New("sarif", Style{}), &Report{Command: "lint"})
	for old, new := range map[string]string{
		`"version":"2.1.0"`:  `"version":"2.0.0"`,
		`"exitCode":0`:       `"exitCode":"0"`,
		`"columnKind"`:       `"columnkind"`,
		`"utf16CodeUnits"`:   `"bytes"`,
		`"name":"clerkctl"`:  `"title":"clerkctl"`,
		`"$schema":"https:/`: `"$schema":"not a uri `,
	} {
		if bad := strings.Replace(good, old, new, 1); bad == good || validate(t, schema, bad) == nil {
			t.Errorf("%s in place of %s was not found", new, old)
		}
	}
}

// sarifLog is what readers look at.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID, Name                          string
					ShortDescription, FullDescription sarifText
					Help                              sarifText
					DefaultConfiguration              sarifDefault
					Properties                        struct{ Tags []string }
				}
			}
		}
		Results []struct {
			RuleID              string
			RuleIndex           *int
			PartialFingerprints map[string]string
			Locations           []sarifLocation
		}
	}
}

func parseSarif(t *testing.T, text string) *sarifLog {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	return &log
}

// The real rules have everything that code scanning on GitHub asks for, within
// its limits.
func TestSarifRules(t *testing.T) {
	target := rules.Target("next")
	all := rules.All(target)
	text := render(t, New("sarif", Style{}), &Report{Command: "lint", Rules: all, Version: "v1.0.0"})
	if err := validate(t, sarifValidator(t), text); err != nil {
		t.Error(err)
	}
	list := parseSarif(t, text).Runs[0].Tool.Driver.Rules
	if len(list) != len(all) {
		t.Fatalf("%d rules, want %d", len(list), len(all))
	}
	for i, r := range list {
		const longest = 1024
		switch {
		case r.ID != all[i].Name:
			t.Errorf("%s: id %q", all[i].Name, r.ID)
		case r.Name == "" || r.Name == r.ID || len(r.Name) > 255:
			t.Errorf("%s: name %q", r.ID, r.Name)
		case !strings.HasSuffix(r.ShortDescription.Text, ".") || len(r.ShortDescription.Text) > longest || strings.Contains(r.ShortDescription.Text, "\n"):
			t.Errorf("%s: short description %q", r.ID, r.ShortDescription.Text)
		case !strings.HasPrefix(r.FullDescription.Text, strings.TrimSuffix(r.ShortDescription.Text, ".")) || len(r.FullDescription.Text) > longest:
			t.Errorf("%s: full description %q", r.ID, r.FullDescription.Text)
		case !strings.Contains(r.Help.Text, "Why\n") || !strings.Contains(r.Help.Markdown, "## Why\n"):
			t.Errorf("%s: help %q", r.ID, r.Help)
		case r.DefaultConfiguration.Level != sarifLevel(all[i].Severity):
			t.Errorf("%s: level %q", r.ID, r.DefaultConfiguration.Level)
		case len(r.Properties.Tags) == 0 || len(r.Properties.Tags) > 20:
			t.Errorf("%s: tags %q", r.ID, r.Properties.Tags)
		}
	}
}

// Results point at their rules, and fingerprints are unique.
func TestSarifResults(t *testing.T) {
	for name, r := range reports(t) {
		run := parseSarif(t, render(t, New("sarif", Style{}), r)).Runs[0]
		seen := map[string]bool{}
		for _, result := range run.Results {
			if result.RuleIndex == nil {
				if result.RuleID != "unknown-rule" {
					t.Errorf("%s: %s has no rule", name, result.RuleID)
				}
			} else if run.Tool.Driver.Rules[*result.RuleIndex].ID != result.RuleID {
				t.Errorf("%s: %s points at rule %d", name, result.RuleID, *result.RuleIndex)
			}
			print := result.PartialFingerprints[fingerprintName]
			if len(print) != 32 || seen[print] {
				t.Errorf("%s: fingerprint %q", name, print)
			}
			seen[print] = true
		}
		if name == "lint" && len(run.Results) < 10 {
			t.Errorf("%d results", len(run.Results))
		}
	}
}

func TestFingerprints(t *testing.T) {
	at := func(rule, line string, number int) *codemod.Located {
		return &codemod.Located{Finding: &codemod.Finding{Rule: rule}, Place: codemod.Place{Start: codemod.Position{Line: number, Column: 1}, Excerpt: line}}
	}
	prints := func(path string, list ...*codemod.Located) []string {
		p := newFingerprints(path)
		var out []string
		for _, l := range list {
			out = append(out, p.of(l))
		}
		return out
	}
	before := prints("a.tsx", at("use-user", "\tx = 1", 3), at("use-user", "x = 1", 5), at("use-user", "y", 5))
	moved := prints("a.tsx", at("use-user", "  x  =  1", 30), at("use-user", "x = 1", 50), at("use-user", "y", 51))
	for i := range before {
		if before[i] != moved[i] {
			t.Errorf("finding %d has another fingerprint after moving", i)
		}
	}
	all := append(before, prints("b.tsx", at("use-user", "x = 1", 3))...)
	all = append(all, prints("a.tsx", at("use-session", "x = 1", 3), at("use-user", "x = 2", 3))...)
	seen := map[string]int{}
	for i, print := range all {
		if j, ok := seen[print]; ok {
			t.Errorf("findings %d and %d have the same fingerprint", j, i)
		}
		seen[print] = i
	}
}

func TestEncodePath(t *testing.T) {
	for path, want := range map[string]string{
		"pages/[[...index]].js":  "pages/%5B%5B...index%5D%5D.js",
		"app/(auth)/@slot/a.tsx": "app/(auth)/@slot/a.tsx",
		"a:b/c d%20#?.ts":        "a%3Ab/c%20d%2520%23%3F.ts",
		"é/\x1b\xff\\\"<>^`{|}":  "%C3%A9/%1B%FF%5C%22%3C%3E%5E%60%7B%7C%7D",
	} {
		if got := encodePath(path); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}
