//go:build unix

package cmd_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
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

// TestKilledAnywhere stops runs over the same files, by SIGKILL and SIGINT, each
// at an instant chosen by chance between its start and its end: whatever it was
// about, each file is old or new, and a run that ends leaves no other file. It
// does so 50 times with CLERKCTL_E2E=1, a few times else.
func TestKilledAnywhere(t *testing.T) {
	rounds := 3
	if os.Getenv("CLERKCTL_E2E") != "" {
		rounds = 50
	}
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	dir := folderInMemory(t)
	reset := func() {
		for i := range manyFiles {
			path := filepath.Join(dir, fmt.Sprintf("%04d.tsx", i))
			if text, err := os.ReadFile(path); err != nil || string(text) != oldText {
				writeFile(t, path, oldText)
			}
		}
	}
	reset()
	begun := time.Now()
	finish(t, dir)
	whole := time.Since(begun)
	early, middle, late, strays := 0, 0, 0, 0
	for round := range rounds {
		signal := []syscall.Signal{syscall.SIGKILL, syscall.SIGINT}[round%2]
		reset()
		c := clerkctl("migrate", "--jobs", "4", dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		wait := time.Duration(random.Int64N(int64(whole)))
		time.Sleep(wait)
		_ = c.Process.Signal(signal) // it may be over by now
		_ = c.Wait()                 // that it was killed is no error
		switch written := count(t, dir); written {
		case 0:
			early++
		case manyFiles:
			late++
		default:
			middle++
		}
		strays += others(t, dir)
		if round%10 == 9 || round+1 == rounds {
			finish(t, dir)
		}
		if t.Failed() {
			t.Fatalf("after %v of %v, seed %d, round %d", wait, whole, seed, round)
		}
	}
	t.Logf("stopped before the first write %d times, between two %d times, after the last %d times; temporary files left: %d", early, middle, late, strays)
	if middle == 0 && rounds == 50 {
		t.Errorf("no run was stopped between two writes; seed %d", seed)
	}
}

// folderInMemory is a folder of a file system in memory where there is one: a
// process that is killed leaves the same there, and no disk has to be waited for.
func folderInMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "clerkctl-test")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// others is how many files there are besides those of the test.
func others(t *testing.T, dir string) int {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries) - manyFiles
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
	if n := others(t, dir); n != 0 {
		t.Errorf("%d files are left behind", n)
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
