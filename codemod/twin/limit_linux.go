package twin

import (
	"os"
	"syscall"
)

// smallStack is what a thread of C gets in a worker.
const smallStack = 512 << 10

// limitMemory bounds what this process may have of memory that is its own. An
// address-space limit would not do: the runtime reserves much that it never
// uses.
//
// Where C is linked in, as for the system's resolver, each thread comes with a
// stack of its library's, 8 MB that count and that nobody uses. Their size is
// decided when a program starts, so this one starts once more.
func limitMemory(args []string, bytes int64) error {
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
	limit := uint64(bytes)
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: limit, Max: limit})
}
