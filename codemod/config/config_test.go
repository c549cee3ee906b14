package config

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/project"
)

func known() Known {
	return Known{Targets: []string{"next"}, Rules: []string{"use-user", "use-session", "package-json"}}
}

func file(t *testing.T, text string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, Name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRead(t *testing.T) {
	path := file(t, "\ufeff"+`{
	// why
	"$schema": "x.json",
	"target": "next",
	"exclude": ["legacy/**", "*.stories.tsx",],
	"levels": { "use-user": "off", "package-json": "notice", /* x */ "use-session": "error" },
	"baseline": "lint/baseline.json",
}
`)
	c, err := Read(path, known())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	if c.Dir != dir || c.Target != "next" || strings.Join(c.Exclude, " ") != "legacy/** *.stories.tsx" || c.Baseline != filepath.Join(dir, "lint", "baseline.json") ||
		len(c.Levels) != 3 || c.Levels["use-user"] != Off || c.Levels["package-json"] != Notice || c.Levels["use-session"] != Error {
		t.Errorf("%+v", c)
	}
	t.Chdir(dir)
	if c, err = Read(path, known()); err != nil || c.Path != Name || c.Baseline != "lint/baseline.json" {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err = Read(file(t, "{}"), known()); err != nil || c.Target != "" || c.Exclude != nil || len(c.Levels) != 0 || c.Baseline != "" {
		t.Errorf("%+v, %v", c, err)
	}
}

// Levels of rules that are not built in wait until those are loaded.
func TestOtherRules(t *testing.T) {
	text := `{"levels": {"our-own": "notice"}, "rules": ["./rules", "more/a.ts"]}`
	c, err := Read(file(t, text), known())
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{filepath.Join(c.Dir, "rules"), filepath.Join(c.Dir, "more", "a.ts")}; !slices.Equal(c.Rules, want) || c.Levels["our-own"] != Notice {
		t.Errorf("%+v", c)
	}
	if err := c.CheckRules([]string{"use-user", "our-own"}); err != nil {
		t.Error(err)
	}
	if err := c.CheckRules([]string{"use-user", "our-owm"}); err == nil || !strings.HasSuffix(err.Error(), `:1:13: unknown rule "our-own"`) {
		t.Error(err)
	}
	others := known()
	others.Others = true
	if c, err = Read(file(t, `{"levels": {"our-own": "off"}}`), others); err != nil || c.Levels["our-own"] != Off {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		``:            "the file is empty | write { }",
		`{]`:          ":1:2: invalid character ']'",
		`{/* 𝒳é */ ]`: ":1:12: invalid character ']'",
		"{\n  // \n":  ":3:1: the file ends too early | comments and trailing commas",
		`{} {}`:       ":1:4: invalid character '{' after top-level value",
		"{\n  \"target\": \"next\"\n  \"exclude\": []\n}": ":3:3: invalid",
		`[]`:                            ":1:1: the file has to be an object: { … }",
		"{\n  \"exlude\": []\n}":        `:2:3: there is no setting "exlude" | did you mean "exclude"?`,
		`{"𝒳": 1, "frobnicate": 1}`:     `:1:2: there is no setting "𝒳" | the keys are target, exclude, levels, baseline, rules`,
		`{/* 𝒳 */ "targt": 1}`:          `:1:11: there is no setting "targt" | did you mean "target"?`,
		`{"target": "nxt"}`:             `:1:12: "target": "nxt" is not one of next | did you mean "next"?`,
		`{"target": 1}`:                 `:1:12: "target" takes text, not a number | write it in double quotes`,
		`{"target": null}`:              `"target" takes text, not null`,
		`{"$schema": true}`:             `"$schema" takes text, not true or false`,
		`{"exclude": "legacy"}`:         `:1:13: "exclude" is text, not a list | write a list of globs`,
		`{"exclude": [1]}`:              `:1:14: "exclude" takes text, not a number`,
		`{"exclude": ["[a"]}`:           `:1:14: "[a" is not a glob pattern`,
		`{"exclude": ["./!a"]}`:         `:1:14: "./!a" begins with "!", which takes nothing back in here | exclude less`,
		`{"exclude": ["./"]}`:           `"./" is not a glob pattern`,
		`{"levels": []}`:                `"levels" is a list, not an object`,
		`{"levels": {"use-usr":"off"}}`: `:1:13: unknown rule "use-usr" | did you mean "use-user"?`,
		`{"levels": {"x":"off"}}`:       `unknown rule "x" | clerkctl rules list names them all`,
		`{"levels": {"use-user":"of"}}`: `:1:24: "use-user": "of" is not one of off, notice, error | did you mean "off"?`,
		`{"levels": {"use-user":{}}}`:   `"use-user" takes text, not an object`,
		`{"levels": {"use-user":"off","use-user":"error"}}`: `"use-user" is given twice`,
		`{"target": "next", "target": "next"}`:              `:1:20: "target" is given twice | keep one of them`,
		`{"baseline": ""}`:                                  `"baseline" is empty`,
		`{"rules": "./rules"}`:                              `:1:11: "rules" is text, not a list | write a list of files and folders`,
		`{"rules": {"use-user": "off"}}`:                    `:1:11: "rules" is an object, not a list | write a list of files and folders, as in ["./rules"]; levels of rules go under "levels"`,
		`{"rules": [""]}`:                                   `:1:12: a path in "rules" is empty`,
		`{"rules": [1]}`:                                    `:1:12: "rules" takes text, not a number`,
	} {
		_, err := Read(file(t, text), known())
		var e *project.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := e.Error() + " | " + e.Hint; !strings.Contains(got, want) {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), Name), known()); err == nil || !strings.Contains(err.Error(), "cannot be read: ") {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := Read(file(t, strings.Repeat(" ", project.MaxSize+1)), known()); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("a large file: %v", err)
	}
}

func TestFind(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(Name, "{}")
	write("app/src/a.ts", "")
	write("app/"+Name, "{}")
	write("clone/.git/HEAD", "ref: refs/heads/main\n")
	write("clone/src/a.ts", "")
	write("folder/"+Name+"/x", "")
	for from, want := range map[string]string{"app/src": "app/" + Name, "app": "app/" + Name, ".": Name, "clone/src": "", "folder": Name, "nowhere": ""} {
		c, err := Find(filepath.Join(root, from), known())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if c != nil {
			got, _ = filepath.Rel(root, filepath.Join(c.Dir, Name))
		}
		if got != filepath.FromSlash(want) {
			t.Errorf("from %s: %q, want %q", from, got, want)
		}
	}
}

// FuzzRead: whatever the file holds, there are settings or an error with words.
func FuzzRead(f *testing.F) {
	f.Add(`{"exclude": ["a"], "levels": {"use-user": "off"}} // x`)
	f.Add(`{"a": {`)
	f.Fuzz(func(t *testing.T, text string) {
		p := &parser{src: []byte(text), known: known(), config: &Config{Levels: map[string]string{}}}
		if err := p.parse(); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}
