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

// writeFormula fills the formula with the addresses and sums of the archives.
func writeFormula(dir, version string, files []artifact) error {
	version = strings.TrimPrefix(version, "v")
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
	return manifest{
		Name: name, Version: strings.TrimPrefix(version, "v"), Description: description,
		Repository: "git+" + repository + ".git", License: "MIT", Files: []string{"bin"},
	}
}

// writePlatform writes the npm package that holds the program for one platform,
// and beside it the documents of the archive.
func writePlatform(dir string, b binary, entries []entry) error {
	name := npmName(b.target)
	short := strings.TrimPrefix(name, "@clerkctl/")
	system, arch, _ := strings.Cut(short, "-")
	m := newManifest(name, b.version, fmt.Sprintf("clerkctl for %s on %s", system, arch))
	m.OS, m.CPU, m.PreferUnplugged = []string{system}, []string{arch}, true
	m.Files = append(m.Files, "licences")
	dir = filepath.Join(dir, "npm", short)
	for i, e := range entries {
		path := e.name
		if i == 0 {
			path = "bin/" + e.name
		}
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(path)), e.text, e.mode); err != nil {
			return err
		}
	}
	return writeManifest(dir, m)
}

// writeWrapper writes the npm package that people install. npm adds the one for
// their platform, since it leaves out optional packages that do not fit.
func writeWrapper(dir, version string, all []target) error {
	m := newManifest("clerkctl", version, "Move an application from Clerk's @2 SDKs to the SSR beta")
	m.Bin = map[string]string{"clerkctl": "bin/clerkctl.js"}
	m.Engines = map[string]string{"node": ">=14"}
	m.OptionalDependencies = map[string]string{}
	for _, t := range all {
		m.OptionalDependencies[npmName(t)] = m.Version
	}
	script, err := templates.ReadFile("templates/npm/bin/clerkctl.js")
	if err != nil {
		return err
	}
	dir = filepath.Join(dir, "npm", "clerkctl")
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
