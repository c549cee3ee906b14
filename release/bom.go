package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
)

// writeBOM writes clerkctl.cdx.json, the bill of materials in CycloneDX's form:
// the modules that the go command compiled into any of the programs, as they
// themselves say.
func writeBOM(dir string, built []binary) error {
	const main = "github.com/clerkctl/clerkctl"
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{
		Timestamp: built[0].time.UTC().Format(time.RFC3339),
		Component: component(cyclonedx.ComponentTypeApplication, main, built[0].version),
	}
	var parts []cyclonedx.Component
	var refs []string
	for _, m := range modulesOf(built) {
		part := component(cyclonedx.ComponentTypeLibrary, m.Path, m.Version)
		part.Properties = &[]cyclonedx.Property{{Name: "go:sum", Value: m.Sum}}
		parts = append(parts, *part)
		refs = append(refs, part.BOMRef)
	}
	bom.Components = &parts
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: bom.Metadata.Component.BOMRef, Dependencies: &refs}}

	var out bytes.Buffer
	if err := cyclonedx.NewBOMEncoder(&out, cyclonedx.BOMFileFormatJSON).SetPretty(true).Encode(bom); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "clerkctl.cdx.json"), out.Bytes(), 0o644)
}

// modulesOf are the modules of all programs, each once, by path.
func modulesOf(built []binary) []*debug.Module {
	var all []*debug.Module
	for _, b := range built {
		all = append(all, b.modules...)
	}
	slices.SortFunc(all, func(a, b *debug.Module) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(all, func(a, b *debug.Module) bool { return a.Path == b.Path })
}

func component(kind cyclonedx.ComponentType, path, version string) *cyclonedx.Component {
	purl := "pkg:golang/" + path + "@" + version
	return &cyclonedx.Component{Type: kind, BOMRef: purl, Name: path, Version: version, PackageURL: purl}
}
