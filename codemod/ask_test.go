package codemod

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/js"
)

// scripted answers from a list, and keeps what it was asked.
type scripted struct {
	answers []Answer
	asked   []string
	before  func(q *Question) // called before each answer
	err     error             // when the answers are used up
}

func (s *scripted) Ask(ctx context.Context, q *Question) (Answer, error) {
	if s.before != nil {
		s.before(q)
	}
	s.asked = append(s.asked, fmt.Sprintf("%s %d/%d %s", filepath.Base(q.Name), q.Number, q.Of, q.After))
	if err := ctx.Err(); err != nil {
		return No, err
	}
	if len(s.answers) == 0 {
		return No, s.err
	}
	next := s.answers[0]
	s.answers = s.answers[1:]
	return next, nil
}

func TestAsk(t *testing.T) {
	const text = "// Clerk\nold(1);\nrisky(2);\nold(3);\n"
	rules := []*Rule{rename("a", "old", "new_", Safe), rename("b", "risky", "calm", Unsafe)}
	done := func(one, two, three string) string {
		return fmt.Sprintf("// Clerk\n%s(1);\n%s(2);\n%s(3);\n", one, two, three)
	}
	tests := []struct {
		name    string
		unsafe  bool
		answers []Answer
		asked   int
		x, y    string
		left    int
	}{
		{"yes and no", false, []Answer{Yes, No, No, Yes}, 4, done("new_", "risky", "old"), done("old", "risky", "new_"), 4},
		{"unsafe ones too", true, []Answer{No, Yes, No, No, No, No}, 6, done("old", "calm", "old"), text, 5},
		{"the rest of the file", false, []Answer{RestOfFile, No, No}, 3, done("new_", "risky", "new_"), text, 4},
		{"all", false, []Answer{No, All}, 2, done("old", "risky", "new_"), done("new_", "risky", "new_"), 3},
		{"quit", false, []Answer{Yes, Quit}, 2, done("new_", "risky", "old"), text, 5},
		{"quit at once", true, []Answer{Quit}, 1, text, text, 6},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &scripted{answers: test.answers, err: errors.New("no more answers")}
			r, dir := runOn(t, Options{Rules: rules, Mode: Write, Unsafe: test.unsafe, Asker: s}, map[string]string{"x.js": text, "y.js": text})
			expect(t, "x.js", textOf(t, dir, "x.js"), test.x)
			expect(t, "y.js", textOf(t, dir, "y.js"), test.y)
			if len(s.asked) != test.asked || len(s.answers) > 0 {
				t.Errorf("asked %q, %d answers left", s.asked, len(s.answers))
			}
			if c := r.Count(); c.Left() != test.left || c.Applied != 6-test.left {
				t.Errorf("counts %+v", c)
			}
			for _, f := range r.Files {
				if f.Changed != (textOf(t, dir, filepath.Base(f.Path)) != text) {
					t.Errorf("%s: changed is %v", f.Name, f.Changed)
				}
			}
		})
	}
}

// A fix that overlaps a declined one is made, and the declined one is not,
// however many passes it takes.
func TestAskOverlap(t *testing.T) {
	wrap := func(rule, function, by string) *Rule {
		return calls(rule, function, func(p *Pass, c *js.Call) {
			p.Report(Finding{Fix: Safe, Message: rule, Range: c.Callee.Range(), Edits: []Edit{Replace(c.Range(), by+p.File.Text(c.Range())[len(function):])}})
		})
	}
	rules := []*Rule{wrap("a", "one", "uno"), wrap("b", "two", "due"), wrap("c", "three", "tre")}
	const text = "// Clerk\none(two(three()));\n"
	for answers, want := range map[string]string{
		"yyy": "uno(due(tre()))", "nyy": "one(due(tre()))", "yny": "uno(two(tre()))", "yyn": "uno(due(three()))", "nyn": "one(due(three()))", "nnn": "one(two(three()))",
	} {
		s := &scripted{err: errors.New("no more answers")}
		for _, c := range answers {
			s.answers = append(s.answers, map[rune]Answer{'y': Yes, 'n': No}[c])
		}
		_, dir := runOn(t, Options{Rules: rules, Mode: Write, Asker: s}, map[string]string{"x.js": text})
		expect(t, answers, textOf(t, dir, "x.js"), "// Clerk\n"+want+";\n")
	}
}

// Nothing of a file is written before its last question is answered; an
// interrupt or an error leaves it as it was, and those before it new.
func TestAskStops(t *testing.T) {
	const text = "// Clerk\nold(1);\nold(2);\n"
	rules := []*Rule{rename("a", "old", "new_", Safe)}
	fixed := strings.ReplaceAll(text, "old", "new_")
	for name, interrupt := range map[string]bool{"interrupt": true, "error": false} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, file := range []string{"x.js", "y.js", "z.js"} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			wrong := errors.New("wrong")
			s := &scripted{answers: []Answer{Yes, Yes, Yes}, err: wrong}
			s.before = func(q *Question) {
				if q.Number == 2 {
					expect(t, "before the last question", textOf(t, dir, filepath.Base(q.Name)), text)
				}
				if interrupt && len(s.answers) == 0 {
					cancel()
				}
			}
			r, err := Run(ctx, Options{Paths: []string{dir}, Rules: rules, Target: &Target{Name: "test"}, Mode: Write, Asker: s})
			if interrupt && (err != nil || !r.Interrupted) || !interrupt && !errors.Is(err, wrong) {
				t.Errorf("error %v, interrupted %v", err, r.Interrupted)
			}
			expect(t, "x.js", textOf(t, dir, "x.js"), fixed)
			expect(t, "y.js", textOf(t, dir, "y.js"), text)
			if c := r.Count(); c.Changed != 1 || c.Applied != 2 {
				t.Errorf("counts %+v", c)
			}
		})
	}
}

// A file that changes while it is asked about is left alone.
func TestAskChanged(t *testing.T) {
	const text = "// Clerk\nold(1);\n"
	dir := t.TempDir()
	path := filepath.Join(dir, "x.js")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	s := &scripted{answers: []Answer{Yes}, before: func(*Question) {
		if err := os.WriteFile(path, []byte(text+"more();\n"), 0o644); err != nil {
			t.Error(err)
		}
	}}
	r, err := Run(t.Context(), Options{Paths: []string{dir}, Rules: []*Rule{rename("a", "old", "new_", Safe)}, Target: &Target{Name: "test"}, Mode: Write, Asker: s})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "text", textOf(t, dir, "x.js"), text+"more();\n")
	expect(t, "result", told(r), "x.js changed=false skipped=changed-on-disk\n  2:1 a error safe applied=false old is old\n")
}
