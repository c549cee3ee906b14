package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/clerkctl/clerkctl/cmd"
)

// Each command has a page, and each flag stands on it.
func TestPages(t *testing.T) {
	all := pages(cmd.Tree(), "v1.2.3", "2026-11-23")
	seen := 0
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		if c.HasParent() && !c.IsAvailableCommand() {
			return
		}
		seen++
		page, ok := all[strings.ReplaceAll(c.CommandPath(), " ", "-")+".1"]
		if !ok {
			t.Errorf("%s has no page", c.CommandPath())
			return
		}
		for _, want := range []string{`"clerkctl v1.2.3"`, " 2026-11-23 ", ".SH NAME\n", ".SH SYNOPSIS\n.B ", ".SH DESCRIPTION\n"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q in\n%s", c.CommandPath(), want, page)
			}
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if name := `\fB` + text("--"+f.Name) + `\fR`; f.Hidden == strings.Contains(page, name) {
				t.Errorf("%s: --%s is missing or should be", c.CommandPath(), f.Name)
			}
		})
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(cmd.Tree())
	if seen < 20 || len(all) < seen {
		t.Errorf("%d commands, %d pages", seen, len(all))
	}
	// Nothing but the macros that are meant begins with a dot, and nothing is
	// left to troff to take for something else.
	request := regexp.MustCompile(`^\.(TH|SH|B|BR|PP|TP|nf|fi)( |$)`)
	escape := regexp.MustCompile(`\\(?:[e&-]|f[BIR]|\((?:ga|aq|ti|ha|en|em|dq))`)
	for name, page := range all {
		for line := range strings.Lines(page) {
			line = strings.TrimRight(line, "\n")
			if (strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'")) && !request.MatchString(line) {
				t.Errorf("%s: %q is taken for a request", name, line)
			}
			if strings.Contains(escape.ReplaceAllString(line, ""), `\`) {
				t.Errorf("%s: a bare backslash in %q", name, line)
			}
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		`.env 'x'`: `\&.env \(aqx\(aq`, `a\-b`: `a\e\-b`, "a…": "a...", "'": `\(aq`,
	} {
		if got := text(in); got != want {
			t.Errorf("%q is written %q, want %q", in, got, want)
		}
	}
}

func TestRun(t *testing.T) {
	out := filepath.Join(t.TempDir(), "man1")
	var errs bytes.Buffer
	if code := run([]string{"-out", out, "-version", "v1.2.3", "-date", "2026-11-23"}, &errs); code != 0 || errs.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, &errs)
	}
	if _, err := os.Stat(filepath.Join(out, "clerkctl-token-verify.1")); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-date", "yesterday"}, {"page"}, {"-no"}} {
		if code := run(append(args, "-out", t.TempDir()), &errs); code != 2 {
			t.Errorf("%q: exit code %d, want 2", args, code)
		}
	}
	if mandoc, err := exec.LookPath("mandoc"); err == nil {
		files, err := filepath.Glob(filepath.Join(out, "*.1"))
		if err != nil {
			t.Fatal(err)
		}
		if text, err := exec.Command(mandoc, append([]string{"-T", "lint", "-W", "warning"}, files...)...).CombinedOutput(); err != nil {
			t.Errorf("mandoc: %v\n%s", err, text)
		}
	}
}
