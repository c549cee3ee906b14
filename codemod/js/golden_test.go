package js

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the goldens of testdata/js")

const goldenDir = "../../testdata/js"

// TestGolden reads every source file of every archive in testdata/js and
// compares its tree with the section of the same name and ".tree", or its
// scopes with ".scopes" in scopes.txtar. In the archives ⟨CR⟩, ⟨BOM⟩, ⟨LS⟩ and
// ⟨PS⟩ stand for characters that an editor or git would change.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob(filepath.Join(goldenDir, "*.txtar"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives in %s (%v)", goldenDir, err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { golden(t, path) })
	}
}

func golden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ext, text := ".tree", dump
	if filepath.Base(path) == "scopes.txtar" {
		ext, text = ".scopes", dumpScopes
	}
	want := map[string]string{}
	var sources []txtar.File
	for _, file := range archive.Files {
		if name, isGolden := strings.CutSuffix(file.Name, ext); isGolden {
			want[name] = string(file.Data)
		} else {
			sources = append(sources, file)
		}
	}
	var out []txtar.File
	for _, file := range sources {
		src := strings.NewReplacer("⟨CR⟩", "\r", "⟨BOM⟩", "\ufeff", "⟨LS⟩", "\u2028", "⟨PS⟩", "\u2029").Replace(string(file.Data))
		f := mustParse(t, file.Name, src)
		if err := checkStatements(f); err != nil && !f.TypeScript {
			t.Errorf("%s: %v", file.Name, err)
		}
		got := text(f)
		golden, ok := want[file.Name]
		delete(want, file.Name)
		switch {
		case *update:
		case !ok:
			t.Errorf("%s%s is missing; run with -update and read it", file.Name, ext)
		case golden != got:
			t.Errorf("%s%s differs\n%s", file.Name, ext, difference(golden, got))
		}
		out = append(out, file, txtar.File{Name: file.Name + ext, Data: []byte(got)})
	}
	for name := range want {
		if !*update {
			t.Errorf("%s%s belongs to no source", name, ext)
		}
	}
	if *update {
		archive.Files = out
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// difference shows the first lines in which two texts differ.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "want: " + w[i] + "\ngot:  " + g[i]
		}
	}
	return "one is longer than the other"
}
