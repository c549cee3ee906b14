//go:build unix

package cmd_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestDevStops starts the stand-in as a process, as the tests of an application
// do, and stops it with a signal while connections are open.
func TestDevStops(t *testing.T) {
	key := filepath.Join(t.TempDir(), "dev.private.pem")
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			c := clerkctl("dev", "--port", "0", "--key", key)
			var log bytes.Buffer
			c.Stderr = &log
			out, err := c.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			kill := time.AfterFunc(time.Minute, func() { _ = c.Process.Kill() })
			defer kill.Stop()
			address := ""
			lines := bufio.NewScanner(out)
			for lines.Scan() && !strings.HasPrefix(lines.Text(), "# press Ctrl-C") {
				if name, value, ok := strings.Cut(lines.Text(), "="); ok && name == "CLERK_API_URL" {
					address = value
				} else if !ok && lines.Text() != "" && !strings.HasPrefix(lines.Text(), "#") {
					t.Errorf("%q does not belong in a .env file", lines.Text())
				}
			}
			host, isAddress := strings.CutPrefix(address, "http://")
			if !isAddress {
				_ = c.Process.Kill()
				t.Fatalf("address %q: %v %s", address, c.Wait(), log.String())
			}

			// One connection that waits for its next request.
			resp, err := http.Get(address + "/v1/jwks")
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if err != nil || !strings.Contains(string(body), `"kty":"RSA"`) {
				t.Errorf("JWKS: %s, %v", body, err)
			}
			// And one on which nothing was ever asked.
			idle, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = idle.Close() }()

			if err := c.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if rest, err := io.ReadAll(out); err != nil || len(rest) > 0 {
				t.Errorf("after the signal: %q, %v", rest, err)
			}
			if err := c.Wait(); err != nil {
				t.Errorf("it ended with %v\n%s", err, log.String())
			}
			if got := log.String(); !strings.Contains(got, "GET /v1/jwks 200 ") || !strings.HasSuffix(got, "\nstopped\n") {
				t.Errorf("log %q", got)
			}
			if _, err := net.Dial("tcp", host); err == nil {
				t.Error("something still listens")
			}
		})
	}
}
