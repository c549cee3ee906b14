package project

import (
	"path/filepath"

	"github.com/clerkctl/clerkctl/codemod/project/pkgjson"
)

// Manifest is the package.json that says which Clerk a file is written for.
type Manifest struct {
	// Path is the absolute path of the package.json.
	Path string
	// Versions are the Clerk packages that it names, with what it says of
	// each; of several entries the first in the order of dependencies,
	// devDependencies, optionalDependencies, peerDependencies.
	Versions map[string]string
	// Moved is true where the project depends on the new line already.
	Moved bool
}

// Manifest finds the nearest package.json above the file (absolute) that names
// a Clerk package; false when none does.
//
// A project has moved when a version of the new line is written there. Where
// what is written there leaves it open ("*", "latest", ">=2", a peer range, a
// git URL, a package of the workspace without a version), the next package.json
// further up that names Clerk and is definite decides: the root of a workspace
// often pins what its members take as it comes. Where none does, the project
// counts as moved if an install today would take the new line: the rules
// rewrite less there, and code that is new already must not be broken.
func (p *Project) Manifest(file string) (*Manifest, bool) {
	nearest := p.manifestOf(filepath.Dir(file))
	return nearest, nearest != nil
}

// manifestOf is the manifest of a folder's files. Folders without a package.json
// share that of the one above them.
func (p *Project) manifestOf(dir string) *Manifest {
	nearest, known := p.nearest.peek(dir)
	if known || !within(p.root, dir) {
		return nearest
	}
	if above := filepath.Dir(dir); above != dir && p.pkg(dir) == nil {
		nearest = p.manifestOf(above)
	} else {
		nearest = p.findManifest(dir)
	}
	p.nearest.put(dir, nearest)
	return nearest
}

func (p *Project) findManifest(dir string) *Manifest {
	var nearest *Manifest
	p.up(dir, func(dir string) bool {
		f := p.pkg(dir)
		if f == nil {
			return false
		}
		verdict := p.verdict(f)
		if verdict == silent {
			return false
		}
		if nearest == nil {
			nearest = &Manifest{Path: filepath.Join(dir, "package.json"), Versions: f.versions(), Moved: verdict.moved()}
		}
		if verdict.definite() {
			nearest.Moved = verdict.moved()
			return true
		}
		return false
	})
	return nearest
}

func (f *packageFile) versions() map[string]string {
	out := map[string]string{}
	for _, d := range f.uses {
		if _, seen := out[d.name]; !seen && isClerk(d.name) {
			out[d.name] = d.text
		}
	}
	return out
}

// verdict is what one package.json says about the project having moved; a later
// one outweighs an earlier one.
type verdict int

const (
	silent        verdict = iota // names no Clerk package
	open                         // says nothing about the line
	openMoved                    // would install the new line today
	openPeer                     // a peer range of the old line
	openPeerMoved                // a peer range of the new line
	old
	moved
)

func (v verdict) definite() bool { return v == old || v == moved }
func (v verdict) moved() bool    { return v == moved || v == openMoved || v == openPeerMoved }

// verdict weighs the Clerk packages of one package.json. Those with hooks and
// components count; the others (types, the script, the server's) only where
// there are none, for projects hold them at a line of their own.
func (p *Project) verdict(f *packageFile) verdict {
	leading, following := silent, silent
	for _, d := range f.uses {
		if !isClerk(d.name) {
			continue
		}
		v := p.judge(f, d)
		if follows(d.name) {
			following = max(following, v)
		} else {
			leading = max(leading, v)
		}
	}
	if leading == silent || !leading.definite() && following.definite() {
		return max(leading, following)
	}
	return leading
}

// follows tells whether a package's line says little about the hooks that the
// code calls.
func follows(name string) bool {
	switch name {
	case "@clerk/nextjs", "@clerk/clerk-react", "@clerk/clerk-expo", "@clerk/remix", "gatsby-plugin-clerk":
		return false
	}
	return true
}

func (p *Project) judge(f *packageFile, d dependency) verdict {
	if d.name == "@clerk/remix" {
		return moved // there was never an old line of it
	}
	row, ok := p.table.Row(d.name)
	if !ok {
		return open
	}
	line := p.line(f, row, pkgjson.ParseSpec(d.text), 0)
	switch {
	case d.peer && line == pkgjson.LineNew:
		return openPeerMoved
	case d.peer && (line == pkgjson.LineOld || line == pkgjson.LineOlder):
		return openPeer
	case line == pkgjson.LineNew:
		return moved
	case line == pkgjson.LineOld, line == pkgjson.LineOlder:
		return old
	case line.Installs():
		return openMoved
	}
	return open
}

// line follows a version to where it is really written: a catalog, a package of
// the workspace, a folder.
func (p *Project) line(f *packageFile, row pkgjson.Row, spec pkgjson.Spec, depth int) pkgjson.Line {
	if depth > 4 {
		return pkgjson.LineUnknown // a catalog that leads to itself
	}
	switch spec.Kind {
	case pkgjson.SpecCatalog:
		if text, ok := p.catalog(f.dir, spec.Name, row.Package); ok {
			return p.line(f, row, pkgjson.ParseSpec(text), depth+1)
		}
		return pkgjson.LineUnknown
	case pkgjson.SpecWorkspace, pkgjson.SpecPath:
		if line := row.Line(spec); line != pkgjson.LineUnknown {
			return line
		}
		dir, ok := localDir(f.dir, spec.Name)
		if spec.Name == "" {
			dir, ok = p.packageDir(f.dir, row.Package)
		}
		if !ok || !within(p.root, dir) {
			return pkgjson.LineUnknown
		}
		if source := p.pkg(dir); source != nil && source.name == row.Package && source.version != "" {
			return row.Line(pkgjson.ParseSpec(source.version))
		}
		return pkgjson.LineUnknown
	}
	return row.Line(spec)
}

// catalog looks a version up in the workspace above the folder.
func (p *Project) catalog(dir, catalog, name string) (version string, ok bool) {
	p.up(dir, func(dir string) bool {
		if w := p.workspace(dir); w != nil {
			version, ok = w.Catalogs[catalog][name]
			return true
		}
		if f := p.pkg(dir); f != nil && f.catalogs != nil {
			version, ok = f.catalogs[catalog][name]
			return ok
		}
		return false
	})
	return version, ok
}
