//go:build unix

package cmd_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	manyFiles = 1000
	oldText   = "import { UserButton } from \"@clerk/nextjs\";\nexport const A = () => <UserButton userProfileURL=\"/user\" />;\n"
)

var newText = strings.Replace(oldText, "userProfileURL", "userProfileUrl", 1)

// TestInterrupt stops a run in the middle of writing many files, gently and
// not: each file is then old or new, never less, and the next run does the
// rest and leaves nothing else behind.
func TestInterrupt(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL} {
		t.Run(signal.String(), func(t *testing.T) {
			// Should the run be over before the signal arrives, it is tried
			// again with the signal sent earlier.
			for attempt := range 10 {
				dir := t.TempDir()
				for i := range manyFiles {
					writeFile(t, filepath.Join(dir, fmt.Sprintf("%04d.tsx", i)), oldText)
				}
				written, code, out := interrupted(t, dir, signal, 1+100/(attempt+1))
				t.Logf("%d of %d files written, exit code %d", written, manyFiles, code)
				if written == manyFiles {
					continue
				}
				if signal != syscall.SIGKILL {
					if code != 130 {
						t.Errorf("exit code %d\n%s", code, out)
					}
					if want := fmt.Sprintf("%d files rewritten before the interrupt", written); !strings.Contains(out, want) {
						t.Errorf("the report does not say %q:\n%s", want, out)
					}
				}
				finish(t, dir)
				return
			}
			t.Error("no run was stopped in the middle")
		})
	}
}

// interrupted starts a run, sends the signal once some files are written, and
// checks all of them.
func interrupted(t *testing.T, dir string, signal syscall.Signal, after int) (written, code int, out string) {
	t.Helper()
	var output bytes.Buffer
	c := clerkctl("migrate", "--jobs", "4", dir)
	c.Stdout, c.Stderr = &output, &output
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	deadline := time.Now().Add(time.Minute)
	for over := false; !over && count(t, dir) < after; {
		if time.Now().After(deadline) {
			t.Fatal("nothing is written")
		}
		select {
		case err := <-done:
			done <- err
			over = true
		default:
		}
	}
	_ = c.Process.Signal(signal) // it may be over by now
	<-done
	return count(t, dir), c.ProcessState.ExitCode(), output.String()
}

// count checks that every file is old or new, and counts the new ones.
func count(t *testing.T, dir string) (written int) {
	t.Helper()
	for i := range manyFiles {
		text, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d.tsx", i)))
		if err != nil {
			t.Fatal(err)
		}
		switch string(text) {
		case newText:
			written++
		case oldText:
		default:
			t.Fatalf("file %d is neither old nor new: %q", i, text)
		}
	}
	return written
}

// finish runs again, and checks that all is new and nothing is left behind.
func finish(t *testing.T, dir string) {
	t.Helper()
	if out, err := clerkctl("migrate", dir).CombinedOutput(); err != nil {
		t.Fatalf("the next run: %v\n%s", err, out)
	}
	if n := count(t, dir); n != manyFiles {
		t.Errorf("the next run leaves %d files", manyFiles-n)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != manyFiles {
		t.Errorf("%d files are left behind", len(entries)-manyFiles)
	}
}

// clerkctl is a command that runs this test binary as clerkctl.
func clerkctl(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Args[0] = "clerkctl"
	return c
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
