package report

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/clerkctl/clerkctl/codemod"
)

// command is a workflow command as the runner understands it.
type command struct {
	name       string
	properties map[string]string
	message    string
}

// parseCommand reads one line of a log as the runner does: a line that does
// not begin with two colons is no command.
func parseCommand(line string) (command, error) {
	rest, ok := strings.CutPrefix(line, "::")
	if !ok {
		return command{}, fmt.Errorf("%q is no command", line)
	}
	head, message, ok := strings.Cut(rest, "::")
	if !ok {
		return command{}, fmt.Errorf("%q has no message", line)
	}
	c := command{properties: map[string]string{}}
	name, properties, _ := strings.Cut(head, " ")
	c.name = name
	for pair := range strings.SplitSeq(properties, ",") {
		key, value, ok := strings.Cut(pair, "=")
		if !ok || key == "" || c.properties[key] != "" {
			return c, fmt.Errorf("%q: property %q", line, pair)
		}
		// The percent sign last: it is what the others are written with.
		c.properties[key] = strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%").Replace(value)
	}
	c.message = strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%").Replace(message)
	return c, nil
}

func parseCommands(t *testing.T, text string) []command {
	t.Helper()
	var out []command
	for line := range strings.Lines(text) {
		c, err := parseCommand(strings.TrimSuffix(line, "\n"))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// Each finding that is left, each skip and each error is one command, with
// the texts that went in, but for characters that must not be shown.
func TestGithub(t *testing.T) {
	for name, r := range reports(t) {
		got := parseCommands(t, render(t, New("github", Style{}), r))
		next := func() command {
			if len(got) == 0 {
				t.Fatalf("%s: too few commands", name)
			}
			c := got[0]
			got = got[1:]
			for key := range c.properties {
				if !strings.Contains(" file line endLine col endColumn title ", " "+key+" ") {
					t.Errorf("%s: property %q", name, key)
				}
			}
			return c
		}
		// Line ends come back as they were, other control characters escaped.
		shown := func(s string) string {
			parts := strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' })
			for i := range parts {
				parts[i] = Escape(parts[i])
			}
			return strings.Join(parts, "\r\n")
		}
		if r.Err != nil {
			if c := next(); c.name != "error" || !strings.HasPrefix(c.message, strings.SplitN(r.Err.Error(), "\n", 2)[0]) {
				t.Errorf("%s: %+v", name, c)
			}
		}
		if r.Result == nil {
			continue
		}
		for _, f := range r.Result.Files {
			file := f.Name
			if r.Folder != "" {
				file = r.Folder + "/" + file
			}
			for i := range f.Findings {
				l := &f.Findings[i]
				if l.Applied && r.Result.Mode == codemod.Write {
					continue
				}
				c, level := next(), "error"
				if l.Severity == codemod.Notice {
					level = "notice"
				}
				p := l.Place
				want := map[string]string{
					"file": shown(file), "line": fmt.Sprint(p.Start.Line), "endLine": fmt.Sprint(p.End.Line), "title": "clerkctl (" + l.Rule + ")",
				}
				if p.Start.Line == p.End.Line {
					want["col"], want["endColumn"] = fmt.Sprint(p.Start.Column), fmt.Sprint(p.End.Column)
				}
				if c.name != level || fmt.Sprint(c.properties) != fmt.Sprint(want) {
					t.Errorf("%s: got %s %q\nwant %s %q", name, c.name, c.properties, level, want)
				}
				if message := fmt.Sprintf("%s:%d:%d: %s", shown(file), p.Start.Line, p.Start.Column, shown(l.Message)); c.message != message {
					t.Errorf("%s: got %q\nwant %q", name, c.message, message)
				}
			}
			if f.Skipped != "" {
				level := "error"
				if f.Skipped.Expected() {
					level = "notice"
				}
				if c := next(); c.name != level || c.properties["title"] != "clerkctl ("+string(f.Skipped)+")" || c.properties["line"] != "" || !strings.HasSuffix(c.message, shown(f.Problem)) {
					t.Errorf("%s: %+v", name, c)
				}
			}
		}
		for range r.Result.Unsupported {
			if c := next(); c.name != "warning" || c.properties["file"] != "" {
				t.Errorf("%s: %+v", name, c)
			}
		}
		if len(got) > 0 {
			t.Errorf("%s: %d commands too many", name, len(got))
		}
	}
}

// No text ends its command, begins another, or becomes a property.
func FuzzGithub(f *testing.F) {
	for _, s := range []string{"", "plain", "::error::x", "a\n::set-output name=x::y", "%0A::error::", "a,line=1", "file=x:y", "\r\n", "%25%", "\x00\xff\u2028\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		place := codemod.Place{Start: codemod.Position{Line: 1, Column: 1}, End: codemod.Position{Line: 1, Column: 2}}
		text := render(t, New("github", Style{}), &Report{Command: "lint", Err: errors.New(s), Result: &codemod.Result{Files: []*codemod.FileResult{{
			Name: s, Skipped: codemod.SkipParseError, Problem: s,
			Findings: []codemod.Located{{Finding: &codemod.Finding{Rule: "use-user", Message: s}, Place: place}},
		}}}})
		if got := parseCommands(t, text); len(got) != 3 {
			t.Errorf("%q became %d commands", s, len(got))
		}
	})
}
