package types

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// typeError is one error of the compiler.
type typeError struct {
	path    string // from the application's folder, with slashes
	line    int    // from 1
	message string
}

func (e typeError) String() string { return fmt.Sprintf("%s:%d: %s", e.path, e.line, e.message) }

// compile checks an application as it is configured and returns the errors.
func compile(ctx context.Context, t *testing.T, dir string) []typeError {
	t.Helper()
	tsc := filepath.Join(dir, "node_modules", "typescript", "bin", "tsc")
	cmd := exec.CommandContext(ctx, "node", tsc, "--noEmit", "--incremental", "false", "--pretty", "false", "-p", ".")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	// Exit code 2 says that there are errors.
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 2) {
		t.Fatalf("tsc: %v\n%s", err, out)
	}
	found := parseErrors(string(out))
	if (err != nil) != (len(found) > 0) {
		t.Fatalf("tsc: %v\n%s", err, out)
	}
	return found
}

// parseErrors reads the compiler's plain output. Lines that go on with the
// message before them are indented.
func parseErrors(out string) []typeError {
	var found []typeError
	start := regexp.MustCompile(`^(?:(.+)\((\d+),\d+\): )?(error TS\d+: .*)$`)
	for line := range strings.Lines(out) {
		line = strings.TrimRight(line, "\r\n")
		if m := start.FindStringSubmatch(line); m != nil {
			n, _ := strconv.Atoi(m[2])
			found = append(found, typeError{filepath.ToSlash(m[1]), n, m[3]})
		} else if last := len(found) - 1; last >= 0 {
			found[last].message += "\n" + line
		}
	}
	return found
}

func TestParseErrors(t *testing.T) {
	got := parseErrors("src/a.tsx(3,14): error TS2322: Type 'x'.\n  Type 'y'.\nerror TS5058: no such path.\n")
	want := []typeError{{"src/a.tsx", 3, "error TS2322: Type 'x'.\n  Type 'y'."}, {"", 0, "error TS5058: no such path."}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
