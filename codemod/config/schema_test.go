package config_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/tailscale/hujson"

	"github.com/clerkctl/clerkctl/codemod/config"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

const schemaPath = "../../docs/clerkctl.schema.json"

// TestSchema checks that the schema which editors use says what the program
// does: the same keys, rules and targets, and the same verdict on settings.
func TestSchema(t *testing.T) {
	text, err := os.ReadFile(schemaPath)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Properties map[string]struct {
			Enum       []string
			Properties map[string]any
		}
		Then struct {
			Properties struct {
				Levels struct {
					PropertyNames struct{ Enum []string }
				}
			}
		}
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	for _, key := range config.Keys() {
		if _, ok := doc.Properties[key]; !ok {
			t.Errorf("the schema lacks the key %q", key)
		}
	}
	for key := range doc.Properties {
		if !slices.Contains(config.Keys(), key) {
			t.Errorf("the schema has the key %q", key)
		}
	}
	if got := doc.Properties["target"].Enum; !slices.Equal(got, rules.Targets()) {
		t.Errorf("targets %v, want %v", got, rules.Targets())
	}
	known := config.Known{Targets: rules.Targets()}
	for _, target := range known.Targets {
		for _, r := range rules.All(rules.Target(target)) {
			if !slices.Contains(known.Rules, r.Name) {
				known.Rules = append(known.Rules, r.Name)
			}
		}
	}
	for _, name := range known.Rules {
		if doc.Properties["levels"].Properties[name] == nil || !slices.Contains(doc.Then.Properties.Levels.PropertyNames.Enum, name) {
			t.Errorf("%s lacks the rule %s in one of its two lists", schemaPath, name)
		}
	}
	if n := len(doc.Properties["levels"].Properties); n != len(known.Rules) {
		t.Errorf("the schema has %d rules, want %d", n, len(known.Rules))
	}
	if n := len(doc.Then.Properties.Levels.PropertyNames.Enum); n != len(known.Rules) {
		t.Errorf("without rules of its own a file has %d rules in the schema, want %d", n, len(known.Rules))
	}

	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for settings, good := range map[string]bool{
		`{}`: true,
		`{"$schema": "x", "target": "next", "exclude": ["a/**"], "levels": {"use-user": "off"}, "baseline": "b.json",}`: true,
		`[]`:                              false,
		`{"exlude": []}`:                  false,
		`{"target": "last"}`:              false,
		`{"exclude": "a"}`:                false,
		`{"exclude": [1]}`:                false,
		`{"exclude": [""]}`:               false,
		`{"levels": {"x": "off"}}`:        false,
		`{"levels": {"use-user": "of"}}`:  false,
		`{"levels": {"use-user": false}}`: false,
		`{"baseline": ""}`:                false,
		`{"baseline": 1}`:                 false,
		`{"rules": []}`:                   true,
		`{"rules": ["./rules", "a.ts"], "levels": {"our-own": "notice", "use-user": "off"}}`: true,
		`{"rules": ["./rules"], "levels": {"our-own": "of"}}`:                                false,
		`{"rules": []  , "levels": {"x": "maybe"}}`:                                          false,
		`{"rules": "./rules"}`:           false,
		`{"rules": {"use-user": "off"}}`: false,
		`{"rules": [""]}`:                false,
		`{"rules": [1]}`:                 false,
	} {
		plain, err := hujson.Standardize([]byte(settings))
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(plain)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != good {
			t.Errorf("the schema says of %s: %v", settings, err)
		}
		path := filepath.Join(t.TempDir(), config.Name)
		if err := os.WriteFile(path, []byte(settings), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Read(path, known); (err == nil) != good {
			t.Errorf("the program says of %s: %v", settings, err)
		}
	}
}
