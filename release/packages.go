package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

//go:embed templates
var templates embed.FS

// repository is where people find the project and its releases.
const repository = "https://github.com/clerkctl/clerkctl"

// writePackages writes what other package managers want: a Homebrew formula,
// and for npm a package that starts the program out of one package for each
// platform.
func writePackages(dir string, built []binary, files []artifact) error {
	version := strings.TrimPrefix(built[0].version, "v")
	if err := writeFormula(dir, version, files); err != nil {
		return err
	}
	optional := map[string]string{}
	for _, b := range built {
		name := npmName(b.target)
		optional[name] = version
		if err := writePlatform(filepath.Join(dir, "npm", strings.TrimPrefix(name, "@clerkctl/")), name, version, b); err != nil {
			return err
		}
	}
	return writeWrapper(filepath.Join(dir, "npm", "clerkctl"), version, optional)
}

// writeFormula fills the formula with the addresses and sums of the archives.
func writeFormula(dir, version string, files []artifact) error {
	t, err := template.ParseFS(templates, "templates/clerkctl.rb")
	if err != nil {
		return err
	}
	type archived struct{ Repository, Version, Platform, CPU, Sum string }
	type system struct {
		Name     string
		Archives []archived
	}
	// Homebrew's own words for systems and processors.
	systems := []system{{Name: "macos"}, {Name: "linux"}}
	cpus := map[string]string{"amd64": "intel", "arm64": "arm"}
	for _, f := range files {
		a := archived{repository, version, f.os + "_" + f.arch, cpus[f.arch], f.sum}
		switch f.os {
		case "darwin":
			systems[0].Archives = append(systems[0].Archives, a)
		case "linux":
			systems[1].Archives = append(systems[1].Archives, a)
		}
	}
	var out bytes.Buffer
	data := map[string]any{"Version": version, "Repository": repository, "Systems": systems}
	if err := t.Execute(&out, data); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "clerkctl.rb"), out.Bytes(), 0o644)
}

// npmName is a platform's package, in Node's words for platforms.
func npmName(t target) string {
	system := map[string]string{"windows": "win32"}[t.os]
	if system == "" {
		system = t.os
	}
	arch := map[string]string{"amd64": "x64"}[t.arch]
	if arch == "" {
		arch = t.arch
	}
	return "@clerkctl/" + system + "-" + arch
}

// manifest is a package.json, with its keys in the order that people expect.
type manifest struct {
	Name                 string            `json:"name"`
	Version              string            `json:"version"`
	Description          string            `json:"description"`
	Repository           string            `json:"repository"`
	License              string            `json:"license"`
	OS                   []string          `json:"os,omitempty"`
	CPU                  []string          `json:"cpu,omitempty"`
	PreferUnplugged      bool              `json:"preferUnplugged,omitempty"`
	Bin                  map[string]string `json:"bin,omitempty"`
	Files                []string          `json:"files"`
	Engines              map[string]string `json:"engines,omitempty"`
	OptionalDependencies map[string]string `json:"optionalDependencies,omitempty"`
}

func newManifest(name, version, description string) manifest {
	return manifest{Name: name, Version: version, Description: description, Repository: "git+" + repository + ".git", License: "MIT"}
}

// writePlatform writes the package that holds the program for one platform.
func writePlatform(dir, name, version string, b binary) error {
	system, arch, _ := strings.Cut(strings.TrimPrefix(name, "@clerkctl/"), "-")
	m := newManifest(name, version, fmt.Sprintf("clerkctl for %s on %s", system, arch))
	m.OS, m.CPU, m.PreferUnplugged = []string{system}, []string{arch}, true
	m.Files = []string{"bin"}
	program, err := os.ReadFile(b.path)
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(dir, "bin", b.program()), program, 0o755); err != nil {
		return err
	}
	return writeManifest(dir, m)
}

// writeWrapper writes the package that people install.
func writeWrapper(dir, version string, optional map[string]string) error {
	m := newManifest("clerkctl", version, "Move an application from Clerk's @2 SDKs to the SSR beta")
	m.Bin = map[string]string{"clerkctl": "bin/clerkctl.js"}
	m.Files = []string{"bin"}
	m.Engines = map[string]string{"node": ">=14"}
	m.OptionalDependencies = optional
	script, err := templates.ReadFile("templates/npm/bin/clerkctl.js")
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(dir, "bin", "clerkctl.js"), script, 0o755); err != nil {
		return err
	}
	return writeManifest(dir, m)
}

func writeManifest(dir string, m manifest) error {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, "package.json"), out.Bytes(), 0o644)
}

func writeFile(name string, text []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, mode)
}
