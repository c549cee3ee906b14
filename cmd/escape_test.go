package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// TestNothingUnescaped runs every command that shows text from elsewhere over
// files, names, settings and arguments that hold what a terminal would act on.
// None of it may come out, whatever the format and wherever it goes.
func TestNothingUnescaped(t *testing.T) {
	t.Setenv("TERM", "xterm")
	t.Setenv("COLORTERM", "")
	const nasty = "\x1b]0;x\a\u009b31m\u202e\u2066\x7f"
	dir := filepath.Join(t.TempDir(), "d"+nasty)
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	comment := "/* " + nasty + " */ "
	reset := func() {
		write("a"+nasty+".tsx", "import { UserButton, useUser } from \"@clerk/nextjs\";\n// clerkctl-disable-next-line use-"+nasty+"\n"+comment+"const u = useUser(), v = 1;\n"+
			"export const A = (props) => <>"+comment+"<UserButton {...props} userProfileURL=\""+nasty+"\" /><UserButton userProfileURL=\"a\" userProfileUrl='"+nasty+"' /></>;\n")
		write("broken"+nasty+".tsx", "import { useUser } from \"@clerk/nextjs\"; const \""+nasty+"\" = 1;\n")
		write("minified"+nasty+".js", "\"@clerk/nextjs\";"+strings.Repeat(nasty, 1000))
		write("package.json", "{\"dependencies\": {\"@clerk/nextjs\": \"^2.0.0\", \"typescript\": \"4.\u202e0\"}}\n")
		write("sub/package.json", "{\"dependencies\": {\"@clerk/nextjs\": \"git+\u202e\u009b\"}}\n")
		write("sub/broken"+nasty+"/package.json", "{\"@clerk/nextjs\": \""+nasty+"\u202e}\n")
		write("settings/clerkctl.json", "{\""+strings.ReplaceAll(nasty, "\x1b", "\\u001b")+"\": 1}")
		write("settings2/clerkctl.json", "{\"levels\": {\"\u202e\u009b\": \"off\"}}")
		write("known.json", "{\"version\": 1, \"\u202e\u009b\": 1}")
		write("other"+nasty+".vue", "")
	}
	reset()
	escaped := 0
	for _, args := range [][]string{
		{"lint"}, {"lint", "-v"}, {"lint", "-q"}, {"lint", "--format", "json"}, {"lint", "--format", "github"}, {"lint", "--format", "sarif"}, {"lint", "--format", "junit"},
		{"lint", "--color", "always"}, {"migrate", "--dry-run"}, {"migrate", "--diff", "--color", "always"}, {"migrate", "--dry-run", "-v", "--unsafe"},
		{"migrate", "--dry-run", "--format", "json"}, {"migrate", "-v", "--unsafe", "--force"},
		{"lint", "other" + nasty + ".vue"}, {"lint", "nowhere" + nasty}, {"lint", "settings"}, {"lint", "settings2"}, {"lint", "--baseline", "known.json"},
		{"lint", "--baseline", "b" + nasty + ".json"}, {"lint", "--baseline", "b" + nasty + ".json", "--update-baseline"}, {"lint", "--baseline", "b" + nasty + ".json"},
		{"lint", "--rule", nasty}, {"lint", "--format", nasty}, {"lint", "--exclude", "[" + nasty}, {"lint", "--changed=" + nasty}, {"lint", "--target", nasty}, {"lint", "--jobs", nasty},
		{"lint", "--" + nasty}, {"lint", "--stdin-filename", nasty}, {"migrate", "--set-version", nasty}, {"migrate", "--patch-out", "nowhere" + nasty + "/x"}, {"migrate", "--patch-out", "u" + nasty + ".patch"},
		{"migrate", "--patch-out", "u" + nasty + ".patch"}, {nasty}, {"rules", "explain", nasty}, {"help", nasty}, {"rules", nasty}, {"version", nasty},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			reset()
			t.Chdir(dir)
			var out, errs bytes.Buffer
			a := newApp(strings.NewReader(""), &out, &errs)
			a.run(t.Context(), args)
			for name, text := range map[string]string{"stdout": out.String(), "stderr": errs.String()} {
				if args[len(args)-1] == "always" {
					// Our own colours.
					for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[35m"} {
						text = strings.ReplaceAll(text, code, "")
					}
				}
				for i, r := range text {
					if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) {
						t.Errorf("%s holds %q: …%q", name, r, text[max(0, i-60):min(len(text), i+20)])
						break
					}
				}
			}
			if strings.Contains(out.String()+errs.String(), `u202e`) {
				escaped++
			}
			if out.Len()+errs.Len() == 0 {
				t.Error("nothing was said")
			}
		})
	}
	// The commands did speak of what they were given.
	if escaped < 30 {
		t.Errorf("only %d outputs hold the text", escaped)
	}
}
