package main

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/clerkctl/clerkctl/internal/npm"
)

//go:embed peers
var peers embed.FS

// tool is a program that migrates the .tsx files below the working folder.
type tool struct {
	name    string
	version []string // the command that prints the version
	dry     []string // looks and writes nothing; nil when there is no such thing
	write   []string // rewrites; nil for what only looks
	// ends are the exit codes of a run that did its work.
	ends []int
}

// tools builds clerkctl and installs the others.
func tools(ctx context.Context, cache, work string) ([]tool, error) {
	own := filepath.Join(work, "clerkctl")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", own, ".").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	files, err := fs.Sub(peers, "peers")
	if err != nil {
		return nil, err
	}
	dir, err := npm.Install(ctx, cache, "migrate", files)
	if err != nil {
		return nil, err
	}
	bin := func(name string) string { return filepath.Join(dir, "node_modules", ".bin", name) }
	shift := []string{
		bin("jscodeshift"), "--transform", filepath.Join(dir, "transform.js"), "--parser=tsx", "--extensions=tsx", "--no-babel",
		fmt.Sprintf("--cpus=%d", runtime.NumCPU()), "--ignore-pattern=**/node_modules/**", "--ignore-pattern=**/dist/**", "--silent",
	}
	scan := []string{bin("ast-grep"), "scan", "--config", filepath.Join(dir, "sgconfig.yml"), "--color=never"}
	with := func(words []string, more ...string) []string { return append(words[:len(words):len(words)], more...) }
	return []tool{
		{
			name: "clerkctl", version: []string{own, "version"}, ends: []int{0, 1},
			dry:   []string{own, "migrate", "--dry-run", "--no-package-json"},
			write: []string{own, "migrate", "--no-package-json"},
		},
		{
			// One pattern, which is the least that ast-grep can be asked.
			name: "ast-grep, one pattern", version: []string{bin("ast-grep"), "--version"}, ends: []int{0, 1},
			dry: []string{bin("ast-grep"), "run", "--pattern", "useUser()", "--lang", "tsx", "--color=never"},
		},
		{
			name: "ast-grep, all rules", ends: []int{0, 1},
			dry: scan, write: with(scan, "--update-all"),
		},
		{
			// As transforms are usually written: they parse first and ask then.
			name: "jscodeshift", version: []string{bin("jscodeshift"), "--version"}, ends: []int{0},
			dry: with(shift, "--dry", "."), write: with(shift, "."),
		},
		{
			name: "jscodeshift, searching first", ends: []int{0},
			dry: with(shift, "--searchFirst=true", "--dry", "."), write: with(shift, "--searchFirst=true", "."),
		},
	}, nil
}

// printMachine says what is compared, and where.
func printMachine(ctx context.Context, out io.Writer, all []tool) {
	fmt.Fprintf(out, "%s/%s, %d processors, %s\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	for _, t := range all {
		if t.version == nil {
			continue
		}
		text, err := exec.CommandContext(ctx, t.version[0], t.version[1:]...).Output()
		first, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
		if err != nil {
			first = err.Error()
		}
		fmt.Fprintf(out, "%s: %s\n", t.name, first)
	}
}
