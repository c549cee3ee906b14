package report

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/js"
	"github.com/clerkctl/clerkctl/internal/terminal"
)

func located(rule string, severity codemod.Severity, fix codemod.Safety, applied bool, line int) codemod.Located {
	return codemod.Located{
		Finding: &codemod.Finding{Rule: rule, Severity: severity, Fix: fix, Applied: applied, Message: "say " + rule},
		Place: codemod.Place{
			Start: codemod.Position{Line: line, Column: 3}, End: codemod.Position{Line: line, Column: 6},
			Excerpt: "a old b", Mark: js.Range{Start: 2, End: 5},
		},
	}
}

// sample has one of each: a finding fixed, left for a flag, left for a
// person, a notice, and a file that was skipped.
func sample(mode codemod.Mode) *codemod.Result {
	applied := mode != codemod.Lint
	return &codemod.Result{
		Mode: mode, Target: "next", Looked: 9, InGit: mode == codemod.Write,
		Files: []*codemod.FileResult{
			{Name: "app/a.tsx", Changed: applied, Findings: []codemod.Located{
				located("use-user", codemod.Error, codemod.Safe, applied, 3),
				located("use-user", codemod.Error, codemod.Manual, false, 5),
				located("redirect-default", codemod.Notice, codemod.NoFix, false, 7),
			}},
			{Name: "app/b.tsx", Findings: []codemod.Located{located("sign-in-props", codemod.Error, codemod.Unsafe, false, 2)}},
			{Name: "app/c\x1b[2J.tsx", Skipped: codemod.SkipParseError, Problem: "line 1: unexpected \u202e"},
		},
		Installs: []codemod.Install{{Folder: ".", Command: "yarn install"}, {Folder: "web app", Command: "npm install"}},
	}
}

func render(t *testing.T, r Renderer, report *Report) string {
	t.Helper()
	var b strings.Builder
	if err := r.Render(&b, report); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	tests := []struct {
		name  string
		mode  codemod.Mode
		style Style
		want  string
	}{
		{"written", codemod.Write, Style{}, `app/a.tsx:5:3: say use-user [use-user]
  5 | a old b
    |   ^^^ needs a person
app/a.tsx:7:3: say redirect-default [redirect-default]
  7 | a old b
    |   ^^^ notice
app/b.tsx:2:3: say sign-in-props [sign-in-props]
  2 | a old b
    |   ^^^ fixable with --unsafe

fixed: 1 finding in 1 file
  use-user    1
left for --unsafe: 1 finding in 1 file
  sign-in-props    1  app/b.tsx:2
left for a person: 1 finding in 1 file
  use-user    1  app/a.tsx:5
notices: 1 finding in 1 file
  redirect-default    1  app/a.tsx:7
skipped: 1 file
  app/c\x1b[2J.tsx: parse-error: line 1: unexpected \u202e
looked at 9 files, rewrote 1
next
  yarn install                               # install the new versions
  cd 'web app' && npm install                # install the new versions
  clerkctl migrate --unsafe --diff 'my app'  # see the fixes that need a second look
  git diff                                   # read what changed
  run your type check and your tests
`},
		{"quiet", codemod.Write, Style{Quiet: true}, `app/a.tsx:5:3: say use-user [use-user]
app/b.tsx:2:3: say sign-in-props [sign-in-props]
app/c\x1b[2J.tsx: parse-error: line 1: unexpected \u202e
`},
		{"verbose preview", codemod.Preview, Style{Verbose: true}, `app/a.tsx:3:3: say use-user [use-user]
  3 | a old b
    |   ^^^ would be fixed
`},
		{"lint", codemod.Lint, Style{}, `app/a.tsx:3:3: say use-user [use-user]
  3 | a old b
    |   ^^^ fixable
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := render(t, New("text", test.style), &Report{Command: "migrate", Target: "next", Result: sample(test.mode), Args: []string{"my app"}})
			whole := strings.HasSuffix(test.want, "tests\n") || test.style.Quiet
			if whole && got != test.want || !strings.HasPrefix(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTextColours(t *testing.T) {
	got := render(t, New("text", Style{Paint: terminal.NewPaint(terminal.Colors16)}), &Report{Command: "lint", Result: sample(codemod.Lint)})
	if !strings.Contains(got, "\x1b[31m  ^^^ fixable\x1b[0m") || strings.Contains(got, "\x1b[2J") {
		t.Errorf("got %q", got)
	}
	plain := render(t, New("text", Style{}), &Report{Command: "lint", Result: sample(codemod.Lint)})
	if strings.Contains(plain, "\x1b") {
		t.Errorf("escapes without colour: %q", plain)
	}
}

func TestTextOfNothing(t *testing.T) {
	got := render(t, New("text", Style{}), &Report{Command: "migrate", Result: &codemod.Result{Mode: codemod.Write, Looked: 1}})
	if got != "looked at 1 file, nothing to do\n" {
		t.Errorf("got %q", got)
	}
	// Where the run failed, the error says it all.
	if got := render(t, New("text", Style{}), &Report{Command: "migrate", Err: errors.New("no"), Result: sample(codemod.Write)}); got != "" {
		t.Errorf("got %q", got)
	}
	got = render(t, New("text", Style{}), &Report{Command: "migrate", Result: &codemod.Result{Mode: codemod.Write, Looked: 5, Interrupted: true}})
	if got != "looked at 5 files; 0 files rewritten before the interrupt, every file is either old or new\n" {
		t.Errorf("got %q", got)
	}
}

func TestJSON(t *testing.T) {
	got := render(t, New("json", Style{}), &Report{Command: "migrate", Target: "next", Result: sample(codemod.Write)})
	const want = `{"version":1,"command":"migrate","target":"next","summary":{"files":9,"changed":1,"skipped":1,"findings":4,"applied":1,"unsafe":1,"manual":1,"notices":1},"files":[` +
		`{"path":"app/a.tsx","changed":true,"skipped":"","findings":[` +
		`{"rule":"use-user","severity":"error","fix":"safe","applied":true,"message":"say use-user","line":3,"column":3,"endLine":3,"endColumn":6},` +
		`{"rule":"use-user","severity":"error","fix":"manual","applied":false,"message":"say use-user","line":5,"column":3,"endLine":5,"endColumn":6},` +
		`{"rule":"redirect-default","severity":"notice","fix":"","applied":false,"message":"say redirect-default","line":7,"column":3,"endLine":7,"endColumn":6}]},` +
		`{"path":"app/b.tsx","changed":false,"skipped":"","findings":[{"rule":"sign-in-props","severity":"error","fix":"unsafe","applied":false,"message":"say sign-in-props","line":2,"column":3,"endLine":2,"endColumn":6}]},` +
		`{"path":"app/c\u001b[2J.tsx","changed":false,"skipped":"parse-error","findings":[]}]}` + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}

	// In a reading mode nothing is applied, but what would change is said.
	preview := render(t, New("json", Style{}), &Report{Command: "migrate", Target: "next", Result: sample(codemod.Preview)})
	if strings.Contains(preview, `"applied":true`) || !strings.Contains(preview, `"applied":0`) || !strings.Contains(preview, `"changed":true`) {
		t.Errorf("preview\n%s", preview)
	}

	// An error makes no difference to the shape.
	failed := render(t, New("json", Style{}), &Report{Command: "lint", Target: "next", Err: errors.New("it <broke> \u202e\u0085")})
	const wantFailed = `{"version":1,"command":"lint","target":"next","error":"it <broke> \u202e\u0085","summary":{"files":0,"changed":0,"skipped":0,"findings":0,"applied":0,"unsafe":0,"manual":0,"notices":0},"files":[]}` + "\n"
	if failed != wantFailed {
		t.Errorf("got\n%s\nwant\n%s", failed, wantFailed)
	}
	var back struct{ Error string }
	if err := json.Unmarshal([]byte(failed), &back); err != nil || back.Error != "it <broke> \u202e\u0085" {
		t.Errorf("%v %q", err, back.Error)
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain":             "plain",
		"ünï 日本 😀":          "ünï 日本 😀",
		"a\x1b[31mb\a\x7f":  `a\x1b[31mb\x07\x7f`,
		"x\u009b31m":        `x\x9b31m`,
		"a\nb\rc\td":        `a\nb\rc\td`,
		"\u202eabc\u2066":   `\u202eabc\u2066`,
		"bad \xff\xfe utf8": `bad \xff\xfe utf8`,
		"\u2028\ufeff":      `\u2028\ufeff`,
	} {
		if got := Escape(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("x", 150)
	tests := []struct {
		name, text, mark string
		line, under      string
	}{
		{"plain", "const user = useUser();", "user ", "const user = useUser();", "      ^^^^^"},
		{"tabs", "\t\tuser\t= 1", "user", "        user    = 1", "        ^^^^"},
		{"a tab in the mark", "a\tb", "a\tb", "a   b", "^^^^^"},
		{"wide characters", "'日本' user", "user", "'日本' user", "       ^^^^"},
		{"wide characters marked", "日本", "本", "日本", "  ^^"},
		{"combining characters", "e\u0301 user", "user", "e\u0301 user", "  ^^^^"},
		{"control characters", "\x1b[0m user", "user", `\x1b[0m user`, "        ^^^^"},
		{"nothing marked", "user", "", "user", "^"},
		{"the end of the line", "user ", " ", "user", "    ^"},
		{"a long line", long + "user" + long, "user", "…" + strings.Repeat("x", 40) + "user" + strings.Repeat("x", 56) + "…", strings.Repeat(" ", 41) + "^^^^"},
		{"the end of a long line", long + "user", "user", "…" + strings.Repeat("x", 96) + "user", strings.Repeat(" ", 97) + "^^^^"},
		{"a long mark", long, long, strings.Repeat("x", 100) + "…", strings.Repeat("^", 100)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := strings.Index(test.text, test.mark)
			line, under := excerpt(codemod.Place{Excerpt: test.text, Mark: js.Range{Start: start, End: start + len(test.mark)}}, excerptWidth)
			if line != test.line || under != test.under {
				t.Errorf("got\n%q\n%q\nwant\n%q\n%q", line, under, test.line, test.under)
			}
		})
	}
}

func TestDiffName(t *testing.T) {
	for name, want := range map[string]string{
		"a/x.tsx": "a/x.tsx", "a/my x.tsx": "a/my x.tsx\t", "a/[[...é]].js": "a/[[...é]].js",
		"a/q\"\\\n\t\x01.js": `"a/q\"\\\n\t\001.js"`,
	} {
		if got := diffName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
