package codemod

import (
	"bytes"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/clerkctl/clerkctl/codemod/clerk"
	"github.com/clerkctl/clerkctl/codemod/project"
)

// importIndex remembers what files import, so that those that may import a
// module which passes Clerk's names on are found without reading all files again.
// It is safe for concurrent use.
//
// It is kept small, for it grows with the project: of a file it has the name and
// two bytes for each import, some forty bytes in all. Beyond a number of bytes it
// is given up.
type importIndex struct {
	mu   sync.Mutex
	most int // bytes
	full bool
	// bare are the specifiers that are no relative paths. There are few.
	bare    map[string]bool
	folders []folder
	places  map[string]int32 // folders by path
	entries []indexEntry
	sums    []uint16       // of what the files import
	bases   []byte         // the files' names
	links   []project.File // whose names are not those of their targets
}

// maxIndex is enough for some 100,000 files.
const maxIndex = 5 << 20

type folder struct{ path, abs, root string }

// indexEntry is a file. What belongs to it in the lists for all files begins
// where that of the file before ends.
type indexEntry struct {
	folder     int32
	sums, base uint8 // how many
	// always is true for a file that may have to do with a module without
	// importing it, or imports too much to remember.
	always bool
}

// add takes in a file with a text.
func (x *importIndex) add(f project.File, src []byte) {
	var room [32][]byte
	found := room[:0]
	clerk.Specifiers(withoutMark(src), func(s []byte) bool {
		found = append(found, s)
		return true
	})
	e := indexEntry{always: mocks(src)}
	if len(found) == 0 && !e.always {
		return
	}
	base := filepath.Base(f.Abs)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.full {
		return
	}
	if x.size() > x.most {
		x.full = true
		x.bare, x.folders, x.places, x.entries, x.sums, x.bases, x.links = nil, nil, nil, nil, nil, nil, nil
		return
	}
	var ok bool
	if e.folder, ok = x.place(f); !ok || len(base) > 255 {
		x.links = append(x.links, f)
		return
	}
	if len(found) > 255 {
		found, e.always = nil, true
	}
	for _, s := range found {
		x.sums = append(x.sums, x.sum(s))
	}
	e.sums, e.base = uint8(len(found)), uint8(len(base))
	x.bases = append(x.bases, base...)
	x.entries = append(x.entries, e)
}

// size is about how many bytes the index takes.
func (x *importIndex) size() int {
	return len(x.bare)*80 + len(x.folders)*300 + len(x.entries)*8 + len(x.sums)*2 + len(x.bases) + len(x.links)*300
}

// place is the folder of a file; false for a file that is called by another name
// than the one that it has there.
func (x *importIndex) place(f project.File) (int32, bool) {
	abs, base := filepath.Split(f.Abs)
	path, shown := filepath.Split(f.Path)
	if base != shown {
		return 0, false
	}
	place, ok := x.places[abs]
	if !ok {
		if x.places == nil {
			x.places = map[string]int32{}
		}
		if strings.HasSuffix(abs, path) {
			path = abs[len(abs)-len(path):] // as the two say the same, once is enough
		}
		place = int32(len(x.folders))
		x.places[abs] = place
		x.folders = append(x.folders, folder{path, abs, f.Root})
	}
	return place, x.folders[place] == folder{path, abs, f.Root}
}

// sum stands for a specifier: what ends a relative path, or all of another.
func (x *importIndex) sum(specifier []byte) uint16 {
	if first, _, _ := bytes.Cut(specifier, []byte("/")); string(first) == "." || string(first) == ".." {
		return hash(tail(string(specifier)))
	}
	if !x.bare[string(specifier)] {
		if x.bare == nil {
			x.bare = map[string]bool{}
		}
		x.bare[string(specifier)] = true
	}
	return hash(string(specifier))
}

// hash is short, so that some files are looked at for nothing.
func hash(text string) uint16 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text)) // a hash takes everything
	sum := h.Sum32()
	return uint16(sum>>16 ^ sum)
}

// files are those that may import a module: by a relative path with one of the
// tails, or by something else that the needles find where it stands in quotes.
// complete is false where the index does not have all files.
func (x *importIndex) files(tails []string, needles *project.Needles) (files []project.File, complete bool) {
	if x.full {
		return nil, false
	}
	var wanted [1 << 16]bool
	for _, t := range tails {
		wanted[hash(t)] = true
	}
	for specifier := range x.bare {
		if needles.In([]byte(`"` + specifier + `"`)) {
			wanted[hash(specifier)] = true
		}
	}
	files = slices.Clone(x.links)
	sums, bases := x.sums, x.bases
	for _, e := range x.entries {
		if e.always || slices.ContainsFunc(sums[:e.sums], func(sum uint16) bool { return wanted[sum] }) {
			in, base := x.folders[e.folder], string(bases[:e.base])
			files = append(files, project.File{Path: in.path + base, Abs: in.abs + base, Root: in.root, Kind: project.Source})
		}
		sums, bases = sums[e.sums:], bases[e.base:]
	}
	return files, true
}
