//go:build unix

package ssr

import (
	"errors"
	"os/exec"
	"syscall"
)

// inGroup gives a command a process group of its own, so that what it starts
// can be ended with it: npm starts a shell, which starts node.
func inGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends a command and all that it has started.
func killGroup(cmd *exec.Cmd) error {
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); !errors.Is(err, syscall.ESRCH) {
		return err
	}
	return nil
}
