package codemod

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// The rules of these tests are small and know nothing of Clerk; a file is only
// looked at because it mentions it.

// rename is a rule that renames every reference to a name.
func rename(rule, old, new string, safety Safety) *Rule {
	return &Rule{Name: rule, Check: func(p *Pass) {
		js.Walk(p.File.Program, func(n js.Node) bool {
			if id, ok := n.(*js.Ident); ok && id.Name == old {
				p.Report(Finding{Fix: safety, Message: old + " is old", Range: id.Range(), Edits: []Edit{Replace(id.Range(), new)}})
			}
			return true
		})
	}}
}

// calls is a rule that gives each call of a function to do.
func calls(rule, function string, do func(p *Pass, c *js.Call)) *Rule {
	return &Rule{Name: rule, Check: func(p *Pass) {
		js.Walk(p.File.Program, func(n js.Node) bool {
			if c, ok := n.(*js.Call); ok {
				if id, ok := c.Callee.(*js.Ident); ok && id.Name == function {
					do(p, c)
				}
			}
			return true
		})
	}}
}

func runOn(t *testing.T, o Options, files map[string]string) (*Result, string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if o.Target == nil {
		o.Target = &Target{Name: "test"}
	}
	if o.Paths == nil {
		o.Paths = []string{dir}
	}
	result, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result, dir
}

func textOf(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// told is what a result says about its files, shortly.
func told(r *Result) string {
	var b strings.Builder
	for _, f := range r.Files {
		fmt.Fprintf(&b, "%s changed=%v skipped=%s\n", filepath.Base(f.Path), f.Changed, f.Skipped)
		for _, l := range f.Findings {
			fmt.Fprintf(&b, "  %d:%d %s %s %s applied=%v %s\n", l.Place.Start.Line, l.Place.Start.Column, l.Rule, l.Severity, l.Fix, l.Applied, l.Message)
		}
	}
	return b.String()
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\ngot\n%s\nwant\n%s", what, got, want)
	}
}

func TestModes(t *testing.T) {
	const before, after = "// Clerk\nold();\nrisky();\n", "// Clerk\nnew_();\nrisky();\n"
	rules := []*Rule{rename("a", "old", "new_", Safe), rename("b", "risky", "calm", Unsafe), rename("c", "odd", "", Manual)}
	const found = "  2:1 a error safe applied=%v old is old\n  3:1 b error unsafe applied=%v risky is old\n"
	tests := []struct {
		name   string
		mode   Mode
		unsafe bool
		told   string
		text   string
	}{
		{"lint", Lint, false, "x.js changed=false skipped=\n" + fmt.Sprintf(found, false, false), before},
		{"preview", Preview, false, "x.js changed=true skipped=\n" + fmt.Sprintf(found, true, false), before},
		{"write", Write, false, "x.js changed=true skipped=\n" + fmt.Sprintf(found, true, false), after},
		{"write, unsafe too", Write, true, "x.js changed=true skipped=\n" + fmt.Sprintf(found, true, true), "// Clerk\nnew_();\ncalm();\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, dir := runOn(t, Options{Rules: rules, Mode: test.mode, Unsafe: test.unsafe}, map[string]string{"x.js": before, "y.js": "old();\n", "z.js": "// Clerk\n"})
			expect(t, "result", told(r), test.told)
			expect(t, "text", textOf(t, dir, "x.js"), test.text)
			expect(t, "a file that does not mention Clerk", textOf(t, dir, "y.js"), "old();\n")
			if r.Looked != 3 {
				t.Errorf("looked at %d files", r.Looked)
			}
			if test.mode == Preview {
				b, a, err := r.Files[0].Texts()
				if b != before || a != after || err != nil {
					t.Errorf("texts %q, %q, %v", b, a, err)
				}
			}
		})
	}
}

// What leaves the program, to disk or as a diff, is read by a second parser
// first.
func TestSecondParser(t *testing.T) {
	const src = "// Clerk\nlet a = old();\n"
	r, dir := runOn(t, Options{Rules: []*Rule{rename("a", "old", "new_", Safe)}, Mode: Preview}, map[string]string{"x.js": src})
	f := r.Files[0]
	// As if the tree's parser had taken this for sound.
	at := strings.Index(src, "old()")
	f.edits = []Edit{{js.Range{Start: at, End: at + len("old")}, "new_(), let a = new_"}}
	if _, after, err := f.Texts(); err == nil || !strings.Contains(err.Error(), "x.js: the fixed file would not be valid") {
		t.Errorf("texts %q, %v", after, err)
	}
	writer := newRun(Options{Target: &Target{Name: "test"}, Paths: []string{dir}, Mode: Write, Force: true})
	writer.result.Files = []*FileResult{f}
	if err := writer.write(context.Background()); err != nil {
		t.Fatal(err)
	}
	if f.Skipped != SkipFixRejected || f.Changed || f.Findings[0].Applied || !strings.Contains(f.Problem, "nothing was changed") {
		t.Errorf("skipped %q, changed %v, %q", f.Skipped, f.Changed, f.Problem)
	}
	expect(t, "text", textOf(t, dir, "x.js"), src)
}

// Bytes outside the edits stay, whatever they are.
func TestBytesStay(t *testing.T) {
	for _, src := range []string{
		"\ufeff// Clerk\r\nold() ;\t\r\n\r\n\n  old( )",
		"// Clerk\n`old ${old}`; \"old\"; /old/.test('old'); // old\n<old>old {old}</old>;\u2028x",
		"#!/usr/bin/env node\n// Clerk\nold()\n;[old]\n",
	} {
		want := strings.ReplaceAll(src, "old()", "new_()")
		for _, context := range [][2]string{{"old( )", "new_( )"}, {"${old}", "${new_}"}, {"{old}</", "{new_}</"}, {"[old]", "[new_]"}} {
			want = strings.ReplaceAll(want, context[0], context[1])
		}
		_, dir := runOn(t, Options{Rules: []*Rule{rename("a", "old", "new_", Safe)}, Mode: Write}, map[string]string{"x.js": src})
		expect(t, "text", textOf(t, dir, "x.js"), want)
	}
}

// A fix that overlaps an earlier one waits for the next pass, where its edits
// are worked out again; its place stays that of the original.
func TestOverlapIsCompletedLater(t *testing.T) {
	unwrap := calls("unwrap", "wrap", func(p *Pass, c *js.Call) {
		p.Report(Finding{Fix: Safe, Message: "m", Range: c.Range(), Edits: []Edit{Replace(c.Range(), p.File.Text(c.Args[0].Range()))}})
	})
	r, dir := runOn(t, Options{Rules: []*Rule{unwrap}, Mode: Write}, map[string]string{"x.js": "// Clerk\nf(wrap(1, wrap(2)), wrap(wrap(wrap(3))))\n"})
	expect(t, "text", textOf(t, dir, "x.js"), "// Clerk\nf(1, 3)\n")
	// The second call was dropped together with the first one's rest.
	expect(t, "result", told(r), `x.js changed=true skipped=
  2:3 unwrap error safe applied=true m
  2:11 unwrap error safe applied=true m
  2:21 unwrap error safe applied=true m
  2:26 unwrap error safe applied=true m
  2:31 unwrap error safe applied=true m
`)
}

func TestPassesEnd(t *testing.T) {
	// Each pass leaves as much to do as it found.
	endless := calls("endless", "f", func(p *Pass, c *js.Call) {
		for range 2 {
			p.Report(Finding{Fix: Safe, Message: "m", Range: c.Range(), Edits: []Edit{Insert(c.Range().End, ";f()")}})
			p.Report(Finding{Fix: Safe, Message: "n", Range: c.Range(), Edits: []Edit{Insert(c.Range().End, ";g()")}})
		}
	})
	r, dir := runOn(t, Options{Rules: []*Rule{endless}, Mode: Write}, map[string]string{"x.js": "// Clerk\nf()\n"})
	if got := textOf(t, dir, "x.js"); len(got) > 200 {
		t.Errorf("grew to %d bytes", len(got))
	}
	if len(r.Files) != 1 || len(r.Files[0].Findings) != 4 {
		t.Errorf("result\n%s", told(r))
	}
}

// What a later pass finds in our own output is no finding.
func TestOwnOutputRaisesNoFinding(t *testing.T) {
	a := calls("a", "a", func(p *Pass, c *js.Call) {
		p.Report(Finding{Fix: Safe, Message: "a", Range: c.Range(), Edits: []Edit{Replace(c.Range(), "b(1)")}})
		p.Report(Finding{Fix: Safe, Message: "again", Range: c.Range(), Edits: []Edit{Replace(c.Range(), "b(2)")}})
	})
	b := calls("b", "b", func(p *Pass, c *js.Call) {
		p.Report(Finding{Fix: Manual, Message: "b", Range: c.Range()})
	})
	r, dir := runOn(t, Options{Rules: []*Rule{a, b}, Mode: Write}, map[string]string{"x.js": "// Clerk\na()\n"})
	expect(t, "text", textOf(t, dir, "x.js"), "// Clerk\nb(1)\n")
	expect(t, "result", told(r), "x.js changed=true skipped=\n  2:1 a error safe applied=true a\n  2:1 a error safe applied=true again\n")
}

func TestBadFixesAreRejected(t *testing.T) {
	fixWith := func(edits func(c *js.Call) []Edit) *Rule {
		return calls("bad", "bad", func(p *Pass, c *js.Call) {
			p.Report(Finding{Fix: Safe, Message: "m", Range: c.Range(), Edits: edits(c)})
		})
	}
	tests := map[string]*Rule{
		"a syntax error":         fixWith(func(c *js.Call) []Edit { return []Edit{Insert(c.Range().End, "(")} }),
		"a redeclaration":        fixWith(func(c *js.Call) []Edit { return []Edit{Insert(c.Range().End, ";const kept = 2")} }),
		"a constant assigned":    fixWith(func(c *js.Call) []Edit { return []Edit{Insert(c.Range().End, ";kept = 2")} }),
		"edits that overlap":     fixWith(func(c *js.Call) []Edit { return []Edit{Delete(c.Range()), Insert(c.Range().Start+1, "x")} }),
		"edits beyond the file":  fixWith(func(c *js.Call) []Edit { return []Edit{Insert(1000, "x")} }),
		"an attribute twice":     fixWith(func(c *js.Call) []Edit { return []Edit{Insert(c.Range().End, ";<a b c b/>")} }),
		"a syntax error, pass 2": fixWith(func(c *js.Call) []Edit { return []Edit{Insert(c.Range().End, ";bad")} }),
	}
	const src = "// Clerk\nconst kept = 1;\nbad()\n"
	for name, rule := range tests {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"x.jsx": src, "y.js": "// Clerk\nold()\n"}
			if strings.HasSuffix(name, "pass 2") {
				// The first of two overlapping fixes is fine by itself.
				rule = calls("bad", "bad", func(p *Pass, c *js.Call) {
					p.Report(Finding{Fix: Safe, Message: "m", Range: c.Range(), Edits: []Edit{Insert(c.Range().End, ";f(")}})
					p.Report(Finding{Fix: Safe, Message: "n", Range: c.Range(), Edits: []Edit{Insert(c.Range().End, ";g(")}})
				})
			}
			r, dir := runOn(t, Options{Rules: []*Rule{rule, rename("a", "old", "new_", Safe)}, Mode: Write}, files)
			expect(t, "text", textOf(t, dir, "x.jsx"), src)
			expect(t, "another file", textOf(t, dir, "y.js"), "// Clerk\nnew_()\n")
			if f := r.Files[0]; f.Skipped != SkipFixRejected || f.Changed || f.Findings[0].Applied || f.Problem == "" {
				t.Errorf("result\n%s%s", told(r), f.Problem)
			}
			if !r.Incomplete() {
				t.Error("the result is said to be complete")
			}
		})
	}
}

func TestPanicAndTimeLimit(t *testing.T) {
	boom := calls("boom", "boom", func(*Pass, *js.Call) { panic("boom") })
	slow := calls("slow", "slow", func(*Pass, *js.Call) { time.Sleep(5 * time.Second) })
	r, dir := runOn(t, Options{Rules: []*Rule{boom, slow, rename("a", "old", "new_", Safe)}, Mode: Write, FileTimeout: 300 * time.Millisecond}, map[string]string{
		"a.js": "// Clerk\nboom()\n", "b.js": "// Clerk\nold()\n", "c.js": "// Clerk\nslow()\n",
	})
	expect(t, "result", told(r), "a.js changed=false skipped=parse-error\nb.js changed=true skipped=\n  2:1 a error safe applied=true old is old\nc.js changed=false skipped=timeout\n")
	expect(t, "text", textOf(t, dir, "b.js"), "// Clerk\nnew_()\n")
	if !strings.Contains(r.Files[0].Problem, "boom") {
		t.Errorf("problem %q", r.Files[0].Problem)
	}
}

// Files that a run leaves alone are named if they mention Clerk.
func TestSkipped(t *testing.T) {
	long := strings.Repeat("x", 6000)
	r, _ := runOn(t, Options{Rules: []*Rule{rename("a", "old", "new_", Safe)}, Mode: Write}, map[string]string{
		"a-syntax.js": "// Clerk\nold(\n", "b-generated.js": "// @generated Clerk\nold()\n", "c-minified.js": "// Clerk\n" + long, "d-utf8.js": "// Clerk \xff\n",
		"e-utf16.js": "\xff\xfeC\x00l\x00e\x00r\x00k\x00", "f-nul.js": "// Clerk\x00\n", "g-large.js": "// Clerk\n" + strings.Repeat("x\n", 1<<20+10), "h-deep.js": "// Clerk\n" + strings.Repeat("[\n", 200_000),
		"z-other.js": "syntax error(", "z-latin.js": "caf\xe9",
	})
	expect(t, "result", told(r), `a-syntax.js changed=false skipped=parse-error
b-generated.js changed=false skipped=generated
c-minified.js changed=false skipped=minified
d-utf8.js changed=false skipped=not-utf8
e-utf16.js changed=false skipped=not-utf8
f-nul.js changed=false skipped=not-utf8
g-large.js changed=false skipped=too-large
h-deep.js changed=false skipped=too-deep
`)
	for _, f := range r.Files {
		if f.Problem == "" {
			t.Errorf("%s: no words for %s", f.Name, f.Skipped)
		}
	}
}

func TestInterruptedRunWritesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := calls("stop", "stop", func(*Pass, *js.Call) { cancel() })
	dir := t.TempDir()
	for i := range 20 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.js", i)), []byte("// Clerk\nold();stop()\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Run(ctx, Options{Paths: []string{dir}, Rules: []*Rule{rename("a", "old", "new_", Safe), stop}, Mode: Write, Target: &Target{Name: "test"}, Jobs: 2})
	if err != nil || !r.Interrupted {
		t.Fatalf("interrupted %v, error %v", r.Interrupted, err)
	}
	for i := range 20 {
		expect(t, "text", textOf(t, dir, fmt.Sprintf("%02d.js", i)), "// Clerk\nold();stop()\n")
	}
}

// A file that somebody else changes while it is worked on is theirs.
func TestChangedOnDisk(t *testing.T) {
	meddle := calls("meddle", "meddle", func(p *Pass, _ *js.Call) {
		if err := os.WriteFile(p.File.Path, []byte("// Clerk, edited\n"), 0o644); err != nil {
			t.Error(err)
		}
	})
	remove := calls("remove", "remove", func(p *Pass, _ *js.Call) {
		if err := os.Remove(p.File.Path); err != nil {
			t.Error(err)
		}
	})
	r, dir := runOn(t, Options{Rules: []*Rule{rename("a", "old", "new_", Safe), meddle, remove}, Mode: Write}, map[string]string{
		"a.js": "// Clerk\nold();meddle()\n", "b.js": "// Clerk\nold();remove()\n", "c.js": "// Clerk\nold()\n",
	})
	expect(t, "result", told(r), `a.js changed=false skipped=changed-on-disk
  2:1 a error safe applied=false old is old
b.js changed=false skipped=changed-on-disk
  2:1 a error safe applied=false old is old
c.js changed=true skipped=
  2:1 a error safe applied=true old is old
`)
	expect(t, "text", textOf(t, dir, "a.js"), "// Clerk, edited\n")
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("%d files in the folder", len(entries))
	}
}

// The findings of a run hold on to no file's text, or memory would grow with
// the files.
func TestFindingsAreSmall(t *testing.T) {
	files := map[string]string{}
	const size = 256 << 10
	for i := range 100 {
		files[fmt.Sprintf("%d.js", i)] = "// Clerk\nold()\n" + strings.Repeat(fmt.Sprintf("// %062d\n", i), size/66)
	}
	before := heap()
	r, _ := runOn(t, Options{Rules: []*Rule{rename("a", "old", "new_", Safe)}, Mode: Preview}, files)
	// A worker that was told to end holds the run, with its ballast, until it
	// has had a processor.
	grown := heap() - before
	for end := time.Now().Add(10 * time.Second); grown > 20*size && time.Now().Before(end); grown = heap() - before {
		time.Sleep(time.Millisecond)
	}
	if grown > 20*size {
		t.Errorf("%d findings hold %d KB", len(r.Files), grown>>10)
	}
	runtime.KeepAlive(r)
	runtime.KeepAlive(files)
}

// heap is how many bytes the heap has that something holds.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
