package prove_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/prove"
	"github.com/clerkctl/clerkctl/codemod/rules"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

func TestMain(m *testing.M) {
	if twin.Asked(os.Args[1:]) {
		os.Exit(twin.Work(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// spoiled is a rule that does wrong what the comment of a case says: it
// replaces the first text by the second.
func spoiled(comment string) []*codemod.Rule {
	var out []*codemod.Rule
	for line := range strings.Lines(comment) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "fault: ")
		if !ok {
			continue
		}
		from, to, _ := strings.Cut(rest, " ==> ")
		out = append(out, &codemod.Rule{Name: "fault", Everywhere: true, Check: func(p *codemod.Pass) {
			src := p.File.Src
			if i := strings.Index(src, from); i >= 0 {
				e := codemod.Insert(i, "")
				e.End, e.New = i+len(from), to
				p.Report(codemod.Finding{Fix: codemod.Safe, Message: "a fault", Range: e.Range, Edits: []codemod.Edit{e}})
			}
		}})
	}
	return out
}

// Each case is a project. Its comment may name faults that are made beside the
// fixes; what is expected is in the file "want": the verdict of each state of
// each changed module.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("../../testdata/prove/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			name, err := filepath.Abs(name)
			if err != nil {
				t.Fatal(err)
			}
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			want := ""
			for _, f := range archive.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				path := filepath.Join(dir, f.Name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(dir)
			target := rules.Target("next")
			list := rules.All(target)
			if faults := spoiled(string(archive.Comment)); faults != nil {
				list = faults
			}
			result, err := codemod.Run(context.Background(), codemod.Options{
				Paths: []string{"."}, Mode: codemod.Preview, Target: target, Rules: list, Prover: prove.New(target),
			})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, f := range result.Files {
				if f.Proof == nil {
					continue
				}
				got += fmt.Sprintf("%s: %d of %d\n", f.Name, f.Proof.Reached, f.Proof.Edits)
				for _, s := range f.Proof.Scenarios {
					got += fmt.Sprintf("  %s: %s", s.Scenario, s.Verdict)
					if s.Reason != "" {
						got += ": " + s.Reason
					}
					got += "\n"
					for line := range strings.Lines(s.Diff) {
						got += "    " + strings.TrimSuffix(line, "\n") + "\n"
					}
				}
				if f.Held != "" {
					got += "  held for " + f.Held + "\n"
				}
			}
			if got != want {
				if os.Getenv("UPDATE_GOLDEN") != "" {
					for i := range archive.Files {
						if archive.Files[i].Name == "want" {
							archive.Files[i].Data = []byte(got)
						}
					}
					if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
