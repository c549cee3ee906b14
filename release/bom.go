package main

import (
	"bytes"
	"os"
	"path/filepath"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
)

// writeBOM writes clerkctl.cdx.json, the bill of materials in CycloneDX's form:
// the modules that the go command compiled in, as the program itself says.
func writeBOM(dir string, b binary) error {
	const main = "github.com/clerkctl/clerkctl"
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{
		Timestamp: b.time.UTC().Format(time.RFC3339),
		Component: component(cyclonedx.ComponentTypeApplication, main, b.version),
	}
	var parts []cyclonedx.Component
	var refs []string
	for _, m := range b.modules {
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

func component(kind cyclonedx.ComponentType, path, version string) *cyclonedx.Component {
	purl := "pkg:golang/" + path + "@" + version
	return &cyclonedx.Component{Type: kind, BOMRef: purl, Name: path, Version: version, PackageURL: purl}
}
