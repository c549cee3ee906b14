package main

import (
	"path/filepath"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// TestTricky holds what the comparison says of clerkctl: all cases are right.
func TestTricky(t *testing.T) {
	cases, err := readCases()
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 22 {
		t.Errorf("%d cases", len(cases))
	}
	target := rules.Next()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "app")
			if err := writeTexts(dir, c.before); err != nil {
				t.Fatal(err)
			}
			_, err := codemod.Run(t.Context(), codemod.Options{
				Paths: []string{dir}, Rules: rules.All(target), Target: target, Mode: codemod.Write, Force: true,
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := texts(dir)
			if err != nil {
				t.Fatal(err)
			}
			if c.result(got) == "yes" {
				return
			}
			for path, text := range c.after {
				t.Error(udiff.Unified("want/"+path, "got/"+path, text, got[path]))
			}
		})
	}
}

// The score must be able to tell right from wrong.
func TestScore(t *testing.T) {
	old := map[string]string{"a": "old", "b": "old", "c": "old", "d": "same"}
	want := map[string]string{"a": "new;\n", "b": "new;\n", "c": "new;\n", "d": "same"}
	got := map[string]string{"a": "new;\n", "b": "new\n", "c": "old", "d": "spoilt"}
	if s := scoreOf("x", old, want, got); s != (score{name: "x", due: 3, exact: 1, alike: 2, spoilt: 1}) {
		t.Errorf("%+v", s)
	}
	c := trickyCase{after: map[string]string{"a": "const { b } = c();\n"}}
	for text, result := range map[string]string{
		"const { b } = c();\n": "yes", "const {\n  b,\n} = c()": "layout", "const { b: d } = c();\n": "no",
	} {
		if r := c.result(map[string]string{"a": text}); r != result {
			t.Errorf("%q is %s, want %s", text, r, result)
		}
	}
}
