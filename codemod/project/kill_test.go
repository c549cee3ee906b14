//go:build unix

package project

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const killedFiles = 1_000

// TestKilledWriter is the process that [TestKill] kills: it writes every file of
// the folder in the environment anew.
func TestKilledWriter(t *testing.T) {
	dir := os.Getenv("CLERKCTL_TEST_KILL")
	if dir == "" {
		t.Skip("run by TestKill")
	}
	from, to := killContent(os.Getenv("CLERKCTL_TEST_FROM")), killContent(os.Getenv("CLERKCTL_TEST_TO"))
	var wg sync.WaitGroup
	for part := range 4 {
		wg.Go(func() {
			for i := part; i < killedFiles; i += 4 {
				path := filepath.Join(dir, fmt.Sprintf("%d.ts", i))
				present, err := os.ReadFile(path)
				if err != nil {
					t.Error(err)
				}
				if bytes.Equal(present, to) {
					continue // done before an earlier kill
				}
				if err := (Writer{Root: dir}).Write(path, from, to); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// killContent is large enough for a write to be caught in the middle.
func killContent(word string) []byte { return []byte(strings.Repeat(word+"\n", 4_000)) }

func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("writes thousands of files")
	}
	dir, err := resolve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"first", "second text"}
	for i := range killedFiles {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.ts", i)), killContent(words[0]), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	strays, mixed := 0, 0
	for round := range 6 {
		from, to := words[round%2], words[(round+1)%2]
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledWriter$")
		cmd.Env = append(os.Environ(), "CLERKCTL_TEST_KILL="+dir, "CLERKCTL_TEST_FROM="+from, "CLERKCTL_TEST_TO="+to)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(5+rng.IntN(150)) * time.Millisecond)
		_ = cmd.Process.Signal(syscall.SIGKILL)
		err := cmd.Wait()
		if err != nil && !strings.Contains(err.Error(), "killed") {
			t.Fatalf("%v\n%s", err, out.Bytes())
		}
		old, new := checkKilled(t, dir, killContent(from), killContent(to))
		if old > 0 && new > 0 {
			mixed++
		}
		strays += removeStrays(t, dir)
		if left := len(names(t, dir)); left != killedFiles {
			t.Fatalf("%d entries are left, want the %d files", left, killedFiles)
		}
		// The next run finishes the work.
		cmd = exec.Command(os.Args[0], "-test.run=^TestKilledWriter$")
		cmd.Env = append(os.Environ(), "CLERKCTL_TEST_KILL="+dir, "CLERKCTL_TEST_FROM="+from, "CLERKCTL_TEST_TO="+to)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if old, _ := checkKilled(t, dir, killContent(from), killContent(to)); old != 0 {
			t.Fatalf("%d files are still old after a full run", old)
		}
	}
	t.Logf("%d rounds ended in the middle, %d strays were removed", mixed, strays)
	if mixed == 0 {
		t.Error("no kill came in the middle of the writing: nothing was tested")
	}
}

// checkKilled counts the files with the old and the new content; there must be
// no others.
func checkKilled(t *testing.T, dir string, from, to []byte) (old, new int) {
	t.Helper()
	for i := range killedFiles {
		path := filepath.Join(dir, fmt.Sprintf("%d.ts", i))
		data, err := os.ReadFile(path)
		switch {
		case err != nil:
			t.Fatal(err)
		case bytes.Equal(data, from):
			old++
		case bytes.Equal(data, to):
			new++
		default:
			t.Fatalf("%s is neither old nor new: %d bytes", path, len(data))
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != 0o640 {
			t.Fatalf("%s has mode %v, %v", path, info.Mode(), err)
		}
	}
	return old, new
}
