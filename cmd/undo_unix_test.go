//go:build unix

package cmd_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestUndoInterrupted stops a run in the middle of writing many files, and
// brings the old text back: with the patch alone after an interrupt, and after
// another run where the first was killed.
func TestUndoInterrupted(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL} {
		t.Run(signal.String(), func(t *testing.T) {
			for attempt := range 10 {
				dir := t.TempDir()
				app := filepath.Join(dir, "app")
				if err := os.Mkdir(app, 0o755); err != nil {
					t.Fatal(err)
				}
				for i := range manyFiles {
					writeFile(t, filepath.Join(app, fmt.Sprintf("%04d.tsx", i)), oldText)
				}
				c := clerkctl("migrate", "--jobs", "2", "--patch-out", "undo.patch", "app")
				c.Dir = dir
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				done := make(chan struct{})
				go func() { _ = c.Wait(); close(done) }()
				deadline := time.Now().Add(2 * time.Minute)
				for over := false; !over && count(t, app) < 1+100/(attempt+1); {
					if time.Now().After(deadline) {
						t.Fatal("nothing is written")
					}
					select {
					case <-done:
						over = true
					default:
					}
				}
				_ = c.Process.Signal(signal) // it may be over by now
				<-done
				written := count(t, app)
				t.Logf("%d of %d files written", written, manyFiles)
				if written == manyFiles {
					continue
				}
				if signal == syscall.SIGKILL {
					// The patch is of all that was to be done.
					next := clerkctl("migrate", "app")
					next.Dir = dir
					if out, err := next.CombinedOutput(); err != nil {
						t.Fatalf("%v\n%s", err, out)
					}
				}
				apply := exec.Command("git", "apply", "undo.patch")
				apply.Dir = dir
				apply.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
				if out, err := apply.CombinedOutput(); err != nil {
					t.Fatalf("git apply: %v\n%s", err, out)
				}
				if left := count(t, app); left != 0 {
					t.Errorf("%d files are not as they were", left)
				}
				return
			}
			t.Error("no run was stopped in the middle")
		})
	}
}
