package js

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the golden trees of testdata/js")

const goldenDir = "../../testdata/js"

// TestGolden reads every source file of every archive in testdata/js and
// compares its tree with the section of the same name and ".tree". In the
// archives ⟨CR⟩, ⟨BOM⟩, ⟨LS⟩ and ⟨PS⟩ stand for characters that an editor or
// git would change.
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
	want := map[string]string{}
	var sources []txtar.File
	for _, file := range archive.Files {
		if name, isTree := strings.CutSuffix(file.Name, ".tree"); isTree {
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
		got := dump(f)
		tree, ok := want[file.Name]
		delete(want, file.Name)
		switch {
		case *update:
		case !ok:
			t.Errorf("%s has no tree; run with -update and read it", file.Name)
		case tree != got:
			t.Errorf("%s: tree differs\n%s", file.Name, difference(tree, got))
		}
		out = append(out, file, txtar.File{Name: file.Name + ".tree", Data: []byte(got)})
	}
	for name := range want {
		if !*update {
			t.Errorf("%s.tree belongs to no source", name)
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
