package script

import (
	"context"
	"testing"
)

const exampleRules = "../../testdata/user-rules"

// loaded are the rules at some paths, all of which must be good.
func loaded(t *testing.T, paths ...string) *Set {
	t.Helper()
	s, err := Load(context.Background(), Options{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for _, p := range s.Problems {
		t.Error(p)
	}
	return s
}

// TestExampleRules runs the tests of the rules that show how it is done.
func TestExampleRules(t *testing.T) {
	s := loaded(t, exampleRules)
	tests := map[string]int{}
	untested, err := s.Test(t.Context(), func(o Outcome) {
		tests[o.Rule]++
		if o.Problem != "" {
			t.Errorf("%s, %s, %s: %s\n%s", o.Module, o.Rule, o.Test, o.Problem, o.Diff)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(untested) > 0 {
		t.Errorf("rules without tests: %v", untested)
	}
	if len(s.Rules) < 6 {
		t.Errorf("%d rules, want at least 6", len(s.Rules))
	}
}
