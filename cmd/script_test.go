package cmd_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/clerkctl/clerkctl/cmd"
	"github.com/clerkctl/clerkctl/codemod/twin"
)

// The test binary is clerkctl too: scripts run it as a process of its own, so
// that exit codes, signals and users are the real ones.
func TestMain(m *testing.M) {
	if twin.Asked(os.Args[1:]) { // whatever name it goes by
		os.Exit(twin.Work(os.Args[1:], os.Stdin, os.Stdout))
	}
	run := func() { os.Exit(cmd.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
	testscript.Main(m, map[string]func(){
		"clerkctl": run,
		// nobody is clerkctl run by a user whom permissions stop; root is
		// never refused.
		"nobody": func() {
			if err := becomeNobody("."); err != nil {
				fmt.Fprintln(os.Stderr, "cannot change the user:", err)
				os.Exit(99)
			}
			run()
		},
	})
}

func TestScripts(t *testing.T) {
	// Below a folder that every user may enter.
	root, err := os.MkdirTemp("", "clerkctl-script")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../testdata/script",
		WorkdirRoot:         root,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "")
			env.Setenv("CLICOLOR_FORCE", "")
			env.Setenv("CI", "")
			env.Setenv("TERM", "xterm")
			env.Setenv("COLORTERM", "")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			env.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(env.WorkDir, ".gitconfig"))
			return os.WriteFile(filepath.Join(env.WorkDir, ".gitconfig"), []byte("[user]\n\tname = Test\n\temail = test@example.com\n[init]\n\tdefaultBranch = main\n[core]\n\tautocrlf = false\n"), 0o644)
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  status,
			"bytes":   writeBytes,
			"repeat":  repeat,
			"samecmp": same,
		},
	})
}

// status runs a command and checks its exit code: `status 2 clerkctl lint`.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s did not run: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// writeBytes writes a file from a Go string: `bytes FILE '\xff\xfeC\x00'`.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE TEXT")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// repeat writes a file that has a text many times:
// `repeat FILE COUNT TEXT [BEFORE [AFTER]]`.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 5 {
		ts.Fatalf("usage: repeat FILE COUNT TEXT [BEFORE [AFTER]]")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	file, args := args[0], append(args[2:], "", "")
	unescape := strings.NewReplacer(`\n`, "\n").Replace
	text := unescape(args[1]) + strings.Repeat(unescape(args[0]), n) + unescape(args[2])
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o644))
}

// same checks that two folders hold the same files: `samecmp A B`.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: samecmp A B")
	}
	a, b := files(ts, args[0]), files(ts, args[1])
	var differ []string
	for name, text := range a {
		if b[name] != text {
			differ = append(differ, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			differ = append(differ, name)
		}
	}
	if neg == (len(differ) == 0) {
		ts.Fatalf("%s and %s differ in %q", args[0], args[1], differ)
	}
}

func files(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	base := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(base, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(base, path)
		out[rel] = string(text)
		return err
	}))
	return out
}
