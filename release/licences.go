package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
)

// licences are the terms of everything that is compiled into the program: each
// module's, and those of Go's own library. A module without any is an error,
// since nobody could say that it may be passed on.
func licences(source string, b binary) ([]entry, error) {
	var out []entry
	for _, m := range b.modules {
		dir, err := moduleDir(source, m)
		if err != nil {
			return nil, err
		}
		found, err := licencesIn(dir, "licences/"+m.Path+"@"+m.Version)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	c := exec.Command("go", "env", "GOROOT")
	c.Dir = source
	root, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	found, err := licencesIn(strings.TrimSpace(string(root)), "licences/"+b.golang)
	return append(out, found...), err
}

func licencesIn(dir, name string) ([]entry, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	// What files with the terms of a module are called.
	licenceFile := regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|unlicense)([-._].*)?$`)
	var out []entry
	for _, f := range files {
		if f.IsDir() || !licenceFile.MatchString(f.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, entry{name + "/" + f.Name(), text, 0o644})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s has no licence", name)
	}
	return out, nil
}

// moduleDir is where the go command keeps a module's source.
func moduleDir(source string, m *debug.Module) (string, error) {
	c := exec.Command("go", "mod", "download", "-json", m.Path+"@"+m.Version)
	c.Dir = source
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s@%s: %w", m.Path, m.Version, err)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		return "", err
	}
	return info.Dir, nil
}
