package main

import (
	"context"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
)

// target is a platform, in the go command's words.
type target struct{ os, arch string }

// targets are the platforms that are released.
func targets() []target {
	return []target{
		{"linux", "amd64"}, {"linux", "arm64"},
		{"darwin", "amd64"}, {"darwin", "arm64"},
		{"windows", "amd64"}, {"windows", "arm64"},
	}
}

// program is the name of the file that people run.
func (t target) program() string {
	if t.os == "windows" {
		return "clerkctl.exe"
	}
	return "clerkctl"
}

// binary is the program for one platform.
type binary struct {
	target
	path    string
	size    int64 // in bytes
	version string
	time    time.Time // of the commit
	golang  string    // the version of Go that compiled it
	modules []*debug.Module
}

// maxSize is what the program may weigh, in bytes. The heaviest, for Windows on
// amd64, has 29.2 million.
const maxSize = 29.5e6

// build compiles the program without cgo, paths and symbols, so that the same
// commit gives the same bytes everywhere.
func build(ctx context.Context, source, dir string, t target) (binary, error) {
	b := binary{target: t, path: filepath.Join(dir, t.os+"-"+t.arch, t.program())}
	path, err := filepath.Abs(b.path)
	if err != nil {
		return b, err
	}
	c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w -buildid=", "-o", path, ".")
	c.Dir = source
	// GOFLAGS and a work file of whoever releases have no say in it.
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.os, "GOARCH="+t.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=", "GOWORK=off")
	if out, err := c.CombinedOutput(); err != nil {
		return b, fmt.Errorf("go build for %s/%s: %w\n%s", t.os, t.arch, err, out)
	}
	info, err := os.Stat(path)
	if err != nil {
		return b, err
	}
	if b.size = info.Size(); b.size > maxSize {
		return b, fmt.Errorf("the program for %s/%s has %.1f MB, more than %.0f", t.os, t.arch, megabytes(b.size), megabytes(maxSize))
	}
	return b, b.readInfo(path)
}

// readInfo reads what the go command recorded in the program.
func (b *binary) readInfo(path string) error {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return err
	}
	b.version, b.golang, b.modules = info.Main.Version, info.GoVersion, info.Deps
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			if b.time, err = time.Parse(time.RFC3339, s.Value); err != nil {
				return err
			}
		}
	}
	if b.time.IsZero() || !strings.HasPrefix(b.version, "v") {
		return fmt.Errorf("the go command found no version in git (it says %q); build in a clone, not in a copy", b.version)
	}
	return nil
}
