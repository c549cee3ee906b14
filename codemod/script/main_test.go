package script

import (
	"os"
	"testing"

	"github.com/clerkctl/clerkctl/codemod/twin"
)

// The test binary is a worker too, as the program is.
func TestMain(m *testing.M) {
	if twin.Asked(os.Args[1:]) {
		os.Exit(twin.Work(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}
