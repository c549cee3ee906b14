package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// manuals are the manual pages of a version, which the program's module writes
// itself: they are the same on all platforms.
func manuals(ctx context.Context, source, dir string, b binary) ([]entry, error) {
	out, err := filepath.Abs(filepath.Join(dir, "man"))
	if err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, "go", "run", "./docs/man", "-out", out, "-version", b.version, "-date", b.time.UTC().Format(time.DateOnly))
	c.Dir = source
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	if text, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the manual pages: %w\n%s", err, text)
	}
	files, err := os.ReadDir(out) // in order
	if err != nil {
		return nil, err
	}
	var entries []entry
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(out, f.Name()))
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{"man/man1/" + f.Name(), text, 0o644})
	}
	return entries, nil
}
