package project

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestIgnoreAgreesWithGit compares every path of small trees with the verdict
// of git check-ignore, for chosen and for random ignore files.
func TestIgnoreAgreesWithGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git program")
	}
	chosen := []string{
		"build", "/build", "build/", "*.js", "!a.js\n*.js", "*.js\n!a.js", "a/b", "/a/b", "a/*", "a/**", "**/b", "a/**/b", "**", "/**", "**/",
		"*\n!*/\n!*.ts", "*\n!*/\n!/a/\n!/a/**/\n!a.ts", "/*\n!/a\n/a/*\n!/a/b", "[!a]*", "[^a]*", "[ab].js", "[]a].js", "[a", "a\\", "\\a.js", "a.js ", "a.js\\ ",
		"\\#x", "\\!x", "#x", "!x", " a.js", "a**b.js", "**a", "a.j?", "[[:alpha:]].js", "[a-c].js", "{a,b}.js", "a/", "/a/b/", "a.js\r\n!b.js\r\nc.js\r\n",
		"\xef\xbb\xbfa.js", "é.js", "/", "//", "a//b", "./a", "b/a.js", "*/a.js", "**/*.js\n!b/**", "a/b/**/c.js", "?", "*.ts\n", "b*/", "a/**/", "[\\]].js", "[!]a].js",
		"a/**/*.js", "/**/a.js", "**/a/**", "**/**/b", "*b/c.js", "a/b*", "!a/b/c.js\na/b/*", "a/*/c.js", "[[:digit:]x].js", "[[:lower:]].js", "[[:upper:]].js", "[[:alnum:]].ts", "[[:punct:]]*", "[[:space:]]*", "*[[:blank:]]", "[[:xdigit:]].js", "[[:nope:]].js", "[[:alpha:].js",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	words := []string{"a", "b", "c.js", "a.js", "*", "**", "*.js", "*.ts", "?", "[ab]", "[!a]*", "b*", "a.ts", "{a}", "\\a"}
	for range 150 {
		var lines []string
		for range 1 + rng.IntN(4) {
			var parts []string
			for range 1 + rng.IntN(3) {
				parts = append(parts, words[rng.IntN(len(words))])
			}
			line := strings.Join(parts, "/")
			if rng.IntN(3) == 0 {
				line = "/" + line
			}
			if rng.IntN(4) == 0 {
				line += "/"
			}
			if rng.IntN(3) == 0 {
				line = "!" + line
			}
			lines = append(lines, line)
		}
		chosen = append(chosen, strings.Join(lines, "\n"))
	}

	root := t.TempDir()
	var files []string
	for _, dir := range []string{"", "a", "b", "a/b", "a/b/a", "b/a", "build", "c"} {
		for _, name := range []string{"a.js", "b.js", "c.js", "a.ts", "x", "#x", "!x", "é.js", "].js", "{a,b}.js", "a.js ", "1.js"} {
			files = append(files, filepath.ToSlash(filepath.Join(dir, name)))
		}
	}
	for _, name := range files {
		writeFile(t, filepath.Join(root, name), "")
	}
	git(t, root, "init", "-q")
	for _, content := range chosen {
		writeFile(t, filepath.Join(root, ".gitignore"), content)
		cmd := exec.Command("git", "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin")
		cmd.Dir = root
		cmd.Stdin = strings.NewReader(strings.Join(files, "\x00") + "\x00")
		out, err := cmd.Output()
		if exit := new(exec.ExitError); err != nil && (!asExit(err, &exit) || exit.ExitCode() != 1) {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for _, name := range bytes.Split(out, []byte{0}) {
			want[string(name)] = true
		}
		ig := (*ignores)(nil).with(root, []byte(content))
		for _, name := range files {
			if strings.Contains(name, "é") && strings.ContainsAny(content, "[?") {
				continue // to git that is two characters
			}
			if got := ignoredBelow(ig, root, name); got != want[name] {
				t.Errorf("%q: %s is ignored: %v, git says %v", content, name, got, want[name])
			}
		}
	}
}

// ignoredBelow asks for the folders on the way first, as a walk does.
func ignoredBelow(ig *ignores, root, name string) bool {
	parts := strings.Split(name, "/")
	for i := range parts {
		path := withSlash(root) + strings.Join(parts[:i+1], "/")
		if ig.match(path, parts[i], i+1 < len(parts)) {
			return true
		}
	}
	return false
}

func TestIgnoreLayers(t *testing.T) {
	outer := (*ignores)(nil).with("/r", []byte("*.js\nkeep\n"))
	inner := outer.with("/r/a", []byte("!b.js\n/keep/x\n"))
	for path, want := range map[string]bool{"/r/a/b.js": false, "/r/a/c.js": true, "/r/a/d/b.js": false, "/r/a/keep/x": true} {
		if got := inner.match(path, filepath.Base(path), false); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
	if !outer.match("/r/b.js", "b.js", false) {
		t.Error("the inner layer changed the outer one")
	}
}

// --- helpers of the package's tests

func writeFile(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// writeTree writes "path\ncontent" pairs below root.
func writeTree(t testing.TB, root string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		writeFile(t, filepath.Join(root, filepath.FromSlash(name)), content)
	}
}

// git runs git in dir, out of reach of the developer's own settings.
func git(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@example.com", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@example.com")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func asExit(err error, exit **exec.ExitError) bool {
	e, ok := err.(*exec.ExitError)
	*exit = e
	return ok
}
