package twin

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// smallStack is what a thread of C gets in a worker.
const smallStack = 512 << 10

// limitMemory bounds what this process may have of memory that is its own. An
// address-space limit would not do: the runtime reserves much that it never
// uses. Some of that, 64 MB with Go 1.26, is writable and therefore counts as
// data, so it is added to what is allowed: the bound is on what is used.
//
// Where C is linked in, as for the system's resolver, each thread comes with a
// stack of its library's, 8 MB that count and that nobody uses. Their size is
// decided when a program starts, so this one starts once more.
func limitMemory(args []string, most int64) error {
	if withRace {
		return nil
	}
	if withC && len(args) == 2 {
		var stack syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_STACK, &stack); err != nil {
			return err
		}
		stack.Cur = smallStack
		if err := syscall.Setrlimit(syscall.RLIMIT_STACK, &stack); err != nil {
			return err
		}
		path, err := executable()
		if err != nil {
			return err
		}
		return syscall.Exec(path, append([]string{os.Args[0]}, append(args, "again")...), nil)
	}
	limit := uint64(most + untouched())
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: limit, Max: limit})
}

// untouched is how many bytes of this process count as data and have never been
// used. Where the system does not say, it is what the runtime usually reserves.
func untouched() int64 {
	const usual = 64 << 20
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return usual
	}
	data, resident := statusBytes(text, "VmData:"), statusBytes(text, "RssAnon:")
	if data == 0 || resident == 0 {
		return usual
	}
	return max(data-resident, 0)
}

// statusBytes is a size in what the system says of a process, 0 where it is not
// said.
func statusBytes(text []byte, name string) int64 {
	_, rest, _ := bytes.Cut(text, []byte("\n"+name))
	if fields := bytes.Fields(rest); len(fields) > 0 {
		if n, err := strconv.ParseInt(string(fields[0]), 10, 64); err == nil {
			return n << 10
		}
	}
	return 0
}
