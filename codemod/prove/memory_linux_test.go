package prove

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/clerkctl/clerkctl/codemod"
	"github.com/clerkctl/clerkctl/codemod/project"
	"github.com/clerkctl/clerkctl/codemod/rules"
)

// mostTogether bounds what proving may have in RAM at a time, in kB.
const mostTogether = 256 << 10

// inProcess tells this test binary to prove an application and nothing else.
const inProcess = "CLERKCTL_TEST_PROVE"

// TestProveInProcess proves the applications in a process of its own.
func TestProveInProcess(t *testing.T) {
	if os.Getenv(inProcess) == "" {
		t.Skip("it is run by TestMemory")
	}
	target := rules.Target("next")
	for _, dir := range applications(t) {
		result, err := codemod.Run(t.Context(), codemod.Options{
			Paths: []string{dir}, Mode: codemod.Preview, Target: target, Rules: rules.All(target), NoManifests: true, Prover: New(target),
		})
		if err != nil {
			t.Fatal(err)
		}
		proved := slices.ContainsFunc(result.Files, func(f *codemod.FileResult) bool {
			return project.KindOf(f.Path) == project.Source && f.Proof != nil
		})
		if !proved {
			t.Errorf("nothing proved in %s", dir)
		}
	}
}

// The process and as many children as there may be stay within the limit
// together. Pages that they share are counted once for each.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("proves all applications")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "-test.run=^TestProveInProcess$")
	c.Env = append(os.Environ(), inProcess+"=1", "GOMAXPROCS="+strconv.Itoa(mostWorkers))
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	most, children := 0, 0
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for over := false; !over; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("%v\n%s", err, said.String())
			}
			over = true
		case <-tick.C:
			sum, n := resident(c.Process.Pid)
			most, children = max(most, sum), max(children, n)
		}
	}
	t.Logf("%d MB at most, %d children", most>>10, children)
	if children == 0 || most == 0 {
		t.Error("no children were seen")
	}
	if most > mostTogether {
		t.Errorf("%d MB, more than %d", most>>10, mostTogether>>10)
	}
}

// resident is what a process and its children have in RAM, in kB, and how many
// children there are.
func resident(pid int) (kB, children int) {
	kB = field(pid, "VmRSS:")
	lists, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/children")
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			continue // a thread that has ended
		}
		for _, child := range strings.Fields(string(text)) {
			if n, err := strconv.Atoi(child); err == nil {
				kB += field(n, "VmRSS:")
				children++
			}
		}
	}
	return kB, children
}

// field is a number in what the system says of a process, 0 for one that has
// ended.
func field(pid int, name string) int {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), name)
	if fields := strings.Fields(rest); len(fields) > 0 {
		n, _ := strconv.Atoi(fields[0])
		return n
	}
	return 0
}
